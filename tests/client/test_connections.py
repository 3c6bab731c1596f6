"""Which connections requests go over, how many there are, and how long they may take."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from pathlib import Path
from typing import Any

import certifi
import hopae_connect
import httpx
import pytest
from hopae_connect import (
    APITimeoutError,
    AuthenticatedClient,
    ClientClosedError,
    ConfigurationError,
)
from hopae_connect._deadlines import bound
from hopae_connect._http import shared_ssl_context
from hopae_connect.api.apps import list_apps

from tests.client.conftest import EMPTY_PAGE, KEY, Call, Connect, Fails, Serve
from tests.client.servers import Connection, Crowd, answer


def hang(connection: Connection, number: int) -> None:
    connection.hang()


def all_at_once(call: Call, clients: list[AuthenticatedClient], pause: float = 0.0) -> list[Any]:
    """Call over each client, in threads or in tasks that begin `pause` seconds apart; return what comes of them."""
    outcomes: list[Any] = [None] * len(clients)

    def work(index: int) -> None:
        time.sleep(index * pause)
        try:
            outcomes[index] = list_apps.sync(client=clients[index])
        except Exception as error:
            outcomes[index] = error

    async def gather() -> list[Any]:
        return await asyncio.gather(*map(task, range(len(clients))), return_exceptions=True)

    async def task(index: int) -> Any:
        await asyncio.sleep(index * pause)
        return await list_apps.asyncio(client=clients[index])

    if call.__name__ == "call_async":  # type: ignore[attr-defined]
        return asyncio.run(gather())
    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize(("most", "seen"), [(2, 2), (None, 120)])
def test_limits_are_obeyed(serve_behaviour: Serve, connect: Connect, call: Call, most: int | None, seen: int) -> None:
    """There are as many connections as the limits allow; without a limit, as many as there are calls."""
    crowd = Crowd(0.05) if most else Crowd(15.0, wanted=seen)
    client = connect(serve_behaviour(crowd).url, limits=httpx.Limits(max_connections=most), timeout=20.0)
    outcomes = all_at_once(call, [client] * (8 if most else 120))
    assert [one.total for one in outcomes] == [0] * len(outcomes)
    assert crowd.most == seen


@pytest.mark.slow
def test_waiting_for_a_connection_counts(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """The timeout begins when a connection is asked for, in threads as in tasks."""
    client = connect(serve_behaviour(hang).url, limits=httpx.Limits(max_connections=1), timeout=3.0)
    first, second = all_at_once(call, [client, client.with_options(timeout=0.3)], pause=0.5)
    assert (type(first), type(second)) == (APITimeoutError, APITimeoutError)
    assert [str(one).split(": ")[1] for one in (first, second)] == ["ReadTimeout", "PoolTimeout"]


def test_limits_beside_an_own_client_are_refused() -> None:
    with httpx.Client() as own, pytest.raises(ConfigurationError, match="give them to your httpx client"):
        AuthenticatedClient(KEY, limits=httpx.Limits(max_connections=1), http_client=own)


def test_closed_client_makes_no_call(client: AuthenticatedClient) -> None:
    """After close() a call is refused rather than sent over new connections; closing again does nothing."""
    assert list_apps.sync(client=client).offset == 0
    client.close()
    client.close()
    for closed in (client, client.with_options(timeout=1.0)):
        with pytest.raises(ClientClosedError, match="the client was closed"):
            list_apps.sync(client=closed)


@pytest.fixture(params=["foo://user:s3cr3t@proxy.example.com", "http://proxy.example.com:port"])
def bad_proxy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HTTP_PROXY", request.param)
    return request.param


def test_bad_proxy_is_named_without_its_password(bad_proxy: str, connect: Connect, call: Call, fails: Fails) -> None:
    """A proxy of the environment that is none gives a configuration error."""
    error = fails(ConfigurationError, lambda: call("sync", list_apps, connect("http://api.example.com")))
    assert "a proxy of the environment" in str(error)
    assert "s3cr3t" not in str(error)


def test_file_of_certificates_that_holds_none_is_told(
    connect: Connect, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", __file__)
    with pytest.raises(ConfigurationError, match="no connections can be made"):
        call("sync", list_apps, connect("http://api.example.com"))


def test_certificates_are_read_once_for_all_clients_that_are_to_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them takes tens of milliseconds, which a program with a client for each task would pay each time."""
    usual = shared_ssl_context()
    assert shared_ssl_context() is usual
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    assert shared_ssl_context() is not usual


def test_one_module_alone_imports_httpx() -> None:
    """What would have to change with another library stands in one place."""
    package = Path(hopae_connect.__file__).parent
    lines = ((path.name, line) for path in package.rglob("*.py") for line in path.read_text("utf-8").splitlines())
    found = {name for name, line in lines if re.match(r"\s*(import|from) (httpx|httpx2|httpcore)\b", line)}
    assert found == {"_http.py"}


def test_handshake_that_never_ends_is_bounded(serve_behaviour: Serve, connect: Connect) -> None:
    """What listens does not say a word of TLS."""
    url = serve_behaviour(hang).url.replace("http:", "https:")
    with pytest.raises(APITimeoutError):
        list_apps.sync(client=connect(url, timeout=0.4))


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
