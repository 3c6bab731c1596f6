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
class BatchApp(Model):
    """An app as its creation among others answers it, with fewer fields than elsewhere

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Attributes:
        client_id (str): The client identifier, eight alphanumeric characters
        client_secret (str): The client secret. Keep it confidential.
        name (str): The name that people see
        redirect_uris (list[str] | Unset): Where users may be sent back to; may be empty
        webhook_config (WebhookConfig | Unset): Delivery of events to the app's server
    """

    client_id: str
    client_secret: str
    name: str
    redirect_uris: list[str] | Unset = UNSET
    webhook_config: WebhookConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "clientId": "client_id",
        "clientSecret": "client_secret",
        "name": "name",
        "redirectUris": "redirect_uris",
        "webhookConfig": "webhook_config",
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
            v = src_dict.get("redirectUris", UNSET)
            self.redirect_uris = (
                UNSET
                if v is UNSET
                else (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "redirectUris", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
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


from ..models.webhook_config import WebhookConfig
