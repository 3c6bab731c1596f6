from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    STRINGS,
    array,
    misfit,
    others,
    whole,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class AppWebhookConfigUpdated(Model):
    """The webhook configuration after a change. The vendor's pages show it alone, its OpenAPI document the whole
    app; of its fields, those that hold secrets are named here.

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    Attributes:
        url (str | Unset): Where events are delivered to
        enabled (bool | Unset): Whether events are delivered
        retry_attempts (int | Unset): How often a delivery is tried again; deliveries use 3 whatever it says
        timeout_seconds (int | Unset): How long a delivery may take, in seconds; deliveries use 10 whatever it says
        events (list[str] | Unset): The names of the events that are delivered
        secret (str | Unset): The signing secret, redacted or empty
        client_secret (str | Unset): The client secret. Keep it confidential.
        providers (AppProviders | Unset): The identity providers of an app, by provider id
        webhook_config (WebhookConfig | Unset): Delivery of events to the app's server
    """

    url: str | Unset = UNSET
    enabled: bool | Unset = UNSET
    retry_attempts: int | Unset = UNSET
    timeout_seconds: int | Unset = UNSET
    events: list[str] | Unset = UNSET
    secret: str | Unset = UNSET
    client_secret: str | Unset = UNSET
    providers: AppProviders | Unset = UNSET
    webhook_config: WebhookConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "url": "url",
        "enabled": "enabled",
        "retryAttempts": "retry_attempts",
        "timeoutSeconds": "timeout_seconds",
        "events": "events",
        "secret": "secret",
        "clientSecret": "client_secret",
        "providers": "providers",
        "webhookConfig": "webhook_config",
    }
    secret_fields: ClassVar[frozenset[str]] = frozenset(["secret", "client_secret"])
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict.get("url", UNSET)
            self.url = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "url", "a string")
            v = src_dict.get("enabled", UNSET)
            self.enabled = UNSET if v is UNSET else v if type(v) is bool else wrong(src_dict, "enabled", "a boolean")
            v = src_dict.get("retryAttempts", UNSET)
            self.retry_attempts = UNSET if v is UNSET else v if type(v) is int else whole(src_dict, "retryAttempts")
            v = src_dict.get("timeoutSeconds", UNSET)
            self.timeout_seconds = UNSET if v is UNSET else v if type(v) is int else whole(src_dict, "timeoutSeconds")
            v = src_dict.get("events", UNSET)
            self.events = (
                UNSET
                if v is UNSET
                else (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "events", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
            )
            v = src_dict.get("secret", UNSET)
            self.secret = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "secret", "a string")
            v = src_dict.get("clientSecret", UNSET)
            self.client_secret = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "clientSecret", "a string")
            )
            v = src_dict.get("providers", UNSET)
            self.providers = (
                UNSET
                if v is UNSET
                else AppProviders._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "providers", "an object")
            )
            v = src_dict.get("webhookConfig", UNSET)
            self.webhook_config = (
                UNSET
                if v is UNSET
                else WebhookConfig._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "webhookConfig", "an object")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.app_providers import AppProviders
from ..models.webhook_config import WebhookConfig
