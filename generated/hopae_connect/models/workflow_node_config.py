from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkflowNodeConfig")


@_attrs_define
class WorkflowNodeConfig:
    """Settings that differ by node type; the named ones belong to verification nodes

    Attributes:
        channel (str | Unset): The channel of the verification
        claims (list[str] | Unset): The claims that are asked for
        mode (str | Unset): The mode of the verification
    """

    channel: str | Unset = UNSET
    claims: list[str] | Unset = UNSET
    mode: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel

        claims: list[str] | Unset = UNSET
        if not isinstance(self.claims, Unset):
            claims = self.claims

        mode = self.mode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if channel is not UNSET:
            field_dict["channel"] = channel
        if claims is not UNSET:
            field_dict["claims"] = claims
        if mode is not UNSET:
            field_dict["mode"] = mode

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        channel = d.pop("channel", UNSET)

        claims = cast(list[str], d.pop("claims", UNSET))

        mode = d.pop("mode", UNSET)

        workflow_node_config = cls(
            channel=channel,
            claims=claims,
            mode=mode,
        )

        workflow_node_config.additional_properties = d
        return workflow_node_config

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
