"""The client: whom to call, with which key, over which connections."""

from __future__ import annotations

import os
import re
import threading
from copy import copy
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary

import httpx

from ._contract import DEFAULT_ENVIRONMENT, ENVIRONMENTS, VERSION, EnvironmentName
from ._deadlines import bound
from ._exceptions import ConfigurationError
from ._unset import UNSET, Unset

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Semaphore

KEY_VARIABLE = "CONNECT_API_KEY"
BASE_URL_VARIABLE = "CONNECT_BASE_URL"
DEFAULT_TIMEOUT_SECONDS = 30.0
DEFAULT_MAX_RETRIES = 2
MAX_CONNECTIONS = 100
HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?")


class AuthenticatedClient:
    """Calls the Workspace API with a key. One client serves any number of threads and asyncio tasks.

    Args:
        api_key: The workspace key. Without it, the environment variable `CONNECT_API_KEY`.
        base_url: Where the API is. Without it and without `environment`, the variable `CONNECT_BASE_URL`.
        environment: `sandbox` (the default) or `production`, instead of a base URL.
        timeout: How many seconds one attempt may take, from connecting to the last byte; None for no end.
        max_retries: How often a request is sent again after a failure that may pass.
        limits: How many connections there may be; not with a client of your own.
        http_client: An `httpx.Client` of your own for the synchronous calls. It is not closed by this client.
        async_http_client: An `httpx.AsyncClient` of your own for the others. It is not closed by this client.

    Raises:
        ConfigurationError: There is no key, or it belongs to another environment than the base URL, or the
            base URL is none.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        environment: EnvironmentName | None = None,
        timeout: float | None = DEFAULT_TIMEOUT_SECONDS,
        max_retries: int = DEFAULT_MAX_RETRIES,
        limits: httpx.Limits | None = None,
        http_client: httpx.Client | None = None,
        async_http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self.base_url = _base_url(base_url, environment)
        self.timeout, self.max_retries = timeout, max_retries
        self._key = _key(api_key)
        _refuse_mismatch(self._key, self.base_url)
        self._connections = _Connections(limits, http_client, async_http_client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def with_options(self, *, timeout: float | Unset | None = UNSET, max_retries: int | Unset = UNSET) -> Self:
        """Return a client with other options for single calls; it shares key and connections with this one."""
        other = copy(self)
        other.timeout = self.timeout if isinstance(timeout, Unset) else timeout
        other.max_retries = self.max_retries if isinstance(max_retries, Unset) else max_retries
        return other

    def close(self) -> None:
        """Close the connections of the synchronous calls."""
        self._connections.close()

    async def aclose(self) -> None:
        """Close the connections of the asynchronous calls of the running event loop."""
        await self._connections.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def without_key(self, text: object) -> str:
        """Return a text with the key blotted out."""
        return str(text).replace(self._key, "<hidden>")

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every request, the key among them."""
        return {
            "Authorization": f"Bearer {self._key}",
            "Accept": "application/json",
            "User-Agent": f"hopae-connect-python/{VERSION}",
        }

    @property
    def http(self) -> httpx.Client:
        """The httpx client of the synchronous calls."""
        return self._connections.http

    @property
    def async_http(self) -> tuple[httpx.AsyncClient, Semaphore]:
        """The httpx client of the asynchronous calls of the running event loop, and how many may be on their way."""
        return self._connections.async_http


class _Connections:
    """The httpx clients: given, or made when they are first needed."""

    def __init__(
        self, limits: httpx.Limits | None, given: httpx.Client | None, async_given: httpx.AsyncClient | None
    ) -> None:
        self._options: dict[str, Any] = {} if limits is None else {"limits": limits}
        self._given, self._async_given = given, async_given
        self._own: httpx.Client | None = None
        # httpx gets slow when hundreds of requests queue for a connection, so they queue here.
        self._slots = (limits and limits.max_connections) or MAX_CONNECTIONS
        # Connections belong to the event loop that made them, and a program may run several.
        self._async_own: WeakKeyDictionary[AbstractEventLoop, tuple[httpx.AsyncClient, Semaphore]]
        self._async_own = WeakKeyDictionary()
        self._lock = threading.Lock()

    @property
    def http(self) -> httpx.Client:
        if client := self._given or self._own:
            return client
        with self._lock:
            if self._own is None:
                self._own = bound(httpx.Client(**self._options))
            return self._own

    @property
    def async_http(self) -> tuple[httpx.AsyncClient, Semaphore]:
        from asyncio import Semaphore, get_running_loop

        loop = get_running_loop()
        with self._lock:
            if loop not in self._async_own:
                client = self._async_given or httpx.AsyncClient(**self._options)
                self._async_own[loop] = client, Semaphore(self._slots)
            return self._async_own[loop]

    def close(self) -> None:
        with self._lock:
            own, self._own = self._own, None
        if own is not None:
            own.close()

    async def aclose(self) -> None:
        from asyncio import get_running_loop

        with self._lock:
            own, _ = self._async_own.pop(get_running_loop(), (None, None))
        if own is not None and own is not self._async_given:
            await own.aclose()


def _key(argument: str | None) -> str:
    key = (argument or os.environ.get(KEY_VARIABLE) or "").strip(" \t")
    if not key:
        raise ConfigurationError(f"there is no workspace key: pass api_key, or set {KEY_VARIABLE}")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError("the workspace key holds a space, a line end or another character that no key has")
    return key


def _base_url(argument: str | None, environment: str | None) -> str:
    if argument and environment:
        raise ConfigurationError("pass base_url or environment, not both")
    if environment is not None and environment not in ENVIRONMENTS:
        raise ConfigurationError(f"there is no environment {environment!r}: take {' or '.join(ENVIRONMENTS)}")
    given = argument or (os.environ.get(BASE_URL_VARIABLE) if environment is None else None)
    text = given or ENVIRONMENTS[environment or DEFAULT_ENVIRONMENT].base_url
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError):
        raise ConfigurationError("the base URL is not a URL") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("the base URL does not begin with http:// or https:// and a host")
    if url.userinfo or url.query or url.fragment:
        raise ConfigurationError("the base URL must have no user, no query and no fragment")
    # What else a host may hold, such as percent-encoding, may lead to a host that does not look like it.
    if ":" not in url.host and not HOST.fullmatch(url.host):
        raise ConfigurationError("the host of the base URL is neither a host name nor an address")
    return str(url.copy_with(host=url.host.removesuffix("."))).rstrip("/")


def _refuse_mismatch(key: str, base_url: str) -> None:
    url = httpx.URL(base_url)
    for name, environment in ENVIRONMENTS.items():
        known = httpx.URL(environment.base_url)
        if url.host != known.host:
            continue
        if url.scheme != known.scheme:
            raise ConfigurationError(f"the {name} environment is called over {known.scheme} only")
        if not key.startswith(environment.key_prefix):
            message = f"the base URL is that of {name}, whose keys start with {environment.key_prefix}"
            raise ConfigurationError(message)
