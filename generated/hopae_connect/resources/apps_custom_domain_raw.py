"""apps.custom_domain: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from typing import Unpack

from .._options import KeyedOptions, Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.apps import delete_custom_domain, get_custom_domain, set_custom_domain, verify_custom_domain
from ..models.custom_domain import CustomDomain


class AppsCustomDomainResourceWithRawResponse(RawResource):
    """The methods of `apps.custom_domain.with_raw_response`. They raise what the others do."""

    def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[CustomDomain]:
        """Read the custom domain of an app."""
        return self._send(
            get_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def set(
        self, client_id: str, *, web_domain: str, oidc_domain: str, **options: Unpack[Options]
    ) -> RawResponse[CustomDomain]:
        """Set the custom domain of an app."""
        return self._send(
            set_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "webDomain": web_domain,
                "oidcDomain": oidc_domain,
            },
        )

    def delete(self, client_id: str, **options: Unpack[Options]) -> RawResponse[CustomDomain]:
        """Take the custom domain from an app."""
        return self._send(
            delete_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def verify(self, client_id: str, **options: Unpack[KeyedOptions]) -> RawResponse[CustomDomain]:
        """Verify the custom domain of an app."""
        return self._send(
            verify_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )


class AsyncAppsCustomDomainResourceWithRawResponse(AsyncRawResource):
    """The methods of `apps.custom_domain.with_raw_response`. They raise what the others do."""

    async def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[CustomDomain]:
        """Read the custom domain of an app."""
        return await self._send(
            get_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def set(
        self, client_id: str, *, web_domain: str, oidc_domain: str, **options: Unpack[Options]
    ) -> RawResponse[CustomDomain]:
        """Set the custom domain of an app."""
        return await self._send(
            set_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "webDomain": web_domain,
                "oidcDomain": oidc_domain,
            },
        )

    async def delete(self, client_id: str, **options: Unpack[Options]) -> RawResponse[CustomDomain]:
        """Take the custom domain from an app."""
        return await self._send(
            delete_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def verify(self, client_id: str, **options: Unpack[KeyedOptions]) -> RawResponse[CustomDomain]:
        """Verify the custom domain of an app."""
        return await self._send(
            verify_custom_domain.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )
