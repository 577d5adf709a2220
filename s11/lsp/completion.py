"""What may be typed at the cursor: fields that are not there yet, and the words that a field may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from s11.english import state_words
from s11.lsp.around import Around
from s11.lsp.buffers import Buffer
from s11.lsp.definition import refers_to
from s11.lsp.messages import Json, Object
from s11.lsp.places import InFormat, in_format
from s11.lsp.typed import Typed, typed_at
from s11.plan import (
    ChoiceKind,
    DayKind,
    Field,
    FlagKind,
    Kind,
    ListKind,
    MappingKind,
    Plan,
    PlanFile,
    RecordKind,
    TimescaleKind,
    fields_of,
)
from s11.rules.registry import RULES
from s11.when import day_words

# the protocol's own numbers: a field, a value, one of a closed list, something referred to, and an event
FIELD, VALUE, MEMBER, REFERENCE, CODE = 5, 12, 20, 18, 23
# what needs no quotes wherever it stands
_PLAIN = re.compile(r"[^\W_](?:[\w ./&+()'-]*[\w)+])?")
# of a portfolio more addresses than these are no list to choose from
MOST = 500


class Choice(NamedTuple):
    """One thing that may be typed, and what it is."""

    word: str
    kind: int
    detail: str = ""
    about: str = ""
    insert: str = ""

    @property
    def sought(self) -> str:
        """By what it is found: what is referred to also by its name, so that 'Ann' finds AB."""
        return f"{self.word} {self.detail}".strip() if self.kind == REFERENCE else self.word


def completion(loaded: PlanFile, readable: PlanFile, around: Around, buffer: Buffer, offset: int) -> Object:
    """What may be typed at an offset of the open text.

    ``readable``: the last text that could be read whole, for what a half-typed one no longer tells of the plan.
    """
    typed = typed_at(buffer.text, offset)
    choices = list(_choices(typed, loaded, readable, around)) if typed is not None else []
    word = typed.word if typed is not None else ""
    where = buffer.range(offset - len(word), offset)
    begun = _bare(word).casefold()
    near = [one for one in choices if begun in one.word.casefold() or f" {begun}" in f" {one.sought}".casefold()]
    items: list[Json] = [_item(choice, word, where, at) for at, choice in enumerate(near[:MOST])]
    return {"isIncomplete": len(near) > MOST, "items": items}


def _item(choice: Choice, word: str, where: Object, at: int) -> Object:
    item: Object = {
        "label": choice.word,
        "kind": choice.kind,
        "detail": choice.detail,
        "sortText": f"{at:04}",
        # an editor compares this with what stands in the text
        "filterText": f"{word[:1] if word[:1] in _QUOTES else ''}{choice.sought}",
        "textEdit": {"range": where, "newText": choice.insert or choice.word},
    }
    if choice.about:
        item["documentation"] = choice.about
    return item


_QUOTES = ("'", '"')


def _bare(word: str) -> str:
    return word[1:] if word[:1] in _QUOTES else word


def _choices(typed: Typed, loaded: PlanFile, readable: PlanFile, around: Around) -> Iterator[Choice]:
    if typed.remark:
        yield from (Choice(rule.code, CODE, rule.name, rule.fires) for rule in RULES if not (rule.edit or rule.firm))
        return
    place = in_format(typed.path)
    if place is None:
        return
    if typed.key and place.record is not None and not (place.own_key and isinstance(place.kind, MappingKind)):
        fields = (field for field in fields_of(place.record) if field.key not in typed.present)
        yield from (_field(field, typed) for field in fields)
    if typed.key and not (typed.path and isinstance(typed.path[-1], int)):
        return
    # an entry of a list, or what stands behind a key
    plan = loaded.plan if loaded.plan is not None and loaded.document.cut_at is None else readable.plan
    for choice in _values(place, plan, typed.word, readable, around):
        yield choice._replace(insert=_written(choice.word, typed.flow))


def _field(field: Field, typed: Typed) -> Choice:
    behind = ":" if _opens_below(field.kind) and not typed.flow else ": "
    return Choice(field.key, FIELD, field.kind.called or field.plain_name, field.about, field.key + behind)


def _opens_below(kind: Kind[object]) -> bool:
    """Whether what a field holds is mostly written on the lines below it."""
    if isinstance(kind, ListKind):
        kind = kind.kind
    return isinstance(kind, MappingKind) or (isinstance(kind, RecordKind) and kind.also is None)


def _values(place: InFormat, plan: Plan | None, word: str, readable: PlanFile, around: Around) -> Iterator[Choice]:
    kind = place.entry
    if isinstance(kind, RecordKind) and kind.also is not None:
        kind = kind.also
    if isinstance(kind, ChoiceKind):
        yield from (Choice(code, MEMBER, state_words(code)) for code in kind.codes)
    elif isinstance(kind, FlagKind):
        yield Choice("true", MEMBER, place.field.about if place.field else "")
    elif isinstance(kind, DayKind):
        day = around.vantage.as_of
        yield Choice(day.isoformat(), VALUE, day_words(day))
    if place.field is None or isinstance(kind, TimescaleKind | MappingKind):
        return
    if place.field.names and plan is not None:
        for key, person in plan.people.items():
            yield Choice(key, REFERENCE, ", ".join(filter(None, (person.name, person.post))))
    match refers_to(place):
        case "rag" if plan is not None:
            for word, meaning in plan.rag.items():
                yield Choice(word, MEMBER, state_words(meaning.means), meaning.label)
        case "theme" if plan is not None:
            yield from (Choice(key, REFERENCE, theme.heading) for key, theme in plan.themes.items())
        case "standards":
            yield from (Choice(name, REFERENCE, kept.listed.title) for name, kept in around.standards.items())
        case "standard":
            yield from _standards(plan, around)
        case "address":
            yield from _addresses(place, _bare(word), readable, around)


def _standards(plan: Plan | None, around: Around) -> Iterator[Choice]:
    """The standards of the lists that the plan follows; of every list, where it follows none."""
    names = [name for name in (plan.standards if plan else ()) if name in around.standards] or [*around.standards]
    for name in names:
        yield from (Choice(f"{name}.{one.id}", REFERENCE, one.text) for one in around.standards[name].listed.standards)


def _addresses(place: InFormat, word: str, readable: PlanFile, around: Around) -> Iterator[Choice]:
    """This plan's actions and the other plans; once one of these is typed, its actions. ``detail`` is a whole plan."""
    own, (plan_id, hash_, _) = readable.source.id, word.partition("#")
    if place.field is not None and place.field.name == "detail":
        yield from (Choice(name, REFERENCE, "a plan") for name in around.register.ids if name != own)
        return
    above = place.field is not None and place.field.name == "responds_to"
    if plan_id and hash_:
        plan = around.register.plan(plan_id)
        if above:
            for one in plan.recommendations if plan is not None else ():
                yield Choice(f"{plan_id}#rec:{one.id}", REFERENCE, one.text)
            return
        for _, action in plan.actions() if plan is not None else ():
            yield Choice(f"{plan_id}#{action.id}", REFERENCE, action.text)
        return
    if readable.plan is not None and not above:
        yield from (Choice(f"#{action.id}", REFERENCE, action.text) for _, action in readable.plan.actions())
    yield from (Choice(name, REFERENCE, "a plan") for name in around.register.ids if name != own)


def _written(word: str, flow: bool) -> str:
    """A word as it stands in a file: in quotes where it would read otherwise without."""
    plain = _PLAIN.fullmatch(word) is not None or (not flow and re.fullmatch(r"[^\W_][\w./#%-]*", word) is not None)
    return word if plain else "'" + word.replace("'", "''") + "'"
