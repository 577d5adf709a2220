"""The format as JSON Schema, made from the model."""

from __future__ import annotations

from s11.plan.fields import fields_of
from s11.plan.kinds import Record, Schema, or_nothing
from s11.plan.records import FORMAT, Plan


def json_schema() -> Schema:
    """The format as JSON Schema 2020-12, for editors and for whoever checks a plan without s11."""
    records = Records()
    body = records.schema(Plan)
    nothing: Schema = {"description": "left out", "type": ["null", "string"], "pattern": r"^\s*$"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **body,
        "$defs": {"nothing": nothing, **dict(sorted(records.defined.items()))},
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
            value = field.kind.schema(self)
            properties[field.key] = {"description": field.about, **(value if field.required else or_nothing(value))}
        return {
            "description": (cls.__doc__ or "").splitlines()[0],
            "type": "object",
            "properties": properties,
            "required": [field.key for field in fields_of(cls) if field.required],
            "additionalProperties": False,
        }
