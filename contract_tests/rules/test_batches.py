"""Batches: where one of several things fails, the others are made only if that was asked for."""

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.judging.compared import named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.making import failures, made, mark_sent, results
from contract_tests.rules.shared import collection_of, settled
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.beyond import broken_items
from contract_tests.target.collections import read_collection
from contract_tests.target.creation import marks_in
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, put

pytestmark = pytest.mark.stage("creating")
# Of what may fail by itself, since each of them may make the others.
MOST_TRIED = 4


@pytest.mark.operations("x-batch")
def test_after_a_failure(run: Run, data: TargetData, operation: Operation) -> None:
    """After a failure nothing is made, or all the rest where that was asked for; what was before it is there."""
    path, batch = data.require(operation), operation.extensions["x-batch"]
    for goes_on in (False, True) if "tries-all" in batch else (False,):
        exchange = _with_a_failure(run, data, operation, path, goes_on=goes_on)
        first, sent = failures(exchange)[0], exchange.request_json[batch["items"].removeprefix("/")]
        marks = {index: mark_sent(operation, exchange.request_json, index) for index in range(len(sent))}
        due = {mark for index, mark in marks.items() if mark and (index < first or (goes_on and index > first))}

        def look(path: dict[str, str] = path, every: Any = marks, due: set[str] = due) -> list[Any]:
            reading = read_collection(run, collection_of(run, operation), path)
            if not reading.complete:
                raise Inconclusive(f"{reading.last.operation_id} was not read to its end")
            there = marks_in(operation, reading.items) & {mark for mark in every.values() if mark}
            return [(reading.last, there)] if there != due else []

        for listing, there in settled(look):
            place, pointer = f"response {listing.status} body", f"{operation.pointer}/x-batch"
            expected = f"{named(sorted(due))} alone"
            ends = "the others were to be tried all the same" if goes_on else "that ends the batch"
            since = f"since number {first + 1} of {len(sent)} failed and {ends}"
            observed = named(sorted(there)) if there else "nothing of the batch"
            run.differs(listing, place, expected, observed, pointer, "batch", operation, since)


@pytest.mark.operations("x-batch")
def test_item_beyond(run: Run, data: TargetData, operation: Operation) -> None:
    """What breaks a documented limit is not made, whether the whole is refused for it or the item fails by itself."""
    path, batch = data.require(operation), operation.extensions["x-batch"]
    for broken in broken_items(run.spec, operation):
        body = {batch["items"].removeprefix("/"): [broken.value]}
        exchange = data.resources.refuse(operation, path, body=body, headers=data.resources.key(operation))
        place = f"request body {batch['items']}{broken.place}"
        if observed := _wrong(exchange):
            run.differs(exchange, place, f"{broken.limit}, else not made", observed, broken.pointer, "limit")


def _wrong(exchange: Exchange) -> str:
    """What is wrong with the answer to a batch whose only thing is not to be made; nothing where it is in order."""
    assert exchange.operation is not None
    if exchange.status >= 500 and exchange.operation.response(exchange.status):
        return f"answered with {exchange.status}"
    if made(exchange):
        return "made all the same"
    return "a success that has no result for it" if exchange.succeeded and not results(exchange) else ""


def _with_a_failure(
    run: Run, data: TargetData, operation: Operation, path: dict[str, str], *, goes_on: bool
) -> Exchange:
    """The answer to a batch of which the second thing failed.

    Raises:
        Inconclusive: nothing of what was tried fails by itself.
    """
    batch = operation.extensions["x-batch"]
    field, flag = batch["items"].removeprefix("/"), batch.get("tries-all", "").partition("#/")[2]
    for failing in _failing(run, data, operation, path):
        one, *_ = others = data.resources.body(operation)[field]
        items = data.resources.marked(operation, field, [one, failing, *others[1:]])
        key = {name: value for name, value in failing.items() if child("", name) == batch.get("key")}
        items[1] = {**items[1], **key}
        body = {**data.resources.body(operation), field: items} | ({flag: goes_on} if flag else {})
        exchange = data.resources.create(operation, path, body=body)
        if failures(exchange) and failures(exchange)[0] == 1:
            return exchange
    raise Inconclusive("nothing of what was sent fails by itself")


def _failing(run: Run, data: TargetData, operation: Operation, path: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What may fail by itself: a thing with the key of another one, and some that break a limit."""
    batch = operation.extensions["x-batch"]
    field = batch["items"].removeprefix("/")
    first, other, *_ = data.resources.body(operation)[field]
    if "key" in batch:
        sent = data.resources.marked(operation, field, [put(first, batch["key"], "a key")])
        if data.resources.create(operation, path, body={field: sent}).succeeded:
            name = batch["key"].removeprefix("/")
            yield {**other, name: sent[0][name]}
    broken = [one.value for one in broken_items(run.spec, operation) if isinstance(one.value, dict)]
    yield from broken[:MOST_TRIED]
