"""Sentences about one plan on one day: whole, exact, and ready to stand in a committee's paper.

What the plan states is always called stated; what its dates say is always called checked and names its day. Numbers to
ten are words. Words of the plan stand in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from s11.english import in_words, join_words, state_words
from s11.plan import to_be_confirmed
from s11.standing import DONE, pieces_words
from s11.view.action_records import ActionView, RecommendationView
from s11.view.counts import CHECKED_ORDER, EXCEPTIONS, WORST_FIRST, Counts, LegendEntry, Tally
from s11.view.report_records import FullPlan
from s11.when import day_words

GOOD = (*DONE, "on_track")
NAMED_AT_MOST = 3
UNKNOWN_BECAUSE = {
    "unsure": ("has a date with two honest readings", "have a date with two honest readings"),
    "unrecorded": ("is ongoing with nothing recent recorded of it", "are ongoing with nothing recent recorded of them"),
    "no_date": ("has no date to be checked by", "have no date to be checked by"),
}


# one plan on one day -------------------------------------------------------------------------------------------------


def size_sentence(plan: FullPlan) -> str:
    """How many actions the plan has, under how many of what it calls its recommendations."""
    summary = plan.summary
    if not summary.tally.actions:
        return "The plan has no action."
    bare = summary.recommendations_without_action
    beneath = (
        f"The plan has {counted(summary.tally.actions, 'action')} under "
        f"{counted(summary.recommendation_count, summary.called)}"
    )
    return (
        f"{beneath}; {in_words(bare)} of these {'has' if bare == 1 else 'have'} no action." if bare else f"{beneath}."
    )


def stated_sentence(plan: FullPlan) -> str:
    """How many actions are completed or on track as the plan states, and which are not."""
    tally, actions = plan.summary.tally, _actions(plan)
    if not actions:
        return "The plan has no action."
    if tally.stated["unrated"] == len(actions):
        phrases = (
            [f"{_of_all(0, len(actions))} rated: the plan does not state how any of them stands"]
            if len(actions) > 1
            else ["the one action is not rated"]
        )
    else:
        met = [
            label
            for label, states in (("completed", DONE), ("on track", ("on_track",)))
            if any(tally.stated[state] for state in states)
        ]
        phrases = [
            f"{_of_all(sum(tally.stated[state] for state in GOOD), len(actions))} "
            f"{' or '.join(met or ('completed', 'on track'))} as stated"
        ]
        phrases += _exceptions([action for action in actions if action.stated in EXCEPTIONS])
        phrases += [
            f"{_are(tally.stated[state])} {label}"
            for state, label in (("not_started", "not started"), ("unrated", "not rated"))
            if tally.stated[state]
        ]
        phrases += (
            [
                f"{in_words(tally.stated['ended'])} {'has' if tally.stated['ended'] == 1 else 'have'} ended without "
                "being done"
            ]
            if tally.stated["ended"]
            else []
        )
    if tally.timing["proposed"]:
        phrases.append(f"{_are(tally.timing['proposed'])} only proposed and still to be agreed")
    return _sentence("; ".join(phrases))


def checked_sentence(plan: FullPlan, day: date) -> str:
    """What the dates say of what is stated, on the day: what has passed, and what cannot be checked."""
    actions = _actions(plan)
    if not actions:
        return f"As checked on {day_words(day)}, there is no action to check."
    passed = [action for action in actions if action.checked == "off_track" != action.stated]
    unknown = [action for action in actions if action.checked == "not_known"]
    phrases = [f"{_of_all(len(passed), len(actions))} off track because a date has passed"] if passed else []
    phrases += [_cannot_be_checked(plan, unknown)] if unknown else []
    rest = len(actions) - len(passed) - len(unknown)
    unrated = plan.summary.tally.stated["unrated"] == len(actions)
    if phrases:
        left = ("is not rated", "are not rated") if unrated else ("stands as stated", "stand as stated")
        phrases += [f"the other {in_words(rest)} {left[rest != 1]}"] if rest else []
    elif unrated:
        phrases = [_nothing_passed(plan)]
    else:
        phrases = ["every action stands as stated" if len(actions) > 1 else "the one action stands as stated"]
    if beside := _late_evidence(plan):
        phrases.append(beside)
    return f"As checked on {day_words(day)}, {'; '.join(phrases)}."


def standing_sentence(plan: FullPlan, day: date) -> str:
    """Both: what is stated, and what is checked on the day."""
    return (
        f"{stated_sentence(plan)} {checked_sentence(plan, day)}"
        if plan.summary.tally.actions
        else stated_sentence(plan)
    )


def words_sentence(plan: FullPlan) -> str:
    """How often each word of the plan's own legend is written, best first, and what it means there."""
    if not plan.summary.legend:
        return "The plan has no legend and rates nothing."
    best_first = sorted(
        plan.summary.legend,
        key=lambda entry: WORST_FIRST.index(entry.means) if entry.means in WORST_FIRST else len(WORST_FIRST),
        reverse=True,
    )
    met, never = (
        [_met(entry) for entry in best_first if entry.count],
        [entry.word for entry in best_first if not entry.count],
    )
    if not met:
        return (
            "No rating is stated in the plan by this day; its legend has "
            f"{join_words([f'‘{word}’' for word in never])}."
        )
    return (
        "In the plan’s own words: "
        + "; ".join(met)
        + (f"; none is {join_words([f'‘{word}’' for word in never], 'or')}" if never else "")
        + "."
    )


