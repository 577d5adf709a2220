"""What stands under the cursor, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s11.lsp.around import Around
from s11.lsp.buffers import Buffer
from s11.lsp.definition import refers_to
from s11.lsp.messages import Object
from s11.lsp.places import Cursor, InFormat, cursor_at, in_format
from s11.plan import CarriedTo, MappingKind, Meaning, Person, Plan, PlanFile, TimescaleKind
from s11.rules import BY_CODE
from s11.rules.rule import RuleContext
from s11.text import Document, Path, Span, is_remark
from s11.view import ActionView, EvidenceView

_CODE = re.compile(r"S\d{3}")


def hover(loaded: PlanFile, around: Around, buffer: Buffer, offset: int) -> Object | None:
    """What is said of the words at an offset of the open text; None where there is nothing to say."""
    document, at = loaded.document, offset - buffer.before
    hovered = _remark(document, at) or _field_hover(loaded, around, document, at)
    if hovered is None:
        return None
    text, span = hovered
    return {"contents": {"kind": "plaintext", "value": text}, "range": buffer.range_of(span)} if text else None


def _remark(document: Document, at: int) -> tuple[str, Span] | None:
    """A rule's code in a remark to s11."""
    from s11.render.hover_text import rule_hover

    for comment in document.comments:
        if comment.start <= at <= comment.start + len(comment.words) and is_remark(comment.words):
            for match in _CODE.finditer(comment.words):
                span = Span(comment.start + match.start(), comment.start + match.end())
                if span.start <= at <= span.end and match[0] in BY_CODE:
                    return rule_hover(BY_CODE[match[0]]), span
    return None


def _field_hover(loaded: PlanFile, around: Around, document: Document, at: int) -> tuple[str, Span] | None:
    cursor = cursor_at(document, at)
    place = in_format(cursor.path) if cursor is not None else None
    if cursor is None or place is None or place.field is None:
        return None
    text = _key(loaded, cursor, place) if cursor.on_key else _value(loaded, around, cursor, place)
    return text, cursor.span


def _key(loaded: PlanFile, cursor: Cursor, place: InFormat) -> str:
    from s11.render.hover_text import field_hover, person_hover, rating_hover, theme_hover

    key, plan = str(cursor.path[-1]), loaded.plan
    if place.own_key:
        if plan is None or not isinstance(place.field and place.field.kind, MappingKind):
            return ""
        match place.field.name if place.field else "":
            case "people":
                return person_hover(key, plan.people.get(key, Person()))
            case "rag":
                return rating_hover(key, plan.rag.get(key))
            case "themes":
                return theme_hover(plan, key)
        return ""
    return field_hover(place.field, place.holder) if place.field is not None and place.holder is not None else ""


def _value(loaded: PlanFile, around: Around, cursor: Cursor, place: InFormat) -> str:
    from s11.render import hover_text

    node, plan = loaded.document.node(cursor.path), loaded.plan
    words = node.strip() if isinstance(node, str) else ""
    if plan is None or not words or place.field is None:
        return ""
    if isinstance(place.kind, TimescaleKind) or isinstance(place.field.kind, TimescaleKind):
        return _timescale(loaded, around, cursor.path)
    if place.field.names:
        known = words in plan.people or place.field.names == "people"
        return hover_text.person_hover(words, plan.people.get(words)) if known else ""
    match refers_to(place):
        case "rag":
            meaning: Meaning | None = plan.meaning(words)
            return hover_text.rating_hover(words, meaning)
        case "theme":
            return hover_text.theme_hover(plan, words)
        case "standard" | "standards":
            return _standard(around, words)
        case "address":
            return _place(plan, around, words)
    return ""


def _standard(around: Around, words: str) -> str:
    from s11.render.hover_text import standard_hover

    for name, kept in around.standards.items():
        if words == name:
            return standard_hover(kept.listed, None)
        for standard in kept.listed.standards:
            if words == f"{name}.{standard.id}":
                return standard_hover(kept.listed, standard)
    return ""


def _place(plan: Plan, around: Around, words: str) -> str:
    from s11.view.action_view import Places

    (place,) = Places(around.register).of(plan, (CarriedTo(address=words),))
    return place.in_full


def _timescale(loaded: PlanFile, around: Around, path: Path) -> str:
    """How a timescale is read, and how what it holds for stands on the day."""
    from s11.render.hover_text import lines, standing_hover, timescale_hover
    from s11.standing import next_due_days

    case, day = around.case(loaded), around.vantage.as_of
    if case is None:
        return ""
    for inner, _, timescale in case.timescales():
        # one phrase of a list, or a part that is spelled out, is a part of the whole
        if path[: len(inner)] == inner:
            things = tuple(_held_by(case, around, inner))
            return lines([timescale_hover(timescale, next_due_days(timescale, day, 5)), standing_hover(things, day)])
    return ""


def _held_by(case: RuleContext, around: Around, path: Path) -> Iterator[ActionView | EvidenceView]:
    """The actions, or the piece of evidence or milestone, for which a timescale holds."""
    from s11.view.action_view import Places, action_view

    places = Places(around.register)
    for inner, _, carried in case.timed():
        if inner == path:
            yield from (action_view(standing, places) for _, standing in carried)
    for inner, standing in case.judged():
        if path[: len(inner)] != inner or path[-1] != "timescale":
            continue
        for at, (deepest, _, _) in enumerate(case.pieces(inner, standing.action)):
            if (*deepest, "timescale") == path:
                seen = action_view(standing, places)
                yield (*seen.evidence, *seen.milestones)[at]
