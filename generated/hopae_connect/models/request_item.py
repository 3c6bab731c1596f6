from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

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
class RequestItem(Model):
    """A production test that waits to be scheduled

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    Attributes:
        type_ (Literal['request']): Tells a request from a challenge
        request (ProductionTestRequest): A request for a production test, which is scheduled later
        challenge (None | Unset): Null or absent, since there is no challenge yet
    """

    type_: Literal["request"]
    request: ProductionTestRequest
    challenge: None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "type": "type_",
        "request": "request",
        "challenge": "challenge",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["type"]
            self.type_ = v if v == "request" else wrong(src_dict, "type", "the constant 'request'")
            v = src_dict["request"]
            self.request = (
                ProductionTestRequest._read(v) if isinstance(v, dict) else wrong(src_dict, "request", "an object")
            )
            v = src_dict.get("challenge", UNSET)
            self.challenge = UNSET if v is UNSET else v if v is None else wrong(src_dict, "challenge", "null")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.production_test_request import ProductionTestRequest
