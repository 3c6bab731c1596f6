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


@_attrs_define(eq=False, repr=False)
class DnsRecord(Model):
    """A DNS record that a custom domain needs

    See https://docs.hopae.com/api-reference/workspace/get-custom-domain

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    See https://docs.hopae.com/api-reference/workspace/delete-custom-domain

    See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

    Attributes:
        id (str): The record's identifier
        type_ (str): The type of the record
        host (str): The host that the record is for
        name (str): The name of the record
        value (str): What the record holds
        required (bool): Whether the set-up needs the record
        description (str): What the record is for
    """

    id: str
    type_: str
    host: str
    name: str
    value: str
    required: bool
    description: str
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "type": "type_",
        "host": "host",
        "name": "name",
        "value": "value",
        "required": "required",
        "description": "description",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["type"]
            self.type_ = v if type(v) is str else wrong(src_dict, "type", "a string")
            v = src_dict["host"]
            self.host = v if type(v) is str else wrong(src_dict, "host", "a string")
            v = src_dict["name"]
            self.name = v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict["value"]
            self.value = v if type(v) is str else wrong(src_dict, "value", "a string")
            v = src_dict["required"]
            self.required = v if type(v) is bool else wrong(src_dict, "required", "a boolean")
            v = src_dict["description"]
            self.description = v if type(v) is str else wrong(src_dict, "description", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
