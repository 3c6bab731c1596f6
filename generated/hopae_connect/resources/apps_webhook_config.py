"""apps.webhook_config: the methods of a resource of the API."""

from __future__ import annotations

from functools import cached_property
from typing import List, Unpack

from .._options import KeyedOptions, Options
from .._resources import Resource
from ..models.app_webhook_config import AppWebhookConfig
from ..models.app_webhook_config_updated import AppWebhookConfigUpdated
from ..models.webhook_secret_rotated import WebhookSecretRotated
from ..types import UNSET, Unset
from .apps_webhook_config_raw import (
    AppsWebhookConfigResourceWithRawResponse,
    AsyncAppsWebhookConfigResourceWithRawResponse,
)


class AppsWebhookConfigResource(Resource):
    """The methods of `apps.webhook_config`."""

    @cached_property
    def with_raw_response(self) -> AppsWebhookConfigResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AppsWebhookConfigResourceWithRawResponse(self._client)

    def get(self, client_id: str, **options: Unpack[Options]) -> AppWebhookConfig:
        """Read the webhook configuration of an app.

        Where and how events are delivered. The signing secret is redacted or empty: a new one is shown
        once, by its rotation.

        See https://docs.hopae.com/api-reference/workspace/get-webhook-config

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.get(client_id, **options).parsed

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
    ) -> AppWebhookConfigUpdated:
        """Change the webhook configuration of an app.

        Changes what the body names and nothing else. The signing secret cannot be set; it is made by its
        rotation.

        See https://docs.hopae.com/api-reference/workspace/update-webhook-config

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            url: Where events are delivered to, by https
            enabled: Whether events are delivered
            retry_attempts: How often a delivery is tried again; stored, but deliveries use 3
            timeout_seconds: How long a delivery may take, in seconds; stored, but deliveries use 10
            events: The names of the events that are delivered
        """
        return self.with_raw_response.update(
            client_id,
            url=url,
            enabled=enabled,
            retry_attempts=retry_attempts,
            timeout_seconds=timeout_seconds,
            events=events,
            **options,
        ).parsed

    def rotate_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> WebhookSecretRotated:
        """Give an app a new webhook secret.

        Makes a new secret that events are signed with. The answer carries the secret, and nothing shows it
        again but a repetition with the same key, so treat it as confidential.

        See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.rotate_secret(client_id, **options).parsed


class AsyncAppsWebhookConfigResource(Resource):
    """The methods of `apps.webhook_config`."""

    @cached_property
    def with_raw_response(self) -> AsyncAppsWebhookConfigResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncAppsWebhookConfigResourceWithRawResponse(self._client)

    async def get(self, client_id: str, **options: Unpack[Options]) -> AppWebhookConfig:
        """Read the webhook configuration of an app.

        Where and how events are delivered. The signing secret is redacted or empty: a new one is shown
        once, by its rotation.

        See https://docs.hopae.com/api-reference/workspace/get-webhook-config

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.get(client_id, **options)).parsed

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
    ) -> AppWebhookConfigUpdated:
        """Change the webhook configuration of an app.

        Changes what the body names and nothing else. The signing secret cannot be set; it is made by its
        rotation.

        See https://docs.hopae.com/api-reference/workspace/update-webhook-config

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            url: Where events are delivered to, by https
            enabled: Whether events are delivered
            retry_attempts: How often a delivery is tried again; stored, but deliveries use 3
            timeout_seconds: How long a delivery may take, in seconds; stored, but deliveries use 10
            events: The names of the events that are delivered
        """
        return (
            await self.with_raw_response.update(
                client_id,
                url=url,
                enabled=enabled,
                retry_attempts=retry_attempts,
                timeout_seconds=timeout_seconds,
                events=events,
                **options,
            )
        ).parsed

    async def rotate_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> WebhookSecretRotated:
        """Give an app a new webhook secret.

        Makes a new secret that events are signed with. The answer carries the secret, and nothing shows it
        again but a repetition with the same key, so treat it as confidential.

        See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.rotate_secret(client_id, **options)).parsed
