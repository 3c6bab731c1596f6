from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app_webhook_config_update import AppWebhookConfigUpdate
from ...models.app_webhook_config_updated import AppWebhookConfigUpdated
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[AppWebhookConfigUpdated] = Operation(
    "PATCH",
    "/apps/{client_id}/webhook-config",
    AppWebhookConfigUpdated.from_dict,
)


def _request(
    client_id: str,
    *,
    body: AppWebhookConfigUpdate,
) -> Request[AppWebhookConfigUpdated]:
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
    body: AppWebhookConfigUpdate,
) -> Response[AppWebhookConfigUpdated | ErrorResponse]:
    """Change the webhook configuration of an app.

    Changes what the body names and nothing else. The signing secret cannot be set; it is made by its
    rotation.

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppWebhookConfigUpdate): What shall change about the delivery of events; whatever is
            left out stays as it is

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppWebhookConfigUpdated | ErrorResponse]
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
    body: AppWebhookConfigUpdate,
) -> AppWebhookConfigUpdated:
    """Change the webhook configuration of an app.

    Changes what the body names and nothing else. The signing secret cannot be set; it is made by its
    rotation.

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppWebhookConfigUpdate): What shall change about the delivery of events; whatever is
            left out stays as it is

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppWebhookConfigUpdated
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
    body: AppWebhookConfigUpdate,
) -> Response[AppWebhookConfigUpdated | ErrorResponse]:
    """Change the webhook configuration of an app.

    Changes what the body names and nothing else. The signing secret cannot be set; it is made by its
    rotation.

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppWebhookConfigUpdate): What shall change about the delivery of events; whatever is
            left out stays as it is

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppWebhookConfigUpdated | ErrorResponse]
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
    body: AppWebhookConfigUpdate,
) -> AppWebhookConfigUpdated:
    """Change the webhook configuration of an app.

    Changes what the body names and nothing else. The signing secret cannot be set; it is made by its
    rotation.

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        body (AppWebhookConfigUpdate): What shall change about the delivery of events; whatever is
            left out stays as it is

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppWebhookConfigUpdated
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            body=body,
        ),
    )
