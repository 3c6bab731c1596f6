"""What was observed, as a JSON schema: types and the names of fields, never the values in them.

A finding carries it, so that programs can propose how the spec would have to read.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from contract_tests.judging.values import LONGEST_VALUE, json_type
from scripts.spec.document import Schema

# An object with more is taken for a map, whose keys are data.
MOST_FIELDS = 40


def observed(value: Any) -> Schema:
    """The schema of a value, as narrow as its types and field names are."""
    schema: Schema = {"type": [json_type(value)]}
    if isinstance(value, dict) and len(value) <= MOST_FIELDS:
        schema["properties"] = {name: observed(child) for name, child in value.items()}
    if isinstance(value, list) and value:
        schema["items"] = reduce(_either, map(observed, value))
    return schema


def observed_value(value: Any) -> Schema | None:
    """The schema that allows nothing but a short text; None for any other value."""
    return {"enum": [value]} if isinstance(value, str) and len(value) <= LONGEST_VALUE else None


def merged(first: Schema | None, second: Schema | None) -> Schema | None:
    """The schema that allows what either of two allows."""
    if first is None or second is None:
        return first or second
    return _either(first, second)


def _either(first: Schema, second: Schema) -> Schema:
    schema: Schema = {}
    for keyword in ("type", "enum"):
        if keyword in first or keyword in second:
            schema[keyword] = sorted({*first.get(keyword, []), *second.get(keyword, [])})
    if "properties" in first or "properties" in second:
        ours, theirs = first.get("properties", {}), second.get("properties", {})
        schema["properties"] = {name: merged(ours.get(name), theirs.get(name)) for name in {**ours, **theirs}}
    if "items" in first or "items" in second:
        schema["items"] = merged(first.get("items"), second.get("items"))
    return schema
