"""The screen: what is said on a terminal, and the one-line records where output is piped.

States show as glyph, word and colour, so that none of them is needed alone. The colours go by state and are s11's own:
none of red, amber or green, which mean different things in different plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from s11.english import number_of, state_words
from s11.standing import DONE_AS
from s11.text import one_line, record, visible
from s11.view import (
    TIMELINE_COLUMNS,
    TIMING_ORDER,
    TIMING_WORDS,
    ActionView,
    Detail,
    DueItem,
    DueList,
    EvidenceView,
    Group,
    Groups,
    Head,
    Lead,
    MeasureView,
    NotRead,
    PlanView,
    RecommendationView,
    Shown,
    Status,
    Tally,
    Travel,
    timeline,
)
from s11.when import Timescale, day_words

GLYPHS = {
    "off_track": "✖", "at_risk": "▲", "not_known": "?", "unrated": "·", "not_started": "○", "on_track": "●", "completed": "✔", "verified": "★", "ended": "–",
}
ASCII_GLYPHS = {
    "off_track": "X", "at_risk": "!", "not_known": "?", "unrated": ".", "not_started": "o", "on_track": ">", "completed": "+", "verified": "*", "ended": "-",
}
STYLES = {
    "off_track": "bold magenta", "at_risk": "magenta", "not_known": "bold", "unrated": "dim", "not_started": "", "on_track": "cyan", "completed": "blue", "verified": "bold blue", "ended": "dim",
}
WAY_STYLES = {"better": "bold blue", "same": "bold", "worse": "bold magenta"}
COLUMNS = ("off_track", "at_risk", "not_known", "unrated", "not_started", "on_track", "completed", "verified", "ended")
MOST_ROWS = 5
# a thing of one of these timings is drawn with this state's glyph, in every voice that draws one
DRAWN_AS = {"late": "off_track", "unsure": "not_known"}
STILL_TO_COME = "not_started"
HEADINGS = {state: ("", word) if len(words := state.split("_")) == 1 else (words[0], words[1]) for state in COLUMNS for word in [state.split("_")[-1]]}


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What the screen can show: its width in columns, whether in colour, whether only ASCII."""

    width: int = 80
    colour: bool = False
    ascii_only: bool = False

    @property
    def glyphs(self) -> Mapping[str, str]:
        return ASCII_GLYPHS if self.ascii_only else GLYPHS


