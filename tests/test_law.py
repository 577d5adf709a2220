"""The law of S7 over edits of its own making: what a committee reads gets no better without a reason or an error.

The edits carry hidden tags (keys that begin with ``_`` and never reach a file), so that which action and which evidence
became which is known here without the matching under test.
"""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import yaml

from s11.plan import PlanFile, PlanFiles, load_one
from s11.rules import check, check_edit, check_settings, new_since
from s11.standing import CHECKED, Standing, gives_a_day, judge_plan
from s11.text import ERROR, Finding, Source
from s11.when import STANDARD, Conventions, Timescale, Vantage

DAY = "2024-06-01"
VANTAGE = Vantage(date.fromisoformat(DAY))
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

# plans that are made up
# -------------------------------------------------------------------------------------------------

TEXTS = [
    "Review the referral procedure with the three area teams",
    "Train every new councillor in the first month",
    "Ask children what they think of the helpline",
    "Publish the annual report on complaints",
    "Check the vetting of all volunteers at leisure centres",
    "Put posters in every library and community hall",
    "Agree a protocol for sharing information with housing",
    "Hold a conference for designated officers",
    "Write a leaflet on private fostering",
    "Audit twenty case files each quarter",
    "Move the duty rota onto the shared calendar",
    "Name a deputy for the designated officer",
]
ABOVE = [
    "Keep safeguarding procedures under review",
    "Listen to children and young people",
    "Recruit and train safely",
    "Work with partners across the county",
]
PIECES = [
    "Minutes of the panel",
    "Report to Council",
    "List of those trained",
    "Survey of managers",
    "The leaflet in print",
    "Signed protocol",
    "Audit summary",
    "Feedback from schools",
]
STEPS = [
    "Draft to the panel",
    "Schools asked for comments",
    "Pilot in one team",
    "Final text to Council",
    "Dates agreed with the trainers",
    "First ten people seen",
]
LATE = ["March 2024", "April 2024", "By end of January 2024", "31/03/2024", "31/03/24", "Mar-24"]
AHEAD = ["October 2024", "December 2024", "By 2027", "September 2024", "Dec-24", "30.9.24"]
# a year that is not written is counted from a day of the plan
YEARLESS = ["1st March", "12 May", "31 December", "May"]
OTHERS = [
    *YEARLESS,
    "Ongoing",
    "March 2024 then quarterly",
    "June 2023, annually",
    "Autumn Term 2023",
    "Spring 2024",
    "2023-24 academic year",
    "Spring Term 2024",
    "By 2024",
    "TBC",
    "October 2024 / February 2024",
    "February 2024 On-going",
    "From May 2025",
    "2023/24",
]
PHRASES = [*LATE, *LATE, *AHEAD, *OTHERS]
# what does not go into one line: spelled out, or one phrase a line
SPELLED = [
    {"text": "After the county's review", "due": "2024-04-30"},
    {"text": "Each term, once the rota is out", "due": "2024-03-31", "every": "P4M"},
    {"text": "When the new system is in", "due": "2024-11-30"},
    ["February 2024", "December 2024"],
    ["March 2024", "April 2024", "October 2024"],
    ["Ongoing", "April 2024"],
]
LAXER = [
    "October 2025",
    "December 2026",
    "Ongoing",
    "2025",
    "Summer Term 2025",
    "",
    "TBC",
    "By 2028",
    "March 2025 then quarterly",
    "From June 2027",
    "As resources permit",
]
LEGEND = {
    "white": ("not_started", "Not begun"),
    "green": ("on_track", "On target"),
    "lime": ("on_track", "Going well"),
    "amber": ("at_risk", "At risk"),
    "red": ("off_track", "Off track"),
    "blue": ("completed", "Done"),
    "gold": ("verified", "Checked by the board"),
    "grey": ("ended", "Closed"),
}
PEOPLE = {
    "AB": ("Ann Bell", "Head of Communities"),
    "CD": ("Cal Dunn", "Policy officer"),
    "EF": ("Eve Frost", "Team manager"),
    "GH": ("Gil Hart", "Housing lead"),
}
GROUP = {"DOG": {"name": "Designated Officers Group", "group": "true"}}
# the second plan has another person under a key of the first
ELSEWHERE = {"GH": ("Gwen Hill", "Health visitor")}
NOTES = [
    "The draft is with the panel",
    "Half the teams have been seen",
    "The county's comments came in",
    "Two sessions were held in May",
]
WHYS = ["New county procedures came out", "The officer was ill in spring", "Money came late this year"]


class Dice(random.Random):
    def perhaps(self, chance: float) -> bool:
        return self.random() < chance


def made_up(seed: int) -> dict[str, dict]:
    """Two plans with themes, standards, evidence and recurrences, every part with its hidden tag."""
    dice, tags = Dice(seed), iter(range(1, 1000))
    texts, pieces = dice.sample(TEXTS, len(TEXTS)), dice.sample(PIECES * 2, 2 * len(PIECES))
    trees = {}
    for name in ("one", "two"):
        recommendations = []
        for r in (1, 2):
            actions = (
                [_action(dice, tags, f"{r}.{a}", texts.pop(), pieces) for a in range(1, dice.choice([2, 3]))]
                if r == 2
                else [_action(dice, tags, f"{r}.{a}", texts.pop(), pieces) for a in (1, 2)]
            )
            above = {
                "_tag": next(tags),
                "id": str(r),
                "text": ABOVE[(r - 1) + 2 * (name == "two")],
                "theme": dice.choice(["care", "work"]),
            }
            if dice.perhaps(0.5):
                above["rag"] = dice.choice(["green", "amber", "red"])
            if dice.perhaps(0.5):
                above["timescale"] = dice.choice(PHRASES)
                if dice.perhaps(0.4):
                    above["revised"] = [_revision(dice)]
            if dice.perhaps(0.4):
                above["lead"] = dice.choice(list(PEOPLE))
            if dice.perhaps(0.2):
                above["standards"] = ["3", "4"]
            if dice.perhaps(0.2):
                above["as_at"] = dice.choice(["2024-05-20", "2024-03-10", "2022-10-01"])
            if dice.perhaps(0.15):
                above["completed"] = [dice.choice(["2024-03-18", "2024-04", "2024-05-20"])]
            if dice.perhaps(0.1):
                above["response"] = {"as": "partly", "why": "Only what is ours to do"}
            recommendations.append({**above, "actions": actions})
        head = {
            "_tag": next(tags),
            "format": "s11-plan/1",
            "title": f"Action plan {name}",
            "organisation": "Westmere District Council",
            "origin": "section-11",
            **({"agreed": "2024-01-15"} if dice.perhaps(0.7) else {}),
            **({"as_at": dice.choice(["2024-05-02", "2024-02-20", "2022-11-01"])} if dice.perhaps(0.8) else {}),
            "source": {"document": "A report", "date": "2024-01-10"},
            "themes": {"care": "Care", "work": "Work"},
            "rag": {word: {"means": means, "label": label} for word, (means, label) in LEGEND.items()},
            "people": {
                **{
                    key: {"name": called, "post": post}
                    for key, (called, post) in (PEOPLE if name == "one" else {**PEOPLE, **ELSEWHERE}).items()
                },
                **copy.deepcopy(GROUP),
            },
        }
        if dice.perhaps(0.15):
            head["people"]["EF"]["left"] = "2024-05-12"
        if dice.perhaps(0.2):
            head["period"] = "2023/24"
        if dice.perhaps(0.3):
            head["progress"] = [{"date": "2024-02-02", "note": "Taken to Cabinet in February"}]
        trees[name] = {**head, "recommendations": recommendations}
    return trees


def _action(dice: Dice, tags: Iterator[int], number: str, text: str, pieces: list[str]) -> dict:
    row = {
        "_tag": next(tags),
        "id": number,
        "text": text,
        "lead": dice.choice(list(PEOPLE)),
        "measure": "Seen by the board within the year",
    }
    if dice.perhaps(0.65):
        row["timescale"] = copy.deepcopy(dice.choice(SPELLED)) if dice.perhaps(0.12) else dice.choice(PHRASES)
        if dice.perhaps(0.45):
            row["revised"] = [_revision(dice) for _ in range(dice.choice([1, 1, 2]))]
    if dice.perhaps(0.7):
        row["rag"] = dice.choice(["white", "green", "green", "amber", "amber", "red", "blue", "lime", "gold"])
        if dice.perhaps(0.2):
            row["as_at"] = dice.choice(["2024-05-20", "2024-03-10", "2022-10-01"])
    if dice.perhaps(0.6):
        row["evidence"] = (
            [_piece(dice, tags, pieces.pop()) for _ in range(dice.choice([1, 1, 2]))] if len(pieces) > 2 else []
        )
    if dice.perhaps(0.3):
        row["milestones"] = [_piece(dice, tags, step) for step in dice.sample(STEPS, dice.choice([1, 1, 2]))]
    if dice.perhaps(0.2):
        row["measure"] = {
            "text": "Those who know whom to tell",
            "baseline": "60%",
            "target": "at least 90%",
            "readings": [{"date": "2024-03-31", "value": dice.choice(["72%", "91%"])}],
        }
    if dice.perhaps(0.4):
        row["progress"] = [
            {
                "date": dice.choice(["2024-02-10", "2024-05-03", "2022-12-01", "2024-04"]),
                "by": "CD",
                "note": dice.choice(NOTES),
            }
        ]
    if dice.perhaps(0.25):
        row["completed"] = [
            dice.choice(["2024-03-20", "2024-05-10", "2024-04", {"date": "2024-03-20", "for": "2024-03-31"}])
        ]
        if dice.perhaps(0.5):
            row["signed_off"] = {"date": dice.choice(["2024-05-14", "2024-05"]), "by": dice.choice([*PEOPLE, *GROUP])}
    for name, chance in (("continuing", 0.1), ("proposed", 0.1)):
        if dice.perhaps(chance):
            row[name] = "true"
    if dice.perhaps(0.08):
        row["ended"] = dice.choice(
            [
                {"as": "suspended", "date": "2024-04-01", "why": "Money ran out in April"},
                {
                    "as": "transferred",
                    "date": "2024-04-15",
                    "why": "The county runs it now",
                    "to": ["#1.1", {"body": "Countyshire safeguarding partnership"}],
                },
            ]
        )
    if dice.perhaps(0.2):
        row["requests"] = [{"date": "2024-05-01", "by": "AB", "to": "December 2024", "why": "The county came late"}]
        if dice.perhaps(0.4):
            row["requests"][0]["refused"] = {
                "date": "2024-05-15",
                "by": "DOG",
                "why": "It can be done without the county",
            }
    if dice.perhaps(0.2):
        row["standards"] = ["1", "2"]
    return {key: value for key, value in row.items() if value}


