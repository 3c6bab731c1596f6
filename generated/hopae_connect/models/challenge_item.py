from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.challenge import Challenge


T = TypeVar("T", bound="ChallengeItem")


@_attrs_define
class ChallengeItem:
    """A production test that has been scheduled

    Attributes:
        type_ (Literal['challenge']): Tells a challenge from a request
        challenge (Challenge): A scheduled production test
        request (None | Unset): Null or absent, since the request has become the challenge
    """

    type_: Literal["challenge"]
    challenge: Challenge
    request: None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        challenge = self.challenge.to_dict()

        request = self.request

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "challenge": challenge,
            }
        )
        if request is not UNSET:
            field_dict["request"] = request

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.challenge import Challenge

        d = dict(src_dict)
        type_ = cast(Literal["challenge"], d.pop("type"))
        if type_ != "challenge":
            raise ValueError(f"type must match const 'challenge', got '{type_}'")

        challenge = Challenge.from_dict(d.pop("challenge"))

        request = d.pop("request", UNSET)

        challenge_item = cls(
            type_=type_,
            challenge=challenge,
            request=request,
        )

        challenge_item.additional_properties = d
        return challenge_item

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
