"""Words that every template may use: how states, timings, counts and days are named. The same in each format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from s11.english import number_of, state_words
from s11.plan import Ending
from s11.render.glyphs import GLYPHS
from s11.view import CAUSE_WORDS, CHECKED_ORDER, DONE_WORDS, STATED_ORDER, TIMING_ORDER, TIMING_WORDS, Counts
from s11.view.report_text import SENTENCES, Sentence
from s11.when import day_words, on_day

# what marks a place where only a person may write
UNWRITTEN = "Still to be written"

STATE_MEANINGS = {
    "off_track": "stated so, or late",
    "at_risk": "stated so, and not late",
    "not_known": "stated on track, but nothing that would show it can be checked",
    "unrated": "nothing is stated",
    "not_started": "stated so",
    "on_track": "stated so, and not late: evidence or milestones of it may be late, and are counted by themselves",
    "completed": "stated so, or recorded as done",
    "verified": "done, and checked by someone other than a lead of it",
    "ended": "closed without being done",
}

NOT_IN_AN_ADDRESS = '"<>\\^`{|}'


TIMING_MEANINGS = {
    "late": "the last day still on time is past, and what was due is not recorded as done",
    "unsure": "its words can be read in two ways: late by one of them, not by the other",
    "unrecorded": "it goes on, and nothing recent is recorded that would show it",
    "due_soon": "its last day is at most 28 days off, and is not past",
    "in_time": "its last day is more than 28 days off",
    "continuing": "it goes on, and something was recorded in the last 365 days",
    "no_date": "no words of the plan give a day that it could be late by",
    "done": "stated completed or verified, or recorded as done; on time where its day is by the due day in force on it",
    "proposed": "still to be discussed and agreed; counted apart, never late",
    "ended": "closed without being done",
}


ENDING_MEANINGS: dict[Ending, str] = {
    "suspended": "stopped, and may be taken up again",
    "transferred": "carried on by another plan, action or body, which 'to' names",
    "no_longer_needed": "what it was to bring about is there already, or is wanted no more",
    "superseded": "something else has taken its place, which 'to' names",
    "entered_in_error": "it never belonged in this plan; it still counts among the actions, as ended",
}


def number(count: int) -> str:
    return f"{count:,}"


def day(value: date | None, otherwise: str = "not given") -> str:
    return day_words(value) if value else otherwise


def iso(value: date) -> str:
    return value.isoformat()


def glyph(state: str) -> str:
    return GLYPHS[state]


def timing(name: str) -> str:
    return TIMING_WORDS[name]


def done_how(name: str) -> str:
    """How what is done was done: on time, after the due day, or not known."""
    return DONE_WORDS[name]


def cause(name: str) -> str:
    """What made it so: an edit, or only the days that passed."""
    return CAUSE_WORDS[name]


def stands_for(state: str) -> str:
    return STATE_MEANINGS[state]


def says(name: str) -> str:
    """What a timing says of an action."""
    return TIMING_MEANINGS[name]


def worst_first(counts: Counts) -> str:
    """Counts in one line that sorts as they do, worst state first."""
    return ".".join(str(counts.get(state, 0)) for state in CHECKED_ORDER)


def place(state: str) -> str:
    """A state's place among all, worst first: what a table of them is sorted by."""
    return str(CHECKED_ORDER.index(state))


def each_state(counts: object) -> tuple[str, ...]:
    """Every checked state, worst first; those a plan can state are among them."""
    return CHECKED_ORDER


def each_timing(counts: object) -> tuple[str, ...]:
    return TIMING_ORDER


def can_be_stated(state: str) -> bool:
    return state in STATED_ORDER


def replace_signs(key: str) -> str:
    """A key of the format as words: 'case-review' is a case review."""
    return key.replace("-", " ").replace("_", " ")


def is_web(link: str) -> bool:
    """Whether a link can be followed from a page; a file's name, another scheme or no valid address stays words."""
    return link.startswith(("https://", "http://")) and not any(
        sign.isspace() or sign in NOT_IN_AN_ADDRESS for sign in link
    )


def first_capital(text: str) -> str:
    """Words that stand alone, with a capital."""
    return text[:1].upper() + text[1:]


def short_day(value: date) -> str:
    """A day in few letters, for a narrow column: '17 Sep 2025'; a month where no day is known."""
    *number, month, year = day_words(value).split()
    return " ".join([*number, month[:3], year])


def clipped(text: str, letters: int) -> str:
    """As many whole words as there is room for, with a sign that there are more."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rsplit(' ', 1)[0]} …"


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


FILTERS: dict[str, Callable[..., object]] = {
    "cause": cause,
    "clipped": clipped,
    "counted": number_of,
    "day": day,
    "done_how": done_how,
    "first_capital": first_capital,
    "each_state": each_state,
    "each_timing": each_timing,
    "glyph": glyph,
    "iso": iso,
    "lower_first": lower_first,
    "on_day": on_day,
    "stands_for": stands_for,
    "state": state_words,
    "is_web": is_web,
    "replace_signs": replace_signs,
    "stated_at_all": can_be_stated,
    "says": says,
    "short_day": short_day,
    "place": place,
    "timing": timing,
    "worst_first": worst_first,
}


def sentences_as(written: Callable[[Sentence], Markup]) -> dict[str, Callable[..., Markup]]:
    """The sentences of reports as filters that give them written in one format."""

    def filter_of(sentence: Callable[..., Sentence]) -> Callable[..., Markup]:
        return lambda *values: written(sentence(*values))

    return {name: filter_of(sentence) for name, sentence in SENTENCES.items()}
