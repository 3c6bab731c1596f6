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
        if window.is_read_on and all(item in items for item in page):
            # What comes again whatever the offset is not all of it, unless nothing comes at all.
            return Reading(items, not page, exchange)
        items += page
        if window.is_last(page, len(items), exchange):
            return Reading(items, True, exchange)
        if enough(items):
            return Reading(items, False, exchange)
    run.unending.add(collection.id)
    return Reading(items, False, exchange)


class _Window:
    """What is asked for of a collection: as many items as may be, or as many as come when no number is named.

    A server that caps its windows below what the spec allows answers with pages that are not full, and what it shows by
    default may be less than documented; then the total tells how far to read on, or an empty page.
    """

    def __init__(self, collection: Operation) -> None:
        self._paging = collection.extensions["x-paging"]
        self._limit = next(one for one in collection.parameters if one.name == self._paging["limit"]["parameter"])
        self._size: int = self._limit.schema["maximum" if "maximum" in self._limit.schema else "default"]
        self.by_default = False
        self.is_read_on = False

    def query(self, offset: int) -> dict[str, Any]:
        """The query for what comes after so many items."""
        asked = {self._paging["offset"]["parameter"]: offset} if offset or not self.by_default else {}
        return asked if self.by_default else {self._limit.name: self._size, **asked}

    def is_last(self, page: list[Any], so_far: int, exchange: Exchange) -> bool:
        """Whether nothing comes after a page, which makes `so_far` items with those before."""
        total = get(exchange.json, self._paging["total"])
        if not page:
            return True
        if not self.by_default and len(page) >= self._size:
            return False
        self.is_read_on = total > so_far if isinstance(total, int) else self.by_default
        return not self.is_read_on


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
