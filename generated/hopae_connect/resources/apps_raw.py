"""apps: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, List, Unpack

from .._options import KeyedOptions, Options
from .._pages import AsyncPage, Page, Paging
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.apps import create_app, create_app_batch, delete_app, get_app, list_apps, rotate_client_secret, update_app
from ..models.app import App
from ..models.app_batch_item import AppBatchItem
from ..models.app_batch_results import AppBatchResults
from ..models.client_secret_rotated import ClientSecretRotated
from ..models.webhook_config_update import WebhookConfigUpdate
from ..types import UNSET, Unset

_PAGES_OF_LIST = Paging(offset="offset", items=attrgetter("data"), total=attrgetter("total"))


class AppsResourceWithRawResponse(RawResource):
    """The methods of `apps.with_raw_response`. They raise what the others do."""

    def list(
        self, *, limit: int | Unset = UNSET, offset: int | Unset = UNSET, **options: Unpack[Options]
    ) -> RawResponse[Page[App]]:
        """List the apps of the workspace."""
        return self._send_page(
            list_apps.OPERATION,
            _PAGES_OF_LIST,
            options,
            query={
                "limit": limit,
                "offset": offset,
            },
        )

    def create(self, *, name: str, **options: Unpack[KeyedOptions]) -> RawResponse[App]:
        """Create an app."""
        return self._send(
            create_app.OPERATION,
            options,
            body={
                "name": name,
            },
        )

    def create_batch(
        self,
        *,
        items: Sequence[AppBatchItem | Mapping[str, Any]],
        continue_on_error: bool | Unset = UNSET,
        **options: Unpack[KeyedOptions],
    ) -> RawResponse[AppBatchResults]:
        """Create several apps."""
        return self._send(
            create_app_batch.OPERATION,
            options,
            body={
                "items": items,
                "continueOnError": continue_on_error,
            },
        )

    def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[App]:
        """Read an app."""
        return self._send(
            get_app.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def delete(self, client_id: str, **options: Unpack[Options]) -> RawResponse[None]:
        """Delete an app."""
        return self._send(
            delete_app.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def update(
        self,
        client_id: str,
        *,
        name: str | Unset = UNSET,
        redirect_uris: List[str] | Unset = UNSET,
        webhook_config: WebhookConfigUpdate | Mapping[str, Any] | Unset = UNSET,
        default_success_redirect_uri: str | Unset = UNSET,
        default_failure_redirect_uri: str | Unset = UNSET,
        logo: str | Unset = UNSET,
        **options: Unpack[Options],
    ) -> RawResponse[App]:
        """Change an app."""
        return self._send(
            update_app.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "name": name,
                "redirectUris": redirect_uris,
                "webhookConfig": webhook_config,
                "defaultSuccessRedirectUri": default_success_redirect_uri,
                "defaultFailureRedirectUri": default_failure_redirect_uri,
                "logo": logo,
            },
        )

    def rotate_client_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> RawResponse[ClientSecretRotated]:
        """Give an app a new client secret."""
        return self._send(
            rotate_client_secret.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )


class AsyncAppsResourceWithRawResponse(AsyncRawResource):
    """The methods of `apps.with_raw_response`. They raise what the others do."""

    async def list(
        self, *, limit: int | Unset = UNSET, offset: int | Unset = UNSET, **options: Unpack[Options]
    ) -> RawResponse[AsyncPage[App]]:
        """List the apps of the workspace."""
        return await self._send_page(
            list_apps.OPERATION,
            _PAGES_OF_LIST,
            options,
            query={
                "limit": limit,
                "offset": offset,
            },
        )

    async def create(self, *, name: str, **options: Unpack[KeyedOptions]) -> RawResponse[App]:
        """Create an app."""
        return await self._send(
            create_app.OPERATION,
            options,
            body={
                "name": name,
            },
        )

    async def create_batch(
        self,
        *,
        items: Sequence[AppBatchItem | Mapping[str, Any]],
        continue_on_error: bool | Unset = UNSET,
        **options: Unpack[KeyedOptions],
    ) -> RawResponse[AppBatchResults]:
        """Create several apps."""
        return await self._send(
            create_app_batch.OPERATION,
            options,
            body={
                "items": items,
                "continueOnError": continue_on_error,
            },
        )

    async def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[App]:
        """Read an app."""
        return await self._send(
            get_app.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def delete(self, client_id: str, **options: Unpack[Options]) -> RawResponse[None]:
        """Delete an app."""
        return await self._send(
            delete_app.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def update(
        self,
        client_id: str,
        *,
        name: str | Unset = UNSET,
        redirect_uris: List[str] | Unset = UNSET,
        webhook_config: WebhookConfigUpdate | Mapping[str, Any] | Unset = UNSET,
        default_success_redirect_uri: str | Unset = UNSET,
        default_failure_redirect_uri: str | Unset = UNSET,
        logo: str | Unset = UNSET,
        **options: Unpack[Options],
    ) -> RawResponse[App]:
        """Change an app."""
        return await self._send(
            update_app.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "name": name,
                "redirectUris": redirect_uris,
                "webhookConfig": webhook_config,
                "defaultSuccessRedirectUri": default_success_redirect_uri,
                "defaultFailureRedirectUri": default_failure_redirect_uri,
                "logo": logo,
            },
        )

    async def rotate_client_secret(
        self, client_id: str, **options: Unpack[KeyedOptions]
    ) -> RawResponse[ClientSecretRotated]:
        """Give an app a new client secret."""
        return await self._send(
            rotate_client_secret.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )
