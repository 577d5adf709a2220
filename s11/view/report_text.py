"""The sentences and captions of reports, in parts: each format writes days and what stands out in its own way."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from s11.english import dates_of, join_words, number_of
from s11.standing import Cycles
from s11.view.action_records import ActionView, EvidenceView, MoreTime, RecommendationView
from s11.view.counts import Groups, Head, PlanView, Tally, Travel
from s11.view.list_records import DueItem
from s11.view.report_records import FullPlan, LeftOut, Load, Report, Share, SortedEntries
from s11.when import day_words

CANNOT_TELL = "no rating, or nothing to check it against"


class Strong(NamedTuple):
    """Words of a sentence that stand out."""

    text: str


Sentence = tuple[str | date | Strong, ...]


def read_sentence(head: Head) -> Sentence:
    """What was read, and whether all of it could be."""
    read = head.read
    whole = (
        f"{number_of(len(head.not_read), 'file')} not read whole" if head.not_read else "nothing that could not be read"
    )
    counts = (
        number_of(read.plans, "plan"),
        number_of(read.recommendations, "recommendation"),
        number_of(read.actions, "action"),
    )
    beside = f" {read.beside_words}" if read.assessments else ""
    return (f"{number_of(read.files, 'file')} read: {', '.join(counts)}; {whole}.{beside}",)


def chosen_sentence(report: Report) -> Sentence:
    """Which actions are shown, and how many findings are excused."""
    filtered = report.head.filtered
    chosen = (
        f"Only what was asked for is here: {filtered}. Other actions are not." if filtered else "No filter was used."
    )
    return (" ".join(sentence for sentence in (chosen, _accepted(report.allowed)) if sentence),)


def _accepted(count: int) -> str:
    """How many findings the plan's own remarks excuse; '' where none is."""
    faults = f"{number_of(count, 'known fault')} {'is' if count == 1 else 'are'} accepted, with "
    return faults + ("the reason beside it." if count == 1 else "reasons.") if count else ""


def rules_sentence(plan: FullPlan, left_out: LeftOut | None) -> Sentence:
    """What the rules find in a plan, after the words that name their version."""
    sentence = f" finds {number_of(plan.errors, 'error')} and {number_of(plan.warnings, 'warning')} in this plan"
    accepted = _accepted(plan.allowed)
    end = " That is the whole plan, with what is left out here." if left_out else ""
    return (f"{sentence}{f'; {accepted}' if accepted else '.'}{end}",)


def travel_sentence(travel: Travel) -> Sentence:
    since = f" since {travel.since.said}" if travel.since else ""
    return (f"Direction of travel{since}: ", Strong(travel.way), f", {travel.said}.")


def fresh_sentence(summary: PlanView) -> Sentence:
    """When anything was last recorded in a plan, and how many of its actions have a date that was moved."""
    moved = summary.moved
    of = f" The date of {number_of(moved, 'action')} has been moved." if moved else ""
    if summary.last_recorded is None:
        return (f"Nothing has been recorded yet.{of}",)
    return ("Last recorded ", summary.last_recorded, f", {number_of(summary.days_since or 0, 'day')} before.{of}")


def recorded_words(summary: PlanView) -> Sentence:
    """The same for a cell of a table."""
    if summary.last_recorded is None:
        return ("nothing yet",)
    return (summary.last_recorded, f", {number_of(summary.days_since or 0, 'day')} before")


def shown_sentence(summary: PlanView) -> Sentence:
    """How many actions are shown, under how many of what the plan calls its recommendations."""
    bare = summary.recommendations_without_action
    if not summary.shown and not summary.recommendation_count:
        return ("The plan has no action.",)
    actions = number_of(summary.shown, "action") if summary.shown else "No action"
    shown = f"{actions} shown, under {number_of(summary.recommendation_count, summary.called)}"
    if bare:
        return (f"{shown}; {bare:,} {'has' if bare == 1 else 'have'} no action.",)
    return (f"{shown}; each has an action." if summary.recommendation_count else f"{shown}.",)


def bare_sentence(summary: PlanView) -> Sentence:
    """How many recommendations have no action; empty where all have one."""
    bare = summary.recommendations_without_action
    if not bare:
        return ()
    has = "has" if bare == 1 else "have"
    return (f"{number_of(bare, summary.called)} of {summary.recommendation_count:,} {has} no action.",)


