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
    whole,
    wrong,
)
from .._models import Model


@_attrs_define(eq=False, repr=False)
class Workspace(Model):
    """The workspace that the key belongs to

    See https://docs.hopae.com/api-reference/workspace/get-workspace

    Attributes:
        id (str): The workspace's identifier
        apps_count (int): How many apps the workspace has
        createdAt (datetime.datetime): When the workspace was created
        created_at (int): The same for old callers, in seconds since 1970
    """

    id: str
    apps_count: int
    createdAt: datetime.datetime
    created_at: int
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "apps_count": "apps_count",
        "createdAt": "createdAt",
        "created_at": "created_at",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["apps_count"]
            self.apps_count = v if type(v) is int else whole(src_dict, "apps_count")
            v = src_dict["createdAt"]
            self.createdAt = instant(src_dict, "createdAt")
            v = src_dict["created_at"]
            self.created_at = v if type(v) is int else whole(src_dict, "created_at")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
