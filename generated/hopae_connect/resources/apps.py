"""apps: the methods of a resource of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, List, Unpack

from .._options import KeyedOptions, Options
from .._pages import AsyncPages, Page
from .._resources import Resource
from ..models.app import App
from ..models.app_batch_item import AppBatchItem
from ..models.app_batch_results import AppBatchResults
from ..models.client_secret_rotated import ClientSecretRotated
from ..models.webhook_config_update import WebhookConfigUpdate
from ..types import UNSET, Unset
from .apps_raw import AppsResourceWithRawResponse, AsyncAppsResourceWithRawResponse

if TYPE_CHECKING:
    from .apps_custom_domain import AppsCustomDomainResource, AsyncAppsCustomDomainResource
    from .apps_providers import AppsProvidersResource, AsyncAppsProvidersResource
    from .apps_redirect_uris import AppsRedirectUrisResource, AsyncAppsRedirectUrisResource
    from .apps_webhook_config import AppsWebhookConfigResource, AsyncAppsWebhookConfigResource
    from .apps_workflows import AppsWorkflowsResource, AsyncAppsWorkflowsResource


class AppsResource(Resource):
    """The methods of `apps`."""

    @cached_property
    def with_raw_response(self) -> AppsResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AppsResourceWithRawResponse(self._client)

    @cached_property
    def custom_domain(self) -> AppsCustomDomainResource:
        """The methods of `apps.custom_domain`."""
        from .apps_custom_domain import AppsCustomDomainResource

        return AppsCustomDomainResource(self._client)

    @cached_property
    def providers(self) -> AppsProvidersResource:
        """The methods of `apps.providers`."""
        from .apps_providers import AppsProvidersResource

        return AppsProvidersResource(self._client)

    @cached_property
    def redirect_uris(self) -> AppsRedirectUrisResource:
        """The methods of `apps.redirect_uris`."""
        from .apps_redirect_uris import AppsRedirectUrisResource

        return AppsRedirectUrisResource(self._client)

    @cached_property
    def webhook_config(self) -> AppsWebhookConfigResource:
        """The methods of `apps.webhook_config`."""
        from .apps_webhook_config import AppsWebhookConfigResource

        return AppsWebhookConfigResource(self._client)

    @cached_property
    def workflows(self) -> AppsWorkflowsResource:
        """The methods of `apps.workflows`."""
        from .apps_workflows import AppsWorkflowsResource

        return AppsWorkflowsResource(self._client)

    def list(self, *, limit: int | Unset = UNSET, offset: int | Unset = UNSET, **options: Unpack[Options]) -> Page[App]:
        """List the apps of the workspace.

        One window of the workspace's apps, with the total number of apps. Every app carries its client
        secret, so treat the answer as confidential.

        See https://docs.hopae.com/api-reference/workspace/list-apps

        Args:
            limit: How many items the window holds at most
            offset: How many items to pass over
        """
        return self.with_raw_response.list(limit=limit, offset=offset, **options).parsed

    def create(self, *, name: str, **options: Unpack[KeyedOptions]) -> App:
        """Create an app.

        Makes an app with a client secret of its own, a default workflow and the provider that it needs. The
        answer carries the secret, so treat it as confidential.

        See https://docs.hopae.com/api-reference/workspace/create-app

        Args:
            name: The name that people see
        """
        return self.with_raw_response.create(name=name, **options).parsed

    def create_batch(
        self,
        *,
        items: Sequence[AppBatchItem | Mapping[str, Any]],
        continue_on_error: bool | Unset = UNSET,
        **options: Unpack[KeyedOptions],
    ) -> AppBatchResults:
        """Create several apps.

        Makes up to a hundred apps at once. Each is answered by itself, in the order of the request: with
        the app and its secret, or with what went wrong. The first failure ends the batch, unless it is to
        go on.

        See https://docs.hopae.com/api-reference/workspace/batch-create-apps

        Args:
            items: The apps, at most 100
            continue_on_error: Whether the rest is tried as well where one fails
        """
        return self.with_raw_response.create_batch(items=items, continue_on_error=continue_on_error, **options).parsed

    def get(self, client_id: str, **options: Unpack[Options]) -> App:
        """Read an app.

        The app with its client secret, so treat the answer as confidential.

        See https://docs.hopae.com/api-reference/workspace/get-app

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.get(client_id, **options).parsed

    def delete(self, client_id: str, **options: Unpack[Options]) -> None:
        """Delete an app.

        Removes the app for good; afterwards it is not found.

        See https://docs.hopae.com/api-reference/workspace/delete-app

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        self.with_raw_response.delete(client_id, **options)

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
    ) -> App:
        """Change an app.

        Changes what the body names and nothing else. A list is replaced as a whole, the webhook
        configuration field by field.

        See https://docs.hopae.com/api-reference/workspace/update-app

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            name: The name that people see
            redirect_uris: Where users may be sent back to. Replaces the whole list, an empty one clears it. That the
                limits of `RedirectUris` hold here too is published nowhere.
            webhook_config: What shall change about the delivery of events; whatever is left out stays as it is
            default_success_redirect_uri: Where users go after a verification that succeeded
            default_failure_redirect_uri: Where users go after a verification that failed
            logo: The logo as a base64 data URL; an empty text removes it
        """
        return self.with_raw_response.update(
            client_id,
            name=name,
            redirect_uris=redirect_uris,
            webhook_config=webhook_config,
            default_success_redirect_uri=default_success_redirect_uri,
            default_failure_redirect_uri=default_failure_redirect_uri,
            logo=logo,
            **options,
        ).parsed

    def rotate_client_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> ClientSecretRotated:
        """Give an app a new client secret.

        Makes a new client secret; the old one stops working at once. The answer carries the secret, so
        treat it as confidential.

        See https://docs.hopae.com/api-reference/workspace/rotate-client-secret

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return self.with_raw_response.rotate_client_secret(client_id, **options).parsed


