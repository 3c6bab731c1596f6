from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._operations import Operation, Request
from ...client import AuthenticatedClient
from ...models.production_test_report import ProductionTestReport
from ...types import Response

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[ProductionTestReport] = Operation(
    "GET",
    "/apps/{client_id}/production-tests/{challenge_id}/report",
    ProductionTestReport.from_dict,
)


def _request(
    client_id: str,
    challenge_id: str,
) -> Request[ProductionTestReport]:
    return OPERATION.request(
        path={
            "client_id": client_id,
            "challenge_id": challenge_id,
        },
    )


def sync_detailed(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ProductionTestReport | ErrorResponse]:
    """Read the report of a challenge.

    A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[ProductionTestReport | ErrorResponse]
    """

    return _calls.send(
        client,
        _request(
            client_id=client_id,
            challenge_id=challenge_id,
        ),
    )


def sync(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> ProductionTestReport:
    """Read the report of a challenge.

    A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        ProductionTestReport
    """

    return _calls.call(
        client,
        _request(
            client_id=client_id,
            challenge_id=challenge_id,
        ),
    )


async def asyncio_detailed(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ProductionTestReport | ErrorResponse]:
    """Read the report of a challenge.

    A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[ProductionTestReport | ErrorResponse]
    """

    return await _calls.asend(
        client,
        _request(
            client_id=client_id,
            challenge_id=challenge_id,
        ),
    )


async def asyncio(
    client_id: str,
    challenge_id: str,
    *,
    client: AuthenticatedClient,
) -> ProductionTestReport:
    """Read the report of a challenge.

    A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
    says that a test is finished: compare `totalClaims` with the limit that was asked for.

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        challenge_id (str): The identifier of a challenge from the list of production tests, never
            that of a request

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        ProductionTestReport
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            challenge_id=challenge_id,
        ),
    )
