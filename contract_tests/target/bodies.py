"""Request bodies at and beyond the documented limits, derived from the schema of an operation's body.

Limits inside arrays and objects are tried like those at the top: the field at the top is sent with one value in it
changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from contract_tests.judging.requests import NOT_PROMISED
from contract_tests.target.samples import TELLING, another, every_field, is_of_the_target, is_valid, sample
from contract_tests.target.texts import BASIC_PLANE, is_free_text, longest_texts, telling_text
from scripts.spec.document import Schema
from scripts.spec.invariants import invariant_pointers
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, split
from scripts.spec.spec import Spec

WRONG_TYPE: dict[str, Any] = {
    "string": 7,
    "integer": "seven",
    "number": "seven",
    "boolean": "yes",
    "array": "text",
    "object": "text",
}
# Texts beyond a pattern that are tried.
MOST_TEXTS = 6
# Numbers that are far from any default, where there is no greatest one.
WELL_BEYOND = (12, 1234)
# Limits of what is nested deeper are left to generated cases.
MOST_LEVELS = 4


@dataclass(frozen=True)
class Beyond:
    """A change to an accepted body that breaks one documented limit.

    `value` replaces the field at the top, or the field is left out when `absent`; `place` is the value that breaks
    the limit, as a pointer into the body, and `pointer` the limit in the spec.
    """

    field: str
    limit: str
    pointer: str
    value: Any = None
    absent: bool = False
    place: str = ""

    @property
    def reason(self) -> str:
        """Why the body has to be refused, in words that follow `since`."""
        field = self.place.strip("/") or self.field
        return f"{field}, which is required, was left out" if self.absent else f"{field} had to be {self.limit}"

    @property
    def is_between_fields(self) -> bool:
        """Whether the limit is what fields have to fit to, and not one of the field by itself."""
        return "/x-invariants/" in self.pointer

    def apply(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body with the change made."""
        changed = {name: value for name, value in body.items() if name != self.field}
        return changed if self.absent else {**changed, self.field: self.value}


@dataclass(frozen=True)
class Broken:
    """A value that breaks one limit: `place` is relative to the value that it was made from."""

    value: Any
    limit: str
    pointer: str
    place: str = ""


def beyond(spec: Spec, operation: Operation) -> list[Beyond]:
    """One change for every documented limit of an operation's body."""
    pointer = operation.request_schema
    if not pointer:
        return []
    schema = spec.at(pointer)
    found = [
        Beyond(name, "required", child(pointer, "required"), absent=True, place=child("", name))
        for name in schema.get("required", [])
    ]
    batch = operation.extensions.get("x-batch")
    for name in schema.get("properties", {}):
        field = child(pointer, "properties", name)
        for broken in _broken(spec, field, sample(spec, field), MOST_LEVELS):
            if batch and child("", name) == batch["items"] and broken.place:
                # A single one of several things may fail by itself.
                continue
            place = child("", name) + broken.place
            found.append(Beyond(name, broken.limit, broken.pointer, broken.value, place=place))
    for index, rule in enumerate(schema.get("x-invariants", [])):
        if "among" in rule:
            name, place = split(rule["value"])[0], child(pointer, "x-invariants", index)
            found.append(Beyond(name, f"one of {rule['among']}", place, "no-such-value", place=rule["value"]))
        if "unlike" in rule:
            (name,), (other,) = split(rule["value"]), split(rule["unlike"])
            same = sample(spec, child(pointer, "properties", other))
            place = child(pointer, "x-invariants", index)
            found.append(Beyond(name, f"another than {rule['unlike']}", place, same, place=rule["value"]))
    return found


def broken_items(spec: Spec, operation: Operation) -> list[Broken]:
    """Single things that break one limit each, of those that a batch makes; such a thing may fail by itself."""
    batch, pointer = operation.extensions["x-batch"], operation.request_schema
    field = child(pointer or "", "properties", *split(batch["items"]))
    broken = _broken(spec, field, sample(spec, field), MOST_LEVELS)
    return [replace(one, value=one.value[0]) for one in broken if one.place.startswith("/*")]


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


def _broken(spec: Spec, field: str, value: Any, levels: int, source: str | None = None) -> Iterator[Broken]:
    """Values that break one promised limit of a schema each, made from one that breaks none."""
    pointer = spec.locate(field)
    schema = spec.at(pointer)
    source = spec.raw(field).get("x-source", schema.get("x-source", source))
    if source in NOT_PROMISED:
        return
    declared = schema.get("type")
    if isinstance(declared, str) and declared in WRONG_TYPE:
        yield Broken(WRONG_TYPE[declared], f"of type {declared}", child(pointer, "type"))
    for keyword, words, other in _beyond(spec, pointer, schema, value):
        yield Broken(other, words, child(pointer, keyword))
    if not levels or "x-eligible" in schema:
        yield from _broken_choice(spec, pointer, schema)
        return
    if "items" in schema:
        yield from _broken_items(spec, pointer, value, levels, source)
    if isinstance(value, dict):
        yield from _broken_fields(spec, pointer, schema, value, levels, source)