def _piece(dice: Dice, tags: Iterator[int], text: str) -> dict:
    piece = {"_tag": next(tags), "text": text}
    if dice.perhaps(0.75):
        piece["timescale"] = dice.choice(PHRASES)
        if dice.perhaps(0.2):
            piece["revised"] = [_revision(dice)]
    if dice.perhaps(0.2):
        piece["received"] = [
            dice.choice(["2024-04-02", "2024-05-20", "2024-05", {"date": "2024-04-02", "for": "2024-03-31"}])
        ]
    if dice.perhaps(0.3):
        piece["link"] = f"https://example.org/{piece['_tag']}"
    return piece


def _revision(dice: Dice) -> dict:
    entry = {
        "date": dice.choice(["2024-02-14", "2024-03-04", "2024-04-22"]),
        "from": dice.choice(["January 2024", "February 2024", "November 2023", "Ongoing", "31/01/24"]),
        "why": dice.choice(WHYS),
        "by": "CD",
    }
    if dice.perhaps(0.15):
        return {**entry, "as": "correction", "why": "It was mistyped in the minutes"}
    return {**entry, "asked": "2024-02-01", "approved_by": "DOG"} if dice.perhaps(0.15) else entry


# edits
# --------------------------------------------------------------------------------------------------------------------


@dataclass
class Sheet:
    """Two plans and the council's calendar while they are edited; ``victim`` is the tag of the action that most steps
    are about.
    """

    trees: dict[str, dict]
    calendar: dict[str, str]
    dice: Dice
    victim: int = -1
    changed: list[str] = field(default_factory=list)

    def rows(self) -> list[tuple[dict, dict, dict]]:
        return [
            (root, above, row)
            for root in self.trees.values()
            for above in root["recommendations"]
            for row in above.get("actions", [])
        ]

    def here(self) -> tuple[dict, dict, dict]:
        """Mostly the same action, so that the steps of an edit meet."""
        found = [row for row in self.rows() if row[2].get("_tag") == self.victim]
        return found[0] if found and self.dice.perhaps(0.8) else self.dice.choice(self.rows())

    def there(self) -> tuple[dict, dict, dict]:
        return self.dice.choice(self.rows())


KINDS: dict[str, Callable[[Sheet], None]] = {}
# what is recorded, but is no reason for another action, or for anything
FEIGNED: dict[str, Callable[[Sheet], None]] = {}


def kind(name: str, among: dict = KINDS):
    def put(made):
        among[name] = made
        return made

    return put


def entries(holder: dict, name: str) -> list:
    return holder.setdefault(name, [])


def as_list(value: list | dict | str) -> list:
    """A field's entries: one value alone stands for a list of one."""
    return list(value) if isinstance(value, list) else [value]


def having(sheet: Sheet, name: str) -> dict:
    """An action that has a field, the victim if it has it; the victim where none has."""
    row = sheet.here()[2]
    return row if row.get(name) else sheet.dice.choice([row for _, _, row in sheet.rows() if row.get(name)] or [row])


def set_or_drop(holder: dict, name: str, value) -> None:
    holder.pop(name, None)
    if value:
        holder[name] = copy.deepcopy(value)


def words_of(row: dict) -> str:
    """The words of a timescale that is written in one line."""
    words = row.get("timescale")
    return words if isinstance(words, str) else ""


def without_tags(value):
    if isinstance(value, dict):
        return {key: without_tags(inner) for key, inner in value.items() if not key.startswith("_")}
    return [without_tags(inner) for inner in value] if isinstance(value, list) else value


def beneath(row: dict) -> list[dict]:
    """The evidence and milestones of an action, in the order in which s11 counts them."""
    return [*row.get("evidence", []), *row.get("milestones", [])]


def pieces_of(sheet: Sheet, of: str = "evidence") -> tuple[dict, list[dict]]:
    """An action that has evidence (or milestones), the victim if it has some."""
    row = sheet.here()[2]
    if not row.get(of):
        row = sheet.dice.choice([row for _, _, row in sheet.rows() if row.get(of)] or [row])
    return row, row.get(of, [])


# legend and ratings


@kind("legend and rating in one edit")
def _(sheet):
    root, _above, row = sheet.here()
    root["rag"]["teal"] = {
        "means": sheet.dice.choice(["completed", "on_track", "verified"]),
        "label": "Well on its way",
    }
    row["rag"] = "teal"


@kind("an unused word of the legend, and the rating with it")
def _(sheet):
    root, above, row = sheet.here()
    root["rag"]["lime"]["means"] = sheet.dice.choice(["completed", "ended", "not_started"])
    sheet.dice.choice([row, above])["rag"] = "lime"


@kind("what a word means")
def _(sheet):
    root, _, row = sheet.here()
    word = row["rag"] if row.get("rag") in root["rag"] else next(iter(root["rag"]))
    root["rag"][word]["means"] = sheet.dice.choice(["on_track", "completed", "verified", "ended", "at_risk"])


@kind("a spelling under another word")
def _(sheet):
    root, _, row = sheet.here()
    root["rag"]["lime"]["also"] = ["G"]
    root["rag"]["blue"]["also"] = ["going fine"]
    row["rag"] = sheet.dice.choice(["going fine", "G"])


@kind("two words of the legend exchanged")
def _(sheet):
    root = sheet.here()[0]
    one, other = sheet.dice.sample(list(root["rag"]), 2)
    root["rag"][one], root["rag"][other] = root["rag"][other], root["rag"][one]


@kind("a word out of the legend")
def _(sheet):
    root = sheet.here()[0]
    root["rag"].pop(sheet.dice.choice(["amber", "red"]), None)


@kind("a rating")
def _(sheet):
    _, above, row = sheet.here()
    sheet.dice.choice([row, row, above])["rag"] = sheet.dice.choice(["green", "blue", "grey", "lime", "white", "gold"])


@kind("a rating taken off")
def _(sheet):
    _, above, row = sheet.here()
    sheet.dice.choice([row, above]).pop("rag", None)


@kind("a rating refreshed")
def _(sheet):
    _, above, row = sheet.here()
    sheet.dice.choice([row, above])["as_at"] = sheet.dice.choice(["2024-05-30", "2024-05-02"])


@kind("a rating lowered with its date gone")
def _(sheet):
    _, _above, row = sheet.here()
    row["rag"] = sheet.dice.choice(["white", "amber"])
    row.pop("timescale", None)


@kind("the recommendation's rating written out")
def _(sheet):
    _, above, row = sheet.here()
    if above.get("rag"):
        row["rag"] = above["rag"]
        row["as_at"] = "2024-05-30"


# dates


@kind("another timescale")
def _(sheet):
    set_or_drop(sheet.here()[2], "timescale", sheet.dice.choice(LAXER))


@kind("another timescale of the recommendation")
def _(sheet):
    set_or_drop(sheet.here()[1], "timescale", sheet.dice.choice(LAXER))


@kind("a year left out")
def _(sheet):
    row = sheet.here()[2]
    if words_of(row):
        row["timescale"] = row["timescale"].replace(" 2024", "").replace("/2024", "/2025")


@kind("a laxer reading put beside")
def _(sheet):
    row = sheet.here()[2]
    if words_of(row):
        row["timescale"] += sheet.dice.choice(
            [" or October 2025", " / December 2025", " and ongoing", " if money allows", " then annually"]
        )


@kind("an uncertain reading made laxer")
def _(sheet):
    row = sheet.here()[2]
    laxer = {
        "By 2024": "December 2024",
        "By 2027": "December 2027",
        "Spring 2024": "31 May 2024",
        "Autumn Term 2023": "31 December 2023",
        "1st March": "1 March 2025",
        "12 May": "12 May 2025",
        "2023/24": "31 August 2024",
        "2023-24 academic year": "August 2024",
    }
    row["timescale"] = laxer.get(words_of(row), "June 2024")


@kind("recurring becomes ongoing")
def _(sheet):
    row = sheet.here()[2]
    row["timescale"] = {"March 2024 then quarterly": "Ongoing", "June 2023, annually": "June 2023 and ongoing"}.get(
        words_of(row), "Ongoing"
    )


@kind("another interval")
def _(sheet):
    row = sheet.here()[2]
    row["timescale"] = {
        "March 2024 then quarterly": "March 2024 then annually",
        "June 2023, annually": "June 2023, every three years",
    }.get(words_of(row), "March 2024 then annually")


@kind("one of several dates dropped")
def _(sheet):
    row = sheet.here()[2]
    if isinstance(row.get("timescale"), list):
        row["timescale"].pop(sheet.dice.randrange(len(row["timescale"])))
    elif " / " in words_of(row):
        row["timescale"] = row["timescale"].split(" / ")[0]
    elif words_of(row):
        row["timescale"] = [row["timescale"], "December 2025"]


@kind("spelled out otherwise")
def _(sheet):
    row = sheet.here()[2]
    row["timescale"] = {"text": words_of(row) or "Soon", "due": sheet.dice.choice(["2024-12-31", "2024-05-31"])}


