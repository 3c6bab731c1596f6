"""One thing that a run created, and how it is recognised in a collection before and after it has settled."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.making import at_index, identifier, made
from contract_tests.judging.states import differences
from contract_tests.sending.marks import bears
from contract_tests.sending.things import mark_pointer
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get
from scripts.spec.resources import shown
from scripts.spec.spec import Spec


@dataclass(frozen=True)
class Creation:
    """A thing that the run created, with the path parameters of its owner and the exchange that made it.

    `index` tells which of several things that were made with it.
    """

    operation: Operation
    path: dict[str, str]
    exchange: Exchange
    index: int = 0

    @cached_property
    def identifier(self) -> Any:
        """The identifier in the answer, or ABSENT."""
        return identifier(self.exchange, self.index)

    @property
    def shown(self) -> Any:
        """What the answer shows of it, as it stands there."""
        return get(self.exchange.json, at_index(self.operation, shown(self.operation).get("at", ""), self.index))

    def became(self, item: Any) -> bool:
        """Whether a settled item of the collection is what became of this creation: all that carries over agrees.

        A text that bears the mark of this creation agrees, too, however it was altered behind that.
        """
        lifecycle = self.operation.extensions.get("x-lifecycle")
        if lifecycle is None:
            return False
        settled = get(item, lifecycle["settled"]["identifier"])
        return isinstance(settled, str) and all(_agree(sent, came) for _, sent, came in self.carried(item))

    def carried(self, item: Any) -> Iterator[tuple[str, Any, Any]]:
        """Pointer into a settled item, value in the answer and value in the item, of what carries over."""
        for one in self.operation.extensions["x-lifecycle"]["carries"]:
            yield one["to"], evaluate(one["from"], self.exchange), get(item, one["to"])

    def is_pending(self, item: Any) -> bool:
        """Whether an item of the collection is this creation as it was asked for."""
        pointer = (self.operation.creates or {}).get("item")
        return pointer is not None and self.identifier is not ABSENT and get(item, pointer) == self.identifier

    def changed_in(self, item: Any) -> Iterator[tuple[str, Any, Any]]:
        """Pointer into the item, value in the answer and value in the item, of fields that a pending item changes.

        Its status may change; once it has, so may the identifier of what it becomes. Fields that only one of
        them has, or that have another type, are for the strict reading to tell.
        """
        pending = self.operation.extensions["x-lifecycle"]["pending"]
        shown = str((self.operation.creates or {})["item"]).rpartition("/")[0]
        sent, came = self.exchange.json, get(item, shown)
        moved = get(item, pending["status"]) != get(sent, pending["status"].removeprefix(shown))
        for pointer, value, other in differences(sent, came, shown):
            if pointer != pending["status"] and not (moved and pointer == pending["settled"]):
                yield pointer, value, other
        waiting = self.operation.extensions["x-lifecycle"]["waiting"]
        if get(item, pending["status"]) in waiting and isinstance(get(item, pending["settled"]), str):
            yield pending["settled"], None, get(item, pending["settled"])
        for echo in self.operation.extensions.get("x-echo", []):
            pointer = body_pointer(echo["to"])
            if echo.get("default", ABSENT) is None and get(sent, pointer) is None and get(item, shown + pointer):
                yield shown + pointer, None, get(item, shown + pointer)


def _agree(sent: Any, came: Any) -> bool:
    return bears(came, sent) if isinstance(sent, str) else sent == came and sent is not ABSENT


def fresh_key(operation: Operation) -> dict[str, str]:
    """The header with an idempotency key that is used once, where the operation takes one."""
    policy = operation.extensions.get("x-idempotency")
    return {policy["header"]: str(uuid.uuid4())} if policy else {}


def creations(operation: Operation, path: dict[str, str], exchange: Exchange) -> list[Creation]:
    """What a success has created: one thing, or for a batch each that its answer names."""
    if "x-batch" not in operation.extensions:
        return [Creation(operation, path, exchange)]
    return [Creation(operation, path, exchange, index) for index in made(exchange)]


def marker_field(spec: Spec, operation: Operation) -> str | None:
    """The request field by which a thing is recognised later, of what creates it and of what changes it.

    That of a batch holds the texts of all.
    """
    creator: Operation | None = operation if operation.creates else None
    if changes := operation.extensions.get("x-changes"):
        creator = None if "at" in changes else spec.resources[changes["resource"]].creator
    batch = operation.extensions.get("x-batch")
    field = (batch["items"] if batch else mark_pointer(creator) or "").removeprefix("/")
    known = spec.at(operation.request_schema).get("properties", {}) if operation.request_schema else {}
    return field if field in known else None


def mark_name(operation: Operation) -> str:
    """The name of the field that has the mark of a thing, which in a batch is a field of each item."""
    return (mark_pointer(operation) or "").rpartition("/")[2]


def marks_in(operation: Operation, items: list[Any]) -> set[str]:
    """The marks of all things in a collection, by what creates them, whether they have settled or not."""
    mark = mark_pointer(operation)
    if mark is None:
        return set()
    echoes = {body_pointer(echo["from"]): body_pointer(echo["to"]) for echo in operation.extensions.get("x-echo", [])}
    answered = echoes.get(mark, mark)
    carries = operation.extensions.get("x-lifecycle", {}).get("carries", [])
    pointers = [str((operation.creates or {})["item"]).rpartition("/")[0] + answered]
    pointers += [one["to"] for one in carries if body_pointer(one["from"]) == answered]
    return {value for item in items for pointer in pointers if isinstance(value := get(item, pointer), str)}
