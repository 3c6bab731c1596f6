from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.production_test_request import ProductionTestRequest


T = TypeVar("T", bound="RequestItem")


@_attrs_define
class RequestItem:
    """A production test that waits to be scheduled

    Attributes:
        type_ (Literal['request']): Tells a request from a challenge
        request (ProductionTestRequest): A request for a production test, which is scheduled later
        challenge (None | Unset): Null or absent, since there is no challenge yet
    """

    type_: Literal["request"]
    request: ProductionTestRequest
    challenge: None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        request = self.request.to_dict()

        challenge = self.challenge

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "request": request,
            }
        )
        if challenge is not UNSET:
            field_dict["challenge"] = challenge

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.production_test_request import ProductionTestRequest

        d = dict(src_dict)
        type_ = cast(Literal["request"], d.pop("type"))
        if type_ != "request":
            raise ValueError(f"type must match const 'request', got '{type_}'")

        request = ProductionTestRequest.from_dict(d.pop("request"))

        challenge = d.pop("challenge", UNSET)

        request_item = cls(
            type_=type_,
            request=request,
            challenge=challenge,
        )

        request_item.additional_properties = d
        return request_item

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
