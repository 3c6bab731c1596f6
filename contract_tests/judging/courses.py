"""Courses: what was created goes from waiting to settled and never back, and every answer shows it alike meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.agreement import Found
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.lifecycle import Lifecycle
from contract_tests.judging.listings import Memory, broken_listing, broken_once
from contract_tests.judging.settled import Settled
from contract_tests.judging.waiting import Waiting
from scripts.spec.operations import Operation
from scripts.spec.pointers import get
from scripts.spec.spec import Spec


class Courses:
    """Holds each answer about what settles against those before it: `courses.read(exchange)`.

    Args:
        spec: The contract.
    """

    rule = "lifecycle/every-answer"

    def __init__(self, spec: Spec) -> None:
        creators = [one for one in spec.operations.values() if "x-lifecycle" in one.extensions]
        self._courses = [_Course(Lifecycle(spec, one)) for one in creators]

    def is_about(self, exchange: Exchange) -> bool:
        """Whether an answer shows what settles."""
        return exchange.succeeded and any(one.shows(exchange.operation) for one in self._courses)

    def forget(self) -> None:
        """Nothing that the run sends changes what settles."""

    def read(self, exchange: Exchange) -> list[Found]:
        """What contradicts answers before, each with the answer that is odd."""
        if not exchange.authentic:
            return []
        return [found for course in self._courses for found in course.read(exchange)]


class _Course:
    """The course of what one operation creates."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle
        self._waiting, self._settled = Waiting(lifecycle), Settled(lifecycle)
        self._lists = Memory(can_be_deleted=lifecycle.can_be_deleted)
        # The reads of things that were not found, until a list tells whether they are there.
        self._not_found: dict[str, Exchange] = {}

    def shows(self, operation: Operation | None) -> bool:
        """Whether a success of an operation shows what settles."""
        return operation in (self._lifecycle.list, self._lifecycle.reader)

    def read(self, exchange: Exchange) -> Iterator[Found]:
        """What contradicts answers before."""
        lifecycle, operation = self._lifecycle, exchange.operation
        if operation is lifecycle.reader and 400 <= exchange.status < 500:
            self._note_not_found(exchange)
        if not exchange.succeeded or not exchange.is_json:
            return
        if operation is lifecycle.creator:
            self._waiting.note_creation(exchange)
        elif operation is lifecycle.list and isinstance(exchange.json, list):
            for item in exchange.json:
                yield from self._read_item(exchange, item)
            yield from self._read_list(exchange, exchange.json)
        elif operation is lifecycle.reader:
            shown = get(exchange.json, lifecycle.field)
            yield from self._settled.read(exchange, shown, lifecycle.field)
            yield from self._settled.read_counts(exchange, get(shown, lifecycle.identifier))

    def _read_item(self, exchange: Exchange, item: Any) -> Iterator[Found]:
        lifecycle = self._lifecycle
        waiting, settled = get(item, lifecycle.waiting_identifier), get(item, lifecycle.settled_identifier)
        if isinstance(settled, str):
            yield from self._settled.read(exchange, get(item, lifecycle.item), f"/*{lifecycle.item}")
            yield from self._waiting.read_settled(exchange, item)
        elif isinstance(waiting, str):
            yield from self._waiting.read(exchange, item, waiting)

    def _read_list(self, exchange: Exchange, items: list[Any]) -> Iterator[Found]:
        """What has settled once is in every later list, once, and can be read."""
        shown = [get(item, self._lifecycle.settled_identifier) for item in items]
        identifiers = [one for one in shown if isinstance(one, str)]
        owner, now = str(exchange.path_values), exchange.started_at
        missing = self._lists.missing(owner, identifiers, now, lambda one: one in self._waiting.own)
        twice = broken_once(exchange, identifiers, self._lifecycle.settled_identifier)
        for deviation in (*twice, *broken_listing(exchange, missing)):
            yield exchange, deviation
        for identifier in identifiers:
            if gone := self._not_found.pop(identifier, None):
                yield gone, self._gone(gone, identifier)

    def _note_not_found(self, exchange: Exchange) -> None:
        """Remember that something known was not found."""
        identifier = list(exchange.path_values.values())[-1]
        if not exchange.expects_refusal and self._settled.knows(
            identifier, self._lifecycle.list_path(exchange), exchange.started_at
        ):
            self._not_found[identifier] = exchange.evidence

    def _gone(self, exchange: Exchange, identifier: str) -> Deviation:
        statuses = self._lifecycle.reader.success.status, str(exchange.status)
        since = f"since {self._lifecycle.list.id} shows {identifier!r} before and after"
        promise = self._lifecycle.promise
        return Deviation("lifecycle", "breaking", "response status", *statuses, promise, since=since)
