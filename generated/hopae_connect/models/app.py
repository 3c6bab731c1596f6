from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.app_providers import AppProviders
    from ..models.webhook_config import WebhookConfig
    from ..models.workflow import Workflow


T = TypeVar("T", bound="App")


@_attrs_define
class App:
    """An application of the workspace

    Attributes:
        client_id (str): The client identifier, eight alphanumeric characters
        client_secret (str): The client secret. Keep it confidential.
        name (str): The name that people see
        organization_id (str): The organisation that the app belongs to
        default_workflow_id (str): The workflow that runs unless another is named
        redirect_uris (list[str]): Where users may be sent back to; may be empty
        providers (AppProviders): The identity providers of an app, by provider id
        workflows (list[Workflow]): The verification workflows of the app
        webhook_config (WebhookConfig | Unset): Delivery of events to the app's server
        created_at (datetime.datetime | Unset): When the app was created
        updated_at (datetime.datetime | Unset): When the app was last changed
        logo (str | Unset): The logo as a base64 data URL
        default_success_redirect_uri (str | Unset): Where users go after a verification that succeeded
        default_failure_redirect_uri (str | Unset): Where users go after a verification that failed
    """

    client_id: str
    client_secret: str
    name: str
    organization_id: str
    default_workflow_id: str
    redirect_uris: list[str]
    providers: AppProviders
    workflows: list[Workflow]
    webhook_config: WebhookConfig | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    logo: str | Unset = UNSET
    default_success_redirect_uri: str | Unset = UNSET
    default_failure_redirect_uri: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        client_id = self.client_id

        client_secret = self.client_secret

        name = self.name

        organization_id = self.organization_id

        default_workflow_id = self.default_workflow_id

        redirect_uris = self.redirect_uris

        providers = self.providers.to_dict()

        workflows = []
        for workflows_item_data in self.workflows:
            workflows_item = workflows_item_data.to_dict()
            workflows.append(workflows_item)

        webhook_config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.webhook_config, Unset):
            webhook_config = self.webhook_config.to_dict()

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        updated_at: str | Unset = UNSET
        if not isinstance(self.updated_at, Unset):
            updated_at = self.updated_at.isoformat()

        logo = self.logo

        default_success_redirect_uri = self.default_success_redirect_uri

        default_failure_redirect_uri = self.default_failure_redirect_uri

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "clientId": client_id,
                "clientSecret": client_secret,
                "name": name,
                "organizationId": organization_id,
                "defaultWorkflowId": default_workflow_id,
                "redirectUris": redirect_uris,
                "providers": providers,
                "workflows": workflows,
            }
        )
        if webhook_config is not UNSET:
            field_dict["webhookConfig"] = webhook_config
        if created_at is not UNSET:
            field_dict["createdAt"] = created_at
        if updated_at is not UNSET:
            field_dict["updatedAt"] = updated_at
        if logo is not UNSET:
            field_dict["logo"] = logo
        if default_success_redirect_uri is not UNSET:
            field_dict["defaultSuccessRedirectUri"] = default_success_redirect_uri
        if default_failure_redirect_uri is not UNSET:
            field_dict["defaultFailureRedirectUri"] = default_failure_redirect_uri

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.app_providers import AppProviders
        from ..models.webhook_config import WebhookConfig
        from ..models.workflow import Workflow

        d = dict(src_dict)
        client_id = d.pop("clientId")

        client_secret = d.pop("clientSecret")

        name = d.pop("name")

        organization_id = d.pop("organizationId")

        default_workflow_id = d.pop("defaultWorkflowId")

        redirect_uris = cast(list[str], d.pop("redirectUris"))

        providers = AppProviders.from_dict(d.pop("providers"))

        workflows = []
        _workflows = d.pop("workflows")
        for workflows_item_data in _workflows:
            workflows_item = Workflow.from_dict(workflows_item_data)

            workflows.append(workflows_item)

        _webhook_config = d.pop("webhookConfig", UNSET)
        webhook_config: WebhookConfig | Unset
        if isinstance(_webhook_config, Unset):
            webhook_config = UNSET
        else:
            webhook_config = WebhookConfig.from_dict(_webhook_config)

        _created_at = d.pop("createdAt", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        _updated_at = d.pop("updatedAt", UNSET)
        updated_at: datetime.datetime | Unset
        if isinstance(_updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = datetime.datetime.fromisoformat(_updated_at)

        logo = d.pop("logo", UNSET)

        default_success_redirect_uri = d.pop("defaultSuccessRedirectUri", UNSET)

        default_failure_redirect_uri = d.pop("defaultFailureRedirectUri", UNSET)

        app = cls(
            client_id=client_id,
            client_secret=client_secret,
            name=name,
            organization_id=organization_id,
            default_workflow_id=default_workflow_id,
            redirect_uris=redirect_uris,
            providers=providers,
            workflows=workflows,
            webhook_config=webhook_config,
            created_at=created_at,
            updated_at=updated_at,
            logo=logo,
            default_success_redirect_uri=default_success_redirect_uri,
            default_failure_redirect_uri=default_failure_redirect_uri,
        )

        app.additional_properties = d
        return app

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
