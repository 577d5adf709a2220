"""A new plan, and what is still open of the last one carried into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11.edit.draft import CannotDo, Draft, Entry
from s11.edit.place import Place, places
from s11.plan import FORMAT, MappingKind, Meaning, Person, Plan, Record, fields_of, load_one
from s11.standing import Standing, is_open, judge_plan, reads_the_same
from s11.text import Node, Source
from s11.text.values import Layout, value_lines
from s11.when import Vantage

# what is of the last plan's own year, and is said anew of the next
_OF_ITS_YEAR = ("agreed", "period", "source", "reported", "closed", "progress", "note", "arises_from")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a new plan says of itself."""

    title: str
    organisation: str = ""
    origin: str = ""
    period: str = ""


def empty_plan(heading: Heading, legend: dict[str, Meaning], people: Sequence[tuple[str, Person]], schema: str) -> str:
    """A plan without a recommendation yet, as the text of a file."""
    root: dict[str, Node] = {
        "format": FORMAT,
        "title": heading.title,
        "organisation": heading.organisation,
        "origin": heading.origin,
    }
    if heading.period:
        root["period"] = heading.period
    root["rag"] = {
        word: {"means": meaning.means, **({"label": meaning.label} if meaning.label else {})}
        for word, meaning in legend.items()
    }
    root["people"] = {
        key: {name: words for name, words in (("name", person.name), ("post", person.post)) if words}
        for key, person in people
    }
    root["recommendations"] = []
    return text_of(root, schema, Plan, "recommendations")


def carried_forward(draft: Draft, heading: Heading, new_id: str, vantage: Vantage, schema: str) -> tuple[str, int]:
    """The next plan of the same kind, with every action of the last one that is open, word for word.

    Each keeps its id, its date and all that was recorded of it, so that what is late is late in the next plan too.
    Returns its text and how many actions it carries. Raises CannotDo where nothing is open.
    """
    last = draft.document.root
    if not isinstance(last, dict):
        raise CannotDo(f"{draft.plan.id} holds no plan")
    open_paths = {place.path for place in _open(draft, vantage)}
    root: dict[str, Node] = {}
    for field in fields_of(Plan):
        if field.key in last and field.key not in _OF_ITS_YEAR:
            root[field.key] = last[field.key]
    root["title"] = heading.title
    root |= {key: words for key, words in (("organisation", heading.organisation), ("origin", heading.origin)) if words}
    if heading.period:
        root["period"] = heading.period
    root["arises_from"] = [draft.plan.title]
    kept: list[Node] = []
    carried_ids = {place.of_action.id for place in _open(draft, vantage)}
    above = last.get("recommendations")
    for r, recommendation in enumerate(above if isinstance(above, list) else []):
        if not isinstance(recommendation, dict):
            continue
        actions = recommendation.get("actions")
        carried = [
            _pointing_back(action, draft.plan.id, carried_ids)
            for a, action in enumerate(actions if isinstance(actions, list) else [])
            if ("recommendations", r, "actions", a) in open_paths
        ]
        if carried:
            kept.append({**recommendation, "actions": carried})
        elif not actions and not recommendation.get("response"):
            # nothing was done about it yet: that goes on
            kept.append(recommendation)
    root["recommendations"] = kept
    _check_read_alike(draft, root)
    ordered = {field.key: root[field.key] for field in fields_of(Plan) if field.key in root}
    return text_of(ordered, schema, Plan, "recommendations"), len(open_paths)


def _pointing_back(action: Node, old_id: str, carried: set[str]) -> Node:
    """An action whose own addresses ('#4') still lead to where they led: to the old plan, where it stays there."""
    if not isinstance(action, dict):
        return action
    detail = action.get("detail")
    if isinstance(detail, str) and detail.startswith("#") and detail[1:].partition("/")[0] not in carried:
        return {**action, "detail": f"{old_id}{detail}"}
    return action


def _check_read_alike(draft: Draft, root: dict[str, Node]) -> None:
    """Raises CannotDo where a date would be read otherwise in the new plan: its year was counted from the old one's
    day.
    """
    old = {action.id: (above, action) for above, action in draft.plan.actions()}
    source = Source("new.yaml", "new", text_of(root, "", Plan, "recommendations").encode("utf-8"))
    new = load_one(source, draft.loaded.conventions).plan
    for above, action in new.actions() if new is not None else ():
        was_above, was = old[action.id]
        pairs = [(was.timescale, action.timescale), (was_above.timescale, above.timescale)]
        pairs += [(one.timescale, other.timescale) for one, other in zip(was.pieces, action.pieces, strict=True)]
        for one, other in pairs:
            if not reads_the_same(one, other) and one is not None:
                raise CannotDo(
                    f"'{one.text}' of action {action.id} has no year of its own, and would be read as another day in "
                    f"the new plan: write the year first, s11 move {draft.plan.id}#{action.id} --correction"
                )


def close(draft: Draft, entry: Entry, new_id: str, new_title: str, vantage: Vantage) -> None:
    """The last plan closed: each open action is ended as transferred to where it stands now. Raises CannotDo."""
    if draft.plan.closed is not None:
        raise CannotDo(f"{draft.plan.id} was closed already, on {draft.plan.closed.date.isoformat()}")
    why = f"Carried on in '{new_title}'"
    for place in _open(draft, vantage):
        ended: dict[str, Node] = {"as": "transferred", "date": entry.day.isoformat(), "why": why}
        draft.put((*place.path, "ended"), {**ended, "to": f"{new_id}#{place.of_action.id}"})
    draft.put(("closed",), {"date": entry.day.isoformat(), "why": why, "to": new_id})
    draft.note((), entry, f"The plan was closed. {why}")
    draft.phrases.append(f"closed; what is open is carried on in {new_id}")


def _open(draft: Draft, vantage: Vantage) -> list[Place]:
    standing_of = {id(standing.action): standing for standing in judge_plan(draft.plan, vantage)}
    open_places = [
        place
        for place in places(draft.loaded)
        if place.kind == "action" and place.action is not None and _goes_on(standing_of[id(place.action)])
    ]
    if not open_places:
        raise CannotDo(f"nothing is open in {draft.plan.id}: there is nothing to carry on")
    return open_places


def _goes_on(standing: Standing) -> bool:
    return is_open(standing) or standing.timing == "proposed"


def text_of(root: dict[str, Node], schema: str, whole: type[Record], last: str) -> str:
    """The text of a new file: the schema for editors, then each field; a line apart stand groups of fields, and
    ``last``, the list of what the file is about.
    """
    lines = [f"# yaml-language-server: $schema={schema}"]
    groups = [field.key for field in fields_of(whole) if isinstance(field.kind, MappingKind)] + [last]
    for key, value in root.items():
        if key in groups:
            lines.append("")
        lines += value_lines({key: value}, Layout(), 0)
    return "\n".join(lines) + "\n"
