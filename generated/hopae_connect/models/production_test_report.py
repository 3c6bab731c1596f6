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


@_attrs_define(eq=False, repr=False)
class ProductionTestReport(Model):
    """A snapshot of a challenge and its statistics

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Attributes:
        challenge (Challenge): A scheduled production test
        stats (ReportStats): Participations and claims, all numbers as of the moment of the answer
    """

    challenge: Challenge
    stats: ReportStats
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "challenge": "challenge",
        "stats": "stats",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["challenge"]
            self.challenge = Challenge._read(v) if isinstance(v, dict) else wrong(src_dict, "challenge", "an object")
            v = src_dict["stats"]
            self.stats = ReportStats._read(v) if isinstance(v, dict) else wrong(src_dict, "stats", "an object")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.challenge import Challenge
from ..models.report_stats import ReportStats
