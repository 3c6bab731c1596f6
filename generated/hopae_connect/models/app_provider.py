from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class AppProvider(Model):
    """An identity provider as an app uses it

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

    See https://docs.hopae.com/api-reference/workspace/replace-redirect-uris

    See https://docs.hopae.com/api-reference/workspace/update-webhook-config

    Attributes:
        enabled (bool): Whether the app offers the provider
        config (ProviderConfig | Unset): Settings that differ from provider to provider
    """

    enabled: bool
    config: ProviderConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "enabled": "enabled",
        "config": "config",
    }
    secret_fields: ClassVar[frozenset[str]] = frozenset(["config"])
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["enabled"]
            self.enabled = v if type(v) is bool else wrong(src_dict, "enabled", "a boolean")
            v = src_dict.get("config", UNSET)
            self.config = (
                UNSET
                if v is UNSET
                else ProviderConfig._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "config", "an object")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.provider_config import ProviderConfig
