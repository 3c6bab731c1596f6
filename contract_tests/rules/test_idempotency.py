"""Idempotency: the same key and body get the first answer again, another body is refused, two at once make one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from contract_tests.judging.compared import compared, named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.making import asked_for, marks_sent
from contract_tests.judging.requests import eligible_fields
from contract_tests.judging.states import differences
from contract_tests.judging.values import LONGEST_HEADER, describe, number_of
from contract_tests.rules.shared import (
    act,
    collection_of,
    created,
    documented,
    expect_replay_header,
    expect_same_body,
    repeat,
    sent_with_key,
)
from contract_tests.rules.watched import expect_untouched, watch
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.changes import Changes
from contract_tests.target.collections import read_collection
from contract_tests.target.creation import Creation, creations, marker_field, marks_in
from contract_tests.target.data import TargetData
from contract_tests.target.variations import Variation, variations
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child
from scripts.spec.resources import going_on

pytestmark = pytest.mark.stage("creating")

applies = pytest.mark.operations("x-idempotency")
# The second and the third time a request is sent.
REPLAYS = 2


@applies
def test_first_answer(run: Run, data: TargetData, operation: Operation) -> None:
    """An answer to a key that is used for the first time does not say that it is a replay."""
    header = operation.extensions["x-idempotency"]["replayed"]["header"]
    for exchange in [one.exchange for one in _firsts(run, data, operation)]:
        if exchange.attempts > 1:
            # The first answer was lost on the way, and this is that answer again.
            continue
        place, pointer = f"response {exchange.status} header {header}", f"{operation.pointer}/x-idempotency"
        run.expect(exchange, place, ABSENT, exchange.headers.get(header, ABSENT), pointer, since="since the key is new")


@applies
def test_replay(run: Run, data: TargetData, operation: Operation) -> None:
    """The same key and body get the first status, body and Location again and again, as replays, and do nothing."""
    first, pointer = _keyed(run, data, operation), f"{operation.pointer}/x-idempotency"
    own = run.spec.own_parameters(operation)
    kind = run.spec.resource_of(own[-1]) if own and not operation.creates else None
    watched = watch(run, kind, first.path, going_on(operation, kind)) if kind else []
    for _ in range(REPLAYS):
        again = repeat(run, first)
        if not _expect_replay(run, first, again):
            return
        # A replay does not even count as a change.
        expect_untouched(run, operation, watched, pointer)
    if not operation.creates:
        return
    shown, replays = _shown(run, first, again), 0
    # Somebody else may have made one of the same title, but none that come with replays.
    while shown > asked_for(operation, first.exchange.request_json) and replays < REPLAYS:
        replays += 1
        now = _shown(run, first, repeat(run, first))
        if now > shown:
            more = f"{now - shown} more after {number_of(replays, 'replay')}"
            words = "nothing created by a replay", f"{now} things of one text in the list, {more}"
            run.differs(again, "response", *words, pointer, "duplicate")
            return


@applies
def test_another_body_conflicts(run: Run, data: TargetData, operation: Operation) -> None:
    """The same key with a body that differs in any one field is refused, and the first answer stays."""
    if operation.request_schema is None:
        return
    first, accepted, refused = _fullest(run, data, operation), list[tuple[Variation, Exchange]](), 0
    others = list(_variations(run, data, first))
    if len(others) == 1:
        # A server may refuse the first of them alone.
        others += _variations(run, data, first)
    for other in others:
        exchange = repeat(run, first, other.body)
        if not exchange.succeeded:
            _expect_conflict(run, first, other, exchange)
            refused += 1
            continue
        accepted.append((other, exchange))
        if operation.creates and Creation(operation, first.path, exchange).identifier != first.identifier:
            # It made something; what else does so need not be known.
            break
    if accepted and len(accepted) == len(others):
        # One cause, not as many as there are fields.
        accepted = [(replace(accepted[0][0], place="", how="the body differs"), accepted[0][1])]
    for other, exchange in accepted:
        _report_accepted(run, other, exchange, refused)
    if others and not accepted:
        _expect_replay(run, first, repeat(run, first))


@applies
def test_two_at_once(run: Run, data: TargetData, operation: Operation) -> None:
    """Of two simultaneous requests with one key, one creates and the other is a replay or told to wait."""
    policy, path = operation.extensions["x-idempotency"], data.require(operation)
    body, key = data.resources.body(operation), data.resources.key(operation)
    exchanges = _at_once(run, operation, path, body, key)
    accepted = [one for one in exchanges if one.succeeded]
    pointer = f"{operation.pointer}/x-idempotency"
    if not accepted:
        if any(one.attempts > 1 for one in exchanges):
            raise Inconclusive("the answer to one of them was lost while it was still running")
        alone = _alone(run, data, operation, path)
        if not alone.succeeded:
            raise Inconclusive("the request is refused alone as well")
        run.expect_success(exchanges[0])
        return
    if operation.creates:
        data.resources.created += creations(operation, path, accepted[0])
        identifiers = {str(Creation(operation, path, one).identifier) for one in accepted}
        if len(identifiers) > 1:
            words = "one thing for two requests at once with one key", f"two: {named(sorted(identifiers))}"
            run.differs(accepted[-1], "response body", *words, pointer, "duplicate")
    elif any(list(differences(one.json, accepted[0].json)) for one in accepted):
        one, other = compared(accepted[0].json, accepted[-1].json)
        since = "as in the other answer to the same key"
        run.differs(accepted[-1], "response body", one, other, pointer, "duplicate", since=since)
    elif len(accepted) > 1 and not any(_is_marked(one, policy) for one in accepted):
        # What two requests leave behind may look alike, down to the millisecond.
        words = "one of two requests at once with one key marked as a replay", "neither of them"
        run.differs(accepted[-1], "response body", *words, pointer, "duplicate")
    for refused in (one for one in exchanges if not one.succeeded):
        since = "since the other request with its key succeeded"
        run.expect_refusal(refused, policy["in-progress"], pointer, since)


def _alone(run: Run, data: TargetData, operation: Operation, path: dict[str, str]) -> Exchange:
    """The answer to the same with another key, while nothing else is under way."""
    body, key = data.resources.body(operation), data.resources.key(operation)
    return act(run, data, operation, path, body=body, headers=key)


def _is_marked(exchange: Exchange, policy: dict[str, Any]) -> bool:
    return bool(exchange.headers.get(policy["replayed"]["header"]) == policy["replayed"]["value"])


def _firsts(run: Run, data: TargetData, operation: Operation) -> list[Creation]:
    """What was sent without ever having been sent before: every creation, or another request that is sent now."""
    return created(data, operation) if operation.creates else [_keyed(run, data, operation)]


def _expect_replay(run: Run, first: Creation, again: Exchange) -> bool:
    """Report where a repeated request does not get the first answer again; tells whether it has the first status."""
    operation, pointer = first.operation, f"{first.operation.pointer}/x-idempotency"
    statuses, since = (first.exchange.status, again.status), "as in the first answer"
    if not run.expect(again, "response status", *statuses, pointer, "replay", since):
        return False
    expect_replay_header(run, operation, again)
    for part, expected, observed in _parts(operation, first.exchange, again):
        run.looked_at(again, "replay", f"response {again.status} {part}")
        # An address may be absolute or relative.
        if observed is ABSENT or not (expected.endswith(observed) or observed.endswith(expected)):
            words = describe(expected, LONGEST_HEADER), describe(observed, LONGEST_HEADER)
            run.differs(again, f"response {again.status} {part}", *words, pointer, "replay", since=since)
    expect_same_body(run, operation, first.exchange, again)
    return True


def _variations(run: Run, data: TargetData, first: Creation) -> Iterator[Variation]:
    """Bodies that differ from that of a first request in one value each."""
    operation = first.operation
    accepted = {
        name: data.resources.accepted_choices(operation, first.path, name)
        for name in eligible_fields(run.spec, operation)
    }
    mark = data.resources.mark(operation) if operation.creates else {}
    return variations(run.spec, operation, first.exchange.request_json, mark, accepted)


def _expect_conflict(run: Run, first: Creation, other: Variation, exchange: Exchange) -> None:
    """Report a deviation unless another body was refused as documented, and made nothing."""
    operation, pointer = first.operation, f"{first.operation.pointer}/x-idempotency"
    if other.certain:
        since = f"since {other.place.strip('/')} {other.how} and the Idempotency-Key is that of the first request"
        run.expect_refusal(exchange, operation.extensions["x-idempotency"]["conflict"], pointer, since)
    marker = marker_field(run.spec, operation)
    if operation.creates and marker and other.place == child("", marker) and _shown(run, first, exchange):
        run.differs(exchange, "response", "nothing created", "another one in the list", pointer, "duplicate")


def _report_accepted(run: Run, other: Variation, exchange: Exchange, refused: int) -> None:
    """Report a body that was taken though it differs; `refused` others with the same key were not."""
    assert exchange.operation is not None
    policy, field = exchange.operation.extensions["x-idempotency"], other.place.removeprefix("/")
    expected = documented(policy["conflict"])
    why = f"since {f'{field} {other.how}' if field else other.how}"
    why += f"; {refused} other bodies with this key were refused" if refused else ""
    observed = f"{'answered' if exchange.is_replay else 'accepted'} with {exchange.status}"
    observed += " as a replay" if exchange.is_replay else ""
    place, pointer = f"request body {other.place}".rstrip(), f"{exchange.operation.pointer}/x-idempotency"
    run.differs(exchange, place, f"{expected}, {why}", observed, pointer, "status")


def _keyed(run: Run, data: TargetData, operation: Operation) -> Creation:
    """The newest creation that was sent with a key, or a request that creates nothing and is sent now."""
    if not operation.creates:
        return sent_with_key(run, data, operation)
    return _all_keyed(data, operation)[-1]


def _fullest(run: Run, data: TargetData, operation: Operation) -> Creation:
    """The creation with a key that named most fields, or a request that names all of them and is sent now."""
    if not operation.creates:
        changes = "x-changes" in operation.extensions
        body = Changes(run.spec, operation, data.resources).all_fields() if changes else data.resources.body(operation)
        return sent_with_key(run, data, operation, body)
    return max(_all_keyed(data, operation), key=lambda one: len(one.exchange.request_json))


def _all_keyed(data: TargetData, operation: Operation) -> list[Creation]:
    """Everything that was created with a key; one thing with every field is created now where nothing was.

    Raises:
        Inconclusive: nothing can be.
    """
    header = operation.extensions["x-idempotency"]["header"]
    if not any(header in one.exchange.request_headers for one in created(data, operation)):
        body = data.resources.body(operation, **data.resources.every_field(operation))
        data.resources.create(operation, data.require(operation), body=body)
    keyed = [one for one in created(data, operation) if header in one.exchange.request_headers]
    if not keyed:
        raise Inconclusive("nothing could be created with a key")
    return keyed


def _shown(run: Run, creation: Creation, exchange: Exchange) -> int:
    """How often the collection of a creation shows the marks of a request."""
    operation, marks = creation.operation, set(marks_sent(creation.operation, exchange.request_json))
    items = read_collection(run, collection_of(run, operation), creation.path).items
    return sum(not marks.isdisjoint(marks_in(operation, [item])) for item in items)


def _parts(operation: Operation, first: Exchange, again: Exchange) -> list[tuple[str, str, Any]]:
    """What a replay has in common with the first answer besides its body: the headers that the spec requires."""
    return [
        (f"header {name}", first.headers[name], again.headers.get(name, ABSENT))
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
