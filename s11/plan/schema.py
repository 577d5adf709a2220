"""The format as JSON Schema, made from the model."""

from __future__ import annotations

from s11.plan.fields import fields_of
from s11.plan.kinds import WORDS, MappingKind, Record, Schema, or_nothing, record_in, record_line, record_name
from s11.plan.records import FORMAT, Plan

# An editor offers a value of every type that a schema names: 'true' for a boolean, 'null' for nothing. Neither is what
# belongs there, so these say which types there are not. They have a title and no description: an editor shows that of
# the field with it. No two choices have one title, or it shows both.
_NO_WORDS: list[Schema] = [{"type": "array"}, {"type": "object"}]
WORDS_SCHEMA: Schema = {
    "anyOf": [
        {"title": WORDS.called, "type": "string", "pattern": r"\S"},
        {
            "title": "a number, true or false, read as words",
            "not": {"anyOf": [{"type": "string"}, {"type": "null"}, *_NO_WORDS]},
        },
    ]
}
NOTHING: Schema = {
    "title": "empty",
    "not": {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": "number"}, {"type": "boolean"}, *_NO_WORDS]},
}


def schema_id(name: str, version: str | int) -> str:
    """What a schema is called wherever it stands."""
    return f"urn:s11:schema:{name}:{version}"


def json_schema(root: type[Record] = Plan, format: str = FORMAT) -> Schema:
    """The format as JSON Schema 2020-12, for editors and for whoever checks a file without s11.

    ``root``: what a whole file of it is, a plan unless another is named.
    """
    records = Records()
    body = records.schema(root)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(*format.removeprefix("s11-").split("/")),
        "title": format,
        **body,
        "$defs": {"words": WORDS_SCHEMA, "nothing": NOTHING, **dict(sorted(records.defined.items()))},
    }


class Records:
    """The records that stand in the plan, each defined once."""

    def __init__(self) -> None:
        self.defined: dict[str, Schema] = {}

    def reference(self, cls: type[Record]) -> Schema:
        name = cls.__name__
        if name not in self.defined:
            self.defined[name] = {}
            self.defined[name] = self.schema(cls)
        return {"$ref": f"#/$defs/{name}"}

    def schema(self, cls: type[Record]) -> Schema:
        properties: dict[str, Schema] = {}
        for field in fields_of(cls):
            value = field.kind.schema(self) if field.required else or_nothing(field.kind.schema(self))
            held = record_in(field.kind.kind if isinstance(field.kind, MappingKind) else field.kind)
            examples: Schema = {"examples": [field.example]} if field.example else {}
            value = described_within(value, record_line(held) if held else field.about)
            properties[field.key] = {"description": field.about, **examples, **value}
        return {
            "title": record_name(cls),
            "description": record_line(cls),
            "type": "object",
            "properties": properties,
            "required": [field.key for field in fields_of(cls) if field.required],
            "additionalProperties": False,
        }


def described_within(schema: Schema, words: str) -> Schema:
    """A schema that describes also what it holds: each entry of a list, each value by a key."""
    made = dict(schema)
    for key in ("items", "additionalProperties"):
        if isinstance(inner := made.get(key), dict):
            made[key] = {"description": words, **described_within(inner, words)}
    if isinstance(choices := made.get("anyOf"), list):
        made["anyOf"] = [described_within(one, words) for one in choices]
    return made
