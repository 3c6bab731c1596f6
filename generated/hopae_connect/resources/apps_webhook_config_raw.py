"""apps.webhook_config: the methods of a resource of the API, with what came with each answer."""

from __future__ import annotations

from typing import List, Unpack

from .._options import KeyedOptions, Options
from .._raw_response import RawResponse
from .._resources import AsyncRawResource, RawResource
from ..api.apps import get_webhook_config, rotate_webhook_secret, update_webhook_config
from ..models.app_webhook_config import AppWebhookConfig
from ..models.app_webhook_config_updated import AppWebhookConfigUpdated
from ..models.webhook_secret_rotated import WebhookSecretRotated
from ..types import UNSET, Unset


class AppsWebhookConfigResourceWithRawResponse(RawResource):
    """The methods of `apps.webhook_config.with_raw_response`. They raise what the others do."""

    def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[AppWebhookConfig]:
        """Read the webhook configuration of an app."""
        return self._send(
            get_webhook_config.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    def update(
        self,
        client_id: str,
        *,
        url: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        retry_attempts: int | Unset = UNSET,
        timeout_seconds: int | Unset = UNSET,
        events: List[str] | Unset = UNSET,
        **options: Unpack[Options],
    ) -> RawResponse[AppWebhookConfigUpdated]:
        """Change the webhook configuration of an app."""
        return self._send(
            update_webhook_config.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "url": url,
                "enabled": enabled,
                "retryAttempts": retry_attempts,
                "timeoutSeconds": timeout_seconds,
                "events": events,
            },
        )

    def rotate_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> RawResponse[WebhookSecretRotated]:
        """Give an app a new webhook secret."""
        return self._send(
            rotate_webhook_secret.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )


class AsyncAppsWebhookConfigResourceWithRawResponse(AsyncRawResource):
    """The methods of `apps.webhook_config.with_raw_response`. They raise what the others do."""

    async def get(self, client_id: str, **options: Unpack[Options]) -> RawResponse[AppWebhookConfig]:
        """Read the webhook configuration of an app."""
        return await self._send(
            get_webhook_config.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )

    async def update(
        self,
        client_id: str,
        *,
        url: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        retry_attempts: int | Unset = UNSET,
        timeout_seconds: int | Unset = UNSET,
        events: List[str] | Unset = UNSET,
        **options: Unpack[Options],
    ) -> RawResponse[AppWebhookConfigUpdated]:
        """Change the webhook configuration of an app."""
        return await self._send(
            update_webhook_config.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
            body={
                "url": url,
                "enabled": enabled,
                "retryAttempts": retry_attempts,
                "timeoutSeconds": timeout_seconds,
                "events": events,
            },
        )

    async def rotate_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> RawResponse[WebhookSecretRotated]:
        """Give an app a new webhook secret."""
        return await self._send(
            rotate_webhook_secret.OPERATION,
            options,
            path={
                "client_id": client_id,
            },
        )
