"""Why a standing is what it is, in sentences: what is stated, the words as read, what was done, the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from s11.english import days_of, in_words, join_words, number_of, state_words
from s11.plan import Done
from s11.standing.completion import Completion
from s11.standing.states import APART, DONE, DONE_AS, Of
from s11.when import YEAR_DAYS, day_words, in_quotes, on_day, read_as

if TYPE_CHECKING:
    from s11.standing.records import PieceStanding, Standing

MADE_UP_NAMED = 3  # made up at once: so many are named, more are counted
# what may fall due beneath an action: one of it, several, and all that is dated of it being in
PIECE_WORDS: dict[Of, tuple[str, str, str]] = {
    "evidence": ("piece of evidence", "pieces of evidence", "dated evidence is in"),
    "milestone": ("milestone", "milestones", "dated milestones are reached"),
}


def why_of_piece(piece: PieceStanding) -> str:
    done = _done_words(piece.done, DONE_AS[piece.of])
    if piece.timescale is None:
        return f"no timescale; {done}"
    reading = f"{in_quotes(piece.timescale)} read as {read_as(piece.timescale)}"
    return "; ".join((reading, done, *_timing_words(piece), _recorded_words(piece)))


def _done_words(done: Sequence[Done], verb: str) -> str:
    if not done:
        return f"nothing {verb}"
    days = [day_words(one.date) + (f" (for {day_words(one.cycle)})" if one.cycle else "") for one in done[-3:]]
    more = f"{len(done)} times, last " if len(done) > 3 else ""
    return f"{verb} {more}{join_words(days)}"


def finished_words(one: Completion) -> str:
    """What follows 'done': 'on 5 July 2024, on time: due 31 July 2024'; or how many days after it, or why not known."""
    if one.on is None:
        return "on a day not given, so whether on time is not known"
    return f"{on_day(one.on)}, {on_time_words(one)}"


def on_time_words(one: Completion) -> str:
    """Whether it was done by its due day: 'on time: due 31 July 2024', '5 days after its due day, 31 July 2024'."""
    if one.due is None:
        return "with no one due day to say whether on time"
    due = day_words(one.due)
    if one.days_after is None:
        return f"whether on time is not known: its due day, perhaps {due}, is not certain"
    due += f" (first due {day_words(one.first_due)})" if one.first_due else ""
    return f"{days_of(one.days_after)} after its due day, {due}" if one.days_after else f"on time: due {due}"


def counted_words(counted: Sequence[Completion], plan_names_it: bool = False) -> str:
    """For which due days one completion counted.

    'counted for 30 April 2025; 31 January 2025 was made up that day, 69 days late'. ``plan_names_it``: the plan says
    itself which one it was for.
    """
    answered = [(one.due, one.days_after or 0) for one in counted if one.due is not None]
    if not answered:
        return "counted for no further due day"
    *before, (due, late) = answered
    sentence = f"counted for {day_words(due)}" + (", as the plan says" if plan_names_it else "")
    sentence += f", {days_of(late)} late" if late else ""
    met_too = [day_words(due) for due, late in before if not late]
    if met_too:
        sentence += f"; {join_words(met_too)} {'was' if len(met_too) == 1 else 'were'} met by it too"
    made_up = [(day_words(due), days_of(late)) for due, late in before if late]
    if len(made_up) > MADE_UP_NAMED:
        first, longest = made_up[0]
        many = f"{in_words(len(made_up))} due days before, from {first} on"
        return f"{sentence}; {many}, were made up that day, up to {longest} late"
    return sentence + "".join(f"; {due} was made up that day, {late} late" for due, late in made_up)


def _timing_words(judged: PieceStanding | Standing) -> list[str]:
    day, due, timescale = judged.vantage.as_of, judged.due, judged.timescale
    today = day_words(day)
    clauses = []
    if judged.cycles:
        clauses.append(judged.cycles.words)
    if judged.timing == "late" and due is not None:
        dates = f", {judged.late_dates} dates" if judged.late_dates > 1 and not judged.cycles else ""
        clauses.append(f"due {day_words(due)}, {days_of(judged.days_late)} late on {today}{dates}")
    elif judged.timing in ("due_soon", "in_time") and due is not None:
        ahead = (due - day).days
        later = ", or later" if timescale is not None and timescale.open else ""
        clauses.append(f"due {day_words(due)}{later}, " + (f"{days_of(ahead)} after {today}" if ahead else "that day"))
    elif judged.timing == "unsure" and timescale is not None and timescale.open:
        named = f"the day named, {day_words(due)}, is" if due is not None and due < day else "a day named is"
        clauses.append(f"{named} past on {today}, but a later one may be meant, so it cannot be said to be late")
    elif judged.timing == "unsure":
        clauses.append(f"may be late on {today} (the date is unclear)")
    elif judged.timing == "unrecorded" and judged.last_recorded is not None:
        begins = timescale.begins if timescale is not None else None
        if begins is not None and begins > day:
            clauses.append(f"the period named begins on {day_words(begins)}")
        elif begins is not None and judged.last_recorded < begins:
            clauses.append(f"nothing recorded since the period named began on {day_words(begins)}")
        else:
            clauses.append(f"nothing recorded in the {YEAR_DAYS} days up to {today}")
    return clauses


def _recorded_words(judged: PieceStanding | Standing) -> str:
    last = judged.last_recorded
    if last is None:
        return "nothing ever recorded"
    ago = f" ({days_of((judged.vantage.as_of - last).days)} before)"
    return f"last recorded {day_words(last)}" + (ago if judged.timing in ("continuing", "unrecorded") else "")


def why(standing: Standing) -> str:
    sentences = (_stated_words(standing), _dated_words(standing), _moved_words(standing))
    return " ".join(sentence for sentence in sentences if sentence)


def _stated_words(standing: Standing) -> str:
    plan, day = standing.plan, standing.vantage.as_of
    if standing.stated_later:
        return f"Stated later, on {day_words(standing.stated_later)}; unrated on {day_words(day)}."
    if not standing.stated_word:
        return "Unrated." if plan.rag else ""
    holder = f" for {plan.calls_it} {standing.recommendation.id}" if standing.stated_for == "recommendation" else ""
    on = f" on {day_words(standing.stated_on)}" if standing.stated_on else ", with no day given"
    meaning = plan.meaning(standing.stated_word)
    means = f" ({state_words(meaning.means)})" if meaning else " (not in the legend: unrated)"
    signed = standing.action.signed_off
    verified = signed is not None and standing.stated == "verified" and signed.date <= day
    checked = f" Signed off by {signed.by} {on_day(signed.date)}." if signed and verified else ""
    return f"Stated {standing.stated_word}{means}{holder}{on}.{checked}"


def _dated_words(standing: Standing) -> str:
    day, completed, ended = standing.vantage.as_of, standing.completed, standing.action.ended
    if standing.timing == "ended":
        if ended is None or ended.date > day:
            return "Ended, by its rating."
        reason = f": {ended.why.rstrip('.')}" if ended.why else ""
        return f"Ended as {state_words(ended.how)} on {day_words(ended.date)}{reason}."
    if standing.timing == "proposed":
        return "Proposed: still to be agreed, so never late."
    if standing.by_evidence:
        return _evidence_words(standing)
    if standing.timescale is None:
        return _undated_words(standing)
    done = "done, as stated" if standing.timing == "done" and not completed else _done_words(completed, "completed")
    clauses = [f"{in_quotes(standing.timescale)} read as {read_as(standing.timescale)}", done]
    if standing.timing in ("continuing", "unrecorded") and standing.stated in DONE:
        clauses.append("stated done and continuing")
    return "; ".join((*clauses, *_timing_words(standing), _recorded_words(standing))) + "."


def _undated_words(standing: Standing) -> str:
    if standing.timing == "done":
        completed = standing.completed
        return f"Completed {day_words(completed[-1].date)}." if completed else "Done, as stated; no timescale."
    recorded = _recorded_words(standing)
    if standing.timing == "continuing":
        return f"Continuing, without a timescale; {recorded}."
    if standing.timing == "unrecorded":
        day = day_words(standing.vantage.as_of)
        return f"Continuing, without a timescale; {recorded}; on {day} that is not within the last {YEAR_DAYS} days."
    checked = " What is on track cannot be checked without a date." if standing.checked == "not_known" else ""
    return f"No timescale, nothing dated.{checked} {recorded[0].upper()}{recorded[1:]}."


def _evidence_words(standing: Standing) -> str:
    day, pieces, last = day_words(standing.vantage.as_of), standing.pieces, standing.last_recorded
    if standing.timing == "done":
        return f"Completed {day_words(standing.completed[-1].date)}."
    of_all = f"of {pieces_of(standing, in_words)}"
    only = len(pieces) == 1
    the_one = f"The one {PIECE_WORDS[pieces[0].of][0]}"
    recorded = f"Nothing recorded since {day_words(last)}." if last else "Nothing ever recorded."
    late = [piece for piece in pieces if piece.timing == "late"]
    if late and standing.due is not None:
        written = (in_quotes(piece.timescale) for piece in late if piece.timescale and piece.due == standing.due)
        since = f"since {day_words(standing.due)} ({days_of(standing.days_late)} on {day}): {', '.join(written)}"
        if only:
            return f"{the_one} is late {since}. {recorded}"
        verb = "is" if len(late) == 1 else "are"
        return f"{in_words(len(late)).capitalize()} {of_all} {verb} late, the oldest {since}. {recorded}"
    if all(piece.timing in ("done", "no_date") for piece in pieces):
        inside = [piece.of for piece in pieces if piece.timing == "done"]
        whole = " and all ".join(words for kind, (_, _, words) in PIECE_WORDS.items() if kind in inside)
        words = f"All {whole} ({in_words(len(inside))} {of_all})"
        if only:
            words = f"{the_one} {'is in' if pieces[0].of == 'evidence' else 'is reached'}"
        return f"{words}; not completed. {recorded}"
    worst = next(piece for piece in pieces if piece.timing == standing.timing)
    if only:
        return f"{the_one} is not late on {day}; {worst.why}."
    dated = sum(piece.timing != "no_date" for piece in pieces)
    verb = "is" if dated == 1 else "are"
    return f"{in_words(dated).capitalize()} {of_all} {verb} dated, none late on {day}; {worst.why}."


def pieces_of(standing: Standing, counted: Callable[[int], str] = str) -> str:
    """How many pieces an action has: '4 pieces of evidence', '5 pieces of evidence and milestones'."""
    number = len(standing.pieces)
    kinds = [words for kind, words in PIECE_WORDS.items() if any(piece.of == kind for piece in standing.pieces)]
    return f"{counted(number)} {kinds[0][0] if number == 1 else join_words([many for _, many, _ in kinds])}"


def late_kinds(late: Iterable[PieceStanding]) -> tuple[int, int]:
    """How many of some dated things beneath actions are evidence, and how many milestones."""
    kinds = [piece.of for piece in late]
    return kinds.count("evidence"), kinds.count("milestone")


def pieces_words(
    evidence: int, milestones: int, counted: Callable[[int, str], str] = number_of, whose: str = ""
) -> str:
    """Evidence and milestones, each counted: '1 piece of evidence and 2 milestones'.

    With ``whose`` 'its ': '1 piece of its evidence'.
    """
    phrases = [f"{counted(evidence, 'piece')} of {whose}evidence"] if evidence else []
    return join_words(phrases + ([counted(milestones, "milestone")] if milestones else []))


def _moved_words(standing: Standing) -> str:
    if not (standing.times_moved or standing.times_corrected) or standing.timing in APART:
        return ""
    times = "once" if standing.times_moved == 1 else f"{standing.times_moved} times"
    first = f"; first due {day_words(standing.first_due)}" if standing.first_due else ""
    moved = f"Timescale changed {times}{first}." if standing.times_moved else ""
    corrected = f"{number_of(standing.times_corrected, 'date')} corrected." if standing.times_corrected else ""
    return " ".join(part for part in (moved, corrected) if part)
