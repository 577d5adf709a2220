"""iCalendar: whole days that any calendar shows, the same for the same plans on the same day, with names that stay.

A day that moves keeps its UID and gets a higher SEQUENCE, so that a calendar that is read in again moves it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from s11.english import number_of
from s11.render.workbook import writable
from s11.view.calendar import Calendar, CalendarItem
from s11.when import day_words

if TYPE_CHECKING:
    from icalendar import Component

# from this day the number of a change is counted
_FIRST = date(2000, 1, 1)
_WARN = timedelta(days=-7)


def ics(seen: Calendar, todo: bool = False) -> bytes:
    """A calendar. ``todo``: tasks in the place of days, of what recurs the next one. Raises NotInstalled."""
    try:
        from icalendar import Calendar as Written
    except ImportError as error:
        from s11.render import NotInstalled

        raise NotInstalled("iCalendar", "calendar") from error
    made = Written()
    made.add("prodid", "-//s11//s11 export//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _words(seen.title))
    made.add("x-wr-caldesc", _words(described(seen)))
    for item in seen.items:
        made.add_component(_component(item, seen, todo))
    data: bytes = made.to_ical()
    return data


def described(seen: Calendar) -> str:
    """What the calendar holds and what it does not."""
    sentences = [f"Due days of {number_of(seen.head.read.plans, 'plan')}, as read on {day_words(seen.head.as_of)}."]
    if seen.uncertain:
        sentences.append(f"Without a certain day, and so not in it: {', '.join(seen.uncertain)}.")
    return " ".join([*sentences, *seen.head.left_out])


def _component(item: CalendarItem, seen: Calendar, todo: bool) -> Component:
    from icalendar import Alarm, Event, Todo

    made: Event | Todo = Todo() if todo else Event()
    stamp = datetime(seen.head.as_of.year, seen.head.as_of.month, seen.head.as_of.day, tzinfo=UTC)
    made.add("uid", str(uuid5(NAMESPACE_URL, f"s11:{'todo' if todo else 'event'}:{item.key}")))
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", max(0, (seen.head.as_of - _FIRST).days))
    made.add("summary", _words(f"{item.title} ({', '.join(item.leads)})" if item.leads else item.title))
    made.add("description", _words(item.said))
    made.add("categories", [item.of])
    if todo:
        made.add("due", item.day)
        made.add("status", "NEEDS-ACTION")
        if item.percent is not None:
            made.add("percent-complete", int(item.percent))
        return made
    made.add("dtstart", item.day)
    made.add("dtend", item.day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    if rule := recurrence(item):
        made.add("rrule", rule)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _words(item.title))
    alarm.add("trigger", _WARN)
    made.add_component(alarm)
    return made


def recurrence(item: CalendarItem) -> dict[str, object]:
    """How it comes again, in the words of iCalendar: counted from its anchor, in a short month on its last day; empty
    for what does not, or comes in a way that these words cannot say.
    """
    if item.every is None or item.anchor is None or (item.every.months and item.every.days):
        return {}
    if not item.every.months:
        return {"freq": "DAILY", "interval": item.every.days}
    rule: dict[str, object] = {"freq": "MONTHLY", "interval": item.every.months}
    day = item.anchor.day
    if item.month_end:
        return {**rule, "bymonthday": -1}
    if day <= 28:
        return {**rule, "bymonthday": day}
    return {**rule, "bymonthday": list(range(28, day + 1)), "bysetpos": -1}


def _words(text: str) -> str:
    """Words that end no line of the file: the library escapes what else would."""
    return writable(text).replace("\r\n", "\n").replace("\r", "\n")
