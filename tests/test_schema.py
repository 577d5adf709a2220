"""The schema of a plan file as an editor uses it: what it offers, what it says of a field, and how it is written."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import (
    ChoiceKind,
    ListKind,
    MappingKind,
    Plan,
    RecordKind,
    TimescaleKind,
    fields_of,
    json_schema,
    load_one,
)
from s11.render.field_reference import EXAMPLE
from s11.text import Source

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = sorted((PROJECT / "schemas").glob("*.schema.json"))


def held(kind):
    if isinstance(kind, RecordKind):
        yield kind.cls
    elif isinstance(kind, ListKind | MappingKind):
        yield from held(kind.kind)
    elif isinstance(kind, TimescaleKind):
        yield from held(kind.spelled)


def records():
    """Every record of the format with its own schema."""
    found = {Plan: SCHEMA}
    waiting = [Plan]
    while waiting:
        for field in fields_of(waiting.pop()):
            for cls in held(field.kind):
                if cls not in found:
                    found[cls] = SCHEMA["$defs"][cls.__name__]
                    waiting.append(cls)
    return found


RECORDS = records()
FIELDS = [(cls, field, schema["properties"][field.key]) for cls, schema in RECORDS.items() for field in fields_of(cls)]
NAMES = [f"{cls.__name__}.{field.key}" for cls, field, _ in FIELDS]
each_field = pytest.mark.parametrize(("cls", "field", "schema"), FIELDS, ids=NAMES)


def subschemas(schema, path="#"):
    """A schema and every schema that stands in it, with its place."""
    yield path, schema
    for key in ("$defs", "properties"):
        for name, inner in schema.get(key, {}).items():
            yield from subschemas(inner, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(key), dict):
            yield from subschemas(schema[key], f"{path}/{key}")
    for at, inner in enumerate(schema.get("anyOf", ())):
        yield from subschemas(inner, f"{path}/anyOf/{at}")


def validity(schema):
    return jsonschema.Draft202012Validator({"$defs": SCHEMA["$defs"], **schema}).is_valid


def choices(schema):
    """The schemas between which a value may choose, however they are nested."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" not in schema:
        return [schema]
    return [one for inner in schema["anyOf"] for one in choices(inner)]


def test_the_model_and_the_schema_hold_the_same_records():
    assert sorted(SCHEMA["$defs"]) == sorted(
        {"words", "nothing", *(cls.__name__ for cls in RECORDS if cls is not Plan)}
    )
    assert all(list(schema["properties"]) == [field.key for field in fields_of(cls)] for cls, schema in RECORDS.items())


def test_every_closed_list_is_listed_and_nothing_else_is():
    closed = {
        f"{cls.__name__}.{field.key}": list(field.kind.codes)
        for cls, field, _ in FIELDS
        if type(field.kind) is ChoiceKind
    }
    listed = {
        f"{cls.__name__}.{field.key}": one["enum"]
        for cls, field, schema in FIELDS
        for _, one in subschemas(schema)
        if "enum" in one
    }
    assert listed == closed
    assert len(closed["Plan.origin"]) == 7 and len(closed["Meaning.means"]) == 8 and len(closed) >= 6


@each_field
def test_a_closed_list_is_read_with_white_space_around_it_and_in_no_other_way(cls, field, schema):
    if not isinstance(field.kind, ChoiceKind):
        return
    valid = validity(schema)
    for code in field.kind.codes:
        assert all(valid(word) for word in (code, f" {code}", f"{code}\n", f"\t{code} "))
        assert not any(valid(word) for word in (code.upper(), code + "x", "x " + code, code[:-1]))
        # one choice speaks, not two: an editor would show both titles
        assert sum(validity(one)(code) for one in schema["anyOf"]) == 1
        assert validity(schema["anyOf"][0])(code)


@each_field
def test_an_editor_says_what_a_field_is(cls, field, schema):
    """Also of one that is left empty, of an entry of a list, and of a value by a key."""
    assert schema["description"] == field.about
    for path, one in subschemas(schema):
        assert "left out" not in one.get("description", "") and "leave" not in one.get("description", ""), path
        for inner in (one.get("items"), one.get("additionalProperties")):
            assert not isinstance(inner, dict) or inner["description"].strip(), path
        # what is one of several choices keeps silent, or its words stand in the place of the field's
        for choice in one.get("anyOf", ()):
            assert "description" not in choice or "$ref" in choice, path
    for name in ("words", "nothing"):
        assert not any("description" in one for _, one in subschemas(SCHEMA["$defs"][name]))


def test_every_record_and_every_choice_has_a_title_of_its_own():
    assert all(schema["title"].strip() and schema["description"].strip() for schema in RECORDS.values())
    for path, one in subschemas(SCHEMA):
        if "anyOf" in one and not path.endswith("/not"):
            titles = [choice["title"] for choice in choices(one)]
            assert len(titles) == len(set(titles)), path


def test_an_editor_offers_true_false_and_null_only_where_they_belong():
    for path, one in subschemas(SCHEMA):
        if one.get("type") in ("boolean", "null") and "/not/" not in path:
            assert one["title"] == "true or false", path


@each_field
def test_an_example_is_one_of_the_reference_and_is_read(cls, field, schema):
    wants = bool(field.names) or isinstance(field.kind, TimescaleKind) or (field.key == "rag" and cls is not Plan)
    assert schema.get("examples", []) == ([field.example] if field.example else [])
    assert field.example or not wants
    if field.example:
        assert field.example in re.findall(rf"\b{field.key}: \[?(.*?)(?:[,}}\]]|$)", EXAMPLE, re.MULTILINE)
        assert validity(schema)(field.example)


def test_the_plan_of_the_reference_is_accepted():
    assert load_one(Source("example.yaml", "example", EXAMPLE.encode())).findings == ()
    assert VALIDATOR.is_valid(yaml.safe_load(re.sub(r"\b(\d{4}-\d\d-\d\d)\b", r"'\1'", EXAMPLE)))


# what a strict validator (ajv) asks for: a keyword that it knows, with the one type that it is for
KEYWORDS = {
    "pattern": "string",
    "enum": "string",
    "minimum": "number",
    "maximum": "number",
    "items": "array",
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
}
SILENT = {
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "title",
    "description",
    "examples",
    "default",
    "type",
    "anyOf",
    "not",
    "const",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.partition(".")[0])
def test_a_strict_validator_has_nothing_to_say(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    for place, one in subschemas(schema):
        assert set(one) <= SILENT | set(KEYWORDS), place
        assert isinstance(one.get("type", ""), str), f"{place}: one type"
        for key in KEYWORDS.keys() & one.keys():
            assert (
                one.get("type") == KEYWORDS[key]
                or (key == "enum" and "type" in one)
                or (key in ("minimum", "maximum") and one.get("type") == "integer")
            ), f"{place}: {key} needs its type"
        assert set(one.get("required", ())) <= set(one.get("properties", ())), place


def test_each_schema_has_a_name_of_its_own():
    names = {path.name.partition(".")[0]: json.loads(path.read_text(encoding="utf-8"))["$id"] for path in FILES}
    assert names == {name: f"urn:s11:schema:{name}:1" for name in names}


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=30,
    )
)
def test_json_is_written_as_the_library_writes_it(value):
    from s11.render.json import text
    from s11.text import in_json

    assert text(value) == in_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def test_a_key_that_is_no_word_is_refused():
    from s11.render.json import text

    with pytest.raises(TypeError):
        text({3: "three"})
