"""A collection is read to its end, also from a server that allows smaller windows than the spec, or counts wrongly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from contract_tests.mock import serve
from contract_tests.sending.options import Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.collections import Reading, read_collection
from tests.target.meddling import KEY, PLENTY, SPEC

APPS = 130
BASE = "/connect/v1"


def read(
    most: int, total: Callable[[int], Any], *, refuses: bool, default: int = 20, pages: bool = True
) -> tuple[Reading, list[dict[str, str]]]:
    """What is read of 130 apps on a server that shows `most` of them at once, and the queries that it was sent."""
    queries: list[dict[str, str]] = []

    def apps(request: Request) -> JSONResponse:
        query = dict(parse_qsl(request.url.query))
        queries.append(query)
        limit, offset = int(query.get("limit", default)), int(query.get("offset", 0)) if pages else 0
        if refuses and limit > most:
            return JSONResponse({"error": {"code": "VALIDATION_INVALID_PARAMETER", "message": "limit"}}, 400)
        window = range(offset, min(offset + min(limit, most), APPS))
        return JSONResponse({"data": [{"clientId": f"app{number}"} for number in window], "total": total(APPS)})

    app = Starlette(routes=[Route(f"{BASE}/apps", apps)])
    app.state.base_path = BASE
    options = Options(PLENTY, settle_timeout=5, seed=1)
    with (
        serve(app) as base_url,
        closing(Run(SPEC, Target("sandbox", base_url, KEY), options)) as run,
    ):
        return read_collection(run, SPEC.operations["listApps"], {}), queries


def as_it_is(count: int) -> int:
    return count


@pytest.mark.parametrize("most", [100, 99, 20])
def test_largest_window_that_is_refused(most: int) -> None:
    """All of it is read in windows of the default size."""
    reading, queries = read(most, as_it_is, refuses=True)
    assert [item["clientId"] for item in reading.items] == [f"app{number}" for number in range(APPS)]
    assert reading.complete
    assert (queries[0]["limit"], "limit" in queries[-1]) == ("100", most == 100)


def test_largest_window_that_is_cut() -> None:
    """The collection says of more than it has shown, so that it is read on."""
    reading, _ = read(50, as_it_is, refuses=False)
    assert (len(reading.items), reading.complete) == (APPS, True)


@pytest.mark.parametrize("wrong", [-1, +1, +1000])
def test_total_that_is_wrong(wrong: int) -> None:
    """An empty window ends the collection, whatever it says of itself."""
    reading, _ = read(100, lambda count: count + wrong, refuses=False)
    assert (len(reading.items), reading.complete) == (APPS, True)


@pytest.mark.parametrize("total", [as_it_is, lambda count: None])
def test_default_window_that_is_smaller_than_documented(total: Callable[[int], Any]) -> None:
    """Without a total an empty window alone ends the collection."""
    reading, _ = read(20, total, refuses=True, default=10)
    assert (len(reading.items), reading.complete) == (APPS, True)


def test_window_that_comes_again_whatever_the_offset() -> None:
    """What is read twice is there once, and is not all there is."""
    reading, queries = read(20, as_it_is, refuses=False, pages=False)
    assert (len(reading.items), reading.complete, len(queries)) == (20, False, 2)


def test_no_window_at_all() -> None:
    """What cannot be read is not complete."""
    reading, _ = read(0, as_it_is, refuses=True)
    assert (reading.items, reading.complete) == ([], False)
