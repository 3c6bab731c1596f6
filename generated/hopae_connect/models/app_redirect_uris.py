from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    STRINGS,
    array,
    misfit,
    others,
    wrong,
)
from .._models import Model


@_attrs_define(eq=False, repr=False)
class AppRedirectUris(Model):
    """The redirect URIs of an app

    See https://docs.hopae.com/api-reference/workspace/get-redirect-uris

    Attributes:
        redirect_uris (list[str]): Where users may be sent back to; may be empty
    """

    redirect_uris: list[str]
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "redirectUris": "redirect_uris",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["redirectUris"]
            self.redirect_uris = (
                v
                if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                else array(src_dict, "redirectUris", lambda v: v if type(v) is str else wrong(v, None, "a string"))
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
