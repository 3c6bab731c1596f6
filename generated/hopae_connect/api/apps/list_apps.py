from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from ... import _calls, _paging
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app import App
from ...models.app_page import AppPage
from ...types import Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[AppPage] = Operation(
    "GET",
    "/apps",
    AppPage.from_dict,
)


def _request(
    *,
    limit: int | Unset = 20,
    offset: int | Unset = 0,
) -> Request[AppPage]:
    return OPERATION.request(
        query={
            "limit": limit,
            "offset": offset,
        },
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    offset: int | Unset = 0,
) -> Response[AppPage | ErrorResponse]:
    """List the apps of the workspace.

    One window of the workspace's apps, with the total number of apps. Every app carries its client
    secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/list-apps

    Args:
        limit (int | Unset): How many items the window holds at most Default: 20.
        offset (int | Unset): How many items to pass over Default: 0.

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppPage | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            limit=limit,
            offset=offset,
        ),
    )


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    offset: int | Unset = 0,
) -> AppPage:
    """List the apps of the workspace.

    One window of the workspace's apps, with the total number of apps. Every app carries its client
    secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/list-apps

    Args:
        limit (int | Unset): How many items the window holds at most Default: 20.
        offset (int | Unset): How many items to pass over Default: 0.

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppPage
    """

    return _calls.call(
        client,
        _request(
            limit=limit,
            offset=offset,
        ),
    )


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    offset: int | Unset = 0,
) -> Response[AppPage | ErrorResponse]:
    """List the apps of the workspace.

    One window of the workspace's apps, with the total number of apps. Every app carries its client
    secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/list-apps

    Args:
        limit (int | Unset): How many items the window holds at most Default: 20.
        offset (int | Unset): How many items to pass over Default: 0.

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppPage | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            limit=limit,
            offset=offset,
        ),
    )


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    offset: int | Unset = 0,
) -> AppPage:
    """List the apps of the workspace.

    One window of the workspace's apps, with the total number of apps. Every app carries its client
    secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/list-apps

    Args:
        limit (int | Unset): How many items the window holds at most Default: 20.
        offset (int | Unset): How many items to pass over Default: 0.

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppPage
    """

    return await _calls.acall(
        client,
        _request(
            limit=limit,
            offset=offset,
        ),
    )


_PAGE_SIZE = 100


def iterate(
    *,
    client: AuthenticatedClient,
    page_size: int = _PAGE_SIZE,
) -> Iterator[App]:
    """List the apps of the workspace: all of them, fetched `page_size` at a time when they are needed.

    Raises what `sync` does, when a page is fetched.
    """
    return _paging.iterate(
        lambda limit, offset: sync(
            client=client,
            limit=limit,
            offset=offset,
        ),
        lambda page: page.data,
        lambda page: page.total,
        page_size,
    )


def aiterate(
    *,
    client: AuthenticatedClient,
    page_size: int = _PAGE_SIZE,
) -> AsyncIterator[App]:
    """List the apps of the workspace: all of them, fetched `page_size` at a time when they are needed.

    Raises what `asyncio` does, when a page is fetched.
    """
    return _paging.aiterate(
        lambda limit, offset: asyncio(
            client=client,
            limit=limit,
            offset=offset,
        ),
        lambda page: page.data,
        lambda page: page.total,
        page_size,
    )
