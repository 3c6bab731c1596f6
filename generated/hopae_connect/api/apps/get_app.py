from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app import App
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[App] = Operation(
    "GET",
    "/apps/{client_id}",
    App.from_dict,
)


def _request(
    client_id: str,
) -> Request[App]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[App | ErrorResponse]:
    """Read an app.

    The app with its client secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/get-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[App | ErrorResponse]
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
) -> App:
    """Read an app.

    The app with its client secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/get-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        App
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
) -> Response[App | ErrorResponse]:
    """Read an app.

    The app with its client secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/get-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[App | ErrorResponse]
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
) -> App:
    """Read an app.

    The app with its client secret, so treat the answer as confidential.

    See https://docs.hopae.com/api-reference/workspace/get-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        App
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
        ),
    )