@kind("what is spelled out, put off")
def _(sheet):
    rows = [row for _, _, row in sheet.rows() if isinstance(row.get("timescale"), dict)]
    if rows:
        sheet.dice.choice(rows)["timescale"].update(
            sheet.dice.choice([{"due": "2024-12-31"}, {"every": "P2Y"}, {"every": "P1Y", "due": "2024-09-30"}])
        )


@kind("another year in two digits")
def _(sheet):
    for holder in (*sheet.here()[1:], *beneath(sheet.here()[2])):
        if words_of(holder)[-3:-2] in ("/", "-", "."):
            holder["timescale"] = words_of(holder)[:-2] + sheet.dice.choice(["25", "26"])


@kind("a year in two digits")
def _(sheet):
    row = sheet.here()[2]
    row["timescale"] = {"March 2024": "Mar-25", "31/03/2024": "31/03/25", "April 2024": "Apr-25"}.get(
        words_of(row), "31/12/24"
    )


@kind("words without a year")
def _(sheet):
    holder = sheet.dice.choice([*sheet.here()[1:], *beneath(sheet.here()[2])])
    holder["timescale"] = sheet.dice.choice(YEARLESS)


@kind("the plan's agreed")
def _(sheet):
    set_or_drop(sheet.here()[0], "agreed", sheet.dice.choice(["2024-03-20", "2024-05-20", "2023-01-15", ""]))


@kind("the plan's as_at")
def _(sheet):
    set_or_drop(
        sheet.here()[0], "as_at", sheet.dice.choice(["2024-05-30", "2024-05-20", "2024-03-10", "2023-04-01", ""])
    )


@kind("the source's date")
def _(sheet):
    root = sheet.here()[0]
    root["source"] = sheet.dice.choice(
        [
            {"document": "A report", "date": "2024-05-20"},
            {"document": "A report"},
            {"document": "A report", "date": "2023-02-10"},
        ]
    )


@kind("agreed, as_at and source together")
def _(sheet):
    root = sheet.here()[0]
    root.pop("agreed", None)
    set_or_drop(root, "as_at", sheet.dice.choice(["2024-05-30", ""]))
    root["source"] = {"document": "A report", "date": "2024-05-20"}


@kind("an inherited timescale written out")
def _(sheet):
    _, above, row = sheet.here()
    if above.get("timescale"):
        row["timescale"] = copy.deepcopy(above["timescale"])
        if sheet.dice.perhaps(0.3) and above.get("revised"):
            row["revised"] = copy.deepcopy(above["revised"])


@kind("an own timescale taken out")
def _(sheet):
    row = sheet.here()[2]
    row.pop("timescale", None)
    if sheet.dice.perhaps(0.5):
        row.pop("revised", None)


@kind("an own timescale handed to the recommendation")
def _(sheet):
    _, above, row = sheet.here()
    if row.get("timescale"):
        above["timescale"] = row.pop("timescale")
        if row.get("revised") and sheet.dice.perhaps(0.5):
            above["revised"] = row.pop("revised")


@kind("a recommendation gets a timescale")
def _(sheet):
    sheet.here()[1]["timescale"] = sheet.dice.choice([*AHEAD, *LAXER[:4]])


# the record


@kind("a change put in before the first")
def _(sheet):
    _, above, row = sheet.here()
    holder = sheet.dice.choice([row, above, *row.get("evidence", [])])
    holder["revised"] = [
        {
            "date": "2024-01-20",
            "from": sheet.dice.choice(["December 2024", "May 2024", "TBC"]),
            "why": "Another county came first",
        },
        *holder.get("revised", []),
    ]


@kind("the first change taken out")
def _(sheet):
    holder = sheet.dice.choice([*sheet.here()[1:], *sheet.here()[2].get("evidence", [])])
    set_or_drop(holder, "revised", holder.get("revised", [])[1:])


@kind("a change that was a move becomes a correction")
def _(sheet):
    for entry in sheet.dice.choice([sheet.here()[1], having(sheet, "revised")]).get("revised", [])[:1]:
        entry["as"] = "correction"


@kind("what a change started from")
def _(sheet):
    holder = sheet.dice.choice(sheet.here()[1:])
    for entry in holder.get("revised", [])[:1]:
        entry["from"] = sheet.dice.choice(["December 2024", "By 2027", "Ongoing", "TBC"])


@kind("the day of a change put off")
def _(sheet):
    holder = sheet.dice.choice(sheet.here()[1:])
    for entry in holder.get("revised", [])[:1]:
        entry["date"] = "2024-07-20"


@kind("completions moved up to the recommendation")
def _(sheet):
    _, above, row = sheet.here()
    if row.get("completed"):
        above["completed"] = row.pop("completed")
        row.pop("timescale", None)


@kind("completions moved down")
def _(sheet):
    _, above, row = sheet.here()
    other = sheet.dice.choice(above["actions"])
    if other.get("completed"):
        entries(row, "completed").extend(other.pop("completed"))


@kind("a completion made to be for another cycle")
def _(sheet):
    row = having(sheet, "completed")
    for number, one in enumerate(row.get("completed", [])):
        row["completed"][number] = {"date": one, "for": "2024-03-31"} if isinstance(one, str) else one["date"]


@kind("the recommendation's completion taken out")
def _(sheet):
    above = sheet.here()[1]
    if above.pop("completed", None) and sheet.dice.perhaps(0.5):
        above.pop("timescale", None)


@kind("a day where a month stood, a month where a day stood")
def _(sheet):
    row = sheet.here()[2]
    for holder, name in [(row, "completed"), *((piece, "received") for piece in beneath(row))]:
        for number, one in enumerate(holder.get(name, [])):
            if isinstance(one, str):
                holder[name][number] = one[:7] if len(one) == 10 else f"{one}-01"
    if row.get("signed_off"):
        row["signed_off"]["date"] = sheet.dice.choice(["2024-05", "2024-05-10"])


@kind("a correction becomes a move, or is taken out")
def _(sheet):
    holders = [
        holder
        for _, above, row in sheet.rows()
        for holder in (above, row, *beneath(row))
        if any("as" in entry for entry in holder.get("revised", []))
    ]
    if holders:
        holder = sheet.dice.choice(holders)
        entry = next(entry for entry in holder["revised"] if "as" in entry)
        if sheet.dice.perhaps(0.5):
            del entry["as"]
        else:
            holder["revised"].remove(entry)


@kind("who approved a change, and when it was asked")
def _(sheet):
    for holder in sheet.here()[1:]:
        for entry in holder.get("revised", [])[:1]:
            entry["approved_by"], entry["asked"] = "AB", "2024-05-01"


@kind("a refusal taken out")
def _(sheet):
    rows = [row for _, _, row in sheet.rows() if any("refused" in one for one in row.get("requests", []))]
    if rows:
        sheet.dice.choice(rows)["requests"][0].pop("refused", None)


@kind("a reading of the measure")
def _(sheet):
    rows = [row for _, _, row in sheet.rows() if isinstance(row.get("measure"), dict)]
    if rows:
        measure = sheet.dice.choice(rows)["measure"]
        step = sheet.dice.choice(["reading", "gone", "target", "words"])
        if step == "reading":
            measure["readings"] = [{"date": "2024-03-31", "value": "97%"}]
        elif step == "gone":
            measure.pop("readings", None)
        else:
            measure.update({"target": "at least 50%"} if step == "target" else {"text": "Those who have heard of it"})


@kind("where it is carried on")
def _(sheet):
    rows = [row for _, _, row in sheet.rows() if row.get("ended")]
    if rows:
        sheet.dice.choice(rows)["ended"]["to"] = sheet.dice.choice(
            [["#1.2"], "#2.1", [{"body": "The county"}], ["#1.1", "#2.1"]]
        )


@kind("a note taken out")
def _(sheet):
    sheet.here()[2].pop("progress", None)


@kind("a note redated")
def _(sheet):
    for note in sheet.here()[2].get("progress", []):
        note["date"] = "2024-05-29"


@kind("a receipt moved to another piece")
def _(sheet):
    _, pieces = pieces_of(sheet)
    others = [piece for _, _, row in sheet.rows() for piece in beneath(row) if piece.get("received")]
    if pieces and others:
        from_ = sheet.dice.choice(others)
        pieces[0]["received"] = from_.pop("received")


@kind("a request taken out or refused")
def _(sheet):
    row = having(sheet, "requests")
    if row.get("requests"):
        if sheet.dice.perhaps(0.5):
            row.pop("requests")
        else:
            row["requests"][0]["to"] = "December 2026"


@kind("redacted fields")
def _(sheet):
    row = sheet.here()[2]
    for entry in [*row.get("revised", []), *row.get("progress", [])][:1]:
        entry["redacted"] = [{"date": "2024-05-28", "why": "It named a child", "by": "CD"}]
        for name in ("why", "note"):
            if name in entry:
                entry[name] = "[redacted]"
        if "from" in entry:
            entry["from"] = "[redacted]"


# what keeps apart


@kind("continuing")
def _(sheet):
    row = sheet.here()[2]
    set_or_drop(row, "continuing", "" if row.get("continuing") else "true")


@kind("continuing without a date")
def _(sheet):
    _, above, row = sheet.here()
    row["continuing"] = "true"
    row.pop("timescale", None)
    above.pop("timescale", None)


@kind("proposed")
def _(sheet):
    row = sheet.here()[2]
    set_or_drop(row, "proposed", "" if row.get("proposed") else "true")


@kind("an ending without words")
def _(sheet):
    sheet.here()[2]["ended"] = {
        "as": sheet.dice.choice(["suspended", "no_longer_needed", "transferred"]),
        "date": "2024-05-20",
        **sheet.dice.choice([{}, {"why": "n/a"}, {"why": "."}]),
    }


@kind("an ending redated or taken back")
def _(sheet):
    row = having(sheet, "ended")
    if row.get("ended"):
        if sheet.dice.perhaps(0.5):
            row.pop("ended")
        else:
            row["ended"]["as"] = "superseded"


