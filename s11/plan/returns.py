"""The register of returns: which workbooks were sent to whom, who has answered them and who has signed.

``returns.yaml`` lies beside ``plans/``. s11 writes it, an entry a return; a person may read it and take an entry out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day

from s11.frozen import dataclass
from s11.text import Node, Source, read
from s11.when import parse_day

RETURNS_FORMAT = "s11-returns/1"
_HEAD = (
    "# Which returns were sent to whom, and what came back. 's11 returns send' and 's11 returns collect' keep it.\n"
    f"format: {RETURNS_FORMAT}\nreturns:\n"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who confirmed a return: the name as it was typed, and the day as at which they did."""

    name: str
    as_at: Day


@dataclass(frozen=True, slots=True)
class ReturnSent:
    """One workbook that was sent.

    ``lead``: who was asked, '' where it is for a whole plan or standard, which ``about`` names then; ``plan``: the one
    plan in which its initials stand for somebody; ``plans``: the ids of those it asks about; ``asked``: about how many
    things. ``answered``: the day on which it was collected; ``taken`` and ``refused`` count the cells.
    """

    sent: Day
    file: str
    plans: tuple[str, ...]
    asked: int
    lead: str = ""
    about: str = ""
    organisation: str = ""
    plan: str = ""
    answered: Day | None = None
    taken: int = 0
    refused: int = 0
    signed: Signature | None = None

    @property
    def called(self) -> str:
        return self.lead or self.about

    @property
    def who(self) -> tuple[str, str, str]:
        """By what one who is asked twice is known to be the same."""
        return self.organisation, self.plan, self.called

    def by(self, day: Day) -> ReturnSent:
        """The same as it was known on a day: what was answered later was not yet."""
        if self.answered is None or self.answered <= day:
            return self
        return replace(self, answered=None, taken=0, refused=0, signed=None)


def load_returns(source: Source) -> tuple[ReturnSent, ...]:
    """The entries of a register. Raises ValueError that says where and what is wrong."""
    document = read(source)
    if document.slips:
        place = document.place(document.slips[0].span)
        raise ValueError(f"{source.name}:{place.line}:{place.column}: {document.slips[0].message}")
    root = document.root
    if not isinstance(root, dict) or root.get("format") != RETURNS_FORMAT:
        raise ValueError(f"{source.name}: it begins with 'format: {RETURNS_FORMAT}'")
    entries = root.get("returns") or []
    if not isinstance(entries, list):
        raise ValueError(f"{source.name}: under 'returns' stands a list of returns")
    return tuple(_entry(source.name, number, entry) for number, entry in enumerate(entries, 1))


def _entry(name: str, number: int, node: Node) -> ReturnSent:
    where = f"{name}, return {number}"
    if not isinstance(node, dict):
        raise ValueError(f"{where}: it has no fields")

    def words(key: str) -> str:
        value = node.get(key) or ""
        if not isinstance(value, str):
            raise ValueError(f"{where}: '{key}' is one value")
        return value

    def day(key: str) -> Day | None:
        found = parse_day(words(key)) if words(key) else None
        if words(key) and found is None:
            raise ValueError(f"{where}: '{key}' is a day, such as 2026-01-31")
        return found

    def count(key: str) -> int:
        if not words(key).isdecimal() and words(key):
            raise ValueError(f"{where}: '{key}' is a whole number")
        return int(words(key) or 0)

    plans = node.get("plans")
    listed = plans if isinstance(plans, list) else [plans] if plans else []
    sent, as_at = day("sent"), day("signed_as_at")
    if sent is None or not words("file"):
        raise ValueError(f"{where}: it says the day under 'sent' and the workbook under 'file'")
    return ReturnSent(
        sent,
        words("file"),
        tuple(one for one in listed if isinstance(one, str)),
        count("asked"),
        words("lead"),
        words("about"),
        words("organisation"),
        words("plan"),
        day("answered"),
        count("taken"),
        count("refused"),
        Signature(words("signed_by"), as_at) if as_at is not None else None,
    )


def returns_text(entries: Sequence[ReturnSent]) -> str:
    """The register as it is written: the same entries make the same text."""
    return _HEAD + "".join(_written(one) for one in entries)


def _written(one: ReturnSent) -> str:
    signed = one.signed
    fields: list[tuple[str, str]] = [
        ("sent", one.sent.isoformat()),
        ("lead", _quoted(one.lead)),
        ("about", _quoted(one.about)),
        ("organisation", _quoted(one.organisation)),
        ("plan", _quoted(one.plan)),
        ("plans", "[" + ", ".join(_quoted(plan) for plan in one.plans) + "]"),
        ("file", _quoted(one.file)),
        ("asked", str(one.asked)),
        ("answered", one.answered.isoformat() if one.answered is not None else ""),
        ("taken", str(one.taken) if one.answered is not None else ""),
        ("refused", str(one.refused) if one.answered is not None else ""),
        ("signed_by", _quoted(signed.name) if signed is not None else ""),
        ("signed_as_at", signed.as_at.isoformat() if signed is not None else ""),
    ]
    lines = [f"{key}: {value}" for key, value in fields if value]
    return "  - " + "\n    ".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False) if words else ""


def sent_again(entries: Sequence[ReturnSent], new: Sequence[ReturnSent]) -> tuple[ReturnSent, ...]:
    """The entries with new ones behind them; one of the same file of the same day takes the place of the old."""
    made = {(one.sent, one.file) for one in new}
    return (*(one for one in entries if (one.sent, one.file) not in made), *new)