def freshness_sentence(plan: FullPlan, day: date) -> str:
    """When ratings were last stated as a whole, and when anything was last recorded."""
    summary = plan.summary
    stated = (
        f"The ratings were last stated as a whole on {day_words(summary.as_at)}; "
        if summary.as_at and summary.as_at <= day and summary.legend
        else ""
    )
    if summary.last_recorded is None:
        return _sentence(f"{stated}nothing has been recorded in the plan on or before {day_words(day)}")
    ago = f", {counted(summary.days_since or 0, 'day')} before" if summary.days_since else ""
    return _sentence(f"{stated}the last thing recorded in the plan is of {day_words(summary.last_recorded)}{ago}")


def late_sentence(plan: FullPlan, day: date) -> str:
    """How many actions are late on the day, since when, and late evidence of others; or how many have no date."""
    tally = plan.summary.tally
    if _gives_no_dates(plan):
        return (
            f"The plan gives no dates: whether anything is late on {day_words(day)} cannot be said."
            if tally.actions
            else f"There is no action that could be late on {day_words(day)}."
        )
    if not plan.late:
        undated = tally.undated
        return f"Nothing in the plan is late on {day_words(day)}" + (
            f", but {counted(undated, 'action')} {'has' if undated == 1 else 'have'} no date to be late by."
            if undated
            else "."
        )
    late, oldest = tally.timing["late"], plan.late[0]
    actions = (
        f"{counted(late, 'action')} {'is' if late == 1 else 'are'} late on {day_words(day)}"
        if late
        else f"no action is late itself on {day_words(day)}"
    )
    overdue = plan.summary.late_things
    things = (
        f"in all, {counted(overdue, 'date or piece of evidence', 'dates or pieces of evidence')} "
        f"{'is' if overdue == 1 else 'are'} overdue"
    )
    since = f"the oldest due on {day_words(oldest.due)}, {counted(oldest.days_late, 'day')} before"
    return f"{_sentence(actions)} {_sentence(f'{things}, {since}')}{_of_these(tally)}"


def _of_these(tally: Tally) -> str:
    """How much of what is late are evidence and milestones of actions that are not."""
    beside = tally.late_evidence
    if not beside["actions"]:
        return ""
    of_these = f"{in_words(beside['pieces'])} of these {'is' if beside['pieces'] == 1 else 'are'}"
    return " " + _sentence(f"{of_these} {tally.late_kinds} of {_not_late_themselves(beside)}")


def _not_late_themselves(beside: Counts) -> str:
    return (
        f"{counted(beside['actions'], 'action')} "
        f"{'that is not late itself' if beside['actions'] == 1 else 'that are not late themselves'}"
    )


