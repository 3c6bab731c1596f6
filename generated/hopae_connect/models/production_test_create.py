from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.target_platform import TargetPlatform
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProductionTestCreate")


@_attrs_define
class ProductionTestCreate:
    """What a production test shall be

    Attributes:
        title (str): The title of the challenge
        description (str | Unset): What the challenge is about
        provider_ids (list[str] | Unset): The providers to test, all eligible ones by default. A provider is eligible
            when it is registered,
            enabled for the app, not chip-based and available in the environment.
        target_platform (TargetPlatform | Unset): The mobile platform that the challenge is limited to
        max_stamps (int | Unset): How many stamps may be claimed, first come, first served Default: 3.
        allow_duplicate_participation (bool | Unset): Whether one user may take part several times with one provider
            Default: False.
    """

    title: str
    description: str | Unset = UNSET
    provider_ids: list[str] | Unset = UNSET
    target_platform: TargetPlatform | Unset = UNSET
    max_stamps: int | Unset = 3
    allow_duplicate_participation: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        description = self.description

        provider_ids: list[str] | Unset = UNSET
        if not isinstance(self.provider_ids, Unset):
            provider_ids = self.provider_ids

        target_platform: str | Unset = UNSET
        if not isinstance(self.target_platform, Unset):
            target_platform = self.target_platform.value

        max_stamps = self.max_stamps

        allow_duplicate_participation = self.allow_duplicate_participation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if provider_ids is not UNSET:
            field_dict["providerIds"] = provider_ids
        if target_platform is not UNSET:
            field_dict["targetPlatform"] = target_platform
        if max_stamps is not UNSET:
            field_dict["maxStamps"] = max_stamps
        if allow_duplicate_participation is not UNSET:
            field_dict["allowDuplicateParticipation"] = allow_duplicate_participation

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        description = d.pop("description", UNSET)

        provider_ids = cast(list[str], d.pop("providerIds", UNSET))

        _target_platform = d.pop("targetPlatform", UNSET)
        target_platform: TargetPlatform | Unset
        if isinstance(_target_platform, Unset):
            target_platform = UNSET
        else:
            target_platform = TargetPlatform(_target_platform)

        max_stamps = d.pop("maxStamps", UNSET)

        allow_duplicate_participation = d.pop("allowDuplicateParticipation", UNSET)

        production_test_create = cls(
            title=title,
            description=description,
            provider_ids=provider_ids,
            target_platform=target_platform,
            max_stamps=max_stamps,
            allow_duplicate_participation=allow_duplicate_participation,
        )

        production_test_create.additional_properties = d
        return production_test_create

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
