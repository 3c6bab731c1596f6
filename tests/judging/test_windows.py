"""Each answer with pages says which window it is, and holds as many items as that window has."""

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.windows import broken_windows
from tests.judging.exchanges import exchange, sample

APP = sample("AppPage")["data"][0]


def page(items: int, query: str = "", status: int = 200, **fields: Any) -> Exchange:
    """An answer with a window of some items."""
    body = {"data": [APP] * items, "total": items, "limit": 20, "offset": 0, **fields}
    return exchange("listApps", status, body, query=query)


def broken(one: Exchange) -> list[tuple[str, str, str]]:
    return [(found.place, found.expected, found.observed) for found in broken_windows(one)]


@pytest.mark.parametrize(
    "one",
    [
        page(0),
        page(3),
        page(20, total=21),
        page(2, "?limit=2", total=5, limit=2),
        page(1, "?limit=2&offset=4", total=5, limit=2, offset=4),
        page(0, "?offset=9", total=5, offset=9),
        page(0, "?offset=5", total=5, offset=5),
    ],
)
def test_a_window_with_as_many_items_as_it_has_is_in_order(one: Exchange) -> None:
    assert broken(one) == []


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (page(2, limit=50), ("/limit", "20, which is the default", "50")),
        (page(2, "?limit=7"), ("/limit", "7, as the request asked for", "20")),
        (page(2, offset=1), ("/offset", "0, which is the default", "1")),
        (page(2, "?offset=1", total=3), ("/offset", "1, as the request asked for", "0")),
        (page(2, total=3), ("/data", "3 items, since the answer says total 3, limit 20 and offset 0", "2 items")),
        (page(2, total=1), ("/data", "1 item, since the answer says total 1, limit 20 and offset 0", "2 items")),
        (page(21), ("/data", "20 items, since the answer says total 21, limit 20 and offset 0", "21 items")),
        (
            page(1, "?limit=2&offset=4", total=4, limit=2, offset=4),
            ("/data", "0 items, since the answer says total 4, limit 2 and offset 4", "1 item"),
        ),
        (
            page(2, "?limit=3&offset=4", total=6, limit=3, offset=4, data=[APP]),
            ("/data", "2 items, since the answer says total 6, limit 3 and offset 4", "1 item"),
        ),
    ],
)
def test_another_window_than_was_asked_for_is_found(one: Exchange, expected: tuple[str, str, str]) -> None:
    """What was asked for, or else the documented default, is held against what the answer says and holds."""
    field, wanted, observed = expected
    assert broken(one) == [(f"response 200 body {field}", wanted, observed)]


@pytest.mark.parametrize(
    "one",
    [
        page(2, data=None),
        page(2, data="two"),
        page(2, total="3"),
        page(2, limit="50"),
        page(2, "?limit=7", status=400),
        exchange("getApp", 200, APP),
    ],
)
def test_what_has_another_type_or_no_window_is_left_alone(one: Exchange) -> None:
    assert broken(one) == []


def test_a_broken_window_points_to_the_promise() -> None:
    (found,) = broken_windows(page(2, total=3))
    assert (found.kind, found.severity, found.pointer) == ("paging", "breaking", "/paths/~1apps/get/x-paging")
