from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    instant,
    misfit,
    others,
    wrong,
)
from .._models import Model


@_attrs_define(eq=False, repr=False)
class ActivationSubmitted(Model):
    """An activation that was submitted

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Attributes:
        id (str): The activation's identifier
        status (str): How far an activation has come
        updated_at (datetime.datetime): When its status changed last
    """

    id: str
    status: str
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "status": "status",
        "updatedAt": "updated_at",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["status"]
            self.status = v if type(v) is str else wrong(src_dict, "status", "a string")
            v = src_dict["updatedAt"]
            self.updated_at = instant(src_dict, "updatedAt")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
