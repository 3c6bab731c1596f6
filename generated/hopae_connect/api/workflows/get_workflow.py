from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.workflow import Workflow
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[Workflow] = Operation(
    "GET",
    "/apps/{client_id}/workflows/{workflow_id}",
    Workflow.from_dict,
)


def _request(
    client_id: str,
    workflow_id: str,
) -> Request[Workflow]:
    return OPERATION.request(
        path={
            "client_id": client_id,
            "workflow_id": workflow_id,
        },
    )


def sync_detailed(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Workflow | ErrorResponse]:
    """Read a workflow.

    The workflow with its nodes.

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

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
            workflow_id=workflow_id,
        ),
    )


def sync(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
) -> Workflow:
    """Read a workflow.

    The workflow with its nodes.

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

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
            workflow_id=workflow_id,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Workflow | ErrorResponse]:
    """Read a workflow.

    The workflow with its nodes.

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

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
            workflow_id=workflow_id,
        ),
    )


async def asyncio(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
) -> Workflow:
    """Read a workflow.

    The workflow with its nodes.

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

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
            workflow_id=workflow_id,
        ),
    )
