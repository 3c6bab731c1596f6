from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.app_batch_create import AppBatchCreate
from ...models.app_batch_results import AppBatchResults
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[AppBatchResults] = Operation(
    "POST",
    "/apps/batch",
    AppBatchResults.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    *,
    body: AppBatchCreate,
    idempotency_key: str | Unset = UNSET,
) -> Request[AppBatchResults]:
    return OPERATION.request(
        headers={
            "Idempotency-Key": idempotency_key,
        },
        body=body,
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: AppBatchCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[AppBatchResults | ErrorResponse]:
    """Create several apps.

    Makes up to a hundred apps at once. Each is answered by itself, in the order of the request: with
    the app and
    its secret, or with what went wrong. The first failure ends the batch, unless it is to go on.

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppBatchCreate): Several apps to be made

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppBatchResults | ErrorResponse]
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
    body: AppBatchCreate,
    idempotency_key: str | Unset = UNSET,
) -> AppBatchResults:
    """Create several apps.

    Makes up to a hundred apps at once. Each is answered by itself, in the order of the request: with
    the app and
    its secret, or with what went wrong. The first failure ends the batch, unless it is to go on.

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppBatchCreate): Several apps to be made

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppBatchResults
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
    body: AppBatchCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[AppBatchResults | ErrorResponse]:
    """Create several apps.

    Makes up to a hundred apps at once. Each is answered by itself, in the order of the request: with
    the app and
    its secret, or with what went wrong. The first failure ends the batch, unless it is to go on.

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppBatchCreate): Several apps to be made

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[AppBatchResults | ErrorResponse]
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
    body: AppBatchCreate,
    idempotency_key: str | Unset = UNSET,
) -> AppBatchResults:
    """Create several apps.

    Makes up to a hundred apps at once. Each is answered by itself, in the order of the request: with
    the app and
    its secret, or with what went wrong. The first failure ends the batch, unless it is to go on.

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Args:
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (AppBatchCreate): Several apps to be made

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        AppBatchResults
    """

    return await _calls.acall(
        client,
        _request(
            body=body,
            idempotency_key=idempotency_key,
        ),
    )
