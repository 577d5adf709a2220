"""S311: completed, and its measure misses the target."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from s11.pattern import pattern
from s11.plan import Measure, MeasureReading
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import WARNING, Path
from s11.when import on_day

_NUMBER = pattern(
    r"(?<![\w.,])(?P<sign>[-−](?=£?\d))?(?P<pounds>£\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<times>k|m|bn|\s?(?:thousand|million|billion))?(?![^\W_])(?:\s?(?P<percent>%|per "
    r"?cent\b))?(?:\s(?P<unit>[a-z]+))?",
    re.I,
)
_TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
# which way is better: said right before the number, or right behind it and what it counts
_AT_LEAST = pattern(
    r"(?:[≥>]=?|\b(?:at least|(?:no|not) (?:less|fewer|lower) than|not (?:below|under)|(?:a )?minimum(?: "
    r"of)?|min\.?|over|above|(?:more|greater|higher) than|exceed(?:s|ing)?"
    r"|(?:increased?|risen?|rise|raised?|grow) to))\s*$",
    re.I,
)
_AT_MOST = pattern(
    r"(?:[≤<]=?|\b(?:at most|(?:no|not) (?:more|greater|higher|longer) than|not (?:above|over|exceed(?:ing)?)|(?:a "
    r")?maximum(?: of)?|max\.?|under|below|(?:fewer|less|lower) than|within"
    r"|(?:reduced?|decreased?|fall|fallen|drop(?:ped)?|cut|down|lower(?:ed)?) to))\s*$",
    re.I,
)
_OR_MORE = pattern(r"\s*(?:\+|,? ?\(?or (?:more|over|above|higher)\b\)?)", re.I)
_OR_LESS = pattern(r"\s*,? ?\(?or (?:less|fewer|under|below|lower)\b\)?", re.I)
# a change is no level, a rate wants its period, and what is only about so many cannot be held against a figure
_NOT_COMPARABLE = pattern(
    r"\b(?:increas|reduc|decreas|improv)\w*|\b(?:rise|rising|fall|falling|drop|cut|growth|change|points?|better|worse"
    r"|higher|lower|fewer|less|more|double|half|halve|extra|additional"
    r"|about|around|roughly|approx|approximately|circa|nearly|almost|some|between|not|no|per|each|every|a "
    r"(?:day|week|month|term|quarter|year))\b|\bby\s*$|[~+≈±≤≥<>]",
    re.I,
)
_COUNTS_NOTHING = frozenset(
    [
        "by",
        "of",
        "in",
        "for",
        "at",
        "on",
        "and",
        "with",
        "from",
        "to",
        "as",
        "or",
        "a",
        "an",
        "the",
        "per",
        "is",
        "was",
        "are",
        "were",
        "overall",
        "so",
        "now",
        "over",
        "each",
        "every",
    ]
)


class _Figure(NamedTuple):
    """One number that can be held against another: its unit, and the way that its words point (1 at least, -1 at most,
    0 neither).
    """

    number: float
    unit: str
    way: int

    def agrees(self, other: "_Figure") -> bool:
        """Whether both are of one unit; a plain number may leave out what it counts."""
        marked = {"%", "£"} & {self.unit, other.unit}
        return self.unit == other.unit or (not marked and not (self.unit and other.unit))


def _figure(text: str) -> _Figure | None:
    """The one comparable number that some words hold; None where there is none, several, or more than a level."""
    match = _NUMBER.search(text)
    if (
        match is None
        or (match["pounds"] and match["percent"])
        or ((match["times"] or "").lower() == "m" and not match["pounds"])
    ):
        return None
    counted = (match["unit"] or "").lower()
    counts = bool(counted) and counted not in _COUNTS_NOTHING
    before, after = text[: match.start()], text[match.end() if counts or not counted else match.start("unit") - 1 :]
    least, most = _AT_LEAST.search(before), _AT_MOST.search(before)
    # 'no less than' ends in 'less than': the longer words are the ones that are meant
    pointed = max((bound for bound in (least, most) if bound), key=lambda bound: len(bound[0]), default=None)
    behind = _OR_MORE.match(after) or _OR_LESS.match(after)
    if pointed and behind:
        return None
    way = (1 if pointed is least else -1) if pointed else (1 if _OR_MORE.match(after) else -1) if behind else 0
    before, after = before[: pointed.start()] if pointed else before, after[behind.end() :] if behind else after
    if (
        re.search(r"\d", before + after)
        or _NOT_COMPARABLE.search(before)
        or _NOT_COMPARABLE.search(after)
        or (counts and _NOT_COMPARABLE.fullmatch(counted))
    ):
        return None
    number = (
        float(match["digits"].replace(",", ""))
        * _TIMES.get((match["times"] or "").strip().lower(), 1)
        * (-1 if match["sign"] else 1)
    )
    if match["pounds"] or counted in ("pound", "pounds"):
        return _Figure(number, "£", way)
    return _Figure(number, "%" if match["percent"] else counted.removesuffix("s") if counts else "", way)


def _misses(measure: Measure, last: MeasureReading) -> bool | None:
    """Whether a reading misses the target; to reach it is to meet it. None where it cannot be told."""
    target, value, baseline = (_figure(text) for text in (measure.target, last.value, measure.baseline))
    if target is None or value is None or value.way or not target.agrees(value):
        return None
    if value.number == target.number:
        return False
    way = target.way
    if (
        not way
        and baseline is not None
        and not baseline.way
        and baseline.agrees(target)
        and baseline.number != target.number
    ):
        way = 1 if target.number > baseline.number else -1
    return (target.number - value.number) * way > 0 if way else None


def _compared(case: RuleContext) -> Iterator[tuple[Path, Standing, Measure, MeasureReading, bool]]:
    """Every completed action of whose measure it can be told whether its last reading meets the target."""
    for path, standing in case.judged():
        measure = standing.action.measure
        if measure is None or not measure.target:
            continue
        last = measure.last(case.vantage.as_of)
        completed = standing.timing != "ended" and (
            standing.timing == "done" or standing.stated in ("completed", "verified")
        )
        if completed and last is not None and (missed := _misses(measure, last)) is not None:
            yield path, standing, measure, last, missed


def check(case: RuleContext) -> Iterator[Hit]:
    for path, standing, measure, last, missed in _compared(case):
        if missed:
            where = next(
                (
                    inner
                    for inner, entry in case.entries((*path, "measure", "readings"), measure.readings)
                    if entry is last
                ),
                (*path, "measure"),
            )
            label = case.label(standing.recommendation, standing.action)
            before = f", the baseline {measure.baseline}" if measure.baseline else ""
            message = (
                f"completed, but its measure stood at {last.value} {on_day(last.date)}; the target is "
                f"{measure.target}{before}"
            )
            yield Hit(
                (*where, "value"),
                f"{label}: {message}",
                "add a newer reading; or say under 'progress' why it is closed all the same; or open it again",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    compared = list(_compared(case))
    return len(
        compared
    ), f"none of the {len(compared)} completed actions whose measure can be compared with its target has reached it"


RULE = Rule(
    code="S311",
    name="target-missed",
    level=WARNING,
    fires="an action is completed, and the last reading of its measure misses its target",
    why=(
        "An action can be done to the letter and have changed nothing: the training was given, and as many "
        "assessments as before are late. Target and reading are compared where each is one number of the same unit, "
        "and a word ('at least', 'under', '≤') or the baseline says which way is better; to reach the target is to "
        "meet it. Where that is not plain (two numbers, 'about 90%', 'by 10%'), nothing is said."
    ),
    bad=Example(
        with_action(
            """\
text: Train the assessment teams
timescale: March 2024
measure:
  text: Assessments finished within 45 days
  baseline: 61%
  target: at least 90%
  readings:
    - date: 2024-01-31
      value: 74%
    - date: 2024-04-30
      value: ▸78%
rag: blue
completed: 2024-03-20
evidence:
  - text: Attendance lists
    received: 2024-03-20
""",
            of="text: Assess every child in good time",
        )
    ),
    good=Example(
        with_action(
            """\
text: Train the assessment teams
timescale: March 2024
measure:
  text: Assessments finished within 45 days
  baseline: 61%
  target: at least 90%
  readings:
    - date: 2024-01-31
      value: 74%
    - date: 2024-04-30
      value: 92%
rag: blue
completed: 2024-03-20
evidence:
  - text: Attendance lists
    received: 2024-03-20
""",
            of="text: Assess every child in good time",
        )
    ),
    check=check,
    gather=gather,
)
