from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app_webhook_config import AppWebhookConfig
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[AppWebhookConfig] = Operation(
    "GET",
    "/apps/{client_id}/webhook-config",
    AppWebhookConfig.from_dict,
)


def _request(
    client_id: str,
) -> Request[AppWebhookConfig]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[AppWebhookConfig | ErrorResponse]:
    """Read the webhook configuration of an app.

    Where and how events are delivered. The signing secret is redacted or empty: a new one is shown
    once, by
    its rotation.

    See https://docs.hopae.com/api-reference/workspace/get-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppWebhookConfig | ErrorResponse]
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
) -> AppWebhookConfig:
    """Read the webhook configuration of an app.

    Where and how events are delivered. The signing secret is redacted or empty: a new one is shown
    once, by
    its rotation.

    See https://docs.hopae.com/api-reference/workspace/get-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppWebhookConfig
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
) -> Response[AppWebhookConfig | ErrorResponse]:
    """Read the webhook configuration of an app.

    Where and how events are delivered. The signing secret is redacted or empty: a new one is shown
    once, by
    its rotation.

    See https://docs.hopae.com/api-reference/workspace/get-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppWebhookConfig | ErrorResponse]
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
) -> AppWebhookConfig:
    """Read the webhook configuration of an app.

    Where and how events are delivered. The signing secret is redacted or empty: a new one is shown
    once, by
    its rotation.

    See https://docs.hopae.com/api-reference/workspace/get-webhook-config

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppWebhookConfig
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
        ),
    )
