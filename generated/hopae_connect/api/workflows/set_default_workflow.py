from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.default_workflow_set import DefaultWorkflowSet
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[DefaultWorkflowSet] = Operation(
    "POST",
    "/apps/{client_id}/workflows/{workflow_id}/set-default",
    DefaultWorkflowSet.from_dict,
)


def _request(
    client_id: str,
    workflow_id: str,
) -> Request[DefaultWorkflowSet]:
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
) -> Response[DefaultWorkflowSet | ErrorResponse]:
    """Make a workflow the default.

    From now on the app's verifications run this workflow unless they name another.

    See https://docs.hopae.com/api-reference/workspace/set-default-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[DefaultWorkflowSet | ErrorResponse]
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
) -> DefaultWorkflowSet:
    """Make a workflow the default.

    From now on the app's verifications run this workflow unless they name another.

    See https://docs.hopae.com/api-reference/workspace/set-default-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        DefaultWorkflowSet
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
) -> Response[DefaultWorkflowSet | ErrorResponse]:
    """Make a workflow the default.

    From now on the app's verifications run this workflow unless they name another.

    See https://docs.hopae.com/api-reference/workspace/set-default-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[DefaultWorkflowSet | ErrorResponse]
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
) -> DefaultWorkflowSet:
    """Make a workflow the default.

    From now on the app's verifications run this workflow unless they name another.

    See https://docs.hopae.com/api-reference/workspace/set-default-workflow

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        workflow_id (str): The identifier of a workflow, as `workflowId` in the list of workflows

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        DefaultWorkflowSet
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            workflow_id=workflow_id,
        ),
    )
