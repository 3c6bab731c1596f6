from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    whole,
)
from .._models import Model, items


@_attrs_define(eq=False, repr=False)
class ReportStats(Model):
    """Participations and claims, all numbers as of the moment of the answer

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

    Attributes:
        total_participations (int): How many participations there were
        total_claims (int): How many stamps were claimed, never more than the limit that was asked for
        provider_breakdown (list[ProviderClaims]): The claims by provider, which add up to `totalClaims`
    """

    total_participations: int
    total_claims: int
    provider_breakdown: list[ProviderClaims]
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "totalParticipations": "total_participations",
        "totalClaims": "total_claims",
        "providerBreakdown": "provider_breakdown",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["totalParticipations"]
            self.total_participations = v if type(v) is int else whole(src_dict, "totalParticipations")
            v = src_dict["totalClaims"]
            self.total_claims = v if type(v) is int else whole(src_dict, "totalClaims")
            v = src_dict["providerBreakdown"]
            self.provider_breakdown = items(src_dict, "providerBreakdown", ProviderClaims._read, ProviderClaims)
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.provider_claims import ProviderClaims
