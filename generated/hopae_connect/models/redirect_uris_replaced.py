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
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class RedirectUrisReplaced(Model):
    """The redirect URIs after a replacement. The vendor's pages show them alone, its OpenAPI document the whole
    app; of its fields, those that hold secrets are named here.

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    Attributes:
        redirect_uris (list[str]): Where users may be sent back to; may be empty
        client_secret (str | Unset): The client secret. Keep it confidential.
        providers (AppProviders | Unset): The identity providers of an app, by provider id
        webhook_config (WebhookConfig | Unset): Delivery of events to the app's server
    """

    redirect_uris: list[str]
    client_secret: str | Unset = UNSET
    providers: AppProviders | Unset = UNSET
    webhook_config: WebhookConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "redirectUris": "redirect_uris",
        "clientSecret": "client_secret",
        "providers": "providers",
        "webhookConfig": "webhook_config",
    }
    secret_fields: ClassVar[frozenset[str]] = frozenset(["client_secret"])
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["redirectUris"]
            self.redirect_uris = (
                v
                if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                else array(src_dict, "redirectUris", lambda v: v if type(v) is str else wrong(v, None, "a string"))
            )
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
