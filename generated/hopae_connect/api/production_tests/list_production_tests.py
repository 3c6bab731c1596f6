from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _calls
from ..._json import wrong
from ..._models import items
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.challenge_item import ChallengeItem
from ...models.request_item import RequestItem
from ...models.unknown_production_test_item import UnknownProductionTestItem
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


def _decode(v: Any) -> list[ChallengeItem | RequestItem | UnknownProductionTestItem]:
    return items(
        v,
        None,
        lambda v: (
            ChallengeItem._read(v)
            if isinstance(v, dict) and v.get("type") == "challenge"
            else RequestItem._read(v)
            if isinstance(v, dict) and v.get("type") == "request"
            else UnknownProductionTestItem._read(v)
            if isinstance(v, dict)
            else wrong(v, None, "an object")
        ),
        UnknownProductionTestItem,
    )


OPERATION: Operation[list[ChallengeItem | RequestItem | UnknownProductionTestItem]] = Operation(
    "GET",
    "/apps/{client_id}/production-tests",
    _decode,
)


def _request(
    client_id: str,
) -> Request[list[ChallengeItem | RequestItem | UnknownProductionTestItem]]:
    return OPERATION.request(
        path={
            "client_id": client_id,
        },
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[list[ChallengeItem | RequestItem | UnknownProductionTestItem] | ErrorResponse]:
    """List the production tests of an app.

    Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[list[ChallengeItem | RequestItem | UnknownProductionTestItem] | ErrorResponse]
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
) -> list[ChallengeItem | RequestItem | UnknownProductionTestItem]:
    """List the production tests of an app.

    Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        list[ChallengeItem | RequestItem | UnknownProductionTestItem]
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
) -> Response[list[ChallengeItem | RequestItem | UnknownProductionTestItem] | ErrorResponse]:
    """List the production tests of an app.

    Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[list[ChallengeItem | RequestItem | UnknownProductionTestItem] | ErrorResponse]
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
) -> list[ChallengeItem | RequestItem | UnknownProductionTestItem]:
    """List the production tests of an app.

    Every production test of the app in one array, without pages. An item is a request while it waits
    to be scheduled and a challenge afterwards; only a challenge has a report.

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        list[ChallengeItem | RequestItem | UnknownProductionTestItem]
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
        ),
    )
