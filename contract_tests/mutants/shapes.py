"""Mutants of the shape of an answer: one for each way in which each documented place can differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.places import EACH, Place, Site, places
from contract_tests.mutants.wire import rewrite_json
from contract_tests.spec import DocumentedResponse, Operation, Schema, Spec

NEW_VALUE = "brand-new-value"
MALFORMED = {"date-time": ["2026-04-08T10:00:00.000", "08.04.2026 10:00"], "uuid": ["not-a-uuid"]}

Change = Callable[[Site], None]


@dataclass(frozen=True)
class Pair:
    """An operation and one of its documented responses that a run can reach."""

    operation: Operation
    response: DocumentedResponse

    def __str__(self) -> str:
        return f"{self.operation.id} {self.response.status}"


def reachable(spec: Spec) -> Iterator[Pair]:
    """The successes and the refusals that the documentation tells how to bring about."""
    for operation in spec.operations.values():
        statuses = {operation.success.status, spec.credentials_refused["status"]}
        statuses |= {one.owner["refused"]["status"] for one in operation.parameters if one.owner}
        if operation.body_schema_pointer:
            statuses.add(400)
        if "x-idempotency" in operation.extensions:
            statuses.add(operation.extensions["x-idempotency"]["conflict"]["status"])
        yield from (Pair(operation, operation.responses[status]) for status in sorted(statuses))


def shape_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every shape mutant of every reachable answer."""
    for pair in reachable(spec):
        if pair.response.schema_pointer is None:
            continue
        for place in places(spec, pair.response.schema_pointer):
            for kind, label, change in _changes(place):
                # The envelope of errors comes with many pairs: a rename is said there by what is gone and what is new.
                if kind != "renamed" or pair.response is pair.operation.success:
                    yield _mutant(spec, pair, place, kind, label, change)


def _mutant(spec: Spec, pair: Pair, place: Place, kind: str, label: str, change: Change) -> Mutant:
    def edited(body: Any) -> Any:
        document = [body]
        for site in place.sites(document):
            change(site)
        return document[0]

    operation_id, status = pair.operation.id, pair.response.status
    app = changed(spec, rewrite=rewrite_json(edited), operation_id=operation_id, status=status)
    where = str(place) or "/"
    return Mutant(f"{pair} {where} {label}", kind, (operation_id,), f"{where} of {pair} is {label}", app)


def _changes(place: Place) -> Iterator[tuple[str, str, Change]]:
    """Kind, label and change of each mutant of a place."""
    if place.closed:
        yield "sibling added", "beside an undocumented field", _add_sibling
    if place.tag is not None:
        return
    if place.required and place.parent is not None:
        yield "removed", "removed", _remove
        yield "renamed", "renamed", _rename
    if "null" not in place.types and place.step != EACH:
        yield "nulled", "nulled", _setting(None)
    yield "retyped", "of another type", _retype(place.types)
    for label, value in _bad_values(place.schema):
        yield "bad value", label, _setting(value)


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


def _remove(site: Site) -> None:
    container, key = site
    del container[key]


def _rename(site: Site) -> None:
    container, key = site
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()
    renamed = snake if snake != key else f"{key}s"
    fields = {renamed if name == key else name: value for name, value in container.items()}
    container.clear()
    container.update(fields)


def _add_sibling(site: Site) -> None:
    container, key = site
    if isinstance(container[key], dict):
        container[key]["addedLater"] = "text"


def _setting(value: Any) -> Change:
    def change(site: Site) -> None:
        container, key = site
        container[key] = value

    return change


def _retype(types: list[str]) -> Change:
    """Replace a value by what a careless change of the server would make of it."""

    def change(site: Site) -> None:
        container, key = site
        value = container[key]
        match types[0]:
            case "string":
                container[key] = 7
            case "integer" | "boolean":
                container[key] = str(value).lower()
            case "array":
                container[key] = {"items": value}
            case "object":
                container[key] = [value]
            case "null":
                container[key] = {"note": "text"}

    return change
