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
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class ActivationRequirement(Model):
    """A value that an activation needs

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Attributes:
        id (str): The name of the field to submit it under
        type_ (str): What the value is
        label (str): The name that people see
        required (bool): Whether the activation cannot do without it
        description (str | Unset): What the value is for
        example (str | Unset): A value for example
        current_value (bool | None | str | Unset): A value of an activation, which may be a secret
        submitted_value (bool | None | str | Unset): A value of an activation, which may be a secret
    """

    id: str
    type_: str
    label: str
    required: bool
    description: str | Unset = UNSET
    example: str | Unset = UNSET
    current_value: bool | None | str | Unset = UNSET
    submitted_value: bool | None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "type": "type_",
        "label": "label",
        "required": "required",
        "description": "description",
        "example": "example",
        "currentValue": "current_value",
        "submittedValue": "submitted_value",
    }
    secret_fields: ClassVar[frozenset[str]] = frozenset(["current_value", "submitted_value"])
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["type"]
            self.type_ = v if type(v) is str else wrong(src_dict, "type", "a string")
            v = src_dict["label"]
            self.label = v if type(v) is str else wrong(src_dict, "label", "a string")
            v = src_dict["required"]
            self.required = v if type(v) is bool else wrong(src_dict, "required", "a boolean")
            v = src_dict.get("description", UNSET)
            self.description = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "description", "a string")
            )
            v = src_dict.get("example", UNSET)
            self.example = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "example", "a string")
            v = src_dict.get("currentValue", UNSET)
            self.current_value = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else v
                if type(v) is bool
                else v
                if v is None
                else wrong(src_dict, "currentValue", "a string or a boolean or null")
            )
            v = src_dict.get("submittedValue", UNSET)
            self.submitted_value = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else v
                if type(v) is bool
                else v
                if v is None
                else wrong(src_dict, "submittedValue", "a string or a boolean or null")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
