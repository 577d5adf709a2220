"""The command ``when``: how a timescale is read, on a screen and as a one-line record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from s11.render.screen import Screen, ScreenSettings
from s11.text import one_line, record
from s11.when import Timescale, day_words


def when_line(timescale: Timescale) -> str:
    """One phrase as one record: the words, kind, due or dates, interval, certainty, the reading in words."""
    days = timescale.due.isoformat() if timescale.due else ",".join(day.isoformat() for day in timescale.dues)
    return record(
        one_line(timescale.text),
        timescale.kind,
        days,
        timescale.every.iso() if timescale.every else "",
        "certain" if timescale.certain else "open" if timescale.open else "not certain",
        one_line(timescale.words),
    )


def _open_for(timescale: Timescale) -> list[str]:
    return [*timescale.doubts, *(f"'{words}' is not understood" for words in timescale.left.split("; ") if words)]


def when_screen(timescale: Timescale, next_days: Sequence[date], settings: ScreenSettings) -> str:
    screen = Screen(settings)
    screen.paragraph(("'" + one_line(timescale.text) + "'", "bold"))
    for label, text in when_rows(timescale, next_days):
        screen.paragraph((label.ljust(16), "dim"), text, indent=2, hang=16)
    return str(screen)


def when_rows(timescale: Timescale, next_days: Sequence[date]) -> list[tuple[str, str]]:
    """How a timescale is read, each part of it with its label; what goes on with the one above has none."""
    certain = "certain" if timescale.certain else "not certain"
    rows = [("kind", timescale.kind), ("read as", timescale.words), ("", certain)]
    rows += (
        [("open", "a later day may be meant, so it is never said to be late: " + "; ".join(_open_for(timescale)))]
        if timescale.open
        else []
    )
    rows += [("due", day_words(timescale.due))] if timescale.due else []
    rows += [("dates", ", ".join(day_words(day) for day in timescale.dues))] if timescale.dues else []
    rows += [("interval", f"{timescale.every.words()} ({timescale.every.iso()})")] if timescale.every else []
    rows += [("done", day_words(timescale.done))] if timescale.done else []
    rows += [("event", timescale.event)] if timescale.event else []
    rows += [("not understood", timescale.left)] if timescale.left else []
    rows += (
        [("begins", day_words(timescale.begins))]
        if timescale.begins and not timescale.due and not timescale.done
        else []
    )
    rows += [(f"reading {number_}", reading.words) for number_, reading in enumerate(timescale.readings, 1)]
    rows += [(f"part {number_}", f"'{part.text}': {part.words}") for number_, part in enumerate(timescale.parts, 1)]
    rows += [("next due", ", ".join(day_words(day) for day in next_days))] if next_days else []
    return rows
