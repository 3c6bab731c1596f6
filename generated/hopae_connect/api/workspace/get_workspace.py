from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.workspace import Workspace
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[Workspace] = Operation(
    "GET",
    "/workspace",
    Workspace.from_dict,
)


def _request() -> Request[Workspace]:
    return OPERATION.request()


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[Workspace | ErrorResponse]:
    """Read the workspace.

    The workspace that the key belongs to, with the number of its apps.

    See https://docs.hopae.com/api-reference/workspace/get-workspace

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[Workspace | ErrorResponse]
    """

    return _calls.send(client, _request())


def sync(
    *,
    client: AuthenticatedClient,
) -> Workspace:
    """Read the workspace.

    The workspace that the key belongs to, with the number of its apps.

    See https://docs.hopae.com/api-reference/workspace/get-workspace

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Workspace
    """

    return _calls.call(client, _request())


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[Workspace | ErrorResponse]:
    """Read the workspace.

    The workspace that the key belongs to, with the number of its apps.

    See https://docs.hopae.com/api-reference/workspace/get-workspace

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[Workspace | ErrorResponse]
    """

    return await _calls.asend(client, _request())


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> Workspace:
    """Read the workspace.

    The workspace that the key belongs to, with the number of its apps.

    See https://docs.hopae.com/api-reference/workspace/get-workspace

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Workspace
    """

    return await _calls.acall(client, _request())
