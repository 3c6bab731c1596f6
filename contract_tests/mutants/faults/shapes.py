"""Mutants of the shape of an answer: one for each way in which each documented place can differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from contract_tests.mutants.mutant import Mutant, fault, reachable
from contract_tests.mutants.places import EACH, Place, answered, places
from scripts.spec.document import Schema
from scripts.spec.operations import Operation, Response
from scripts.spec.spec import Spec

NEW_VALUE = "brand-new-value"
MALFORMED = {"date-time": ["2026-04-08T10:00:00.000", "08.04.2026 10:00"], "uuid": ["not-a-uuid"]}

# What a careless change of the server would make of a value, by the type that it should have.
RETYPED: dict[str, Callable[[Any], Any]] = {
    "string": lambda value: 7,
    "integer": lambda value: str(value).lower(),
    "number": lambda value: str(value).lower(),
    "boolean": lambda value: str(value).lower(),
    "array": lambda value: {"items": value},
    "object": lambda value: [value],
    "null": lambda value: {"note": "text"},
}

# Is given the object or array that holds a value, and its name or index there.
Edit = Callable[[Any, Any], object]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every shape mutant of every reachable answer."""
    for operation, response in reachable(spec):
        for place in _places(spec, operation, response):
            where = str(place) or "/"
            for kind, label, edit in _edits(place):
                # The envelope of errors comes with many answers: a rename shows there as one gone and one new.
                if kind == "renamed" and response is not operation.success:
                    continue
                what = f"{where} of {operation.id} {response.status} is {label}"
                name = f"{response.status} {where} {label}"
                yield fault(operation, kind, what, place.rewrite(edit), name=name, response=response)


def _places(spec: Spec, operation: Operation, response: Response) -> Iterator[Place]:
    if response is operation.success:
        return answered(operation)
    return places(spec, response.schema) if response.schema else iter(())


def _edits(place: Place) -> Iterator[tuple[str, str, Edit]]:
    """Kind, label and edit of each mutant of a place."""
    if place.schema.get("properties") and not place.schema.get("additionalProperties"):
        yield "sibling added", "beside an undocumented field", _add_sibling
    if place.tag is not None:
        return
    if place.required and place.parent is not None:
        yield "removed", "removed", lambda container, key: container.pop(key)
        yield "renamed", "renamed", _rename
    if "null" not in place.types and place.step != EACH:
        yield "nulled", "nulled", _put(None)
    yield "retyped", "of another type", _replace(RETYPED[place.types[0]])
    for label, bad in _bad_values(place.schema):
        yield "bad value", label, _put(bad)


def _bad_values(schema: Schema) -> Iterator[tuple[str, Any]]:
    for keyword in ("const", "enum", "x-extensible-enum"):
        if keyword in schema:
            yield "a new value", NEW_VALUE
    if "pattern" in schema:
        yield "against its pattern", "-!"
    for index, text in enumerate(MALFORMED.get(schema.get("format", ""), [])):
        yield f"against its format ({index + 1})", text
    if "minimum" in schema:
        yield "below its minimum", schema["minimum"] - 1
    if schema.get("type") == "integer":
        yield "a fraction", 1.5


def _rename(container: Any, key: Any) -> None:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()
    renamed = snake if snake != key else f"{key}s"
    fields = {renamed if name == key else name: value for name, value in container.items()}
    container.clear()
    container.update(fields)


def _add_sibling(container: Any, key: Any) -> None:
    if isinstance(container[key], dict):
        container[key]["addedLater"] = "text"


def _replace(change: Callable[[Any], Any]) -> Edit:
    def edit(container: Any, key: Any) -> None:
        container[key] = change(container[key])

    return edit


def _put(value: Any) -> Edit:
    return _replace(lambda former: value)
