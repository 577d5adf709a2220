"""The gaps that ``coverage`` tells, each in one sentence, the worst first: every kind of gap is found and worded here.

What a gap is of an answer is concluded in ``s11.standing.answers``, as for the rules S8; here it is only said. One
cause is one gap: a standard that others see lower than the body itself is not told again as one that is not met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from s11.english import join_words, number_of, state_words
from s11.plan import Challenge, Fulfilment
from s11.rules.s810_last_cycles_words import has_words, word_for_word
from s11.standing.answers import (
    ACTION_STATES,
    AnswerStanding,
    GradeStanding,
    ReturnStanding,
    cycles_since,
    day_of_return,
)
from s11.view.coverage_records import Gap, KindCount, actions_words
from s11.when import Month, day_words, on_day

# worst first
Kind = Literal[
    "no_return",
    "not_sent",
    "no_answer",
    "not_met_nothing_follows",
    "above_nothing_follows",
    "not_met_actions_late",
    "met_actions_late",
    "said_no",
    "two_boards",
    "above_moderated",
    "points_not_met",
    "worse",
    "not_met",
    "unknown_word",
    "not_graded",
    "without_evidence",
    "applies_all_the_same",
    "nobody_looked",
    "not_looked_at",
    "looking_not_said",
    "action_missing",
    "actions_undated",
    "question_unanswered",
    "evidence_outlived",
    "evidence_undated",
    "example_wanted",
    "low_impact",
    "same_words",
    "carried_forward",
    "return_late",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_WORDS: dict[Kind, str] = {
    "no_return": "no return",
    "not_sent": "not said to be sent",
    "no_answer": "not answered",
    "not_met_nothing_follows": "not met in full, and nothing follows",
    "above_nothing_follows": "graded lower by others, and nothing follows",
    "not_met_actions_late": "not met in full, and actions are late",
    "met_actions_late": "graded met, while actions are late",
    "said_no": "graded met, and somebody who was asked says no",
    "two_boards": "two boards are told different grades",
    "above_moderated": "graded lower by others",
    "points_not_met": "graded met, with points that are not",
    "worse": "worse than in the last return",
    "not_met": "not met in full",
    "unknown_word": "graded with a word that means nothing, or by somebody who is not described",
    "not_graded": "answered without a grade",
    "without_evidence": "graded met without evidence",
    "applies_all_the_same": "said not to apply, though it does by the list",
    "nobody_looked": "graded met, and nobody else looked at the return",
    "not_looked_at": "graded met, and not looked at by those who looked",
    "looking_not_said": "graded met, and not said whether anybody looked at it",
    "action_missing": "names an action that is not to be found",
    "actions_undated": "actions without a date",
    "question_unanswered": "a question is not answered",
    "evidence_outlived": "evidence older than the cycle",
    "evidence_undated": "evidence without any day",
    "example_wanted": "an example is wanted",
    "low_impact": "no evidence of much impact",
    "same_words": "word for word as in the last return",
    "carried_forward": "carried forward unchanged",
    "return_late": "sent late",
}
GRADE_WORDS: dict[Fulfilment, str] = {
    "exceeds": "better than met",
    "met": "met",
    "partly": "partly met",
    "little": "little met",
    "not_met": "not met",
    "not_applicable": "not applicable",
    "not_graded": "not graded",
}
NAMED = 3


class Found(NamedTuple):
    """A gap of one standard, or of the whole return where ``standard`` is ''; the greater ``weight`` comes first."""

    kind: Kind
    standard: str
    sentence: str
    weight: int = 0


class CellCase(NamedTuple):
    """One standard of the list as a body's return answers it: its number there, its standing, and in the last return.

    ``total``: how many standards the list that was answered has. ``named``: whether actions may be named,
    and words be quoted that no scale has.
    """

    standard: str
    now: AnswerStanding
    before: AnswerStanding | None
    total: int
    sent: bool
    named: bool = True
    elsewhere: tuple[AnswerStanding, ...] = ()


def gaps_in_return(seen: ReturnStanding) -> Iterator[Found]:
    """The gaps of a return as a whole."""
    due = f"it was due {day_words(seen.due)}" if seen.due is not None else ""
    ago = f"{number_of(seen.days_late, 'day')}"
    if seen.state == "missing":
        yield Found("not_sent", "", f"not sent; {due}, {ago} ago, and what its file says is a draft", seen.days_late)
    elif seen.state == "not_sent":
        yield Found("not_sent", "", "its file does not say that it was sent")
    elif seen.state == "late" and seen.sent is not None:
        least = "at least " if isinstance(seen.sent, Month) else ""
        yield Found("return_late", "", f"sent {on_day(seen.sent)}, {least}{ago} after it was due", seen.days_late)


def gaps_in_cell(case: CellCase) -> Iterator[Found]:
    """The gaps of one standard in one return."""
    one = case.now
    for finder in (_unanswered, _graded, _actions, _evidence, _looking, _history):
        yield from (each._replace(standard=case.standard) for each in finder(case, one))


def _unanswered(case: CellCase, one: AnswerStanding) -> Iterator[Found]:
    if one.is_missing:
        if case.sent:
            sent = one.assessment.submitted
            later = "; its return was sent incomplete" if sent is not None and sent.incomplete else ""
            yield Found("no_answer", "", f"not answered{later}")
        return
    if one.applies_all_the_same:
        kind = state_words(one.assessment.kind or "")
        sentence = f"said not to apply, and the list says that it is for a body that is {kind}"
        yield Found("applies_all_the_same", "", sentence)
    elif one.is_answered and one.own is None and one.moderated is None and not one.not_applicable:
        known = " whom its return describes" if one.strangers else ""
        yield Found("not_graded", "", f"answered, and graded by nobody{known}; {_following(one)}")
    elif one.given is not None and one.given.means == "not_graded":
        yield Found("not_graded", "", f"said to be not graded by {_by(one.given)}; {_following(one)}")
    if one.strangers:
        who = f"‘{one.strangers[-1]}’" if case.named else "somebody"
        sentence = f"graded by {who}, whom its return does not describe: that grade is not counted"
        yield Found("unknown_word", "", sentence)
    for grade in (one.own, one.moderated):
        if grade is not None and grade.means is None:
            word = f"‘{grade.word}’, a word" if case.named else "a word"
            yield Found("unknown_word", "", f"graded by {_by(grade)} with {word} that its scale does not have")


def _graded(case: CellCase, one: AnswerStanding) -> Iterator[Found]:
    given, late = one.given, len(one.late_actions)
    if one.fell and one.own is not None and one.moderated is not None:
        both = f"{_graded_by(one.own)} and {_means(one.moderated)} by {_by(one.moderated)}"
        kind: Kind = "above_nothing_follows" if one.nothing_follows else "above_moderated"
        yield Found(kind, "", f"{both}{_was_better(case)}; {_following(one)}", one.difference or 0)
    elif given is not None and given.is_short:
        steps = list(GRADE_WORDS).index(given.means) if given.means is not None else 0
        if one.nothing_follows:
            sentence = f"{_graded_by(given)}{_was_better(case)}, with neither an action nor a reason for none"
            yield Found("not_met_nothing_follows", "", sentence, steps)
        elif late:
            yield Found("not_met_actions_late", "", f"{_graded_by(given)}{_was_better(case)}, and {_late(one)}", late)
        elif _lower(case) is None:
            yield Found("not_met", "", f"{_graded_by(given)}; {_following(one)}", steps)
    if one.met_and_late and given is not None:
        yield Found("met_actions_late", "", f"{_graded_by(given)}, while {_late(one)}", late)
    if one.own is None or not one.own.is_met:
        return
    if one.denied_by:
        who = join_words(list(dict.fromkeys(_called(each) for each in one.denied_by)))
        verb = "says" if len(one.denied_by) == 1 else "say"
        yield Found("said_no", "", f"{_graded_by(one.own)}, and {who} {verb} no; {_following(one)}", len(one.denied_by))
    for other in case.elsewhere:
        if other.own is not None and other.own.means is not None and other.own.means != one.own.means:
            boards = [join_words(list(each.assessment.boards)) for each in (one, other)]
            yield Found("two_boards", "", f"{boards[0]} is told {_means(one.own)}, and {boards[1]} {_means(other.own)}")
    if one.points.not_met:
        total = sum((one.points.met, one.points.not_met, one.points.not_said))
        is_not = "is" if one.points.not_met == 1 else "are"
        sentence = f"{one.points.not_met} of its {number_of(total, 'point')} {is_not} said not to be met"
        yield Found("points_not_met", "", f"{_graded_by(one.own)}, and {sentence}", one.points.not_met)


def _actions(case: CellCase, one: AnswerStanding) -> Iterator[Found]:
    missing = [each.address for each in one.actions if each.state == "missing"]
    if missing:
        named = [*missing[:NAMED], *([number_of(len(missing) - NAMED, "other")] if len(missing) > NAMED else [])]
        few = "it names an action that is" if len(missing) == 1 else f"it names {len(missing)} actions that are"
        sentence = f"{few} not to be found" + (f": {join_words(named)}" if case.named else "")
        yield Found("action_missing", "", sentence, len(missing))
    if undated := one.action_count("undated"):
        has = "has" if undated == 1 else "have"
        yield Found("actions_undated", "", f"{undated} of its {_count(one)} {has} no date", undated)


def _evidence(case: CellCase, one: AnswerStanding) -> Iterator[Found]:
    if one.own is not None and one.without_evidence:
        yield Found("without_evidence", "", f"{_graded_by(one.own)}, and no evidence is named")
    if one.own is not None and one.example_wanted:
        sentence = f"{_graded_by(one.own)}, a grade that needs an example to share, and no evidence is one"
        yield Found("example_wanted", "", sentence)
    if one.evidence and one.undated == len(one.evidence):
        has = (
            "its evidence has no day" if one.undated == 1 else f"none of its {one.undated} pieces of evidence has a day"
        )
        yield Found("evidence_undated", "", f"{has}, so how old it is is not known", one.undated)
    day = day_of_return(one.assessment)
    if one.outlived is not None and one.outlived.dated is not None and day is not None:
        dated = f"its newest evidence was dated {on_day(one.outlived.dated)}"
        yield Found("evidence_outlived", "", f"{dated}, more than one cycle before {day_words(day)}", one.age or 0)
    if one.low_impact and one.own is not None:
        order = list(one.assessment.impact)
        place = f"number {order.index(one.impact) + 1} of {len(order)}"
        sentence = f"{_graded_by(one.own)}, and no evidence above level of impact ‘{one.impact}’, {place}"
        yield Found("low_impact", "", sentence)


def _looking(case: CellCase, one: AnswerStanding) -> Iterator[Found]:
    if one.own is None or not one.own.is_met or one.moderated is not None:
        return
    graded = _graded_by(one.own)
    if any(each.looked == "looked_at" for each in one.looked):
        return
    if not one.looked and one.strangers:
        return
    if not one.looked:
        yield Found("nobody_looked", "", f"{graded}, and nobody else has looked at its return")
        return
    silent = [each.challenge for each in one.looked if each.looked == "not_said"]
    others = [each.challenge for each in one.looked if each.looked == "not_looked_at"]
    not_by = (
        f"not looked at by {join_words([_which_looked(each, case.total) for each in others], 'nor')}" if others else ""
    )
    if silent:
        whether = f"whether {join_words([_called(each) for each in silent], 'or')} looked at it is not said"
        sentence = f"{graded}, {not_by}; {whether}" if others else f"{graded}; {whether}"
        yield Found("looking_not_said", "", sentence)
    else:
        yield Found("not_looked_at", "", f"{graded}, {not_by}")


def _history(case: CellCase, one: AnswerStanding) -> Iterator[Found]:
    if unanswered := one.unanswered:
        who = join_words(list(dict.fromkeys(_by_id(one, each.by) for each in unanswered)))
        few = "a question" if len(unanswered) == 1 else f"{len(unanswered)} questions"
        yield Found("question_unanswered", "", f"{few} of {who} {'is' if len(unanswered) == 1 else 'are'} not answered")
    if one.carried_since is not None:
        cycles = cycles_since(one.assessment, one.carried_since)
        long = f", for {number_of(cycles, 'cycle')}" if cycles else ""
        sentence = f"carried forward unchanged since {day_words(one.carried_since)}{long}"
        yield Found("carried_forward", "", sentence, cycles)
    answer, before = one.answer, case.before.answer if case.before is not None else None
    again = answer is not None and before is not None and answer.unchanged_since is None and has_words(answer)
    if again and answer is not None and before is not None and word_for_word(before, answer):
        yield Found("same_words", "", f"word for word as {_last(case)}")
    short = one.given is not None and one.given.is_short
    if (lower := _lower(case)) and not (one.fell or (short and (one.nothing_follows or one.late_actions))):
        now, was = lower
        yield Found(
            "worse", "", f"{_graded_by(now)}, and {_means(was)} {_last(case)}; {_following(one)}", _steps(now, was)
        )


def _lower(case: CellCase) -> tuple[GradeStanding, GradeStanding] | None:
    """The grade, of the body or of others, that is lower than the same in the last return, and that one."""
    if case.before is None:
        return None
    pairs = ((case.now.own, case.before.own), (case.now.moderated, case.before.moderated))
    lower = ((now, was) for now, was in pairs if now is not None and was is not None and _steps(now, was) > 0)
    return next(lower, None)


def _was_better(case: CellCase) -> str:
    """', met in its last return' where a grade was better then; else ''."""
    lower = _lower(case)
    return f" ({_means(lower[1])} {_last(case)})" if lower is not None else ""


def _last(case: CellCase) -> str:
    day = day_of_return(case.before.assessment) if case.before is not None else None
    return "in its last return" + (f", for {day_words(day)}" if day is not None else "")


def _steps(now: GradeStanding, was: GradeStanding) -> int:
    """By how many steps a grade is lower than another; 0 where either says nothing of it."""
    order = list(GRADE_WORDS)[:5]
    if now.means not in order or was.means not in order:
        return 0
    return order.index(now.means) - order.index(was.means)


# words ---------------------------------------------------------------------------------------------------------------


def _means(grade: GradeStanding) -> str:
    return GRADE_WORDS[grade.means] if grade.means is not None else f"‘{grade.word}’"


def _graded_by(grade: GradeStanding) -> str:
    return f"graded {_means(grade)} by {_by(grade)}"


def _by(grade: GradeStanding) -> str:
    if grade.challenge is not None:
        return _called(grade.challenge)
    return "itself" if grade.given.by == "self" else "others"


def _by_id(one: AnswerStanding, id: str) -> str:
    challenge = one.assessment.challenge(id)
    return _called(challenge) if challenge is not None else "others"


def _called(challenge: Challenge) -> str:
    """'the peer review'; 'young people' and 'the board' as they are."""
    kind = state_words(challenge.how)
    return kind if challenge.how == "young_people" else f"the {kind}"


def _which_looked(challenge: Challenge, total: int) -> str:
    count = len(dict.fromkeys(challenge.about))
    return f"{_called(challenge)}, which looked at {count} of {number_of(total, 'standard')}"


def _count(one: AnswerStanding) -> str:
    return number_of(len(one.actions), "action")


def _late(one: AnswerStanding) -> str:
    """'3 of its 4 actions are late'."""
    late = len(one.late_actions)
    if len(one.actions) == late:
        return "its action is late" if late == 1 else f"all {late} of its actions are late"
    return f"{late} of its {_count(one)} {'is' if late == 1 else 'are'} late"


def _following(one: AnswerStanding) -> str:
    """What follows: '2 actions follow, none of them late'; 'it names 2 actions: 1 open and not late, 1 only proposed'.

    Of what is done, was ended, is only proposed or is not there nobody can say that it follows and is not late.
    """
    late = len(one.late_actions)
    if any(each.state in ("done", "ended", "proposed", "missing", "unread") for each in one.actions):
        return f"it names {actions_words({state: one.action_count(state) for state in ACTION_STATES})}"
    if one.actions:
        follows = f"{_count(one)} {'follows' if len(one.actions) == 1 else 'follow'}"
        if late:
            return (
                f"{follows}, {late if len(one.actions) > 1 else 'and it'} {'is ' if len(one.actions) == 1 else ''}late"
            )
        return f"{follows}, {'and it is not' if len(one.actions) == 1 else 'none of them'} late"
    if one.answer is not None and one.answer.none:
        return "no action follows, and it says why"
    return "no action follows"


# together ------------------------------------------------------------------------------------------------------------


def gathered(name: str, place: str, gaps: Sequence[Found]) -> list[tuple[Found, Gap]]:
    """A body's gaps: what is said alike of several standards is one gap."""
    groups: dict[tuple[Kind, str], list[Found]] = {}
    for one in gaps:
        groups.setdefault((one.kind, one.sentence), []).append(one)
    made = []
    for (kind, sentence), same in groups.items():
        standards = tuple(one.standard for one in same if one.standard)
        address = f"{place}#{standards[0]}" if place and len(standards) == 1 else place
        made.append((same[0], Gap(kind, name, standards, sentence, address)))
    return made


def worst_first(gaps: Sequence[tuple[Found, Gap]]) -> tuple[Gap, ...]:
    """By their kinds, then the heaviest, then as they stand."""
    return tuple(gap for _, gap in sorted(gaps, key=lambda one: (KINDS.index(one[0].kind), -one[0].weight)))


def counted(gaps: Sequence[Gap]) -> tuple[KindCount, ...]:
    """How many gaps there are of each kind, and in how many places: a standard of a body, or a body's return."""
    return tuple(
        KindCount(kind, KIND_WORDS[kind], len(same), sum(max(1, len(gap.standards)) for gap in same))
        for kind in KINDS
        if (same := [gap for gap in gaps if gap.kind == kind])
    )
