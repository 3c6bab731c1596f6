"""What `HopaeConnect` and its asynchronous twin are, apart from the resources of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, Unpack

from ._client import DEFAULT_MAX_RETRIES, AuthenticatedClient
from ._contract import EnvironmentName
from ._hidden import Hidden
from ._http import AsyncHTTPClient, HTTPClient, Limits
from ._operations import NOTHING
from ._unset import UNSET, Unset

if TYPE_CHECKING:
    from ._options import KeyedOptions
    from ._verbs import AsyncRawVerbs, RawVerbs


class _Base:
    """Holds the client that the functions of `hopae_connect.api` take as well.

    Attributes:
        client: It has the key, the options and the connections.
    """

    client: AuthenticatedClient

    def __init__(self, client: AuthenticatedClient) -> None:
        self.client = client

    def __repr__(self) -> str:
        # One that is being made, or refused, has no client yet.
        client = vars(self).get("client")
        return f"{type(self).__name__}(base_url={client and client.base_url!r})"

    def with_options(self, *, timeout: float | Unset | None = UNSET, max_retries: int | Unset = UNSET) -> Self:
        """Return the same with other options; it shares key and connections with this one."""
        other = self.__new__(type(self))
        other.client = self.client.with_options(timeout=timeout, max_retries=max_retries)
        return other


class BaseClient(_Base):
    """What `HopaeConnect` is without its resources."""

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
    ) -> None:
        """Keep whom to call, and with which key.

        Args:
            api_key: The workspace key. Without it, the environment variable `CONNECT_API_KEY`.
            base_url: Where the API is. Without it and without `environment`, the variable `CONNECT_BASE_URL`.
            environment: `sandbox` (the default) or `production`, instead of a base URL.
            timeout: How many seconds one attempt may take, from asking for a connection to the last byte; None for no
                end. 30 without it, unless a client of your own has timeouts of its own.
            max_retries: How often a request is sent again after a failure that may pass.
            limits: How many connections there may be; not with a client of your own.
            http_client: An `httpx.Client` or `httpx2.Client` of your own. It is not closed by this client.

        Raises:
            ConfigurationError: There is no key, or it belongs to another environment than the base URL, or the
                base URL is none, or a client of your own is none.
        """
        # The key is in no variable that a traceback could show.
        given, api_key = None if api_key is None else Hidden(api_key), None
        client = AuthenticatedClient(
            given,
            base_url=base_url,
            environment=environment,
            timeout=timeout,
            max_retries=max_retries,
            limits=limits,
            http_client=http_client,
        )
        super().__init__(client)

    def close(self) -> None:
        """Close the connections; no calls can be made any more."""
        self.client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def with_raw_response(self) -> RawVerbs:
        """The same calls, which return what came with the answer as well."""
        from ._verbs import RawVerbs

        return RawVerbs(self.client)

    def get(self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]) -> Any:
        """Send a GET to a path that has no method here, and return the JSON of the answer; None when there is none."""
        return self.with_raw_response.get(path, params=params, **options).parsed

    def post(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> Any:
        """Send a POST to a path that has no method here.

        It is sent again only with an `idempotency_key`, or when it has not been sent at all.
        """
        return self.with_raw_response.post(path, body=body, params=params, **options).parsed

    def put(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> Any:
        """Send a PUT to a path that has no method here, and return the JSON of the answer; None when there is none."""
        return self.with_raw_response.put(path, body=body, params=params, **options).parsed

    def patch(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> Any:
        """Send a PATCH to a path that has no method here.

        It is sent again only with an `idempotency_key`, or when it has not been sent at all.
        """
        return self.with_raw_response.patch(path, body=body, params=params, **options).parsed

    def delete(self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]) -> Any:
        """Send a DELETE to a path that has no method here; return the JSON of the answer, None when there is none."""
        return self.with_raw_response.delete(path, params=params, **options).parsed


class AsyncBaseClient(_Base):
    """What `AsyncHopaeConnect` is without its resources."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        environment: EnvironmentName | None = None,
        timeout: float | Unset | None = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        limits: Limits | None = None,
        http_client: AsyncHTTPClient | None = None,
    ) -> None:
        """Keep whom to call, and with which key.

        Args:
            api_key: The workspace key. Without it, the environment variable `CONNECT_API_KEY`.
            base_url: Where the API is. Without it and without `environment`, the variable `CONNECT_BASE_URL`.
            environment: `sandbox` (the default) or `production`, instead of a base URL.
            timeout: How many seconds one attempt may take, from asking for a connection to the last byte; None for no
                end. 30 without it, unless a client of your own has timeouts of its own.
            max_retries: How often a request is sent again after a failure that may pass.
            limits: How many connections there may be; not with a client of your own.
            http_client: An `httpx.AsyncClient` or `httpx2.AsyncClient` of your own. It is not closed by this client.

        Raises:
            ConfigurationError: There is no key, or it belongs to another environment than the base URL, or the
                base URL is none, or a client of your own is none.
        """
        # The key is in no variable that a traceback could show.
        given, api_key = None if api_key is None else Hidden(api_key), None
        client = AuthenticatedClient(
            given,
            base_url=base_url,
            environment=environment,
            timeout=timeout,
            max_retries=max_retries,
            limits=limits,
            async_http_client=http_client,
        )
        super().__init__(client)

    async def aclose(self) -> None:
        """Close the connections; no calls can be made any more."""
        await self.client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    @cached_property
    def with_raw_response(self) -> AsyncRawVerbs:
        """The same calls, which return what came with the answer as well."""
        from ._verbs import AsyncRawVerbs

        return AsyncRawVerbs(self.client)

    async def get(self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]) -> Any:
        """Send a GET to a path that has no method here, and return the JSON of the answer; None when there is none."""
        return (await self.with_raw_response.get(path, params=params, **options)).parsed

    async def post(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> Any:
        """Send a POST to a path that has no method here.

        It is sent again only with an `idempotency_key`, or when it has not been sent at all.
        """
        return (await self.with_raw_response.post(path, body=body, params=params, **options)).parsed

    async def put(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> Any:
        """Send a PUT to a path that has no method here, and return the JSON of the answer; None when there is none."""
        return (await self.with_raw_response.put(path, body=body, params=params, **options)).parsed

    async def patch(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> Any:
        """Send a PATCH to a path that has no method here.

        It is sent again only with an `idempotency_key`, or when it has not been sent at all.
        """
        return (await self.with_raw_response.patch(path, body=body, params=params, **options)).parsed

    async def delete(self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]) -> Any:
        """Send a DELETE to a path that has no method here; return the JSON of the answer, None when there is none."""
        return (await self.with_raw_response.delete(path, params=params, **options)).parsed