class Screen:
    """Lines of styled words, wrapped to the paper; words from a plan are never markup."""

    def __init__(self, paper: ScreenSettings):
        from rich.text import Text

        self.paper, self.Text = paper, Text
        self.lines: list = []

    def text(self, *parts: tuple[str, str] | str):
        line = self.Text()
        for part in parts:
            words, style = part if isinstance(part, tuple) else (part, "")
            line.append(visible(words, self.paper.ascii_only).replace("\t", " "), style or None)
        return line

    def say(self, *parts: tuple[str, str] | str, indent: int = 0, hang: int = 0) -> None:
        """One paragraph, folded at the paper's edge; later lines hang under the first, also those of a broken text."""
        words = self.text(*parts)
        if not indent + hang:
            # nothing hangs under it, so a line of its words would pass for a line of ours
            words = self.Text(" ").join(words.split("\n", allow_blank=True))
        widths = (max(20, self.paper.width - indent), max(20, self.paper.width - indent - hang))
        lines = fold(words.plain, *widths)
        # every cut in one go: to cut line after line off the rest takes time with the square of the words
        pieces = words.divide(sorted({edge for line in lines for edge in line} - {0, len(words)}))
        by_start = dict(zip(accumulate(map(len, pieces), initial=0), pieces, strict=False))
        for number, (first, last) in enumerate(lines):
            padded = self.Text(" " * (indent + hang if number else indent) if first < last else "")
            self.lines.append(padded.append_text(by_start[first]) if first < last else padded)

    def row(self, line) -> None:
        self.lines.append(line)

    def gap(self) -> None:
        self.lines.append(self.Text(""))

    def __str__(self) -> str:
        import io

        out = io.StringIO()
        console = _console(self.paper, out)
        for line in self.lines:
            console.print(line, markup=False, highlight=False, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
        return out.getvalue()


_BREAK = re.compile(r"\r\n|[\n\r]")
_WORD = re.compile(r"\S+")


def fold(words: str, first: int, later: int) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends: the first of ``first`` columns, the others of ``later``.

    Line breaks are kept. Folded at white space, which stands at no line's end; a word wider than a line is cut. Takes
    time in proportion to the words, whatever they are. White space alone gives no line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for end, following in (*(broken.span() for broken in _BREAK.finditer(words)), (len(words),) * 2):
        lines += _fold_line(words, start, end, later if lines else first, later)
        start = following
    while lines and lines[-1][0] == lines[-1][1]:
        lines.pop()
    return lines


def _fold_line(words: str, start: int, end: int, room: int, later: int) -> list[tuple[int, int]]:
    from rich.cells import get_character_cell_size

    lines: list[tuple[int, int]] = []
    begun = last = start
    used = 0
    for word in _WORD.finditer(words, start, end):
        sizes = [get_character_cell_size(letter) for letter in word[0]]
        gap = word.start() - last
        if last > begun and used + gap + sum(sizes) > room:
            lines.append((begun, last))
            begun, used, room = word.start(), 0, later
        else:
            used += gap
        for place, size in enumerate(sizes, word.start()):
            if used + size > room and place > begun:
                lines.append((begun, place))
                begun, used, room = place, 0, later
            used += size
        last = word.end()
    return [*lines, (begun, last)]


def _console(paper: ScreenSettings, out=None):
    import io

    from rich.console import Console

    return Console(file=out or io.StringIO(), width=paper.width, force_terminal=paper.colour, no_color=not paper.colour, color_system="standard" if paper.colour else None, markup=False, highlight=False, emoji=False, legacy_windows=False)


# status --------------------------------------------------------------------------------------------------------------


def status_screen(status: Status, paper: ScreenSettings, why: bool = False) -> str:
    screen = Screen(paper)
    say_head(screen, status.head)
    for plan in status.plans:
        screen.gap()
        _say_plan(screen, plan)
        if plan.groups is not None:
            screen.gap()
            _say_groups(screen, plan.groups, why)
    if status.groups is not None and len(status.plans) > 1:
        screen.gap()
        screen.say((f"Across plans, by {status.groups.by}", "bold"))
        _say_groups(screen, status.groups, why)
    if len(status.plans) > 1:
        screen.gap()
        screen.say(("Portfolio", "bold"), f"  {number_of(len(status.plans), 'plan')}, {number_of(status.portfolio.actions, 'action')}, by state (colours do not cross plans)")
        _say_tally(screen, status.portfolio)
        _say_timing(screen, status.portfolio, status.late_things_words)
        if status.travel is not None:
            say_travel(screen, status.travel)
    screen.gap()
    say_read(screen, status.head)
    return str(screen)


def say_head(screen: Screen, head: Head) -> None:
    screen.say((f"Judged on {day_words(head.as_of)}", "bold"), ("  ·  " if not screen.paper.ascii_only else "  -  ") + head.revision_words)
    if head.filtered:
        screen.say(("Only: ", "bold"), head.filtered)


def _say_plan(screen: Screen, plan: PlanView) -> None:
    screen.say((plan.organisation, "bold"), "  ", (plan.id, "dim"))
    screen.say(plan.title)
    facts = [f"as at {day_words(plan.as_at)}" if plan.as_at else "no 'as at' day", number_of(plan.recommendation_count, plan.called.lower() if plan.called == "Recommendation" else plan.called), number_of(plan.shown, "action")]
    facts.append(f"last recorded {day_words(plan.last_recorded)}, {number_of(plan.days_since, 'day')} before" if plan.last_recorded else "nothing recorded")
    screen.say((", ".join(facts[:3]) + "; " + facts[3], "dim"))
    for notice in plan.notices:
        screen.say(("! ", "bold"), (notice, "bold"), hang=2)
    if not plan.whole:
        screen.say(("! ", "bold magenta"), ("this file could not be read whole: see below", "bold magenta"), hang=2)
    _say_tally(screen, plan.tally)
    if plan.words:
        said = []
        for entry in plan.legend:
            label = f", '{entry.label}'" if entry.label else ""
            met = " + ".join(f"{word} {count}" for word, count in entry.met) or f"{entry.word} 0"
            said.append(f"{met} = {state_words(entry.means)}{label}")
        screen.say(("its words  ", "dim"), "; ".join(said), hang=11)
    _say_timing(screen, plan.tally, plan.late_things_words)
    if plan.travel is not None:
        say_travel(screen, plan.travel)
    if plan.recommendations_without_action:
        screen.say(("also       ", "dim"), f"{number_of(plan.recommendations_without_action, 'recommendation')} without an action", hang=11)


def _say_tally(screen: Screen, tally: Tally) -> None:
    paper = screen.paper
    widths = {state: max(len(HEADINGS[state][0]), len(HEADINGS[state][1]), 3) for state in COLUMNS}
    if 7 + sum(width + 1 for width in widths.values()) > paper.width:
        # too narrow for the table: the same counts as words
        for label, counts in (("stated", tally.stated), ("checked", tally.checked)):
            screen.say((label.ljust(11), "dim"), _states(counts), hang=11)
        return
    for part in (0, 1):
        line = screen.Text(" " * 7)
        for state in COLUMNS:
            line.append(" " + HEADINGS[state][part].rjust(widths[state]), STYLES[state] or None)
        screen.row(line)
    line = screen.Text(" " * 7)
    for state in COLUMNS:
        line.append(" " + paper.glyphs[state].rjust(widths[state]), STYLES[state] or None)
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
            for state, length in bar(counts, min(60, paper.width - 10)):
                line.append(paper.glyphs[state] * length, STYLES[state] or None)
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


def _say_timing(screen: Screen, tally: Tally, late_things: str) -> None:
    if not tally.actions:
        return
    late = tally.timing["late"]
    parts: list = [("dates      ", "dim"), (f"late {late} ({late_things})", "bold magenta") if late_things else "late 0", "; ", (f"no date {tally.undated}", "bold" if tally.undated else "")]
    for timing in TIMING_ORDER:
        if timing not in ("late", "no_date") and tally.timing[timing]:
            parts.append(f"; {TIMING_WORDS[timing]} {tally.timing[timing]}" + (f" ({tally.done_split})" if timing == "done" else ""))
    screen.say(*parts, hang=11)


def say_travel(screen: Screen, travel: Travel) -> None:
    """Which way things went since a base, and the figures behind it."""
    since = f" since {travel.since.said}" if travel.since else ""
    screen.say(("direction  ", "dim"), (travel.way, WAY_STYLES[travel.way]), f"{since}: {travel.said}", hang=11)


def travel_line(travel: Travel) -> str:
    since = f" since={travel.since.as_of}" if travel.since else ""
    return f"direction={travel.way}{since} better={travel.better} same={travel.same} worse={travel.worse} apart={travel.apart} by_date={travel.by_date} by_pieces={travel.by_pieces} by_terms={travel.by_terms} restated={travel.restated} ended={travel.ended} proposed={travel.proposed} held={travel.held} by_days={travel.by_days} added={travel.added} removed={travel.removed} late={travel.late_then}->{travel.late_now} late_things={travel.things_then}->{travel.things_now}"


def _say_groups(screen: Screen, groups: Groups, why: bool) -> None:
    glyphs = screen.paper.glyphs
    for row in groups.rows:
        screen.say((f"{glyphs[row.state]} {state_words(row.state)}", STYLES[row.state]), f" ({row.state_count} of {row.tally.actions})  " if row.state_count else f" ({row.so_words})  ", (row.words, "bold"), hang=4)
        screen.say(("stated  ", "dim"), _states(row.tally.stated), indent=4, hang=8)
        screen.say(("checked ", "dim"), _states(row.tally.checked), (f"; late {row.tally.timing['late']}, no date {row.tally.undated}" if row.tally.actions else ""), indent=4, hang=8)
        if why:
            screen.say(("so      ", "dim"), ", ".join(row.so) or "by the recommendation's own rating", indent=4, hang=8)
    if groups.placed != groups.actions:
        screen.say((f"{number_of(groups.actions, 'action')}; these groups overlap and hold {groups.placed} places", "dim"))


def _states(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{state_words(state)} {count}" for state, count in counts.items() if count) or "none"


def say_read(screen: Screen, head: Head) -> None:
    read = head.read
    screen.say((f"Read {number_of(read.files, 'file')}: {number_of(read.plans, 'plan')}, {number_of(read.recommendations, 'recommendation')}, {number_of(read.actions, 'action')}. Could not be read whole: {len(head.not_read)}.", "" if not head.not_read else "bold"))
    for missed in head.not_read:
        screen.say(("! ", "bold magenta"), f"{missed.file}:{missed.line}:{missed.column}: {missed.said}", hang=2)
        screen.say(missed.how_far + ("" if missed.faults == 1 else f" ('s11 lint' lists all {missed.faults} faults)"), indent=2, hang=2)


def status_lines(status: Status, why: bool = False) -> str:
    """One record a plan, one a group, and one for the portfolio: nothing wrapped, nothing cut, states by name."""
    rows = []
    for plan in status.plans:
        facts = [f"as at {plan.as_at or 'no day'}", f"last recorded {plan.last_recorded or 'never'}", *(one_line(notice) for notice in plan.notices)]
        rows.append(_status_row(plan.id, plan.tally, [*facts, *([] if plan.whole else ["not read whole"])], plan.travel))
        if plan.groups is not None:
            rows += [_group_row(f"{plan.id} by", plan.groups.by, row, why) for row in plan.groups.rows]
    if status.groups is not None and len(status.plans) > 1:
        rows += [_group_row("by", status.groups.by, row, why) for row in status.groups.rows]
    head = status.head
    only = [f"only {one_line(head.filtered)}"] if head.filtered else []
    rows.append(_status_row("portfolio", status.portfolio, [f"as of {head.as_of}", head.revision_words, *only], status.travel))
    rows += [read_line(head), *(not_read_line(missed) for missed in head.not_read)]
    return "\n".join(rows) + "\n"


def _group_row(name: str, by: str, row: Group, why: bool) -> str:
    so = [" ".join(row.so)] if why else []
    return _status_row(f"{name} {by}: {one_line(row.words)}", row.tally, [f"{state_words(row.state)}: {row.state_count} of {row.tally.actions}", *so])


def _status_row(name: str, tally: Tally, facts: Iterable[str], travel: Travel | None = None) -> str:
    # how fresh the counts are stands before them
    stated = " ".join(f"{state}={count}" for state, count in tally.stated.items())
    checked = " ".join(f"{state}={count}" for state, count in tally.checked.items())
    timing = " ".join(f"{timing}={count}" for timing, count in tally.timing.items())
    done = " ".join(f"{how}={count}" for how, count in tally.done.items())
    beside = " ".join(f"{what}={count}" for what, count in tally.late_evidence.items())
    return record(name, "; ".join(facts), f"actions={tally.actions}", f"stated: {stated}", f"checked: {checked}", f"timing: {timing}", f"done: {done}", f"late evidence of actions not late: {beside}", *([travel_line(travel)] if travel else []))


def read_line(head: Head) -> str:
    read = head.read
    return f"read\tfiles={read.files} plans={read.plans} recommendations={read.recommendations} actions={read.actions}\tnot read whole={len(head.not_read)}"


def not_read_line(missed: NotRead) -> str:
    return record("not read whole", f"{missed.file}:{missed.line}:{missed.column}", one_line(missed.said), missed.how_far)


# due -----------------------------------------------------------------------------------------------------------------


def due_screen(due: DueList, paper: ScreenSettings) -> str:
    """What is outstanding, under its actions, the action with the oldest open date first."""
    screen = Screen(paper)
    say_head(screen, due.head)
    within = f" due on or before {day_words(due.until)}" if due.until else ""
    screen.say(due.words + within if due.things else f"Nothing with a date is outstanding{within}")
    _say_timeline(screen, due)
    if due.requests:
        screen.say(f"{number_of(len(due.requests), 'request')} for more time, not granted")
    for address, things in _under_actions(due.things):
        screen.gap()
        first = things[0]
        screen.say((address, "bold"), "  ", first.action_text, hang=4)
        for thing in things:
            _say_due(screen, thing)
    for request in due.requests_apart:
        screen.gap()
        screen.say((request.address, "bold"), "  ", request.text, ("   " + leads_words(request.leads), "dim"), hang=4)
        screen.say((f"{request.said[:1].upper()}{request.said[1:]}", "bold"), indent=4, hang=4)
    screen.gap()
    say_read(screen, due.head)
    return str(screen)


def _say_timeline(screen: Screen, due: DueList) -> None:
    """When things fall due, each a glyph above the line of days; what is more than fits above one place shows as +."""
    line = timeline(due.things, due.head.as_of)
    if line is None or len(due.things) < 2 or screen.paper.width < TIMELINE_COLUMNS + 4:
        return
    upright, flat, crossing = ("|", "-", "+") if screen.paper.ascii_only else ("│", "─", "┴")
    states = {(mark.column, mark.level): DRAWN_AS.get(mark.due.timing, STILL_TO_COME) for mark in line.marks}
    screen.gap()
    for level in range(min(line.tallest, MOST_ROWS), 0, -1):
        row = screen.Text("    ")
        for column in range(TIMELINE_COLUMNS):
            state = states.get((column, level), "")
            more = level == MOST_ROWS and (column, level + 1) in states
            row.append("+" if more else screen.paper.glyphs[state] if state else upright if column == line.day_column else " ", (STYLES[state] or None) if state else None)
        screen.row(row)
    screen.row(screen.Text("    " + flat * line.day_column + crossing + flat * (TIMELINE_COLUMNS - 1 - line.day_column)))
    first, last = day_words(line.first), day_words(line.last)
    screen.row(screen.Text("    " + first + last.rjust(TIMELINE_COLUMNS - len(first)), "dim"))
    screen.say((f"{screen.paper.glyphs['off_track']} late  {screen.paper.glyphs['not_known']} perhaps late  {screen.paper.glyphs[STILL_TO_COME]} still to come  {upright} {day_words(due.head.as_of)}", "dim"), indent=4, hang=4)


def _under_actions(things: Sequence[DueItem]) -> Iterator[tuple[str, list[DueItem]]]:
    found: dict[str, list[DueItem]] = {}
    for thing in things:
        found.setdefault(thing.action_address, []).append(thing)
    yield from found.items()


def _say_due(screen: Screen, thing: DueItem) -> None:
    when = f"{number_of(thing.days_late, 'day')} late" if thing.timing == "late" else TIMING_WORDS[thing.timing]
    style = "bold magenta" if thing.timing == "late" else "bold" if thing.timing in ("unsure", "due_soon") else ""
    named = "" if thing.of == "action" else f"{thing.of} {_number(thing.address)}: {thing.text}"
    who = leads_words(thing.leads)
    screen.say((f"due {day_words(thing.due)}, {when}", style), ("   " + named if named else ""), ("   " + who, "dim"), indent=4, hang=4)
    for request in thing.requests:
        screen.say((f"{request.said[:1].upper()}{request.said[1:]}", "bold"), indent=8, hang=4)
    screen.say((thing.why, "dim"), indent=8)


def due_lines(due: DueList) -> str:
    rows = [record(thing.due.isoformat(), f"days_late={thing.days_late}", thing.timing, thing.address, one_line(leads_words(thing.leads)), one_line(thing.timescale), one_line(thing.text), one_line(thing.why)) for thing in due.things]
    rows += [record("request", request.date.isoformat(), request.state, request.address, one_line(leads_words(request.leads)), one_line(request.until), one_line(request.text), one_line(request.said)) for request in due.requests]
    rows.append(record("total", f"as of {due.head.as_of}", due.head.revision_words, f"dated things={len(due.things)} late={due.late} actions={due.actions} late actions={due.late_actions} requests={len(due.requests)}"))
    rows.append(read_line(due.head))
    rows += [not_read_line(missed) for missed in due.head.not_read]
    return "\n".join(rows) + "\n"


def leads_words(leads: Sequence[Lead]) -> str:
    return ", ".join(lead.key if lead.words == lead.key else f"{lead.key} ({lead.words})" for lead in leads) or "no lead"


# show ----------------------------------------------------------------------------------------------------------------


def show_screen(shown: Shown, paper: ScreenSettings) -> str:
    screen = Screen(paper)
    say_head(screen, shown.head)
    screen.say(shown.plan.organisation, ": ", shown.plan.title)
    screen.gap()
    recommendation = shown.recommendation
    screen.say((f"{recommendation.called} {recommendation.id}", "bold"), "  ", recommendation.text, hang=4)
    if shown.action is None:
        _say_recommendation(screen, recommendation)
        for action in recommendation.actions:
            screen.gap()
            _say_action(screen, action)
    else:
        screen.gap()
        _say_action(screen, shown.action, shown.evidence)
    screen.gap()
    say_read(screen, shown.head)
    return str(screen)


def _say_recommendation(screen: Screen, recommendation: RecommendationView) -> None:
    rows = [("theme", recommendation.theme), ("stated", f"{recommendation.stated_word} ({state_words(recommendation.stated)})" if recommendation.stated_word else ""), ("state", recommendation.state_words), ("response", recommendation.response), *(("request", request.said) for request in recommendation.requests), ("remedy", recommendation.remedy), *_detail_rows(recommendation.details), ("note", recommendation.note)]
    _say_rows(screen, rows)


def _say_rows(screen: Screen, rows: Iterable[tuple[str, str]], indent: int = 2) -> None:
    for label, words in rows:
        if words:
            screen.say((label.ljust(13), "dim"), words, indent=indent, hang=13)


def _detail_rows(details: Iterable[Detail]) -> Iterator[tuple[str, str]]:
    return ((detail.label, detail.words) for detail in details)


def _number(address: str) -> str:
    """The number of a piece of evidence or a milestone, of its address."""
    return address.rpartition("/")[2].lstrip("m")


def _measure_rows(measure: MeasureView | None) -> Iterator[tuple[str, str]]:
    if measure is not None:
        yield from (("measure", measure.text), ("baseline", measure.baseline), ("target", measure.target))
        yield from (("read", f"{day_words(reading.date)}: {reading.value}" + (f" ({reading.note})" if reading.note else "")) for reading in measure.readings)


def _say_action(screen: Screen, action: ActionView, only: EvidenceView | None = None) -> None:
    glyphs = screen.paper.glyphs
    screen.say((action.address, "bold"), "  ", action.text, hang=4)
    screen.say((f"{glyphs[action.checked]} checked {state_words(action.checked)}", STYLES[action.checked]), f"   stated {state_words(action.stated)}   {action.timing_words}", indent=2)
    held = " (for the whole recommendation)" if action.written_for == "recommendation" else ""
    rows = [
        ("why", action.why), ("lead", leads_words(action.leads)), ("timescale", f"'{action.written}'{held}" if action.written else "none"), ("read as", action.read + ("" if action.certain else " (not certain)") if action.read else ""),
        ("due", f"{day_words(action.due)}" + (f", {number_of(action.days_late, 'day')} late" if action.days_late else "") if action.due else ""),
        ("first due", f"{day_words(action.first_due)}; changed {number_of(action.times_moved, 'time')}" if action.times_moved and action.first_due else ""),
        ("corrected", f"{number_of(action.times_corrected, 'date')} corrected" if action.times_corrected else ""), *(("request", request.said) for request in action.requests),
        ("cycles", f"{action.cycles.fallen_due} fallen due, {action.cycles.on_time} on time" if action.cycles else ""), *_measure_rows(action.measure), ("remedy", action.remedy), ("awaiting", action.awaiting),
        ("priority", action.priority), ("review", action.review), ("detail", action.detail), ("standards", ", ".join(action.standards)),
        ("ended", f"{day_words(action.ended.date)}: {action.ended.words}" if action.ended else ""), *(("carried on", f"by {place.in_full}") for place in action.carried_on), ("signed off", f"{day_words(action.signed_off.date)}, {action.signed_off.words}" if action.signed_off else ""),
        *(("completed", f"{day_words(line.date)} {line.words}".strip()) for line in action.completed), *(("revised", f"{day_words(line.date)}: {line.words}") for line in action.revised),
        *(("progress", f"{day_words(line.date)}: {line.words}") for line in action.progress), *_detail_rows(action.details), ("note", action.note),
    ]
    _say_rows(screen, rows)
    for piece in (*action.evidence, *action.milestones) if only is None else (only,):
        screen.say((f"{piece.of} {_number(piece.address)}", "bold"), "  ", piece.text, f"   {piece.timing_words}", indent=2, hang=4)
        _say_rows(screen, [("why", piece.why), ("lead", leads_words(piece.leads) if piece.leads else ""), *((DONE_AS[piece.of], f"{day_words(line.date)} {line.words}".strip()) for line in piece.received), *(("revised", f"{day_words(line.date)}: {line.words}") for line in piece.revised), *(("request", request.said) for request in piece.requests), ("link", piece.link), *_detail_rows(piece.details), ("note", piece.note)], indent=6)


# when ----------------------------------------------------------------------------------------------------------------


def when_line(timescale: Timescale) -> str:
    """One phrase as one record: the words, kind, due or dates, interval, certainty, the reading in words."""
    days = timescale.due.isoformat() if timescale.due else ",".join(day.isoformat() for day in timescale.dues)
    return record(one_line(timescale.text), timescale.kind, days, timescale.every.iso() if timescale.every else "", "certain" if timescale.certain else "open" if timescale.open else "not certain", one_line(timescale.words))


def _open_for(timescale: Timescale) -> list[str]:
    return [*timescale.doubts, *(f"'{words}' is not understood" for words in timescale.left.split("; ") if words)]


def when_screen(timescale: Timescale, next_days: Sequence[date], paper: ScreenSettings) -> str:
    screen = Screen(paper)
    screen.say(("'" + one_line(timescale.text) + "'", "bold"))
    certain = "certain" if timescale.certain else "not certain"
    rows = [("kind", timescale.kind), ("read as", timescale.words), ("", certain)]
    rows += [("open", "a later day may be meant, so it is never said to be late: " + "; ".join(_open_for(timescale)))] if timescale.open else []
    rows += [("due", day_words(timescale.due))] if timescale.due else []
    rows += [("dates", ", ".join(day_words(day) for day in timescale.dues))] if timescale.dues else []
    rows += [("interval", f"{timescale.every.words()} ({timescale.every.iso()})")] if timescale.every else []
    rows += [("done", day_words(timescale.done))] if timescale.done else []
    rows += [("event", timescale.event)] if timescale.event else []
    rows += [("not understood", timescale.left)] if timescale.left else []
    rows += [("begins", day_words(timescale.begins))] if timescale.begins and not timescale.due and not timescale.done else []
    rows += [(f"reading {number_}", reading.words) for number_, reading in enumerate(timescale.readings, 1)]
    rows += [(f"part {number_}", f"'{part.text}': {part.words}") for number_, part in enumerate(timescale.parts, 1)]
    rows += [("next due", ", ".join(day_words(day) for day in next_days))] if next_days else []
    for label, words in rows:
        screen.say((label.ljust(16), "dim"), words, indent=2, hang=16)
    return str(screen)
