"""Agreement: whatever shows one thing shows the same of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.judging.compared import AS_MANY
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import (
    Difference,
    differences,
    missing,
    normalised,
    request_field,
    shown_part,
    state_of,
    stored,
    without,
)
from contract_tests.rules.shared import (
    listed_item,
    living,
    of_the_run,
    read,
    readers_for,
    report_differences,
    resource_of,
    settled,
)
from contract_tests.sending.exceptions import Inconclusive, Unsteady
from contract_tests.sending.run import Run
from contract_tests.target.collections import collection_total
from contract_tests.target.creation import Creation
from contract_tests.target.data import TargetData
from contract_tests.target.different import most_different
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, get
from scripts.spec.resources import is_map, is_safe, shown, shows_many

# As many answers of each reading operation are read at the least: a fault in one of ten shows among them.
READINGS = 40
# And so many in a row of a thing of the run, of which any two have to agree, and of one that others may change.
READINGS_OF_OWN, READINGS_OF_SHARED = 12, 6


@pytest.mark.confirmed
@pytest.mark.operations("x-shows")
def test_one_and_many(run: Run, data: TargetData, operation: Operation) -> None:
    """Reading one thing gives what the collection gives, field by field; the things that differ most stand for all."""
    kind = resource_of(run, operation)
    if not shows_many(operation) or kind.parameter is None:
        return
    owner = data.require(operation)
    for item in most_different(data.items(operation, owner, fresh=True)):
        identifier = get(item, kind.identifier)
        path = kind.path(owner, str(identifier))
        for reader in readers_for(kind, path) if isinstance(identifier, str | int) else ():
            exchange = read(run, reader, path)
            # Others may have deleted it meanwhile.
            if exchange.status == kind.not_found["status"] and item not in data.items(operation, owner, fresh=True):
                continue
            if run.expect_success(exchange):
                listed, one = shown_part(operation, item), state_of(exchange)
                found = [*differences(listed, one), *_other_keys(run, reader, listed, one)]
                if found and item not in data.items(operation, owner, fresh=True):
                    raise Unsteady("others changed a thing between two requests")
                since = f"as {operation.id} shows it"
                report_differences(run, exchange, found, f"{reader.pointer}/x-shows", "agreement", since=since)


@pytest.mark.stage("afterwards")
def test_read_often(run: Run, data: TargetData, operation: Operation) -> None:
    """What is read often shows the same each time; every answer is held against those before it."""
    if not is_safe(operation):
        return
    shared, own = data.require(operation), of_the_run(run, data, operation)
    turns = [*([shared] * READINGS_OF_SHARED), *(own * READINGS_OF_OWN)]
    for index in range(max(len(turns), READINGS - run.successes(operation))):
        run.send(operation, turns[index % len(turns)])


@pytest.mark.confirmed
@pytest.mark.operations("x-shows")
def test_read_again(run: Run, data: TargetData, operation: Operation) -> None:
    """A thing that is read twice shows the same."""
    if operation.method != "GET" or shows_many(operation):
        return
    path = data.require(operation)
    first, second = (run.send(operation, path) for _ in range(2))
    moves = shown(operation).get("moves", [])
    found = differences(*(without(state_of(one), *moves) for one in (first, second)))
    since = "as the same request showed it just before"
    report_differences(run, second, found, f"{operation.pointer}/x-shows", "agreement", since=since)


@pytest.mark.confirmed
@pytest.mark.operations("x-shows")
def test_counts(run: Run, data: TargetData, operation: Operation) -> None:
    """A number that counts a collection is as great as the collection."""
    if operation.method != "GET" or shows_many(operation) or operation.response_schema is None:
        return
    for name, schema in run.spec.at(operation.response_schema).get("properties", {}).items():
        lister = run.spec.operations.get(schema.get("x-counts", ""))
        if lister is None:
            continue
        exchange = run.send(operation, data.require(operation))
        total = collection_total(run, lister, exchange.path_values)
        observed = get(exchange.json, child("", name))
        if isinstance(observed, int) and total not in (observed, None):
            place = f"response {exchange.status} body {child('', name)}"
            pointer = f"{operation.response_schema}/properties/{name}/x-counts"
            run.expect(exchange, place, total, observed, pointer, "agreement", f"{AS_MANY} {lister.id} has")


@pytest.mark.operations("x-creates")
def test_read_as_answered(run: Run, data: TargetData, operation: Operation) -> None:
    """A read of a created thing, and its collection, show what its creation was sent, and what that answered."""
    kind = resource_of(run, operation)
    if not shown(operation):
        return
    made = [(one, path) for one, path in living(run, data, operation) if not _was_changed(run, path)]
    if not made:
        raise Inconclusive("everything that was created has been changed since")
    fullest = max(made, key=lambda one: len(one[0].exchange.request_body))
    for creation, path in made[-1:] if fullest is made[-1] else (fullest, made[-1]):
        for reader in readers_for(kind, path):

            def look(reader: Operation = reader, one: Creation = creation, path: dict[str, str] = path) -> list[Any]:
                exchange = read(run, reader, path)
                state = state_of(exchange)
                return [] if state is not ABSENT and not _otherwise(one, state) else [exchange]

            # Nothing was there before, so that only its absence may be a delay.
            for exchange in settled(look, lambda exchange: state_of(exchange) is ABSENT):
                if run.expect_success(exchange, f"since {operation.id} has made it"):
                    _report_otherwise(run, exchange, creation, state_of(exchange))
        listed = listed_item(run, kind, path)
        if listed and listed[0] is not ABSENT:
            _report_otherwise(run, listed[1], creation, listed[0])


def _was_changed(run: Run, path: dict[str, str]) -> bool:
    """Whether a request has changed a thing, be it one that was to be refused."""
    return any(one.path == path and one.changer for one in run.gate.made.things)


def _otherwise(creation: Creation, state: Any) -> dict[str, list[Difference]]:
    """Where a thing is shown otherwise than its creation answered it, or was sent it; by which of them, in words.

    An array that was sent has its order. What the answer shows otherwise already is said of that.
    """
    operation, answered = creation.operation, state_of(creation.exchange, creation.index)
    sent: list[Difference] = []
    for pointer, value in stored(operation, creation.exchange, creation.index).items():
        field = request_field(operation.document, operation, pointer)
        values = (value, get(answered, pointer), get(state, pointer))
        asked, first, came = (normalised(operation.document, field, one) for one in values)
        if ABSENT not in (first, came) and not list(missing(asked, first)):
            sent += missing(asked, came, pointer)
    places = {pointer for pointer, _, _ in sent}
    told = [one for one in differences(answered, state) if one[0] not in places]
    found = {f"as it was sent to {operation.id}": sent, f"as {operation.id} answered": told}
    return {since: one for since, one in found.items() if one}


def _report_otherwise(run: Run, exchange: Exchange, creation: Creation, state: Any) -> None:
    """Report where an answer shows a created thing otherwise than its creation was sent it, or answered it."""
    pointer = f"{creation.operation.pointer}/x-creates"
    run.looked_at(exchange, "agreement")
    for since, found in _otherwise(creation, state).items():
        report_differences(run, exchange, found, pointer, "agreement", since=since)


def _other_keys(run: Run, reader: Operation, listed: Any, one: Any) -> Iterator[Difference]:
    """Where maps of two states have other keys; objects with named fields may show fewer of them."""
    schema = run.spec.find(reader.response_schema or "", shown(reader).get("at", ""))
    for name, field in (run.spec.at(schema[0]).get("properties", {}) if schema else {}).items():
        two = (get(state, child("", name)) for state in (listed, one))
        keys = [sorted(value) for value in two if isinstance(value, dict)]
        if is_map(run.spec.resolve(field)) and len(keys) == 2 and keys[0] != keys[1]:
            yield child("", name), keys[0], keys[1]
