"""Echoes: the answer to an accepted request repeats what was asked for, and says where the new thing is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from contract_tests.judging.compared import ASKED_FOR, THE_SAME, compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.finding import Deviation
from contract_tests.judging.making import at_index, results
from contract_tests.judging.states import clears, missing, normalised, place_of, request_field, state_of, stored
from contract_tests.judging.values import LONGEST_HEADER, describe, instant, is_equal, server_time
from scripts.spec.pointers import ABSENT, get

CLOCK_TOLERANCE = timedelta(minutes=5)


def broken_echoes(exchange: Exchange) -> Iterator[Deviation]:
    """Fields of a request that its answer does not repeat under their documented names, with their defaults."""
    operation = exchange.operation
    for index, echo in _echoes(exchange):
        expected, came = _expected(echo, exchange), evaluate(echo["to"], exchange)
        if expected is ABSENT or (came is ABSENT and echo.get("optional")):
            continue
        if echo.get("keys"):
            expected, came = (sorted(one) if isinstance(one, dict) else ABSENT for one in (expected, came))
        if echo.get("unordered") and isinstance(expected, list) and isinstance(came, list):
            expected, came = sorted(map(str, expected)), sorted(map(str, came))
        if echo["from"].startswith("$request.path.") and came is not ABSENT:
            # A path holds texts alone.
            came = str(came)
        if not is_equal(expected, came):
            assert operation is not None
            was_sent = evaluate(echo["from"], exchange) is not ABSENT
            since = _as_sent(echo) if was_sent else "which is the default, since it was not sent"
            yield _deviation(exchange, "echo", body_pointer(echo["to"]), expected, came, f"x-echo/{index}", since)


def _echoes(exchange: Exchange) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each echo that an operation promises with its number, once for each result of a batch where it is about those."""
    operation = exchange.operation
    for index, echo in enumerate(operation.extensions.get("x-echo", []) if operation else []):
        assert operation is not None
        for number in results(exchange) if "/*" in echo["to"] else range(1):
            sides = {side: at_index(operation, echo[side], number) for side in ("from", "to")}
            yield index, {**echo, **sides}


def broken_storing(exchange: Exchange) -> Iterator[Deviation]:
    """Fields of a creation or a change that its answer shows otherwise under the same names."""
    for index in results(exchange):
        yield from _broken_storing(exchange, state_of(exchange, index) if exchange.operation else ABSENT, index)


def _broken_storing(exchange: Exchange, state: Any, index: int) -> Iterator[Deviation]:
    operation = exchange.operation
    if operation is None or state is ABSENT:
        return
    spec = operation.document
    kind, extension = ("echo", "x-shows") if operation.creates else ("change", "x-changes")
    constant = {one["to"] for one in operation.extensions.get("x-changes", {}).get("stores", ()) if "const" in one}
    for pointer, sent in stored(operation, exchange, index).items():
        field, came = request_field(spec, operation, pointer), get(state, pointer)
        # What is shown of a field that is taken away may be a default.
        if came is ABSENT or clears(spec, field, sent):
            continue
        expected, observed = (normalised(spec, field, one) for one in (sent, came))
        for place, wanted, found in missing(expected, observed, pointer):
            since = ASKED_FOR if pointer in constant else "as it was sent"
            yield _deviation(exchange, kind, place_of(operation, place), wanted, found, extension, since)


def broken_location(exchange: Exchange) -> Iterator[Deviation]:
    """A Location that does not end in the path of the collection and the identifier of the created thing."""
    operation = exchange.operation
    creates = (operation.creates if operation else None) or {}
    if operation is None or "location" not in creates:
        return
    location, identifier = evaluate(creates["location"], exchange), evaluate(creates["identifier"], exchange)
    if not isinstance(location, str) or not isinstance(identifier, str | int):
        return
    collection, came = operation.path.format(**exchange.path_values), _path(location)
    if not came.endswith(f"{collection}/{identifier}"):
        place, pointer = f"response {exchange.status} header Location", f"{operation.pointer}/x-creates/location"
        start, _, last = came.rpartition("/")
        is_named_otherwise = start.endswith(collection)
        ending = str(identifier) if is_named_otherwise else f"{collection}/{identifier}"
        shown = describe(last) if is_named_otherwise else describe(location, LONGEST_HEADER)
        alike = f" {THE_SAME}with other capitals)" if came.casefold().endswith(ending.casefold()) else ""
        since = f"as the body names it {body_pointer(creates['identifier'])}"
        words = f"an address that ends in {describe(ending)}", f"{shown}{alike}"
        yield Deviation("value", "breaking", place, *words, pointer, since=since)


def broken_date(exchange: Exchange) -> Iterator[Deviation]:
    """A time of creation that is not the time of the request on the clock of the server; a replay has an older one."""
    operation = exchange.operation
    expression = str(((operation.creates if operation else None) or {}).get("timestamp", ""))
    if operation is None or not expression or exchange.is_replay:
        return
    created_at = instant(evaluate(expression, exchange))
    now = server_time(exchange) or datetime.fromtimestamp(exchange.started_at, UTC)
    if created_at and abs(created_at - now) > CLOCK_TOLERANCE:
        place = f"response {exchange.status} body {body_pointer(expression)}"
        since, pointer = f"which was sent at {now:%Y-%m-%d %H:%M:%S} UTC", f"{operation.pointer}/x-creates/timestamp"
        words = "within 5 minutes of the request", str(created_at)
        yield Deviation("value", "breaking", place, *words, pointer, since=since)


def clock_difference(exchange: Exchange) -> timedelta | None:
    """How far the server's clock is ahead of ours, where that is more than it may be."""
    now, sent_at = server_time(exchange), datetime.fromtimestamp(exchange.started_at, UTC)
    return now - sent_at if now and abs(now - sent_at) > CLOCK_TOLERANCE else None


def _as_sent(echo: dict[str, Any]) -> str:
    """That a field was sent, under which name if it was another one."""
    sent, shown = (echo[side].rpartition("/")[2] for side in ("from", "to"))
    return "as it was sent" if sent == shown or "#/" not in echo["from"] else f"as it was sent as {sent}"


def _expected(echo: dict[str, Any], exchange: Exchange) -> Any:
    sent = evaluate(echo["from"], exchange)
    return echo.get("default", ABSENT) if sent is ABSENT else sent


def _deviation(
    exchange: Exchange, kind: str, pointer: str, expected: Any, came: Any, extension: str, since: str
) -> Deviation:
    assert exchange.operation is not None
    place = f"response {exchange.status} body {pointer}".rstrip()
    words, promise = compared(expected, came), f"{exchange.operation.pointer}/{extension}"
    return Deviation(kind, "breaking", place, *words, promise, since=since)


def _path(location: str) -> str:
    """The path of an absolute or relative reference; the whole text when it is none."""
    try:
        return urlsplit(location).path
    except ValueError:
        return location
