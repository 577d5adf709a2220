"""A field of the format is one line: whatever the model holds, now and later, passes through everything that deals with
fields.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
import yaml
from conftest import PROJECT

from s11 import rules, view
from s11.change import compare, known_by
from s11.frozen import dataclass
from s11.plan import (
    KEPT,
    Action,
    Entry,
    MappingKind,
    Plan,
    PlanFile,
    PlanFiles,
    Progress,
    Record,
    RecordKind,
    SpelledTimescale,
    TimescaleKind,
    field_named,
    fields_of,
    fold_word,
    load_one,
    people_fields,
    worded_fields,
)
from s11.plan.fields import EntryWords, flag, keyed, many, optional, prose, words
from s11.plan.kinds import WORDS
from s11.plan.records import DAY, WHEN
from s11.render import render_report
from s11.render.field_reference import EXAMPLE
from s11.render.json import changes_json, show_json
from s11.render.screen import ScreenSettings
from s11.render.show_text import show_screen
from s11.rules import check
from s11.text import Source
from s11.view.action_history import action_history
from s11.view.action_records import ActionView
from s11.view.action_view import fields_without_place
from s11.view.audience import Withheld, public
from s11.view.change_records import HEADINGS
from s11.view.changes import BaseSide, changes
from s11.view.history import PlansAt
from s11.view.name_search import texts_of
from s11.when import Commit, Timescale, Vantage

TODAY = Vantage(date(2025, 1, 31))
TEMPLATES = {
    path.relative_to(PROJECT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in (PROJECT / "templates").rglob("*")
    if path.is_file()
}


@dataclass(frozen=True, slots=True)
class Grown(Action):
    """An action of a later format: one more field of each sort."""

    weather: str = words("what the weather was")
    outlook: str = prose("what is to come", label="its outlook")
    expires: date | None = optional(DAY, "the day it ends by itself")
    hearing: Timescale | None = optional(WHEN, "when it is heard")
    wards: tuple[str, ...] = many(WORDS, "where it holds")
    deputy: str = words("who stands in, a key of people", names="people")
    costs: Mapping[str, str] = keyed(WORDS, "what it costs")
    urgent: bool = flag("not to be put off")
    visits: tuple[Progress, ...] = many(
        RecordKind(Progress), "each visit", compared="entries", entry=EntryWords("visit", "visits", "visited")
    )
    letters: tuple[Progress, ...] = many(RecordKind(Progress), "each letter")


NOTE = Progress(date(2025, 1, 10), by="CD", note="All was well")
VALUES: dict[str, object] = {
    "weather": "Fog over the estuary",
    "outlook": "Sun for the county",
    "expires": date(2025, 1, 20),
    "hearing": Timescale.read("June 2025"),
    "wards": ("Northtown", "Riverside"),
    "deputy": "CD",
    "costs": {"rent": "forty pounds"},
    "urgent": True,
    "visits": (NOTE,),
    "letters": (NOTE,),
}
SEEN = {
    "expires": "20 January 2025",
    "hearing": "June 2025",
    "wards": "Riverside",
    "deputy": "Cal Dunn",
    "costs": "rent: forty pounds",
    "urgent": "yes",
    "visits": "All was well",
    "letters": "All was well",
}


def file_of(plan: Plan) -> PlanFile:
    return dataclasses.replace(load_one(Source("example.yaml", "example", EXAMPLE.encode())), plan=plan)


def example() -> Plan:
    plan = load_one(Source("example.yaml", "example", EXAMPLE.encode())).plan
    assert plan is not None
    return plan


def grown(plan: Plan, **values: object) -> Plan:
    """The plan with its first action as one of the later format."""
    first = plan.recommendations[0]
    action = first.actions[0]
    later = Grown(**{field.name: getattr(action, field.name) for field in dataclasses.fields(action)}, **values)
    return dataclasses.replace(
        plan,
        recommendations=(dataclasses.replace(first, actions=(later, *first.actions[1:])), *plan.recommendations[1:]),
    )


def walked(before: Plan, after: Plan) -> str:
    """Everything that deals with two versions of a plan, in one text: its changes and the history of an action."""
    old, new = (PlanFiles((file_of(plan),)) for plan in (before, after))
    told = changes_json(changes(new, TODAY, "now", [BaseSide(old, TODAY, "before")], rules.VERSION))
    commits = [
        PlansAt(day, Commit(name * 40, day, f"{day}T10:00:00Z", "Ann Bell", "x"), files, {"example": "example"})
        for name, day, files in (("a", date(2024, 12, 31), old), ("b", TODAY.as_of, new))
    ]
    history = action_history(commits, "example", "1.1", "now")
    assert history is not None
    return told + "\n".join(event.words for event in history.events[1:])


def records_in(record: object) -> Iterator[Record]:
    if isinstance(record, Record):
        yield record
        for field in fields_of(type(record)):
            yield from records_in(getattr(record, field.name))
    elif isinstance(record, tuple):
        for inner in record:
            yield from records_in(inner)
    elif isinstance(record, dict):
        for inner in record.values():
            yield from records_in(inner)


def without(record: object, cls: type, name: str) -> object:
    """The same without one field, wherever its record stands."""
    if isinstance(record, Record):
        kept = {field.name: without(getattr(record, field.name), cls, name) for field in fields_of(type(record))}
        if type(record) is cls:
            (field,) = (field for field in dataclasses.fields(cls) if field.name == name)
            kept[name] = field.default if field.default is not dataclasses.MISSING else field.default_factory()
        return dataclasses.replace(record, **kept)
    if isinstance(record, tuple):
        return tuple(without(inner, cls, name) for inner in record)
    return {key: without(inner, cls, name) for key, inner in record.items()} if isinstance(record, dict) else record


RECORDS = sorted({type(record) for record in records_in(example())}, key=lambda cls: cls.__name__)
OPTIONAL = [
    (cls, field.name) for cls in RECORDS for field in fields_of(cls) if not field.required and field.holds not in KEPT
]


@pytest.mark.parametrize(("cls", "name"), OPTIONAL, ids=lambda value: getattr(value, "__name__", value))
def test_a_change_of_any_field_of_any_record_is_told(cls, name):
    whole, less = example(), without(example(), cls, name)
    assert less != whole, f"nothing in EXAMPLE of s11/render/field_reference.py sets {cls.__name__}.{name}: give it one"
    for before, after in ((whole, less), (less, whole)):
        assert '"count": 0,' not in walked(before, after), f"{cls.__name__}.{name}"


@pytest.mark.parametrize("name", VALUES)
def test_a_new_field_is_compared_and_told(name):
    plan = example()
    for before, after in (
        (grown(plan), grown(plan, **{name: VALUES[name]})),
        (grown(plan, **{name: VALUES[name]}), grown(plan)),
    ):
        (pair,) = (
            pair for pair in compare(*(PlanFiles((file_of(side),)) for side in (before, after))).pairs if pair.changes
        )
        assert [change.field for change in pair.changes] == [name]
        told = walked(before, after)
        assert '"count": 1,' in told, name
        label = field_named(Grown, name)
        # an entry that came is told by what it says, one that went by what it is called
        assert label is not None and any(
            words_ in told for words_ in (label.in_words, label.entry_words.one, NOTE.note)
        )


def test_a_new_field_is_shown_wherever_an_action_is():
    register = PlanFiles((file_of(grown(example(), **VALUES)),))
    report = view.report(register, TODAY, "now", check(register, TODAY), rules.VERSION)
    shown = view.show(register, TODAY, "example#1.1")
    assert shown is not None
    pages = {
        "show": show_screen(shown, ScreenSettings(width=200)),
        "html": render_report(report, "plan", "html", TEMPLATES),
        "markdown": render_report(report, "plan", "markdown", TEMPLATES),
    }
    assert [field.name for field in fields_without_place(Grown, ActionView) if field.name in VALUES] == list(VALUES)
    given = json.loads(show_json(shown))["action"]
    for name, value in VALUES.items():
        words_ = SEEN.get(name, str(value))
        assert words_ in given[name], name
        for voice, page in pages.items():
            assert words_ in page.replace(" ", " "), (voice, name)


def test_what_a_new_field_dates_after_the_day_is_not_known_then():
    register = PlanFiles((file_of(grown(example(), **VALUES)),))
    (plan,) = known_by(register, date(2025, 1, 9)).plans
    action = plan.recommendations[0].actions[0]
    assert (
        isinstance(action, Grown)
        and action.visits == action.letters == ()
        and action.expires is None
        and action.weather
    )


def test_names_are_looked_for_in_a_new_field_and_put_away_in_it():
    assert "deputy" in people_fields(Grown) and not {"deputy", "expires", "urgent"} & set(dict(worded_fields(Grown)))
    texts = {text.text for text in texts_of(grown(example(), **VALUES))}
    assert {
        "Fog over the estuary",
        "Sun for the county",
        "Northtown",
        "rent: forty pounds",
        "All was well",
        "June 2025",
    } <= texts
    plan = grown(dataclasses.replace(example(), marking="OFFICIAL"), weather="As Ann Bell said")
    refused = public(PlanFiles((file_of(plan),)), ())
    assert isinstance(refused, Withheld) and any("weather" in found.field and found.name for found in refused.names)


def test_every_field_of_a_part_has_words_for_its_changes():
    for cls in KEPT:
        for field in fields_of(cls):
            if field.holds not in KEPT:
                assert field.label or field.entry, f"{cls.__name__}.{field.name}"


# what must be there ---------------------------------------------------------------------------------------------------


def needed_in(
    cls: type[Record], node: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Each place where a field that must be there stands, with its record."""
    for field in fields_of(cls):
        if not isinstance(node, dict) or field.key not in node:
            continue
        value, here = node[field.key], (*path, field.key)
        if field.required and field.key != "recommendations":
            yield f"{cls.__name__}.{field.key}", here
        if isinstance(field.kind, MappingKind):
            held, values = getattr(field.kind.kind, "cls", None), [(one, (*here, key)) for key, one in value.items()]
        else:
            held = SpelledTimescale if isinstance(field.kind, TimescaleKind) else field.holds
            values = (
                [(one, (*here, number)) for number, one in enumerate(value)]
                if isinstance(value, list)
                else [(value, here)]
            )
        for one, at in values if held is not None else ():
            yield from needed_in(held, one, at)


