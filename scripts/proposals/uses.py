"""What speaks of a field: pointers of extensions and links that lead through it, and examples that have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.spec.examples import examples
from scripts.spec.pointers import child, split
from scripts.spec.references import References
from scripts.spec.spec import Spec


def renamed_pointers(spec: Spec, schema: str, old: str, new: str) -> dict[str, str]:
    """The texts that name a field by a pointer, by their place, as they read once it is renamed.

    Args:
        schema: The pointer of the schema that has the field.
    """
    renamed: dict[str, str] = {}
    for use in References(spec).uses:
        before = split(use.path)
        after = list(_renamed_steps(spec, use.schemas, before, child(schema, "properties", old), new))
        for pointer, text in _texts(spec, use.place) if after != before else ():
            changed = _changed(text, before, after)
            if changed != text:
                renamed[pointer] = changed
    return renamed


def _renamed_steps(spec: Spec, schemas: list[str], steps: list[str], field: str, new: str) -> Iterator[str]:
    """The steps of a path with another name where they lead to a field."""
    for step in steps:
        schemas = [found for schema in schemas for found in spec.find(schema, child("", step))]
        yield new if field in schemas else step


def _texts(spec: Spec, place: str) -> Iterator[tuple[str, str]]:
    """The pointers and expressions at or below a place, or in the policy that is named there."""
    value = spec.raw(place)
    if isinstance(value, str) and not value.startswith(("/", "$")):
        place = child("/x-policies", split(place)[-1].removeprefix("x-"), value)
        value = spec.raw(place)
    if isinstance(value, str):
        yield place, value
    for key, inner in _members(value):
        if isinstance(inner, dict | list) or str(inner).startswith("/"):
            yield from _texts(spec, child(place, key))


def _changed(text: str, before: list[str], after: list[str]) -> str:
    """A pointer, or an expression that ends in one, whose steps are the last or the first of those that changed."""
    source, mark, pointer = text.rpartition("#")
    steps = split(pointer)
    rest = len(before) - len(steps)
    if steps == before[rest:]:
        return source + mark + child("", *after[rest:])
    if steps == before[: len(steps)]:
        return source + mark + child("", *after[: len(steps)])
    return text


def instances(spec: Spec, schema: str) -> Iterator[str]:
    """The pointers of the values in examples and defaults that a schema describes, each once."""
    found = (place for value, described in examples(spec) for place in _described(spec, described, value, schema))
    yield from dict.fromkeys(found)


def _described(spec: Spec, schema: str, value: str, wanted: str) -> Iterator[str]:
    """The pointers of what `wanted` describes in the value at a pointer, which `schema` describes."""
    if wanted in spec.branches(schema):
        yield value
    for key, _ in _members(spec.raw(value)):
        for inner in spec.find(schema, child("", key)):
            yield from _described(spec, inner, child(value, key), wanted)


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    if isinstance(value, list):
        yield from enumerate(value)