@kind("the plan closed")
def _(sheet):
    root = sheet.here()[0]
    root["closed"] = {
        "date": "2024-05-20",
        "why": "Its time is over",
        "to": "two" if root is sheet.trees.get("one") else "one",
    }


@kind("a recommendation rejected")
def _(sheet):
    sheet.here()[1]["response"] = {"as": "rejected", "why": "It costs too much"}


@kind("sensitive")
def _(sheet):
    set_or_drop(sheet.here()[2], "sensitive", "true")


@kind("a rating dated ahead")
def _(sheet):
    _, above, row = sheet.here()
    sheet.dice.choice([row, above])["as_at"] = "2024-07-10"


@kind("a change dated ahead")
def _(sheet):
    holder = sheet.dice.choice(sheet.here()[1:])
    entries(holder, "revised").append(
        {"date": "2024-09-01", "from": sheet.dice.choice(["December 2026", "Ongoing"]), "why": "It came late this year"}
    )


@kind("a sign-off redated")
def _(sheet):
    row = having(sheet, "signed_off")
    if row.get("signed_off"):
        row["signed_off"]["date"] = sheet.dice.choice(["2024-07-14", "2024-05-01"])


@kind("what a rating is beside: its day taken off")
def _(sheet):
    root, above, row = sheet.here()
    for holder in (row, above, root):
        holder.pop("as_at", None)


@kind("who left, did not")
def _(sheet):
    for person in sheet.here()[0]["people"].values():
        person["left"] = "2024-05-01"


# evidence


def _carry(sheet: Sheet, fit: Callable[[dict], bool], make: Callable[[dict], None] | None = None) -> None:
    row, pieces = pieces_of(sheet)
    fitting = [other for _, _, other in sheet.rows() if other is not row and fit(other)]
    if not fitting and make is not None:
        fitting = [other for _, _, other in sheet.rows() if other is not row]
    if not pieces or not fitting:
        return
    piece = pieces.pop(sheet.dice.randrange(len(pieces)))
    if not pieces:
        row.pop("evidence")
    entries(sheet.dice.choice(fitting), "evidence").append(piece)


@kind("evidence to what is done")
def _(sheet):
    _carry(sheet, lambda row: bool(row.get("completed")) or row.get("rag") == "blue")


@kind("evidence to what has ended")
def _(sheet):
    _carry(sheet, lambda row: bool(row.get("ended")))


@kind("evidence to what is only proposed")
def _(sheet):
    _carry(sheet, lambda row: bool(row.get("proposed")))


@kind("evidence to any action")
def _(sheet):
    _carry(sheet, lambda row: True)


@kind("received evidence brought in")
def _(sheet):
    row = sheet.here()[2]
    for _, _, other in sheet.rows():
        taken = [
            piece for piece in other.get("evidence", []) if piece.get("received") or piece.get("timescale") in AHEAD
        ]
        if other is not row and taken:
            other["evidence"].remove(taken[0])
            if not other["evidence"]:
                other.pop("evidence")
            entries(row, "evidence").append(taken[0])
            return


@kind("evidence dropped")
def _(sheet):
    row, pieces = pieces_of(sheet)
    if pieces:
        pieces.pop()
        if not pieces:
            row.pop("evidence")


@kind("the date of evidence")
def _(sheet):
    _, pieces = pieces_of(sheet)
    for piece in pieces[:1]:
        set_or_drop(piece, "timescale", sheet.dice.choice(LAXER))


@kind("the texts of two pieces exchanged")
def _(sheet):
    _, pieces = pieces_of(sheet)
    other = sheet.dice.choice([piece for _, _, row in sheet.rows() for piece in row.get("evidence", [])] or [{}])
    if pieces and other and other is not pieces[0]:
        pieces[0]["text"], other["text"] = other["text"], pieces[0]["text"]


@kind("the dates of two pieces exchanged")
def _(sheet):
    _, pieces = pieces_of(sheet)
    if len(pieces) > 1:
        one, other = pieces[:2]
        if words_of(one) == words_of(other):
            # two pieces of the same words: which of them has the date nobody can tell
            return
        a, b = one.get("timescale"), other.get("timescale")
        set_or_drop(one, "timescale", b)
        set_or_drop(other, "timescale", a)


@kind("the link of evidence")
def _(sheet):
    _, pieces = pieces_of(sheet)
    for piece in pieces[:1]:
        set_or_drop(piece, "link", sheet.dice.choice(["https://example.org/other", ""]))


@kind("evidence of its own date, which holds before it")
def _(sheet):
    row, pieces = pieces_of(sheet)
    if pieces:
        row["timescale"] = sheet.dice.choice(AHEAD)


@kind("new evidence, received at once")
def _(sheet):
    entries(sheet.here()[2], "evidence").append(
        {"_tag": -5, "text": "A note of the meeting of heads", "timescale": "December 2024"}
    )


# milestones


@kind("the date of a milestone")
def _(sheet):
    _, pieces = pieces_of(sheet, "milestones")
    for piece in pieces[:1]:
        set_or_drop(piece, "timescale", sheet.dice.choice(LAXER))


@kind("a milestone dropped")
def _(sheet):
    row, pieces = pieces_of(sheet, "milestones")
    if pieces:
        pieces.pop()
        if not pieces:
            row.pop("milestones")


@kind("a milestone under another action")
def _(sheet):
    row, pieces = pieces_of(sheet, "milestones")
    others = [other for _, _, other in sheet.rows() if other is not row]
    apart = [other for other in others if other.get("ended") or other.get("proposed") or other.get("completed")]
    if pieces and others:
        entries(sheet.dice.choice(apart if apart and sheet.dice.perhaps(0.7) else others), "milestones").append(
            pieces.pop(0)
        )
        if not pieces:
            row.pop("milestones")


@kind("a milestone written as evidence, or evidence as a milestone")
def _(sheet):
    of, to = sheet.dice.sample(["evidence", "milestones"], 2)
    row, pieces = pieces_of(sheet, of)
    if pieces:
        entries(row, to).append(pieces.pop(sheet.dice.randrange(len(pieces))))
        if not pieces:
            row.pop(of)


@kind("a receipt of evidence for a milestone")
def _(sheet):
    _, pieces = pieces_of(sheet, "milestones")
    others = [piece for _, _, row in sheet.rows() for piece in row.get("evidence", []) if piece.get("received")]
    if pieces and others:
        pieces[0]["received"] = sheet.dice.choice(others).pop("received")


@kind("a new milestone, dated ahead")
def _(sheet):
    entries(sheet.here()[2], "milestones").append(
        {"_tag": -6, "text": "A first talk with the heads", "timescale": "December 2024"}
    )


# who


@kind("a group that is a person, a person that is a group")
def _(sheet):
    for person in sheet.dice.sample(list(sheet.here()[0]["people"].values()), 2):
        set_or_drop(person, "group", "" if person.get("group") else "true")


@kind("a key that is somebody else")
def _(sheet):
    root = sheet.here()[0]
    key = sheet.dice.choice(list(root["people"]))
    root["people"][key] = {"name": "Ida Jones", "post": "Interim manager"}


@kind("two keys exchanged")
def _(sheet):
    people = sheet.here()[0]["people"]
    one, other = sheet.dice.sample(list(people), 2)
    people[one], people[other] = people[other], people[one]


@kind("two keys of one person")
def _(sheet):
    root, _, row = sheet.here()
    root["people"]["HoC"] = dict(root["people"].get(row.get("lead", "AB"), {"name": "Ann Bell"}))
    if row.get("signed_off"):
        row["signed_off"]["by"] = "HoC"


@kind("a name left out of the people")
def _(sheet):
    person = sheet.dice.choice(list(sheet.here()[0]["people"].values()))
    person.pop("name", None)


@kind("a key out of the people")
def _(sheet):
    root, _, row = sheet.here()
    root["people"].pop(row["signed_off"]["by"] if row.get("signed_off") else "GH", None)


@kind("signed off under another key")
def _(sheet):
    row = having(sheet, "signed_off")
    if row.get("signed_off"):
        row["signed_off"]["by"] = sheet.dice.choice(list(PEOPLE))


@kind("another lead")
def _(sheet):
    _, above, row = sheet.here()
    sheet.dice.choice([row, above])["lead"] = sheet.dice.choice(list(PEOPLE))


@kind("a lead from above")
def _(sheet):
    sheet.here()[2].pop("lead", None)


@kind("a sign-off taken out")
def _(sheet):
    sheet.here()[2].pop("signed_off", None)


# which is which


@kind("ids exchanged")
def _(sheet):
    root, _, row = sheet.here()
    other = sheet.dice.choice([row for tree, _, row in sheet.rows() if tree is root])
    row["id"], other["id"] = other["id"], row["id"]


@kind("texts exchanged")
def _(sheet):
    root, _, row = sheet.here()
    other = sheet.dice.choice([row for tree, _, row in sheet.rows() if tree is root])
    row["text"], other["text"] = other["text"], row["text"]


@kind("ids and texts exchanged")
def _(sheet):
    root, _, row = sheet.here()
    other = sheet.dice.choice([row for tree, _, row in sheet.rows() if tree is root])
    # an action is what its id and its text say: all else of it went
    for name in ("id", "text", "_tag"):
        row[name], other[name] = other[name], row[name]


@kind("other words")
def _(sheet):
    sheet.here()[2]["text"] += sheet.dice.choice([" where money allows", " in most of the teams", "."])


@kind("quite other words")
def _(sheet):
    sheet.here()[2]["text"] = "Buy a new boiler for the town hall"


@kind("an action under another recommendation")
def _(sheet):
    root, above, row = sheet.here()
    to = sheet.dice.choice(root["recommendations"])
    above["actions"].remove(row)
    entries(to, "actions").append(row)


@kind("an action in another plan")
def _(sheet):
    root, above, row = sheet.here()
    to = sheet.dice.choice(list(sheet.trees.values()))
    above["actions"].remove(row)
    if to is not root:
        row["id"] = f"9.{row['_tag']}"
    entries(to["recommendations"][0], "actions").append(row)