def _late_evidence(plan: FullPlan) -> str:
    """Evidence and milestones that are late where their action is not: 'one piece of evidence is late of one action
    that is not late itself'; '' where none is.
    """
    beside = plan.summary.tally.late_evidence
    if not beside["actions"]:
        return ""
    pieces = pieces_words(beside["pieces"] - beside["milestones"], beside["milestones"], counted)
    return f"{pieces} {'is' if beside['pieces'] == 1 else 'are'} late, of {_not_late_themselves(beside)}"


def done_sentence(plan: FullPlan) -> str:
    """How many actions are done, and how many of these by the due day in force when each was done."""
    tally = plan.summary.tally
    done = tally.timing["done"]
    if not done:
        return "No action is done." if tally.actions else "The plan has no action."
    how = {"on_time": "on time", "late": "after the due day", "no_date": "with no day or date by which to tell"}
    phrases = [f"{in_words(tally.done[name])} {label}" for name, label in how.items() if tally.done[name]]
    return _sentence(f"{_of_all(done, tally.actions)} done: {join_words(phrases)}")


def exceptions_sentence(plan: FullPlan, day: date) -> str:
    """How many actions are off track or at risk as checked on the day."""
    if not plan.summary.tally.actions:
        return f"There is no action that could be off track or at risk on {day_words(day)}."
    count = plan.exception_count
    subject = f"{counted(count, 'action')} are" if count > 1 else f"{in_words(count)} action is"
    return _sentence(f"{subject} off track or at risk as checked on {day_words(day)}")


def not_known(plan: FullPlan, day: date) -> tuple[str, ...]:
    """What the plan leaves open on the day, one sentence each."""
    actions, tally = _actions(plan), plan.summary.tally
    if not actions:
        return (freshness_sentence(plan, day),)
    unknown = [action for action in actions if action.checked == "not_known"]
    leaderless = [
        action for action in actions if not any(action.leads) or all(to_be_confirmed(lead.key) for lead in action.leads)
    ]
    doubted = [action for action in actions if not action.certain]
    sentences = [_sentence(_cannot_be_checked(plan, unknown))] if unknown else []
    if tally.stated["unrated"]:
        sentences.append(
            _sentence(
                f"{_of_all(tally.stated['unrated'], len(actions))} not rated"
                if tally.stated["unrated"] < len(actions)
                else "no action is rated"
            )
        )
    if _gives_no_dates(plan):
        sentences.append("The plan gives no dates, so nothing in it can be seen to be late.")
    elif tally.undated:
        sentences.append(
            _sentence(
                "no action has a date to be late by"
                if tally.undated == len(actions)
                else (
                    f"{counted(tally.undated, 'action')} {'has' if tally.undated == 1 else 'have'} no date to be "
                    "late by"
                )
            )
        )
    if doubted:
        sentences.append(_sentence(f"the timescale of {_named(doubted)} can be read in two ways, or not for certain"))
    if leaderless:
        sentences.append(
            _sentence(
                "no action has a named lead"
                if len(leaderless) == len(actions)
                else f"{_named(leaderless)} {'has' if len(leaderless) == 1 else 'have'} no named lead"
            )
        )
    sentences.append(freshness_sentence(plan, day))
    return tuple(sentences)


# of one recommendation -----------------------------------------------------------------------------------------------


def stated_words(recommendation: RecommendationView) -> str:
    """The actions of one recommendation by stated state: 'two on track, one completed'."""
    return _by_state([action.stated for action in recommendation.actions])


def checked_words(recommendation: RecommendationView) -> str:
    """The actions of one recommendation by checked state."""
    return _by_state([action.checked for action in recommendation.actions])


# words and numbers ---------------------------------------------------------------------------------------------------


def counted(count: int, noun: str, many: str = "") -> str:
    """A number in words to ten, and what is counted: 'one action', '43 actions'."""
    return f"{in_words(count)} {noun if count == 1 else many or noun + 's'}"


