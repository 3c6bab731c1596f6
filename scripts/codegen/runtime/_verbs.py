"""Calls of what the client has no method for: `connect.get("/new")`. They answer with JSON as it came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ._contract import IDEMPOTENCY
from ._exceptions import InvalidArgumentError
from ._operations import NOTHING, Operation, anything
from ._options import KeyedOptions
from ._raw_response import RawResponse
from ._resources import AsyncRawResource, RawResource
from ._unset import UNSET


class RawVerbs(RawResource):
    """Calls any path below the base URL, and returns what came with the answer as well."""

    def get(
        self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a GET."""
        return self._send(_operation("GET", path, options), options, query=params)

    def post(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a POST."""
        return self._send(_operation("POST", path, options), options, query=params, body=body)

    def put(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a PUT."""
        return self._send(_operation("PUT", path, options), options, query=params, body=body)

    def patch(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a PATCH."""
        return self._send(_operation("PATCH", path, options), options, query=params, body=body)

    def delete(
        self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a DELETE."""
        return self._send(_operation("DELETE", path, options), options, query=params)


class AsyncRawVerbs(AsyncRawResource):
    """Calls any path below the base URL, and returns what came with the answer as well."""

    async def get(
        self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a GET."""
        return await self._send(_operation("GET", path, options), options, query=params)

    async def post(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a POST."""
        return await self._send(_operation("POST", path, options), options, query=params, body=body)

    async def put(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a PUT."""
        return await self._send(_operation("PUT", path, options), options, query=params, body=body)

    async def patch(
        self, path: str, *, body: Any = UNSET, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a PATCH."""
        return await self._send(_operation("PATCH", path, options), options, query=params, body=body)

    async def delete(
        self, path: str, *, params: Mapping[str, Any] = NOTHING, **options: Unpack[KeyedOptions]
    ) -> RawResponse[Any]:
        """Send a DELETE."""
        return await self._send(_operation("DELETE", path, options), options, query=params)


def _operation(method: str, path: str, options: KeyedOptions) -> Operation[Any]:
    """Return the operation at a path. It takes an idempotency key only from a caller who knows that it does."""
    if not path.startswith("/") or {".", ".."} & set(path.split("/")) or "?" in path or "#" in path:
        message = f"{path!r} is no path below the base URL: it begins with a slash, and what is asked goes into params"
        raise InvalidArgumentError(message)
    return Operation(method, path, anything, IDEMPOTENCY if "idempotency_key" in options else None)