@kind("a recommendation in another plan")
def _(sheet):
    root, above, _ = sheet.here()
    if len(root["recommendations"]) > 1 and len(sheet.trees) > 1:
        to = sheet.dice.choice([tree for tree in sheet.trees.values() if tree is not root])
        root["recommendations"].remove(above)
        above["id"] = f"8{above['_tag']}"
        for number, row in enumerate(above.get("actions", [])):
            row["id"] = f"8{above['_tag']}.{number}"
        to["recommendations"].append(above)


@kind("a plan split")
def _(sheet):
    root = sheet.here()[0]
    if len(root["recommendations"]) > 1:
        name = next(name for name, tree in sheet.trees.items() if tree is root)
        sheet.trees[f"{name}-later"] = {
            **copy.deepcopy({key: value for key, value in root.items() if key != "recommendations"}),
            "recommendations": [root["recommendations"].pop()],
        }


@kind("a plan split with another legend")
def _(sheet):
    KINDS["a plan split"](sheet)
    tree = list(sheet.trees.values())[-1]
    tree["rag"] = copy.deepcopy(tree["rag"])
    for word in ("amber", "green", "red"):
        if word in tree["rag"]:
            tree["rag"][word]["means"] = "completed"


@kind("two plans merged")
def _(sheet):
    if "one" in sheet.trees and "two" in sheet.trees:
        for above in sheet.trees.pop("two")["recommendations"]:
            above["id"] = f"7{above['id']}"
            for row in above.get("actions", []):
                row["id"] = f"7{row['id']}"
            sheet.trees["one"]["recommendations"].append(above)


@kind("a plan renamed")
def _(sheet):
    name = sheet.dice.choice(list(sheet.trees))
    sheet.trees[f"{name}-2024"] = sheet.trees.pop(name)


@kind("a plan renamed with other days")
def _(sheet):
    name = sheet.dice.choice(list(sheet.trees))
    tree = sheet.trees[f"{name}-2024"] = sheet.trees.pop(name)
    tree.pop("agreed", None)
    tree["as_at"] = "2024-05-30"


@kind("an action dropped")
def _(sheet):
    _, above, row = sheet.here()
    above["actions"].remove(row)


@kind("an action taken out, another written like it")
def _(sheet):
    _, above, row = sheet.here()
    at = above["actions"].index(row)
    above["actions"][at] = {
        "_tag": row["_tag"],
        "id": row["id"],
        "text": row["text"],
        "lead": row.get("lead", "AB"),
        "timescale": "December 2024",
        "measure": "Seen",
        "rag": "green",
    }


@kind("another theme and standards")
def _(sheet):
    _, above, row = sheet.here()
    above["theme"] = sheet.dice.choice(["care", "work"])
    row["standards"] = ["1"]


# the calendar


@kind("a school term moved")
def _(sheet):
    sheet.calendar.update(
        sheet.dice.choice(
            [
                {"autumn_term": "1 September to 20 January"},
                {"spring_term": "6 January to 30 June"},
                {"spring": "1 March to 31 August"},
            ]
        )
    )


@kind("a year moved")
def _(sheet):
    sheet.calendar.update(
        sheet.dice.choice(
            [
                {"academic_year": "1 October to 30 September"},
                {"financial_year": "1 July to 30 June"},
                {"academic_year": "1 September to 30 November"},
            ]
        )
    )


# what is entered, and is no reason


@kind("a note of nothing", FEIGNED)
def _(sheet):
    row = sheet.here()[2]
    before = [note["note"] for note in row.get("progress", [])]
    entries(row, "progress").append(
        {"date": "2024-05-28", "note": sheet.dice.choice([".", "see above", "n/a", "​​", *before])}
    )


@kind("a note ahead", FEIGNED)
def _(sheet):
    entries(sheet.here()[2], "progress").append({"date": "2024-09-01", "note": "It will have been seen by the panel"})


@kind("a note on another action", FEIGNED)
def _(sheet):
    entries(sheet.there()[2], "progress").append({"date": "2024-05-28", "note": "Seen by the panel on Tuesday"})


@kind("a note on the plan", FEIGNED)
def _(sheet):
    entries(sheet.here()[0], "progress").append({"date": "2024-05-28", "note": "Seen by Council on Tuesday"})


@kind("a note of nothing on the plan", FEIGNED)
def _(sheet):
    entries(sheet.here()[0], "progress").append(
        {"date": "2024-05-28", "note": sheet.dice.choice([".", "see above", "Taken to Cabinet in February"])}
    )


@kind("a change that starts elsewhere", FEIGNED)
def _(sheet):
    holder = sheet.dice.choice(sheet.here()[1:])
    entries(holder, "revised").append({"date": "2024-05-28", "from": "May 2026", "why": "It came late this year"})


@kind("a completion ahead", FEIGNED)
def _(sheet):
    entries(sheet.here()[2], "completed").append("2024-09-10")


@kind("a sign-off by its lead", FEIGNED)
def _(sheet):
    row = sheet.here()[2]
    row["signed_off"] = {"date": "2024-05-28", "by": row.get("lead", "AB")}


@kind("a note of the plan before, carried along", FEIGNED)
def _(sheet):
    root = sheet.here()[0]
    other = sheet.there()[2]
    root["progress"] = [*root.get("progress", []), *copy.deepcopy(other.get("progress", [])[:1])]


@kind("a correction that starts elsewhere", FEIGNED)
def _(sheet):
    holder = sheet.dice.choice(sheet.here()[1:])
    entries(holder, "revised").append(
        {
            "date": "2024-05-28",
            "from": sheet.dice.choice(["May 2026", "January 2024", "TBC"]),
            "why": "It was mistyped then",
            "as": "correction",
        }
    )


@kind("a completion of a month that is not over", FEIGNED)
def _(sheet):
    row = sheet.here()[2]
    sheet.dice.choice(
        [row.setdefault("completed", []), *(piece.setdefault("received", []) for piece in beneath(row))]
    ).append("2024-06")
    for holder in (row, *beneath(row)):
        for name in ("completed", "received"):
            if holder.get(name) == []:
                del holder[name]


@kind("a correction of something else", FEIGNED)
def _(sheet):
    entries(sheet.there()[1], "revised").append(
        {
            "date": "2024-05-28",
            "from": sheet.there()[1].get("timescale", "May 2024"),
            "why": "It was mistyped then",
            "as": "correction",
        }
    )


# both sides judged
# -------------------------------------------------------------------------------------------------------------


class Judged(NamedTuple):
    """One action of a side, with all that a committee reads of it."""

    plan: str
    path: tuple
    root: dict
    above: dict
    row: dict
    standing: Standing
    late_pieces: frozenset[int]


class Both(NamedTuple):
    register: PlanFiles
    actions: dict[int, Judged]
    late: frozenset[int]


def text_of(tree: dict) -> str:
    return yaml.dump(without_tags(tree), Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=10_000)


READ: dict[tuple, PlanFile] = {}


def read_in(name: str, tree: dict, conventions: Conventions) -> PlanFile:
    text = text_of(tree)
    key = (name, text, conventions.name, conventions.spans)
    if key not in READ:
        if len(READ) > 60:
            READ.clear()
        READ[key] = load_one(Source(f"plans/{name}.yaml", name, text.encode()), conventions)
    return READ[key]


def side_of(trees: dict[str, dict], conventions: Conventions) -> Both:
    register = PlanFiles(tuple(read_in(name, trees[name], conventions) for name in sorted(trees)))
    actions: dict[int, Judged] = {}
    for loaded in register.files:
        root = trees[loaded.source.id]
        standings = iter(judge_plan(loaded.plan, VANTAGE))
        for r, above in enumerate(root["recommendations"]):
            for a, row in enumerate(above.get("actions", [])):
                standing = next(standings)
                numbers = [
                    thing.address.rpartition("/")[2]
                    for thing in standing.outstanding
                    if thing.of != "action" and thing.timing == "late"
                ]
                late = frozenset(
                    row["milestones" if number[0] == "m" else "evidence"][int(number.lstrip("m")) - 1]["_tag"]
                    for number in numbers
                )
                actions[row["_tag"]] = Judged(
                    loaded.source.id, ("recommendations", r, "actions", a), root, above, row, standing, late
                )
    return Both(
        register, actions, frozenset().union(*(one.late_pieces for one in actions.values())) if actions else frozenset()
    )


def conventions_of(calendar: dict[str, str]) -> Conventions:
    return Conventions.from_mapping({**calendar, "name": repr(sorted(calendar.items()))}) if calendar else STANDARD


def settings_of(calendar: dict[str, str]) -> Source | None:
    return Source("s11.yaml", "s11", yaml.dump({"calendar": calendar}, sort_keys=True).encode()) if calendar else None


WATCHED = ("off_track", "at_risk", "not_known")


def better(was: Judged, now: Judged, late_now: frozenset[int]) -> dict[str, str]:
    """The figures that a committee reads, where they got better."""
    one, other, found = was.standing, now.standing, {}
    if CHECKED.index(other.checked) > CHECKED.index(one.checked) and (
        one.checked in WATCHED
        or other.checked in ("completed", "verified")
        or (other.checked == "ended" and one.checked not in ("completed", "verified"))
    ):
        found["checked"] = f"{one.checked} → {other.checked}"
    if one.late and not other.late:
        found["late"] = f"{one.timing} → {other.timing}"
    elif one.late and other.days_late < one.days_late:
        found["days late"] = f"{one.days_late} → {other.days_late}"
    if one.late and one.late_dates > other.late_dates and (one.cycles is None or not other.late):
        found["late dates"] = f"{one.late_dates} → {other.late_dates}"
    if gone := was.late_pieces - late_now:
        found["late evidence"] = f"{len(gone)} no longer late"
    if one.first_due is not None and (other.first_due is None or other.first_due > one.first_due):
        found["first due"] = f"{one.first_due} → {other.first_due}"
    if other.times_moved < one.times_moved:
        found["times moved"] = f"{one.times_moved} → {other.times_moved}"
    if signed(was) and signed(was) != signed(now):
        found["signed off by"] = f"{signed(was)} → {signed(now)}"
    return found


