from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProductionTestPayload")


@_attrs_define
class ProductionTestPayload:
    """What was asked for, as it is passed on to the scheduler

    Attributes:
        title (str): The title of the challenge
        max_stamp_claims (int): How many stamps may be claimed; `maxStamps` of the creation
        target_platform (None | str): The mobile platform that the challenge is limited to; null for none
        provider_ids (list[str] | Unset): The providers to test
        description (None | str | Unset): What the challenge is about
        allow_duplicate_participation (bool | Unset): Whether one user may take part several times with one provider
    """

    title: str
    max_stamp_claims: int
    target_platform: None | str
    provider_ids: list[str] | Unset = UNSET
    description: None | str | Unset = UNSET
    allow_duplicate_participation: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        max_stamp_claims = self.max_stamp_claims

        target_platform: None | str
        target_platform = self.target_platform

        provider_ids: list[str] | Unset = UNSET
        if not isinstance(self.provider_ids, Unset):
            provider_ids = self.provider_ids

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        allow_duplicate_participation = self.allow_duplicate_participation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "maxStampClaims": max_stamp_claims,
                "targetPlatform": target_platform,
            }
        )
        if provider_ids is not UNSET:
            field_dict["providerIds"] = provider_ids
        if description is not UNSET:
            field_dict["description"] = description
        if allow_duplicate_participation is not UNSET:
            field_dict["allowDuplicateParticipation"] = allow_duplicate_participation

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        max_stamp_claims = d.pop("maxStampClaims")

        def _parse_target_platform(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        target_platform = _parse_target_platform(d.pop("targetPlatform"))

        provider_ids = cast(list[str], d.pop("providerIds", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        allow_duplicate_participation = d.pop("allowDuplicateParticipation", UNSET)

        production_test_payload = cls(
            title=title,
            max_stamp_claims=max_stamp_claims,
            target_platform=target_platform,
            provider_ids=provider_ids,
            description=description,
            allow_duplicate_participation=allow_duplicate_participation,
        )

        production_test_payload.additional_properties = d
        return production_test_payload

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
