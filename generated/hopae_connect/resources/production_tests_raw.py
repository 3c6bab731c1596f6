"""production_tests: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from typing import List, Literal, Unpack

from .._options import KeyedOptions, Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.production_tests import create_production_test, get_production_test_report, list_production_tests
from ..models.challenge_item import ChallengeItem
from ..models.production_test_report import ProductionTestReport
from ..models.production_test_request import ProductionTestRequest
from ..models.request_item import RequestItem
from ..models.target_platform import TargetPlatform
from ..models.unknown_production_test_item import UnknownProductionTestItem
from ..types import UNSET, Unset


class ProductionTestsResourceWithRawResponse(RawResource):
    """The methods of `production_tests.with_raw_response`. They raise what the others do."""

    def list(
        self, client_id: str, **options: Unpack[Options]
    ) -> RawResponse[List[ChallengeItem | RequestItem | UnknownProductionTestItem]]:
        """List the production tests of an app."""
        return self._send(
            list_production_tests.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

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
    ) -> RawResponse[ProductionTestRequest]:
        """Request a production test for an app."""
        return self._send(
            create_production_test.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "title": title,
                "description": description,
                "providerIds": provider_ids,
                "targetPlatform": target_platform,
                "maxStamps": max_stamps,
                "allowDuplicateParticipation": allow_duplicate_participation,
            },
        )

    def get_report(
        self, client_id: str, challenge_id: str, **options: Unpack[Options]
    ) -> RawResponse[ProductionTestReport]:
        """Read the report of a challenge."""
        return self._send(
            get_production_test_report.OPERATION,
            options,
            path={
                "client_id": client_id,
                "challenge_id": challenge_id,
            },
        )


class AsyncProductionTestsResourceWithRawResponse(AsyncRawResource):
    """The methods of `production_tests.with_raw_response`. They raise what the others do."""

    async def list(
        self, client_id: str, **options: Unpack[Options]
    ) -> RawResponse[List[ChallengeItem | RequestItem | UnknownProductionTestItem]]:
        """List the production tests of an app."""
        return await self._send(
            list_production_tests.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

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
    ) -> RawResponse[ProductionTestRequest]:
        """Request a production test for an app."""
        return await self._send(
            create_production_test.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "title": title,
                "description": description,
                "providerIds": provider_ids,
                "targetPlatform": target_platform,
                "maxStamps": max_stamps,
                "allowDuplicateParticipation": allow_duplicate_participation,
            },
        )

    async def get_report(
        self, client_id: str, challenge_id: str, **options: Unpack[Options]
    ) -> RawResponse[ProductionTestReport]:
        """Read the report of a challenge."""
        return await self._send(
            get_production_test_report.OPERATION,
            options,
            path={
                "client_id": client_id,
                "challenge_id": challenge_id,
            },
        )
