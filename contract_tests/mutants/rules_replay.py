"""Mutants of what a replayed answer looks like, and of answers that pass for replays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from contract_tests.drift.pointers import body_pointer
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.pointers import put
from contract_tests.mutants.wire import Answer, Call, Rewrite
from contract_tests.spec import Operation, Spec

Change = Callable[[Answer], None]


def replay_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the replays of every operation that takes an idempotency key."""
    for operation in spec.operations.values():
        if "x-idempotency" in operation.extensions:
            for what, rewrite in {**_replays(operation), **_firsts(operation)}.items():
                app = changed(spec, rewrite=rewrite, operation_id=operation.id, status=operation.success.status)
                yield Mutant(f"{operation.id} {what}", "idempotency", (operation.id,), what, app)


def _replays(operation: Operation) -> dict[str, Rewrite]:
    header = operation.extensions["x-idempotency"]["replayed"]["header"].lower()
    creates = operation.creates or {}
    changes = {
        "replay is not marked": _without(header),
        "replay is marked with 1": _with(header, "1"),
        "replay is marked with false": _with(header, "false"),
        "replay has status 200": _status(200),
        "replay has status 208": _status(208),
        "replay names another thing": _body(creates["identifier"], lambda: f"req_{uuid4()}"),
        "replay is dated anew": _body(creates["timestamp"], lambda: datetime.now(UTC).isoformat()),
        "replay is an empty object": _emptied,
        "replay leads elsewhere": _elsewhere,
        "replay leads nowhere": _without("location"),
    }
    return {what: _where(lambda call, answer: header in answer.headers, change) for what, change in changes.items()}


def _firsts(operation: Operation) -> dict[str, Rewrite]:
    policy = operation.extensions["x-idempotency"]
    mark = _with(policy["replayed"]["header"].lower(), policy["replayed"]["value"])
    return {
        "first answer to a key is marked": _where(lambda call, answer: policy["header"] in call.headers, mark),
        "every answer is marked": _where(lambda call, answer: True, mark),
    }


def _where(concerns: Callable[[Call, Answer], bool], change: Change) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        if concerns(call, answer):
            change(answer)

    return rewrite


def _with(header: str, value: str) -> Change:
    return lambda answer: answer.headers.update({header: value})


def _without(header: str) -> Change:
    def change(answer: Answer) -> None:
        answer.headers.pop(header, None)

    return change


def _status(status: int) -> Change:
    def change(answer: Answer) -> None:
        answer.status = status

    return change


def _body(expression: str, value: Callable[[], Any]) -> Change:
    def change(answer: Answer) -> None:
        answer.json = put(answer.json, body_pointer(expression), value())

    return change


def _emptied(answer: Answer) -> None:
    answer.json = {}


def _elsewhere(answer: Answer) -> None:
    answer.headers["location"] = f"{answer.headers['location'].rpartition('/')[0]}/{uuid4()}"
