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
class WebhookSecretRotated(Model):
    """The secret that events are signed with from now on

    See https://docs.hopae.com/api-reference/workspace/rotate-webhook-secret

    Attributes:
        secret (str): The new webhook secret. Keep it confidential.
    """

    secret: str
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "secret": "secret",
    }
    secret_fields: ClassVar[frozenset[str]] = frozenset(["secret"])
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["secret"]
            self.secret = v if type(v) is str else wrong(src_dict, "secret", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