def signed(one: Judged) -> str:
    """The name of whoever signed an action off."""
    entry = one.standing.action.signed_off
    person = one.standing.plan.people.get(entry.by) if entry is not None else None
    return "" if entry is None else (person.name or person.post or entry.by) if person is not None else entry.by


def nameless(one: Judged) -> set[str]:
    """What is left of whoever signed an action off, once the name is taken out."""
    key = one.row["signed_off"]["by"]
    return {key, one.root["people"].get(key, {}).get("post", key)}


def added(before: dict, after: dict, name: str) -> list:
    old, new = (as_list(value) for value in (before.get(name, []), after.get(name, [])))
    for entry in old:
        if entry in new:
            new.remove(entry)
    return [entry for entry in new if day_of(entry) <= DAY]


def day_of(entry: str | dict) -> str:
    """The day of an entry, of a month its last one."""
    day = entry if isinstance(entry, str) else entry["date"]
    return day if len(day) == 10 else f"{day}-31"


def in_words(words: str, before: Iterable[str] = ()) -> bool:
    """A plain reading of 'at least two words, not those of a note before'."""
    plain = " ".join(words.replace("\u200b", "").split()).casefold().strip(".")
    return (
        len(plain.split()) > 1
        and plain not in ("see above", "n / a", "as above")
        and plain not in {" ".join(other.split()).casefold().strip(".") for other in before}
    )


def noted(before: dict, after: dict) -> bool:
    return any(
        in_words(entry["note"], [other["note"] for other in before.get("progress", [])])
        for entry in added(before, after, "progress")
    )


def revised(before: dict, after: dict) -> bool:
    entries = sorted(added(before, after, "revised"), key=lambda entry: entry["date"])
    # a correction is judged like any other change: it starts from what stood there
    return bool(entries) and read_as(entries[0].get("from")) == read_as(before.get("timescale"))


def read_as(words: object) -> object:
    """What some words mean, however they are spelled."""
    reading = Timescale.read(words, date(2024, 1, 15)) if isinstance(words, str) else None
    return (
        (reading.kind, reading.due, reading.every, reading.dues)
        if reading is not None and gives_a_day(reading)
        else words
    )


def reason_recorded(was: Judged, now: Judged, pieces: dict[int, dict], old_roots: list[dict]) -> bool:
    """The reasons of the design, read off the trees alone."""
    row, after = was.row, now.row
    if noted(row, after) or added(row, after, "completed") or revised(row, after):
        return True
    if any(in_words(entry.get("why", "")) for entry in added(row, after, "ended")):
        return True
    if (
        "timescale" not in after
        and was.above["_tag"] == now.above["_tag"]
        and (added(was.above, now.above, "completed") or revised(was.above, now.above))
    ):
        return True
    for piece in [*beneath(row), *beneath(after)]:
        if added(
            pieces.get(piece["_tag"], {}),
            next((one for one in now_pieces(now) if one["_tag"] == piece["_tag"]), {}),
            "received",
        ):
            return True
    for piece in beneath(after):
        if revised(pieces.get(piece["_tag"], {}), piece) and piece["_tag"] in pieces:
            return True
    leads = {person for one in (was, now) for lead in one.standing.lead for person in named(one, lead)}
    if any(not leads & named(now, entry["by"]) for entry in added(row, after, "signed_off")):
        return True
    one, other = was.standing, now.standing
    before = [one.action.timescale, one.recommendation.timescale, *(piece.timescale for piece in one.action.pieces)]
    said = {timescale.text for timescale in before if timescale}
    own = [
        piece.timescale
        for piece, tree in zip(other.action.pieces, beneath(after), strict=True)
        if tree["_tag"] not in pieces or pieces[tree["_tag"]] in beneath(row)
    ]
    given = [other.action.timescale, other.recommendation.timescale, *own]
    if not any(gives_a_day(timescale) for timescale in before) and any(
        gives_a_day(timescale) and timescale.text not in said for timescale in given
    ):
        return True
    # in other words or under another id it is no other action, and S708 and S705 say so
    same = (
        without_tags({**row, "text": "", "id": ""}) == without_tags({**after, "text": "", "id": ""})
        and was.above["_tag"] == now.above["_tag"]
    )
    old_notes = [note for root in old_roots for note in root.get("progress", [])]
    # the words of a note before are none where they are its own plan's: two plans may have been taken to one meeting
    own_notes = [
        note["note"]
        for root in old_roots
        if root["_tag"] in (was.root["_tag"], now.root["_tag"])
        for note in root.get("progress", [])
    ]
    return same and any(
        note not in old_notes and in_words(note["note"], own_notes) for note in added(was.root, now.root, "progress")
    )


def now_pieces(now: Judged) -> list[dict]:
    return [
        piece for above in now.root["recommendations"] for row in above.get("actions", []) for piece in beneath(row)
    ]


def named(one: Judged, key: str) -> set[str]:
    person = one.standing.plan.people.get(key)
    return {key, person.name or person.post or key} if person is not None else {key}


def about(finding: Finding, figure: str, was: Judged, now: Judged | None) -> bool:
    """Whether an error stands on an action, or on what holds for it and bears on the figure."""
    if finding.level != ERROR:
        return False
    if figure == "gone" and finding.code in ("S704", "S705"):
        return _names(finding.message, was) or was.row["id"] in finding.message
    if finding.file == "s11.yaml":
        return figure != "signed off by"
    if (
        finding.code in ("S704", "S705")
        and finding.plan in (was.plan, now.plan if now else was.plan)
        and _names(finding.message, was)
    ):
        return True
    if now is None or finding.plan != now.plan:
        return False
    if finding.path[: len(now.path)] == now.path:
        return (
            figure != "signed off by"
            or finding.code in ("S703", "S704", "S705", "S308")
            or finding.path[-1] == "signed_off"
        )
    if figure == "signed off by":
        return finding.path[:1] == ("people",) and finding.path[1] == was.row["signed_off"]["by"]
    if finding.path[:2] == now.path[:2] and (
        finding.path[2:3] not in ((), ("actions",)) or (finding.path == now.path[:2] and finding.code == "S701")
    ):
        return finding.code != "S704"
    return finding.path[:1] in (("rag",), ("agreed",), ("as_at",), ("source",), ("title",))


def _names(message: str, was: Judged) -> bool:
    """Whether a finding on something gone or numbered otherwise names an action, by its old place or among several."""
    own = re.search(rf"{re.escape(was.standing.address)}(?![\w.]*\w)", message) or was.row["text"][:40] in message
    among = re.search(r"\d actions? \(([^)]*)\)", message)
    # S705 stands where its text went, and names the id that it had
    own = own or f"its id was {was.row['id']} before" in message
    return bool(own or (among and was.row["id"] in among[1].rstrip(" …").split(", ")))


@dataclass
class Tried:
    """One edit, and what came of it."""

    steps: list[str]
    before: dict[str, dict]
    after: dict[str, dict]
    improved: int = 0
    explained: int = 0
    caught: int = 0
    holes: list[str] = field(default_factory=list)
    figures: Counter = field(default_factory=Counter)


def try_edit(before: dict[str, dict], old: Both, seed: int) -> Tried:
    dice = Dice(seed)
    sheet = Sheet(copy.deepcopy(before), {}, dice)
    sheet.victim = dice.choice(sheet.rows())[2]["_tag"]
    names = dice.sample(list(KINDS), dice.choice([1, 1, 2, 2, 3, 4]))
    if dice.perhaps(0.35):
        names.insert(dice.randrange(len(names) + 1), dice.choice(list(FEIGNED)))
    tried = Tried(names, before, sheet.trees)
    for name in names:
        if not sheet.rows():
            break
        {**KINDS, **FEIGNED}[name](sheet)
    if not sheet.trees:
        return tried
    judge_edit(tried, before, old, sheet)
    return tried


def judge_edit(tried: Tried, before: dict[str, dict], old: Both, sheet: Sheet) -> None:
    conventions = conventions_of(sheet.calendar)
    new = side_of(sheet.trees, conventions)
    as_were = side_of(sheet.trees, STANDARD).register if sheet.calendar else new.register
    pieces = {piece["_tag"]: piece for one in old.actions.values() for piece in beneath(one.row)}
    found: list[Finding] | None = None
    for tag, was in old.actions.items():
        now = new.actions.get(tag)
        gains = (
            better(was, now, new.late) if now is not None else {"gone": ""} if was.standing.checked in WATCHED else {}
        )
        if not gains:
            continue
        tried.improved += 1
        tried.figures.update(gains.keys())
        # whose key it was may be taken out, with a word on the plan: the key is left, or the post that the person had
        if (
            gains.keys() == {"signed off by"}
            and was.row["signed_off"] == now.row.get("signed_off")
            and signed(now) in nameless(was)
            and noted(was.root, now.root)
        ):
            gains = {}
        if not gains or (now is not None and reason_recorded(was, now, pieces, list(before.values()))):
            tried.explained += 1
            continue
        if found is None:
            found = list(check_edit(old.register, as_were, VANTAGE))
            if sheet.calendar:
                found += check_settings(None, settings_of(sheet.calendar), old.register, as_were, new.register, VANTAGE)
        left = {
            figure: said
            for figure, said in gains.items()
            if not any(about(finding, figure, was, now) for finding in found)
        }
        if not left:
            tried.caught += 1
            continue
        # what is wrong with the plan as it stands now is an error too, where it was not so before
        slips = {(slip.code, slip.message) for slip in check(old.register, VANTAGE)}
        fresh = [slip for slip in check(new.register, VANTAGE) if (slip.code, slip.message) not in slips]
        left = {
            figure: said for figure, said in left.items() if not any(about(slip, figure, was, now) for slip in fresh)
        }
        if not left:
            tried.caught += 1
            continue
        told = sorted(
            {f"{finding.code}/{finding.level}@{finding.plan}:{'.'.join(map(str, finding.path))}" for finding in found}
        )
        tried.holes.append(f"{was.standing.address} {left} | {' + '.join(tried.steps)} | {told}")


