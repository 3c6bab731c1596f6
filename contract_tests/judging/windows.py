"""Windows: each answer with pages says which window it is, and holds as many items as that window has."""

from __future__ import annotations

from collections.abc import Iterator

from contract_tests.judging.compared import ASKED_FOR
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.values import number_of
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

# Where a window of a list may stand.
WINDOWS = BEFORE_THE_END, AT_THE_END, BEYOND_THE_END = "before the end", "at the end", "beyond the end"


def broken_windows(exchange: Exchange) -> Iterator[Deviation]:
    """What is wrong about the window of an answer, to a request that keeps to the documented parameters."""
    operation = exchange.operation
    if operation is None or "x-paging" not in operation.extensions or not exchange.succeeded:
        return
    paging = operation.extensions["x-paging"]
    asked = {part: asked_for(exchange, operation, part) for part in ("limit", "offset")}
    for part, value in asked.items():
        shown = get(exchange.json, paging[part]["field"])
        if isinstance(shown, int) and shown != value:
            why = ASKED_FOR if _sent(exchange, operation, part) else "which is the default"
            yield _deviation(exchange, paging[part]["field"], f"{value}, {why}", str(shown))
    items, total = get(exchange.json, paging["items"]), get(exchange.json, paging["total"])
    if not isinstance(items, list) or not isinstance(total, int):
        # What has another type is for the strict reading to tell.
        return
    expected = min(asked["limit"], max(0, total - asked["offset"]))
    if len(items) != expected:
        since = f"since the answer says total {total}, limit {asked['limit']} and offset {asked['offset']}"
        yield _deviation(
            exchange, paging["items"], f"{number_of(expected, 'item')}, {since}", number_of(len(items), "item")
        )


def where_in_list(exchange: Exchange) -> str:
    """Where the window of an answer stands, by the total that the answer says; empty where it has no window."""
    operation = exchange.operation
    if operation is None or "x-paging" not in operation.extensions or not exchange.succeeded:
        return ""
    total = get(exchange.json, operation.extensions["x-paging"]["total"])
    if not isinstance(total, int):
        return ""
    limit, offset = (asked_for(exchange, operation, part) for part in ("limit", "offset"))
    if offset >= total:
        return BEYOND_THE_END
    return AT_THE_END if offset + limit >= total else BEFORE_THE_END


def asked_for(exchange: Exchange, operation: Operation, part: str) -> int:
    """The limit or the offset that a request asked for, or the documented default."""
    name = operation.extensions["x-paging"][part]["parameter"]
    parameter = next(one for one in operation.parameters if one.name == name)
    sent = _sent(exchange, operation, part)
    return int(sent) if sent.isdecimal() else int(parameter.schema["default"])


def _sent(exchange: Exchange, operation: Operation, part: str) -> str:
    return str(dict(exchange.query).get(operation.extensions["x-paging"][part]["parameter"]) or "")


def _deviation(exchange: Exchange, field: str, expected: str, observed: str) -> Deviation:
    assert exchange.operation is not None
    place, pointer = f"response {exchange.status} body {field}", f"{exchange.operation.pointer}/x-paging"
    return Deviation("paging", "breaking", place, expected, observed, pointer)
