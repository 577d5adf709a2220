"""The rows of a page that stand for each action and each dated thing: most of what a page of plans holds.

They are written here and not in a template since a site has tens of thousands of them. Their cells carry no labels of
their own: where a table is shown as cards, its ``labels`` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from s11.english import number_of
from s11.render.html_words import (
    STATE_BOXES,
    STATE_WORDS,
    Terms,
    anchor,
    attribute,
    prose,
    swatch,
    words,
)
from s11.render.labels import first_capital, is_web, place
from s11.view import TIMING_WORDS, ActionView, DueItem, FullPlan
from s11.view.action_records import (
    CarriedView,
    DatedNote,
    EvidenceView,
    Lead,
    MeasureView,
    MoreTime,
    Place,
)
from s11.view.counts import DetailPlan, SourceLine
from s11.view.site import LeadRow, PlanPage
from s11.when import day_words

_day = lru_cache(maxsize=4096)(day_words)


def labels(*columns: str) -> Markup:
    """What each column but the first is called, where the rows of a table are shown as cards: an attribute of the table
    or of what is around it.
    """
    # between the quotation marks of CSS within those of the attribute
    named = [words(column).replace('"', "&#34;").replace("'", "’").replace("\\", "") for column in columns]
    each = ";".join(f"--c{number}:'{column}'" for number, column in enumerate(named, 2))
    return Markup(f'style="{each}"')


def action_row(one: ActionView, plan: FullPlan) -> Markup:
    """An action with all its words."""
    cells = (
        "".join(_action(one, plan)),
        leads_words(one.leads),
        "".join(_timescale(one, plan)),
        "".join(_shows(one, plan.terms)),
        "".join(_stated(one, plan)),
        "".join(_checked(one, plan.terms)),
    )
    inside = "</td>\n<td>".join(cells).replace("</td>", "</th>", 1)
    return Markup(f'<tr id="{anchor(one.address)}"><th scope=row>{inside}</td></tr>')


def _action(one: ActionView, plan: FullPlan) -> Iterator[str]:
    terms = plan.terms
    yield f"<b class=id>{words(one.id)}</b>{prose(one.text, terms)}"
    if one.proposed:
        yield "<p class=small><strong>Proposed:</strong> still to be discussed and agreed</p>"
    if one.continuing:
        yield "<p class=small><strong>Continuing</strong> as usual once done</p>"
    if one.sensitive:
        yield "<p class=small><strong>Sensitive:</strong> not for the public</p>"
    if one.priority:
        yield f"<p class=small>Priority: {words(one.priority)}</p>"
    if one.standards:
        yield f"<p class=small>Standards: {', '.join(map(words, one.standards))}</p>"
    if one.measure:
        yield measure_words(one.measure, terms)
    if one.remedy:
        yield _named("Being done about it", prose(one.remedy, terms))
    if one.awaiting:
        yield _named("Awaiting", prose(one.awaiting, terms))
    if one.review:
        yield f"<p class=small>Looked at again: {words(one.review)}</p>"
    if one.detail_plan:
        yield from _detail_plan(one.detail_plan, terms)
    for detail in one.details:
        yield _named(words(first_capital(detail.label)), prose(detail.words, terms))
    if one.note:
        yield _named("Note", prose(one.note, terms))


def _named(label: str, markup: str) -> str:
    return f"<p class=small><b>{label}</b>{markup}</p>"


def measure_words(one: MeasureView, terms: Terms) -> str:
    figures = one.said
    return _named("Measure", prose(one.text, terms) + (f"<br>{prose(figures, terms)}" if figures else ""))


def _detail_plan(one: DetailPlan, terms: Terms) -> Iterator[str]:
    yield _named("Detailed plan", f"{_place(one, terms)}<br>{words(one.said)}")
    if one.disagrees:
        yield f"<p class=small><strong>This action is {words(one.disagrees)}</strong></p>"
    for deeper in one.deeper:
        yield _named("Beneath it", f"{_place(deeper, terms)}<br>{words(deeper.said)}")


def _place(one: Place | DetailPlan, terms: Terms) -> str:
    markup = prose(one.words, terms)
    if one.linked:
        markup = f'<a href="{attribute(one.page)}#{anchor(one.address)}">{markup}</a>'
    if one.address and one.address != one.words:
        markup += f' <span class="small soft">{words(one.address)}</span>'
    return markup


@lru_cache(maxsize=4096)
def leads_words(leads: Sequence[Lead]) -> str:
    """Who leads; of whom the plan does not explain, that it does not."""
    return ", ".join(map(_lead, leads)) or "<span class=never>no lead</span>"


def _lead(one: Lead) -> str:
    if one.known:
        return words(one.words)
    why = "to be confirmed" if one.key.lower() == "tbc" else "not explained in the plan"
    return f'{words(one.key)} <span class="soft small">({why})</span>'


def _line(one: SourceLine | DatedNote) -> str:
    text = f": {words(one.words)}" if one.words else ""
    return f"<strong>{_day(one.date)}</strong>{text}"


def _requests(requests: Iterable[MoreTime], terms: Terms) -> Iterator[str]:
    return (prose(first_capital(one.said), terms) for one in requests)


def _timescale(one: ActionView, plan: FullPlan) -> Iterator[str]:
    if one.written:
        whose = f", for the {words(plan.summary.called)}" if one.written_for == "recommendation" else ""
        yield (
            f"<p><b>As written{whose}</b><q>{prose(one.written)}</q></p>"
            f"<p class=small><b>Read as</b>{words(one.read_words)}</p>"
        )
    else:
        yield "<span class=never>none given</span>"
    for change in one.revised:
        yield f"<p class=small>{_line(change)}</p>"
    if one.times_moved:
        first = f"; first due {_day(one.first_due)}" if one.first_due else ""
        yield f"<p class=small>Moved {number_of(one.times_moved, 'time')}{first}</p>"
    if one.times_corrected:
        yield f"<p class=small>{number_of(one.times_corrected, 'date')} corrected</p>"
    for request in _requests(one.requests, plan.terms):
        yield f"<p class=small>{request}</p>"


def _shows(one: ActionView, terms: Terms) -> Iterator[str]:
    """Evidence, milestones, progress, and how it was completed, ended or carried on."""
    nothing = True
    for label, pieces in (("Evidence", one.evidence), ("Milestones", one.milestones)):
        if pieces:
            nothing = False
            yield f"<b>{label}</b><ul>{''.join([_piece(piece, terms) for piece in pieces])}</ul>"
    if one.progress:
        nothing = False
        yield f"<b>Progress</b><ul><li>{'</li><li>'.join(map(_line, one.progress))}</li></ul>"
    for done in one.completed:
        nothing = False
        yield f"<p>Completed {_line(done)}</p>"
    if one.signed_off:
        nothing = False
        yield f"<p>{_line(one.signed_off)}</p>"
    if one.ended:
        nothing = False
        yield f"<p>Ended {_line(one.ended)}</p>"
    if one.carried:
        nothing = False
        yield from _way(one.carried, one.address, terms)
    if nothing:
        yield "<span class=never>none recorded</span>"


def _piece(one: EvidenceView, terms: Terms) -> str:
    put = [f'<li id="{anchor(one.address)}">{prose(one.text, terms)}']
    if one.link:
        link = words(one.link)
        put.append(
            f' (<a href="{attribute(one.link)}" rel=noreferrer>{link}</a>)' if is_web(one.link) else f" ({link})"
        )
    if one.leads:
        put.append(f"<br><span class=small>Lead: {leads_words(one.leads)}</span>")
    timing = one.timing_words if one.timing != "no_date" or not one.received else "received"
    if one.timing == "late":
        timing = f"<strong>{timing}</strong>"
    missed = f", {number_of(one.late_dates, 'date')} missed" if one.late_dates else ""
    sure = "" if one.certain else ", reading uncertain"
    put.append(f"<br><span class=small>{timing}{_delay(one)}{missed}{sure}. <i>{words(one.why)}.</i>")
    how = "Reached" if one.of == "milestone" else "Received"
    put += [f"<br>{how} {_line(done)}" for done in one.received]
    put += [f"<br>{_line(change)}" for change in one.revised]
    put += [f"<br>{request}" for request in _requests(one.requests, terms)]
    put += [f"<br>{words(first_capital(row.label))}: {prose(row.words, terms)}" for row in one.details]
    if one.note:
        put.append(f"<br>Note: {prose(one.note, terms)}")
    put.append("</span></li>")
    return "".join(put)


def _delay(one: ActionView | EvidenceView) -> str:
    """How late it is, and its due day, after the words of its timing."""
    late = f" by {number_of(one.days_late, 'day')}" if one.days_late else ""
    return f"{late}, due {_day(one.due)}" if one.due else late


def _way(carried: CarriedView, address: str, terms: Terms) -> Iterator[str]:
    for step in carried.earlier:
        yield _named("Came from", f"{_place(step.place, terms)}; {prose(step.said, terms)}")
    for step in carried.later:
        own = step.of == address
        stands = f"; {words(step.stands)}" if step.stands else ""
        how = f"; {prose(step.said, terms)}" if step.said else ""
        yield (
            f"<p{'' if own else ' class=small'}><b>{'Carried on by' if own else 'Then by'}</b>"
            f"{_place(step.place, terms)}{stands}{how}</p>"
        )
    if carried.sums.said:
        yield _named("In all", prose(carried.sums.said, terms))


def _stated(one: ActionView, plan: FullPlan) -> Iterator[str]:
    if one.stated_word:
        yield f"<p>{own_word(one.stated_word, one.stated_colour)}</p>"
    yield f"<p>{STATE_WORDS[one.stated]}</p>"
    if one.stated_for == "recommendation":
        yield f"<p class=small>for the whole {words(plan.summary.called)}</p>"
    if one.stated_on:
        yield f"<p class=small>on {_day(one.stated_on)}</p>"
    elif one.stated_later:
        yield f"<p class=small>stated later, on {_day(one.stated_later)}</p>"


@lru_cache(maxsize=1024)
def own_word(word: str, colour: str) -> str:
    """A plan's own word for a state, in its own colour where we have paint for it."""
    return f'<span class="own {swatch(colour)}">{words(word)}</span>'


