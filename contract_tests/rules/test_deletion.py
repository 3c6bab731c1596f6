"""Deletion: the thing is gone for every operation that takes its identifier, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.judging.compared import named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.values import describe
from contract_tests.rules.shared import kinds_below, read, readers_for, resource_of, settled
from contract_tests.sending.exceptions import NotApplicable
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing
from contract_tests.target.collections import Reading, read_collection
from contract_tests.target.data import TargetData
from contract_tests.target.positions import where_listed
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

pytestmark = pytest.mark.stage("changing")

applies = pytest.mark.operations("x-deletes")


@applies
def test_gone(run: Run, data: TargetData, operation: Operation) -> None:
    """What was deleted is not found by any operation that takes its identifier, nor is what stood below it."""
    thing, below = _deleted(run, data, operation)
    assert thing.resource.parameter is not None
    refused, readers = thing.resource.not_found, readers_for(thing.resource, thing.path)
    reads = [_ask(run, data, one, thing, refused["status"]) for one in readers]
    if reads and all(exchange.succeeded for exchange in reads):
        words, since = (str(refused["status"]), str(reads[0].status)), _since(thing)
        run.differs(reads[0], "response status", *words, operation.pointer, "deletion", operation, since)
        return
    for exchange in reads:
        run.expect_refusal(exchange, refused, f"{thing.resource.parameter.pointer}/x-owner", _since(thing))
    if any(exchange.succeeded for exchange in reads):
        # As long as it is there, another operation may change it.
        return
    others = [one for one in run.spec.operations.values() if _takes(one, thing) and one not in readers]
    asked = [(one, thing) for one in others]
    asked += [(reader, one) for one in below for reader in readers_for(one.resource, one.path)]
    for exchange in (_ask(run, data, *one, refused["status"]) for one in asked):
        run.expect_refusal(exchange, refused, f"{thing.resource.parameter.pointer}/x-owner", _since(thing))


@applies
def test_not_listed(run: Run, data: TargetData, operation: Operation) -> None:
    """The collection does not show what was deleted, and still shows what else this run has made there."""
    data.require(operation)
    kind = resource_of(run, operation)
    if kind.lister is None or kind.parameter is None:
        return
    lister, pointer = kind.lister, kind.identifier
    path = _path_beside_others(run, data, operation)
    owner = kind.owner_of(path)
    before = _identifiers(read_collection(run, lister, owner), pointer)
    thing = _delete(run, operation, path)
    own = {one.identifier for one in run.gate.made.living(kind, owner)} & before

    def look() -> list[Any]:
        reading = read_collection(run, lister, owner)
        shown = _identifiers(reading, pointer)
        gone = own - shown if reading.complete else set()
        return [(reading, thing.identifier in shown, gone)] if thing.identifier in shown or gone else []

    for reading, still_shown, gone in settled(look):
        place, last = f"response {reading.last.status} body", reading.last
        if still_shown:
            where = where_listed(reading.items, lambda item: str(get(item, pointer)) == thing.identifier)
            words = f"a list without {describe(thing.identifier)}, which was deleted", f"it is listed {where}"
            is_there = all(read(run, one, path).succeeded for one in readers_for(kind, path))
            run.differs(last, place, *words, operation.pointer, "deletion", operation if is_there else None)
        if gone:
            words = f"what stood beside the deleted {describe(thing.identifier)}", f"{named(sorted(gone))} gone as well"
            run.differs(last, place, *words, operation.pointer, "deletion", operation)


@applies
def test_neighbours_stay(run: Run, data: TargetData, operation: Operation) -> None:
    """The things beside a deleted one, made before and after it, can still be read."""
    data.require(operation)
    kind = resource_of(run, operation)
    path = _path_beside_others(run, data, operation)
    owner = kind.owner_of(path)
    beside = [data.own.kept(kind, owner), data.own.make(kind, owner)]
    readable = [
        (reader, one)
        for one in beside
        for reader in readers_for(kind, one.path)
        if read(run, reader, one.path).succeeded
    ]
    thing = _delete(run, operation, path)
    for reader, one in readable:
        exchange = read(run, reader, one.path)
        if not exchange.succeeded:
            words = reader.success.status, str(exchange.status)
            since = f"since {describe(thing.identifier)} alone was deleted"
            run.differs(exchange, "response status", *words, operation.pointer, "deletion", operation, since)


def _since(thing: Thing) -> str:
    return f"since the {thing.resource.name} {describe(thing.identifier)} is deleted already"


def _path_beside_others(run: Run, data: TargetData, operation: Operation) -> dict[str, str]:
    """Path parameters for a deletion, where the thing has others of the run beside it, older and newer ones."""
    kind = resource_of(run, operation)
    path = data.path(operation) or {}
    owner = kind.owner_of(path)
    data.own.kept(kind, owner, 1)
    data.own.make(kind, owner)
    return path


def _deleted(run: Run, data: TargetData, operation: Operation) -> tuple[Thing, list[Thing]]:
    """A thing that was just deleted, and one of each kind that stood below it."""
    data.require(operation)
    if not resource_of(run, operation).disposable:
        raise NotApplicable("no operation makes what it deletes")
    path = data.path(operation) or {}
    below = [data.own.make(kind, path) for kind in kinds_below(run, path)]
    return _delete(run, operation, path), below


def _delete(run: Run, operation: Operation, path: dict[str, str]) -> Thing:
    run.expect_success(run.send(operation, path))
    return next(one for one in run.gate.made.things if one.path == path)


def _takes(operation: Operation, thing: Thing) -> bool:
    """Whether an operation takes the identifier of a thing, and none below it that would have to be made up."""
    assert thing.resource.parameter is not None
    pointers = {one.pointer for one in operation.path_parameters}
    return thing.resource.parameter.pointer in pointers and operation.fits(thing.path)


def _ask(run: Run, data: TargetData, operation: Operation, thing: Thing, status: int) -> Exchange:
    """The answer of an operation about a deleted thing, once it is the refusal or has had time to be."""
    path = operation.own_path(thing.path)
    body, headers = data.resources.body(operation), data.resources.key(operation)
    exchanges: list[Exchange] = []

    def look() -> list[Exchange]:
        exchanges.append(run.send(operation, path, body=body, headers=headers, expects_refusal=True))
        return [exchanges[-1]] if exchanges[-1].status != status else []

    settled(look)
    return exchanges[-1]


def _identifiers(reading: Reading, pointer: str) -> set[str]:
    return {str(get(item, pointer)) for item in reading.items}