def sorted_sentence(entries: SortedEntries, tally: Tally) -> Sentence:
    """Actions told apart for an exception report: the parts add up to all."""
    if not tally.actions:
        return ("There is no action.",)
    parts: list[str | date | Strong] = [f"Of {number_of(tally.actions, 'action')}, "]
    if entries.exceptions:
        parts.append(Strong(f"{_are(entries.exceptions)} off track or at risk"))
    else:
        parts.append("none is off track or at risk")
    parts.append(" as checked.")
    if entries.unknown:
        parts += [
            " For ",
            Strong(f"{entries.unknown:,} we cannot tell"),
            f": {CANNOT_TELL}.",
        ]
    if entries.proposed:
        parts.append(f" {_are(entries.proposed)} only proposed.")
    if entries.others and entries.others != tally.actions:
        parts.append(f" The other {_are(entries.others)} neither.")
    return tuple(parts)


def _are(count: int) -> str:
    return f"{count:,} {'is' if count == 1 else 'are'}"


def none_late_sentence(tally: Tally, day: date) -> Sentence:
    """That nothing is late; and how many actions have no date to be late by."""
    undated = tally.undated
    has = "has" if undated == 1 else "have"
    but = (
        f" That is not to say that all is well: {number_of(undated, 'action')} {has} no date to be late by."
        if undated
        else ""
    )
    return ("No date or piece of evidence is overdue on ", day, f".{but}")


def no_exception_sentence(day: date) -> Sentence:
    return ("No action is off track or at risk on ", day, ", as far as can be known.")


def none_unknown_sentence(tally: Tally) -> Sentence:
    if not tally.actions:
        return ("There is no action.",)
    return ("There is no action for which we cannot tell how it stands.",)


def together_sentence(report: Report) -> Sentence:
    """All plans of a full report together: how many, what is late, what is done."""
    plans, actions = number_of(len(report.plans), "plan"), number_of(report.portfolio.actions, "action")
    done = f" {report.portfolio.done_words}." if report.portfolio.done_words else ""
    return (
        f"{plans}, {actions}, counted by state. {report.late_sentence}{done} Colours do not cross plans: each has "
        "its own legend.",
    )


def load_sentence(load: Load, day: date) -> Sentence:
    """What one lead bears, up to the worst state."""
    return ("On ", day, f", {load.words}.")


def checked_meaning(day: date) -> Sentence:
    """What 'stated' and 'checked' mean."""
    return (
        Strong("Stated"),
        " is what the plan itself says. ",
        Strong("Checked"),
        " is what follows on ",
        day,
        " from what is stated and from the dates: the worse of the two. It never overwrites what is stated. A "
        "timescale "
        "is shown as it was written and as it was read; on the last day due nothing is late yet.",
    )


def short_meaning(day: date) -> Sentence:
    """The same in one line, for the top of a page."""
    return (
        Strong("Stated"),
        " is what a plan says of itself; ",
        Strong("checked"),
        " is the worse of that and of what its dates say on ",
        day,
        ".",
    )


# captions and cells --------------------------------------------------------------------------------------------------


def exceptions_caption(plan: FullPlan) -> Sentence:
    count = number_of(plan.exception_count, "action")
    return (f"{count} off track or at risk as checked, with what is being done about it and why",)


def unknown_caption(plan: FullPlan) -> Sentence:
    count = number_of(plan.sorted_out.unknown, "action")
    return (f"{count} for which we cannot tell how things stand: {CANNOT_TELL}",)


def short_title(report: Report) -> Sentence:
    """Whose plans a page shows, short enough for a tab: of one plan its organisation and title."""
    if len(report.plans) == 1:
        plan = report.plans[0].summary
        return (f"{plan.organisation}: {plan.title}",)
    if len(report.organisation_names) == 1:
        return (f"{report.organisation_names[0]}: {number_of(len(report.plans), 'action plan')}",)
    return (number_of(len(report.plans), "action plan"),)


def plan_label(plan: FullPlan, report: Report) -> Sentence:
    """What a plan is called on a page of several: whose it is and its title; its id where two have these alike."""
    summary = plan.summary
    alike = sum(
        (one.summary.organisation, one.summary.title) == (summary.organisation, summary.title) for one in report.plans
    )
    return (f"{summary.organisation}: {summary.title}" + (f" ({summary.id})" if alike > 1 else ""),)


def without_remedy(recommendations: tuple[RecommendationView, ...]) -> Sentence:
    """Of how many actions nothing says what is being done about them; empty where each has a remedy."""
    without = [action for one in recommendations if not one.remedy for action in one.actions if not action.remedy]
    every = sum(len(one.actions) for one in recommendations)
    if not without:
        return ()
    if len(without) == every:
        return ("The plan does not say what is being done about " + ("it." if every == 1 else "any of them."),)
    return (f"For {len(without):,} of {every:,} the plan does not say what is being done.",)


