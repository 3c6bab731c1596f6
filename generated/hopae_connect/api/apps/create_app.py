from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app import App
from ...models.app_create import AppCreate
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[App] = Operation(
    "POST",
    "/apps",
    App.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    *,
    body: AppCreate,
    idempotency_key: str | Unset = UNSET,
) -> Request[App]:
    return OPERATION.request(
        headers={
            "Idempotency-Key": idempotency_key,
        },
        body=body,
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: AppCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[App | ErrorResponse]:
    """Create an app.

    Makes an app with a client secret of its own, a default workflow and the provider that it needs.
    The answer carries the secret, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/create-app

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppCreate): What an app shall be

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
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


def sync(
    *,
    client: AuthenticatedClient,
    body: AppCreate,
    idempotency_key: str | Unset = UNSET,
) -> App:
    """Create an app.

    Makes an app with a client secret of its own, a default workflow and the provider that it needs.
    The answer carries the secret, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/create-app

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppCreate): What an app shall be

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
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: AppCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[App | ErrorResponse]:
    """Create an app.

    Makes an app with a client secret of its own, a default workflow and the provider that it needs.
    The answer carries the secret, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/create-app

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppCreate): What an app shall be

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
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: AppCreate,
    idempotency_key: str | Unset = UNSET,
) -> App:
    """Create an app.

    Makes an app with a client secret of its own, a default workflow and the provider that it needs.
    The answer carries the secret, so treat it as confidential.

    See https://docs.hopae.com/api-reference/workspace/create-app

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppCreate): What an app shall be

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
            body=body,
            idempotency_key=idempotency_key,
        ),
    )
