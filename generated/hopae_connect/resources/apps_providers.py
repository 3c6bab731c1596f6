"""apps.providers: the methods of a resource of the API."""

from __future__ import annotations

from functools import cached_property
from typing import List, Unpack

from .._options import Options
from .._resources import Resource
from ..models.provider import Provider
from ..types import UNSET, Unset
from .apps_providers_raw import AppsProvidersResourceWithRawResponse, AsyncAppsProvidersResourceWithRawResponse


class AppsProvidersResource(Resource):
    """The methods of `apps.providers`."""

    @cached_property
    def with_raw_response(self) -> AppsProvidersResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AppsProvidersResourceWithRawResponse(self._client)

    def list(self, client_id: str, *, include: List[str] | Unset = UNSET, **options: Unpack[Options]) -> List[Provider]:
        """List the providers of an app.

        Every provider that the app could use in one array, without pages, and on request how far its
        activation has come.

        See https://docs.hopae.com/api-reference/workspace/get-providers

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            include: What is to be shown besides; what is not known is ignored
        """
        return self.with_raw_response.list(client_id, include=include, **options).parsed


class AsyncAppsProvidersResource(Resource):
    """The methods of `apps.providers`."""

    @cached_property
    def with_raw_response(self) -> AsyncAppsProvidersResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncAppsProvidersResourceWithRawResponse(self._client)

    async def list(
        self, client_id: str, *, include: List[str] | Unset = UNSET, **options: Unpack[Options]
    ) -> List[Provider]:
        """List the providers of an app.

        Every provider that the app could use in one array, without pages, and on request how far its
        activation has come.

        See https://docs.hopae.com/api-reference/workspace/get-providers

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            include: What is to be shown besides; what is not known is ignored
        """
        return (await self.with_raw_response.list(client_id, include=include, **options)).parsed
