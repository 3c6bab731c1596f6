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
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class WorkflowNodeConfig(Model):
    """Settings that differ by node type; the named ones belong to verification nodes

    See https://docs.hopae.com/api-reference/workspace/list-apps

    See https://docs.hopae.com/api-reference/workspace/create-app

    See https://docs.hopae.com/api-reference/workspace/get-app

    See https://docs.hopae.com/api-reference/workspace/update-app

    See https://docs.hopae.com/api-reference/workspace/get-workflows

    See https://docs.hopae.com/api-reference/workspace/create-workflow

    See https://docs.hopae.com/api-reference/workspace/get-workflow

    See https://docs.hopae.com/api-reference/workspace/update-workflow

    Attributes:
        channel (str | Unset): The channel of the verification
        claims (list[str] | Unset): The claims that are asked for
        mode (str | Unset): The mode of the verification
    """

    channel: str | Unset = UNSET
    claims: list[str] | Unset = UNSET
    mode: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "channel": "channel",
        "claims": "claims",
        "mode": "mode",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict.get("channel", UNSET)
            self.channel = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "channel", "a string")
            v = src_dict.get("claims", UNSET)
            self.claims = (
                UNSET
                if v is UNSET
                else (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "claims", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
            )
            v = src_dict.get("mode", UNSET)
            self.mode = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "mode", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
