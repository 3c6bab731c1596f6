"""What a request asks to be made, and what its answer says was made: one thing, or several at once (`x-batch`)."""

from __future__ import annotations

from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, each, get


def at_index(operation: Operation, text: str, index: int) -> str:
    """A pointer or an expression about each of several things as it is about one of them; else as it is."""
    batch = operation.extensions.get("x-batch", {})
    for member in ("items", "results"):
        if member in batch:
            text = text.replace(f"{batch[member]}/*", f"{batch[member]}/{index}", 1)
    return text


def each_item(operation: Operation) -> str:
    """Where the body of a batch says what each thing shall be, with a star; the whole body for other operations."""
    batch = operation.extensions.get("x-batch")
    return f"{batch['items']}/*" if batch else ""


def results(exchange: Exchange) -> range:
    """The numbers of the things that an answer has a result for, made or not: one where one thing is made."""
    batch = exchange.operation.extensions.get("x-batch") if exchange.operation else None
    found = get(exchange.json, batch["results"]) if batch else None
    if batch is None:
        return range(1)
    return range(len(found)) if isinstance(found, list) else range(0)


def identifier(exchange: Exchange, index: int = 0) -> Any:
    """What an answer calls a thing that was made, the only one or one of several; ABSENT if it does not."""
    operation = exchange.operation
    assert operation is not None
    return evaluate(at_index(operation, (operation.creates or {})["identifier"], index), exchange)


def made(exchange: Exchange) -> dict[int, str | int]:
    """What a success calls the things that were made, by their numbers."""
    operation = exchange.operation
    if operation is None or operation.creates is None or not exchange.succeeded:
        return {}
    found = {index: identifier(exchange, index) for index in results(exchange)}
    return {index: one for index, one in found.items() if isinstance(one, str | int)}


def failures(exchange: Exchange) -> list[int]:
    """The numbers of the things that an answer says were not made, where it has a result for each."""
    operation = exchange.operation
    batch = operation.extensions.get("x-batch") if operation and exchange.succeeded else None
    if batch is None:
        return []
    told = ((index, f"{batch['results']}/{index}{batch['failed']}") for index in results(exchange))
    return [index for index, pointer in told if get(exchange.json, pointer) is not ABSENT]


def asked_for(operation: Operation, body: Any) -> int:
    """How many things a body asks for."""
    batch = operation.extensions.get("x-batch")
    items = get(body, batch["items"]) if batch else None
    return len(items) if isinstance(items, list) else 1


def marks_sent(operation: Operation, body: Any) -> list[str]:
    """The texts in a body by which what it asks for is known again."""
    mark = (operation.creates or {}).get("mark")
    return [one for one in each(body, body_pointer(mark)) if isinstance(one, str)] if mark else []


def mark_sent(operation: Operation, body: Any, index: int) -> str | None:
    """The text in a body by which one of the things that it asks for is known again."""
    mark = (operation.creates or {}).get("mark")
    found = get(body, body_pointer(at_index(operation, mark, index))) if mark else None
    return found if isinstance(found, str) else None
