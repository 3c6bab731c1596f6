"""What was asked for and waits: it stays as it was asked for, and once it has settled, it waits no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from contract_tests.judging.agreement import Found
from contract_tests.judging.compared import IN_THE_PATH
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate, path_parameter
from contract_tests.judging.lifecycle import Lifecycle
from contract_tests.judging.shown_things import LAG_SECONDS, MOST_THINGS, OwnThing, SharedThing
from contract_tests.judging.states import canonical, placed, without
from contract_tests.judging.values import describe, instant
from scripts.spec.pointers import ABSENT, get


class Waiting:
    """Holds each answer about what waits against those before it: `waiting.read(exchange, item, identifier)`.

    Args:
        lifecycle: Where it shows.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle
        # The settled things that the run has asked for, by what carries over; None where somebody else asked for one
        # of which the same carries over, so that they cannot be told apart.
        self._became: dict[str, str | None] = {}
        self._things: dict[tuple[str, str], OwnThing | SharedThing] = {}
        # The identifier and the time of what the run has created, by what carries over; and when it was seen settled,
        # as what.
        self._created: dict[str, tuple[str, datetime | None]] = {}
        self._settled: dict[str, tuple[float, str]] = {}
        # By request, what it says that it has become; and when something was first seen to wait no longer.
        self._named: dict[str, tuple[str, Exchange]] = {}
        self._ended: dict[tuple[str, str], tuple[float, Any]] = {}

    @property
    def own(self) -> set[str]:
        """The settled things that the run, and certainly nobody else, has asked for."""
        return {became for became in self._became.values() if became is not None}

    def note_creation(self, exchange: Exchange) -> None:
        """Remember what the run asks for."""
        lifecycle = self._lifecycle
        carried = [evaluate(one["from"], exchange) for one in lifecycle.carries]
        identifier = evaluate(lifecycle.creates["identifier"], exchange)
        if not isinstance(identifier, str) or exchange.is_replay:
            return
        if ABSENT not in carried:
            timestamp = lifecycle.creates.get("timestamp")
            asked_at = instant(evaluate(timestamp, exchange)) if timestamp else None
            self._created.setdefault(canonical(carried), (identifier, asked_at))
        state = self._still(placed(exchange.json, lifecycle.request))
        self._things.setdefault((str(exchange.path_values), identifier), OwnThing(exchange, state))

    def read(self, exchange: Exchange, item: Any, identifier: str) -> Iterator[Found]:
        """What an item that waits, or has failed, contradicts; nothing where its status is none."""
        if not isinstance(get(item, self._lifecycle.status), str):
            return
        yield from self._read_status(exchange, item, identifier)
        yield from self._read_named(exchange, item, identifier)
        yield from self._read_owner(exchange, item)
        self._note_another(item, identifier)
        key, state = (str(exchange.path_values), identifier), self._still(item)
        known = self._things.get(key)
        if known is None:
            if len(self._things) < MOST_THINGS:
                self._things[key] = SharedThing(exchange, state)
            return
        for odd in known.note(exchange, state):
            is_listed = odd.exchange.operation is self._lifecycle.list
            place = f"/*{odd.pointer}" if is_listed else odd.pointer.removeprefix(self._lifecycle.request)
            yield self._lifecycle.odd(odd, place)

    def read_settled(self, exchange: Exchange, item: Any) -> Iterator[Found]:
        """What the run asked for settles no earlier than it was asked for; from then on it waits no longer."""
        lifecycle, became = self._lifecycle, str(get(item, self._lifecycle.settled_identifier))
        if (carried := lifecycle.carried(item)) not in self._created:
            return
        identifier, asked_at = self._created[carried]
        self._settled.setdefault(identifier, (exchange.started_at, became))
        if self._became.setdefault(carried, became) != became:
            self._became[carried] = None
        named, source = self._named.pop(identifier, (became, exchange))
        if named != became:
            since = f"which is what id {describe(identifier)} has become"
            words = describe(became), describe(named), since
            yield source, lifecycle.deviation(source, f"/*{lifecycle.becomes}", *words)
        settled_at = instant(get(item, lifecycle.timestamp))
        if asked_at and settled_at and settled_at < asked_at:
            words = f"not before {asked_at}", str(settled_at), "which is when it was asked for"
            yield exchange, lifecycle.deviation(exchange, f"/*{lifecycle.timestamp}", *words)

    def _read_status(self, exchange: Exchange, item: Any, identifier: str) -> Iterator[Found]:
        """What has ended does not wait again."""
        lifecycle, key = self._lifecycle, (str(exchange.path_values), identifier)
        place, status = f"/*{lifecycle.status}", get(item, lifecycle.status)
        if status not in lifecycle.waiting:
            self._ended.setdefault(key, (exchange.started_at, status))
            return
        settled_at, became = self._settled.get(identifier, (exchange.started_at, ""))
        ended_at, before = self._ended.get(key, (exchange.started_at, status))
        if exchange.started_at - settled_at > LAG_SECONDS:
            since = f"since {describe(identifier)} has settled as {describe(became)} before"
            words = "no waiting status", describe(status), since
            yield exchange, lifecycle.deviation(exchange, place, *words)
        if exchange.started_at - ended_at > LAG_SECONDS:
            yield exchange, lifecycle.deviation(exchange, place, describe(before), describe(status))

    def _read_named(self, exchange: Exchange, item: Any, identifier: str) -> Iterator[Found]:
        """What has been scheduled names what it has become; what still waits has become nothing."""
        lifecycle, named = self._lifecycle, get(item, self._lifecycle.becomes)
        status = get(item, lifecycle.status)
        if isinstance(named, str) and status in lifecycle.waiting:
            words = "null", describe(named), f"since it is {status}"
            yield exchange, lifecycle.deviation(exchange, f"/*{lifecycle.becomes}", *words)
        elif isinstance(named, str):
            self._named.setdefault(identifier, (named, exchange.evidence))
        elif status in lifecycle.scheduled:
            words = "the identifier of what it has become", describe(named), f"since it is {status}"
            yield exchange, lifecycle.deviation(exchange, f"/*{lifecycle.becomes}", *words)

    def _note_another(self, item: Any, identifier: str) -> None:
        """Take notice of what somebody else has asked for, of which the same carries over as of one of the run's."""
        pointers = [self._lifecycle.request + body_pointer(one["from"]) for one in self._lifecycle.carries]
        carried = canonical([get(item, pointer) for pointer in pointers])
        if carried in self._created and self._created[carried][0] != identifier:
            self._became[carried] = None

    def _read_owner(self, exchange: Exchange, item: Any) -> Iterator[Found]:
        """What was asked for below an owner names that owner."""
        for echo in self._lifecycle.creator.extensions.get("x-echo", []):
            name, pointer = path_parameter(echo["from"]), self._lifecycle.request + body_pointer(echo["to"])
            shown, expected = get(item, pointer), exchange.path_values.get(name or "")
            if expected is not None and shown is not ABSENT and str(shown) != expected:
                words = describe(expected), describe(shown), IN_THE_PATH
                yield exchange, self._lifecycle.deviation(exchange, f"/*{pointer}", *words)

    def _still(self, item: Any) -> Any:
        """What does not change about something that waits."""
        return without(item, self._lifecycle.status, self._lifecycle.becomes)
