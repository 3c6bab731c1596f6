"""Request bodies beyond the documented limits, derived from the schema of an operation's body.

Limits inside arrays and objects are tried like those at the top: the field at the top is sent with one value in it
changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from contract_tests.judging.limits import limit_in_words
from contract_tests.judging.requests import NOT_PROMISED
from contract_tests.target.samples import TELLING, lengthened, sample, so_many
from contract_tests.target.texts import BASIC_PLANE, is_free_text
from scripts.spec.document import Schema
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
        words = limit_in_words(keyword, limit)
        match keyword:
            case "maxLength":
                yield keyword, words, lengthened(spec, pointer, value, limit + 1)
                if is_free_text(schema):
                    yield keyword, words, (BASIC_PLANE * limit)[: limit + 1]
            case "minLength" if limit > 0:
                yield keyword, words, "x" * (limit - 1)
            case "minimum":
                yield from ((keyword, words, one) for one in {limit - 1, min(limit - 1, -1)})
            case "maximum":
                yield keyword, words, limit + 1
            case "enum":
                yield keyword, words, "no-such-value"
            case "pattern":
                # What is all right but for its beginning shows a server that looks at the end alone.
                addresses = [f"https://{one}" for one in schema.get("examples", [])[:1]]
                refused = [
                    one for one in (*addresses, *TELLING) if not re.search(limit, one) and _keeps_else(schema, one)
                ]
                yield from ((keyword, words, text) for text in refused[:MOST_TEXTS])
            case "maxItems":
                yield keyword, words, so_many(spec, pointer, limit + 1)
            case "minItems" if limit > 0:
                yield keyword, words, so_many(spec, pointer, limit - 1)


def _keeps_else(schema: Schema, text: str) -> bool:
    """Whether a text keeps to the limits of its length."""
    return bool(schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)))
