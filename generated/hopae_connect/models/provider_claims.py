from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProviderClaims")


@_attrs_define
class ProviderClaims:
    """The claims made with one provider

    Attributes:
        provider_id (str): The provider's identifier
        provider_name (str): The provider's name
        claim_count (int): How many stamps were claimed with the provider
    """

    provider_id: str
    provider_name: str
    claim_count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        provider_id = self.provider_id

        provider_name = self.provider_name

        claim_count = self.claim_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "providerId": provider_id,
                "providerName": provider_name,
                "claimCount": claim_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        provider_id = d.pop("providerId")

        provider_name = d.pop("providerName")

        claim_count = d.pop("claimCount")

        provider_claims = cls(
            provider_id=provider_id,
            provider_name=provider_name,
            claim_count=claim_count,
        )

        provider_claims.additional_properties = d
        return provider_claims

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
