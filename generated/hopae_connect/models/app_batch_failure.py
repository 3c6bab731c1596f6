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
class AppBatchFailure(Model):
    """One of several apps that was not made

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    Attributes:
        error (AppBatchError): What went wrong with one of several apps; its fields are not published
        idempotency_key (str | Unset): The key of the app, if one was sent
    """

    error: AppBatchError
    idempotency_key: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "error": "error",
        "idempotencyKey": "idempotency_key",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["error"]
            self.error = AppBatchError._read(v) if isinstance(v, dict) else wrong(src_dict, "error", "an object")
            v = src_dict.get("idempotencyKey", UNSET)
            self.idempotency_key = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "idempotencyKey", "a string")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.app_batch_error import AppBatchError
