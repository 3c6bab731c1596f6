"""The client: whom to call, with which key, over which connections."""

from __future__ import annotations

import os
import re
from copy import copy
from typing import TYPE_CHECKING, Self

from ._contract import DEFAULT_ENVIRONMENT, ENVIRONMENTS, VERSION, EnvironmentName
from ._exceptions import ConfigurationError
from ._hidden import HIDDEN, Hidden
from ._http import URL, AsyncHTTPClient, HTTPClient, InvalidURL, Limits, Phases, own_timeouts
from ._unset import UNSET, Unset

if TYPE_CHECKING:
    from ._connections import AsyncConnections

KEY_VARIABLE = "CONNECT_API_KEY"
BASE_URL_VARIABLE = "CONNECT_BASE_URL"
DEFAULT_TIMEOUT_SECONDS = 30.0
DEFAULT_MAX_RETRIES = 2
# Compiled when it is needed, which is later than the import.
HOST = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?"


class AuthenticatedClient:
    """Calls the Workspace API with a key. One client serves any number of threads and asyncio tasks.

    Args:
        api_key: The workspace key. Without it, the environment variable `CONNECT_API_KEY`.
        base_url: Where the API is. Without it and without `environment`, the variable `CONNECT_BASE_URL`.
        environment: `sandbox` (the default) or `production`, instead of a base URL.
        timeout: How many seconds one attempt may take, from asking for a connection to the last byte; None for no
            end. 30 without it, unless a client of your own has timeouts of its own.
        max_retries: How often a request is sent again after a failure that may pass.
        limits: How many connections there may be; not with a client of your own.
        http_client: An `httpx.Client` or `httpx2.Client` of your own for the synchronous calls. It is not closed by
            this client.
        async_http_client: An `httpx.AsyncClient` or `httpx2.AsyncClient` of your own for the others. It is not
            closed by this client.

    Raises:
        ConfigurationError: There is no key, or it belongs to another environment than the base URL, or the
            base URL is none, or a client of your own is none.
    """

    base_url: str
    max_retries: int

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        environment: EnvironmentName | None = None,
        timeout: float | Unset | None = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        limits: Limits | None = None,
        http_client: HTTPClient | None = None,
        async_http_client: AsyncHTTPClient | None = None,
    ) -> None:
        from ._connections import Connections

        # The key is in no variable that a traceback could show.
        given, api_key = None if api_key is None else Hidden(api_key), None
        self.base_url = _base_url(base_url, environment)
        self.max_retries = max_retries
        self._timeout = timeout
        self._time_left: float | None = None
        self._key = _key(given)
        _refuse_mismatch(self._key, self.base_url)
        self._connections = Connections(limits, http_client, async_http_client)

    def __repr__(self) -> str:
        # One that is being made, or refused, has no base URL yet.
        return f"{type(self).__name__}(base_url={vars(self).get('base_url')!r})"

    @property
    def timeout(self) -> float | None:
        """How many seconds one attempt may take; None for no end."""
        return DEFAULT_TIMEOUT_SECONDS if isinstance(self._timeout, Unset) else self._timeout

    def with_options(self, *, timeout: float | Unset | None = UNSET, max_retries: int | Unset = UNSET) -> Self:
        """Return a client with other options for single calls; it shares key and connections with this one."""
        other = copy(self)
        other._timeout = self._timeout if isinstance(timeout, Unset) else timeout
        other.max_retries = self.max_retries if isinstance(max_retries, Unset) else max_retries
        return other

    def ending_within(self, seconds: float) -> Self:
        """Return a client whose calls take no longer, whatever its timeouts are, and are not repeated."""
        other = self.with_options(max_retries=0)
        other._time_left = seconds
        return other

    def timeouts_over(self, http: HTTPClient | AsyncHTTPClient) -> tuple[float | None, Phases]:
        """Return how many seconds an attempt over an httpx client may take in all, and in each of its phases."""
        own = isinstance(self._timeout, Unset) and self._connections.has_own_timeout(http)
        limit = None if own else self.timeout
        phases = own_timeouts(http) if own else (limit, limit, limit, limit)
        if (left := self._time_left) is None:
            return limit, phases
        connect, read, write, pool = (left if one is None else min(left, one) for one in phases)
        return left if limit is None else min(left, limit), (connect, read, write, pool)

    def close(self) -> None:
        """Close the connections of the synchronous calls; none can be made any more."""
        self._connections.close()

    async def aclose(self) -> None:
        """Close the connections of the asynchronous calls; none can be made any more."""
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
        return str(text).replace(self._key, HIDDEN)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every request, the key among them."""
        return {
            "Authorization": Hidden(f"Bearer {self._key}"),
            "Accept": "application/json",
            "User-Agent": f"hopae-connect-python/{VERSION}",
        }

    @property
    def http(self) -> HTTPClient:
        """The httpx client of the synchronous calls; raises ClientClosedError when it was closed."""
        return self._connections.http()

    async def async_http(self) -> AsyncConnections:
        """Return the httpx client of the running event loop; raise ClientClosedError when it was closed."""
        return await self._connections.async_http()


def _key(argument: Hidden | None) -> Hidden:
    key = Hidden((Hidden(os.environ.get(KEY_VARIABLE, "")) if argument is None else argument).strip(" \t"))
    if not key:
        raise ConfigurationError(f"there is no workspace key: pass api_key, or set {KEY_VARIABLE}")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError("the workspace key holds a space, a line end or another character that no key has")
    return key


def _base_url(argument: str | None, environment: str | None) -> str:
    if argument is not None and environment is not None:
        raise ConfigurationError("pass base_url or environment, not both")
    if environment is not None and environment not in ENVIRONMENTS:
        raise ConfigurationError(f"there is no environment {environment!r}: take {' or '.join(ENVIRONMENTS)}")
    variable = os.environ.get(BASE_URL_VARIABLE) if environment is None else None
    known = variable or ENVIRONMENTS[environment or DEFAULT_ENVIRONMENT].base_url
    try:
        url = URL(known if argument is None else argument)
    except (InvalidURL, TypeError):
        raise ConfigurationError("the base URL is not a URL") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("the base URL does not begin with http:// or https:// and a host")
    if url.userinfo or url.query or url.fragment:
        raise ConfigurationError("the base URL must have no user, no query and no fragment")
    # What else a host may hold, such as percent-encoding, may lead to a host that does not look like it.
    if ":" not in url.host and not re.fullmatch(HOST, url.host):
        raise ConfigurationError("the host of the base URL is neither a host name nor an address")
    return str(url.copy_with(host=url.host.removesuffix("."))).rstrip("/")


def _refuse_mismatch(key: Hidden, base_url: str) -> None:
    url = URL(base_url)
    for name, environment in ENVIRONMENTS.items():
        known = URL(environment.base_url)
        if url.host != known.host:
            continue
        if url.scheme != known.scheme:
            raise ConfigurationError(f"the {name} environment is called over {known.scheme} only")
        if not key.startswith(environment.key_prefix):
            message = f"the base URL is that of {name}, whose keys start with {environment.key_prefix}"
            raise ConfigurationError(message)
