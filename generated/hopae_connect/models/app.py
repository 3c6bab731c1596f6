from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    STRINGS,
    array,
    instant,
    misfit,
    others,
    wrong,
)
from .._models import Model, items
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class App(Model):
    """An application of the workspace

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

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
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "clientId": "client_id",
        "clientSecret": "client_secret",
        "name": "name",
        "organizationId": "organization_id",
        "defaultWorkflowId": "default_workflow_id",
        "redirectUris": "redirect_uris",
        "providers": "providers",
        "workflows": "workflows",
        "webhookConfig": "webhook_config",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "logo": "logo",
        "defaultSuccessRedirectUri": "default_success_redirect_uri",
        "defaultFailureRedirectUri": "default_failure_redirect_uri",
    }
    secret_fields: ClassVar[frozenset[str]] = frozenset(["client_secret"])
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["clientId"]
            self.client_id = v if type(v) is str else wrong(src_dict, "clientId", "a string")
            v = src_dict["clientSecret"]
            self.client_secret = v if type(v) is str else wrong(src_dict, "clientSecret", "a string")
            v = src_dict["name"]
            self.name = v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict["organizationId"]
            self.organization_id = v if type(v) is str else wrong(src_dict, "organizationId", "a string")
            v = src_dict["defaultWorkflowId"]
            self.default_workflow_id = v if type(v) is str else wrong(src_dict, "defaultWorkflowId", "a string")
            v = src_dict["redirectUris"]
            self.redirect_uris = (
                v
                if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                else array(src_dict, "redirectUris", lambda v: v if type(v) is str else wrong(v, None, "a string"))
            )
            v = src_dict["providers"]
            self.providers = AppProviders._read(v) if isinstance(v, dict) else wrong(src_dict, "providers", "an object")
            v = src_dict["workflows"]
            self.workflows = items(src_dict, "workflows", Workflow._read, Workflow)
            v = src_dict.get("webhookConfig", UNSET)
            self.webhook_config = (
                UNSET
                if v is UNSET
                else WebhookConfig._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "webhookConfig", "an object")
            )
            v = src_dict.get("createdAt", UNSET)
            self.created_at = UNSET if v is UNSET else instant(src_dict, "createdAt")
            v = src_dict.get("updatedAt", UNSET)
            self.updated_at = UNSET if v is UNSET else instant(src_dict, "updatedAt")
            v = src_dict.get("logo", UNSET)
            self.logo = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "logo", "a string")
            v = src_dict.get("defaultSuccessRedirectUri", UNSET)
            self.default_success_redirect_uri = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else wrong(src_dict, "defaultSuccessRedirectUri", "a string")
            )
            v = src_dict.get("defaultFailureRedirectUri", UNSET)
            self.default_failure_redirect_uri = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else wrong(src_dict, "defaultFailureRedirectUri", "a string")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.app_providers import AppProviders
from ..models.webhook_config import WebhookConfig
from ..models.workflow import Workflow
