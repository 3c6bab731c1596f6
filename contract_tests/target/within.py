"""Request bodies at the documented limits, derived from the schema of an operation's body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.target.samples import (
    TELLING,
    every_field,
    is_of_the_target,
    is_valid,
    lengthened,
    sample,
    so_many,
)
from contract_tests.target.texts import longest_texts, telling_text
from scripts.spec.document import Schema
from scripts.spec.invariants import invariant_pointers
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, split
from scripts.spec.spec import Spec

# Numbers that are far from any default, where there is no greatest one.
WELL_BEYOND = (12, 1234)


def within(spec: Spec, operation: Operation) -> dict[str, list[Any]]:
    """By field, values that the documentation accepts, those at the limits among them.

    Fields whose values must be eligible, or fit to other fields, are left out: the schema does not know them.
    """
    if not operation.request_schema:
        return {}
    properties = spec.at(operation.request_schema).get("properties", {})
    fields = {name: child(operation.request_schema, "properties", name) for name in properties}
    tied = set(tied_fields(spec, operation))
    free = {
        name: pointer for name, pointer in fields.items() if name not in tied and not is_of_the_target(spec, pointer)
    }
    found = {name: _accepted(spec, pointer) for name, pointer in free.items()}
    return {name: values for name, values in found.items() if values}


def tied_fields(spec: Spec, operation: Operation) -> list[str]:
    """The fields of a body that have to fit to each other, by the invariants of its schema."""
    rules = spec.at(operation.request_schema).get("x-invariants", []) if operation.request_schema else []
    return [split(pointer)[0] for rule in rules for _, pointer in invariant_pointers(rule)]


def tied_values(spec: Spec, operation: Operation) -> list[dict[str, Any]]:
    """What the fields of a body that have to fit to each other hold in the examples of whole bodies."""
    tied = tied_fields(spec, operation)
    if not tied:
        return []
    content = spec.at(f"{operation.pointer}/requestBody/content").values()
    named = [spec.resolve(one)["value"] for media_type in content for one in media_type.get("examples", {}).values()]
    bodies = [*named, *spec.at(operation.request_schema or "").get("examples", [])]
    return [{name: body[name] for name in tied if name in body} for body in bodies]


def _accepted(spec: Spec, field: str) -> list[Any]:
    """Values of a field that keep to every limit, the greatest among them."""
    pointer = spec.locate(field)
    schema = spec.at(pointer)
    found = [one for one in _within_field(schema) if is_valid(spec, pointer, one)]
    found += [one for one in _nested_within(spec, pointer, schema) if is_valid(spec, pointer, one)]
    return [one for index, one in enumerate(found) if one not in found[:index]]


def _within_field(schema: Schema) -> Iterator[Any]:
    match schema:
        case {"enum": values}:
            yield from values
        case {"type": "string", "maxLength": int(limit)}:
            yield from longest_texts(limit)
            yield telling_text(schema)
        case {"type": "string", "format": "uri"}:
            yield from (*schema.get("examples", []), TELLING[0])
        case {"type": "string", "format": _}:
            yield from schema.get("examples", [])
        case {"type": "string"}:
            yield telling_text(schema)
            yield from schema.get("examples", [])
        case {"type": "boolean"}:
            yield from (True, False)
        case {"type": "integer" | "number", "minimum": int(least)}:
            yield from (least, least + 1, schema.get("default", least) + 1)
            yield from (schema["maximum"],) if "maximum" in schema else WELL_BEYOND


def _nested_within(spec: Spec, pointer: str, schema: Schema) -> Iterator[Any]:
    """Arrays and objects whose insides go to their limits, in as few values as it takes."""
    if "items" in schema:
        items = child(pointer, "items")
        yield from schema.get("examples", [])[:1]
        found = _accepted_items(spec, items)
        # As many of them as go into one array, so that one body tries them all.
        most = schema.get("maxItems", len(found))
        yield from (found[start : start + most] for start in range(0, len(found), most or 1))
        if "maxItems" in schema:
            yield so_many(spec, pointer, schema["maxItems"])
    if schema.get("properties") and schema.get("type") == "object":
        value = every_field(spec, pointer)
        accepted = {name: _accepted(spec, child(pointer, "properties", name)) for name in value}
        for index in range(max(map(len, accepted.values()), default=0)):
            yield {name: found[index % len(found)] if found else value[name] for name, found in accepted.items()}
        yield sample(spec, pointer)


def _accepted_items(spec: Spec, items: str) -> list[Any]:
    longest = spec.at(items).get("maxLength")
    extreme = [lengthened(spec, items, sample(spec, items), longest)] if longest else []
    telling = [text for text in TELLING if "pattern" in spec.at(items) and is_valid(spec, items, text)]
    return [*extreme, *telling, *_accepted(spec, items)]
