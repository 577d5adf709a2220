"""The table of a document's own facts: who owns it, its version, when it was and will be reviewed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from s11.intake.grid import Grid
from s11.text import Node

# what such a table calls the fields of the format's 'control'
_LABELS: tuple[tuple[str, str], ...] = (
    ("next_review", r"next review|review (?:date|due)|date of next review|to be reviewed"),
    ("last_reviewed", r"(?:date )?last (?:reviewed|updated)|date reviewed|reviewed on"),
    ("owner", r"(?:document |plan )?owner|responsible (?:officer|director)"),
    ("author", r"(?:document |plan )?author|written by|prepared by|completed by"),
    ("version", r"version(?: (?:no|number))?|issue(?: (?:no|number))?"),
    ("document", r"document(?: (?:name|title))?|title(?: of document)?|file ?name"),
    ("location", r"(?:document )?location|stored|file path"),
)
_CONTACT = re.compile(r"\S+@\S+|(?:\btel(?:ephone)?\.?:?\s*)?\(?\b0\d[\d )-]{6,}\d\b", re.I)


@dataclass(slots=True)
class ControlTable:
    """What a table of document control says: the fields, what the people it names are (key → post), the words that
    have no field, and what is left out with the reason.
    """

    fields: dict[str, Node] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def is_control(grid: Grid) -> bool:
    """Whether a table holds a document's own facts: a label and words in each row, three labels known at least."""
    rows = [row for row in grid.rows if any(not cell.empty for cell in row.cells)]
    known = {_field(row.cells[0].standing) for row in rows if len(row.cells) >= 2} - {""}
    return 2 <= grid.width <= 3 and len(rows) <= 20 and len(known) >= 3


def read_control(grid: Grid, day_of: Callable[[str], str]) -> ControlTable:
    """The facts of such a table. ``day_of``: the day that words are, as the format writes it, '' for none."""
    control = ControlTable()
    for at, row in enumerate(grid.rows):
        label, *cells = row.cells
        words = " ".join(" ".join(cell.text.split()) for cell in dict.fromkeys(cells) if cell is not label)
        name, place = _field(label.standing), grid.place(at, 0)
        title = " ".join(label.text.split())
        if not words or not name or name in control.fields:
            if title or words:
                control.notes.append(f"{title}: {words}" if title and words else title or words)
            continue
        for contact in _CONTACT.findall(words):
            control.left_out.append((place, contact, "how to reach somebody: no plan holds it"))
        words = " ".join(_CONTACT.sub(" ", words).split()).strip(" ,;")
        if name in ("owner", "author"):
            key, post = _person(words)
            control.fields[name] = key
            if post:
                control.people[key] = post
                control.doubts.append((place, f"'{words}' was taken for {key}, {post}"))
        elif name == "last_reviewed":
            day = day_of(words)
            if len(day) != 10:
                control.notes.append(f"{title}: {words}")
                continue
            control.fields[name] = day
            control.left_out.append((place, words, f"written as {day}"))
        else:
            control.fields[name] = words
        control.left_out.append((place, title, "a label of the document control"))
    return control


def _field(label: str) -> str:
    words = " ".join(re.findall(r"\w+", label.casefold()))
    return next((name for name, pattern in _LABELS if re.match(rf"(?:{pattern})\b", words) and len(words) < 40), "")


def _person(words: str) -> tuple[str, str]:
    """A name and what stands behind it: 'Ann Bell, Director' or 'Ann Bell Director of Housing'."""
    name, comma, post = words.partition(",")
    if comma:
        return name.strip(), post.strip()
    match = re.match(r"([A-Z][\w'’-]+ [A-Z][\w'’-]+) (.+)", words)
    return (match[1], match[2]) if match and len(words.split()) > 3 else (words, "")
