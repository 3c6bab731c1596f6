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
class CustomDomainSet(Model):
    """The host names that an app shall have, two different ones below one domain

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    Attributes:
        web_domain (str): The host of the pages that users see
        oidc_domain (str): The host of the OpenID Connect endpoints, below the same domain
    """

    web_domain: str
    oidc_domain: str
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "webDomain": "web_domain",
        "oidcDomain": "oidc_domain",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["webDomain"]
            self.web_domain = v if type(v) is str else wrong(src_dict, "webDomain", "a string")
            v = src_dict["oidcDomain"]
            self.oidc_domain = v if type(v) is str else wrong(src_dict, "oidcDomain", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
