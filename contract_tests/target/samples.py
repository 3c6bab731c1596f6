"""Sample values of schemas: what is written as an example, else the plainest value that the schema allows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from scripts.spec.document import Schema
from scripts.spec.pointers import child, split
from scripts.spec.spec import Spec

FORMATS = {
    "uri": "https://example.com/sample",
    "date-time": "2026-01-01T00:00:00.000Z",
    "date": "2026-01-01",
    "email": "sample@example.com",
    "uuid": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55",
}
# Texts of which some keep to a pattern or a format and some break it: what is easily lost, or easily let through.
TELLING = (
    "https://app.example.com:8443/Path//Two?Query=A+b&c=d%20e%2F%c3%a9",
    "https://APP.example.com/Path",
    "https://app.example.com/path",
    "https://app.example.com/Path",
    "https://app.example.com",
    "http://localhost:3000/callback",
    "http://localhost/callback",
    "http://app.example.com/callback",
    "http://localhost.example.com/callback",
    "https:///callback",
    "ftp://app.example.com/callback",
    "https://app.example.com/callback#fragment",
    "no such value",
    "%",
    "-",
    "0",
    "A" * 70,
)
PLAIN: dict[str, Any] = {"string": "sample", "integer": 1, "number": 1, "boolean": True, "null": None}


def sample(spec: Spec, pointer: str) -> Any:
    """A value of the schema at a pointer: its first example, else one with the required fields alone."""
    schema = {**spec.at(pointer), **spec.raw(pointer)}
    if schema.get("examples"):
        return schema["examples"][0]
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema:
            return sample(spec, child(pointer, keyword, 0))
    match schema:
        case {"const": value}:
            return value
        case {"enum": values} | {"x-extensible-enum": values}:
            return values[0]
        case {"type": "object"} | {"properties": _}:
            return {name: sample(spec, child(pointer, "properties", name)) for name in schema.get("required", [])}
        case {"type": "array"}:
            return [sample(spec, child(pointer, "items")) for _ in range(schema.get("minItems", 0))]
        case {"type": [declared, *_]} | {"type": declared}:
            return _plain(schema, declared)
    return PLAIN["string"]


def every_field(spec: Spec, pointer: str) -> dict[str, Any]:
    """A sample of each field of an object, those that may be left out among them, and none of them empty.

    Fields whose values must be eligible, or whose keys name something, are left out: the schema does not know them.
    """
    fields = (child(pointer, "properties", name) for name in spec.at(pointer).get("properties", {}))
    return {split(field)[-1]: _full(spec, field) for field in fields if not is_of_the_target(spec, field)}


def is_of_the_target(spec: Spec, field: str) -> bool:
    """Whether the values or the keys of a field name things of the target, which no schema knows."""
    return "x-eligible" in spec.at(field) or "x-keys" in spec.raw(field)


def _full(spec: Spec, pointer: str) -> Any:
    value, schema = sample(spec, pointer), spec.at(pointer)
    if value == [] and "items" in schema and schema.get("maxItems") != 0:
        return [_full(spec, child(pointer, "items"))]
    if isinstance(value, dict) and schema.get("properties"):
        return {**every_field(spec, pointer), **value}
    return value


def several(spec: Spec, pointer: str) -> list[Any]:
    """An array of the schema at a pointer whose items show a server that changes some of them or loses one.

    Empty where the schema knows no more than one item.
    """
    schema, items = spec.at(pointer), child(pointer, "items")
    if schema.get("type") != "array" or "items" not in schema:
        return []
    base = sample(spec, pointer) or [sample(spec, items)]
    # Not in the order of the alphabet, so that a server which sorts them shows.
    found = [another(spec, items, base[-1]), *reversed(base)]
    if spec.at(items).get("format") == "uri" or "pattern" in spec.at(items):
        found += [text for text in TELLING if is_valid(spec, items, text) and _fits(spec, items, text)]
    found = [one for index, one in enumerate(found) if one not in found[:index]]
    if "duplicates" in schema.get("x-normalised", []) or "duplicates" in spec.raw(pointer).get("x-normalised", []):
        found.append(found[0])
    found = found[: schema.get("maxItems", len(found))]
    return found if len(found) > 1 and is_valid(spec, pointer, found) else []


def so_many(spec: Spec, pointer: str, count: int) -> list[Any]:
    """An array of so many items, which differ where that can be done."""
    items = child(pointer, "items")
    found = [sample(spec, items)]
    while len(found) < count:
        found.append(another(spec, items, found[-1]))
    return found[:count]


def lengthened(spec: Spec, pointer: str, value: Any, length: int) -> str:
    """A text of some length that begins like a sample, where a pattern asks for that."""
    pattern = spec.at(pointer).get("pattern")
    text = str(value).ljust(length, "x") if pattern and isinstance(value, str) else "x" * length
    return text[:length]


def _fits(spec: Spec, pointer: str, text: str) -> bool:
    """Whether a text is a plain web address where the schema asks for no more than that."""
    plain = text.startswith("https://app.") and "#" not in text
    return spec.at(pointer).get("format") != "uri" or plain


def another(spec: Spec, pointer: str, value: Any) -> Any:
    """A value of the schema at a pointer that differs from `value`; the same one where there is no other."""
    return next((one for one in others(spec, pointer, value) if one != value), value)


def others(spec: Spec, pointer: str, value: Any) -> Iterator[Any]:
    """Values of the schema at a pointer, most of which differ from `value`."""
    schema = {**spec.at(pointer), **spec.raw(pointer)}
    yield from schema.get("examples", [])
    yield from schema.get("enum", [])
    if schema.get("format") == "uri":
        yield TELLING[0]
    match value:
        case bool():
            yield not value
        case int() | float():
            yield from (one for one in (value + 1, value - 1) if is_valid(spec, pointer, one))
        case str():
            yield from (one for one in (f"{value}-2", f"{value}2", f"2{value}") if is_valid(spec, pointer, one))
        case list() if "items" in schema:
            items = child(pointer, "items")
            last = value[-1] if value else sample(spec, items)
            found = ([*value, another(spec, items, last)], [another(spec, items, last)])
            yield from (one for one in found if is_valid(spec, pointer, one))
        case dict():
            for name, field in value.items():
                inner = child(pointer, "properties", name)
                if name in schema.get("properties", {}) and (other := another(spec, inner, field)) != field:
                    yield {**value, name: other}
    yield sample(spec, pointer)


def is_valid(spec: Spec, pointer: str, value: Any) -> bool:
    """Whether a value keeps to the schema at a pointer."""
    return bool(_validator(spec, pointer).is_valid(value))


@cache
def _validator(spec: Spec, pointer: str) -> jsonschema_rs.Draft202012Validator:
    parts: dict[str, Any] = {name: spec.root[name] for name in ("paths", "components") if name in spec.root}
    return jsonschema_rs.Draft202012Validator({**spec.at(pointer), **parts})


def _plain(schema: Schema, declared: str) -> Any:
    if declared in ("integer", "number"):
        return schema.get("minimum", schema.get("default", PLAIN[declared]))
    if declared == "string":
        plain = FORMATS.get(schema.get("format", ""), PLAIN["string"])
        return str(schema.get("default", plain)).ljust(schema.get("minLength", 0), "x")
    return schema.get("default", PLAIN.get(declared))
