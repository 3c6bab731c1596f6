"""Idempotency: the same key and body get the first answer again, another body is refused, two at once make one."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.rules.shared import collection_of, created, expect_replay_header, expect_same_body, repeat
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of
from contract_tests.target.creation import Creation, marker_field, marks_in
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation

pytestmark = pytest.mark.stage("creating")

applies = pytest.mark.operations("x-idempotency")


@applies
def test_first_answer(run: Run, data: TargetData, operation: Operation) -> None:
    """An answer to a key that is used for the first time does not say that it is a replay."""
    header = operation.extensions["x-idempotency"]["replayed"]["header"]
    for creation in created(data, operation):
        exchange = creation.exchange
        if exchange.attempts > 1:
            # The first answer was lost on the way, and this is that answer again.
            continue
        place, pointer = f"response {exchange.status} header {header}", f"{operation.pointer}/x-idempotency"
        run.expect(exchange, place, "absent", exchange.headers.get(header, "absent"), pointer)


@applies
def test_replay(run: Run, data: TargetData, operation: Operation) -> None:
    """The same key and body get the first status, body and Location again, marked as a replay, and make nothing."""
    first = _keyed(data, operation)
    again = repeat(run, first)
    pointer = f"{operation.pointer}/x-idempotency"
    if not run.expect(again, "response status", first.exchange.status, again.status, pointer, "replay"):
        return
    expect_replay_header(run, operation, again)
    for part, expected, observed in _parts(operation, first.exchange, again):
        run.expect(again, f"response {again.status} {part}", expected, observed, pointer, "replay")
    expect_same_body(run, operation, first.exchange, again)
    shown = _shown(run, first, again)
    # Somebody else may have made one of the same title, but not another one at each repeat.
    if shown > 1 and _shown(run, first, repeat(run, first)) > shown:
        run.differs(again, "response", "nothing created", "another one in the list", pointer, "duplicate")


@applies
def test_another_body_conflicts(run: Run, data: TargetData, operation: Operation) -> None:
    """The same key with another body is refused with the documented status and code."""
    policy, first = operation.extensions["x-idempotency"], _keyed(data, operation)
    exchange = repeat(run, first, **data.resources.mark(operation))
    run.expect_refusal(exchange, policy["conflict"], f"{operation.pointer}/x-idempotency")
    if not exchange.succeeded and _shown(run, first, exchange):
        pointer = f"{operation.pointer}/x-idempotency"
        run.differs(exchange, "response", "nothing created", "another one in the list", pointer, "duplicate")


@applies
def test_two_at_once(run: Run, data: TargetData, operation: Operation) -> None:
    """Of two simultaneous requests with one key, one creates and the other is a replay or told to wait."""
    policy, path = operation.extensions["x-idempotency"], data.require(operation)
    body, key = data.resources.body(operation), data.resources.key(operation)
    exchanges = _at_once(run, operation, path, body, key)
    accepted = [one for one in exchanges if one.succeeded]
    pointer = f"{operation.pointer}/x-idempotency"
    if not accepted:
        run.expect_success(exchanges[0])
        return
    data.resources.created.append(Creation(operation, path, accepted[0]))
    identifiers = {str(Creation(operation, path, one).identifier) for one in accepted}
    run.expect(accepted[-1], "response body", 1, len(identifiers), pointer, "duplicate")
    for refused in (one for one in exchanges if not one.succeeded):
        run.expect_refusal(refused, policy["in-progress"], pointer)


def _keyed(data: TargetData, operation: Operation) -> Creation:
    """The newest creation that was sent with a key."""
    header = operation.extensions["x-idempotency"]["header"]
    keyed = [one for one in created(data, operation) if header in one.exchange.request_headers]
    if not keyed:
        raise Inconclusive("nothing was created with a key")
    return keyed[-1]


def _shown(run: Run, creation: Creation, exchange: Exchange) -> int:
    """How often the collection of a creation shows the mark of a request."""
    operation, marker = creation.operation, marker_field(creation.operation)
    mark = exchange.request_json.get(marker) if marker else None
    items = items_of(run.send(collection_of(run, operation), creation.path))
    return sum(mark in marks_in(operation, [item]) for item in items)


def _parts(operation: Operation, first: Exchange, again: Exchange) -> list[tuple[str, object, object]]:
    """What a replay has in common with the first answer besides its body: the headers that the spec requires."""
    return [
        (f"header {name}", first.headers.get(name), again.headers.get(name, "absent"))
        for name in operation.success.required_headers
        if name in first.headers
    ]


def _at_once(
    run: Run, operation: Operation, path: dict[str, str], body: dict[str, Any], headers: dict[str, str]
) -> list[Exchange]:
    if run.gate.ledger.creations_left < 2:
        raise Inconclusive("the budget of creates does not allow two requests at once")
    # One of them may be told to wait.
    send = partial(run.send, expects_refusal=True)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(send, operation, path, body=body, headers=headers) for _ in range(2)]
        return [future.result() for future in waiting]
