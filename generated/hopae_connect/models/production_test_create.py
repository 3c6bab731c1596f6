from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    STRINGS,
    array,
    member,
    misfit,
    others,
    whole,
    wrong,
)
from .._models import Model
from ..models.target_platform import TargetPlatform
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class ProductionTestCreate(Model):
    """What a production test shall be

    See https://docs.hopae.com/api-reference/workspace/create-production-test

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
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "title": "title",
        "description": "description",
        "providerIds": "provider_ids",
        "targetPlatform": "target_platform",
        "maxStamps": "max_stamps",
        "allowDuplicateParticipation": "allow_duplicate_participation",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["title"]
            self.title = v if type(v) is str else wrong(src_dict, "title", "a string")
            v = src_dict.get("description", UNSET)
            self.description = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "description", "a string")
            )
            v = src_dict.get("providerIds", UNSET)
            self.provider_ids = (
                UNSET
                if v is UNSET
                else (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "providerIds", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
            )
            v = src_dict.get("targetPlatform", UNSET)
            self.target_platform = UNSET if v is UNSET else member(TargetPlatform, src_dict, "targetPlatform")
            v = src_dict.get("maxStamps", UNSET)
            self.max_stamps = UNSET if v is UNSET else v if type(v) is int else whole(src_dict, "maxStamps")
            v = src_dict.get("allowDuplicateParticipation", UNSET)
            self.allow_duplicate_participation = (
                UNSET
                if v is UNSET
                else v
                if type(v) is bool
                else wrong(src_dict, "allowDuplicateParticipation", "a boolean")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
