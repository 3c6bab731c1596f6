"""Paging: windows without gaps, a walk that ends; each answer by itself is held against what was asked for."""

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.judging.compared import AS_MANY, compared, named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.values import describe
from contract_tests.sending.exceptions import Inconclusive, Unsteady
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of
from contract_tests.target.data import TargetData
from contract_tests.target.positions import ONCE, where_listed
from contract_tests.target.windows import telling_windows
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

pytestmark = pytest.mark.confirmed
applies = pytest.mark.operations("x-paging")
# A walk over more pages than that would tell nothing new.
MOST_PAGES_WALKED = 12
MOVING = "others changed the collection between two requests; run again when the workspace is quiet"


@applies
def test_defaults(run: Run, data: TargetData, operation: Operation) -> None:
    """Without parameters there is a window; that it is the documented one is read from every answer."""
    run.expect_success(run.send(operation, data.require(operation)))


@applies
@pytest.mark.parametrize("which", ["minimum", "maximum"])
def test_limit(run: Run, data: TargetData, operation: Operation, which: str) -> None:
    """The smallest and the greatest documented limit are accepted."""
    run.expect_success(_window(run, data, operation, _parameter(operation, "limit")[which], 0))


@applies
def test_windows(run: Run, data: TargetData, operation: Operation) -> None:
    """Two windows side by side hold what one window over both holds, none twice and none missing."""
    whole = _window(run, data, operation, 2, 0)
    halves = [_window(run, data, operation, 1, offset) for offset in (0, 1)]
    if _total(operation, whole) < 2:
        raise Inconclusive("there are fewer than two items")
    expected = items_of(whole)
    _require_still(data, operation, expected, items_of(_window(run, data, operation, 2, 0)))
    observed = [item for half in halves for item in items_of(half)]
    if sorted(data.identities(operation, expected)) != sorted(data.identities(operation, observed)):
        words = compared(*(data.identities(operation, items) for items in (expected, observed)))
        name = _paging(operation)["limit"]["parameter"]
        one, two = f"as on one page with {name} 2", f"on two pages with {name} 1"
        _report(run, halves[1], "items", f"{words[0]}, {one}", f"{words[1]} {two}")


@applies
def test_windows_of_any_size(run: Run, data: TargetData, operation: Operation) -> None:
    """Windows that divide the total and windows that do not show what stands there, and tell the same total."""
    most = _most(operation)
    whole = _window(run, data, operation, most, 0)
    total, items = _total(operation, whole), items_of(whole)
    windows = {window: _window(run, data, operation, *window) for window in telling_windows(total, most)}
    again = _window(run, data, operation, most, 0)
    if _total(operation, again) != total:
        raise Unsteady(MOVING)
    _require_still(data, operation, items, items_of(again))
    for (limit, offset), exchange in windows.items():
        if run.expect_success(exchange) and _total(operation, exchange) != total:
            # Somebody may have added an item just then, and taken it away again.
            _confirm_total(run, data, operation, (limit, offset), total)
        shown, there = items_of(exchange), items[offset : offset + limit]
        # Of a large collection not all is known, and another number of items is reported already.
        is_known = len(shown) == len(there) and (len(items) == total or offset + limit <= len(items))
        if is_known and sorted(data.identities(operation, shown)) != sorted(data.identities(operation, there)):
            words = compared(*(data.identities(operation, some) for some in (there, shown)))
            _report(run, exchange, "items", f"{words[0]}, which stand from {offset} on", words[1])


@applies
def test_walk(run: Run, data: TargetData, operation: Operation) -> None:
    """A walk over the pages ends where `total` says, and shows no item twice; of many pages the first and the last."""
    exchanges = list(_walk(run, data, operation))
    pages = [items_of(exchange) for exchange in exchanges]
    items, last = [item for page in pages for item in page], exchanges[-1]
    totals = {_total(operation, exchange) for exchange in exchanges}
    again = items_of(_window(run, data, operation, _size(operation), 0))
    if len(totals) > 1:
        raise Unsteady(MOVING)
    _require_still(data, operation, pages[0], again)
    (total,) = totals
    if len(items) != total and len(exchanges) < MOST_PAGES_WALKED:
        _report(run, last, "total", f"{len(items)}, {AS_MANY} all pages have", str(total))
    if len(set(data.identities(operation, items))) != len(items):
        identities = data.identities(operation, items)
        twice = next(one for one in identities if identities.count(one) > 1)
        _report(run, last, "items", f"{describe(twice)} {ONCE}", where_listed(identities, lambda one: one == twice))


