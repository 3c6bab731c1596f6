from __future__ import annotations

from typing import TYPE_CHECKING

from ... import _calls
from ..._contract import WORKSPACE_IDEMPOTENCY
from ..._models import lenient
from ..._operations import Operation, Request
from ..._pacing import OnProgress, Pace
from ..._waiting import Lifecycle, afinish, asettle, finish, settle
from ...client import AuthenticatedClient
from ...models.challenge import Challenge
from ...models.production_test_create import ProductionTestCreate
from ...models.production_test_report import ProductionTestReport
from ...models.production_test_request import ProductionTestRequest
from ...types import UNSET, Response, Unset
from ..production_tests import get_production_test_report, list_production_tests

if TYPE_CHECKING:
    from ...models.error_response import ErrorResponse


OPERATION: Operation[ProductionTestRequest] = Operation(
    "POST",
    "/apps/{client_id}/production-tests",
    ProductionTestRequest.from_dict,
    WORKSPACE_IDEMPOTENCY,
)


def _request(
    client_id: str,
    *,
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> Request[ProductionTestRequest]:
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
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ProductionTestRequest | ErrorResponse]:
    """Request a production test for an app.

    Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    See https://docs.hopae.com/api-reference/workspace/create-production-test

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[ProductionTestRequest | ErrorResponse]
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
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> ProductionTestRequest:
    """Request a production test for an app.

    Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    See https://docs.hopae.com/api-reference/workspace/create-production-test

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        ProductionTestRequest
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
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ProductionTestRequest | ErrorResponse]:
    """Request a production test for an app.

    Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    See https://docs.hopae.com/api-reference/workspace/create-production-test

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        Response[ProductionTestRequest | ErrorResponse]
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
    body: ProductionTestCreate,
    idempotency_key: str | Unset = UNSET,
) -> ProductionTestRequest:
    """Request a production test for an app.

    Records a request for a production test hosted under the app's name. The request is scheduled
    later: poll the list of production tests until it has become a challenge. A test can be neither
    changed nor deleted.

    See https://docs.hopae.com/api-reference/workspace/create-production-test

    Args:
        client_id (str): The client identifier of the app, as `clientId` in the list of apps
        idempotency_key (str | Unset): A string of the caller's choice. The same key with the same
            body within 24 hours gets the first
            answer again, and nothing is done twice; with another body it is refused.
        body (ProductionTestCreate): What a production test shall be

    Raises:
        APIStatusError: The answer is no success; its subclasses tell why.
        APIConnectionError: There is no answer, or none in time.
        APIResponseValidationError: The answer does not match the contract.
        InvalidArgumentError: The arguments cannot be sent.

    Returns:
        ProductionTestRequest
    """

    return await _calls.acall(
        client,
        _request(
            client_id=client_id,
            body=body,
            idempotency_key=idempotency_key,
        ),
    )


LIFECYCLE = Lifecycle(
    identifier="/id",
    pending_identifier="/request/id",
    pending_status="/request/status",
    failed=frozenset(["failed"]),
    settled="/challenge",
    settled_identifier="/challenge/id",
    carries=(("/payload/title", "/challenge/title"),),
    created_at="/createdAt",
    settled_at="/challenge/createdAt",
    pending_settled="/request/challengeId",
    progress="/stats/totalClaims",
    limit="/payload/maxStampClaims",
    active="/challenge/isActive",
)


def wait_settled(
    client_id: str,
    created: ProductionTestRequest,
    *,
    client: AuthenticatedClient,
    timeout: float = 600.0,
    poll_interval: float = 1.0,
    on_progress: OnProgress | None = None,
) -> Challenge:
    """Wait until what was created has settled.

    Polls with growing pauses, through outages too. Which item it has become is told by the values that the creation carries over, so
    do not create two things with the same ones at the same time.

    Args:
        created: The answer to the creation.
        timeout: How many seconds to wait at most.
        poll_interval: How many seconds to wait before the second poll.
        on_progress: Called after every poll.

    Raises:
        WaitTimeoutError: The deadline has passed.
        WaitFailedError: What was created has failed.
        AmbiguousMatchError: Several items could be what it has become.
    """
    pace = Pace(timeout, poll_interval, on_progress)
    known: Challenge = lenient(
        settle(
            LIFECYCLE,
            created.to_dict(),
            lambda one: list_production_tests.sync(client_id=client_id, client=one),
            client,
            pace,
        ),
        Challenge,
    )
    return known


def wait_finished(
    client_id: str,
    created: ProductionTestRequest,
    *,
    client: AuthenticatedClient,
    timeout: float = 600.0,
    poll_interval: float = 1.0,
    on_progress: OnProgress | None = None,
    settled: Challenge | None = None,
) -> ProductionTestReport:
    """Wait until what was created has settled, and then until its limit is reached or it is over.

    Polls with growing pauses, through outages too. Which item it has become is told by the values that the creation carries over, so
    do not create two things with the same ones at the same time.

    Args:
        created: The answer to the creation.
        timeout: How many seconds to wait at most.
        poll_interval: How many seconds to wait before the second poll.
        on_progress: Called after every poll.
        settled: What it has become, if that is known already.

    Raises:
        WaitTimeoutError: The deadline has passed.
        WaitFailedError: What was created has failed.
        AmbiguousMatchError: Several items could be what it has become.
    """
    pace = Pace(timeout, poll_interval, on_progress)
    known: Challenge = settled or lenient(
        settle(
            LIFECYCLE,
            created.to_dict(),
            lambda one: list_production_tests.sync(client_id=client_id, client=one),
            client,
            pace,
        ),
        Challenge,
    )
    return finish(
        LIFECYCLE,
        created.to_dict(),
        lambda one: get_production_test_report.sync(client_id=client_id, challenge_id=known.id, client=one),
        client,
        pace,
    )


async def await_settled(
    client_id: str,
    created: ProductionTestRequest,
    *,
    client: AuthenticatedClient,
    timeout: float = 600.0,
    poll_interval: float = 1.0,
    on_progress: OnProgress | None = None,
) -> Challenge:
    """Wait until what was created has settled.

    Polls with growing pauses, through outages too. Which item it has become is told by the values that the creation carries over, so
    do not create two things with the same ones at the same time.

    Args:
        created: The answer to the creation.
        timeout: How many seconds to wait at most.
        poll_interval: How many seconds to wait before the second poll.
        on_progress: Called after every poll.

    Raises:
        WaitTimeoutError: The deadline has passed.
        WaitFailedError: What was created has failed.
        AmbiguousMatchError: Several items could be what it has become.
    """
    pace = Pace(timeout, poll_interval, on_progress)
    known: Challenge = lenient(
        await asettle(
            LIFECYCLE,
            created.to_dict(),
            lambda one: list_production_tests.asyncio(client_id=client_id, client=one),
            client,
            pace,
        ),
        Challenge,
    )
    return known


async def await_finished(
    client_id: str,
    created: ProductionTestRequest,
    *,
    client: AuthenticatedClient,
    timeout: float = 600.0,
    poll_interval: float = 1.0,
    on_progress: OnProgress | None = None,
    settled: Challenge | None = None,
) -> ProductionTestReport:
    """Wait until what was created has settled, and then until its limit is reached or it is over.

    Polls with growing pauses, through outages too. Which item it has become is told by the values that the creation carries over, so
    do not create two things with the same ones at the same time.

    Args:
        created: The answer to the creation.
        timeout: How many seconds to wait at most.
        poll_interval: How many seconds to wait before the second poll.
        on_progress: Called after every poll.
        settled: What it has become, if that is known already.

    Raises:
        WaitTimeoutError: The deadline has passed.
        WaitFailedError: What was created has failed.
        AmbiguousMatchError: Several items could be what it has become.
    """
    pace = Pace(timeout, poll_interval, on_progress)
    known: Challenge = settled or lenient(
        await asettle(
            LIFECYCLE,
            created.to_dict(),
            lambda one: list_production_tests.asyncio(client_id=client_id, client=one),
            client,
            pace,
        ),
        Challenge,
    )
    return await afinish(
        LIFECYCLE,
        created.to_dict(),
        lambda one: get_production_test_report.asyncio(client_id=client_id, challenge_id=known.id, client=one),
        client,
        pace,
    )