def run(seeds: Iterable[int], each: int) -> Iterator[Tried]:
    """So many edits of each of some made-up pairs of plans."""
    for seed in seeds:
        before = made_up(seed)
        old = side_of(before, STANDARD)
        for number in range(each):
            yield try_edit(before, old, seed * 100_003 + number)


# an officer's year
# --------------------------------------------------------------------------------------------------------------

ROUTINE: dict[str, Callable[[Sheet], None]] = {}
# which warnings an edit may give, and why: no other is expected
NAMED: dict[str, dict[str, str]] = {}
PUT_OFF = {
    "S206": "the plan's period is over by the new day",
    "S211": "it had been moved before",
    "S212": "it was late when it was moved",
    "S205": "what is late beneath it is told by itself once it is in time",
    "S301": "what is late beside it is told by itself once it is in time",
}
DONE = {
    "S302": "no evidence has been received",
    "S303": "no day of completion is given",
    "S310": "completed, and not rated so",
    "S311": "its measure misses its target",
    "S305": "off track, and no remedy is written",
    "S403": "signed off before it was completed",
}
RATED = {
    "S205": "it is late",
    "S301": "rated better than its date allows",
    "S305": "off track, and no remedy is written",
    "S306": "its recommendation is rated better",
    "S309": "others are rated, these are not",
    "S204": "open again, and still to be set",
    **DONE,
}
NOTED = {"S405": "the same words were noted on it twice in this edit"}
NEW = {
    "S206": "the plan's period is over by then",
    "S306": "its recommendation is rated better than 'not started'",
    "S309": "not rated yet",
    "S401": "it counts among the open actions of which nothing is recorded",
}


def routine(name: str, *why: dict[str, str]):
    NAMED[name] = {code: reason for each in why for code, reason in each.items()}
    return kind(name, ROUTINE)


def note_on(row: dict, dice: Dice, words: str = "") -> None:
    entries(row, "progress").append(
        {
            "date": dice.choice(["2024-05-24", "2024-05-28", "2024-05-31"]),
            "by": "CD",
            "note": words
            or dice.choice(
                [
                    "The panel saw the second draft on Tuesday",
                    "Four of six teams have been visited so far",
                    "The leaflet went out to every school this week",
                ]
            ),
        }
    )


def open_rows(sheet: Sheet) -> list[dict]:
    return [
        row
        for _, _, row in sheet.rows()
        if not (row.get("completed") or row.get("ended") or row.get("proposed") or row.get("rag") == "blue")
    ]


def own_words(row: dict) -> str:
    return row["timescale"] if isinstance(row.get("timescale"), str) else ""


@routine("a monthly note", NOTED)
def _(sheet):
    note_on(sheet.there()[2], sheet.dice)


@routine("notes on all that is open", NOTED)
def _(sheet):
    for row in open_rows(sheet):
        note_on(row, sheet.dice)


@routine("moved with a reason", PUT_OFF, DONE)
def _(sheet):
    row = sheet.dice.choice(
        [row for _, _, row in sheet.rows() if own_words(row) and row["timescale"] != "TBC"] or [None]
    )
    if row is not None:
        entries(row, "revised").append(
            {"date": "2024-05-28", "from": row["timescale"], "why": "The county asked for two more rounds", "by": "CD"}
        )
        row["timescale"] = "February 2025"


@routine("evidence moved with a reason", PUT_OFF)
def _(sheet):
    piece = sheet.dice.choice(
        [piece for _, _, row in sheet.rows() for piece in row.get("evidence", []) if piece.get("timescale")] or [None]
    )
    if piece is not None:
        entries(piece, "revised").append(
            {"date": "2024-05-28", "from": piece["timescale"], "why": "The survey is run in autumn now", "by": "CD"}
        )
        piece["timescale"] = "November 2024"


@routine("a recommendation's date moved with a reason", PUT_OFF, DONE)
def _(sheet):
    above = sheet.dice.choice([above for _, above, _ in sheet.rows() if above.get("timescale")] or [None])
    if above is not None:
        entries(above, "revised").append(
            {
                "date": "2024-05-28",
                "from": above["timescale"],
                "why": "The county asked for two more rounds",
                "by": "CD",
            }
        )
        above["timescale"] = "February 2025"


@routine("a date that was mistyped is put right", PUT_OFF, RATED)
def _(sheet):
    row = sheet.dice.choice(
        [row for _, _, row in sheet.rows() if own_words(row) and row["timescale"] != "TBC"] or [None]
    )
    if row is not None:
        entries(row, "revised").append(
            {
                "date": "2024-05-28",
                "from": row["timescale"],
                "why": "It read 2014 in the minutes",
                "by": "CD",
                "as": "correction",
            }
        )
        row["timescale"] = "May 2024"


@routine("a new action", NEW)
def _(sheet):
    above = sheet.there()[1]
    above["actions"].append(
        {
            "_tag": -sheet.dice.randrange(10**6),
            "id": f"{above['id']}.{len(above['actions']) + 20}",
            "text": sheet.dice.choice(
                ["Offer the course online for night staff", "Ask the youth council to read the leaflet"]
            ),
            "lead": "AB",
            "timescale": "December 2024",
            "measure": "Offered by the winter",
            "rag": "white",
        }
    )


@routine("a new recommendation", NEW)
def _(sheet):
    root = sheet.there()[0]
    root["recommendations"].append(
        {
            "_tag": -1,
            "id": f"{len(root['recommendations']) + 30}",
            "text": "Check the arrangements for lettings",
            "theme": "care",
            "actions": [
                {
                    "_tag": -2,
                    "id": "30.1",
                    "text": "Write terms for those who hire the halls",
                    "lead": "CD",
                    "timescale": "March 2025",
                    "measure": "In use",
                }
            ],
        }
    )


@routine("new evidence is asked for", NEW)
def _(sheet):
    row = sheet.there()[2]
    entries(row, "evidence").append(
        {"_tag": -3, "text": "Notes of the visit to the contact centre", "timescale": "December 2024"}
    )


@routine("a slip of the hand is mended")
def _(sheet):
    _root, _, row = sheet.there()
    for holder in (row, *row.get("progress", [])):
        for name in ("text", "note"):
            if name in holder and "the " in holder[name]:
                holder[name] = holder[name].replace("the ", "teh ", 1)


@routine("case, spaces and full stops")
def _(sheet):
    for _, above, row in sheet.rows():
        row["text"] = f"{row['text'][0].lower()}{row['text'][1:]}  ."
        above["text"] = above["text"].upper()
        for entry in row.get("revised", []):
            entry["why"] += "."


@routine("dates in another spelling")
def _(sheet):
    spelled = {
        "March 2024": "Mar 2024",
        "April 2024": "by April 2024",
        "October 2024": "Oct 2024",
        "31/03/2024": "31 March 2024",
        "Ongoing": "On-going",
        "By end of January 2024": "31 January 2024",
        "December 2024": "By end of December 2024",
        "March 2024 then quarterly": "March 2024, quarterly",
        "31/03/24": "31.3.2024",
        "Mar-24": "March 2024",
        "Dec-24": "Dec 2024",
    }
    for _, above, row in sheet.rows():
        for holder in (above, row, *beneath(row)):
            if own_words(holder) in spelled:
                holder["timescale"] = spelled[holder["timescale"]]


@routine("fields in another order")
def _(sheet):
    for _root, above, row in sheet.rows():
        for holder in (row, above):
            kept = dict(reversed(holder.items()))
            holder.clear()
            holder.update(kept)


@routine("one value for a list of one")
def _(sheet):
    for _, _, row in sheet.rows():
        for holder, name in [(row, "completed"), *((piece, "received") for piece in beneath(row))]:
            if isinstance(holder.get(name), list) and len(holder[name]) == 1:
                holder[name] = holder[name][0]
        row["lead"] = (
            [row["lead"]]
            if isinstance(row.get("lead"), str)
            else row.get("lead", "AB")
            if row.get("lead")
            else row.get("lead")
        )
        if not row["lead"]:
            row.pop("lead")


@routine("everything renumbered")
def _(sheet):
    root, numbers = sheet.there()[0], {}
    for number, above in enumerate(root["recommendations"], 11):
        above["id"] = str(number)
        for inner, row in enumerate(above.get("actions", []), 1):
            numbers[f"#{row['id']}"] = f"#{number}.{inner}"
            row["id"] = f"{number}.{inner}"
    for above in root["recommendations"]:
        for row in above.get("actions", []):
            if isinstance(row.get("ended", {}).get("to"), list):
                row["ended"]["to"] = [numbers.get(to, to) if isinstance(to, str) else to for to in row["ended"]["to"]]


@routine("a plan file renamed")
def _(sheet):
    name = sheet.dice.choice(list(sheet.trees))
    sheet.trees[f"archive/{name}-2024"] = sheet.trees.pop(name)


@routine("a lead hands over, with a note", {"S112": "who takes it on has left", "S506": "one lead has most of it"})
def _(sheet):
    row = sheet.there()[2]
    if row.get("lead") and not row.get("signed_off"):
        row["lead"] = "CD" if row["lead"] != "CD" else "EF"
        note_on(row, sheet.dice, "Handed over from the team before on Monday")


@routine("a lead hands over everything, with notes", {"S112": "who takes it on has left"})
def _(sheet):
    for _, _, row in sheet.rows():
        if row.get("lead") == "AB" and not row.get("signed_off"):
            row["lead"] = "EF"
            note_on(row, sheet.dice, "Handed over from Ann Bell on Monday")


