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
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class NodeTypeField(Model):
    """A field of a node's settings

    See https://docs.hopae.com/api-reference/workspace/get-node-types

    Attributes:
        name (str): The name of the field
        type_ (str): What the field holds
        required (bool): Whether the settings need the field
        description (str): What the field is for
        enum_values (list[str] | Unset): The values that a field of the type enum can have; there for that type only
    """

    name: str
    type_: str
    required: bool
    description: str
    enum_values: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "name": "name",
        "type": "type_",
        "required": "required",
        "description": "description",
        "enumValues": "enum_values",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["name"]
            self.name = v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict["type"]
            self.type_ = v if type(v) is str else wrong(src_dict, "type", "a string")
            v = src_dict["required"]
            self.required = v if type(v) is bool else wrong(src_dict, "required", "a boolean")
            v = src_dict["description"]
            self.description = v if type(v) is str else wrong(src_dict, "description", "a string")
            v = src_dict.get("enumValues", UNSET)
            self.enum_values = (
                UNSET
                if v is UNSET
                else (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "enumValues", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
