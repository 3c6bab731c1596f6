"""One thing that a run created, and how it is recognised in a collection before and after it has settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.drift.exchange import Exchange
from contract_tests.drift.pointers import ABSENT, body_pointer, evaluate, get
from contract_tests.spec import Operation


@dataclass(frozen=True)
class Creation:
    """A thing that the run created, with the path parameters of its owner and the exchange that made it."""

    operation: Operation
    path: dict[str, str]
    exchange: Exchange

    @property
    def identifier(self) -> Any:
        """The identifier in the answer, or ABSENT."""
        return evaluate((self.operation.creates or {})["identifier"], self.exchange)

    def became(self, item: Any) -> bool:
        """Whether a settled item of the collection is what became of this creation: all that carries over agrees."""
        lifecycle = self.operation.extensions["x-lifecycle"]
        carried = [(evaluate(one["from"], self.exchange), get(item, one["to"])) for one in lifecycle["carries"]]
        settled = get(item, lifecycle["settled"]["identifier"])
        return isinstance(settled, str) and all(sent == came and sent is not ABSENT for sent, came in carried)

    def is_pending(self, item: Any) -> bool:
        """Whether an item of the collection is this creation as it was asked for."""
        return self.identifier is not ABSENT and get(item, (self.operation.creates or {})["item"]) == self.identifier

    def changed_in(self, item: Any) -> Iterator[tuple[str, Any, Any]]:
        """Pointer into the item, value in the answer and value in the item, of fields that a pending item changes.

        Its status may change; once it has, so may the identifier of what it becomes.
        """
        pending = self.operation.extensions["x-lifecycle"]["pending"]
        shown = str((self.operation.creates or {})["item"]).rpartition("/")[0]
        answer = {f"{shown}/{name}": value for name, value in self.exchange.json.items()}
        moved = get(item, pending["status"]) != answer.get(pending["status"])
        for pointer in answer.keys() | {pending["settled"]} if not moved else answer.keys() - {pending["settled"]}:
            sent, came = answer.get(pointer), get(item, pointer)
            if pointer != pending["status"] and not same(sent, None if came is ABSENT else came):
                yield pointer, sent, came


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same when the order of arrays does not matter."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return bool(one == other)


def marker_field(operation: Operation) -> str | None:
    """The request field that is carried into what a created thing becomes, so that it can be recognised there."""
    carries = operation.extensions.get("x-lifecycle", {}).get("carries", [])
    origins = {echo["to"]: echo["from"] for echo in operation.extensions.get("x-echo", [])}
    for carried in carries:
        origin = origins.get(carried["from"])
        if origin:
            return body_pointer(origin).removeprefix("/")
    return None


def marks_in(operation: Operation, items: list[Any]) -> set[str]:
    """The marks of all things in a collection, whether they have settled or not."""
    shown = str((operation.creates or {})["item"]).rpartition("/")[0]
    carries = operation.extensions.get("x-lifecycle", {}).get("carries", [])
    pointers = [shown + body_pointer(one["from"]) for one in carries] + [one["to"] for one in carries]
    return {value for item in items for pointer in pointers if isinstance(value := get(item, pointer), str)}
