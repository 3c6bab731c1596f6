"""Mutants of what an operation does, as far as its answers alone tell: changes, rotations, and refused states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.expressions import body_pointer
from contract_tests.judging.states import place_of
from contract_tests.mutants.mutant import How, Mutant, fault, faults, operations_with
from contract_tests.mutants.places import another
from contract_tests.mutants.rewrites import at, json_body, status
from contract_tests.mutants.wire import Rewrite
from scripts.spec.document import Schema
from scripts.spec.operations import Operation
from scripts.spec.pointers import put
from scripts.spec.resources import shown
from scripts.spec.spec import Spec

SHOWN_ONCE = "nothing else shows the secret, so that no answer tells that this one is cut"
OTHER_STATUSES = (404, 409, 422, 500)


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation that changes, rotates, deletes, or refuses a state."""
    for operation, _ in operations_with(spec, "x-changes"):
        yield from faults(operation, "change", dict(_shown(operation)))
    for operation, rotates in operations_with(spec, "x-rotates"):
        secret = body_pointer(rotates["secret"])
        yield from faults(operation, "rotation", {"shows always the same secret": at(secret, lambda _: "the same")})
        cut = at(secret, lambda value: f"****{value[-4:]}")
        unseen = "" if "field" in rotates else SHOWN_ONCE
        yield fault(operation, "rotation", "shows the end of the secret only", cut, unseen=unseen)
    for operation, refusals in operations_with(spec, "x-refuses"):
        for refused in refusals:
            yield from _refusals(operation, refused)


def _shown(operation: Operation) -> Iterator[tuple[str, How]]:
    """For each value that an operation stores or clears, where its answer is promised to show that: another value."""
    if not shown(operation):
        return
    changes = operation.extensions["x-changes"]
    for one in changes.get("stores", []):
        if "const" in one:
            yield f"answers another {one['to']} than it stores", at(place_of(operation, one["to"]), _other)
    for pointer in changes.get("clears", []):
        yield f"answers {pointer}, which it clears", _putting(place_of(operation, pointer))
    fields: dict[str, Schema] = operation.document.at(operation.request_schema or "").get("properties", {})
    for name in fields:
        if operation.response_schema and operation.document.find(operation.response_schema, f"/{name}"):
            yield f"answers another {name} than was sent", at(f"/{name}", _other)


def _putting(pointer: str) -> Rewrite:
    return json_body(lambda body: put(body, pointer, "what-was-there"))


def _other(value: Any) -> Any:
    """A value that differs at its first field, if it has fields."""
    if isinstance(value, dict):
        return {name: another(inner) if number == 0 else inner for number, (name, inner) in enumerate(value.items())}
    return another(value)


def _refusals(operation: Operation, refused: dict[str, Any]) -> Iterator[Mutant]:
    documented = str(refused.get("refused", {}).get("status", ""))
    for other in OTHER_STATUSES if documented else ():
        what = f"a {refused['resource']} whose {refused['field']} refuses it gets {other}"
        yield fault(operation, "refused state", what, status(other), response=operation.responses[documented])
