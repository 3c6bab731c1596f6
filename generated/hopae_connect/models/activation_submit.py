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
class ActivationSubmit(Model):
    """The providers to be activated, with what they need

    See https://docs.hopae.com/api-reference/workspace/submit-activation

    Attributes:
        providers (SubmittedProviders): What is submitted for the activation of providers, by provider id
    """

    providers: SubmittedProviders
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "providers": "providers",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["providers"]
            self.providers = (
                SubmittedProviders._read(v) if isinstance(v, dict) else wrong(src_dict, "providers", "an object")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.submitted_providers import SubmittedProviders
