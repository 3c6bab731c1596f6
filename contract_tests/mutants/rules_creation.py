"""Mutants of creation: what comes back of a request, where it leads, and how the list shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from contract_tests.drift.pointers import ABSENT, body_pointer, get
from contract_tests.mock import Workspace
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.places import another
from contract_tests.mutants.pointers import drop, put
from contract_tests.mutants.wire import Answer, Call, Rewrite
from contract_tests.spec import Operation, Spec

REQUEST_BODY = "$request.body"


def creation_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation that creates something or echoes its request."""
    for operation in spec.operations.values():
        for echo in operation.extensions.get("x-echo", []):
            yield from _echo(spec, operation, echo)
        if operation.creates:
            yield from _locations(spec, operation)
            yield from _identities(spec, operation, operation.creates)
            yield from _listings(spec, operation, operation.creates)


def _echo(spec: Spec, operation: Operation, echo: dict[str, Any]) -> Iterator[Mutant]:
    to, source, name = body_pointer(echo["to"]), echo["from"], echo["to"].rpartition("/")[2]
    from_body = source.startswith(REQUEST_BODY)

    def constant(call: Call, answer: Answer) -> None:
        body = answer.json
        value = get(body, to)
        if value is not ABSENT and value is not None:
            answer.json = put(body, to, another(value))

    def dropped(call: Call, answer: Answer) -> None:
        answer.json = drop(answer.json, to)

    def mangled(call: Call, answer: Answer) -> None:
        body = answer.json
        value = get(body, to)
        if isinstance(value, str):
            answer.json = put(body, to, value.encode("ascii", "replace").decode())

    yield _wired(spec, operation, "echo", f"{name} is not the one that was sent", constant)
    if not echo.get("optional"):
        yield _wired(spec, operation, "echo", f"{name} does not come back", dropped)
    if not from_body:
        return
    schema = spec.at(f"{operation.body_schema_pointer}/properties/{body_pointer(source).removeprefix('/')}")
    if schema.get("type") == "string" and "enum" not in schema:
        yield _wired(spec, operation, "echo", f"{name} loses what is not ASCII", mangled)
    default = echo.get("default", schema.get("default", ABSENT))
    if default is ABSENT:
        return
    values = [value for value in schema.get("enum", [another(default)]) if value != default]

    def defaulted(call: Call, answer: Answer) -> None:
        if get(call.json, body_pointer(source)) is ABSENT:
            answer.json = put(answer.json, to, values[0])

    yield _wired(spec, operation, "echo", f"{name} has another default", defaulted)


def _locations(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    changes: dict[str, Callable[[str], str]] = {
        "another id": lambda path: f"{path.rpartition('/')[0]}/{uuid4()}",
        "another app": lambda path: path.replace("/apps/", "/apps/X", 1),
        "the collection": lambda path: path.rpartition("/")[0],
        "the report": lambda path: f"{path}/report",
        "another collection": lambda path: path.replace("/production-tests/", "/tests/"),
        "the id alone": lambda path: path.rpartition("/")[2],
    }
    for label, change in changes.items():

        def moved(call: Call, answer: Answer, change: Callable[[str], str] = change) -> None:
            answer.headers["location"] = change(answer.headers["location"])

        yield _wired(spec, operation, "creation", f"Location leads to {label}", moved)


def _identities(spec: Spec, operation: Operation, creates: dict[str, Any]) -> Iterator[Mutant]:
    identifier, timestamp = body_pointer(creates["identifier"]), body_pointer(creates["timestamp"])

    def shifted(delta: timedelta) -> Rewrite:
        def rewrite(call: Call, answer: Answer) -> None:
            body = answer.json
            moment = datetime.fromisoformat(get(body, timestamp)) + delta
            answer.json = put(body, timestamp, moment.isoformat(timespec="milliseconds"))

        return rewrite

    def fixed(call: Call, answer: Answer) -> None:
        answer.json = put(answer.json, timestamp, "2026-01-01T00:00:00.000Z")

    def unlisted(call: Call, answer: Answer) -> None:
        answer.json = put(answer.json, identifier, f"req_{uuid4()}")

    def repeated(call: Call, answer: Answer) -> None:
        answer.json = put(answer.json, identifier, "req_00000000-0000-4000-8000-000000000000")

    yield _wired(spec, operation, "creation", "is dated an hour ago", shifted(timedelta(hours=-1)))
    yield _wired(spec, operation, "creation", "is dated in two hours", shifted(timedelta(hours=2)))
    yield _wired(spec, operation, "creation", "is dated yesterday", shifted(timedelta(days=-1)))
    yield _wired(spec, operation, "creation", "has always the same date", fixed)
    yield _wired(spec, operation, "creation", "has an id that the list does not know", unlisted)
    yield _wired(spec, operation, "creation", "has always the same id", repeated)


def _listings(spec: Spec, operation: Operation, creates: dict[str, Any]) -> Iterator[Mutant]:
    class Forgetting(Workspace):
        def tests(self, app: dict[str, Any]) -> Sequence[Any]:
            return [test for test in super().tests(app) if test.created_at < self.started_at]

        def __init__(self, options: Any) -> None:
            super().__init__(options)
            self.started_at = self.now()

    class Doubling(Forgetting):
        def tests(self, app: dict[str, Any]) -> Sequence[Any]:
            every = Workspace.tests(self, app)
            return [*every, *(test for test in every if test.created_at >= self.started_at)]

    collection = creates["collection"]
    both = (operation.id, collection)
    for what, workspace in {"is not listed": Forgetting, "is listed twice": Doubling}.items():
        yield Mutant(f"{operation.id} {what}", "creation", both, what, changed(spec, workspace=workspace))
    for field in ("clientId", "createdAt", "payload/title", "payload/maxStampClaims", "payload/targetPlatform"):
        pointer = f"{creates['item'].rpartition('/')[0]}/{field}"

        def other(call: Call, answer: Answer, pointer: str = pointer) -> None:
            items = answer.json
            for item in items:
                value = get(item, pointer)
                if value is not ABSENT:
                    put(item, pointer, "2026-01-01T00:00:00.000Z" if pointer.endswith("At") else _other(value))
            answer.json = items

        app = changed(spec, rewrite=other, operation_id=collection, status=200)
        what = f"the list shows another {field} than the answer to the creation"
        yield Mutant(f"{collection} another {field}", "creation", both, what, app)


def _other(value: Any) -> Any:
    platforms = {None: "ios", "ios": "android", "android": "ios"}
    return platforms[value] if value in platforms else another(value)


def _wired(spec: Spec, operation: Operation, kind: str, what: str, rewrite: Rewrite) -> Mutant:
    app = changed(spec, rewrite=rewrite, operation_id=operation.id, status=operation.success.status)
    return Mutant(f"{operation.id} {what}", kind, (operation.id,), what, app)
