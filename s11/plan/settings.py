"""What a council sets for itself: its calendar, and the markings that everybody may read."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Collection

from s11.pattern import pattern
from s11.plan.asked import ASKED_SETTING, load_asked_returns
from s11.text import Source, read
from s11.when import STANDARD, Conventions

# markings ------------------------------------------------------------------------------------------------------------

OPEN_MARKINGS = frozenset(
    [
        "OFFICIAL",
        "PUBLIC",
        "OPEN",
        "UNCLASSIFIED",
        "UNRESTRICTED",
        "NOTPROTECTIVELYMARKED",
        "NPM",
        "NOTMARKED",
        "NONE",
        "OFFICIALPUBLIC",
        "OFFICIALOPEN",
        "FORPUBLICATION",
        "PARTI",
        "PART1",
    ]
)
_CLOSED_MARKING = pattern(r"SENSITIVE|SECRET|CONFIDENTIAL|NOTFORPUBLICATION")


def marking_letters(marking: str) -> str:
    """A marking without case, spacing and hyphens, so that every spelling of it is one."""
    return "".join(c for c in unicodedata.normalize("NFKC", marking).upper() if c.isalnum())


def kept_from_public(marking: str, open_markings: Collection[str] = ()) -> bool:
    """Whether a marking says that not everybody may read it: any that is not known to be open.

    ``open_markings`` are a council's own, by their letters, beside those that government and councils use.
    """
    letters = marking_letters(marking)
    return bool(letters) and letters not in OPEN_MARKINGS and letters not in open_markings


# conventions ---------------------------------------------------------------------------------------------------------

TWO_DIGITS_ARE_YEARS = "two digits are years"


def load_conventions(source: Source) -> Conventions:
    """A council's own calendar from its ``s11.yaml``: terms, seasons and years under ``calendar``, and ``years``.

    Raises ValueError that says where and what to type.
    """
    document = read(source)
    if document.slips:
        place = document.place(document.slips[0].span)
        raise ValueError(
            f"{source.name}:{place.line}:{place.column}: {document.slips[0].message}; {document.slips[0].hint}"
        )
    root = document.root if document.root is not None else {}
    if not isinstance(root, dict) or set(root) - {"calendar", "years", OPEN_MARKINGS_SETTING, ASKED_SETTING}:
        raise ValueError(
            f"{source.name}: the settings are 'calendar', with lines like 'autumn_term: 1 September to 31 December', "
            f"'years: {TWO_DIGITS_ARE_YEARS}', '{OPEN_MARKINGS_SETTING}', "
            f"with a list of markings that everybody may read, and '{ASKED_SETTING}', with who was asked for a "
            "self-assessment"
        )
    years = root.get("years")
    if years is not None and (not isinstance(years, str) or " ".join(years.lower().split()) != TWO_DIGITS_ARE_YEARS):
        raise ValueError(
            f"{source.name}: 'years' says one thing: write 'years: {TWO_DIGITS_ARE_YEARS}', or take the line out"
        )
    load_open_markings(source)
    load_asked_returns(source)
    calendar = root.get("calendar") or {}
    lines = {key: line for key, line in calendar.items() if isinstance(line, str)} if isinstance(calendar, dict) else {}
    if not isinstance(calendar, dict) or len(lines) < len(calendar):
        raise ValueError(f"{source.name}: under 'calendar' write lines like 'autumn_term: 1 September to 31 December'")
    try:
        own = Conventions.from_mapping(lines) if lines else STANDARD
        return dataclasses.replace(own, two_digit_years=True) if years else own
    except ValueError as error:
        raise ValueError(f"{source.name}: {error}") from error


OPEN_MARKINGS_SETTING = "open_markings"


def load_open_markings(source: Source) -> frozenset[str]:
    """The letters of a council's own markings that everybody may read, from its ``s11.yaml``.

    Raises ValueError that says where and what to type.
    """
    root = read(source).root
    listed = root.get(OPEN_MARKINGS_SETTING) if isinstance(root, dict) else None
    written = listed if isinstance(listed, list) else [] if listed is None else [listed]
    markings = [word for word in written if isinstance(word, str)]
    if len(markings) < len(written) or not all(marking_letters(word) for word in markings if word):
        raise ValueError(
            f"{source.name}: under '{OPEN_MARKINGS_SETTING}' write a list of markings that everybody may read, "
            "like [OFFICIAL, Public]"
        )
    for word in markings:
        if _CLOSED_MARKING.search(marking_letters(word)):
            raise ValueError(
                f"{source.name}: '{word}' under '{OPEN_MARKINGS_SETTING}' says that not everybody may read it: "
                "take it out"
            )
    return frozenset(marking_letters(word) for word in markings if word)
