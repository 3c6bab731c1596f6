"""Idempotency: the same key and body get the first answer again, another body is refused, two at once make one."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from contract_tests.judging.compared import compared, named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.values import LONGEST_HEADER, describe
from contract_tests.rules.shared import collection_of, created, expect_replay_header, expect_same_body, repeat
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import read_collection
from contract_tests.target.creation import Creation, marker_field, marks_in
from contract_tests.target.data import TargetData
from contract_tests.target.samples import another, every_field
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT

pytestmark = pytest.mark.stage("creating")

applies = pytest.mark.operations("x-idempotency")


@applies
def test_first_answer(run: Run, data: TargetData, operation: Operation) -> None:
    """An answer to a key that is used for the first time does not say that it is a replay."""
    header = operation.extensions["x-idempotency"]["replayed"]["header"]
    for exchange in [one.exchange for one in _firsts(run, data, operation)]:
        if exchange.attempts > 1:
            # The first answer was lost on the way, and this is that answer again.
            continue
        place, pointer = f"response {exchange.status} header {header}", f"{operation.pointer}/x-idempotency"
        run.expect(exchange, place, ABSENT, exchange.headers.get(header, ABSENT), pointer, since="the key is new")


@applies
def test_replay(run: Run, data: TargetData, operation: Operation) -> None:
    """The same key and body get the first status, body and Location again, marked as a replay, and make nothing."""
    first = _keyed(run, data, operation)
    again = repeat(run, first)
    pointer = f"{operation.pointer}/x-idempotency"
    since = "as in the first answer"
    if not run.expect(again, "response status", first.exchange.status, again.status, pointer, "replay", since):
        return
    expect_replay_header(run, operation, again)
    for part, expected, observed in _parts(operation, first.exchange, again):
        run.looked_at(again, "replay", f"response {again.status} {part}")
        if expected != observed:
            words = describe(expected, LONGEST_HEADER), describe(observed, LONGEST_HEADER)
            run.differs(again, f"response {again.status} {part}", *words, pointer, "replay", since=since)
    expect_same_body(run, operation, first.exchange, again)
    if not operation.creates:
        return
    shown = _shown(run, first, again)
    # Somebody else may have made one of the same title, but not another one at each repeat.
    if shown > 1 and _shown(run, first, repeat(run, first)) > shown:
        words = "nothing created by a replay", f"{shown + 1} things of one text in the list, one more at each replay"
        run.differs(again, "response", *words, pointer, "duplicate")


@applies
def test_another_body_conflicts(run: Run, data: TargetData, operation: Operation) -> None:
    """The same key with another body is refused with the documented status and code."""
    policy, other = operation.extensions["x-idempotency"], _other_body(run, data, operation)
    if not other:
        return
    first = _keyed(run, data, operation)
    exchange = repeat(run, first, **other)
    since = f"since the key was sent before, with another {', '.join(other)}"
    run.expect_refusal(exchange, policy["conflict"], f"{operation.pointer}/x-idempotency", since)
    if operation.creates and not exchange.succeeded and _shown(run, first, exchange):
        pointer = f"{operation.pointer}/x-idempotency"
        words = "nothing created, since the key was refused", f"the refused {', '.join(other)} in the list"
        run.differs(exchange, "response", *words, pointer, "duplicate")


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
    if operation.creates:
        data.resources.created.append(Creation(operation, path, accepted[0]))
        identifiers = {str(Creation(operation, path, one).identifier) for one in accepted}
        if len(identifiers) > 1:
            words = "one thing for two requests at once with one key", f"two: {named(sorted(identifiers))}"
            run.differs(accepted[-1], "response body", *words, pointer, "duplicate")
    elif len({repr(one.json) for one in accepted}) > 1:
        one, other = compared(accepted[0].json, accepted[-1].json)
        since = "as in the other answer to the same key"
        run.differs(accepted[-1], "response body", one, other, pointer, "duplicate", since=since)
    for refused in (one for one in exchanges if not one.succeeded):
        since = "since the other request with its key succeeded"
        run.expect_refusal(refused, policy["in-progress"], pointer, since)


def _firsts(run: Run, data: TargetData, operation: Operation) -> list[Creation]:
    """What was sent without ever having been sent before: every creation, or another request that is sent now."""
    return created(data, operation) if operation.creates else [_keyed(run, data, operation)]


def _other_body(run: Run, data: TargetData, operation: Operation) -> dict[str, Any]:
    """A field with another value than in the body that goes with a key; none where there is no body to change."""
    if operation.creates or operation.request_schema is None:
        return dict(data.resources.mark(operation))
    fields = every_field(run.spec, operation.request_schema)
    pointer = f"{operation.request_schema}/properties/"
    changed = {name: another(run.spec, pointer + name, value) for name, value in fields.items()}
    return {name: value for name, value in list(changed.items())[:1] if value != fields[name]}


def _keyed(run: Run, data: TargetData, operation: Operation) -> Creation:
    """The newest creation that was sent with a key, or a request that creates nothing and is sent now."""
    if not operation.creates:
        path, body, key = data.require(operation), data.resources.body(operation), data.resources.key(operation)
        exchange = run.send(operation, path, body=body, headers=key)
        run.expect_success(exchange)
        return Creation(operation, path, exchange)
    header = operation.extensions["x-idempotency"]["header"]
    keyed = [one for one in created(data, operation) if header in one.exchange.request_headers]
    if not keyed:
        raise Inconclusive("nothing was created with a key")
    return keyed[-1]


def _shown(run: Run, creation: Creation, exchange: Exchange) -> int:
    """How often the collection of a creation shows the mark of a request."""
    operation, marker = creation.operation, marker_field(run.spec, creation.operation)
    mark = exchange.request_json.get(marker) if marker else None
    items = read_collection(run, collection_of(run, operation), creation.path).items
    return sum(mark in marks_in(operation, [item]) for item in items)


def _parts(operation: Operation, first: Exchange, again: Exchange) -> list[tuple[str, object, object]]:
    """What a replay has in common with the first answer besides its body: the headers that the spec requires."""
    return [
        (f"header {name}", first.headers.get(name), again.headers.get(name, ABSENT))
        for name in operation.success.required_headers
        if name in first.headers
    ]


def _at_once(
    run: Run, operation: Operation, path: dict[str, str], body: dict[str, Any], headers: dict[str, str]
) -> list[Exchange]:
    if operation.creates and run.gate.ledger.creations_left(operation) < 2:
        raise Inconclusive("the budget of creates does not allow two requests at once")
    # One of them may be told to wait.
    send = partial(run.send, expects_refusal=True)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(send, operation, path, body=body, headers=headers) for _ in range(2)]
        return [future.result() for future in waiting]
