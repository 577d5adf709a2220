"""The command ``coverage`` on a screen and as one-line records: the table in letters, and the gaps in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from s11.english import number_of, state_words
from s11.render.labels import clipped
from s11.render.screen import Screen, ScreenSettings, add_head, add_made, cell_size, not_read_line, read_line
from s11.text import one_line, record, visible
from s11.view.coverage_records import BodyRow, Cell, Coverage, Figures, ListCoverage, Sample

if TYPE_CHECKING:
    from rich.text import Text

# of so few bodies it is told who looked at what, where not everything is asked for
FEW_BODIES = 3
LEAST_NAME, MOST_NAME = 16, 34
GAPS_HEAD = "gaps"
STYLES = {"met": "cyan", "not_met": "bold magenta", "not_applicable": "dim", "not_asked": "dim"}
UNKNOWN = "bold"


def coverage_screen(seen: Coverage, settings: ScreenSettings, long: bool = False) -> str:
    screen = Screen(settings)
    add_head(screen, seen.head)
    for sentence in seen.head.left_out:
        screen.paragraph((sentence, "dim"))
    for listed in seen.lists:
        screen.gap()
        _add_list(screen, listed, long)
    screen.gap()
    add_made(screen, seen.head)
    return str(screen)


def _add_list(screen: Screen, listed: ListCoverage, long: bool) -> None:
    screen.paragraph((listed.title or listed.id, "bold"), *([f"  {listed.id}"] if listed.title else []), hang=4)
    returned, own, others = listed.headline
    screen.paragraph(("returns  ", "dim"), (returned, "bold"), f" {listed.returns.asked_words}", hang=9)
    if listed.returns.missing_words:
        screen.paragraph(("         ", ""), (listed.returns.missing_words, "bold magenta"), hang=9)
    screen.paragraph(("grades   ", "dim"), own, hang=9)
    screen.paragraph(("others   ", "dim"), others, hang=9)
    if listed.ways_words:
        screen.paragraph(("change   ", "dim"), listed.ways_words, hang=9)
    for sentence in listed.whole_words:
        screen.paragraph(("whole    ", "dim"), sentence, hang=9)
    screen.paragraph(("gaps     ", "dim"), (listed.gaps_words, "bold"), hang=9)
    screen.gap()
    if listed.bodies and listed.standards:
        _add_table(screen, listed)
        screen.gap()
    _add_gaps(screen, listed, long)
    if long or len(listed.bodies) <= FEW_BODIES:
        _add_looked(screen, listed)
    for sentence in (*listed.elsewhere, *listed.not_known):
        screen.paragraph(("not known  " if sentence in listed.not_known else "elsewhere  ", "dim"), sentence, hang=11)
    if listed.sample is not None:
        screen.gap()
        _add_sample(screen, listed.sample)


# the table -----------------------------------------------------------------------------------------------------------


def _add_table(screen: Screen, listed: ListCoverage) -> None:
    """A row a body, a column a standard, as many columns at once as the screen has room for."""
    names = [" ".join(visible(row.name, screen.settings.ascii_only).split()) for row in listed.bodies]
    widths = [
        1 + max(cell_size(one.id), *(cell_size(row.cells[at].letters) for row in listed.bodies))
        for at, one in enumerate(listed.standards)
    ]
    counts = max(len(GAPS_HEAD), *(len(str(row.gaps)) for row in listed.bodies)) + 1
    longest = max(len(label) for label, _ in _foot(listed.figures))
    name = max(longest, min(MOST_NAME, max(map(cell_size, names)), screen.settings.width - sum(widths) - counts))
    blocks = _blocks(widths, max(1, screen.settings.width - name - counts))
    for number, block in enumerate(blocks):
        if number:
            screen.gap()
        room = sum(widths[at] for at in block)
        head = screen.Text(" " * name)
        for at in block:
            head.append(listed.standards[at].id.rjust(widths[at]), "bold")
        screen.row(head.append(GAPS_HEAD.rjust(counts), "dim"))
        for row, label in zip(listed.bodies, names, strict=True):
            screen.row(_row(screen, row, label, block, widths, name, room, counts))
        for line, (label, count) in enumerate(_foot(listed.figures)):
            text = screen.Text("").append(label.ljust(name), "dim")
            for at in block:
                text.append(f"{_foot(listed.standards[at].figures)[line][1]:,}".rjust(widths[at]))
            screen.row(text if len(blocks) > 1 else text.append(f"{count:,}".rjust(counts), "bold"))
    _add_key(screen, listed)
    for one in listed.standards:
        label = f"{one.id}  {one.text}" if one.text else one.id
        screen.paragraph((clipped(label, screen.settings.width - 4), "dim"), indent=2)


def _row(
    screen: Screen,
    row: BodyRow,
    label: str,
    block: Sequence[int],
    widths: Sequence[int],
    name: int,
    room: int,
    counts: int,
) -> Text:
    more = ".." if screen.settings.ascii_only else "…"
    short = label if cell_size(label) <= name else label[: name - len(more)] + more
    line = screen.Text("").append(short.ljust(name), "bold")
    if not row.answered:
        state = row.short_words if len(row.short_words) < room else row.short_words.partition(",")[0][: room - 1]
        line.append(f" {state}".ljust(room), UNKNOWN)
    else:
        for at in block:
            cell = row.cells[at]
            line.append(cell.letters.rjust(widths[at]), STYLES.get(cell.own_state, UNKNOWN) or None)
    return line.append(str(row.gaps or "").rjust(counts))


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    blocks: list[list[int]] = [[]]
    used = 0
    for at, width in enumerate(widths):
        if blocks[-1] and used + width > room:
            blocks.append([])
            used = 0
        blocks[-1].append(at)
        used += width
    return blocks


def _foot(figures: Figures) -> tuple[tuple[str, int], ...]:
    """The figures below the table, each what it is called and how many."""
    return (
        ("met, by itself", figures.own["met"]),
        ("looked at by others", figures.looked_at),
        ("met, by others", figures.others["met"]),
        ("not known", figures.not_known),
        ("actions named", figures.named_actions),
        ("actions late", figures.actions["late"]),
    )


def _add_key(screen: Screen, listed: ListCoverage) -> None:
    if not listed.letters:
        return
    key = "; ".join(f"{letter} {label}" for letter, label in listed.letters)
    screen.paragraph(
        ("Each cell: what the body says of itself in a capital, then what others say. ", "dim"), (f"{key}.", "dim")
    )


# in words ------------------------------------------------------------------------------------------------------------


def _add_looked(screen: Screen, listed: ListCoverage) -> None:
    """Who looked at what."""
    looked = [(row.name, each.said) for row in listed.bodies for each in row.looked]
    if looked:
        screen.paragraph(("Who else looked", "bold"))
        for name, sentence in looked:
            screen.paragraph((name, "bold"), f": {sentence}.", indent=2, hang=2)
        screen.gap()


def _add_gaps(screen: Screen, listed: ListCoverage, long: bool) -> None:
    if not listed.gaps:
        return
    shown = listed.gaps if long else listed.worst
    screen.paragraph((listed.worst_words if not long else "The gaps, the worst first", "bold"))
    for gap in shown:
        screen.paragraph((gap.where, "bold"), f": {gap.said}.", indent=2, hang=2)
    if left := len(listed.gaps) - len(shown):
        screen.paragraph(f"{number_of(left, 'more gap')}: --long", indent=2, hang=2)
        screen.paragraph(("Of all, in how many places: ", "dim"), f"{listed.kinds_words}.", indent=2, hang=2)
    screen.gap()


def _add_sample(screen: Screen, sample: Sample) -> None:
    screen.paragraph(("To be read", "bold"))
    for one in sample.drawn:
        screen.paragraph(
            (one.body, "bold"), f"  {one.id}  ({state_words(one.kind)}, number {one.number})", indent=2, hang=2
        )
    for sentence in sample.words:
        screen.paragraph((sentence, "dim"), indent=2)


# as records, a line each ---------------------------------------------------------------------------------------------


def coverage_lines(seen: Coverage) -> str:
    rows = [record("judged", seen.head.as_of.isoformat(), seen.head.revision_words)]
    rows += (record("public", one_line(sentence)) for sentence in seen.head.left_out)
    for listed in seen.lists:
        rows += _list_lines(listed)
    rows.append(read_line(seen.head))
    rows += (not_read_line(missed) for missed in seen.head.not_read)
    return "\n".join(rows) + "\n"


def _list_lines(listed: ListCoverage) -> Iterator[str]:
    yield record("list", listed.id, one_line(listed.title))
    for sentence in (
        *listed.headline,
        listed.returns.asked_words,
        listed.returns.missing_words,
        listed.ways_words,
        listed.gaps_words,
    ):
        if sentence:
            yield record("said", listed.id, one_line(sentence))
    for row in listed.standards:
        yield record("standard", f"{listed.id}.{row.id}", one_line(row.text), *_counts(row.figures))
    for body in listed.bodies:
        yield record(
            "body",
            one_line(body.name),
            body.id or "no return",
            one_line(body.state_words),
            *_counts(body.figures),
            f"gaps={body.gaps}",
        )
        yield from (record("whole", one_line(body.name), one_line(one.words)) for one in body.whole)
        yield from (record("looked", one_line(body.name), one_line(each.said)) for each in body.looked)
        if body.answered:
            yield from (_cell_line(body, cell) for cell in body.cells)
    yield from (record("gap", gap.kind, one_line(gap.words), gap.place) for gap in listed.gaps)
    for sentence in (*listed.elsewhere, *listed.not_known):
        yield record("note", listed.id, one_line(sentence))
    if listed.sample is not None:
        for one in listed.sample.drawn:
            yield record("read", one.id, one_line(one.body), one.kind, one.number)
        yield from (record("drawn", listed.id, one_line(sentence)) for sentence in listed.sample.words)


def _counts(figures: Figures) -> Iterator[str]:
    for of, counts in (("itself", figures.own), ("others", figures.others), ("actions", figures.actions)):
        yield f"{of}: " + " ".join(f"{name}={count}" for name, count in counts.items())


def _cell_line(body: BodyRow, cell: Cell) -> str:
    return record(
        "cell",
        cell.address,
        cell.letters,
        f"itself={one_line(cell.own_words)}",
        f"others={one_line(cell.others_words)}",
        one_line(cell.evidence_words),
        one_line(cell.actions_words),
        f"last return={cell.way.replace('_', ' ')}",
        f"gaps={cell.gaps}",
    )
