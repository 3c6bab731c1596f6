"""Creation: what was asked for comes back under its documented name, dated now, and is found where it says."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from contract_tests.judging.compared import named
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.values import LONGEST_HEADER, describe, instant, server_time
from contract_tests.rules.shared import (
    LAG_SECONDS,
    collection_of,
    created,
    expect_apart,
    living,
    report_differences,
)
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of, read_collection
from contract_tests.target.creation import Creation, marks_in
from contract_tests.target.data import TargetData
from contract_tests.target.positions import ONCE, called, where_shown
from contract_tests.target.settling import occurrences
from contract_tests.target.states import missing, normalised, state_of, stored
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get
from scripts.spec.resources import shown

pytestmark = pytest.mark.stage("creating")

CLOCK_TOLERANCE = timedelta(minutes=5)


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


@pytest.mark.operations("x-echo")
def test_echo(run: Run, data: TargetData, operation: Operation) -> None:
    """Each field of the request comes back under its documented name, with its documented default."""
    for creation in created(data, operation):
        for index, echo in enumerate(operation.extensions["x-echo"]):
            _check_echo(run, creation, echo, f"{operation.pointer}/x-echo/{index}")


@pytest.mark.operations("x-creates")
def test_dated_now(run: Run, data: TargetData, operation: Operation) -> None:
    """The time of creation is the time of the request, give or take the clocks."""
    expression = str((operation.creates or {}).get("timestamp", ""))
    for creation in created(data, operation) if expression else ():
        created_at = instant(evaluate(expression, creation.exchange))
        sent_at = datetime.fromtimestamp(creation.exchange.started_at, UTC)
        now = server_time(creation.exchange) or sent_at
        if abs(now - sent_at) > CLOCK_TOLERANCE:
            minutes = round((now - sent_at).total_seconds() / 60)
            run.note(f"the server's clock is {minutes} minutes off ours")
        if created_at and abs(created_at - now) > CLOCK_TOLERANCE:
            place = f"response {creation.exchange.status} body {body_pointer(expression)}"
            pointer = f"{operation.pointer}/x-creates/timestamp"
            words = "within 5 minutes of the request", str(created_at)
            run.differs(
                creation.exchange, place, *words, pointer, since=f"which was sent at {now:%Y-%m-%d %H:%M:%S} UTC"
            )


@pytest.mark.operations("x-creates")
def test_location(run: Run, data: TargetData, operation: Operation) -> None:
    """Location ends in the path of the collection and the identifier of the created thing, absolute or relative."""
    creates = operation.creates or {}
    for creation in created(data, operation) if "location" in creates else ():
        location = evaluate(creates["location"], creation.exchange)
        identifier = creation.identifier
        if isinstance(location, str) and isinstance(identifier, str | int):
            expected = f"{operation.path.format(**creation.path)}/{identifier}"
            place, pointer = (
                f"response {creation.exchange.status} header Location",
                f"{operation.pointer}/x-creates/location",
            )
            run.looked_at(creation.exchange, "value", place)
            if not _path(location).endswith(expected):
                words = f"an address that ends in {expected!r}", describe(location, LONGEST_HEADER)
                run.differs(creation.exchange, place, *words, pointer)


@pytest.mark.confirmed
@pytest.mark.operations("x-creates")
def test_listed_once(run: Run, data: TargetData, operation: Operation) -> None:
    """The collection of the same owner shows a created thing once, on whichever page."""
    collection, creation = collection_of(run, operation), _first_living(run, data, operation)
    data.require(collection)
    for pause in LAG_SECONDS:
        time.sleep(pause)
        reading = read_collection(run, collection, creation.path)
        listed = occurrences(creation, reading.items)
        if listed:
            break
    place, pointer = f"response {reading.last.status} body", f"{operation.pointer}/x-creates/item"
    run.looked_at(reading.last, "listed", place)
    if listed != 1:
        words = f"{called(creation)} {ONCE}", where_shown(creation, reading.items)
        run.differs(reading.last, place, *words, pointer, "listed")
    if run.spec.is_disposable(operation) and (mark := marks_in(operation, [creation.exchange.json])):
        # A text of the run is used once, so that another thing with it was made by the same request.
        twins = [item for item in reading.items if marks_in(operation, [item]) & mark and not creation.is_pending(item)]
        if twins:
            words = f"{called(creation)} alone with the text {named(sorted(mark))}", f"{len(twins)} more with that text"
            run.differs(reading.last, place, *words, f"{operation.pointer}/x-creates", "duplicate")


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


@pytest.mark.operations("x-creates")
def test_shown_as_sent(run: Run, data: TargetData, operation: Operation) -> None:
    """The answer shows what was sent under the same name, where it shows the thing itself."""
    for creation in created(data, operation) if shown(operation) else ():
        state = state_of(creation.exchange)
        for pointer, sent in stored(operation, creation.exchange).items():
            field, came = f"{operation.request_schema}/properties{pointer}", get(state, pointer)
            if came is ABSENT:
                continue
            expected, observed = (normalised(run.spec, field, one) for one in (sent, came))
            found = missing(expected, observed, pointer)
            report_differences(
                run, creation.exchange, found, f"{operation.pointer}/x-shows", "echo", since="as it was sent"
            )


def _first_living(run: Run, data: TargetData, operation: Operation) -> Creation:
    """The first thing that was created and not deleted."""
    if run.spec.is_disposable(operation):
        return living(run, data, operation)[0][0]
    return created(data, operation)[0]


def _check_echo(run: Run, creation: Creation, echo: dict[str, object], pointer: str) -> None:
    exchange = creation.exchange
    sent, came = evaluate(str(echo["from"]), exchange), evaluate(str(echo["to"]), exchange)
    if (sent is ABSENT and "default" not in echo) or (came is ABSENT and echo.get("optional")):
        return
    expected = echo["default"] if sent is ABSENT else sent
    if echo.get("unordered") and isinstance(expected, list) and isinstance(came, list):
        expected, came = sorted(map(str, expected)), sorted(map(str, came))
    if str(echo["from"]).startswith("$request.path.") and came is not ABSENT:
        # A path holds texts alone.
        came = str(came)
    place = f"response {exchange.status} body {body_pointer(str(echo['to']))}"
    since = "the default, since it was not sent" if sent is ABSENT else "as it was sent"
    run.expect(exchange, place, expected, came, pointer, "echo", since)


def _path(location: str) -> str:
    """The path of an absolute or relative reference; the whole text when it is none."""
    try:
        return urlsplit(location).path
    except ValueError:
        return location
