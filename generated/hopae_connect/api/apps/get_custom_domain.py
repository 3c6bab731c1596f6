from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.custom_domain import CustomDomain
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[CustomDomain] = Operation(
    "GET",
    "/apps/{client_id}/custom-domain",
    CustomDomain.from_dict,
)


def _request(
    client_id: str,
) -> Request[CustomDomain]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[CustomDomain | ErrorResponse]:
    """Read the custom domain of an app.

    The host names that users see in place of the vendor's, with the DNS records that they need and how
    far
    their set-up has come.

    See https://docs.hopae.com/api-reference/workspace/get-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[CustomDomain | ErrorResponse]
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
) -> CustomDomain:
    """Read the custom domain of an app.

    The host names that users see in place of the vendor's, with the DNS records that they need and how
    far
    their set-up has come.

    See https://docs.hopae.com/api-reference/workspace/get-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        CustomDomain
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
) -> Response[CustomDomain | ErrorResponse]:
    """Read the custom domain of an app.

    The host names that users see in place of the vendor's, with the DNS records that they need and how
    far
    their set-up has come.

    See https://docs.hopae.com/api-reference/workspace/get-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[CustomDomain | ErrorResponse]
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
) -> CustomDomain:
    """Read the custom domain of an app.

    The host names that users see in place of the vendor's, with the DNS records that they need and how
    far
    their set-up has come.

    See https://docs.hopae.com/api-reference/workspace/get-custom-domain

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        CustomDomain
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
        ),
    )
