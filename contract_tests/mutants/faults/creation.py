"""Mutants of creation: what comes back of a request, where it leads, and how the list shows it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from contract_tests.judging.expressions import body_pointer
from contract_tests.mutants.mock_rules import is_new, listing
from contract_tests.mutants.mutant import Mutant, fault, faults
from contract_tests.mutants.places import another
from contract_tests.mutants.rewrites import JsonChange, at, json_body, location
from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, drop, get, parent, put
from scripts.spec.spec import Spec

FIXED_MOMENT = "2026-01-01T00:00:00.000Z"
LOCATIONS: dict[str, Callable[[str], str]] = {
    "another id": lambda path: f"{path.rpartition('/')[0]}/{renewed(path.rpartition('/')[2])}",
    "another app": lambda path: path.replace("/apps/", "/apps/X", 1),
    "the collection": lambda path: path.rpartition("/")[0],
    "the report": lambda path: f"{path}/report",
    "another collection": lambda path: re.sub("/([^/]+)/([^/]+)$", r"/other-\1/\2", path),
    "the id alone": lambda path: path.rpartition("/")[2],
}
PLATFORMS = {None: "ios", "ios": "android", "android": "ios"}
# How the list shows another value of a field.
LISTED: dict[str, JsonChange] = {
    "clientId": another,
    "createdAt": lambda value: FIXED_MOMENT,
    "payload/title": another,
    "payload/maxStampClaims": another,
    "payload/targetPlatform": lambda value: PLATFORMS[value],
}

LISTINGS = {
    "is not listed": listing(lambda tests, now: [test for test in tests if not is_new(test, now)]),
    "is listed twice": listing(lambda tests, now: [*tests, *(test for test in tests if is_new(test, now))]),
}


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation that creates something or echoes its request."""
    for operation in spec.operations.values():
        for echo in operation.extensions.get("x-echo", []):
            yield from faults(operation, "echo", dict(_echo(operation, echo)))
        if operation.creates:
            yield from faults(operation, "creation", {**_locations(operation), **_identities(operation.creates)})
        if "x-batch" in operation.extensions:
            yield from faults(operation, "batch", _results(operation.extensions["x-batch"]))
        if operation.creates and "x-lifecycle" in operation.extensions:
            yield from _listings(spec, operation, operation.creates)


def renewed(identifier: str) -> str:
    """Another identifier of the same form; what stands before its last underscore stays."""
    head, mark, rest = identifier.rpartition("_")
    return f"{head}{mark}{re.sub('[0-9A-Fa-f]', lambda found: random.choice('0123456789abcdef'), rest[:-1])}Z"


def _echo(operation: Operation, echo: dict[str, Any]) -> Iterator[tuple[str, Rewrite]]:
    to, source = body_pointer(echo["to"]), body_pointer(echo["from"])
    if echo.get("keys"):
        yield from _keys(to)
        return
    name = echo["to"].rpartition("/")[2]
    yield f"{name} is not the one that was sent", at(to, lambda value: None if value is None else another(value))
    if not echo.get("optional"):
        yield f"{name} does not come back", json_body(lambda body: drop(body, to))
    # What comes from the path is neither a text of the caller's nor has it a default.
    if not source or not operation.request_schema:
        return
    (field,) = operation.document.find(operation.request_schema, source)
    schema = operation.document.at(field)
    if schema.get("type") == "string" and "enum" not in schema:
        yield f"{name} loses what is not ASCII", at(to, _in_ascii)
    default = echo.get("default", schema.get("default", ABSENT))
    if default is not ABSENT:
        other = next(value for value in schema.get("enum", [another(default)]) if value != default)
        yield f"{name} has another default", _defaulted(source, to, other)


def _keys(pointer: str) -> Iterator[tuple[str, Rewrite]]:
    """Ways in which a map has other keys than the one that was sent."""
    ways: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "has no entry for the first key": lambda found: dict(list(found.items())[1:]),
        "has no entry for the last key": lambda found: dict(list(found.items())[:-1]),
        "has its keys in upper case": lambda found: {name.upper(): one for name, one in found.items()},
        "has one key more": lambda found: {**found, **{f"{name}-2": one for name, one in list(found.items())[:1]}},
    }
    for what, change in ways.items():
        yield f"the map {pointer}{' ' if pointer else ''}{what}", json_body(partial(_put_map, pointer, change))


def _put_map(pointer: str, change: Callable[[dict[str, Any]], dict[str, Any]], body: Any) -> Any:
    found = get(body, pointer)
    if not isinstance(found, dict):
        return body
    return put(body, pointer, change(found)) if pointer else change(found)


def _in_ascii(value: Any) -> Any:
    return value.encode("ascii", "replace").decode() if isinstance(value, str) else value


def _defaulted(source: str, to: str, default: Any) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if get(call.json, source) is ABSENT:
            answer.json = put(answer.json, to, default)

    return rewrite


def _locations(operation: Operation) -> dict[str, Rewrite]:
    if "location" not in (operation.creates or {}):
        return {}
    # Without an owner, another app is another thing.
    others = {
        label: change for label, change in LOCATIONS.items() if label != "another app" or operation.path_parameters
    }
    return {f"Location leads to {label}": location(change) for label, change in others.items()}


def _identities(creates: dict[str, Any]) -> dict[str, Rewrite]:
    identifier = body_pointer(creates["identifier"])
    found: dict[str, Rewrite] = {
        "has an id that the list does not know": at(identifier, renewed),
        "has always the same id": at(identifier, lambda value: re.sub("[0-9A-Za-z](?=[^_]*$)", "0", value)),
    }
    if "timestamp" not in creates:
        return found
    timestamp = body_pointer(creates["timestamp"])
    return {
        "is dated an hour ago": at(timestamp, _shifted(timedelta(hours=-1))),
        "is dated in two hours": at(timestamp, _shifted(timedelta(hours=2))),
        "is dated yesterday": at(timestamp, _shifted(timedelta(days=-1))),
        "has always the same date": at(timestamp, lambda value: FIXED_MOMENT),
        **found,
    }


def _results(batch: dict[str, Any]) -> dict[str, Rewrite]:
    """Ways in which the results of a batch are not those of its items."""
    pointer = batch["results"]
    return {
        "has its results in another order": at(pointer, lambda found: found[::-1]),
        "has no result for the last item": at(pointer, lambda found: found[:-1]),
        "has a result too many": at(pointer, lambda found: [*found, *found[-1:]]),
        "has no results": at(pointer, lambda found: []),
    }


def _shifted(delta: timedelta) -> JsonChange:
    return lambda value: (datetime.fromisoformat(value) + delta).isoformat(timespec="milliseconds")


def _listings(spec: Spec, operation: Operation, creates: dict[str, Any]) -> Iterator[Mutant]:
    collection = spec.operations[creates["collection"]]
    both = (operation.id, collection.id)
    yield from faults(operation, "creation", LISTINGS, shows_on=both)
    for field, differ in LISTED.items():
        rewrite = at(f"/*{parent(creates['item'])}/{field}", differ)
        what = f"the list shows another {field} than the answer to the creation"
        yield fault(collection, "creation", what, rewrite, name=f"another {field}", shows_on=both)
