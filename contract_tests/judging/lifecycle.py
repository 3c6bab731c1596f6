"""Lifecycle: what `x-lifecycle` says of an operation that creates, as those ask it who follow what it creates."""

from __future__ import annotations

from typing import Any

from contract_tests.judging.agreement import Found
from contract_tests.judging.compared import compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.shown_things import LATER, Odd
from contract_tests.judging.states import canonical
from scripts.spec.operations import Operation
from scripts.spec.pointers import get
from scripts.spec.spec import Spec


class Lifecycle:
    """The places at which what an operation creates shows: `Lifecycle(spec, creator).deviation(...)`.

    `item` and `field` are where an item of the list, and a snapshot, show a settled thing; `request` is where an item
    shows what waits. All other pointers of settled things start there.
    """

    def __init__(self, spec: Spec, creator: Operation) -> None:
        said = creator.extensions["x-lifecycle"]
        snapshot, pending = said["snapshot"], said["pending"]
        self.creator, self.creates = creator, creator.creates or {}
        self.list, self.reader = spec.operations[said["poll"]], spec.operations[snapshot["operationId"]]
        self.item, self.field = str(snapshot["repeats"]["item"]), str(snapshot["repeats"]["field"])
        self.identifier, self.count = str(snapshot["repeats"]["identifier"]), str(snapshot["bounded"]["field"])
        self.waiting_identifier, self.status = str(pending["identifier"]), str(pending["status"])
        self.becomes, self.request = str(pending["settled"]), self.waiting_identifier.rpartition("/")[0]
        self.settled_identifier = str(said["settled"]["identifier"])
        self.timestamp = str(said["settled"]["timestamp"])
        self.carries: list[dict[str, str]] = said["carries"]
        self.waiting = frozenset(said["waiting"])
        # The statuses of what is neither waiting nor has failed.
        self.scheduled = _documented_values(spec, self.list, self.status) - {*said["waiting"], *said["failed"]}
        self.active = str(snapshot["active"]).removeprefix(self.item)
        self.ends = _null_while(spec, self.list, self.item, self.active)
        fixed = [self.timestamp, *(one["to"] for one in self.carries)]
        self.fixed = [pointer.removeprefix(self.item) for pointer in fixed]
        kind = spec.resources[self.creates["resource"]]
        self.can_be_deleted = any("x-deletes" in one.extensions for one in kind.operations)

    def carried(self, item: Any) -> str:
        """What carries over to a settled item of the list, as one text."""
        return canonical([get(item, one["to"]) for one in self.carries])

    def list_path(self, exchange: Exchange) -> tuple[str, ...]:
        """Whose things a request is about, by the path parameters of the list."""
        return tuple(exchange.path_values[one.name] for one in self.list.path_parameters)

    def odd(self, odd: Odd, place: str) -> Found:
        """What is odd about an answer, at a place in its body."""
        words, since = compared(odd.expected, odd.observed), f"as {odd.elsewhere} showed it"
        since += LATER if odd.is_later else ""
        return odd.exchange, self.deviation(odd.exchange, place, *words, since)

    def deviation(
        self, exchange: Exchange, pointer: str, expected: str, observed: str, since: str = "as answers before showed it"
    ) -> Deviation:
        """A deviation at a place in the body of an answer."""
        place = f"response {exchange.status} body {pointer}"
        return Deviation("lifecycle", "breaking", place, expected, observed, self.promise, since=since)

    @property
    def promise(self) -> str:
        """Where the spec says it."""
        return f"{self.creator.pointer}/x-lifecycle"


def _documented_values(spec: Spec, lister: Operation, pointer: str) -> frozenset[str]:
    """The values that are documented for a place in an item."""
    schemas = [spec.at(one) for one in spec.find(lister.response_schema or "", f"/*{pointer}")]
    return frozenset(value for one in schemas for value in (*one.get("enum", ()), *one.get("x-extensible-enum", ())))


def _null_while(spec: Spec, lister: Operation, item: str, active: str) -> list[str]:
    """The places in a settled thing that hold nothing while it is active."""
    found = spec.find(lister.response_schema or "", f"/*{item}")
    rules = [rule for pointer in found for rule in spec.at(pointer).get("x-invariants", [])]
    return [rule["value"] for rule in rules if rule.get("null-while") == active]
