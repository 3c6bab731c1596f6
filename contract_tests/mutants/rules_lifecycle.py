"""Mutants of what becomes of a created thing: how it settles, and what its snapshots show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from contract_tests.drift.pointers import body_pointer, get
from contract_tests.mock import ProductionTest, Workspace
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.places import another, sample
from contract_tests.mutants.pointers import put
from contract_tests.mutants.wire import Answer, Call, Rewrite
from contract_tests.spec import Operation, Spec

Test = ProductionTest


def lifecycle_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation whose creations settle."""
    for operation in spec.operations.values():
        lifecycle = operation.extensions.get("x-lifecycle")
        if lifecycle:
            yield from _settling(spec, operation, lifecycle)
            yield from _items(spec, operation, lifecycle)
            yield from _snapshots(spec, operation, lifecycle)


def _settling(spec: Spec, operation: Operation, lifecycle: dict[str, Any]) -> Iterator[Mutant]:
    poll, snapshot = lifecycle["poll"], lifecycle["snapshot"]["operationId"]

    class SameId(Workspace):
        def create(self, app: Any, body: Any) -> Test:
            test = super().create(app, body)
            self._tests[test.client_id][-1] = same = replace(test, challenge_id=test.request_id)
            return same

    class Staying(Workspace):
        def tests(self, app: Any) -> Sequence[Test]:
            every, now = super().tests(app), self.now()
            settled = [test for test in every if test.state(now).value == "scheduled"]
            return [*every, *(replace(test, scheduled_at=now + 3600) for test in settled)]

    class Doubling(Workspace):
        def tests(self, app: Any) -> Sequence[Test]:
            every, now = super().tests(app), self.now()
            return [*every, *(test for test in every if test.state(now).value == "scheduled")]

    class Vanishing(Workspace):
        def tests(self, app: Any) -> Sequence[Test]:
            now = self.now()
            return [test for test in super().tests(app) if test.state(now).value != "scheduled" or self._is_old(test)]

        def _is_old(self, test: Test) -> bool:
            return self.now() - test.created_at > 3600

    class NewUnreported(Workspace):
        def find_challenge(self, app: Any, challenge_id: str) -> Test | None:
            found = super().find_challenge(app, challenge_id)
            return found if found and self.now() - found.created_at > 3600 else None

    class OnlyComplete(Workspace):
        def find_challenge(self, app: Any, challenge_id: str) -> Test | None:
            found = super().find_challenge(app, challenge_id)
            return found if found and not found.is_active(self.now()) else None

    for what, (workspace, shows_on) in {
        "the challenge keeps the request's id": (SameId, (poll,)),
        "the request vanishes when it is scheduled": (Vanishing, (poll,)),
        "the request stays beside the challenge": (Staying, (poll,)),
        "the challenge is listed twice": (Doubling, (poll,)),
        "a new challenge has no report": (NewUnreported, (snapshot,)),
        "a running challenge has no report": (OnlyComplete, (snapshot,)),
    }.items():
        yield Mutant(f"{operation.id} {what}", "lifecycle", shows_on, what, changed(spec, workspace=workspace))


