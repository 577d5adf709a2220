"""The words that screens, pages, papers and documents use: the glossary, ``docs/glossary.md`` and ``s11 explain``."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """One entry: the words that are said for one thing, and what they mean."""

    words: tuple[str, ...]
    meaning: str


BEFORE = """\
# The words

One entry a term, made by `s11 explain --words`; `s11 explain WORD` says one. Screens, pages, papers and the other \
documents use these words and no others for these things.

| word | what it means |
|---|---|
"""

_MEANINGS = {
    "action": (
        "one thing somebody is to do, with its own number in the plan. Every count is of actions unless it says "
        "otherwise"
    ),
    "action plan, plan": "one file under `plans/`: recommendations and the actions that answer them",
    "address": (
        "where a thing stands: `plan#4` is an action, `plan#rec:4` a recommendation, `plan#4/2` the second piece of"
        " an action's evidence, `plan#4/m2` its second milestone"
    ),
    "amendment": (
        "an entry of a self-assessment that says what was changed in it, when and why: after it was submitted, or in "
        "what it is read by"
    ),
    "as at": "the day on which a plan's ratings were last stated as a whole",
    "as of, position on": "the day from which everything is judged",
    "at risk": "rated so by the plan, and not late",
    "body": "whom a plan was taken to: a committee, a cabinet, a board",
    "briefing": "one page: where plans stand, what is late, what moved, who must act",
    "cannot tell": "there is no rating, or nothing to check it against",
    "changed without a reason": "a date, rating, word or record was changed, and the plan does not say why",
    "checked": "the worse of what the plan says of an action and of what its dates say on the day",
    "completed, verified": "done as stated or as recorded; verified where somebody who does not lead it signed it off",
    "continuing, ongoing": "goes on without an end; looked at by when anything was last recorded",
    "coverage": (
        "self-assessments side by side: how far each standard is met, as each body says and as others say, and where "
        "the gaps are"
    ),
    "dated thing": (
        "a date, a cycle or a piece of evidence that falls due: `s11 due` lists these, `s11 status` counts actions"
    ),
    "due": "the last day that is still on time",
    "ended": "closed without being done, with a reason",
    "evidence": "what shows that an action is done, and when it came in",
    "finding": "what a rule says against a plan or an edit: an error, a warning or advice",
    "gap": "what a board must know of a standard or a return: not met, not looked at, not shown, not answered",
    "improved, worsened, unchanged": (
        "how actions that stood on both days stand now against then, as checked. What looks better only because a "
        "date or another of its terms was changed is counted apart"
    ),
    "known fault, accepted, allowance": "a finding that the plan itself excuses, with a reason beside it",
    "last recorded": "the last day on which anything was entered: a note, a rating, a receipt, a completion",
    "late": "of an action: its due day is past, and it is not recorded as done",
    "lead": "the person, post or group who answers for an action",
    "legend": "what the plan's own rating words and colours mean",
    "milestone": "a step on the way, with a day of its own",
    "missed": "of what recurs: how many due days have come and were not met on time",
    "moderated": "graded by others than the body itself; where nobody else looked, nothing is confirmed",
    "moved": "given another due day. The first one is kept for ever",
    "not known": "rated on track, but nothing that would show it can be checked",
    "not read whole": "a file of which something could not be read; what is missing is counted nowhere",
    "off track": "rated so by the plan, or late",
    "on time, after the due day": "whether what is done was done by the due day in force when it was done",
    "overdue": "counts dates and pieces of evidence, an action's own date among them: one action may have several",
    "perhaps late": "the words can be read in two ways: late by one of them, not by the other",
    "points for the plan's author": "warnings: the plan is weak there, though nothing in it is false",
    "rating, RAG": "the word or colour by which a plan says how an action stands",
    "reading": (
        "what s11 understood by the words of a timescale: its day, whether that is certain, and why not. Of a "
        "measure: where it stood on a day"
    ),
    "recommendation": "what was asked for; a plan may call it a learning point, a finding, a standard",
    "remedy": "what is being done about what is off track",
    "return": (
        "what was sent back: a self-assessment, which until then is a draft and counts nowhere; or a workbook that a "
        "lead filled in"
    ),
    "rule": "what a plan, or an edit of one, is checked by; each has a code (`S301`) and a page",
    "self-assessment": (
        "what a body says of itself against a list of standards, for one cycle: one file beside the plans, with every "
        "grade that was given"
    ),
    "stale": "nothing recorded for 90 days or more",
    "standard": "what is expected of the body that has the plan: a list of them has an id, and so has each",
    "state": "how an action stands: as stated by the plan, and as checked",
    "stated": "what the plan itself says",
    "theme": "a heading over recommendations",
    "timescale": "the words of the plan that say when; shown as written and as read",
    "timing": "what the dates of an action say of it on the day",
    "undated, no date": "no words of the plan give a day that it could be late by",
    "unrated": "nothing is stated",
    "vantage": "the day (as of) and the commit from which everything is judged; every output names both",
}

TERMS = tuple(Term(tuple(words.split(", ")), meaning) for words, meaning in _MEANINGS.items())


def glossary_page() -> str:
    """``docs/glossary.md``."""
    rows = (f"| {', '.join(term.words)} | {term.meaning} |\n" for term in TERMS)
    return BEFORE + "".join(rows)
