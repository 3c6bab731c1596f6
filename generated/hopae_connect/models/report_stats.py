from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.provider_claims import ProviderClaims


T = TypeVar("T", bound="ReportStats")


@_attrs_define
class ReportStats:
    """Participations and claims, all numbers as of the moment of the answer

    Attributes:
        total_participations (int): How many participations there were
        total_claims (int): How many stamps were claimed, never more than the limit that was asked for
        provider_breakdown (list[ProviderClaims]): The claims by provider, which add up to `totalClaims`
    """

    total_participations: int
    total_claims: int
    provider_breakdown: list[ProviderClaims]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total_participations = self.total_participations

        total_claims = self.total_claims

        provider_breakdown = []
        for provider_breakdown_item_data in self.provider_breakdown:
            provider_breakdown_item = provider_breakdown_item_data.to_dict()
            provider_breakdown.append(provider_breakdown_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "totalParticipations": total_participations,
                "totalClaims": total_claims,
                "providerBreakdown": provider_breakdown,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.provider_claims import ProviderClaims

        d = dict(src_dict)
        total_participations = d.pop("totalParticipations")

        total_claims = d.pop("totalClaims")

        provider_breakdown = []
        _provider_breakdown = d.pop("providerBreakdown")
        for provider_breakdown_item_data in _provider_breakdown:
            provider_breakdown_item = ProviderClaims.from_dict(provider_breakdown_item_data)

            provider_breakdown.append(provider_breakdown_item)

        report_stats = cls(
            total_participations=total_participations,
            total_claims=total_claims,
            provider_breakdown=provider_breakdown,
        )

        report_stats.additional_properties = d
        return report_stats

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
