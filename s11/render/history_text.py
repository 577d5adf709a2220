"""The command ``history``, on a screen and as one-line records: counts over time, and one action's life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from s11.english import number_of, state_words
from s11.render.glyphs import COLUMNS, HEADINGS, STYLES
from s11.render.screen import Screen, ScreenSettings, add_head, add_read, not_read_line
from s11.text import one_line, record
from s11.view import Tally
from s11.view.action_history import ActionHistory
from s11.view.history import History, HistoryPoint
from s11.when import day_words

SPARKS, ASCII_SPARKS = "▁▂▃▄▅▆▇█", ".,:-=+*#"
NEVER = "never"


def history_screen(history: History, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, history.head)
    screen.paragraph(f"{number_of(len(history.points), 'point')}: {_every(history)}; stated/checked")
    screen.gap()
    _add_points(screen, history.points)
    screen.gap()
    _add_sparks(screen, history)
    if history.moved:
        screen.gap()
        _add_slips(screen, history)
    screen.gap()
    if history.not_read:
        screen.paragraph(("! ", "bold magenta"), history.not_read_words, hang=2)
    add_read(screen, history.head)
    return str(screen)


def _every(history: History) -> str:
    words = {"commit": "every commit that touched a plan, judged on its own day", "month": "every month's end"}
    return words.get(history.every, history.every)


def _add_points(screen: Screen, points: Sequence[HistoryPoint]) -> None:
    states = [state for state in COLUMNS if any(_counts(point, state) != (0, 0) for point in points)]
    cells = [
        [f"{point.day}", point.commit.id[:8], str(point.tally.actions), *(_cell(point, state) for state in states)]
        for point in points
    ]
    heads = [("", "day"), ("", "commit"), ("", "actions"), *(HEADINGS[state] for state in states)]
    widths = [
        max(len(word) for word in (*head, *column))
        for head, column in zip(heads, zip(*cells, strict=True), strict=True)
    ]
    styles = ["", "dim", "", *(STYLES[state] for state in states)]
    for part in (0, 1):
        _add_row(screen, [head[part] for head in heads], widths, styles)
    if any("/" in cell for row in cells for cell in row):
        _add_row(screen, ["", "", "", *(screen.settings.glyphs[state] for state in states)], widths, styles)
    for row in cells:
        _add_row(screen, row, widths, styles)


def _add_row(screen: Screen, cells: Sequence[str], widths: Sequence[int], styles: Sequence[str]) -> None:
    line = screen.Text("")
    for at, (cell, width, style) in enumerate(zip(cells, widths, styles, strict=True)):
        line.append(("  " if at else "") + (cell.ljust(width) if at < 2 else cell.rjust(width)), style or None)
    screen.row(line)


def _counts(point: HistoryPoint, state: str) -> tuple[int, int]:
    return point.tally.stated.get(state, 0), point.tally.checked[state]


def _cell(point: HistoryPoint, state: str) -> str:
    stated, checked = _counts(point, state)
    # a state that is only ever checked has no stated side
    return f"{stated}/{checked}" if state in point.tally.stated else f"-/{checked}"


def _add_sparks(screen: Screen, history: History) -> None:
    room = max(8, (screen.settings.width - 34) // 2)
    shown = history.points[-room:]
    if len(shown) < len(history.points):
        screen.paragraph((f"the newest {len(shown)} points, of {number_of(history.most, 'action')} at most:", "dim"))
    for state in COLUMNS:
        stated, checked = ([_counts(point, state)[side] for point in shown] for side in (0, 1))
        if any(stated) or any(checked):
            line = screen.Text(f"{state_words(state):<12}", STYLES[state] or "")
            for label, counts in (("stated", stated), ("checked", checked)):
                line.append(f"  {label} ", "dim")
                line.append(spark(counts, history.most, screen.settings.ascii_only), STYLES[state] or None)
            screen.row(line)


def spark(counts: Sequence[int], most: int, ascii_only: bool = False) -> str:
    """One sign a count: a blank for none, and never a blank for some."""
    signs = ASCII_SPARKS if ascii_only else SPARKS
    return "".join(signs[max(0, -(-count * len(signs) // most) - 1)] if count else " " for count in counts)


def _add_slips(screen: Screen, history: History) -> None:
    screen.paragraph(
        (f"Dates moved: {number_of(len(history.moved), 'action')} of {len(history.slips)} that have one", "bold")
    )
    for slip in history.moved:
        words = (
            f"{slip.first or NEVER} to {slip.now or NEVER}, {number_of(abs(slip.days), 'day')} "
            f"{'later' if slip.days >= 0 else 'earlier'}; moved {number_of(slip.times_moved, 'time')} on record"
        )
        screen.paragraph(
            (slip.address, "bold"),
            "  ",
            words,
            (", and in silence" if slip.silent else "", "bold magenta"),
            indent=2,
            hang=4,
        )


def history_lines(history: History) -> str:
    """One record a point, one a plan at it, one a date that moved: states by name, nothing wrapped."""
    rows, records = [], {}
    for point in history.points:
        of = f"point\t{point.day}\t{point.commit.id}\t"
        rows.append(
            of
            + record(
                "portfolio", f"actions={point.tally.actions}", *_named(point.tally), f"not read whole={point.not_read}"
            )
        )
        for plan in point.plans:
            # from one point to the next most plans are as they were
            if id(plan) not in records:
                name = plan.id + (f" (then {plan.then})" if plan.then != plan.id else "")
                records[id(plan)] = record(
                    name, f"actions={plan.tally.actions}", *_named(plan.tally), f"whole={'yes' if plan.whole else 'no'}"
                )
            rows.append(of + records[id(plan)])
    rows += [
        record(
            "moved",
            slip.address,
            f"first={slip.first or NEVER}",
            f"now={slip.now or NEVER}",
            f"days={slip.days}",
            f"times={slip.times_moved}",
            f"silent={'yes' if slip.silent else 'no'}",
            one_line(slip.text),
        )
        for slip in history.moved
    ]
    head = history.head
    rows.append(
        record(
            "history",
            f"as of {head.as_of}",
            head.revision_words,
            f"every {history.every}",
            f"points={len(history.points)}",
            *([f"only {one_line(head.filtered)}"] if head.filtered else []),
            *history.notes,
        )
    )
    rows += [not_read_line(missed) for missed in head.not_read]
    return "\n".join(rows) + "\n"


def _named(tally: Tally) -> Iterator[str]:
    for label, counts in (("stated", tally.stated), ("checked", tally.checked)):
        yield f"{label}: " + " ".join(f"{state}={count}" for state, count in counts.items())


# one action ----------------------------------------------------------------------------------------------------------


def life_screen(life: ActionHistory, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, life.head)
    screen.paragraph((life.address, "bold"), "  ", life.text, hang=4)
    screen.paragraph(
        (
            f"{number_of(len(life.events), 'event')} in {number_of(life.commits, 'commit')}"
            + ("" if life.there else "; it is no longer there"),
            "dim",
        )
    )
    for commit, events in groupby(life.events, key=lambda event: event.commit):
        screen.gap()
        screen.paragraph(
            (day_words(commit.day), "bold"), f"  {commit.author}  ", (f"{commit.short} {commit.subject}", "dim"), hang=4
        )
        for event in events:
            screen.paragraph(event.words, indent=4, hang=4)
    screen.gap()
    add_read(screen, life.head)
    return str(screen)


def life_lines(life: ActionHistory) -> str:
    """One record an event: its day, who committed it, what kind it is, what of, and the words."""
    rows = [
        record(
            f"{event.commit.day}",
            event.commit.id,
            one_line(event.commit.author),
            event.kind,
            event.of,
            one_line(event.words),
        )
        for event in life.events
    ]
    rows.append(
        record(
            "life",
            life.address,
            "there" if life.there else "no longer there",
            f"as of {life.head.as_of}",
            life.head.revision_words,
            f"events={len(life.events)}",
            *life.notes,
        )
    )
    rows += [not_read_line(missed) for missed in life.head.not_read]
    return "\n".join(rows) + "\n"
