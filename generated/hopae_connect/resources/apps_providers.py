"""apps.providers: the methods of a resource of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, List, Unpack

from .._options import KeyedOptions, Options
from .._resources import Resource
from ..models.activation_results import ActivationResults
from ..models.provider import Provider
from ..models.submitted_providers import SubmittedProviders
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

    def activate(
        self, client_id: str, *, providers: SubmittedProviders | Mapping[str, Any], **options: Unpack[KeyedOptions]
    ) -> ActivationResults:
        """Ask for the activation of providers.

        Submits what each provider needs, which the list of providers names. Every provider is answered by
        itself, so that some may be taken while others need a contract first. What is submitted may be
        secret.

        See https://docs.hopae.com/api-reference/workspace/submit-activation

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            providers: What is submitted for the activation of providers, by provider id
        """
        return self.with_raw_response.activate(client_id, providers=providers, **options).parsed


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

    async def activate(
        self, client_id: str, *, providers: SubmittedProviders | Mapping[str, Any], **options: Unpack[KeyedOptions]
    ) -> ActivationResults:
        """Ask for the activation of providers.

        Submits what each provider needs, which the list of providers names. Every provider is answered by
        itself, so that some may be taken while others need a contract first. What is submitted may be
        secret.

        See https://docs.hopae.com/api-reference/workspace/submit-activation

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            providers: What is submitted for the activation of providers, by provider id
        """
        return (await self.with_raw_response.activate(client_id, providers=providers, **options)).parsed
