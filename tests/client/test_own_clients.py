"""Calls over an httpx client of one's own, of httpx or of httpx2."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from typing import Any

import httpx
import httpx2
import pytest
from hopae_connect import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticatedClient,
    ClientClosedError,
    ConfigurationError,
)
from hopae_connect.api.apps import list_apps

from tests.client.conftest import ASYNCHRONOUS, EMPTY_PAGE, KEY, Call, Connect, Fails, Mock, Serve
from tests.client.servers import Connection, Crowd, answer

LIBRARIES = pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])


def call_over_own(call: Call, library: Any, base_url: str, function: str = "sync", **options: Any) -> Any:
    """Call over an httpx client of one's own, with the timeout `own` if that is given."""
    chosen = {"timeout": options.pop("own")} if "own" in options else {}
    chosen_options = {"api_key": KEY, "max_retries": 0, **options}
    if call.__name__ == "call_sync":  # type: ignore[attr-defined]
        with library.Client(**chosen) as own:
            client = AuthenticatedClient(base_url=base_url, http_client=own, **chosen_options)
            return getattr(list_apps, function)(client=client)

    async def scenario() -> Any:
        async with library.AsyncClient(**chosen) as own:
            client = AuthenticatedClient(base_url=base_url, async_http_client=own, **chosen_options)
            return await getattr(list_apps, ASYNCHRONOUS[function])(client=client)

    return asyncio.run(scenario())


def hang(connection: Connection, number: int) -> None:
    connection.hang()


@LIBRARIES
@pytest.mark.parametrize("options", [{"own": 0.3}, {"own": 60.0, "timeout": 0.3}])
def test_timeout_of_an_own_client_is_kept(
    serve_behaviour: Serve, call: Call, fails: Fails, library: Any, options: dict[str, Any]
) -> None:
    """Without timeout=, an httpx client with timeouts of its own has its way; with it, it has not."""
    url, began = serve_behaviour(hang).url, time.monotonic()
    fails(APITimeoutError, lambda: call_over_own(call, library, url, **options))
    assert time.monotonic() - began < 20


def test_own_client_without_timeouts_of_its_own_gets_the_default() -> None:
    with httpx.Client() as own:
        assert AuthenticatedClient(KEY, http_client=own).timeouts_over(own) == (30.0, (30.0,) * 4)


@LIBRARIES
def test_client_of_either_library_is_taken(mock: Mock, call: Call, fails: Fails, library: Any) -> None:
    """Answers, refusals and their headers come over a client of httpx2 as they do over one of httpx."""
    response = call_over_own(call, library, mock.base_url, "sync_detailed", api_key=mock.key)
    assert (response.parsed.offset, type(response.headers)) == (0, httpx.Headers)
    error = fails(APIStatusError, lambda: call_over_own(call, library, mock.base_url))
    assert error.code == "AUTH_INVALID_CREDENTIALS"


@LIBRARIES
def test_failures_of_either_library_are_told(serve_behaviour: Serve, call: Call, fails: Fails, library: Any) -> None:
    server = serve_behaviour(lambda connection, number: connection.reset())
    error = fails(APIConnectionError, lambda: call_over_own(call, library, server.url, max_retries=1))
    assert type(error.__cause__).__module__.partition(".")[0] == library.__name__
    assert len(server.requests) == 2


@pytest.mark.parametrize("name", ["http_client", "async_http_client"])
def test_something_else_than_such_a_client_is_refused(stack: ExitStack, name: str) -> None:
    other = httpx.AsyncClient() if name == "http_client" else stack.enter_context(httpx.Client())
    with pytest.raises(ConfigurationError, match=f"^{name} takes an httpx"):
        AuthenticatedClient(KEY, **{name: other})  # type: ignore[arg-type]


def test_own_client_that_was_closed_is_told(mock: Mock, connect: Connect) -> None:
    own, async_own = httpx.Client(), httpx.AsyncClient()
    client = connect(mock.base_url, http_client=own, async_http_client=async_own)
    own.close()
    asyncio.run(async_own.aclose())
    with pytest.raises(ClientClosedError):
        list_apps.sync(client=client)
    with pytest.raises(ClientClosedError):
        asyncio.run(list_apps.asyncio(client=client))


def test_body_in_drops_over_an_own_client_ends_in_time(serve_behaviour: Serve, connect: Connect, fails: Fails) -> None:
    """Where the connections are not the client's own, the time is looked at between the parts of the body."""

    def drip_the_body(connection: Connection, number: int) -> None:
        head, _, body = answer(200, EMPTY_PAGE).partition(b"\r\n\r\n")
        connection.send(head + b"\r\n\r\n")
        connection.drip(body)

    with httpx.Client() as own:
        client = connect(serve_behaviour(drip_the_body).url, timeout=0.4, http_client=own)
        fails(APITimeoutError, lambda: list_apps.sync(client=client))


def test_limits_of_an_own_asynchronous_client_are_obeyed(serve_behaviour: Serve, connect: Connect) -> None:
    crowd = Crowd(15.0, wanted=120)
    url = serve_behaviour(crowd).url

    async def scenario() -> None:
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=120), timeout=20.0) as own:
            client = connect(url, async_http_client=own)
            await asyncio.gather(*(list_apps.asyncio(client=client) for _ in range(120)))

    asyncio.run(scenario())
    assert crowd.most == 120
