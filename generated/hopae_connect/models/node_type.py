from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    wrong,
)
from .._models import Model, items


@_attrs_define(eq=False, repr=False)
class NodeType(Model):
    """What a node can be, with the fields of its settings

    See https://docs.hopae.com/api-reference/workspace/get-node-types

    Attributes:
        type_ (str): The type, as `type` of a node
        label (str): The name of the type that people see
        description (str): What a node of the type does
        fields (list[NodeTypeField]): The fields of the node's settings; may be empty
    """

    type_: str
    label: str
    description: str
    fields: list[NodeTypeField]
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "type": "type_",
        "label": "label",
        "description": "description",
        "fields": "fields",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["type"]
            self.type_ = v if type(v) is str else wrong(src_dict, "type", "a string")
            v = src_dict["label"]
            self.label = v if type(v) is str else wrong(src_dict, "label", "a string")
            v = src_dict["description"]
            self.description = v if type(v) is str else wrong(src_dict, "description", "a string")
            v = src_dict["fields"]
            self.fields = items(src_dict, "fields", NodeTypeField._read, NodeTypeField)
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.node_type_field import NodeTypeField
