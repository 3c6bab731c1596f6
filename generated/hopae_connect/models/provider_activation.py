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
from .._models import Model, items
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class ProviderActivation(Model):
    """An activation of a provider for an app

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Attributes:
        status (str): How far an activation has come
        id (str | Unset): The activation's identifier
        requirements (list[ActivationRequirement] | Unset): What has to be submitted for it
        requested_at (datetime.datetime | Unset): When it was asked for
        activated_at (datetime.datetime | Unset): When it came into force
    """

    status: str
    id: str | Unset = UNSET
    requirements: list[ActivationRequirement] | Unset = UNSET
    requested_at: datetime.datetime | Unset = UNSET
    activated_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "status": "status",
        "id": "id",
        "requirements": "requirements",
        "requestedAt": "requested_at",
        "activatedAt": "activated_at",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["status"]
            self.status = v if type(v) is str else wrong(src_dict, "status", "a string")
            v = src_dict.get("id", UNSET)
            self.id = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict.get("requirements", UNSET)
            self.requirements = (
                UNSET
                if v is UNSET
                else items(src_dict, "requirements", ActivationRequirement._read, ActivationRequirement)
            )
            v = src_dict.get("requestedAt", UNSET)
            self.requested_at = UNSET if v is UNSET else instant(src_dict, "requestedAt")
            v = src_dict.get("activatedAt", UNSET)
            self.activated_at = UNSET if v is UNSET else instant(src_dict, "activatedAt")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.activation_requirement import ActivationRequirement