def _of_all(count: int, whole: int) -> str:
    if whole <= 2 and count in (0, whole):
        return {
            (0, 1): "the one action is not",
            (1, 1): "the one action is",
            (0, 2): "neither of the two actions is",
            (2, 2): "both actions are",
        }[count, whole]
    if count == whole:
        return f"all {in_words(whole)} actions are"
    if not count:
        return f"none of the {in_words(whole)} actions is"
    return f"{in_words(count)} of {in_words(whole)} actions {'is' if count == 1 else 'are'}"


def _are(count: int) -> str:
    return f"{in_words(count)} {'is' if count == 1 else 'are'}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."


def _actions(plan: FullPlan) -> list[ActionView]:
    return [action for recommendation in plan.recommendations for action in recommendation.actions]


def _exceptions(actions: Sequence[ActionView]) -> list[str]:
    if not actions:
        return []
    head = counted(len(actions), "exception")
    if len(actions) <= NAMED_AT_MOST:
        return [
            f"{head}: "
            + join_words(
                [f"action {action.id}, ‘{_quoted(action.text)}’, is {state_words(action.stated)}" for action in actions]
            )
        ]
    return [f"{head}: {_by_state(action.stated for action in actions)}"]


def _named(actions: Sequence[ActionView]) -> str:
    if len(actions) <= NAMED_AT_MOST:
        return ("action " if len(actions) == 1 else "actions ") + join_words([action.id for action in actions])
    return counted(len(actions), "action")


def _quoted(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def _cannot_be_checked(plan: FullPlan, unknown: Sequence[ActionView]) -> str:
    """Only what is stated on track becomes not known, so these are among those."""
    on_track = plan.summary.tally.stated["on_track"]
    subject = (
        f"the {counted(len(unknown), 'action')}"
        if len(unknown) == on_track
        else f"{in_words(len(unknown))} of the {in_words(on_track)} actions"
    )
    sentence = f"{subject} stated on track cannot be checked"
    if _gives_no_dates(plan):
        return f"{sentence}, because the plan gives no dates"
    reasons = _open_because(unknown)
    return (
        f"{sentence}: {join_words(reasons)}"
        if len(reasons) > 1
        else (
            f"{sentence}, because {'it' if len(unknown) == 1 else 'they'} "
            f"{UNKNOWN_BECAUSE[unknown[0].timing][len(unknown) != 1]}"
        )
    )


def _open_because(actions: Sequence[ActionView]) -> list[str]:
    counts = {timing: sum(action.timing == timing for action in actions) for timing in UNKNOWN_BECAUSE}
    return [f"{in_words(count)} {UNKNOWN_BECAUSE[timing][count != 1]}" for timing, count in counts.items() if count]


def _nothing_passed(plan: FullPlan) -> str:
    """What can be said where nothing is rated and no date has passed."""
    if _gives_no_dates(plan):
        return "nothing can be said of any action, because the plan gives no dates"
    return join_words(["no action is late", *_open_because(_actions(plan))])


def _gives_no_dates(plan: FullPlan) -> bool:
    return not any(
        action.written or any(piece.written for piece in (*action.evidence, *action.milestones))
        for action in _actions(plan)
    )


def _by_state(states: Iterable[str]) -> str:
    met = list(states)
    counts = {state: met.count(state) for state in CHECKED_ORDER}
    return (
        join_words([f"{in_words(count)} {state_words(state)}" for state, count in counts.items() if count])
        if met
        else "no action"
    )


def _met(entry: LegendEntry) -> str:
    """One word of a legend as it was met: the spelling met most often names it."""
    spelled = sorted(entry.met, key=lambda met: -met[1])
    sentence = f"{in_words(entry.count)} {spelled[0][0]}, meaning " + (
        f"‘{_quoted(entry.label)}’" if entry.label else state_words(entry.means)
    )
    return sentence + (
        f" ({join_words([f'{in_words(count)} written ‘{word}’' for word, count in spelled])})"
        if len(spelled) > 1
        else ""
    )
