"""What the resources of the API are made of: they send their operations, and answer with all that came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ._answers import model_of
from ._calls import asend, send
from ._operations import NOTHING
from ._options import prepared
from ._pages import AsyncPage, Page, Paging
from ._raw_response import RawResponse
from ._unset import UNSET

if TYPE_CHECKING:
    from ._client import AuthenticatedClient
    from ._operations import Operation, Request
    from ._response import Response

T = TypeVar("T")


class Resource:
    """A part of the API, called with a client."""

    def __init__(self, client: AuthenticatedClient) -> None:
        self._client = client


class RawResource(Resource):
    """A part of the API whose methods return what came with an answer as well."""

    def _send(
        self,
        operation: Operation[T],
        options: Mapping[str, Any],
        path: Mapping[str, str | int] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        headers: Mapping[str, Any] = NOTHING,
        body: Any = UNSET,
    ) -> RawResponse[T]:
        client, request = prepared(self._client, operation, options, path, query, headers, body)
        return _raw(client, request, send(client, request))

    def _send_page(
        self,
        operation: Operation[Any],
        paging: Paging,
        options: Mapping[str, Any],
        path: Mapping[str, str | int] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        headers: Mapping[str, Any] = NOTHING,
    ) -> RawResponse[Page[Any]]:
        def fetch(offset: int) -> Page[Any]:
            following = {**query, paging.offset: offset}
            return self._send_page(operation, paging, options, path, following, headers).parsed

        response = self._send(operation, options, path, query, headers)
        window, offset = response.parsed, query.get(paging.offset) or 0
        return _with(response, Page(paging.items(window), paging.total(window), offset, fetch))


class AsyncRawResource(Resource):
    """A part of the API whose methods return what came with an answer as well."""

    async def _send(
        self,
        operation: Operation[T],
        options: Mapping[str, Any],
        path: Mapping[str, str | int] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        headers: Mapping[str, Any] = NOTHING,
        body: Any = UNSET,
    ) -> RawResponse[T]:
        client, request = prepared(self._client, operation, options, path, query, headers, body)
        return _raw(client, request, await asend(client, request))

    async def _send_page(
        self,
        operation: Operation[Any],
        paging: Paging,
        options: Mapping[str, Any],
        path: Mapping[str, str | int] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        headers: Mapping[str, Any] = NOTHING,
    ) -> RawResponse[AsyncPage[Any]]:
        async def fetch(offset: int) -> AsyncPage[Any]:
            following = {**query, paging.offset: offset}
            return (await self._send_page(operation, paging, options, path, following, headers)).parsed

        response = await self._send(operation, options, path, query, headers)
        window, offset = response.parsed, query.get(paging.offset) or 0
        return _with(response, AsyncPage(paging.items(window), paging.total(window), offset, fetch))


def _raw(client: AuthenticatedClient, request: Request[T], response: Response[Any]) -> RawResponse[T]:
    return _with(response, model_of(client, request, response))


def _with(response: Response[Any], parsed: T) -> RawResponse[T]:
    return RawResponse(response.status_code, response.headers, response.content, parsed, response.replayed)
