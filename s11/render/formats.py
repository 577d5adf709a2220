"""The formats there are: those of findings, and those of pages and paper. A new one is a module and a row here."""

from __future__ import annotations

from typing import NamedTuple


class FindingsFormat(NamedTuple):
    """A format of ``lint``; ``s11/render/findings/NAME.py`` writes it.

    ``remembers``: a finding is known again in the next run by its identity; ``counts``: it can hold ``--statistics``;
    ``for_programs``: it is one document, beside which nothing else may stand.
    """

    name: str
    use: str
    remembers: bool = False
    counts: bool = False
    for_programs: bool = False


FINDINGS = {
    format.name: format
    for format in (
        FindingsFormat("full", "the line, and a caret under the words", counts=True),
        FindingsFormat("concise", "a line each", counts=True),
        FindingsFormat("json", "for other programs", counts=True, for_programs=True),
        FindingsFormat("github", "annotations"),
        FindingsFormat("gitlab", "Code Quality", remembers=True, for_programs=True),
        FindingsFormat("sarif", "code scanning", remembers=True, for_programs=True),
        FindingsFormat("junit", "test results", for_programs=True),
    )
}


class PageFormat(NamedTuple):
    """A format of reports; ``s11/render/NAME.py`` writes it.

    ``endings``: how its files' names end; ``template``: how those of its templates do; paper has none, and is set from
    Markdown. ``look``: the file that says how paper looks.
    """

    name: str
    endings: tuple[str, ...]
    template: str = ""
    look: str = ""


PAGES = {
    format.name: format
    for format in (
        PageFormat("html", (".html", ".htm"), ".html.j2"),
        PageFormat("markdown", (".md",), ".md.j2"),
        PageFormat("pdf", (".pdf",), look="paper.typ"),
        PageFormat("docx", (".docx",), look="paper.styles.xml"),
    )
}
ON_SCREEN = tuple(name for name, format in PAGES.items() if format.template)
PAPER = tuple(name for name, format in PAGES.items() if not format.template)


class DataFormat(NamedTuple):
    """A format of ``export``. ``endings``: how its files' names end; none is a folder. ``extra``: the packages that it
    needs beside s11's own.
    """

    name: str
    endings: tuple[str, ...]
    use: str
    extra: str = ""


DATA = {
    format.name: format
    for format in (
        DataFormat("xlsx", (".xlsx",), "an Excel workbook", "office"),
        DataFormat("json", (".json",), "for programs"),
        DataFormat("docx", (".docx",), "the plan's table, to be edited in Word", "office"),
        DataFormat("ics", (".ics",), "due days and reviews for a calendar", "calendar"),
        DataFormat("parquet", (".parquet",), "columns with types, in a folder of files or one file of actions", "data"),
        DataFormat("csv", (".zip", ""), "tables with their description, in a zip or a folder"),
    )
}


def endings_of(*formats: str) -> dict[str, str]:
    """The format that each ending of a file's name stands for."""
    return {ending: name for name in formats for ending in PAGES[name].endings}
