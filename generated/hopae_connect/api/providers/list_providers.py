from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _calls
from ..._models import items
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.provider import Provider
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


def _decode(v: Any) -> list[Provider]:
    return items(v, None, Provider._read, Provider)


OPERATION: Operation[list[Provider]] = Operation(
    "GET",
    "/apps/{client_id}/providers",
    _decode,
)


def _request(
    client_id: str,
    *,
    include: list[str] | Unset = UNSET,
) -> Request[list[Provider]]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
        query={
            "include": include,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    include: list[str] | Unset = UNSET,
) -> Response[list[Provider] | ErrorResponse]:
    """List the providers of an app.

    Every provider that the app could use in one array, without pages, and on request how far its
    activation
    has come.

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        include (list[str] | Unset): What is to be shown besides; what is not known is ignored

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[list[Provider] | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            client_id=client_id,
            include=include,
        ),
    )


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    include: list[str] | Unset = UNSET,
) -> list[Provider]:
    """List the providers of an app.

    Every provider that the app could use in one array, without pages, and on request how far its
    activation
    has come.

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        include (list[str] | Unset): What is to be shown besides; what is not known is ignored

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        list[Provider]
    """

    return _calls.call(
        client,
        _request(
            client_id=client_id,
            include=include,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    include: list[str] | Unset = UNSET,
) -> Response[list[Provider] | ErrorResponse]:
    """List the providers of an app.

    Every provider that the app could use in one array, without pages, and on request how far its
    activation
    has come.

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        include (list[str] | Unset): What is to be shown besides; what is not known is ignored

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[list[Provider] | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            client_id=client_id,
            include=include,
        ),
    )


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    include: list[str] | Unset = UNSET,
) -> list[Provider]:
    """List the providers of an app.

    Every provider that the app could use in one array, without pages, and on request how far its
    activation
    has come.

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        include (list[str] | Unset): What is to be shown besides; what is not known is ignored

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        list[Provider]
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            include=include,
        ),
    )