def overdue_caption(things: tuple[DueItem, ...]) -> Sentence:
    return (f"{dates_of(len(things))}, oldest first",)


def requests_caption(requests: tuple[MoreTime, ...]) -> Sentence:
    return (f"{number_of(len(requests), 'request')} for more time, not granted; every date stands as it is",)


def ahead_caption(plan: FullPlan) -> Sentence:
    return (f"{dates_of(len(plan.ahead))} still to come, or perhaps late",)


def timing_caption(tally: Tally, day: date) -> Sentence:
    return (f"{number_of(tally.actions, 'action')} by what their dates say on ", day)


def groups_words(groups: Groups) -> Sentence:
    return (f"{number_of(groups.actions, 'action')} by {groups.by}",)


def cycles_words(cycles: Cycles | None) -> Sentence:
    """Of what recurs, how many times it was missed."""
    return (cycles.words if cycles else "",)


def late_evidence_words(tally: Tally) -> Sentence:
    """How much evidence and how many milestones are late of actions that are not, for a cell of a table."""
    beside = tally.late_evidence
    return (f"{beside['pieces']:,} of {number_of(beside['actions'], 'action')}" if beside["pieces"] else "none",)


def delay_words(thing: ActionView | EvidenceView) -> Sentence:
    """How late an action or a piece is, and its due day, after the words of its timing."""
    late = f" by {number_of(thing.days_late, 'day')}" if thing.days_late else ""
    due: Sentence = (", due ", thing.due) if thing.due else ()
    return (late, *due)


def evidence_words(piece: EvidenceView) -> Sentence:
    """The same of a piece of evidence or a milestone, with dates missed and whether the reading is certain."""
    missed = f", {number_of(piece.late_dates, 'date')} missed" if piece.late_dates else ""
    return (*delay_words(piece), f"{missed}{'' if piece.certain else ', reading uncertain'}.")


def late_caption(summary: PlanView, day: date) -> Sentence:
    return (f"What is late on {day_words(day)}, oldest first ({summary.late_words})",)


def all_late_caption(report: Report) -> Sentence:
    return ("What is late on ", report.head.as_of, f" in all plans, oldest first ({report.late_words})")


def share_late_caption(share: Share, day: date) -> Sentence:
    return (f"{dates_of(len(share.late))} overdue on {day_words(day)}, oldest first",)


def share_ahead_caption(share: Share) -> Sentence:
    return (f"{dates_of(len(share.ahead))} due next, or perhaps late",)


def letter_opening(load: Load, day: date) -> Sentence:
    """What a letter to a lead is about."""
    plans = [f"{share.plan.summary.organisation}, {share.plan.summary.title}" for share in load.shares]
    first = " What is overdue stands first." if load.late_things else ""
    return ("This is what you lead on ", day, f" in {join_words(plans)}.{first}")


def letter_closing(load: Load) -> Sentence:
    """What a letter to a lead asks for; of what is late first."""
    late = load.late_things
    first = "Please say first what has happened to what is overdue, and then" if late else "Please say"
    return (
        f"{first} what was done or found since, in the workbook that comes with this letter; sign it and send it back. "
        "If you need more time, write until when and why: it is a request, and the date stays until it is granted. If "
        "something here is no longer yours, say whose it is.",
    )


def answer_words(request: MoreTime) -> Sentence:
    """Whether and when a request was granted or refused, up to the words of the answer."""
    if not request.answered:
        return ("not granted",)
    return (f"{request.state} on ", request.answered, f" by {request.answered_by}" if request.answered_by else "")


def left_out_words(count: int) -> Sentence:
    return (f"{number_of(count, 'action')} left out here as sensitive",)


SENTENCES = {
    function.__name__: function
    for function in (
        ahead_caption,
        all_late_caption,
        answer_words,
        letter_closing,
        letter_opening,
        bare_sentence,
        checked_meaning,
        chosen_sentence,
        cycles_words,
        delay_words,
        evidence_words,
        exceptions_caption,
        fresh_sentence,
        groups_words,
        late_caption,
        late_evidence_words,
        left_out_words,
        load_sentence,
        no_exception_sentence,
        none_late_sentence,
        none_unknown_sentence,
        overdue_caption,
        plan_label,
        read_sentence,
        recorded_words,
        requests_caption,
        rules_sentence,
        share_ahead_caption,
        share_late_caption,
        short_meaning,
        short_title,
        shown_sentence,
        sorted_sentence,
        timing_caption,
        together_sentence,
        travel_sentence,
        unknown_caption,
        without_remedy,
    )
}
