"""apps.custom_domain: the methods of a resource of the API."""

from __future__ import annotations

from functools import cached_property
from typing import Unpack

from .._options import KeyedOptions, Options
from .._resources import Resource
from ..models.custom_domain import CustomDomain
from .apps_custom_domain_raw import (
    AppsCustomDomainResourceWithRawResponse,
    AsyncAppsCustomDomainResourceWithRawResponse,
)


class AppsCustomDomainResource(Resource):
    """The methods of `apps.custom_domain`."""

    @cached_property
    def with_raw_response(self) -> AppsCustomDomainResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AppsCustomDomainResourceWithRawResponse(self._client)

    def get(self, client_id: str, **options: Unpack[Options]) -> CustomDomain:
        """Read the custom domain of an app.

        The host names that users see in place of the vendor's, with the DNS records that they need and how
        far their set-up has come.

        See https://docs.hopae.com/api-reference/workspace/get-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.get(client_id, **options).parsed

    def set(self, client_id: str, *, web_domain: str, oidc_domain: str, **options: Unpack[Options]) -> CustomDomain:
        """Set the custom domain of an app.

        Names the hosts of an app that has none yet; afterwards their DNS records have to be made and
        verified.

        See https://docs.hopae.com/api-reference/workspace/set-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            web_domain: The host of the pages that users see
            oidc_domain: The host of the OpenID Connect endpoints, below the same domain
        """
        return self.with_raw_response.set(client_id, web_domain=web_domain, oidc_domain=oidc_domain, **options).parsed

    def delete(self, client_id: str, **options: Unpack[Options]) -> CustomDomain:
        """Take the custom domain from an app.

        The app goes back to the vendor's host names, and other ones can be set.

        See https://docs.hopae.com/api-reference/workspace/delete-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.delete(client_id, **options).parsed

    def verify(self, client_id: str, **options: Unpack[KeyedOptions]) -> CustomDomain:
        """Verify the custom domain of an app.

        Has the DNS records looked up again.

        See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.verify(client_id, **options).parsed


class AsyncAppsCustomDomainResource(Resource):
    """The methods of `apps.custom_domain`."""

    @cached_property
    def with_raw_response(self) -> AsyncAppsCustomDomainResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncAppsCustomDomainResourceWithRawResponse(self._client)

    async def get(self, client_id: str, **options: Unpack[Options]) -> CustomDomain:
        """Read the custom domain of an app.

        The host names that users see in place of the vendor's, with the DNS records that they need and how
        far their set-up has come.

        See https://docs.hopae.com/api-reference/workspace/get-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.get(client_id, **options)).parsed

    async def set(
        self, client_id: str, *, web_domain: str, oidc_domain: str, **options: Unpack[Options]
    ) -> CustomDomain:
        """Set the custom domain of an app.

        Names the hosts of an app that has none yet; afterwards their DNS records have to be made and
        verified.

        See https://docs.hopae.com/api-reference/workspace/set-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            web_domain: The host of the pages that users see
            oidc_domain: The host of the OpenID Connect endpoints, below the same domain
        """
        return (
            await self.with_raw_response.set(client_id, web_domain=web_domain, oidc_domain=oidc_domain, **options)
        ).parsed

    async def delete(self, client_id: str, **options: Unpack[Options]) -> CustomDomain:
        """Take the custom domain from an app.

        The app goes back to the vendor's host names, and other ones can be set.

        See https://docs.hopae.com/api-reference/workspace/delete-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.delete(client_id, **options)).parsed

    async def verify(self, client_id: str, **options: Unpack[KeyedOptions]) -> CustomDomain:
        """Verify the custom domain of an app.

        Has the DNS records looked up again.

        See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.verify(client_id, **options)).parsed
