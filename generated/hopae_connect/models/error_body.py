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
class ErrorBody(Model):
    """What went wrong

    Attributes:
        code (str): A stable code to act upon; new codes may appear
        message (str): A text for people, which may change
        details (ErrorDetails | Unset): Fields that differ by error code
    """

    code: str
    message: str
    details: ErrorDetails | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "code": "code",
        "message": "message",
        "details": "details",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["code"]
            self.code = v if type(v) is str else wrong(src_dict, "code", "a string")
            v = src_dict["message"]
            self.message = v if type(v) is str else wrong(src_dict, "message", "a string")
            v = src_dict.get("details", UNSET)
            self.details = (
                UNSET
                if v is UNSET
                else ErrorDetails._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "details", "an object")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.error_details import ErrorDetails
