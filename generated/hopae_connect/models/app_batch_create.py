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
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class AppBatchCreate(Model):
    """Several apps to be made

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Attributes:
        items (list[AppBatchItem]): The apps, at most 100
        continue_on_error (bool | Unset): Whether the rest is tried as well where one fails Default: False.
    """

    items: list[AppBatchItem]
    continue_on_error: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "items": "items",
        "continueOnError": "continue_on_error",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["items"]
            self.items = items(src_dict, "items", AppBatchItem._read, AppBatchItem)
            v = src_dict.get("continueOnError", UNSET)
            self.continue_on_error = (
                UNSET if v is UNSET else v if type(v) is bool else wrong(src_dict, "continueOnError", "a boolean")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.app_batch_item import AppBatchItem
