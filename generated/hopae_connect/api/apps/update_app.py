from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app import App
from ...models.app_update import AppUpdate
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[App] = Operation(
    "PATCH",
    "/apps/{client_id}",
    App.from_dict,
)


def _request(
    client_id: str,
    *,
    body: AppUpdate,
) -> Request[App]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
        body=body,
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: AppUpdate,
) -> Response[App | ErrorResponse]:
    """Change an app.

    Changes what the body names and nothing else. A list is replaced as a whole, the webhook
    configuration field by field.

    See https://docs.hopae.com/api-reference/workspace/update-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppUpdate): What shall change about an app; whatever is left out stays as it is

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
            body=body,
        ),
    )


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: AppUpdate,
) -> App:
    """Change an app.

    Changes what the body names and nothing else. A list is replaced as a whole, the webhook
    configuration field by field.

    See https://docs.hopae.com/api-reference/workspace/update-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppUpdate): What shall change about an app; whatever is left out stays as it is

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
            body=body,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: AppUpdate,
) -> Response[App | ErrorResponse]:
    """Change an app.

    Changes what the body names and nothing else. A list is replaced as a whole, the webhook
    configuration field by field.

    See https://docs.hopae.com/api-reference/workspace/update-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppUpdate): What shall change about an app; whatever is left out stays as it is

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
            body=body,
        ),
    )


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: AppUpdate,
) -> App:
    """Change an app.

    Changes what the body names and nothing else. A list is replaced as a whole, the webhook
    configuration field by field.

    See https://docs.hopae.com/api-reference/workspace/update-app

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppUpdate): What shall change about an app; whatever is left out stays as it is

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
            body=body,
        ),
    )
