"""Paging: documented defaults, limits that are honoured and echoed, windows without gaps, a walk that ends."""

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import MAX_PAGES, page_items
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

applies = pytest.mark.operations("x-paging")


@applies
def test_defaults(run: Run, data: TargetData, operation: Operation) -> None:
    """Without parameters the documented limit and offset are applied and echoed."""
    exchange = run.send(operation, data.require(operation))
    for part in ("limit", "offset"):
        _expect_echo(run, exchange, part, _parameter(operation, part)["default"])
    _expect_count(run, exchange, _parameter(operation, "limit")["default"])


@applies
@pytest.mark.parametrize("which", ["minimum", "maximum"])
def test_limit(run: Run, data: TargetData, operation: Operation, which: str) -> None:
    """The smallest and the greatest documented limit are accepted, honoured and echoed."""
    limit = _parameter(operation, "limit")[which]
    exchange = _window(run, data, operation, limit, 0)
    if run.expect_success(exchange):
        _expect_echo(run, exchange, "limit", limit)
        _expect_count(run, exchange, limit)


@applies
def test_windows(run: Run, data: TargetData, operation: Operation) -> None:
    """Two windows side by side hold what one window over both holds, none twice and none missing."""
    whole = _window(run, data, operation, 2, 0)
    halves = [_window(run, data, operation, 1, offset) for offset in (0, 1)]
    if _total(operation, whole) < 2:
        raise Inconclusive("there are fewer than two items")
    for offset, half in enumerate(halves):
        _expect_echo(run, half, "offset", offset)
    expected = page_items(whole, _paging(operation))
    observed = [item for half in halves for item in page_items(half, _paging(operation))]
    if sorted(data.identities(operation, expected)) != sorted(data.identities(operation, observed)):
        _report(run, halves[1], "items", "the items of one window", "other items in two windows")


@applies
def test_walk(run: Run, data: TargetData, operation: Operation) -> None:
    """A walk over all pages ends, shows no item twice, and agrees with `total`."""
    items: list[Any] = []
    size = _parameter(operation, "limit")["default"]
    for _ in range(MAX_PAGES):
        exchange = _window(run, data, operation, size, len(items))
        page = page_items(exchange, _paging(operation))
        items += page
        if not page or len(items) >= _total(operation, exchange):
            break
    else:
        raise Inconclusive(f"there are more than {MAX_PAGES} pages")
    total = _total(operation, exchange)
    if len(items) != total:
        _report(run, exchange, "total", f"{len(items)}, as many as a walk finds", str(total))
    if len(set(data.identities(operation, items))) != len(items):
        _report(run, exchange, "items", "every item once", "an item on two pages")


@applies
def test_past_the_end(run: Run, data: TargetData, operation: Operation) -> None:
    """An offset past the end gets an empty page that still tells the total."""
    total = _total(operation, run.send(operation, data.require(operation)))
    exchange = _window(run, data, operation, _parameter(operation, "limit")["default"], total + 1)
    if run.expect_success(exchange):
        _expect_echo(run, exchange, "offset", total + 1)
        if page_items(exchange, _paging(operation)):
            _report(run, exchange, "items", "no items past the end", "items")
        if _total(operation, exchange) != total:
            _report(run, exchange, "total", f"{total}, as on other pages", str(_total(operation, exchange)))


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


def _expect_echo(run: Run, exchange: Exchange, part: str, expected: int) -> None:
    assert exchange.operation is not None
    field = _paging(exchange.operation)[part]["field"]
    place = f"response {exchange.status} body {field}"
    run.expect(exchange, place, expected, get(exchange.json, field), f"{exchange.operation.pointer}/x-paging", "paging")


def _expect_count(run: Run, exchange: Exchange, limit: int) -> None:
    assert exchange.operation is not None
    expected = min(limit, _total(exchange.operation, exchange))
    count = len(page_items(exchange, _paging(exchange.operation)))
    if count != expected:
        _report(run, exchange, "items", f"{expected} items", f"{count} items")


def _report(run: Run, exchange: Exchange, part: str, expected: str, observed: str) -> None:
    assert exchange.operation is not None
    place = f"response {exchange.status} body {_paging(exchange.operation)[part]}"
    pointer = f"{exchange.operation.pointer}/x-paging"
    run.differs(exchange, place, expected, observed, pointer, "paging")
