from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    STRINGS,
    array,
    misfit,
    others,
    whole,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class ProductionTestPayload(Model):
    """What was asked for, as it is passed on to the scheduler

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    See https://docs.hopae.com/api-reference/workspace/create-production-test

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
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "title": "title",
        "maxStampClaims": "max_stamp_claims",
        "targetPlatform": "target_platform",
        "providerIds": "provider_ids",
        "description": "description",
        "allowDuplicateParticipation": "allow_duplicate_participation",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["title"]
            self.title = v if type(v) is str else wrong(src_dict, "title", "a string")
            v = src_dict["maxStampClaims"]
            self.max_stamp_claims = v if type(v) is int else whole(src_dict, "maxStampClaims")
            v = src_dict["targetPlatform"]
            self.target_platform = (
                v if type(v) is str else v if v is None else wrong(src_dict, "targetPlatform", "a string or null")
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
            v = src_dict.get("description", UNSET)
            self.description = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else v
                if v is None
                else wrong(src_dict, "description", "a string or null")
            )
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