class AsyncAppsResource(Resource):
    """The methods of `apps`."""

    @cached_property
    def with_raw_response(self) -> AsyncAppsResourceWithRawResponse:
        """The same methods, which return what came with the answer as well."""
        return AsyncAppsResourceWithRawResponse(self._client)

    @cached_property
    def custom_domain(self) -> AsyncAppsCustomDomainResource:
        """The methods of `apps.custom_domain`."""
        from .apps_custom_domain import AsyncAppsCustomDomainResource

        return AsyncAppsCustomDomainResource(self._client)

    @cached_property
    def providers(self) -> AsyncAppsProvidersResource:
        """The methods of `apps.providers`."""
        from .apps_providers import AsyncAppsProvidersResource

        return AsyncAppsProvidersResource(self._client)

    @cached_property
    def redirect_uris(self) -> AsyncAppsRedirectUrisResource:
        """The methods of `apps.redirect_uris`."""
        from .apps_redirect_uris import AsyncAppsRedirectUrisResource

        return AsyncAppsRedirectUrisResource(self._client)

    @cached_property
    def webhook_config(self) -> AsyncAppsWebhookConfigResource:
        """The methods of `apps.webhook_config`."""
        from .apps_webhook_config import AsyncAppsWebhookConfigResource

        return AsyncAppsWebhookConfigResource(self._client)

    @cached_property
    def workflows(self) -> AsyncAppsWorkflowsResource:
        """The methods of `apps.workflows`."""
        from .apps_workflows import AsyncAppsWorkflowsResource

        return AsyncAppsWorkflowsResource(self._client)

    def list(
        self, *, limit: int | Unset = UNSET, offset: int | Unset = UNSET, **options: Unpack[Options]
    ) -> AsyncPages[App]:
        """List the apps of the workspace.

        One window of the workspace's apps, with the total number of apps. Every app carries its client
        secret, so treat the answer as confidential.

        See https://docs.hopae.com/api-reference/workspace/list-apps

        Args:
            limit: How many items the window holds at most
            offset: How many items to pass over
        """
        return AsyncPages(lambda: self.with_raw_response.list(limit=limit, offset=offset, **options))

    async def create(self, *, name: str, **options: Unpack[KeyedOptions]) -> App:
        """Create an app.

        Makes an app with a client secret of its own, a default workflow and the provider that it needs. The
        answer carries the secret, so treat it as confidential.

        See https://docs.hopae.com/api-reference/workspace/create-app

        Args:
            name: The name that people see
        """
        return (await self.with_raw_response.create(name=name, **options)).parsed

    async def create_batch(
        self,
        *,
        items: Sequence[AppBatchItem | Mapping[str, Any]],
        continue_on_error: bool | Unset = UNSET,
        **options: Unpack[KeyedOptions],
    ) -> AppBatchResults:
        """Create several apps.

        Makes up to a hundred apps at once. Each is answered by itself, in the order of the request: with
        the app and its secret, or with what went wrong. The first failure ends the batch, unless it is to
        go on.

        See https://docs.hopae.com/api-reference/workspace/batch-create-apps

        Args:
            items: The apps, at most 100
            continue_on_error: Whether the rest is tried as well where one fails
        """
        return (
            await self.with_raw_response.create_batch(items=items, continue_on_error=continue_on_error, **options)
        ).parsed

    async def get(self, client_id: str, **options: Unpack[Options]) -> App:
        """Read an app.

        The app with its client secret, so treat the answer as confidential.

        See https://docs.hopae.com/api-reference/workspace/get-app

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.get(client_id, **options)).parsed

    async def delete(self, client_id: str, **options: Unpack[Options]) -> None:
        """Delete an app.

        Removes the app for good; afterwards it is not found.

        See https://docs.hopae.com/api-reference/workspace/delete-app

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        await self.with_raw_response.delete(client_id, **options)

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
    ) -> App:
        """Change an app.

        Changes what the body names and nothing else. A list is replaced as a whole, the webhook
        configuration field by field.

        See https://docs.hopae.com/api-reference/workspace/update-app

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
            name: The name that people see
            redirect_uris: Where users may be sent back to. Replaces the whole list, an empty one clears it. That the
                limits of `RedirectUris` hold here too is published nowhere.
            webhook_config: What shall change about the delivery of events; whatever is left out stays as it is
            default_success_redirect_uri: Where users go after a verification that succeeded
            default_failure_redirect_uri: Where users go after a verification that failed
            logo: The logo as a base64 data URL; an empty text removes it
        """
        return (
            await self.with_raw_response.update(
                client_id,
                name=name,
                redirect_uris=redirect_uris,
                webhook_config=webhook_config,
                default_success_redirect_uri=default_success_redirect_uri,
                default_failure_redirect_uri=default_failure_redirect_uri,
                logo=logo,
                **options,
            )
        ).parsed

    async def rotate_client_secret(self, client_id: str, **options: Unpack[KeyedOptions]) -> ClientSecretRotated:
        """Give an app a new client secret.

        Makes a new client secret; the old one stops working at once. The answer carries the secret, so
        treat it as confidential.

        See https://docs.hopae.com/api-reference/workspace/rotate-client-secret

        Args:
            client_id: The client identifier of the app, as `clientId` in the list of apps
        """
        return (await self.with_raw_response.rotate_client_secret(client_id, **options)).parsed