def _checked(one: ActionView, terms: Terms) -> Iterator[str]:
    yield f"<p>{STATE_BOXES[one.checked]}</p><p><strong>{words(one.timing_words)}</strong>{_delay(one)}</p>"
    if one.cycles:
        yield f"<p class=small>{one.cycles.words}</p>"
    yield f'<p class="small soft">{prose(one.why, terms)}</p>'


# dated things --------------------------------------------------------------------------------------------------------


def any_behind(things: Iterable[DueItem]) -> bool:
    """Whether there is anything to be said of how late one of them is."""
    return any(thing.timing in ("late", "unsure", "due_soon") for thing in things)


def any_recurs(things: Iterable[DueItem]) -> bool:
    return any(thing.cycles for thing in things)


def due_rows(things: Sequence[DueItem], terms: Terms, linked: bool, behind: bool, recurring: bool) -> Markup:
    """A row for each dated thing of one plan. ``linked``: to where its action stands on the page; ``behind`` and
    ``recurring``: with a column for how late it is, and for how often it was missed.
    """
    rows = []
    for thing in things:
        late = f"<td class=number>{_days_late(thing)}</td>" if behind else ""
        recurs = f"<td>{thing.cycles.words if thing.cycles else ''}</td>" if recurring else ""
        called = f"{words(thing.called)} · {prose(thing.text, terms)}"
        rows.append(
            f"<tr><th scope=row>{_day(thing.due)}</th>{late}<td>"
            + (f'<a href="#{anchor(thing.action_address)}">{called}</a>' if linked else _strong(thing, terms))
            + _of(thing, terms)
            + f"</td><td>{leads_words(thing.leads)}</td><td><q>{prose(thing.timescale)}</q></td>{recurs}</tr>"
        )
    return Markup("\n".join(rows))


