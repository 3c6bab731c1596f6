from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class ChallengeItem(Model):
    """A production test that has been scheduled

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    Attributes:
        type_ (Literal['challenge']): Tells a challenge from a request
        challenge (Challenge): A scheduled production test
        request (None | Unset): Null or absent, since the request has become the challenge
    """

    type_: Literal["challenge"]
    challenge: Challenge
    request: None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "type": "type_",
        "challenge": "challenge",
        "request": "request",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["type"]
            self.type_ = v if v == "challenge" else wrong(src_dict, "type", "the constant 'challenge'")
            v = src_dict["challenge"]
            self.challenge = Challenge._read(v) if isinstance(v, dict) else wrong(src_dict, "challenge", "an object")
            v = src_dict.get("request", UNSET)
            self.request = UNSET if v is UNSET else v if v is None else wrong(src_dict, "request", "null")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.challenge import Challenge
