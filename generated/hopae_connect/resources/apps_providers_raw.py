"""apps.providers: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from typing import List, Unpack

from .._options import Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.providers import list_providers
from ..models.provider import Provider
from ..types import UNSET, Unset


class AppsProvidersResourceWithRawResponse(RawResource):
    """The methods of `apps.providers.with_raw_response`. They raise what the others do."""

    def list(
        self, client_id: str, *, include: List[str] | Unset = UNSET, **options: Unpack[Options]
    ) -> RawResponse[List[Provider]]:
        """List the providers of an app."""
        return self._send(
            list_providers.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            query={
                "include": include,
            },
        )


class AsyncAppsProvidersResourceWithRawResponse(AsyncRawResource):
    """The methods of `apps.providers.with_raw_response`. They raise what the others do."""

    async def list(
        self, client_id: str, *, include: List[str] | Unset = UNSET, **options: Unpack[Options]
    ) -> RawResponse[List[Provider]]:
        """List the providers of an app."""
        return await self._send(
            list_providers.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            query={
                "include": include,
            },
        )
