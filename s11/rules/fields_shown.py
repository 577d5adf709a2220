"""Which fields of the format a rule's page is about: the one at fault in its bad example, and those that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from s11.plan import KEPT, Plan, PlanFiles, Record, field_at, fields_of, load, record_at, records_of
from s11.rules import check_edit
from s11.rules.examples import unmarked, whole
from s11.rules.registry import RULES
from s11.rules.rule import Example, Rule, RuleContext
from s11.standing import judge_plan
from s11.text import Path, Source
from s11.when import Vantage

# their examples show one text of many: they look at every one
OF_EVERY_TEXT = frozenset(["S109", "S601", "S602", "S603", "S604", "S606"])
# a field of a part means the same in each part that has it, but for these
_OWN = ("text", "note")
# a word as short as this names a field only in quotes, as do words that mean something else in a sentence
_SHORT = 4
_MEAN_MORE = ("address", "readings")


def rules_on(cls: type[Record], key: str) -> tuple[Rule, ...]:
    """The rules whose pages are about one field of a record, in order of their codes; those that hold of every field
    or of every text alike are not among them.
    """
    parts = KEPT[1:]
    alike = parts if cls in parts and key not in _OWN else (cls,)
    return tuple(rule for code, rule in _ABOUT if any((part, key) in _fields_of(code) for part in alike))


_ABOUT = [
    (rule.code, rule) for rule in RULES if not rule.settings and (rule.check is not None or rule.check_edit is not None)
]


@cache
def _fields_of(code: str) -> frozenset[tuple[type[Record], str]]:
    rule = dict(_ABOUT)[code]
    at_fault = () if code in OF_EVERY_TEXT else _at_fault(rule)
    return frozenset({*at_fault, *_named(rule)})


def _at_fault(rule: Rule) -> Iterator[tuple[type[Record], str]]:
    """The field at fault in the rule's bad example."""
    for path in _places(rule):
        while path and field_at(path) is None:
            path = path[:-1]
        cls = record_at(path[:-1]) if path else None
        # what is told of a whole plan stands at its title
        if cls is not None and path != ("title",):
            yield cls, str(path[-1])


def _named(rule: Rule) -> Iterator[tuple[type[Record], str]]:
    """The fields that stand in the sentence on when the rule fires: of the parts of a plan, or of one record only."""
    for match in _names().finditer(rule.fires):
        key = (match["quoted"] or match["plain"]).replace(" ", "_")
        holders = [cls for cls in records_of(Plan) if any(field.key == key for field in fields_of(cls))]
        yield from ((cls, key) for cls in holders if cls in KEPT or len(holders) == 1)


@cache
def _names() -> re.Pattern[str]:
    """The keys of all fields as they stand in a sentence, the longest first; what holds the parts is no such word."""
    fields = [field for cls in records_of(Plan) for field in fields_of(cls)]
    holders = {field.key for field in fields if field.holds in KEPT[:3]}
    keys = sorted({field.key for field in fields} - holders, key=lambda key: (-len(key), key))
    long = "|".join(re.escape(key).replace("_", "[ _]") for key in keys if len(key) > _SHORT and key not in _MEAN_MORE)
    return re.compile(rf"'(?P<quoted>{'|'.join(map(re.escape, keys))})'|\b(?P<plain>{long})s?\b")


def _places(rule: Rule) -> Iterable[Path]:
    example, vantage = rule.bad, Vantage(date.fromisoformat(rule.bad.as_of))
    files = _files(example, unmarked(whole(example))[0])
    loaded = files.files[-1]
    if rule.edit:
        findings = check_edit(_files(example, whole(example, example.before)), files, vantage)
        return [finding.path for finding in findings if finding.code == rule.code]
    if loaded.plan is None or rule.check is None:
        return []
    lists = {"working-together-2013": frozenset("123456789")}
    standings = judge_plan(loaded.plan, vantage)
    case = RuleContext(loaded, loaded.plan, standings, files, vantage, lambda name: name in example.beside, lists)
    return [hit.path for hit in rule.check(case)]


def _files(example: Example, text: str) -> PlanFiles:
    """The example as the last of its files, with those that lie beside it."""
    beside = {name: whole(Example(other)) for name, other in example.beside.items() if name.endswith(".yaml")}
    sources = [
        Source(name, name.removeprefix("plans/").removesuffix(".yaml"), content.encode())
        for name, content in beside.items()
    ]
    return load([*sources, Source("plans/~.yaml", "~", text.encode())])
