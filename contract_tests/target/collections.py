"""Collections as they are read: page by page where the spec says so, else in one answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.run import Run
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

MAX_PAGES = 200


def read_collection(run: Run, collection: Operation, path: dict[str, str]) -> Iterator[Any]:
    """Every item of a collection; none where it cannot be read, which is for the rules to say."""
    paging = collection.extensions.get("x-paging")
    if paging is None:
        exchange = run.send(collection, path)
        yield from items_of(exchange) if exchange.succeeded else ()
        return
    (limit,) = [one for one in collection.parameters if one.name == paging["limit"]["parameter"]]
    offset = 0
    for _ in range(MAX_PAGES):
        window = {limit.name: limit.schema["maximum"], paging["offset"]["parameter"]: offset}
        exchange = run.send(collection, path, query=window)
        if not exchange.succeeded:
            # Which window is refused is for the paging rules to say; the data are in the first page, too.
            yield from page_items(run.send(collection, path), paging) if not offset else ()
            return
        items = page_items(exchange, paging)
        yield from items
        offset += len(items)
        if len(items) < limit.schema["maximum"]:
            return


def page_items(exchange: Exchange, paging: dict[str, Any]) -> list[Any]:
    """The items of one page; none when the answer has no list where it should be."""
    items = get(exchange.json, paging["items"])
    return items if isinstance(items, list) else []


def items_of(exchange: Exchange) -> list[Any]:
    """The items of a collection without pages; none when the answer is no list."""
    return exchange.json if isinstance(exchange.json, list) else []
