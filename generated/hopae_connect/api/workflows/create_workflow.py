from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.workflow import Workflow
from ...models.workflow_create import WorkflowCreate
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[Workflow] = Operation(
    "POST",
    "/apps/{client_id}/workflows",
    Workflow.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    client_id: str,
    *,
    body: WorkflowCreate,
    idempotency_key: str | Unset = UNSET,
) -> Request[Workflow]:
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
    body: WorkflowCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Workflow | ErrorResponse]:
    """Create a workflow.

    Adds a workflow to the app, which can have a hundred of them. Verification nodes may use the
    providers of the app only.

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (WorkflowCreate): What a workflow shall be

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[Workflow | ErrorResponse]
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
    body: WorkflowCreate,
    idempotency_key: str | Unset = UNSET,
) -> Workflow:
    """Create a workflow.

    Adds a workflow to the app, which can have a hundred of them. Verification nodes may use the
    providers of the app only.

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (WorkflowCreate): What a workflow shall be

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Workflow
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
    body: WorkflowCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Workflow | ErrorResponse]:
    """Create a workflow.

    Adds a workflow to the app, which can have a hundred of them. Verification nodes may use the
    providers of the app only.

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (WorkflowCreate): What a workflow shall be

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[Workflow | ErrorResponse]
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
    body: WorkflowCreate,
    idempotency_key: str | Unset = UNSET,
) -> Workflow:
    """Create a workflow.

    Adds a workflow to the app, which can have a hundred of them. Verification nodes may use the
    providers of the app only.

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (WorkflowCreate): What a workflow shall be

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Workflow
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            body=body,
            idempotency_key=idempotency_key,
        ),
    )
