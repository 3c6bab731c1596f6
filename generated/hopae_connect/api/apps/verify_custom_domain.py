from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.custom_domain import CustomDomain
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[CustomDomain] = Operation(
    "POST",
    "/apps/{client_id}/custom-domain/verify",
    CustomDomain.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    client_id: str,
    *,
    idempotency_key: str | Unset = UNSET,
) -> Request[CustomDomain]:
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
) -> Response[CustomDomain | ErrorResponse]:
    """Verify the custom domain of an app.

    Has the DNS records looked up again.

    See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

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
        Response[CustomDomain | ErrorResponse]
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
) -> CustomDomain:
    """Verify the custom domain of an app.

    Has the DNS records looked up again.

    See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

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
        CustomDomain
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
) -> Response[CustomDomain | ErrorResponse]:
    """Verify the custom domain of an app.

    Has the DNS records looked up again.

    See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

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
        Response[CustomDomain | ErrorResponse]
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
) -> CustomDomain:
    """Verify the custom domain of an app.

    Has the DNS records looked up again.

    See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

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
        CustomDomain
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            idempotency_key=idempotency_key,
        ),
    )
