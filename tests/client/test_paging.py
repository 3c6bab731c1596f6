from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest
from hopae_connect import AuthenticatedClient, InternalServerError
from hopae_connect.api.apps import list_apps

from contract_tests.mock import load_spec
from tests.client.conftest import Call, Connect, Serve
from tests.client.servers import Behaviour, Connection, answer

APP = load_spec()["components"]["examples"]["AppPage"]["value"]["data"][0]


def windows(numbers: Callable[[int], int], largest: int = 100) -> tuple[Behaviour, list[tuple[int, int]]]:
    """Return a server of apps, and the windows that it is asked for; it has `numbers(n)` apps at the n-th request."""
    asked: list[tuple[int, int]] = []

    def behaviour(connection: Connection, number: int) -> None:
        limit, offset = asked[number]
        apps = [{**APP, "clientId": f"App{index:05}"} for index in range(numbers(number))]
        data = apps[offset : offset + min(limit, largest)]
        page = {"data": data, "total": len(apps), "limit": min(limit, largest), "offset": offset}
        connection.send(answer(200, page))

    return behaviour, asked


@pytest.fixture
def walk(serve_behaviour: Serve, connect: Connect, call: Call) -> Callable[..., tuple[int, list[tuple[int, int]]]]:
    """Walk over all apps of a server; return how many there were, and the windows that were asked for."""

    def walk(numbers: Callable[[int], int], largest: int = 100, **options: Any) -> tuple[int, list[tuple[int, int]]]:
        behaviour, asked = windows(numbers, largest)

        def note_and_answer(connection: Connection, number: int) -> None:
            found = re.search(rb"limit=(\d+)&offset=(\d+)", server.requests[number])
            assert found
            asked.append((int(found[1]), int(found[2])))
            behaviour(connection, number)

        server = serve_behaviour(note_and_answer)
        return len(call("iterate", list_apps, connect(server.url), **options)), asked

    return walk


Walk = Callable[..., tuple[int, list[tuple[int, int]]]]


def test_every_app_comes_once(client: AuthenticatedClient, call: Call) -> None:
    total = list_apps.sync(client=client, limit=1).total
    found = [app.client_id for app in call("iterate", list_apps, client, page_size=4)]
    assert len(found) == len(set(found)) == total


def test_pages_are_as_large_as_the_contract_allows(walk: Walk) -> None:
    assert walk(lambda number: 150) == (150, [(100, 0), (100, 100)])


@pytest.mark.parametrize("total", [0, 1])
def test_single_page(walk: Walk, total: int) -> None:
    assert walk(lambda number: total) == (total, [(100, 0)])


def test_page_size_that_divides_the_total_costs_no_more_requests(walk: Walk) -> None:
    assert walk(lambda number: 6, page_size=3) == (6, [(3, 0), (3, 3)])


def test_server_with_smaller_pages_than_asked_for(walk: Walk) -> None:
    assert walk(lambda number: 5, largest=2) == (5, [(100, 0), (100, 2), (100, 4)])


def test_total_that_grows_on_the_way(walk: Walk) -> None:
    assert walk(lambda number: 5 if number else 3, page_size=2) == (5, [(2, 0), (2, 2), (2, 4)])


def test_total_that_shrinks_on_the_way(walk: Walk) -> None:
    assert walk(lambda number: 5 - 3 * number, page_size=2) == (2, [(2, 0), (2, 2)])


def test_pages_are_fetched_when_they_are_needed(client: AuthenticatedClient, connect: Connect) -> None:
    apps = list_apps.iterate(client=client, page_size=1)
    assert [app.client_id for app in islice(apps, 2)] == ["Shop0001", "Bank0002"]
    assert iter(list_apps.iterate(client=connect("http://127.0.0.1:1")))


def test_leaving_an_asynchronous_walk_early(client: AuthenticatedClient) -> None:
    async def first() -> str:
        async with client:
            async for app in list_apps.aiterate(client=client, page_size=1):
                return app.client_id
        return ""

    assert asyncio.run(first()) == "Shop0001"


def test_failure_on_the_way_is_raised_where_it_happens(serve_behaviour: Serve, connect: Connect) -> None:
    page = {"data": [APP], "total": 2, "limit": 1, "offset": 0}
    behaviour = [answer(200, json.loads(json.dumps(page))), answer(500, {})]
    server = serve_behaviour(lambda connection, number: connection.send(behaviour[number]))
    apps = list_apps.iterate(client=connect(server.url), page_size=1)
    assert next(apps).name == "My App"
    with pytest.raises(InternalServerError):
        next(apps)
