"""A briefing on a terminal, in some forty lines that do not wrap, and as one-line records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11.english import number_of
from s11.render.glyphs import STYLES
from s11.render.labels import clipped, short_day
from s11.render.screen import Screen, ScreenSettings, add_made, not_read_line
from s11.render.status_text import bar
from s11.text import record, visible
from s11.when import day_words

if TYPE_CHECKING:
    from s11.view.brief import Brief, Moved

# of the lines a screen of forty has, how many there are for plans, for people and for what is late
PLANS, PEOPLE, LATE = 12, 5, 8


def brief_screen(brief: Brief, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    screen.paragraph((brief.title, "bold"), f", position on {day_words(brief.head.as_of)}")
    if brief.head.filtered:
        screen.paragraph(f"Only {brief.head.filtered}.")
    screen.gap()
    screen.paragraph((brief.sentence, "bold"))
    if brief.tiles:
        tiles = [f"{tile.count:,} {tile.words}" for tile in brief.tiles]
        screen.paragraph(" + ".join(tiles) + f" = {number_of(brief.report.portfolio.actions, 'action')}")
    if brief.unrated_note:
        screen.paragraph((brief.unrated_note, "dim"))
    for name, counts in (("stated", brief.report.portfolio.stated), ("checked", brief.report.portfolio.checked)):
        line = screen.Text(name.ljust(8))
        for state, length in bar(counts, min(100, settings.width - 9)):
            line.append(settings.glyphs[state] * length, STYLES[state] or None)
        screen.row(line)
    if brief.line:
        first, last = brief.line[0], brief.line[-1]
        screen.paragraph(
            f"off track as checked: {first.checked:,} on {day_words(first.day)}, most "
            f"{max(point.checked for point in brief.line):,}, now {last.checked:,}"
        )
    if len(brief.plans) > 1:
        _add_plans(screen, brief)
    elif brief.late:
        _add_late(screen, brief)
    if brief.moved:
        screen.gap()
        screen.paragraph((f"What moved since {brief.since_day}", "bold"))
        for group in brief.moved:
            _add_moved(screen, group, len(brief.plans) > 1)
    elif brief.why_not_compared:
        screen.gap()
        screen.paragraph(brief.why_not_compared)
    if brief.people:
        screen.gap()
        screen.paragraph(("Who must act", "bold"))
        for person in brief.people[:PEOPLE]:
            whose = person.organisation if len(brief.plans) > 1 else person.post
            _one_line(
                screen,
                f"  {person.name}{', ' + whose if whose else ''}",
                f"{person.late:,} overdue since {short_day(person.oldest)}",
            )
        more = brief.more_people + len(brief.people[PEOPLE:])
        if more:
            screen.paragraph((f"  {number_of(more, 'more person', 'more people')} with something late", "dim"))
    if brief.unled:
        screen.paragraph(f"  nobody leads {brief.unled:,} of what is late")
    moved = brief.report.extensions.moved
    requests = [f"More time asked for and not granted: {brief.requests_count:,} (s11 due)"] * bool(brief.requests)
    if moved or requests:
        screen.paragraph("; ".join([*([f"Dates moved so far: {moved:,}"] if moved else []), *requests]))
    if brief.returns_words:
        screen.paragraph(f"Returns from leads: {brief.answering.words} (s11 chase)")
    for sentence in brief.unanswered:
        screen.paragraph(f"Self-assessments, {sentence} (s11 coverage)")
    screen.gap()
    add_made(screen, brief.head)
    return str(screen)


def _add_plans(screen: Screen, brief: Brief) -> None:
    screen.gap()
    up, down = ("^", "v") if screen.settings.ascii_only else ("▲", "▼")
    arrow = ">" if screen.settings.ascii_only else "→"
    compared = brief.travel is not None
    name = screen.settings.width - (7 + 10 + (10 if compared else 0) + 13)
    head = "Plans, worst first".ljust(name) + "off trk".rjust(7) + "late".rjust(10)
    head += (up.rjust(5) + down.rjust(5) if compared else "") + "recorded".rjust(13)
    screen.row(screen.text((head, "bold")))
    for row in brief.plans[:PLANS]:
        late = f"{row.late_now:,}" if row.late_then is None else f"{row.late_then:,} {arrow} {row.late_now:,}"
        line = screen.text(
            _cut(screen, row.called if len(row.called) < name else row.plan.id, name - 1).ljust(name),
            (f"{row.off_track:,}".rjust(7), STYLES["off_track"] if row.off_track else ""),
            late.rjust(10),
        )
        if compared:
            line.append(_figure(row.improved) + _figure(row.worsened))
        recorded = short_day(row.plan.last_recorded) if row.plan.last_recorded else "nothing"
        line.append(recorded.rjust(13), "bold" if row.plan.stale else None)
        screen.row(line)
    if brief.more_plans:
        screen.paragraph((brief.more_plans_words, "dim"))


def _add_moved(screen: Screen, group: Moved, one_line: bool) -> None:
    """Changes of one kind: of several plans the gravest, in a line."""
    heading = f"  {group.heading}, {group.count:,}"
    if one_line and group.rows:
        _one_line(screen, f"{heading}: {group.rows[0].called} {group.rows[0].text}", group.rows[0].short)
        if group.note:
            screen.paragraph((f"    {group.note}", "dim"))
        return
    screen.paragraph(heading + (f" ({group.note})" if group.note else ""))
    for row in group.rows:
        _one_line(screen, f"    {row.called} {row.text}", row.short)


def _figure(count: int | None) -> str:
    return ("" if count is None else f"{count:,}").rjust(5)


def _add_late(screen: Screen, brief: Brief) -> None:
    screen.gap()
    screen.paragraph(("What is overdue, oldest first", "bold"))
    for row in brief.late[:LATE]:
        _one_line(
            screen, f"  {row.number.words} {row.due.text}", f"{number_of(row.due.days_late, 'day')} late, {row.leads}"
        )
    more = brief.more_late + len(brief.late[LATE:])
    if more:
        screen.paragraph((f"  and {more:,} more (s11 due --late)", "dim"))


def _one_line(screen: Screen, text: str, end: str) -> None:
    """Words with as many of them as there is room for, then what must be seen."""
    end = _cut(screen, end, screen.settings.width // 2)
    room = screen.settings.width - len(end) - 4
    indent = len(text) - len(text.lstrip())
    screen.row(screen.text(" " * indent + _cut(screen, text, room - indent), ": ", end))


def _cut(screen: Screen, text: str, letters: int) -> str:
    """As many words as there is room for, as they are shown: where only ASCII may be, some take more."""
    ascii_only = screen.settings.ascii_only
    shown = visible(" ".join(text.split()), ascii_only)
    return (
        shown
        if len(shown) <= letters
        else clipped(shown, letters - 2 * ascii_only).replace("…", "..." * ascii_only or "…")
    )


def brief_lines(brief: Brief) -> str:
    """One record a line, for programs."""
    lines = [
        record("brief", brief.title, f"as of {brief.head.as_of}", brief.head.revision_words, brief.sentence),
        record(
            "actions", *(f"{tile.key}={tile.count}" for tile in brief.tiles), f"all={brief.report.portfolio.actions}"
        ),
    ]
    for row in (*brief.plans, *brief.more_plans):
        compared = [f"late_then={row.late_then}", f"improved={row.improved}", f"worsened={row.worsened}"]
        lines.append(
            record(
                "plan",
                row.plan.id,
                row.called,
                f"off_track={row.off_track}",
                f"late={row.late_now}",
                *(compared if row.late_then is not None else []),
                f"last_recorded={row.plan.last_recorded or 'never'}",
                f"most_late={row.lead_words}" if row.lead_words else "",
            )
        )
    for group in brief.moved:
        lines.append(record("moved", group.key, f"count={group.count}", group.note))
        lines += [record("moved", group.key, row.address, row.text, row.words) for row in group.rows]
    lines += [
        record(
            "person",
            person.name,
            person.organisation,
            f"overdue={person.late}",
            f"oldest={person.oldest}",
            ", ".join(number.words for number in person.numbers),
            person.more_words,
        )
        for person in brief.people
    ]
    if brief.more_people or brief.unled:
        lines.append(record("people", f"more={brief.more_people}", f"overdue_without_lead={brief.unled}"))
    lines += [
        record("asked", plan.id, request.address, f"until {request.until}", request.why)
        for plan, request in brief.requests
    ]
    lines += [record("self-assessments", sentence) for sentence in brief.unanswered]
    counts = brief.report.extensions
    if counts.words:
        lines.append(record("extensions", *(f"{name}={value}" for name, value in counts._asdict().items())))
    lines += [
        record("return", one.called, f"sent={one.sent}", f"answered={one.answered or 'no'}", f"signed={signed}")
        for one in brief.answering.asked
        for signed in [one.signed.as_at if one.signed is not None else "no"]
        if brief.report.audience == "internal"
    ]
    lines += [record("off_track", str(at.day), f"stated={at.stated}", f"checked={at.checked}") for at in brief.line]
    lines += [not_read_line(missed) for missed in brief.head.not_read]
    return "".join(f"{line}\n" for line in lines)
