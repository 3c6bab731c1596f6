from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workflow_node_config import WorkflowNodeConfig
    from ..models.workflow_route import WorkflowRoute


T = TypeVar("T", bound="WorkflowNode")


@_attrs_define
class WorkflowNode:
    """A step of a workflow

    Attributes:
        id (str): The node's identifier
        type_ (str): What the node does
        next_ (list[WorkflowRoute] | str | Unset): The node that follows, or for a branching node its routes
        config (WorkflowNodeConfig | Unset): Settings that differ by node type; the named ones belong to verification
            nodes
    """

    id: str
    type_: str
    next_: list[WorkflowRoute] | str | Unset = UNSET
    config: WorkflowNodeConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        type_ = self.type_

        next_: list[dict[str, Any]] | str | Unset
        if isinstance(self.next_, Unset):
            next_ = UNSET
        elif isinstance(self.next_, list):
            next_ = []
            for next_type_1_item_data in self.next_:
                next_type_1_item = next_type_1_item_data.to_dict()
                next_.append(next_type_1_item)

        else:
            next_ = self.next_

        config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.config, Unset):
            config = self.config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "type": type_,
            }
        )
        if next_ is not UNSET:
            field_dict["next"] = next_
        if config is not UNSET:
            field_dict["config"] = config

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workflow_node_config import WorkflowNodeConfig
        from ..models.workflow_route import WorkflowRoute

        d = dict(src_dict)
        id = d.pop("id")

        type_ = d.pop("type")

        def _parse_next_(data: object) -> list[WorkflowRoute] | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                next_type_1 = []
                _next_type_1 = data
                for next_type_1_item_data in _next_type_1:
                    next_type_1_item = WorkflowRoute.from_dict(next_type_1_item_data)

                    next_type_1.append(next_type_1_item)

                return next_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[WorkflowRoute] | str | Unset, data)

        next_ = _parse_next_(d.pop("next", UNSET))

        _config = d.pop("config", UNSET)
        config: WorkflowNodeConfig | Unset
        if isinstance(_config, Unset):
            config = UNSET
        else:
            config = WorkflowNodeConfig.from_dict(_config)

        workflow_node = cls(
            id=id,
            type_=type_,
            next_=next_,
            config=config,
        )

        workflow_node.additional_properties = d
        return workflow_node

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
