"""Which connections requests go over, how many there are, and how long they may take."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
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
from hopae_connect._deadlines import bound
from hopae_connect.api.apps import list_apps

from tests.client.conftest import ASYNCHRONOUS, KEY, Call, Mock
from tests.client.servers import Behaviour, Connection, Server, answer

Connect = Callable[..., AuthenticatedClient]
Serve = Callable[[Behaviour], Server]
Fails = Callable[..., Any]

EMPTY_PAGE = {"data": [], "total": 0, "limit": 20, "offset": 0}


class Crowd:
    """A server that takes its time, and counts how many requests it has at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._lock = seconds, threading.Lock()
        self._now = self.most = 0

    def __call__(self, connection: Connection, number: int) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._seconds)
        with self._lock:
            self._now -= 1
        connection.send(answer(200, EMPTY_PAGE))


def all_at_once(call: Call, client: AuthenticatedClient, count: int) -> list[Any]:
    """Make some calls at once, in threads or in tasks, and return what comes of them."""
    if call.__name__ == "call_async":  # type: ignore[attr-defined]

        async def gather() -> list[Any]:
            calls = (list_apps.asyncio(client=client) for _ in range(count))
            return await asyncio.gather(*calls, return_exceptions=True)

        return asyncio.run(gather())
    outcomes: list[Any] = []

    def work() -> None:
        try:
            outcomes.append(list_apps.sync(client=client))
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize(("most", "seen"), [(2, 2), (None, 120)])
def test_limits_are_obeyed(serve_behaviour: Serve, connect: Connect, call: Call, most: int | None, seen: int) -> None:
    """There are as many connections as the limits allow; without a limit, as many as there are calls."""
    crowd = Crowd(0.05 if most else 1.5)
    client = connect(serve_behaviour(crowd).url, limits=httpx.Limits(max_connections=most), timeout=20.0)
    outcomes = all_at_once(call, client, 8 if most else 120)
    assert [one.total for one in outcomes] == [0] * len(outcomes)
    assert crowd.most <= seen
    assert most is not None or crowd.most > 100


def test_limits_of_an_own_asynchronous_client_are_obeyed(serve_behaviour: Serve, connect: Connect) -> None:
    crowd = Crowd(1.5)
    url = serve_behaviour(crowd).url

    async def scenario() -> None:
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=120), timeout=20.0) as own:
            client = connect(url, async_http_client=own)
            await asyncio.gather(*(list_apps.asyncio(client=client) for _ in range(120)))

    asyncio.run(scenario())
    assert crowd.most > 100


def test_waiting_for_a_connection_counts(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """The timeout begins when a connection is asked for, in threads as in tasks."""
    client = connect(serve_behaviour(hang).url, limits=httpx.Limits(max_connections=1), timeout=0.4)
    began = time.monotonic()
    outcomes = all_at_once(call, client, 3)
    assert time.monotonic() - began < 0.9
    assert [type(one) for one in outcomes] == [APITimeoutError] * 3
    kinds = [str(one).split(": ")[1] for one in outcomes]
    # One that gets the connection at the last moment has none to connect in.
    assert [kind in ("PoolTimeout", "ConnectTimeout") for kind in sorted(kinds)] == [True, True, False]


def test_limits_beside_an_own_client_are_refused() -> None:
    with httpx.Client() as own, pytest.raises(ConfigurationError, match="give them to your httpx client"):
        AuthenticatedClient(KEY, limits=httpx.Limits(max_connections=1), http_client=own)


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
    assert time.monotonic() - began < 3


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


def test_closed_client_makes_no_call(client: AuthenticatedClient) -> None:
    """After close() a call is refused rather than sent over new connections; closing again does nothing."""
    assert list_apps.sync(client=client).offset == 0
    client.close()
    client.close()
    for closed in (client, client.with_options(timeout=1.0)):
        with pytest.raises(ClientClosedError, match="the client was closed"):
            list_apps.sync(client=closed)


def test_own_client_that_was_closed_is_told(mock: Mock, connect: Connect) -> None:
    own, async_own = httpx.Client(), httpx.AsyncClient()
    client = connect(mock.base_url, http_client=own, async_http_client=async_own)
    own.close()
    asyncio.run(async_own.aclose())
    with pytest.raises(ClientClosedError):
        list_apps.sync(client=client)
    with pytest.raises(ClientClosedError):
        asyncio.run(list_apps.asyncio(client=client))


@pytest.fixture(params=["foo://user:s3cr3t@proxy.example.com", "http://proxy.example.com:port"])
def bad_proxy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HTTP_PROXY", request.param)
    return request.param


def test_bad_proxy_is_named_without_its_password(bad_proxy: str, connect: Connect, call: Call, fails: Fails) -> None:
    """A proxy of the environment that is none gives a configuration error."""
    error = fails(ConfigurationError, lambda: call("sync", list_apps, connect("http://api.example.com")))
    assert "a proxy of the environment" in str(error)
    assert "s3cr3t" not in str(error)


def test_missing_certificates_are_told(connect: Connect, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/at-all.pem")
    with pytest.raises(ConfigurationError, match="no connections can be made"):
        call("sync", list_apps, connect("http://api.example.com"))


def test_deadline_that_cannot_be_kept_is_said_loudly() -> None:
    """A version of httpx that keeps its connections elsewhere gets a warning, not silence."""

    class Elsewhere(httpx.HTTPTransport):
        def __init__(self) -> None:
            super().__init__()
            self.pool = self._pool
            del self._pool

        def close(self) -> None:
            self.pool.close()

    moved = httpx.Client(transport=Elsewhere())
    with pytest.warns(RuntimeWarning, match="this version of httpx"):
        assert bound(moved) is moved


def test_body_in_drops_over_an_own_client_ends_in_time(serve_behaviour: Serve, connect: Connect, fails: Fails) -> None:
    """Where the connections are not the client's own, the time is looked at between the parts of the body."""

    def drip_the_body(connection: Connection, number: int) -> None:
        head, _, body = answer(200, EMPTY_PAGE).partition(b"\r\n\r\n")
        connection.send(head + b"\r\n\r\n")
        connection.drip(body)

    with httpx.Client() as own:
        client = connect(serve_behaviour(drip_the_body).url, timeout=0.4, http_client=own)
        fails(APITimeoutError, lambda: list_apps.sync(client=client))


def test_answers_keep_connections_alive(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """An answer that was read to its end leaves its connection for the next request."""
    heard: list[bytes] = []

    def keep_alive(connection: Connection, number: int) -> None:
        connection.send(answer(503, {}, "Retry-After: 0").replace(b"Connection: close\r\n", b""))
        heard.append(connection.request())
        connection.send(answer(200, EMPTY_PAGE))

    server = serve_behaviour(keep_alive)
    assert call("sync", list_apps, connect(server.url, max_retries=1)).total == 0
    assert len(server.requests) == len(heard) == 1