@applies
def test_past_the_end(run: Run, data: TargetData, operation: Operation) -> None:
    """An offset past the end gets an empty page that still tells the total."""
    total = _total(operation, run.send(operation, data.require(operation)))
    exchange = _window(run, data, operation, _size(operation), total + 1)
    if not run.expect_success(exchange):
        return
    if items_of(exchange):
        expected = f"no items at offset {total + 1}, past the end ({total} in all)"
        _report(run, exchange, "items", expected, named(data.identities(operation, items_of(exchange))))
    beyond = _total(operation, exchange)
    if beyond != total:
        # Somebody may have added an item, or taken one away, just then: ask both again, in turn.
        for _ in range(2):
            again = _total(operation, run.send(operation, data.require(operation)))
            past = _total(operation, _window(run, data, operation, _size(operation), total + 1))
            if (again, past) != (total, beyond):
                raise Unsteady(MOVING)
        _report(run, exchange, "total", f"{total}, as on other pages", str(beyond))


def _confirm_total(run: Run, data: TargetData, operation: Operation, window: tuple[int, int], total: int) -> None:
    """Report a window that tells another total each time it is asked, while others tell the same.

    Raises:
        Unsteady: The total moves.
    """
    for _ in range(2):
        exchange = _window(run, data, operation, *window)
        there = _total(operation, _window(run, data, operation, _most(operation), 0))
        if there != total or _total(operation, exchange) == total:
            raise Unsteady(MOVING)
    _report(run, exchange, "total", f"{total}, as on other pages", str(_total(operation, exchange)))


def _walk(run: Run, data: TargetData, operation: Operation) -> Iterator[Exchange]:
    """The pages one after the other, up to the last one or to as many as are walked."""
    offset = 0
    for _ in range(MOST_PAGES_WALKED):
        exchange = _window(run, data, operation, _size(operation), offset)
        yield exchange
        page = items_of(exchange)
        offset += len(page)
        if not page or offset >= _total(operation, exchange):
            return


def _require_still(data: TargetData, operation: Operation, before: list[Any], after: list[Any]) -> None:
    """Compare nothing while others add, remove or move items: then windows need not fit together."""
    if data.identities(operation, before) != data.identities(operation, after):
        raise Unsteady(MOVING)


def _most(operation: Operation) -> int:
    """How many items a window may have, as far as that is documented."""
    limit = _parameter(operation, "limit")
    return int(limit.get("maximum", limit["default"]))


def _size(operation: Operation) -> int:
    return int(_parameter(operation, "limit")["default"])


def _paging(operation: Operation) -> dict[str, Any]:
    paging: dict[str, Any] = operation.extensions["x-paging"]
    return paging


def _parameter(operation: Operation, part: str) -> dict[str, Any]:
    name = _paging(operation)[part]["parameter"]
    return next(parameter.schema for parameter in operation.parameters if parameter.name == name)


def _window(run: Run, data: TargetData, operation: Operation, limit: int, offset: int) -> Exchange:
    paging = _paging(operation)
    query = {paging["limit"]["parameter"]: limit, paging["offset"]["parameter"]: offset}
    return run.send(operation, data.require(operation), query=query)


def _total(operation: Operation, exchange: Exchange) -> int:
    total = get(exchange.json, _paging(operation)["total"])
    if not isinstance(total, int):
        raise Inconclusive("the page does not tell the total")
    return total


def _report(run: Run, exchange: Exchange, part: str, expected: str, observed: str) -> None:
    assert exchange.operation is not None
    place = f"response {exchange.status} body {_paging(exchange.operation)[part]}"
    pointer = f"{exchange.operation.pointer}/x-paging"
    run.differs(exchange, place, expected, observed, pointer, "paging")
