"""apps.providers: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, List, Unpack

from .._options import KeyedOptions, Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.providers import list_providers, submit_activation
from ..models.activation_results import ActivationResults
from ..models.provider import Provider
from ..models.submitted_providers import SubmittedProviders
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

    def activate(
        self, client_id: str, *, providers: SubmittedProviders | Mapping[str, Any], **options: Unpack[KeyedOptions]
    ) -> RawResponse[ActivationResults]:
        """Ask for the activation of providers."""
        return self._send(
            submit_activation.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "providers": providers,
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

    async def activate(
        self, client_id: str, *, providers: SubmittedProviders | Mapping[str, Any], **options: Unpack[KeyedOptions]
    ) -> RawResponse[ActivationResults]:
        """Ask for the activation of providers."""
        return await self._send(
            submit_activation.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "providers": providers,
            },
        )
