"""production_tests: the methods of a resource of the API."""

from __future__ import annotations

from functools import cached_property
from typing import List, Literal, Unpack

from .._options import KeyedOptions, Options
from .._pacing import OnProgress, Pace
from .._resources import Resource
from .._running import arun, run
from ..api.production_tests import create_production_test, get_production_test_report, list_production_tests
from ..models.challenge import Challenge
from ..models.challenge_item import ChallengeItem
from ..models.production_test_report import ProductionTestReport
from ..models.production_test_request import ProductionTestRequest
from ..models.request_item import RequestItem
from ..models.target_platform import TargetPlatform
from ..models.unknown_production_test_item import UnknownProductionTestItem
from ..types import UNSET, Unset
from .production_tests_raw import AsyncProductionTestsResourceWithRawResponse, ProductionTestsResourceWithRawResponse


class ProductionTestsResource(Resource):
    """The methods of `production_tests`."""

    @cached_property
    def with_raw_response(self) -> ProductionTestsResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return ProductionTestsResourceWithRawResponse(self._client)

    def list(
        self, client_id: str, **options: Unpack[Options]
    ) -> List[ChallengeItem | RequestItem | UnknownProductionTestItem]:
        """List the production tests of an app.

        Every production test of the app in one array, without pages. An item is a request while it waits to
        be scheduled and a challenge afterwards; only a challenge has a report.

        See https://docs.hopae.com/api-reference/workspace/list-production-tests

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.list(client_id, **options).parsed

    def create(
        self,
        client_id: str,
        *,
        title: str,
        description: str | Unset = UNSET,
        provider_ids: List[str] | Unset = UNSET,
        target_platform: TargetPlatform | Literal["ios", "android"] | Unset = UNSET,
        max_stamps: int | Unset = UNSET,
        allow_duplicate_participation: bool | Unset = UNSET,
        **options: Unpack[KeyedOptions],
    ) -> ProductionTestRequest:
        """Request a production test for an app.

        Records a request for a production test hosted under the app's name. The request is scheduled later:
        poll the list of production tests until it has become a challenge. A test can be neither changed nor
        deleted.

        See https://docs.hopae.com/api-reference/workspace/create-production-test

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            title: The title of the challenge
            description: What the challenge is about
            provider_ids: The providers to test, all eligible ones by default. A provider is eligible when it is
                registered, enabled for the app, not chip-based and available in the environment.
            target_platform: The mobile platform that the challenge is limited to
            max_stamps: How many stamps may be claimed, first come, first served
            allow_duplicate_participation: Whether one user may take part several times with one provider
        """
        return self.with_raw_response.create(
            client_id,
            title=title,
            description=description,
            provider_ids=provider_ids,
            target_platform=target_platform,
            max_stamps=max_stamps,
            allow_duplicate_participation=allow_duplicate_participation,
            **options,
        ).parsed

    def get_report(self, client_id: str, challenge_id: str, **options: Unpack[Options]) -> ProductionTestReport:
        """Read the report of a challenge.

        A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
        says that a test is finished: compare `totalClaims` with the limit that was asked for.

        See https://docs.hopae.com/api-reference/workspace/get-production-test-report

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            challenge_id: The identifier of a challenge from the list of production tests, never that of a request
        """
        return self.with_raw_response.get_report(client_id, challenge_id, **options).parsed

    def wait_settled(
        self,
        client_id: str,
        created: ProductionTestRequest,
        *,
        timeout: float = 600.0,
        poll_interval: float = 1.0,
        on_progress: OnProgress | None = None,
    ) -> Challenge:
        """Wait until what was created has settled, within `timeout` seconds; see `create_production_test.wait_settled`."""
        return create_production_test.wait_settled(
            client_id,
            created,
            client=self._client,
            timeout=timeout,
            poll_interval=poll_interval,
            on_progress=on_progress,
        )

    def wait_finished(
        self,
        client_id: str,
        created: ProductionTestRequest,
        *,
        timeout: float = 600.0,
        poll_interval: float = 1.0,
        on_progress: OnProgress | None = None,
        settled: Challenge | None = None,
    ) -> ProductionTestReport:
        """Wait until what was created is finished, within `timeout` seconds; see `create_production_test.wait_finished`."""
        return create_production_test.wait_finished(
            client_id,
            created,
            client=self._client,
            timeout=timeout,
            poll_interval=poll_interval,
            on_progress=on_progress,
            settled=settled,
        )

    def run(
        self,
        client_id: str,
        *,
        title: str,
        description: str | Unset = UNSET,
        provider_ids: List[str] | Unset = UNSET,
        target_platform: TargetPlatform | Literal["ios", "android"] | Unset = UNSET,
        max_stamps: int | Unset = UNSET,
        allow_duplicate_participation: bool | Unset = UNSET,
        timeout: float = 600.0,
        poll_interval: float = 1.0,
        on_progress: OnProgress | None = None,
        idempotency_key: str | Unset = UNSET,
    ) -> ProductionTestReport:
        """Request a production test for an app, wait until it is finished, and return the report.

        What was there before is listed first, so that it is not taken for what is created. Every error has the
        `idempotency_key`: call again with it, and with the same arguments, to go on.

        Args:
            timeout: How many seconds all of it may take.
            poll_interval: How many seconds to wait before the second poll.
            on_progress: Called after every poll.
            idempotency_key: The key of an earlier call that goes on.
        """
        return run(
            create_production_test.LIFECYCLE,
            Challenge,
            self._client,
            Pace(timeout, poll_interval, on_progress),
            idempotency_key,
            lambda key: self.with_raw_response.create(
                client_id,
                title=title,
                description=description,
                provider_ids=provider_ids,
                target_platform=target_platform,
                max_stamps=max_stamps,
                allow_duplicate_participation=allow_duplicate_participation,
                idempotency_key=key,
            ),
            lambda one: list_production_tests.sync(client_id=client_id, client=one),
            lambda one, known: get_production_test_report.sync(client_id=client_id, challenge_id=known.id, client=one),
        )


class AsyncProductionTestsResource(Resource):
    """The methods of `production_tests`."""

    @cached_property
    def with_raw_response(self) -> AsyncProductionTestsResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncProductionTestsResourceWithRawResponse(self._client)

    async def list(
        self, client_id: str, **options: Unpack[Options]
    ) -> List[ChallengeItem | RequestItem | UnknownProductionTestItem]:
        """List the production tests of an app.

        Every production test of the app in one array, without pages. An item is a request while it waits to
        be scheduled and a challenge afterwards; only a challenge has a report.

        See https://docs.hopae.com/api-reference/workspace/list-production-tests

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.list(client_id, **options)).parsed

    async def create(
        self,
        client_id: str,
        *,
        title: str,
        description: str | Unset = UNSET,
        provider_ids: List[str] | Unset = UNSET,
        target_platform: TargetPlatform | Literal["ios", "android"] | Unset = UNSET,
        max_stamps: int | Unset = UNSET,
        allow_duplicate_participation: bool | Unset = UNSET,
        **options: Unpack[KeyedOptions],
    ) -> ProductionTestRequest:
        """Request a production test for an app.

        Records a request for a production test hosted under the app's name. The request is scheduled later:
        poll the list of production tests until it has become a challenge. A test can be neither changed nor
        deleted.

        See https://docs.hopae.com/api-reference/workspace/create-production-test

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            title: The title of the challenge
            description: What the challenge is about
            provider_ids: The providers to test, all eligible ones by default. A provider is eligible when it is
                registered, enabled for the app, not chip-based and available in the environment.
            target_platform: The mobile platform that the challenge is limited to
            max_stamps: How many stamps may be claimed, first come, first served
            allow_duplicate_participation: Whether one user may take part several times with one provider
        """
        return (
            await self.with_raw_response.create(
                client_id,
                title=title,
                description=description,
                provider_ids=provider_ids,
                target_platform=target_platform,
                max_stamps=max_stamps,
                allow_duplicate_participation=allow_duplicate_participation,
                **options,
            )
        ).parsed

    async def get_report(self, client_id: str, challenge_id: str, **options: Unpack[Options]) -> ProductionTestReport:
        """Read the report of a challenge.

        A snapshot of a challenge with its participations and its stamp claims by provider. Nothing in it
        says that a test is finished: compare `totalClaims` with the limit that was asked for.

        See https://docs.hopae.com/api-reference/workspace/get-production-test-report

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            challenge_id: The identifier of a challenge from the list of production tests, never that of a request
        """
        return (await self.with_raw_response.get_report(client_id, challenge_id, **options)).parsed

    async def wait_settled(
        self,
        client_id: str,
        created: ProductionTestRequest,
        *,
        timeout: float = 600.0,
        poll_interval: float = 1.0,
        on_progress: OnProgress | None = None,
    ) -> Challenge:
        """Wait until what was created has settled, within `timeout` seconds; see `create_production_test.await_settled`."""
        return await create_production_test.await_settled(
            client_id,
            created,
            client=self._client,
            timeout=timeout,
            poll_interval=poll_interval,
            on_progress=on_progress,
        )

    async def wait_finished(
        self,
        client_id: str,
        created: ProductionTestRequest,
        *,
        timeout: float = 600.0,
        poll_interval: float = 1.0,
        on_progress: OnProgress | None = None,
        settled: Challenge | None = None,
    ) -> ProductionTestReport:
        """Wait until what was created is finished, within `timeout` seconds; see `create_production_test.await_finished`."""
        return await create_production_test.await_finished(
            client_id,
            created,
            client=self._client,
            timeout=timeout,
            poll_interval=poll_interval,
            on_progress=on_progress,
            settled=settled,
        )

    async def run(
        self,
        client_id: str,
        *,
        title: str,
        description: str | Unset = UNSET,
        provider_ids: List[str] | Unset = UNSET,
        target_platform: TargetPlatform | Literal["ios", "android"] | Unset = UNSET,
        max_stamps: int | Unset = UNSET,
        allow_duplicate_participation: bool | Unset = UNSET,
        timeout: float = 600.0,
        poll_interval: float = 1.0,
        on_progress: OnProgress | None = None,
        idempotency_key: str | Unset = UNSET,
    ) -> ProductionTestReport:
        """Request a production test for an app, wait until it is finished, and return the report.

        What was there before is listed first, so that it is not taken for what is created. Every error has the
        `idempotency_key`: call again with it, and with the same arguments, to go on.

        Args:
            timeout: How many seconds all of it may take.
            poll_interval: How many seconds to wait before the second poll.
            on_progress: Called after every poll.
            idempotency_key: The key of an earlier call that goes on.
        """
        return await arun(
            create_production_test.LIFECYCLE,
            Challenge,
            self._client,
            Pace(timeout, poll_interval, on_progress),
            idempotency_key,
            lambda key: self.with_raw_response.create(
                client_id,
                title=title,
                description=description,
                provider_ids=provider_ids,
                target_platform=target_platform,
                max_stamps=max_stamps,
                allow_duplicate_participation=allow_duplicate_participation,
                idempotency_key=key,
            ),
            lambda one: list_production_tests.asyncio(client_id=client_id, client=one),
            lambda one, known: get_production_test_report.asyncio(
                client_id=client_id, challenge_id=known.id, client=one
            ),
        )
