from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.activation_results import ActivationResults
from ...models.activation_submit import ActivationSubmit
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[ActivationResults] = Operation(
    "POST",
    "/apps/{client_id}/activation",
    ActivationResults.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    client_id: str,
    *,
    body: ActivationSubmit,
    idempotency_key: str | Unset = UNSET,
) -> Request[ActivationResults]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
        headers={
            "Idempotency-Key": idempotency_key,
        },
        body=body,
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ActivationSubmit,
    idempotency_key: str | Unset = UNSET,
) -> Response[ActivationResults | ErrorResponse]:
    """Ask for the activation of providers.

    Submits what each provider needs, which the list of providers names. Every provider is answered by
    itself, so
    that some may be taken while others need a contract first. What is submitted may be secret.

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ActivationSubmit): The providers to be activated, with what they need

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[ActivationResults | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            client_id=client_id,
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ActivationSubmit,
    idempotency_key: str | Unset = UNSET,
) -> ActivationResults:
    """Ask for the activation of providers.

    Submits what each provider needs, which the list of providers names. Every provider is answered by
    itself, so
    that some may be taken while others need a contract first. What is submitted may be secret.

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ActivationSubmit): The providers to be activated, with what they need

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        ActivationResults
    """

    return _calls.call(
        client,
        _request(
            client_id=client_id,
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ActivationSubmit,
    idempotency_key: str | Unset = UNSET,
) -> Response[ActivationResults | ErrorResponse]:
    """Ask for the activation of providers.

    Submits what each provider needs, which the list of providers names. Every provider is answered by
    itself, so
    that some may be taken while others need a contract first. What is submitted may be secret.

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ActivationSubmit): The providers to be activated, with what they need

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[ActivationResults | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            client_id=client_id,
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ActivationSubmit,
    idempotency_key: str | Unset = UNSET,
) -> ActivationResults:
    """Ask for the activation of providers.

    Submits what each provider needs, which the list of providers names. Every provider is answered by
    itself, so
    that some may be taken while others need a contract first. What is submitted may be secret.

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ActivationSubmit): The providers to be activated, with what they need

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        ActivationResults
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            body=body,
            idempotency_key=idempotency_key,
        ),
    )
