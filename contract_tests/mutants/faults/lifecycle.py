"""Mutants of what becomes of a created thing: how it settles, and what its snapshots show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from contract_tests.judging.expressions import body_pointer
from contract_tests.mock import ProductionTest as Test
from contract_tests.mock import Workspace
from contract_tests.mutants.mock_rules import finding, is_new, listing, scheduled
from contract_tests.mutants.mutant import How, Mutant, faults, operations_with
from contract_tests.mutants.places import another, sample
from contract_tests.mutants.rewrites import at, each_item
from scripts.spec.document import Schema
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, split
from scripts.spec.spec import Spec


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation whose creations settle."""
    for operation, lifecycle in operations_with(spec, "x-lifecycle"):
        poll = spec.operations[lifecycle["poll"]]
        snapshot = spec.operations[lifecycle["snapshot"]["operationId"]]
        yield from faults(operation, "lifecycle", LISTED, shows_on=(poll.id,))
        yield from faults(operation, "lifecycle", REPORTED, shows_on=(snapshot.id,))
        yield from faults(poll, "lifecycle", _items(poll, lifecycle))
        yield from faults(snapshot, "report", dict(_snapshots(snapshot, lifecycle["snapshot"])))


class _SameId(Workspace):
    def create(self, app: Any, body: Any) -> Test:
        test = super().create(app, body)
        self._tests[test.client_id][-1] = same = replace(test, challenge_id=test.request_id)
        return same


LISTED: dict[str, How] = {
    "the challenge keeps the request's id": _SameId,
    "the request vanishes when it is scheduled": listing(
        lambda tests, now: [test for test in tests if not is_new(test, now) or test.state(now).value != "scheduled"]
    ),
    "the request stays beside the challenge": listing(
        lambda tests, now: [*tests, *(replace(test, scheduled_at=now + 3600) for test in scheduled(tests, now))]
    ),
    "the challenge is listed twice": listing(lambda tests, now: [*tests, *scheduled(tests, now)]),
}
REPORTED: dict[str, How] = {
    "a new challenge has no report": finding(lambda test, now: not is_new(test, now)),
    "a running challenge has no report": finding(lambda test, now: not test.is_active(now)),
}


def _items(poll: Operation, lifecycle: dict[str, Any]) -> dict[str, How]:
    """What may be wrong with an item of the list, by what it is."""
    pending, settled = (split(lifecycle[state]["identifier"])[0] for state in ("pending", "settled"))
    title = lifecycle["carries"][0]["to"]

    def both(item: dict[str, Any]) -> Any:
        samples = {name: sample(poll.document, _field(poll, f"/*/{name}")) for name in (pending, settled)}
        return item | {name: value for name, value in samples.items() if item.get(name) is None}

    def announced(item: dict[str, Any]) -> Any:
        if item.get(pending) and item[pending]["status"] == "pending":
            item[pending]["challengeId"] = "ch_9a1b2c3d-4e5f-6789-abcd-ef0123456789"
        return item

    return {
        "both branches are filled": each_item(both),
        "the types are swapped": at("/*/type", lambda value: pending if value == settled else settled),
        "the branches are swapped": each_item(
            lambda item: item | {pending: item.get(settled), settled: item.get(pending)}
        ),
        "the title gets an addition": at(f"/*{title}", lambda value: f"{value} (challenge)"),
        "the title is cut to 12 characters": at(f"/*{title}", lambda value: value[:12]),
        "the title is in capitals": at(f"/*{title}", str.upper),
        "a pending request names a challenge": each_item(announced),
    }


class _Elsewhere(Workspace):
    def find_challenge(self, app: Any, challenge_id: str) -> Test | None:
        found, now = super().find_challenge(app, challenge_id), self.now()
        others = [test for test in scheduled(self.tests(app), now) if test is not found]
        return others[0] if found and others else found


class _Unbounded(Workspace):
    def stats(self, test: Test, now: float) -> dict[str, Any]:
        claims = test.payload["maxStampClaims"] + 1
        breakdown = self.breakdown(test, claims) if test.payload["providerIds"] else []
        return {"totalParticipations": claims, "totalClaims": claims, "providerBreakdown": breakdown}


def _snapshots(snapshot: Operation, declared: dict[str, Any]) -> Iterator[tuple[str, How]]:
    field, bounded = declared["repeats"]["field"], declared["bounded"]
    yield "the report is that of another challenge", _Elsewhere
    yield f"{bounded['field']} exceeds {body_pointer(bounded['by'])}", _Unbounded
    for name, schema in _field(snapshot, field)["properties"].items():
        if "x-extensible-enum" not in schema:
            yield f"{name} is not that of the list", at(child(field, name), partial(_different, snapshot, schema))


def _different(operation: Operation, schema: Schema, value: Any) -> Any:
    """A valid value that differs."""
    if value is None:
        return sample(operation.document, schema)
    if schema.get("format") == "date-time":
        return (datetime.fromisoformat(value) + timedelta(hours=1)).isoformat(timespec="milliseconds")
    return None if isinstance(value, dict) else another(value)


def _field(operation: Operation, path: str) -> Schema:
    """The schema of an object in what an operation answers; in other branches of a union it is null."""
    document = operation.document
    found = (document.at(pointer) for pointer in document.find(operation.response_schema or "", path))
    return next(schema for schema in found if schema.get("properties"))
