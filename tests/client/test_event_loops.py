"""Asynchronous calls in many event loops, of asyncio and of trio: none is kept, and no connection outlives its own."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import pytest
import trio
from hopae_connect import AuthenticatedClient, ClientClosedError
from hopae_connect.api.apps import list_apps
from hopae_connect.api.production_tests import create_production_test
from hopae_connect.models import ProductionTestCreate

from tests.client.conftest import EMPTY_PAGE, Connect, Mock, Serve
from tests.client.servers import Connection, answer, answers


def test_no_event_loop_is_kept(client: AuthenticatedClient) -> None:
    """Thirty times asyncio.run leave no event loop behind."""
    loops: list[weakref.ref[asyncio.AbstractEventLoop]] = []

    async def call() -> int:
        loops.append(weakref.ref(asyncio.get_running_loop()))
        return (await list_apps.asyncio(client=client, limit=1)).limit

    assert [asyncio.run(call()) for _ in range(30)] == [1] * 30
    gc.collect()
    assert [loop() for loop in loops if loop() is not None] == []


def test_connections_end_with_their_event_loop(serve_behaviour: Serve, connect: Connect) -> None:
    """When asyncio.run ends, the server sees the end of the connection, though nobody has closed the client."""
    ended: list[bytes] = []

    def answer_and_wait_for_the_end(connection: Connection, number: int) -> None:
        connection.send(answer(200, EMPTY_PAGE).replace(b"Connection: close\r\n", b""))
        ended.append(connection.request())

    server = serve_behaviour(answer_and_wait_for_the_end)
    client = connect(server.url)
    assert asyncio.run(list_apps.asyncio(client=client)).total == 0
    deadline = 100
    while not ended and (deadline := deadline - 1):
        asyncio.run(asyncio.sleep(0.02))
    assert ended == [b""]


def test_closing_ends_the_connections_at_once(serve_behaviour: Serve, connect: Connect) -> None:
    """The server sees the end of the connection while the event loop goes on."""
    ended = threading.Event()

    def answer_and_wait_for_the_end(connection: Connection, number: int) -> None:
        connection.send(answer(200, EMPTY_PAGE).replace(b"Connection: close\r\n", b""))
        if connection.request() == b"":
            ended.set()

    client = connect(serve_behaviour(answer_and_wait_for_the_end).url)

    async def scenario() -> bool:
        async with client:
            await list_apps.asyncio(client=client)
        return await asyncio.to_thread(ended.wait, 5)

    assert asyncio.run(scenario())


def test_event_loop_that_was_closed_without_a_word_is_dropped(client: AuthenticatedClient) -> None:
    """A loop that its owner just closes is forgotten by the next call in another one."""

    async def call() -> int:
        return (await list_apps.asyncio(client=client, limit=1)).limit

    loop = asyncio.new_event_loop()
    assert loop.run_until_complete(call()) == 1
    # What an owner should do with the connections, too, so that they are closed.
    (found,) = client._connections._async_own.values()
    loop.run_until_complete(found.http.aclose())
    loop.close()
    assert asyncio.run(call()) == 1
    assert list(client._connections._async_own) == []


def test_calls_in_trio(mock: Mock, connect: Connect) -> None:
    """Calls, retries and waits work in trio as they do in asyncio."""
    client = connect(mock.base_url, api_key=mock.key)

    async def scenario() -> tuple[int, int]:
        async with client:
            apps = [app async for app in list_apps.aiterate(client=client, page_size=10)]
            body = ProductionTestCreate(title="In trio", max_stamps=2)
            created = await create_production_test.asyncio("Shop0001", client=client, body=body)
            wait = create_production_test.await_finished
            report = await wait("Shop0001", created, client=client, timeout=10.0, poll_interval=0.01)
            return len(apps), report.stats.total_claims

    assert trio.run(scenario) == (27, 2)


def test_retries_and_deadlines_in_trio(serve_behaviour: Serve, connect: Connect) -> None:
    server = serve_behaviour(answers(answer(503, {}), answer(200, EMPTY_PAGE)))

    async def call() -> int:
        return (await list_apps.asyncio(client=connect(server.url, max_retries=1))).total

    assert trio.run(call) == 0
    assert len(server.requests) == 2


def test_closed_client_makes_no_asynchronous_call(client: AuthenticatedClient) -> None:
    """After aclose() a call is refused, in this event loop and in any other."""

    async def call_and_close() -> None:
        async with client:
            await list_apps.asyncio(client=client)
        with pytest.raises(ClientClosedError):
            await list_apps.asyncio(client=client)

    asyncio.run(call_and_close())
    with pytest.raises(ClientClosedError):
        asyncio.run(list_apps.asyncio(client=client.with_options(timeout=1.0)))
    assert list_apps.sync(client=client).offset == 0