NEEDED = dict(
    reversed(list(needed_in(Plan, load_one(Source("example.yaml", "example", EXAMPLE.encode())).document.root)))
)


def test_the_example_holds_every_field_that_must_be_there():
    required = {
        f"{cls.__name__}.{field.key}"
        for cls in (*RECORDS, SpelledTimescale)
        for field in fields_of(cls)
        if field.required
    }
    assert required - set(NEEDED) == {"Plan.recommendations"}


@pytest.mark.parametrize("value", [[], "", {}], ids=["list", "words", "keys"])
@pytest.mark.parametrize(("name", "path"), NEEDED.items(), ids=str)
def test_nothing_in_the_place_of_what_must_be_there_is_a_finding(name, path, value):
    tree = load_one(Source("example.yaml", "example", EXAMPLE.encode())).document.root
    holder = tree
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    read = load_one(Source("example.yaml", "example", yaml.safe_dump(tree, allow_unicode=True).encode()))
    assert any(finding.path[: len(path)] == path for finding in read.findings), name


def test_every_heading_that_a_rule_names_is_one_of_changes():
    assert {heading for rule in rules.RULES for heading in rule.headings} <= set(HEADINGS)
    assert any(rule.headings for rule in rules.RULES)


def test_an_entry_is_a_record_that_cannot_do_without_its_date():
    records = {*RECORDS, SpelledTimescale}
    assert {cls for cls in records if issubclass(cls, Entry)} == {
        cls for cls in records if any(field.name == "date" and field.required for field in fields_of(cls))
    }


