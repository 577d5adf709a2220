"""The command ``due``, on a screen and as one-line records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s11.english import number_of
from s11.render.glyphs import DRAWN_AS, STILL_TO_COME, STYLES
from s11.render.screen import (
    Screen,
    ScreenSettings,
    add_head,
    add_read,
    leads_words,
    not_read_line,
    number_in,
    read_line,
)
from s11.text import one_line, record
from s11.view import TIMING_WORDS, DueItem, DueList
from s11.view.timeline import TIMELINE_COLUMNS, timeline
from s11.when import day_words

MOST_ROWS = 5


def due_screen(due: DueList, settings: ScreenSettings, why: bool = False, from_first: bool = False) -> str:
    """What is outstanding, under its actions, the action with the oldest open date first; with ``why``, how each date
    is read and known; with ``from_first``, how late what was moved would be by its first date.
    """
    screen = Screen(settings)
    add_head(screen, due.head)
    within = f" due on or before {day_words(due.until)}" if due.until else ""
    screen.paragraph(due.words + within if due.things else f"Nothing with a date is outstanding{within}")
    if from_first and due.from_first_words:
        screen.paragraph((f"{due.from_first_words[:1].upper()}{due.from_first_words[1:]}", "bold"))
    _add_timeline(screen, due)
    if due.requests:
        screen.paragraph(f"{number_of(len(due.requests), 'request')} for more time, not granted")
    for address, things in _under_actions(due.things):
        screen.gap()
        first = things[0]
        screen.paragraph((address, "bold"), "  ", first.action_text, hang=4)
        for thing in things:
            _add_due(screen, thing, why)
            if from_first and thing.first is not None and thing.days_late_from_first > thing.days_late:
                late = number_of(thing.days_late_from_first, "day")
                screen.paragraph((f"first due {day_words(thing.first)}: {late} late by that", "bold"), indent=8, hang=4)
    for request in due.requests_apart:
        screen.gap()
        screen.paragraph(
            (request.address, "bold"), "  ", request.text, ("   " + leads_words(request.leads), "dim"), hang=4
        )
        screen.paragraph((f"{request.said[:1].upper()}{request.said[1:]}", "bold"), indent=4, hang=4)
    screen.gap()
    add_read(screen, due.head)
    return str(screen)


def _add_timeline(screen: Screen, due: DueList) -> None:
    """When things fall due, each a glyph above the line of days; what is more than fits above one place shows as +."""
    line = timeline(due.things, due.head.as_of)
    if line is None or len(due.things) < 2 or screen.settings.width < TIMELINE_COLUMNS + 4:
        return
    upright, flat, crossing = ("|", "-", "+") if screen.settings.ascii_only else ("│", "─", "┴")
    states = {(mark.column, mark.level): DRAWN_AS.get(mark.due.timing, STILL_TO_COME) for mark in line.marks}
    screen.gap()
    for level in range(min(line.tallest, MOST_ROWS), 0, -1):
        row = screen.Text("    ")
        for column in range(TIMELINE_COLUMNS):
            state = states.get((column, level), "")
            more = level == MOST_ROWS and (column, level + 1) in states
            row.append(
                "+"
                if more
                else screen.settings.glyphs[state]
                if state
                else upright
                if column == line.day_column
                else " ",
                (STYLES[state] or None) if state else None,
            )
        screen.row(row)
    screen.row(
        screen.Text("    " + flat * line.day_column + crossing + flat * (TIMELINE_COLUMNS - 1 - line.day_column))
    )
    first, last = day_words(line.first), day_words(line.last)
    screen.row(screen.Text("    " + first + last.rjust(TIMELINE_COLUMNS - len(first)), "dim"))
    screen.paragraph(
        (
            f"{screen.settings.glyphs['off_track']} late  {screen.settings.glyphs['not_known']} perhaps late  "
            f"{screen.settings.glyphs[STILL_TO_COME]} still to come  {upright} {day_words(due.head.as_of)}",
            "dim",
        ),
        indent=4,
        hang=4,
    )


def _under_actions(things: Sequence[DueItem]) -> Iterator[tuple[str, list[DueItem]]]:
    by_action: dict[str, list[DueItem]] = {}
    for thing in things:
        by_action.setdefault(thing.action_address, []).append(thing)
    yield from by_action.items()


def _add_due(screen: Screen, thing: DueItem, why: bool) -> None:
    when = f"{number_of(thing.days_late, 'day')} late" if thing.timing == "late" else TIMING_WORDS[thing.timing]
    style = "bold magenta" if thing.timing == "late" else "bold" if thing.timing in ("unsure", "due_soon") else ""
    named = "" if thing.of == "action" else f"{thing.of} {number_in(thing.address)}: {thing.text}"
    who = leads_words(thing.leads)
    screen.paragraph(
        (f"due {day_words(thing.due)}, {when}", style),
        ("   " + named if named else ""),
        ("   " + who, "dim"),
        indent=4,
        hang=4,
    )
    for request in thing.requests:
        screen.paragraph((f"{request.said[:1].upper()}{request.said[1:]}", "bold"), indent=8, hang=4)
    if why:
        screen.paragraph((thing.why, "dim"), indent=8)


def due_lines(due: DueList, from_first: bool = False) -> str:
    rows = [
        record(
            thing.due.isoformat(),
            f"days_late={thing.days_late}",
            thing.timing,
            thing.address,
            one_line(leads_words(thing.leads)),
            one_line(thing.timescale),
            one_line(thing.text),
            one_line(thing.why),
            *([f"days_late_from_first={thing.days_late_from_first}"] if from_first else []),
        )
        for thing in due.things
    ]
    rows += [
        record(
            "request",
            request.date.isoformat(),
            request.state,
            request.address,
            one_line(leads_words(request.leads)),
            one_line(request.until),
            one_line(request.text),
            one_line(request.said),
        )
        for request in due.requests
    ]
    rows.append(
        record(
            "total",
            f"as of {due.head.as_of}",
            due.head.revision_words,
            f"dated things={len(due.things)} late={due.late} actions={due.actions} late actions={due.late_actions} "
            f"requests={len(due.requests)}",
        )
    )
    rows.append(read_line(due.head))
    rows += [not_read_line(missed) for missed in due.head.not_read]
    return "\n".join(rows) + "\n"
