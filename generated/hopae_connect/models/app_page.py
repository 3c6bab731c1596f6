from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    whole,
)
from .._models import Model, items


@_attrs_define(eq=False, repr=False)
class AppPage(Model):
    """A window of the workspace's apps

    See https://docs.hopae.com/api-reference/workspace/list-apps

    Attributes:
        data (list[App]): The apps in this window; empty past the end
        total (int): How many apps the workspace has
        limit (int): The limit that was applied
        offset (int): The offset that was applied
    """

    data: list[App]
    total: int
    limit: int
    offset: int
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "data": "data",
        "total": "total",
        "limit": "limit",
        "offset": "offset",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["data"]
            self.data = items(src_dict, "data", App._read, App)
            v = src_dict["total"]
            self.total = v if type(v) is int else whole(src_dict, "total")
            v = src_dict["limit"]
            self.limit = v if type(v) is int else whole(src_dict, "limit")
            v = src_dict["offset"]
            self.offset = v if type(v) is int else whole(src_dict, "offset")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.app import App
