"""What belongs in a calendar: due days that are certain, cycles, and days on which something is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from s11.plan import AnyRegister, Plan
from s11.standing import APART, PieceStanding, Standing, judge_plan
from s11.view.counts import Head
from s11.view.filters import Filter
from s11.view.labels import lead_view
from s11.view.plans import head
from s11.when import Period, Timescale, Vantage, day_words, in_quotes

ItemOf = Literal["action", "evidence", "milestone", "review", "plan review"]


class CalendarItem(NamedTuple):
    """One day to be seen in a calendar. ``key``: what tells it from every other, however its day moves.

    ``every``: the interval at which it comes again, ``anchor`` the day from which that is counted, ``month_end``
    whether it then falls on the last day of its month.
    """

    key: str
    of: ItemOf
    day: date
    title: str
    said: str
    leads: tuple[str, ...]
    percent: float | None = None
    every: Period | None = None
    anchor: date | None = None
    month_end: bool = False


class Calendar(NamedTuple):
    """The items in order of their days, and the addresses of what has no certain day and so is not among them."""

    head: Head
    title: str
    items: tuple[CalendarItem, ...]
    uncertain: tuple[str, ...]


def calendar(
    register: AnyRegister,
    vantage: Vantage,
    revision_words: str = "",
    chosen: Filter = Filter(),
    left_out: tuple[str, ...] = (),
) -> Calendar:
    """What is still to be done and has a certain day; of what recurs the first cycle that is open."""
    items: list[CalendarItem] = []
    uncertain: dict[str, None] = {}
    titles: list[str] = []
    for loaded in register.files:
        plan = loaded.plan
        if plan is None:
            continue
        titles.append(plan.title)
        for standing in judge_plan(plan, vantage):
            if standing.timing in APART or (chosen and not chosen.takes(standing)):
                continue
            if standing.timing in ("no_date", "unrecorded"):
                uncertain[standing.address] = None
            for thing in standing.outstanding:
                if thing.timescale is not None and thing.timescale.certain:
                    items += _of_thing(standing, thing)
                else:
                    uncertain[thing.address] = None
            review = standing.action.review
            if review is not None and standing.timing != "done":
                item = _review(plan, standing.address, "review", f"Look again: {standing.action.text}", review)
                items += [item._replace(leads=_leads(plan, standing.lead))] if item else []
                if item is None:
                    uncertain[standing.address] = None
        if plan.control is not None and plan.control.next_review is not None and plan.closed is None and not chosen:
            item = _review(plan, plan.id, "plan review", f"Review of the plan: {plan.title}", plan.control.next_review)
            items += [item] if item else []
            if item is None:
                uncertain[plan.id] = None
    seen = head(register, vantage, revision_words, chosen)._replace(left_out=left_out)
    title = titles[0] if len(titles) == 1 else "Action plans"
    return Calendar(seen, title, tuple(sorted(items, key=lambda item: (item.day, item.key))), tuple(uncertain))


def _of_thing(standing: Standing, thing: PieceStanding) -> Iterator[CalendarItem]:
    timescale = thing.timescale
    if timescale is None or thing.due is None:
        return
    of: ItemOf = thing.of
    called = standing.action.id if of == "action" else f"{standing.action.id}, {of}"
    item = CalendarItem(
        _key(standing.plan, thing.address, of),
        of,
        thing.due,
        f"Due: {called}: {thing.text}",
        f"{thing.why}. {standing.plan.title}.",
        _leads(standing.plan, thing.lead or standing.lead),
        _percent(standing) if of == "action" else None,
    )
    if timescale.kind == "recurring" and timescale.every is not None and timescale.due is not None:
        yield item._replace(every=timescale.every, anchor=timescale.due, month_end=timescale.month_end)
        return
    days = [thing.due, *(day for day in timescale.dues if day > thing.due)] if timescale.kind == "multiple" else []
    for number, day in enumerate(dict.fromkeys(days or [thing.due]), 1):
        yield item._replace(day=day, key=item.key if number == 1 else f"{item.key}/{number}")


def _percent(standing: Standing) -> float | None:
    day = standing.vantage.as_of
    noted = [note for note in standing.action.progress if note.percent is not None and note.date <= day]
    return noted[-1].percent if noted else None


def _review(plan: Plan, address: str, of: ItemOf, title: str, timescale: Timescale) -> CalendarItem | None:
    """The day on which something is looked at again; None where that is not certain."""
    if timescale.due is None or not timescale.certain:
        return None
    item = CalendarItem(
        _key(plan, address, of),
        of,
        timescale.due,
        title,
        f"{in_quotes(timescale)}, read as {day_words(timescale.due)}. {plan.title}.",
        (),
    )
    if timescale.kind == "recurring" and timescale.every is not None:
        return item._replace(every=timescale.every, anchor=timescale.due, month_end=timescale.month_end)
    return item


def _key(plan: Plan, address: str, of: ItemOf) -> str:
    return f"{plan.organisation}/{address}/{of}"


def _leads(plan: Plan, leads: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(lead_view(plan, lead).words for lead in leads)
