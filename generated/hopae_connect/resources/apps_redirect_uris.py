"""apps.redirect_uris: the methods of a resource of the API."""

from __future__ import annotations

from functools import cached_property
from typing import List, Unpack

from .._options import Options
from .._resources import Resource
from ..models.app_redirect_uris import AppRedirectUris
from ..models.redirect_uris_replaced import RedirectUrisReplaced
from .apps_redirect_uris_raw import (
    AppsRedirectUrisResourceWithRawResponse,
    AsyncAppsRedirectUrisResourceWithRawResponse,
)


class AppsRedirectUrisResource(Resource):
    """The methods of `apps.redirect_uris`."""

    @cached_property
    def with_raw_response(self) -> AppsRedirectUrisResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AppsRedirectUrisResourceWithRawResponse(self._client)

    def get(self, client_id: str, **options: Unpack[Options]) -> AppRedirectUris:
        """Read the redirect URIs of an app.

        The whole list of places that users may be sent back to.

        See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.get(client_id, **options).parsed

    def replace(self, client_id: str, *, redirect_uris: List[str], **options: Unpack[Options]) -> RedirectUrisReplaced:
        """Replace the redirect URIs of an app.

        Sets the whole list of places that users may be sent back to.

        See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            redirect_uris: Where users may be sent back to: at most 20 addresses with a host and without a fragment,
                by https, or by http for localhost alone.
        """
        return self.with_raw_response.replace(client_id, redirect_uris=redirect_uris, **options).parsed


class AsyncAppsRedirectUrisResource(Resource):
    """The methods of `apps.redirect_uris`."""

    @cached_property
    def with_raw_response(self) -> AsyncAppsRedirectUrisResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncAppsRedirectUrisResourceWithRawResponse(self._client)

    async def get(self, client_id: str, **options: Unpack[Options]) -> AppRedirectUris:
        """Read the redirect URIs of an app.

        The whole list of places that users may be sent back to.

        See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.get(client_id, **options)).parsed

    async def replace(
        self, client_id: str, *, redirect_uris: List[str], **options: Unpack[Options]
    ) -> RedirectUrisReplaced:
        """Replace the redirect URIs of an app.

        Sets the whole list of places that users may be sent back to.

        See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            redirect_uris: Where users may be sent back to: at most 20 addresses with a host and without a fragment,
                by https, or by http for localhost alone.
        """
        return (await self.with_raw_response.replace(client_id, redirect_uris=redirect_uris, **options)).parsed
