from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.webhook_secret_rotated import WebhookSecretRotated
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[WebhookSecretRotated] = Operation(
    "POST",
    "/apps/{client_id}/webhook-config/rotate-secret",
    WebhookSecretRotated.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    client_id: str,
    *,
    idempotency_key: str | Unset = UNSET,
) -> Request[WebhookSecretRotated]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
        headers={
            "Idempotency-Key": idempotency_key,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Response[WebhookSecretRotated | ErrorResponse]:
    """Give an app a new webhook secret.

    Makes a new secret that events are signed with. The answer carries the secret, and nothing shows it
    again
    but a repetition with the same key, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[WebhookSecretRotated | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            client_id=client_id,
            idempotency_key=idempotency_key,
        ),
    )


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> WebhookSecretRotated:
    """Give an app a new webhook secret.

    Makes a new secret that events are signed with. The answer carries the secret, and nothing shows it
    again
    but a repetition with the same key, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        WebhookSecretRotated
    """

    return _calls.call(
        client,
        _request(
            client_id=client_id,
            idempotency_key=idempotency_key,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Response[WebhookSecretRotated | ErrorResponse]:
    """Give an app a new webhook secret.

    Makes a new secret that events are signed with. The answer carries the secret, and nothing shows it
    again
    but a repetition with the same key, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[WebhookSecretRotated | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            client_id=client_id,
            idempotency_key=idempotency_key,
        ),
    )


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> WebhookSecretRotated:
    """Give an app a new webhook secret.

    Makes a new secret that events are signed with. The answer carries the secret, and nothing shows it
    again
    but a repetition with the same key, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        WebhookSecretRotated
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            idempotency_key=idempotency_key,
        ),
    )