def _strong(thing: DueItem, terms: Terms) -> str:
    return f"<strong>{words(thing.called)}</strong> · {prose(thing.text, terms)}"


def _of(thing: DueItem, terms: Terms) -> str:
    """Of which action a piece of evidence or a milestone is."""
    if thing.of == "action":
        return ""
    return f'<br><span class="small soft">{thing.of} of: {prose(thing.action_text, terms)}</span>'


def _days_late(thing: DueItem) -> str:
    if thing.days_late:
        return f"{thing.days_late:,}"
    return TIMING_WORDS[thing.timing] if thing.timing != "in_time" else ""


# of a site ------------------------------------------------------------------------------------------------------------


def late_rows(things: Iterable[tuple[PlanPage, DueItem]], root: str) -> Markup:
    """A row for each late thing of every plan; ``root``: the way back to the folder of the site."""
    return Markup(
        "\n".join(
            [
                f"<tr><th scope=row data-sort={thing.due.isoformat()}>{_day(thing.due)}</th>"
                f"<td class=number>{thing.days_late:,}</td><td>{_thing_link(one, thing, root)}</td>"
                f"<td>{words(one.page.words)}</td><td>{leads_words(thing.leads)}</td></tr>"
                for one, thing in things
            ]
        )
    )


def _thing_link(one: PlanPage, thing: DueItem, root: str) -> str:
    return _link(one, thing.address, f"{words(thing.called)} · {prose(thing.text)}", root) + _of(thing, one.plan.terms)


