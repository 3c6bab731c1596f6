"""Collections as they are read: page by page where the spec says so, else in one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.run import Run
from scripts.spec.operations import Operation
from scripts.spec.pointers import get
from scripts.spec.resources import shown

MAX_PAGES = 200
# Of a collection that has no end, after that was found out.
FEW_PAGES = 3


@dataclass(frozen=True)
class Reading:
    """What was read of a collection: whether that is all of it, and the exchange that came last."""

    items: list[Any]
    complete: bool
    last: Exchange


def read_collection(
    run: Run, collection: Operation, path: dict[str, str], enough: Callable[[list[Any]], bool] = lambda items: False
) -> Reading:
    """The items of a collection, over all pages; none where it cannot be read, which is for the rules to say.

    Args:
        run: The run to send through.
        collection: The operation that lists it.
        path: Path parameters for it.
        enough: Called with what was read so far; ends the reading when it is true.
    """
    paging = collection.extensions.get("x-paging")
    if paging is None:
        exchange = run.send(collection, path)
        return Reading(items_of(exchange) if exchange.succeeded else [], exchange.succeeded, exchange)
    window = _Window(collection)
    items: list[Any] = []
    for _ in range(FEW_PAGES if collection.id in run.unending else MAX_PAGES):
        exchange = run.send(collection, path, query=window.query(len(items)))
        if not exchange.succeeded and not window.by_default:
            # Which size is refused is for the paging rules to say; what is listed is needed all the same.
            window.by_default = True
            exchange = run.send(collection, path, query=window.query(len(items)))
        if not exchange.succeeded:
            return Reading(items, False, exchange)
        page = items_of(exchange)
        items += page
        if window.is_last(page, len(items), exchange):
            return Reading(items, True, exchange)
        if enough(items):
            return Reading(items, False, exchange)
    run.unending.add(collection.id)
    return Reading(items, False, exchange)


class _Window:
    """What is asked for of a collection: as many items as may be, or as many as come when no number is named."""

    def __init__(self, collection: Operation) -> None:
        self.paging = collection.extensions["x-paging"]
        self.limit = next(one for one in collection.parameters if one.name == self.paging["limit"]["parameter"])
        self.by_default = False

    def query(self, offset: int) -> dict[str, Any]:
        asked = {self.paging["offset"]["parameter"]: offset} if offset or not self.by_default else {}
        return asked if self.by_default else {self.limit.name: self._size(), **asked}

    def is_last(self, page: list[Any], so_far: int, exchange: Exchange) -> bool:
        """Whether nothing comes after a page: it is not full, and the collection says of no more than was read.

        A server that caps its pages below what the spec allows answers with pages that are not full; an empty one ends
        them all.
        """
        if not page:
            return True
        total = get(exchange.json, self.paging["total"])
        return len(page) < self._size() and not (isinstance(total, int) and total > so_far)

    def _size(self) -> int:
        by_default: int = self.limit.schema["default"]
        return by_default if self.by_default else self.limit.schema.get("maximum", by_default)


def look_before(run: Run, creator: Operation, path: dict[str, str]) -> None:
    """See all of a collection before the first creation there, so that what is the run's own can be told and deleted.

    Args:
        run: The run to send through, which keeps back what it takes to read the collection again at the end.
        creator: The operation that creates; nothing is done where what it makes cannot be deleted.
        path: Path parameters for it.
    """
    if not run.spec.is_disposable(creator):
        return
    made, ledger = run.gate.made, run.gate.ledger
    lister, before = run.spec.operations[(creator.creates or {})["collection"]], ledger.requests
    if made.is_complete(lister, path) or not read_collection(run, lister, path).complete:
        return
    made.read_completely(lister, path)
    if not run.spec.own_parameters(creator):
        ledger.keep_for_listing(ledger.requests - before)


def collection_total(run: Run, collection: Operation, path: dict[str, str]) -> int | None:
    """How many items a collection says it has, or has where it has no pages; None when it does not tell."""
    exchange = run.send(collection, collection.own_path(path))
    if "x-paging" not in collection.extensions:
        return len(items_of(exchange)) if exchange.succeeded else None
    total = get(exchange.json, collection.extensions["x-paging"]["total"])
    return total if isinstance(total, int) else None


def items_of(exchange: Exchange) -> list[Any]:
    """The items that one answer of a collection shows; none when it has no list where it should be."""
    assert exchange.operation is not None
    items = get(exchange.json, items_pointer(exchange.operation))
    return items if isinstance(items, list) else []


def items_pointer(collection: Operation) -> str:
    """Where the answer of a collection has its items; the whole body unless the spec says otherwise."""
    if "x-paging" in collection.extensions:
        return str(collection.extensions["x-paging"]["items"])
    return str(shown(collection).get("at", "/*")).removesuffix("/*")