def test_what_tables_call_a_field_is_a_word_of_one_field_and_no_key():
    for cls in {*RECORDS, Grown}:
        keys = {field.key for field in fields_of(cls)}
        called = [called for field in fields_of(cls) for called in field.table_words.split(", ") if called]
        assert len(called) == len(set(called)) and not keys & set(called), cls
        assert all(called == fold_word(called) for called in called), cls


# what is beside the model follows from it ----------------------------------------------------------------------------


def test_a_field_that_tables_have_a_word_for_is_entered_by_an_import():
    from s11.intake.columns import MEANINGS, find_head
    from s11.intake.grid import Cell, Grid, Paragraph, Row

    reached = 0
    for field in fields_of(Action):
        # what is rated, dated or counted has a reading of its own, and a sign-off is entered by its command
        if not field.table_words or field.key in ("id", "text", "signed_off"):
            continue
        reached += 1
        assert field.key in MEANINGS, f"no column can be {field.key}, though tables call it {field.table_words}"
        if not field.is_words or field.key in ("rag", "note"):
            continue
        for heading in field.table_words.split(", "):
            rows = (("Recommendation", "Action", heading), ("One", "Do it", "Some words"))
            grid = Grid("t", tuple(Row(tuple(Cell((Paragraph.of(words),)) for words in row)) for row in rows), ())
            head = find_head(grid)
            assert head is not None and head.columns[2].meaning == field.key, heading
    assert reached > 10


def test_what_is_not_of_the_whole_goes_along_with_the_parts_of_an_action():
    """Each field of the example's actions, in one action that is split: none is lost on the way."""
    from s11 import edit

    tree = load_one(Source("example.yaml", "example", EXAMPLE.encode())).document.root
    held = {key: node for one in tree["recommendations"] for action in one["actions"] for key, node in action.items()}
    whole = {"id", "text", "requests", "measure", "evidence", "milestones", "progress", "completed", "signed_off"}
    whole |= {"ended", "detail", "note"}
    along = {key: node for key, node in held.items() if key not in whole}
    assert {field.key for field in fields_of(Action)} - whole == along.keys(), "give each a value in EXAMPLE"
    tree["recommendations"] = [{"id": "1", "text": "One", "actions": [{"id": "1.1", "text": "Do it", **along}]}]
    loaded = load_one(Source("example.yaml", "example", yaml.safe_dump(tree, allow_unicode=True).encode()))
    draft = edit.Draft(loaded)
    entry = edit.Entry(date(2024, 6, 1), "")
    edit.split(draft, edit.find_place(loaded, "1.1"), entry, ["One half", "The other half"], "Too large")
    after = load_one(Source("example.yaml", "example", draft.so_far().document.text.encode())).document.root
    first, *parts = after["recommendations"][0]["actions"]
    assert len(parts) == 2 and "ended" in first
    for part in parts:
        assert {key: part.get(key) for key in along} == along
