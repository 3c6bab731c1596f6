"""Creation: bodies within every limit are accepted, and what was made is in its collection once, and in no other."""

import time

import pytest

from contract_tests.judging.compared import named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.making import made
from contract_tests.judging.values import describe
from contract_tests.rules.shared import (
    LOOK_AGAIN_SECONDS,
    collection_of,
    created,
    expect_apart,
    living,
    read,
    readers_for,
    settled,
)
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of, look_before, read_collection
from contract_tests.target.creation import Creation, mark_name, marks_in
from contract_tests.target.data import TargetData
from contract_tests.target.positions import ONCE, called, where_shown
from contract_tests.target.settling import occurrences
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

pytestmark = pytest.mark.stage("creating")

# What is said of another thing with a name that was given to one alone.
MADE_ALONG = ", which the same request has made"


@pytest.mark.operations("x-creates")
def test_every_accepted_value(data: TargetData, operation: Operation) -> None:
    """Bodies that go to the documented limits of every field are accepted."""
    path = data.require(operation)
    data.resources.create_at_limits(operation, path, data.choices.eligible(operation, path))


@pytest.mark.operations("x-creates")
def test_for_another_owner(run: Run, data: TargetData, operation: Operation) -> None:
    """Another owner takes the same body, so that the two can be told apart later."""
    other = data.other_owner(operation, data.require(operation))
    if other and not data.items(collection_of(run, operation), other):
        exchange = data.resources.create(operation, other)
        if not exchange.succeeded:
            raise Inconclusive("the other owner takes none")


@pytest.mark.confirmed
@pytest.mark.operations("x-creates")
def test_listed_once(run: Run, data: TargetData, operation: Operation) -> None:
    """The collection of the same owner shows a created thing once, on whichever page."""
    collection, creation = collection_of(run, operation), _first_living(run, data, operation)
    data.require(collection)
    for pause in LOOK_AGAIN_SECONDS:
        time.sleep(pause)
        reading = read_collection(run, collection, creation.path)
        listed = occurrences(creation, reading.items)
        if listed:
            break
    if not listed and not reading.complete:
        raise Inconclusive(f"{collection.id} was not read to its end")
    place, pointer = f"response {reading.last.status} body", f"{operation.pointer}/x-creates/item"
    run.looked_at(reading.last, "listed", place)
    if listed != 1:
        words = f"{called(creation)} {ONCE}", where_shown(creation, reading.items)
        run.differs(reading.last, place, *words, pointer, "listed")
    run.looked_at(reading.last, "duplicate", place)
    if run.spec.is_disposable(operation) and (mark := marks_in(operation, [creation.shown])):
        # A text of the run is used once, so that another thing with it was made by the same request.
        twins = [item for item in reading.items if marks_in(operation, [item]) & mark and not creation.is_pending(item)]
        if twins:
            names = [get(item, operation.extensions["x-creates"]["item"]) for item in twins]
            text = f"the {mark_name(operation)} {named(sorted(mark))}"
            is_own = set(map(str, names)) <= set(map(str, made(creation.exchange).values()))
            words = f"{called(creation)} alone with {text}", f"{named(names)}{MADE_ALONG if is_own else ''}"
            run.differs(reading.last, place, *words, f"{operation.pointer}/x-creates", "duplicate")


@pytest.mark.operations("x-creates")
def test_made_anew(run: Run, data: TargetData, operation: Operation) -> None:
    """A creation that is sent again with another key, where it is accepted, makes another thing."""
    path, identifier = data.require(operation), operation.extensions["x-creates"]["identifier"]
    if not run.spec.is_disposable(operation):
        return
    look_before(run, operation, path)
    body = data.resources.body(operation)
    # What a second thing with the same texts gets is published nowhere.
    first, again = (
        run.send(operation, path, body=body, headers=data.resources.key(operation), expects_refusal=True)
        for _ in range(2)
    )
    if first.succeeded and again.succeeded and evaluate(identifier, first) == evaluate(identifier, again):
        place, pointer = f"response {again.status} body {body_pointer(identifier)}", f"{operation.pointer}/x-creates"
        words = "another identifier than before, since the key is another", "the identifier of the first thing again"
        run.differs(again, place, *words, pointer, "duplicate")


@pytest.mark.operations("x-creates")
def test_comes_with(run: Run, data: TargetData, operation: Operation) -> None:
    """What comes with a new thing is found below it."""
    for index, brought in enumerate(operation.extensions["x-creates"].get("brings", [])):
        creation, owner = living(run, data, operation)[-1]
        kind, identifier = run.spec.resources[brought["resource"]], evaluate(brought["identifier"], creation.exchange)
        if not isinstance(identifier, str | int):
            continue
        path, pointer = kind.path(owner, str(identifier)), f"{operation.pointer}/x-creates/brings/{index}"
        for reader in readers_for(kind, path):

            def look(reader: Operation = reader, path: dict[str, str] = path) -> list[Exchange]:
                exchange = read(run, reader, path)
                return [] if exchange.succeeded else [exchange]

            for exchange in settled(look):
                if run.gate.made.has_vanished(owner):
                    raise Inconclusive("somebody else has deleted a thing of the run meanwhile")
                since = f"since {operation.id} answered {describe(identifier)} as what comes with it"
                words = reader.success.status, str(exchange.status)
                run.differs(exchange, "response status", *words, pointer, "creation", operation, since)


@pytest.mark.operations("x-lifecycle")
def test_listed_as_answered(run: Run, data: TargetData, operation: Operation) -> None:
    """While it waits, the collection shows a created thing as the answer to its creation did."""
    creation = created(data, operation)[0]
    exchange = run.send(collection_of(run, operation), creation.path)
    place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-creates/item"
    for item in filter(creation.is_pending, items_of(exchange)):
        for field, expected, observed in creation.changed_in(item):
            since = f"as {operation.id} answered"
            run.expect(exchange, f"{place} /*{field}", expected, observed, pointer, "listed", since)


@pytest.mark.confirmed
@pytest.mark.operations("x-creates")
def test_not_listed_elsewhere(run: Run, data: TargetData, operation: Operation) -> None:
    """The collection of another owner does not show what waits here."""
    creation = created(data, operation)[0]
    if other := data.other_owner(operation, creation.path):
        expect_apart(run, data, operation, other)


def _first_living(run: Run, data: TargetData, operation: Operation) -> Creation:
    """The first thing that was created and not deleted."""
    if run.spec.is_disposable(operation):
        return living(run, data, operation)[0][0]
    return created(data, operation)[0]
