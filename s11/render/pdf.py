"""PDF for an agenda pack: tagged, for assistive technology (PDF/UA-1) and for keeping (PDF/A-2a), set by typst.

What the page looks like stands in ``templates/paper.typ``. A plan's words are handed to it as data, so none of them is
ever code; a council's own ``paper.typ`` can read no file and fetch nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import ModuleType
from unicodedata import name

from s11.render.document import ZERO_WIDTH_SPACE, Block, Imprint, Run, breakable, page_layouts
from s11.render.sandbox import BadTemplate, text_of

TEMPLATE = "paper.typ"
STANDARDS = ["ua-1", "a-2a"]
_REFUSED = re.compile(r"\b(import|include|eval|std)\b")
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(blocks: Sequence[Block], imprint: Imprint, templates: Mapping[str, str]) -> bytes:
    """The whole file. Raises BadTemplate, and NotInstalled where typst is not there."""
    import json

    template = text_of(templates, TEMPLATE)
    for at, line in enumerate(template.split("\n"), 1):
        if refused := _REFUSED.search(line):
            raise BadTemplate(f"template {TEMPLATE}, line {at}: '{refused[0]}' may not be used in a template")
    data = {
        **imprint._asdict(),
        "as_of": imprint.as_of.isoformat(),
        "sheets": [{"sideways": sheet.sideways, "blocks": _as_json(sheet.blocks)} for sheet in page_layouts(blocks)],
    }
    return _set(template, json.dumps(data, ensure_ascii=False), imprint)


def raster(svg: str) -> bytes | None:
    """A drawing as a PNG of 200 dots to the inch of an A4 page; None where typst is not there."""
    from s11.render import NotInstalled

    try:
        typst, fonts = _installed()
    except NotInstalled:
        return None
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[fonts])
    page = b'#set page(width: 18cm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    drawn: bytes = typst.compile(
        page,
        root=fonts,
        font_paths=known,
        format="png",
        ppi=200,
        sys_inputs={"svg": svg},
        package_path=fonts,
        package_cache_path=fonts,
    )
    return drawn


def _set(template: str, data: str, imprint: Imprint) -> bytes:
    """Set by typst; a character that no font of ours has is named instead, since a file for everyone may hold no blank
    boxes.
    """
    typst, fonts = _installed()
    day = datetime(imprint.as_of.year, imprint.as_of.month, imprint.as_of.day, tzinfo=UTC)
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[fonts])
    while True:
        try:
            made: bytes = typst.compile(
                template.encode("utf-8"),
                root=fonts,
                font_paths=known,
                format="pdf",
                sys_inputs={"paper": data},
                pdf_standards=STANDARDS,
                timestamp=day,
                package_path=fonts,
                package_cache_path=fonts,
            )
            return made
        except typst.TypstError as error:
            unshown = {
                character
                for text in _UNSHOWN.findall(error.diagnostic)
                for character in _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
            }
            replaced = data.translate({ord(character): _called(character) for character in unshown})
            if replaced == data:
                line = re.search(r"\.typ:(\d+):", error.diagnostic)
                raise BadTemplate(
                    f"template {TEMPLATE}{', line ' + line[1] if line else ''}: {' '.join(error.message.split())}"
                ) from error
            data = replaced


def _called(character: str) -> str:
    return "[" + name(character, f"U+{ord(character):04X}").lower().replace("-", f"-{ZERO_WIDTH_SPACE}") + "]"


def _installed() -> tuple[ModuleType, str]:
    """The program that sets the page, and the folder of the fonts it is set in: none of this machine's."""
    from importlib.util import find_spec

    from s11.render import NotInstalled

    fonts = find_spec("font_roboto")
    try:
        import typst
    except ImportError as error:
        raise NotInstalled("PDF", "pdf") from error
    if fonts is None or not fonts.submodule_search_locations:
        raise NotInstalled("PDF", "pdf")
    return typst, f"{fonts.submodule_search_locations[0]}/files"


def _as_json(value: object) -> object:
    """Blocks and runs as JSON can hold them, each block by its kind."""
    if isinstance(value, Run):
        return {**value._asdict(), "text": breakable(value.text)}
    if isinstance(value, Block):
        return {"kind": type(value).__name__, **{field: _as_json(part) for field, part in value._asdict().items()}}
    return [_as_json(part) for part in value] if isinstance(value, tuple) else value
