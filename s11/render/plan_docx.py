"""Plans as Word tables for those who go on writing in them: one table a plan, in columns that councils use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from s11.english import state_words
from s11.render.document import Block, Heading, Imprint, Paragraph, Run, Runs, Table
from s11.render.docx import docx
from s11.view import ActionView, EvidenceView
from s11.view.export import Export, ExportedPlan
from s11.when import day_words

HEADINGS = ("No.", "Recommendation", "Action", "Lead", "Timescale", "Measure", "Evidence", "Progress", "Rating")
_WIDTHS = (6, 20, 26, 14, 13, 14, 24, 26, 9)


def plan_docx(seen: Export, templates: Mapping[str, str]) -> bytes:
    """The Word file of an export. Raises NotInstalled and BadTemplate."""
    head = seen.head
    audience = "public" if head.left_out else "internal"
    foot = f"Judged on {day_words(head.as_of)} · {head.revision_words} · audience: {audience}"
    blocks: list[Block] = []
    if len(seen.plans) != 1:
        blocks.append(Heading(1, (Run(seen.title),)))
    for plan in seen.plans:
        blocks += _plan(plan, 1 if len(seen.plans) == 1 else 2, head.left_out)
    return docx(blocks, Imprint(seen.title, head.as_of, foot), templates)


def _plan(plan: ExportedPlan, level: int, left_out: Sequence[str]) -> Iterator[Block]:
    yield Heading(level, (Run(plan.title),))
    legend = plan.tree.get("rag")
    if isinstance(legend, dict):
        meant = [
            f"{word}: {state_words(str(entry.get('means', '')))}"
            for word, entry in legend.items()
            if isinstance(entry, dict)
        ]
        yield Paragraph((Run("Ratings: " + "; ".join(meant) + "."),))
    for sentence in left_out:
        yield Paragraph((Run(sentence),))
    columns = [number for number, _ in enumerate(HEADINGS)]
    rows = list(_rows(plan))
    # a column in which no row says anything is left out; what is to be done and when always stands
    columns = [number for number in columns if number in (0, 1, 2, 3, 4) or any(row[number] for row in rows)]
    if rows:
        yield Table(
            (),
            f"{plan.title}: its actions",
            tuple((Run(HEADINGS[number]),) for number in columns),
            tuple(tuple(row[number] for number in columns) for row in rows),
            tuple(False for _ in columns),
            (),
            tuple(_WIDTHS[number] for number in columns),
            fills=True,
            wide=True,
        )
    without = [str(one.get("text", "")) for one in _without_action(plan)]
    for text in without:
        yield Paragraph((Run(f"No action is planned for: {text}"),))


def _without_action(plan: ExportedPlan) -> Iterator[Mapping[str, object]]:
    recommendations = plan.tree.get("recommendations")
    for one in recommendations if isinstance(recommendations, list) else ():
        if isinstance(one, dict) and not one.get("actions"):
            yield one


def _rows(plan: ExportedPlan) -> Iterator[tuple[Runs, ...]]:
    above = ""
    for listed in plan.actions:
        recommendation, action = listed.recommendation, listed.action
        # under the first action of a recommendation its words need not stand again
        first = recommendation.id != above
        above = recommendation.id
        yield (
            _runs(action.id),
            _runs(f"{recommendation.id} {recommendation.text}" if first else ""),
            _runs(action.text),
            _runs("; ".join(lead.words for lead in action.leads)),
            _runs(action.written),
            _runs(action.measure.text if action.measure else ""),
            _runs("\n".join([_piece(one) for one in (*action.evidence, *action.milestones)])),
            _runs("\n".join(_notes(action))),
            _runs(action.stated_word),
        )


def _piece(one: EvidenceView) -> str:
    when = f" ({one.written})" if one.written else ""
    received = f", received: {'; '.join(line.words for line in one.received)}" if one.received else ""
    return f"{'Milestone: ' if one.of == 'milestone' else ''}{one.text}{when}{received}"


def _notes(action: ActionView) -> Iterator[str]:
    for note in action.progress:
        yield f"{day_words(note.date)}: {note.words}"
    if action.finished is not None and action.finished.on is not None:
        yield f"Done: {day_words(action.finished.on)}"


def _runs(text: str) -> Runs:
    """Words of which each line end is a line end in the cell too."""
    made: list[Run] = []
    for number, line in enumerate(text.split("\n")):
        made += [Run("\n")] if number else []
        made += [Run(line)] if line else []
    return tuple(made)
