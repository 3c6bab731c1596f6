"""Creation: what was asked for comes back under its documented name, dated now, and is found where it says."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from contract_tests.creation import Creation
from contract_tests.drift.pointers import ABSENT, body_pointer, evaluate
from contract_tests.drift.values import instant
from contract_tests.run import Inconclusive, Run
from contract_tests.spec import Operation
from contract_tests.world import World

# A list may lag behind a creation, but not for long.
LAG_SECONDS = (0.2, 0.5, 1.0)
CLOCK_TOLERANCE = timedelta(minutes=5)


@pytest.mark.operations("x-creates")
def test_every_accepted_value(world: World, operation: Operation) -> None:
    """Bodies that go to the documented limits of every field are accepted."""
    path = world.require(operation)
    world.creations.create_at_limits(operation, path, world.choices(operation, path))


@pytest.mark.operations("x-creates")
def test_for_another_owner(run: Run, world: World, operation: Operation) -> None:
    """Another app of the workspace takes the same body, so that the two can be told apart later."""
    other = world.other_owner(world.require(operation))
    collection = run.spec.operations[(operation.creates or {})["collection"]]
    if not world.items(collection, other):
        exchange = world.creations.create(operation, other)
        if not exchange.succeeded:
            raise Inconclusive("the other app takes no production test")


@pytest.mark.operations("x-echo")
def test_echo(run: Run, world: World, operation: Operation) -> None:
    """Each field of the request comes back under its documented name, with its documented default."""
    for creation in made(world, operation):
        for index, echo in enumerate(operation.extensions["x-echo"]):
            _check_echo(run, creation, echo, f"{operation.pointer}/x-echo/{index}")


@pytest.mark.operations("x-creates")
def test_dated_now(run: Run, world: World, operation: Operation) -> None:
    """The time of creation is the time of the request, give or take the clocks."""
    expression = (operation.creates or {})["timestamp"]
    for creation in made(world, operation):
        created_at = instant(evaluate(expression, creation.exchange))
        sent_at = datetime.fromtimestamp(creation.exchange.started_at, UTC)
        if created_at and abs(created_at - sent_at) > CLOCK_TOLERANCE:
            place = f"response {creation.exchange.status} body {body_pointer(expression)}"
            pointer = f"{operation.pointer}/x-creates/timestamp"
            run.differs(creation.exchange, place, "within 5 minutes of the request", str(created_at), pointer)


@pytest.mark.operations("x-creates")
def test_location(run: Run, world: World, operation: Operation) -> None:
    """Location ends in the path of the collection and the identifier of the created thing, absolute or relative."""
    creates = operation.creates or {}
    for creation in made(world, operation):
        location = evaluate(creates["location"], creation.exchange)
        identifier = evaluate(creates["identifier"], creation.exchange)
        if isinstance(location, str) and isinstance(identifier, str):
            expected = f"{operation.path.format(**creation.path)}/{identifier}"
            ending = urlsplit(location).path[-len(expected) :]
            place = f"response {creation.exchange.status} header Location"
            run.expect(creation.exchange, place, expected, ending, f"{operation.pointer}/x-creates/location")


@pytest.mark.operations("x-creates")
def test_listed_once(run: Run, world: World, operation: Operation) -> None:
    """The collection of the same owner shows a created thing once."""
    creates = operation.creates or {}
    collection = run.spec.operations[creates["collection"]]
    creation = made(world, operation)[0]
    world.require(collection)
    for pause in (*LAG_SECONDS, 0.0):
        exchange = run.send(collection, creation.path)
        items = exchange.json if isinstance(exchange.json, list) else []
        listed = world.creations.occurrences(creation, items)
        if listed:
            break
        time.sleep(pause)
    place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-creates/item"
    run.expect(exchange, place, 1, listed, pointer, "listed")
    for item in filter(creation.is_pending, items):
        for field, expected, observed in creation.changed_in(item):
            run.expect(exchange, f"{place} /*{field}", expected, observed, pointer, "listed")


@pytest.mark.operations("x-creates")
def test_not_listed_elsewhere(run: Run, world: World, operation: Operation) -> None:
    """The collection of another owner does not show what waits here."""
    creation = made(world, operation)[0]
    expect_apart(run, world, operation, world.other_owner(creation.path))


def expect_apart(run: Run, world: World, operation: Operation, owner: dict[str, str]) -> None:
    """Report a deviation if an owner's collection shows anything that was created for another one."""
    collection = run.spec.operations[(operation.creates or {})["collection"]]
    exchange = run.send(collection, owner)
    foreign = [one for one in world.creations.made if one.operation is operation and one.path != owner]
    items = exchange.json if isinstance(exchange.json, list) else []
    if any(world.creations.occurrences(creation, items) for creation in foreign):
        place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-creates/collection"
        run.differs(exchange, place, "things of this owner only", "things of another owner", pointer, "ownership")


def made(world: World, operation: Operation) -> list[Creation]:
    """What the run created with an operation so far."""
    world.require(operation)
    creations = [creation for creation in world.creations.made if creation.operation is operation]
    if not creations:
        raise Inconclusive("nothing could be created")
    return creations


def _check_echo(run: Run, creation: Creation, echo: dict[str, object], pointer: str) -> None:
    exchange = creation.exchange
    sent, came = evaluate(str(echo["from"]), exchange), evaluate(str(echo["to"]), exchange)
    if (sent is ABSENT and "default" not in echo) or (came is ABSENT and echo.get("optional")):
        return
    expected = echo["default"] if sent is ABSENT else sent
    if echo.get("unordered") and isinstance(expected, list) and isinstance(came, list):
        expected, came = sorted(map(str, expected)), sorted(map(str, came))
    place = f"response {exchange.status} body {body_pointer(str(echo['to']))}"
    run.expect(exchange, place, expected, came, pointer, "echo")
