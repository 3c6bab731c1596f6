"""apps.redirect_uris: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from typing import List, Unpack

from .._options import Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.apps import get_redirect_uris, replace_redirect_uris
from ..models.app_redirect_uris import AppRedirectUris
from ..models.redirect_uris_replaced import RedirectUrisReplaced


class AppsRedirectUrisResourceWithRawResponse(RawResource):
    """The methods of `apps.redirect_uris.with_raw_response`. They raise what the others do."""

    def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[AppRedirectUris]:
        """Read the redirect URIs of an app."""
        return self._send(
            get_redirect_uris.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def replace(
        self, client_id: str, *, redirect_uris: List[str], **options: Unpack[Options]
    ) -> RawResponse[RedirectUrisReplaced]:
        """Replace the redirect URIs of an app."""
        return self._send(
            replace_redirect_uris.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "redirectUris": redirect_uris,
            },
        )


class AsyncAppsRedirectUrisResourceWithRawResponse(AsyncRawResource):
    """The methods of `apps.redirect_uris.with_raw_response`. They raise what the others do."""

    async def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[AppRedirectUris]:
        """Read the redirect URIs of an app."""
        return await self._send(
            get_redirect_uris.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def replace(
        self, client_id: str, *, redirect_uris: List[str], **options: Unpack[Options]
    ) -> RawResponse[RedirectUrisReplaced]:
        """Replace the redirect URIs of an app."""
        return await self._send(
            replace_redirect_uris.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "redirectUris": redirect_uris,
            },
        )
