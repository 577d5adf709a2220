"""What the fields, forms and controls of a Word file show: the result and not the instruction, the choice and not the
list, and the prompt of a control in which nothing was entered for what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from s11.intake.docx_numbers import Numbering
from s11.intake.docx_package import NO_WORDS, Node

_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', re.IGNORECASE)
_WITHOUT_RESULT = re.compile(r"\s*(AUTONUM\w*|LISTNUM|ADVANCE)\b", re.IGNORECASE)
TICKED, UNTICKED = "☒", "☐"


@dataclass(eq=False, slots=True)
class _Field:
    begin: Node
    begin_at: int
    separate_at: int = -1
    end_at: int = -1
    code: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of the fields of one part, by the identity of its elements.

    ``instructions``: texts that stand in an instruction. ``links``: where a text leads. ``forms``: what a form field
    shows, at its beginning; ``other_choices``: what its list says where its own text says something else.
    ``not_read``: fields whose number Word works out and does not write down.
    """

    instructions: frozenset[int]
    links: dict[int, str]
    forms: dict[int, str]
    other_choices: dict[int, str]
    not_read: frozenset[int]


def fields_of(root: Node) -> Fields:
    """The complex fields of a part, matched from its beginning to its end; what has no end is no field."""
    nodes: list[Node] = [
        node for node in root.each() if node.tag in ("w:fldChar", "w:instrText") or (node.text and is_text(node))
    ]
    fields: list[_Field] = []
    waiting: list[_Field] = []
    texts: dict[int, list[str]] = {}
    for at, node in enumerate(nodes):
        if node.tag == "w:fldChar":
            kind = node.attributes.get("w:fldCharType", "")
            if kind == "begin":
                waiting.append(_Field(node, at))
            elif kind == "separate" and waiting and waiting[-1].separate_at < 0:
                waiting[-1].separate_at = at
            elif kind == "end" and waiting:
                done = waiting.pop()
                done.end_at = at
                fields.append(done)
        elif waiting and waiting[-1].separate_at < 0:
            if node.tag == "w:instrText":
                waiting[-1].code.append(node.text)
        elif waiting and node.text.strip():
            texts.setdefault(id(waiting[-1]), []).append(node.text)
    begun = {one.begin_at: one for one in fields}
    turned = {one.separate_at: one for one in fields if one.separate_at >= 0}
    ended = {one.end_at for one in fields}
    instructions: set[int] = set()
    links: dict[int, str] = {}
    within: list[tuple[bool, str]] = []
    in_code = 0
    for at, node in enumerate(nodes):
        if at in begun:
            within.append((True, within[-1][1] if within else ""))
            in_code += 1
        elif at in turned:
            within[-1] = (False, address("".join(turned[at].code)) or within[-1][1])
            in_code -= 1
        elif at in ended:
            in_code -= within.pop()[0]
        elif node.tag not in ("w:fldChar", "w:instrText") and within:
            if in_code:
                instructions.add(id(node))
            elif within[-1][1]:
                links[id(node)] = within[-1][1]
    forms: dict[int, str] = {}
    other_choices: dict[int, str] = {}
    not_read: set[int] = set()
    owners = {id(one.begin): one for one in fields}
    for one in fields:
        if _WITHOUT_RESULT.match("".join(one.code)) and id(one) not in texts:
            not_read.add(id(one.begin))
    for node in nodes:
        data = node.find("w:ffData") if node.tag == "w:fldChar" else None
        if data is None:
            continue
        box, choices = data.find("w:checkBox"), data.find("w:ddList")
        if box is not None:
            ticked = box.switch("w:checked")
            forms[id(node)] = TICKED if (box.switch("w:default") if ticked is None else ticked) else UNTICKED
        elif choices is not None:
            choice = _choice(choices)
            owner = owners.get(id(node))
            shown = "".join(texts.get(id(owner), ())).strip() if owner is not None else ""
            if not shown:
                forms[id(node)] = choice
            elif choice and shown != choice:
                other_choices[id(node)] = choice
    return Fields(frozenset(instructions), links, forms, other_choices, frozenset(not_read))


def _choice(choices: Node) -> str:
    entries = [one.attributes.get("w:val", "") for one in choices.all("w:listEntry")]
    at = choices.whole("w:result")
    if at is None:
        at = choices.whole("w:default") or 0
    return entries[at] if 0 <= at < len(entries) else ""


def address(instruction: str) -> str:
    """Where a field's instruction leads, '' where it is no link."""
    match = _ADDRESS.match(instruction)
    return match[1] if match else ""


def is_text(node: Node) -> bool:
    """Whether the text of an element is words of the document."""
    return node.tag.rpartition(":")[2] not in NO_WORDS


def is_prompt(control: Node) -> bool:
    """Whether a content control (``w:sdt``) shows only its prompt ('Choose an item.')."""
    return bool(control.switch("w:sdtPr", "w:showingPlcHdr"))


def ticked(control: Node) -> bool | None:
    """Whether a check box control is ticked; nothing where a control is none."""
    box = control.find("w:sdtPr", "w14:checkbox")
    if box is None:
        return None
    checked = box.find("w14:checked")
    return checked is not None and checked.attributes.get("w14:val", "1") not in ("0", "false")


def is_lower_part(cell: Node) -> bool:
    """Whether a cell continues the one above it: Word shows nothing that stands in it."""
    merge = cell.value("w:tcPr", "w:vMerge")
    return merge is not None and merge != "restart"


def is_right_part(cell: Node) -> bool:
    """The same of the one on its left, as old files have it."""
    merge = cell.value("w:tcPr", "w:hMerge")
    return merge is not None and merge != "restart"


def is_deleted_row(row: Node) -> bool:
    return row.find("w:trPr", "w:del") is not None


def is_deleted_mark(paragraph: Node) -> bool:
    """Whether the end of a paragraph is deleted, and with it the paragraph where nothing else stands in it."""
    mark = paragraph.find("w:pPr", "w:rPr")
    return mark is not None and (mark.find("w:del") is not None or mark.find("w:moveFrom") is not None)


def numbers_of(root: Node, numbering: Numbering) -> dict[int, str]:
    """What stands before each paragraph of a part, by its identity. What is deleted or not shown is not counted."""
    numbers: dict[int, str] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if (node.tag == "w:tr" and is_deleted_row(node)) or (
            node.tag == "w:tc" and (is_lower_part(node) or is_right_part(node))
        ):
            continue
        if node.tag == "w:p" and not is_deleted_mark(node) and not node.switch("w:pPr", "w:rPr", "w:vanish"):
            number = numbering.number(node)
            if number:
                numbers[id(node)] = number
        waiting.extend(reversed(node.children))
    return numbers