def _items(spec: Spec, operation: Operation, lifecycle: dict[str, Any]) -> Iterator[Mutant]:
    poll = spec.operations[lifecycle["poll"]]
    pending, settled = _branch(lifecycle["pending"]["identifier"]), _branch(lifecycle["settled"]["identifier"])
    carried = lifecycle["carries"][0]["to"]

    def each_item(change: Callable[[dict[str, Any]], None]) -> Rewrite:
        def rewrite(call: Call, answer: Answer) -> None:
            items = answer.json
            for item in items:
                change(item)
            answer.json = items

        return rewrite

    def both(item: dict[str, Any]) -> None:
        for name in (pending, settled):
            if item.get(name) is None:
                item[name] = sample(spec, _component(spec, poll, name))

    def swapped_tags(item: dict[str, Any]) -> None:
        item["type"] = pending if item["type"] == settled else settled

    def swapped_branches(item: dict[str, Any]) -> None:
        item[pending], item[settled] = item.get(settled), item.get(pending)

    def carried_is(change: Callable[[str], str]) -> Callable[[dict[str, Any]], None]:
        def rewrite(item: dict[str, Any]) -> None:
            if item.get(settled):
                put(item, carried, change(get(item, carried)))

        return rewrite

    def announced(item: dict[str, Any]) -> None:
        if item.get(pending) and item[pending]["status"] == "pending":
            item[pending]["challengeId"] = "ch_9a1b2c3d-4e5f-6789-abcd-ef0123456789"

    for what, change in {
        "both branches are filled": both,
        "the types are swapped": swapped_tags,
        "the branches are swapped": swapped_branches,
        "the title gets an addition": carried_is(lambda title: f"{title} (challenge)"),
        "the title is cut to 12 characters": carried_is(lambda title: title[:12]),
        "the title is in capitals": carried_is(str.upper),
        "a pending request names a challenge": announced,
    }.items():
        app = changed(spec, rewrite=each_item(change), operation_id=poll.id, status=poll.success.status)
        yield Mutant(f"{poll.id} {what}", "lifecycle", (poll.id,), what, app)


def _snapshots(spec: Spec, operation: Operation, lifecycle: dict[str, Any]) -> Iterator[Mutant]:
    snapshot = spec.operations[lifecycle["snapshot"]["operationId"]]
    repeats, bounded = lifecycle["snapshot"]["repeats"], lifecycle["snapshot"]["bounded"]

    class Elsewhere(Workspace):
        def find_challenge(self, app: Any, challenge_id: str) -> Test | None:
            found, now = super().find_challenge(app, challenge_id), self.now()
            others = [test for test in self.tests(app) if test.state(now).value == "scheduled" and test is not found]
            return others[0] if found and others else found

    class Unbounded(Workspace):
        def stats(self, test: Test, now: float) -> dict[str, Any]:
            limit: int = test.payload["maxStampClaims"]
            claims = limit + 1
            return {
                "totalParticipations": claims,
                "totalClaims": claims,
                "providerBreakdown": self.breakdown(test, claims) if test.payload["providerIds"] else [],
            }

    what = "the report is that of another challenge"
    yield Mutant(f"{snapshot.id} {what}", "report", (snapshot.id,), what, changed(spec, workspace=Elsewhere))
    what = f"{bounded['field']} exceeds {body_pointer(bounded['by'])}"
    yield Mutant(f"{snapshot.id} {what}", "report", (snapshot.id,), what, changed(spec, workspace=Unbounded))
    for name, schema in _component(spec, snapshot, repeats["field"].removeprefix("/"))["properties"].items():

        def differs(call: Call, answer: Answer, name: str = name, schema: Any = schema) -> None:
            body = answer.json
            pointer = f"{repeats['field']}/{name}"
            answer.json = put(body, pointer, _different(spec, schema, get(body, pointer)))

        if "x-extensible-enum" not in schema:
            app = changed(spec, rewrite=differs, operation_id=snapshot.id, status=snapshot.success.status)
            what = f"{name} is not that of the list"
            yield Mutant(f"{snapshot.id} {what}", "report", (snapshot.id,), what, app)


def _different(spec: Spec, schema: Any, value: Any) -> Any:
    """A valid value that differs from `value`."""
    if value is None:
        return sample(spec, schema)
    if schema.get("format") == "date-time":
        return (datetime.fromisoformat(value) + timedelta(hours=1)).isoformat(timespec="milliseconds")
    return None if isinstance(value, dict) else another(value)


def _branch(pointer: str) -> str:
    return pointer.split("/")[1]


def _component(spec: Spec, operation: Operation, name: str) -> dict[str, Any]:
    """The schema of the field `name` in what an operation answers, or in its items."""
    schema = spec.at(operation.success.schema_pointer or "")
    schema = spec.resolve(schema.get("items", schema))
    for branch in schema.get("oneOf", [schema]):
        found: dict[str, Any] = spec.resolve(spec.resolve(branch)["properties"][name])
        if found.get("properties"):
            return found
    raise KeyError(name)
