from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    whole,
    wrong,
)
from .._models import Model


@_attrs_define(eq=False, repr=False)
class ProviderClaims(Model):
    """The claims made with one provider

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Attributes:
        provider_id (str): The provider's identifier
        provider_name (str): The provider's name
        claim_count (int): How many stamps were claimed with the provider
    """

    provider_id: str
    provider_name: str
    claim_count: int
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "providerId": "provider_id",
        "providerName": "provider_name",
        "claimCount": "claim_count",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["providerId"]
            self.provider_id = v if type(v) is str else wrong(src_dict, "providerId", "a string")
            v = src_dict["providerName"]
            self.provider_name = v if type(v) is str else wrong(src_dict, "providerName", "a string")
            v = src_dict["claimCount"]
            self.claim_count = v if type(v) is int else whole(src_dict, "claimCount")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
