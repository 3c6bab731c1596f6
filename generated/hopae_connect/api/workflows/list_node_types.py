from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _calls
from ..._models import items
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.node_type import NodeType
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


def _decode(v: Any) -> list[NodeType]:
    return items(v, None, NodeType._read, NodeType)


OPERATION: Operation[list[NodeType]] = Operation(
    "GET",
    "/apps/{client_id}/workflows/node-types",
    _decode,
)


def _request(
    client_id: str,
) -> Request[list[NodeType]]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[list[NodeType] | ErrorResponse]:
    """List the types of workflow nodes.

    What a node of a workflow can be, and the settings that it takes as such.

    See https://docs.hopae.com/api-reference/workspace/get-node-types

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[list[NodeType] | ErrorResponse]
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
) -> list[NodeType]:
    """List the types of workflow nodes.

    What a node of a workflow can be, and the settings that it takes as such.

    See https://docs.hopae.com/api-reference/workspace/get-node-types

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        list[NodeType]
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
) -> Response[list[NodeType] | ErrorResponse]:
    """List the types of workflow nodes.

    What a node of a workflow can be, and the settings that it takes as such.

    See https://docs.hopae.com/api-reference/workspace/get-node-types

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[list[NodeType] | ErrorResponse]
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
) -> list[NodeType]:
    """List the types of workflow nodes.

    What a node of a workflow can be, and the settings that it takes as such.

    See https://docs.hopae.com/api-reference/workspace/get-node-types

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        list[NodeType]
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
        ),
    )
