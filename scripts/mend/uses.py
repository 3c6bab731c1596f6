"""What speaks of a property: pointers of extensions and links that lead through it, and examples that have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.codegen.document import Document, Problem, child, split
from scripts.codegen.examples import examples
from scripts.codegen.operations import Operation
from scripts.codegen.references import References


class _Paths(References):
    """Collects what the check of references looks up: a place of the document, schemas, and a path into them."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.found: list[tuple[str, list[str], str]] = []
        list(self.check())

    def _pointer(self, place: str, schemas: list[str], path: str) -> Iterator[Problem]:
        self.found.append((place, schemas, path))
        return iter(())

    def _expression(self, operation: Operation, place: str, expression: str) -> Iterator[Problem]:
        source, _, path = expression.partition("#")
        schema = {"$request.body": operation.request_schema, "$response.body": operation.response_schema}.get(source)
        if schema:
            self.found.append((place, [schema], path))
        return iter(())


def renamed_pointers(document: Document, schema: str, old: str, new: str) -> dict[str, str]:
    """The texts that name a property by a pointer, by their place, as they read once it is renamed.

    Args:
        schema: The pointer of the schema that has the property.
    """
    renamed: dict[str, str] = {}
    for place, schemas, path in _Paths(document).found:
        steps = split(path)
        through = [child(schema, "properties", old) in reached for reached in _trace(document, schemas, steps)]
        if any(through):
            for pointer, text in _texts(document, place):
                changed = _changed(text, steps, through, new)
                if changed != text:
                    renamed[pointer] = changed
    return renamed


def _trace(document: Document, schemas: list[str], steps: list[str]) -> Iterator[list[str]]:
    """For each step of a path the schemas that it leads to."""
    for step in steps:
        schemas = [found for schema in schemas for found in document.find(schema, child("", step))]
        yield schemas


def _texts(document: Document, place: str) -> Iterator[tuple[str, str]]:
    """The pointers and expressions at or below a place, or in the policy that is named there."""
    value = document.at(place)
    if isinstance(value, str) and not value.startswith(("/", "$")):
        kind = split(place)[-1].removeprefix("x-")
        place = child("#/x-policies", kind, value)
        value = document.at(place)
    if isinstance(value, str):
        yield place, value
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if isinstance(inner, dict | list) or str(inner).startswith("/"):
            yield from _texts(document, child(place, key))


def _changed(text: str, steps: list[str], through: list[bool], new: str) -> str:
    """A pointer, or an expression that ends in one, with the steps renamed that lead through the property."""
    source, mark, pointer = text.rpartition("#")
    own = split(pointer)
    if own == steps[len(steps) - len(own) :]:
        hits = through[len(steps) - len(own) :]
    elif own == steps[: len(own)]:
        hits = through[: len(own)]
    else:
        return text
    return source + mark + child("", *(new if hit else step for step, hit in zip(own, hits, strict=True)))


def instances(document: Document, schema: str) -> Iterator[str]:
    """The pointers of the values in examples and defaults that a schema describes, each once."""
    found = (at for value, described in examples(document) for at in _described(document, described, value, schema))
    yield from dict.fromkeys(found)


def _described(document: Document, schema: str, value: str, wanted: str) -> Iterator[str]:
    data: Any = document.at(value)
    for branch in document.branches(schema):
        if branch == wanted:
            yield value
        known = document.at(branch)
        for name in data if isinstance(data, dict) else ():
            if name in known.get("properties", {}):
                yield from _described(document, child(branch, "properties", name), child(value, name), wanted)
            elif isinstance(known.get("additionalProperties"), dict):
                yield from _described(document, child(branch, "additionalProperties"), child(value, name), wanted)
        if isinstance(data, list) and "items" in known:
            for index in range(len(data)):
                yield from _described(document, child(branch, "items"), child(value, index), wanted)
