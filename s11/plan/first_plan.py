"""What a first plan is made of: whose it is, of which kind, its colours and its first people, as they were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date as Day

from s11.frozen import dataclass
from s11.plan.records import ORIGINS, Meaning, Person
from s11.plan.spelling import unknown_word
from s11.text import unseen, visible

LONGEST = 200
_GREEN = Meaning("on_track", "On target to be met")
_AMBER = Meaning("at_risk", "May not be met on time")
_RED = Meaning("off_track", "Will not be met without remedial action")
_BLUE = Meaning("completed", "Completed")
# worst first, as the names of the choices say
LEGENDS = {
    "red-amber-green-blue": {"red": _RED, "amber": _AMBER, "green": _GREEN, "blue": _BLUE},
    "red-amber-green": {"red": _RED, "amber": _AMBER, "green": _GREEN},
}
_TITLES = {
    "section-11": "Section 11 Action Plan",
    "inspection": "Inspection Action Plan",
    "case-review": "Case Review Action Plan",
    "audit": "Audit Action Plan",
    "peer-review": "Peer Review Action Plan",
    "strategy": "Strategy Action Plan",
    "other": "Action Plan",
}
# what some systems do not take for a folder
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """A plan that is still to be written, and the day it is begun."""

    organisation: str
    origin: str
    colours: str
    people: tuple[tuple[str, Person], ...]
    day: Day

    @property
    def title(self) -> str:
        return f"{_TITLES[self.origin]} {self.day.year:04d}"

    @property
    def legend(self) -> dict[str, Meaning]:
        return LEGENDS[self.colours]

    @property
    def id(self) -> str:
        """The plan's id: a folder of the organisation's and a name of the kind and the year, both plain letters."""
        kind = "plan" if self.origin == "other" else self.origin
        return f"{folder_name(self.organisation)}/{kind}-{self.day.year:04d}"


def folder_name(organisation: str) -> str:
    """An organisation's name as every system takes it for a folder: 'Dún Laoghaire' is 'dun-laoghaire'."""
    plain = unicodedata.normalize("NFKD", organisation.replace("'", "").replace("’", "")).encode("ascii", "ignore")
    name = re.sub(r"[^a-z0-9]+", "-", plain.decode("ascii").lower()).strip("-")[:60].strip("-")
    return f"{name}-council" if _RESERVED.match(name) else name or "council"


def read_words(given: str, what: str) -> str:
    """Words as they are given for a plan, white space folded. Raises ValueError for none, or for unseen characters."""
    words = given.strip()
    if not words:
        raise ValueError(f"{what} is empty: give it")
    if visible(words) != words or unseen(words) or any(unicodedata.category(c) == "Cc" for c in words):
        raise ValueError(f"{what} holds a character that cannot be seen: type it anew")
    words = " ".join(words.split())
    if len(words) > LONGEST:
        raise ValueError(f"{what} is longer than {LONGEST} letters: shorten it")
    return words


def read_organisation(given: str) -> str:
    """The organisation as it was given. Raises ValueError."""
    return read_words(given, "the organisation's name")


def read_kind(given: str) -> str:
    """The kind of plan, one of the format's list. Raises ValueError with the list."""
    kind = "-".join(given.lower().replace("_", " ").split())
    if kind not in ORIGINS:
        raise ValueError(unknown_word(given, "a kind of plan", "", ORIGINS))
    return kind


def read_colours(given: str) -> str:
    """The name of a legend. Raises ValueError with the list."""
    colours = "-".join(given.lower().replace(",", " ").replace("-", " ").split())
    if colours not in LEGENDS:
        raise ValueError(unknown_word(given, "a set of colours", "", tuple(LEGENDS)))
    return colours


def read_people(given: Sequence[str]) -> tuple[tuple[str, Person], ...]:
    """People given as 'KEY=Name, post', each with the key. Raises ValueError."""
    people: dict[str, Person] = {}
    for one in given:
        key, equals, rest = one.partition("=")
        if not equals:
            raise ValueError(f"'{visible(one)}' is no person: write KEY=Name, post, for example AB=Ann Bell, Director")
        key = read_words(key, f"the key before '=' in '{visible(one)}'")
        if key.casefold() in (other.casefold() for other in people):
            raise ValueError(f"'{key}' stands for two people: give each a key of their own")
        name, _, post = (part.strip() for part in read_words(rest, f"who '{key}' is").partition(","))
        if not name and not post:
            raise ValueError(f"who '{key}' is was left out: write KEY=Name, post")
        people[key] = Person(name=name, post=post)
    if not people:
        raise ValueError("no person was given: write KEY=Name, post, for example AB=Ann Bell, Director")
    return tuple(people.items())
