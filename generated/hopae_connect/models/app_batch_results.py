from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    misfit,
    others,
    whole,
    wrong,
)
from .._models import Model, items


@_attrs_define(eq=False, repr=False)
class AppBatchResults(Model):
    """What became of several apps

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Attributes:
        results (list[AppBatchFailure | AppBatchSuccess]): One result for each app, in the order of the request
        success_count (int): How many apps were made
        error_count (int): How many were not
    """

    results: list[AppBatchFailure | AppBatchSuccess]
    success_count: int
    error_count: int
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "results": "results",
        "successCount": "success_count",
        "errorCount": "error_count",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["results"]
            self.results = items(
                src_dict,
                "results",
                lambda v: (
                    AppBatchSuccess._read(v)
                    if isinstance(v, dict) and "app" in v
                    else AppBatchFailure._read(v)
                    if isinstance(v, dict) and "error" in v
                    else wrong(v, None, "an object")
                ),
                AppBatchFailure,
            )
            v = src_dict["successCount"]
            self.success_count = v if type(v) is int else whole(src_dict, "successCount")
            v = src_dict["errorCount"]
            self.error_count = v if type(v) is int else whole(src_dict, "errorCount")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.app_batch_failure import AppBatchFailure
from ..models.app_batch_success import AppBatchSuccess
