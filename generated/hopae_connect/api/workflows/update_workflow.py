from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.workflow import Workflow
from ...models.workflow_update import WorkflowUpdate
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[Workflow] = Operation(
    "PATCH",
    "/apps/{client_id}/workflows/{workflow_id}",
    Workflow.from_dict,
)


def _request(
    client_id: str,
    workflow_id: str,
    *,
    body: WorkflowUpdate,
) -> Request[Workflow]:
    return OPERATION.request(
        path={
            "client_id": client_id,
            "workflow_id": workflow_id,
        },
        body=body,
    )


def sync_detailed(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
    body: WorkflowUpdate,
) -> Response[Workflow | ErrorResponse]:
    """Change a workflow.

    Changes what the body names and nothing else; the nodes are replaced as a whole. What comes of it
    has to be
    a graph, as at the creation.

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows
        body (WorkflowUpdate): What shall change about a workflow; whatever is left out stays as
            it is

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
            body=body,
        ),
    )


def sync(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
    body: WorkflowUpdate,
) -> Workflow:
    """Change a workflow.

    Changes what the body names and nothing else; the nodes are replaced as a whole. What comes of it
    has to be
    a graph, as at the creation.

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows
        body (WorkflowUpdate): What shall change about a workflow; whatever is left out stays as
            it is

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
            body=body,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
    body: WorkflowUpdate,
) -> Response[Workflow | ErrorResponse]:
    """Change a workflow.

    Changes what the body names and nothing else; the nodes are replaced as a whole. What comes of it
    has to be
    a graph, as at the creation.

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows
        body (WorkflowUpdate): What shall change about a workflow; whatever is left out stays as
            it is

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
            body=body,
        ),
    )


async def asyncio(
    client_id: str,
    workflow_id: str,
    *,
    client: AuthenticatedClient,
    body: WorkflowUpdate,
) -> Workflow:
    """Change a workflow.

    Changes what the body names and nothing else; the nodes are replaced as a whole. What comes of it
    has to be
    a graph, as at the creation.

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows
        body (WorkflowUpdate): What shall change about a workflow; whatever is left out stays as
            it is

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
            body=body,
        ),
    )
