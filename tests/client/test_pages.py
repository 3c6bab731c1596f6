"""A page of a list, and how the following ones are fetched."""

from __future__ import annotations

import asyncio
import inspect
import re
from itertools import islice
from operator import itemgetter
from typing import Any

from hopae_connect import AsyncHopaeConnect, AsyncPage, HopaeConnect, Page
from hopae_connect._operations import Operation
from hopae_connect._pages import Paging
from hopae_connect._resources import AsyncRawResource, RawResource
from hopae_connect.models import App

from contract_tests.mock import load_spec
from tests.client.conftest import KEY, Connected, Mock, Serve
from tests.client.servers import Connection, Server, answer, answers

APP = load_spec()["components"]["examples"]["AppPage"]["value"]["data"][0]


def apps(serve_behaviour: Serve, total: int, there: int | None = None) -> Server:
    """Serve as many apps as are there, in windows of two unless another limit is asked for."""

    def behaviour(connection: Connection, number: int) -> None:
        query = dict(re.findall(rb"(\w+)=(\d+)", server.requests[number].split(b" ")[1]))
        limit, offset = int(query.get(b"limit", 2)), int(query.get(b"offset", 0))
        every = [{**APP, "clientId": f"App{index:05}"} for index in range(total if there is None else there)]
        page = {"data": every[offset : offset + limit], "total": total, "limit": limit, "offset": offset}
        connection.send(answer(200, page))

    server = serve_behaviour(behaviour)
    return server


def targets(server: Server) -> list[str]:
    return [request.split(b" ")[1].decode() for request in server.requests]


def walk(url: str, limit: int | None = None) -> list[str]:
    with HopaeConnect(KEY, base_url=url, max_retries=0) as connect:
        pages = connect.apps.list() if limit is None else connect.apps.list(limit=limit)
        return [app.client_id for app in pages]


def test_all_pages_are_walked(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, 5)
    assert walk(server.url) == [f"App{index:05}" for index in range(5)]
    assert targets(server) == ["/apps", "/apps?offset=2", "/apps?offset=4"]


def test_the_limit_holds_for_all_pages(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, 5)
    assert len(walk(server.url, limit=3)) == 5
    assert targets(server) == ["/apps?limit=3", "/apps?limit=3&offset=3"]


def test_an_empty_page_is_the_last(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, total=100, there=2)
    assert len(walk(server.url)) == 2
    assert len(server.requests) == 2


def test_pages_are_fetched_when_they_are_needed(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, 5)
    with HopaeConnect(KEY, base_url=server.url) as connect:
        assert len(list(islice(connect.apps.list(), 2))) == 2
    assert len(server.requests) == 1


def test_a_page_shows_its_items_and_leads_to_the_next(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, 3)
    with HopaeConnect(KEY, base_url=server.url) as connect:
        page: Page[App] = connect.apps.list()
        assert (len(page.data), page.total, page.has_next_page) == (2, 3, True)
        assert repr(page).startswith("Page(data=[App(")
        assert repr(page).endswith("], total=3)")
        following = page.next_page()
        assert following is not None
        assert ([app.client_id for app in following.data], following.has_next_page) == (["App00002"], False)
        assert following.next_page() is None


def test_an_asynchronous_page_leads_to_the_next(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, 3)

    async def pages() -> tuple[AsyncPage[App], AsyncPage[App] | None]:
        async with AsyncHopaeConnect(KEY, base_url=server.url) as connect:
            page = await connect.apps.list()
            return page, await page.next_page()

    first, second = asyncio.run(pages())
    assert repr(first).startswith("AsyncPage(data=[App(")
    assert (len(first.data), first.total, first.has_next_page) == (2, 3, True)
    assert second is not None
    assert ([app.client_id for app in second.data], second.has_next_page) == (["App00002"], False)


def test_all_pages_are_walked_asynchronously(serve_behaviour: Serve) -> None:
    server = apps(serve_behaviour, 5)

    async def walk() -> list[str]:
        async with AsyncHopaeConnect(KEY, base_url=server.url) as connect:
            return [app.client_id async for app in connect.apps.list(offset=1)]

    assert asyncio.run(walk()) == [f"App{index:05}" for index in range(1, 5)]
    assert targets(server) == ["/apps?offset=1", "/apps?offset=3"]


THINGS: Operation[Any] = Operation("GET", "/apps/{id}/things", dict)
PAGING = Paging("offset", itemgetter("data"), itemgetter("total"))


def test_what_a_list_was_asked_for_with_holds_for_all_its_pages(serve_behaviour: Serve, connected: Connected) -> None:
    """All but the offset: the path, the other parameters, the headers, and the options of the call."""
    page = {"data": [{}], "total": 2}
    server = serve_behaviour(answers(answer(503, {}, "Retry-After: 0"), answer(200, page)))
    arguments: dict[str, Any] = {"path": {"id": "a"}, "query": {"kind": "b"}, "headers": {"X-Part": "c"}}
    options = {"max_retries": 1, "extra_headers": {"X-Trace": "d"}}

    def second(connect: Any) -> Any:
        kind = RawResource if isinstance(connect, HopaeConnect) else AsyncRawResource
        first = kind(connect.client)._send_page(THINGS, PAGING, options, **arguments)
        return following(first) if inspect.isawaitable(first) else first.parsed.next_page()

    async def following(first: Any) -> Any:
        return await (await first).parsed.next_page()

    assert connected(second, server.url).has_next_page is False
    assert targets(server) == [*["/apps/a/things?kind=b"] * 2, "/apps/a/things?kind=b&offset=1"]
    assert all(b"\r\nX-Part: c\r\n" in request and b"\r\nX-Trace: d\r\n" in request for request in server.requests)


def test_a_page_comes_with_its_raw_response(mock: Mock, connected: Connected) -> None:
    response = connected(lambda connect: connect.apps.with_raw_response.list(limit=1), mock.base_url, api_key=mock.key)
    assert (response.status_code, len(response.parsed.data), response.parsed.has_next_page) == (200, 1, True)
    assert response.parsed.data[0].client_secret not in repr(response.parsed)