def _link(one: PlanPage, address: str, label: str, root: str) -> str:
    return f'<a href="{root}{one.page.path}#{anchor(address)}">{label}</a>'


def lead_rows(rows: Iterable[LeadRow], root: str) -> Markup:
    """A row for everything of one lead."""
    return Markup("\n".join([_lead_row(row, root) for row in rows]))


def _lead_row(row: LeadRow, root: str) -> str:
    one, due, thing, action = row
    if thing is not None:
        what, written = _thing_link(one, thing, root), thing.timescale
        late, timing = thing.days_late, words(action.timing_words) if action else TIMING_WORDS[thing.timing]
        cycles = thing.cycles
    else:
        assert action is not None
        what = _link(one, action.address, f"{words(action.id)} · {words(action.text)}", root)
        written, late, timing, cycles = action.written, action.days_late, words(action.timing_words), None
    asked = f"<q>{prose(written)}</q>" if written else "<span class=never>none given</span>"
    by = f" by {number_of(late, 'day')}" if late else ""
    # what has no state, and no day, comes after all that have one
    states, recorded = "<td data-sort=9></td><td data-sort=9></td>", " data-sort=9999>"
    if action is not None:
        states = (
            f"<td data-sort={place(action.stated)}>{STATE_WORDS[action.stated]}</td>"
            f"<td data-sort={place(action.checked)}>{STATE_BOXES[action.checked]}</td>"
        )
        last = action.last_recorded
        recorded = f" data-sort={last.isoformat()}>{_day(last)}" if last else "><span class=never>nothing yet</span>"
    return (
        f'<tr><th scope=row>{what}<br><span class="small soft">{words(one.page.words)}</span></th>'
        + (f"<td data-sort={due.isoformat()}>{_day(due)}</td>" if due else "<td data-sort=9999></td>")
        + f"<td>{asked}"
        + (f"<br><span class=small>{cycles.words}</span>" if cycles else "")
        + f"</td>{states}<td>{timing}{by}</td>"
        + f"<td{recorded}</td></tr>"
    )
