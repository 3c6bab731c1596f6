"""The httpx clients that requests go over: given, or made when they are first needed."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, NamedTuple
from weakref import WeakSet

from ._deadlines import bound
from ._exceptions import ClientClosedError, ConfigurationError
from ._http import (
    AsyncClient,
    AsyncHTTPClient,
    Client,
    HTTPClient,
    InvalidURL,
    Limits,
    has_own_timeout,
    is_client,
    shared_ssl_context,
)

MAX_CONNECTIONS = 100


class AsyncConnections(NamedTuple):
    """The httpx client of an event loop, and the places for those requests that may be on their way."""

    http: AsyncHTTPClient
    slots: AbstractAsyncContextManager[Any]
    guard: AsyncGenerator[None, None]


class Connections:
    """The httpx clients of one client. None crosses a fork, and none outlives its event loop."""

    def __init__(self, limits: Limits | None, given: HTTPClient | None, async_given: AsyncHTTPClient | None) -> None:
        _refuse_strangers(given, async_given)
        if limits is not None and (given is not None or async_given is not None):
            raise ConfigurationError("limits are for the client's own connections: give them to your httpx client")
        self._limits = (
            Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=20) if limits is None else limits
        )
        self._given, self._async_given = given, async_given
        self._used: set[object] = set()
        self._inherited: set[object] = set()
        self._own: Client | None = None
        self._async_own: dict[Any, AsyncConnections] = {}
        self._closed = self._async_closed = False
        self._lock = threading.Lock()
        _all.add(self)

    def http(self) -> HTTPClient:
        """Return the httpx client of the synchronous calls.

        Raises:
            ClientClosedError: It was closed.
            ConfigurationError: It cannot be made, or is one that must not be used here.
        """
        if self._closed:
            raise ClientClosedError
        if self._given is not None:
            self._use(self._given)
            return self._given
        if self._own is not None:
            return self._own
        with self._lock:
            if self._own is None:
                self._own = bound(_made(Client, self._limits))
            return self._own

    async def async_http(self) -> AsyncConnections:
        """Return the httpx client of the asynchronous calls of the running event loop.

        Raises:
            ClientClosedError: It was closed.
            ConfigurationError: It cannot be made, or is one that must not be used here.
        """
        if self._async_closed:
            raise ClientClosedError
        loop = _running_loop()
        if (found := self._async_own.get(loop)) is None:
            with self._lock:
                found = self._async_own[loop] = self._opened(loop)
                for ended in [one for one in self._async_own if _is_closed(one)]:
                    del self._async_own[ended]
            # The event loop closes the generators that were begun in it when it ends itself.
            await anext(found.guard)
        if self._async_given is not None:
            self._use(self._async_given)
        return found

    def has_own_timeout(self, http: HTTPClient | AsyncHTTPClient) -> bool:
        """Tell whether an httpx client was given and has timeouts of its own."""
        return (http is self._given or http is self._async_given) and has_own_timeout(http)

    def close(self) -> None:
        """Close the connections of the synchronous calls for good."""
        with self._lock:
            self._closed, own, self._own = True, self._own, None
        if own is not None:
            own.close()

    async def aclose(self) -> None:
        """Close the connections of the asynchronous calls for good: those of the running event loop at once."""
        self._async_closed = True
        if found := self._async_own.get(_running_loop()):
            await found.guard.aclose()

    def drop_inherited(self) -> None:
        """Forget what came with a fork: the lock, and the connections, on which the parent's answers arrive."""
        self._lock = threading.Lock()
        self._inherited |= self._used
        # Kept, not closed: closing could say something to the server, or to the parent's event loop.
        _kept.append((self._own, self._async_own))
        self._own, self._async_own = None, {}

    def _opened(self, loop: Any) -> AsyncConnections:
        from anyio import Semaphore

        if self._async_given is not None:
            return AsyncConnections(self._async_given, nullcontext(), self._until_the_end_of(loop, None))
        http = _made(AsyncClient, self._limits)
        # httpx gets slow when hundreds of requests queue for a connection, so they queue here.
        most = self._limits.max_connections
        slots = nullcontext() if most is None else Semaphore(most)
        return AsyncConnections(http, slots, self._until_the_end_of(loop, http))

    async def _until_the_end_of(self, loop: Any, http: AsyncClient | None) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            self._async_own.pop(loop, None)
            if http is not None:
                await http.aclose()

    def _use(self, given: HTTPClient | AsyncHTTPClient) -> None:
        if given.is_closed:
            raise ClientClosedError
        if given in self._inherited:
            message = "the httpx client was used before this process was forked: give each process one of its own"
            raise ConfigurationError(message)
        self._used.add(given)


_all: WeakSet[Connections] = WeakSet()
_kept: list[object] = []


def _drop_inherited() -> None:
    for one in _all:
        one.drop_inherited()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drop_inherited)


def _made(kind: Any, limits: Limits) -> Any:
    try:
        return kind(limits=limits, verify=shared_ssl_context())
    except (ValueError, ImportError, OSError, InvalidURL) as error:
        # Proxies have passwords: only the kind of problem is said, and no frame is kept.
        reason = (
            str(error) if isinstance(error, ImportError | OSError) else "a proxy of the environment is no URL of one"
        )
    raise ConfigurationError(f"no connections can be made: {reason}")


def _refuse_strangers(given: object, async_given: object) -> None:
    for name, client, wanted in (("http_client", given, "Client"), ("async_http_client", async_given, "AsyncClient")):
        if client is not None and not is_client(client, wanted):
            raise ConfigurationError(f"{name} takes an httpx.{wanted} or an httpx2.{wanted}")


def _running_loop() -> Any:
    """Return what stands for the running event loop, be it one of asyncio or of trio."""
    from asyncio import get_running_loop

    try:
        return get_running_loop()
    except RuntimeError:
        if "trio" not in sys.modules:
            raise
        return sys.modules["trio"].lowlevel.current_trio_token()


def _is_closed(loop: Any) -> bool:
    is_closed = getattr(loop, "is_closed", None)
    return is_closed is not None and bool(is_closed())
