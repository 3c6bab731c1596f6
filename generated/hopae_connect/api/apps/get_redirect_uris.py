from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app_redirect_uris import AppRedirectUris
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[AppRedirectUris] = Operation(
    "GET",
    "/apps/{client_id}/redirect-uris",
    AppRedirectUris.from_dict,
)


def _request(
    client_id: str,
) -> Request[AppRedirectUris]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[AppRedirectUris | ErrorResponse]:
    """Read the redirect URIs of an app.

    The whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppRedirectUris | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            client_id=client_id,
        ),
    )


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> AppRedirectUris:
    """Read the redirect URIs of an app.

    The whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppRedirectUris
    """

    return _calls.call(
        client,
        _request(
            client_id=client_id,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[AppRedirectUris | ErrorResponse]:
    """Read the redirect URIs of an app.

    The whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppRedirectUris | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            client_id=client_id,
        ),
    )


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> AppRedirectUris:
    """Read the redirect URIs of an app.

    The whole list of places that users may be sent back to.

    See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppRedirectUris
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
        ),
    )