def _broken_choice(spec: Spec, pointer: str, schema: Schema) -> Iterator[Broken]:
    """What an array of strings refuses, whatever its eligible values are."""
    if schema.get("type") == "array" and spec.resolve(schema.get("items", {})).get("type") == "string":
        yield Broken([7], "of type string", child(pointer, "items", "type"), "/*")


def _broken_items(spec: Spec, pointer: str, value: Any, levels: int, source: str | None) -> Iterator[Broken]:
    items = child(pointer, "items")
    first, *rest = value if isinstance(value, list) and value else [sample(spec, items)]
    for broken in _broken(spec, items, first, levels - 1, source):
        yield replace(broken, value=[broken.value, *rest], place="/*" + broken.place)


def _broken_fields(
    spec: Spec, pointer: str, schema: Schema, value: dict[str, Any], levels: int, source: str | None
) -> Iterator[Broken]:
    for name in schema.get("required", []):
        if spec.raw(child(pointer, "properties", name)).get("x-source", source) in NOT_PROMISED:
            continue
        without = {key: one for key, one in value.items() if key != name}
        yield Broken(without, "required", child(pointer, "required"), child("", name))
    for name in schema.get("properties", {}):
        field = child(pointer, "properties", name)
        for broken in _broken(spec, field, value.get(name, sample(spec, field)), levels - 1, source):
            yield replace(broken, value={**value, name: broken.value}, place=child("", name) + broken.place)


def _beyond(spec: Spec, pointer: str, schema: Schema, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Keyword, limit in words and a value beyond it."""
    for keyword, limit in schema.items():
        match keyword:
            case "maxLength":
                words = f"at most {limit} characters"
                yield keyword, words, _lengthened(spec, pointer, value, limit + 1)
                if is_free_text(schema):
                    yield keyword, words, (BASIC_PLANE * limit)[: limit + 1]
            case "minLength" if limit > 0:
                yield keyword, f"at least {limit} characters", "x" * (limit - 1)
            case "minimum":
                yield from ((keyword, f"at least {limit}", one) for one in {limit - 1, min(limit - 1, -1)})
            case "maximum":
                yield keyword, f"at most {limit}", limit + 1
            case "enum":
                yield keyword, "one of " + ", ".join(map(str, limit)), "no-such-value"
            case "pattern":
                # What is all right but for its beginning shows a server that looks at the end alone.
                addresses = [f"https://{one}" for one in schema.get("examples", [])[:1]]
                refused = [
                    one for one in (*addresses, *TELLING) if not re.search(limit, one) and _keeps_else(schema, one)
                ]
                yield from ((keyword, f"of the form {limit}", text) for text in refused[:MOST_TEXTS])
            case "maxItems":
                yield keyword, f"at most {limit} items", _items(spec, pointer, limit + 1)
            case "minItems" if limit > 0:
                yield keyword, f"at least {limit} items", _items(spec, pointer, limit - 1)


def _keeps_else(schema: Schema, text: str) -> bool:
    """Whether a text keeps to the limits of its length."""
    return bool(schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)))


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
            yield _items(spec, pointer, schema["maxItems"])
    if schema.get("properties") and schema.get("type") == "object":
        value = every_field(spec, pointer)
        accepted = {name: _accepted(spec, child(pointer, "properties", name)) for name in value}
        for index in range(max(map(len, accepted.values()), default=0)):
            yield {name: found[index % len(found)] if found else value[name] for name, found in accepted.items()}
        yield sample(spec, pointer)


def _accepted_items(spec: Spec, items: str) -> list[Any]:
    longest = spec.at(items).get("maxLength")
    extreme = [_lengthened(spec, items, sample(spec, items), longest)] if longest else []
    telling = [text for text in TELLING if "pattern" in spec.at(items) and is_valid(spec, items, text)]
    return [*extreme, *telling, *_accepted(spec, items)]


def _items(spec: Spec, pointer: str, count: int) -> list[Any]:
    """An array of so many items, which differ where that can be done."""
    items = child(pointer, "items")
    found = [sample(spec, items)]
    while len(found) < count:
        found.append(another(spec, items, found[-1]))
    return found[:count]


def _lengthened(spec: Spec, pointer: str, value: Any, length: int) -> str:
    """A text of some length that begins like a sample, where a pattern asks for that."""
    pattern = spec.at(pointer).get("pattern")
    text = str(value).ljust(length, "x") if pattern and isinstance(value, str) else "x" * length
    return text[:length] if len(text) > length else text