@routine("a receipt", {"S205": "what else is late is told by itself"})
def _(sheet):
    pieces = [piece for _, _, row in sheet.rows() for piece in beneath(row)]
    if pieces:
        piece = sheet.dice.choice(pieces)
        piece["received"] = [*as_list(piece.get("received", [])), "2024-05-29"]


@routine("completed, rated and noted", DONE)
def _(sheet):
    rows = open_rows(sheet)
    if rows:
        row = sheet.dice.choice(rows)
        row["rag"], row["as_at"] = "blue", "2024-05-30"
        row["completed"] = ["2024-05-29"]
        note_on(row, sheet.dice, "Taken to Cabinet and approved without changes")


@routine("a cycle done", DONE, {"S205": "a cycle is still late"})
def _(sheet):
    row = sheet.dice.choice(
        [row for _, _, row in sheet.rows() if "quarterly" in own_words(row) or "annually" in own_words(row)] or [None]
    )
    if row is not None:
        row["completed"] = [*as_list(row.get("completed", [])), "2024-05-30"]


@routine("rated with its day and a note", RATED, NOTED)
def _(sheet):
    row = sheet.dice.choice(open_rows(sheet) or [None])
    if row is not None:
        row["rag"], row["as_at"] = sheet.dice.choice(["green", "amber", "red"]), "2024-05-30"
        note_on(row, sheet.dice)


@routine("the ratings of the month, with notes on all of them", NOTED)
def _(sheet):
    for root in sheet.trees.values():
        root["reported"] = [*root.get("reported", []), {"date": "2024-05-31", "to": "Scrutiny"}]
        # where a date has no year, that day is what gives it: S709 says so
        if "agreed" in root or not any(
            holder.get("timescale") in YEARLESS
            for above in root["recommendations"]
            for row in above.get("actions", [])
            for holder in (above, row, *beneath(row))
        ):
            root["as_at"] = "2024-05-31"
        for above in root["recommendations"]:
            for row in above.get("actions", []):
                note_on(row, sheet.dice)


@routine("ended with a reason")
def _(sheet):
    row = sheet.dice.choice(open_rows(sheet) or [None])
    if row is not None:
        row["ended"] = {
            "as": "no_longer_needed",
            "date": "2024-05-28",
            "why": "The county runs it for all districts now",
        }


@routine("signed off by somebody else")
def _(sheet):
    for root, _, row in sheet.rows():
        if row.get("completed") and not row.get("signed_off"):
            root["people"]["BRD"] = {"name": "Safeguarding Board", "group": "true"}
            row["signed_off"] = {"date": "2024-05-30", "by": "BRD"}
            return


@routine("more time asked for")
def _(sheet):
    row = sheet.dice.choice([row for row in open_rows(sheet) if own_words(row)] or [None])
    if row is not None:
        entries(row, "requests").append(
            {"date": "2024-05-28", "by": "CD", "to": "January 2025", "why": "The county wants two more rounds"}
        )


@routine("a request is refused")
def _(sheet):
    requests = [one for _, _, row in sheet.rows() for one in row.get("requests", []) if "refused" not in one]
    if requests:
        sheet.dice.choice(requests)["refused"] = {
            "date": "2024-05-29",
            "by": "AB",
            "why": "It can be done without the county",
        }


@routine("a reading of the measure")
def _(sheet):
    rows = [row for _, _, row in sheet.rows() if isinstance(row.get("measure"), dict)]
    if rows:
        sheet.dice.choice(rows)["measure"]["readings"].append(
            {"date": "2024-05-28", "value": "93%", "note": "Of those who answered in May"}
        )


@routine("a milestone moved with a reason", PUT_OFF)
def _(sheet):
    piece = sheet.dice.choice(
        [piece for _, _, row in sheet.rows() for piece in row.get("milestones", []) if piece.get("timescale")] or [None]
    )
    if piece is not None:
        entries(piece, "revised").append(
            {"date": "2024-05-28", "from": piece["timescale"], "why": "The panel meets in autumn again", "by": "CD"}
        )
        piece["timescale"] = "October 2024"


@routine("new milestones", NEW)
def _(sheet):
    row = sheet.there()[2]
    for number, text in enumerate(("Terms agreed with the county", "Trial with two schools")):
        entries(row, "milestones").append(
            {"_tag": -7 - number, "text": text, "timescale": f"{('October', 'November')[number]} 2024"}
        )


@routine("an agreed change of words, with a note")
def _(sheet):
    row = sheet.there()[2]
    row["text"] += " and in both hospitals"
    note_on(row, sheet.dice, "The wording was widened by Cabinet in May")


@routine(
    "a proposed action is agreed, with a note",
    RATED,
    {"S401": "it is open now, and nothing is recorded", "S112": "its lead has left"},
)
def _(sheet):
    for _, _, row in sheet.rows():
        if row.pop("proposed", None):
            note_on(row, sheet.dice, "Agreed by Cabinet in its May meeting")


@routine("somebody new among the people")
def _(sheet):
    sheet.there()[0]["people"]["KL"] = {"name": "Kit Lowe", "post": "Inspection officer"}


@routine("somebody has left", {"S112": "a lead has left"})
def _(sheet):
    sheet.there()[0]["people"]["EF"].setdefault("left", "2024-05-31")


@routine(
    "an action under another recommendation",
    {"S306": "its new recommendation is rated better", "S111": "nothing is left where it stood"},
)
def _(sheet):
    root, above, row = sheet.there()
    to = sheet.dice.choice(root["recommendations"])
    if to is not above and all(name in row for name in ("timescale", "rag", "lead")):
        above["actions"].remove(row)
        to["actions"].append(row)


@routine("a word of the legend added, that nobody uses")
def _(sheet):
    sheet.there()[0]["rag"]["purple"] = {"means": "at_risk", "label": "Waiting for others"}


@routine("remarks, links and notes")
def _(sheet):
    row = sheet.there()[2]
    row["remedy"] = "A second officer joins in June"
    row["priority"] = "high"
    for piece in row.get("evidence", []):
        piece.setdefault("link", "https://example.org/minutes/2024-05")


def routine_edit(before: dict[str, dict], old: Both, seed: int) -> tuple[list[str], list[Finding], dict]:
    dice = Dice(seed)
    sheet = Sheet(copy.deepcopy(before), {}, dice)
    names = dice.sample(list(ROUTINE), dice.choice([1, 1, 2, 3]))
    if "everything renumbered" in names and {
        "an action under another recommendation",
        "an agreed change of words, with a note",
    } & set(names):
        # what was moved or worded otherwise may not take another id with the same edit: S705
        names.remove("everything renumbered")
    for name in names:
        ROUTINE[name](sheet)
    new = register_of(sheet.trees)
    before_it, with_it = check(old.register, VANTAGE), check(new, VANTAGE)
    # what was one finding for a plan or recommendation is told row by row where one row was mended, and the other way
    # about: nothing new
    gathered = {
        (slip.code, slip.level)
        for slip in (*before_it, *with_it)
        if slip.path[2:3] != ("actions",) and slip.level != ERROR
    }
    slips = [
        slip for slip in new_since(before_it, old.register, with_it, new) if (slip.code, slip.level) not in gathered
    ]
    return (
        names,
        [finding for finding in (*check_edit(old.register, new, VANTAGE), *slips) if finding.level != "advice"],
        sheet.trees,
    )


def register_of(trees: dict[str, dict]) -> PlanFiles:
    return PlanFiles(tuple(read_in(name, trees[name], STANDARD) for name in sorted(trees)))


def a_year(seeds: Iterable[int], each: int) -> Iterator[tuple[list[str], list[Finding], dict]]:
    for seed in seeds:
        before = made_up(seed)
        old = side_of(before, STANDARD)
        for number in range(each):
            yield routine_edit(before, old, seed * 77_003 + number)


# the laws
# ----------------------------------------------------------------------------------------------------------------------


def test_there_are_more_than_forty_eight_kinds_of_edit():
    assert len(KINDS) >= 110 and len(FEIGNED) >= 12 and len(ROUTINE) >= 37


def test_every_kind_of_edit_changes_the_plans_in_a_tenth_of_its_cases():
    """A kind that finds nothing to change is counted, and tries nothing."""
    for among in (KINDS, FEIGNED, ROUTINE):
        changed = Counter({name: 0 for name in among})
        for seed in range(30):
            before = made_up(seed)
            as_written = repr(without_tags(before))
            for number, (name, step) in enumerate(among.items()):
                sheet = Sheet(copy.deepcopy(before), {}, Dice(seed * 1009 + number))
                sheet.victim = sheet.there()[2]["_tag"]
                step(sheet)
                changed[name] += bool(sheet.calendar) or repr(without_tags(sheet.trees)) != as_written
        seldom = {name: count for name, count in changed.items() if count < 3}
        assert not seldom, seldom


def test_nothing_gets_better_without_a_reason_or_an_error():
    tried = list(run(range(3000, 3022), 20))
    holes = [hole for one in tried for hole in one.holes]
    assert not holes, "\n".join(holes)
    figures = sum((one.figures for one in tried), Counter())
    # the law is asked where something did get better: in three edits of ten, by every kind of edit and in every figure
    assert sum(bool(one.improved) for one in tried) >= 0.3 * len(tried)
    assert sum(one.caught for one in tried) >= 120 and sum(one.explained for one in tried) >= 10
    assert {step for one in tried for step in one.steps} == {*KINDS, *FEIGNED}
    assert all(
        figures[name] >= 15
        for name in ("checked", "late", "late dates", "late evidence", "first due", "times moved", "signed off by")
    ), figures


def test_an_officers_year_gives_no_error():
    tried = list(a_year(range(5000, 5010), 15))
    found = [
        (names, finding.code, finding.message)
        for names, findings, _ in tried
        for finding in findings
        if finding.level == ERROR or not any(finding.code in NAMED[name] for name in names)
    ]
    assert not found, found
    assert {name for names, _, _ in tried for name in names} == set(ROUTINE)
