from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.challenge import Challenge
    from ..models.report_stats import ReportStats


T = TypeVar("T", bound="ProductionTestReport")


@_attrs_define
class ProductionTestReport:
    """A snapshot of a challenge and its statistics

    Attributes:
        challenge (Challenge): A scheduled production test
        stats (ReportStats): Participations and claims, all numbers as of the moment of the answer
    """

    challenge: Challenge
    stats: ReportStats
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        challenge = self.challenge.to_dict()

        stats = self.stats.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "challenge": challenge,
                "stats": stats,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.challenge import Challenge
        from ..models.report_stats import ReportStats

        d = dict(src_dict)
        challenge = Challenge.from_dict(d.pop("challenge"))

        stats = ReportStats.from_dict(d.pop("stats"))

        production_test_report = cls(
            challenge=challenge,
            stats=stats,
        )

        production_test_report.additional_properties = d
        return production_test_report

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
