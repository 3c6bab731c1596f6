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
class ActivationNeedsContract(Model):
    """An activation that cannot be had before there is a contract

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Attributes:
        error (str): Why it was not submitted
        message (str): The same for people
        contact (str): Whom to write to
    """

    error: str
    message: str
    contact: str
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "error": "error",
        "message": "message",
        "contact": "contact",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["error"]
            self.error = v if type(v) is str else wrong(src_dict, "error", "a string")
            v = src_dict["message"]
            self.message = v if type(v) is str else wrong(src_dict, "message", "a string")
            v = src_dict["contact"]
            self.contact = v if type(v) is str else wrong(src_dict, "contact", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
