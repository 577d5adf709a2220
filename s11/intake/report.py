"""What an import made of a document, to be looked through: columns, legend, doubts, and what was left out and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from s11.english import number_of
from s11.intake.imported import Imported, TableRead, summary
from s11.intake.update import Difference
from s11.render.markdown_html import html_of


@dataclass(frozen=True, slots=True)
class Read:
    """One document, what was made of it, and the plan; ``differences``: what it says otherwise than a plan that was
    there before.
    """

    imported: Imported
    document: str
    plan: str
    differences: tuple[Difference, ...] = ()


def markdown(read: Sequence[Read]) -> str:
    """The report in Markdown, one document behind the other."""
    return "\n".join(f"# How {_cell(one.document)} was read\n\n{_body(one)}" for one in read)


def _body(read: Read) -> str:
    imported = read.imported
    parts = [f"Plan: {_cell(read.plan)}. {summary(imported)}.", ""]
    if imported.lost:
        parts += [
            f"**Not imported: {number_of(len(imported.lost), 'word')} of the document found neither in the plan nor "
            f"below: {_cell(', '.join(imported.lost[:60]))}.**",
            "",
        ]
    if read.differences:
        parts += ["## Not entered", "", "What the document says otherwise than the plan. The plan stays as it is.", ""]
        differing = [(one.label, one.place, one.plan, one.document, one.why) for one in read.differences]
        parts += _table(("Of what", "Where in the document", "The plan", "The document", "Why"), differing)
    parts += _columns(imported.tables)
    if imported.legend:
        words = [(one.word, one.means.replace("_", " ") or "not said", one.label, one.place) for one in imported.legend]
        parts += ["## The legend", "", "What its colours mean, by the document's own words.", ""]
        parts += _table(("Word", "Read as", "Its own words", "Where"), words)
    parts += ["## Doubts", ""]
    if imported.doubts:
        parts += ["Look at each of these beside the document.", ""]
        rows = [(one.place, one.text, str(one.line) if one.line else "") for one in imported.doubts]
        parts += _table(("Where in the document", "What was made of it", "Line of the plan"), rows)
    else:
        parts += ["None.", ""]
    parts += ["## Left out", ""]
    if imported.left_out:
        parts += ["Words of the document that are not in the plan as they stand there, and why.", ""]
        parts += _table(("Where", "Words", "Why"), imported.left_out)
    else:
        parts += ["Nothing: every word is in the plan.", ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def page(read: Sequence[Read], templates: Mapping[str, str]) -> str:
    """The same as a page that stands alone."""
    style = templates.get("page.css", "")
    alone = read[0].document if len(read) == 1 else number_of(len(read), "document")
    title = _html(f"How {alone} was read" if len(read) == 1 else f"How {alone} were read")
    own = "main { max-width: 76rem; margin: 0 auto; padding: 1.5rem; } td, th { overflow-wrap: anywhere; }"
    head = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{style}\n{own}\n</style>",
        "</head>",
    ]
    # one heading over all, and of several one below it for each
    whole = markdown(read) if len(read) > 1 else _body(read[0])
    deeper = re.sub(r"(?m)^(#+ )", r"#\1", whole) if len(read) > 1 else whole
    body, _ = html_of(deeper, "import")
    return "\n".join([*head, "<body>", "<main>", f"<h1>{title}</h1>", f"{body}</main>", "</body>", "</html>", ""])


def _html(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _columns(tables: Sequence[TableRead]) -> list[str]:
    parts = ["## Columns", ""]
    for table in tables:
        if table.head is None:
            parts += [f"{_cell(table.name)}: not read as a table of the plan ({table.why}).", ""]
            continue
        rows = [
            (
                column.heading.text or "(no heading)",
                column.meaning.replace("_", " ") or "kept in the note",
                f"{column.score:.0%}" if column.meaning else "",
                column.why,
            )
            for column in table.head.columns
        ]
        parts += [f"{_cell(table.name)}:", ""]
        parts += _table(("Heading", "Taken for", "How sure", "Why"), rows)
    return parts


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return [*lines, ""]


_SIGNS = {sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~!"}


def _cell(words: str) -> str:
    """Words as they are, in a cell of Markdown."""
    return " ".join("".join(_SIGNS.get(sign, sign) for sign in words).split())
