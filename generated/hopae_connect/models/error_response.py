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
class ErrorResponse(Model):
    """The envelope of every refusal

    Attributes:
        error (ErrorBody): What went wrong
        request_id (str): Identifies the request towards the vendor's support
    """

    error: ErrorBody
    request_id: str
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "error": "error",
        "request_id": "request_id",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["error"]
            self.error = ErrorBody._read(v) if isinstance(v, dict) else wrong(src_dict, "error", "an object")
            v = src_dict["request_id"]
            self.request_id = v if type(v) is str else wrong(src_dict, "request_id", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.error_body import ErrorBody
