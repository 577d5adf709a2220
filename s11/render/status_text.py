"""The command ``status``, on a screen and as one-line records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s11.english import number_of, state_words
from s11.render.glyphs import COLUMNS, HEADINGS, STYLES
from s11.render.screen import (
    Part,
    Screen,
    ScreenSettings,
    add_head,
    add_read,
    add_travel,
    not_read_line,
    read_line,
    travel_line,
)
from s11.text import one_line, record
from s11.view.counts import (
    NOTHING_ASKED_FOR,
    TIMING_ORDER,
    TIMING_WORDS,
    Group,
    Groups,
    PlanView,
    Status,
    Tally,
    Travel,
)
from s11.when import day_words


def status_screen(status: Status, settings: ScreenSettings, why: bool = False) -> str:
    screen = Screen(settings)
    add_head(screen, status.head)
    if not status.plans and status.head.filtered:
        screen.paragraph(NOTHING_ASKED_FOR)
    for plan in status.plans:
        screen.gap()
        _add_plan(screen, plan)
        if plan.groups is not None:
            screen.gap()
            _add_groups(screen, plan.groups, why)
    if status.groups is not None and len(status.plans) > 1:
        screen.gap()
        screen.paragraph((f"Across plans, by {status.groups.by}", "bold"))
        _add_groups(screen, status.groups, why)
    if len(status.plans) > 1:
        screen.gap()
        screen.paragraph(
            ("Portfolio", "bold"),
            f"  {number_of(len(status.plans), 'plan')}, {number_of(status.portfolio.actions, 'action')}, by state "
            "(colours do not cross plans)",
        )
        _add_tally(screen, status.portfolio)
        _add_timing(screen, status.portfolio, status.late_things_words, status.moved)
        if status.travel is not None:
            add_travel(screen, status.travel)
    screen.gap()
    add_read(screen, status.head)
    return str(screen)


def _add_plan(screen: Screen, plan: PlanView) -> None:
    screen.paragraph((plan.organisation, "bold"), "  ", (plan.id, "dim"))
    screen.paragraph(plan.title)
    facts = [
        f"as at {day_words(plan.as_at)}" if plan.as_at else "no 'as at' day",
        number_of(plan.recommendation_count, plan.called.lower() if plan.called == "Recommendation" else plan.called),
        number_of(plan.shown, "action"),
    ]
    facts.append(
        f"last recorded {day_words(plan.last_recorded)}, {number_of(plan.days_since or 0, 'day')} before"
        if plan.last_recorded
        else "nothing recorded"
    )
    screen.paragraph((", ".join(facts[:3]) + "; " + facts[3], "dim"))
    for notice in plan.notices:
        screen.paragraph(("! ", "bold"), (notice, "bold"), hang=2)
    if not plan.whole:
        screen.paragraph(
            ("! ", "bold magenta"), ("this file could not be read whole: see below", "bold magenta"), hang=2
        )
    _add_tally(screen, plan.tally)
    if plan.words:
        entries = []
        for entry in plan.legend:
            label = f", '{entry.label}'" if entry.label else ""
            met = " + ".join(f"{word} {count}" for word, count in entry.met) or f"{entry.word} 0"
            entries.append(f"{met} = {state_words(entry.means)}{label}")
        screen.paragraph(("its words  ", "dim"), "; ".join(entries), hang=11)
    _add_timing(screen, plan.tally, plan.late_things_words, plan.moved)
    for detail in plan.detail_plans:
        screen.paragraph(("detail     ", "dim"), f"of action {detail.action}: {detail.in_full}", hang=11)
    if plan.travel is not None:
        add_travel(screen, plan.travel)
    if plan.recommendations_without_action:
        screen.paragraph(
            ("also       ", "dim"),
            f"{number_of(plan.recommendations_without_action, 'recommendation')} without an action",
            hang=11,
        )


def _add_tally(screen: Screen, tally: Tally) -> None:
    settings = screen.settings
    widths = {state: max(len(HEADINGS[state][0]), len(HEADINGS[state][1]), 3) for state in COLUMNS}
    if 7 + sum(width + 1 for width in widths.values()) > settings.width:
        # too narrow for the table: the same counts as words
        for label, counts in (("stated", tally.stated), ("checked", tally.checked)):
            screen.paragraph((label.ljust(11), "dim"), _states(counts), hang=11)
        return
    for part in (0, 1):
        line = screen.Text(" " * 7)
        for state in COLUMNS:
            line.append(" " + HEADINGS[state][part].rjust(widths[state]), STYLES[state] or None)
        screen.row(line)
    line = screen.Text(" " * 7)
    for state in COLUMNS:
        line.append(" " + settings.glyphs[state].rjust(widths[state]), STYLES[state] or None)
    screen.row(line)
    for label, counts in (("stated", tally.stated), ("checked", tally.checked)):
        line = screen.Text(label.ljust(7))
        for state in COLUMNS:
            shown = str(counts[state]) if state in counts else " "
            line.append(" " + shown.rjust(widths[state]), (STYLES[state] or None) if counts.get(state) else "dim")
        screen.row(line)
    if tally.actions:
        for label, counts in (("stated", tally.stated), ("checked", tally.checked)):
            line = screen.Text(label.ljust(8))
            for state, length in bar(counts, min(60, settings.width - 10)):
                line.append(settings.glyphs[state] * length, STYLES[state] or None)
            screen.row(line)


def bar(counts: Mapping[str, int], width: int) -> list[tuple[str, int]]:
    """How many places of a bar each state takes: in proportion, never none for a state that has actions."""
    present = [(state, counts[state]) for state in COLUMNS if counts.get(state)]
    whole = sum(count for _, count in present)
    if whole <= width:
        return present
    lengths = {state: max(1, count * width // whole) for state, count in present}
    by_rest = sorted(present, key=lambda item: (-(item[1] * width % whole), COLUMNS.index(item[0])))
    index = 0
    while sum(lengths.values()) < width:
        lengths[by_rest[index % len(by_rest)][0]] += 1
        index += 1
    while sum(lengths.values()) > width:
        longest = max(lengths, key=lambda state: lengths[state])
        lengths[longest] -= 1
    return list(lengths.items())


def _add_timing(screen: Screen, tally: Tally, late_things: str, moved: int) -> None:
    if not tally.actions:
        return
    late = tally.timing["late"]
    parts: list[Part] = [
        ("dates      ", "dim"),
        (f"late {late} ({late_things})", "bold magenta") if late_things else "late 0",
        "; ",
        (f"no date {tally.undated}", "bold" if tally.undated else ""),
    ]
    for timing in TIMING_ORDER:
        if timing not in ("late", "no_date") and tally.timing[timing]:
            parts.append(
                f"; {TIMING_WORDS[timing]} {tally.timing[timing]}"
                + (f" ({tally.done_split})" if timing == "done" else "")
            )
    if moved:
        parts.append(f"; moved {moved}")
    screen.paragraph(*parts, hang=11)


def _add_groups(screen: Screen, groups: Groups, why: bool) -> None:
    glyphs = screen.settings.glyphs
    for row in groups.rows:
        screen.paragraph(
            (f"{glyphs[row.state]} {state_words(row.state)}", STYLES[row.state]),
            f": {row.so_words}  " if row.state_count else f" ({row.so_words})  ",
            (row.words, "bold"),
            hang=4,
        )
        screen.paragraph(("stated  ", "dim"), _states(row.tally.stated), indent=4, hang=8)
        screen.paragraph(
            ("checked ", "dim"),
            _states(row.tally.checked),
            (f"; late {row.tally.timing['late']}, no date {row.tally.undated}" if row.tally.actions else ""),
            indent=4,
            hang=8,
        )
        if why:
            screen.paragraph(
                ("so      ", "dim"), ", ".join(row.so) or "by the recommendation's own rating", indent=4, hang=8
            )
    if groups.held_words:
        screen.paragraph((groups.held_words, "dim"))


def _states(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{state_words(state)} {count}" for state, count in counts.items() if count) or "none"


def status_lines(status: Status, why: bool = False) -> str:
    """One record a plan, one a group, and one for the portfolio: nothing wrapped, nothing cut, states by name."""
    rows = []
    for plan in status.plans:
        facts = [
            f"as at {plan.as_at or 'no day'}",
            f"last recorded {plan.last_recorded or 'never'}",
            *(one_line(notice) for notice in plan.notices),
        ]
        rows.append(
            _status_row(
                plan.id, plan.tally, [*facts, *([] if plan.whole else ["not read whole"])], plan.travel, plan.moved
            )
        )
        rows += [
            record("detail", detail.of, detail.address, f"state={detail.state or 'not known'}", one_line(detail.said))
            for detail in plan.detail_plans
        ]
        if plan.groups is not None:
            rows += [_group_row(f"{plan.id} by", plan.groups.by, row, why) for row in plan.groups.rows]
    if status.groups is not None and len(status.plans) > 1:
        rows += [_group_row("by", status.groups.by, row, why) for row in status.groups.rows]
    head = status.head
    only = [f"only {one_line(head.filtered)}"] if head.filtered else []
    rows.append(
        _status_row(
            "portfolio",
            status.portfolio,
            [f"as of {head.as_of}", head.revision_words, *only],
            status.travel,
            status.moved,
        )
    )
    rows += [read_line(head), *(not_read_line(missed) for missed in head.not_read)]
    return "\n".join(rows) + "\n"


def _group_row(name: str, by: str, row: Group, why: bool) -> str:
    so = [" ".join(row.so)] if why else []
    return _status_row(
        f"{name} {by}: {one_line(row.words)}",
        row.tally,
        [f"{state_words(row.state)}: {row.state_count} of {row.tally.actions}", *so],
    )


def _status_row(
    name: str, tally: Tally, facts: Iterable[str], travel: Travel | None = None, moved: int | None = None
) -> str:
    # how fresh the counts are stands before them
    sets = {
        "stated": tally.stated,
        "checked": tally.checked,
        "timing": tally.timing,
        "done": tally.done,
        "late evidence of actions not late": tally.late_evidence,
    }
    return record(
        name,
        "; ".join(facts),
        f"actions={tally.actions}",
        *(f"{label}: {' '.join(map('%s=%s'.__mod__, counts.items()))}" for label, counts in sets.items()),
        *([travel_line(travel)] if travel else []),
        *([] if moved is None else [f"moved={moved}"]),
    )
