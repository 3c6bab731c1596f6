from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    NUMBERS,
    STRINGS,
    array,
    misfit,
    others,
    whole,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class Provider(Model):
    """An identity provider, as an app could use it

    See https://docs.hopae.com/api-reference/workspace/get-providers

    Attributes:
        id (str): The provider's identifier
        name (str): The name that people see
        description (str): What the provider is
        logo_url (str): Where the logo is
        countries (list[str]): The countries whose people it identifies
        flow_types (list[str]): The ways in which people come to it
        scopes (list[str]): The scopes that it can answer
        loa (list[float]): The levels of assurance that it can reach
        default_loa (float): The level of assurance unless another is asked for; 0 for unspecified
        type_ (int): The kind of provider, 1 for centralised, 2 for chip-based, 3 for a wallet
        is_active (bool): Whether the app can use it, which is so exactly when it is activated
        need_action (bool): Whether somebody has to do something for it
        verification_model (str | Unset): How claims are verified; absent where that does not apply
        status (str | Unset): How far an activation has come
        activation (ProviderActivation | Unset): An activation of a provider for an app
    """

    id: str
    name: str
    description: str
    logo_url: str
    countries: list[str]
    flow_types: list[str]
    scopes: list[str]
    loa: list[float]
    default_loa: float
    type_: int
    is_active: bool
    need_action: bool
    verification_model: str | Unset = UNSET
    status: str | Unset = UNSET
    activation: ProviderActivation | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "name": "name",
        "description": "description",
        "logoUrl": "logo_url",
        "countries": "countries",
        "flowTypes": "flow_types",
        "scopes": "scopes",
        "loa": "loa",
        "defaultLoa": "default_loa",
        "type": "type_",
        "isActive": "is_active",
        "needAction": "need_action",
        "verificationModel": "verification_model",
        "status": "status",
        "activation": "activation",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["name"]
            self.name = v if type(v) is str else wrong(src_dict, "name", "a string")
            v = src_dict["description"]
            self.description = v if type(v) is str else wrong(src_dict, "description", "a string")
            v = src_dict["logoUrl"]
            self.logo_url = v if type(v) is str else wrong(src_dict, "logoUrl", "a string")
            v = src_dict["countries"]
            self.countries = (
                v
                if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                else array(src_dict, "countries", lambda v: v if type(v) is str else wrong(v, None, "a string"))
            )
            v = src_dict["flowTypes"]
            self.flow_types = (
                v
                if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                else array(src_dict, "flowTypes", lambda v: v if type(v) is str else wrong(v, None, "a string"))
            )
            v = src_dict["scopes"]
            self.scopes = (
                v
                if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                else array(src_dict, "scopes", lambda v: v if type(v) is str else wrong(v, None, "a string"))
            )
            v = src_dict["loa"]
            self.loa = (
                v
                if isinstance(v, list) and NUMBERS.issuperset(map(type, v))
                else array(
                    src_dict, "loa", lambda v: v if type(v) is float or type(v) is int else wrong(v, None, "a number")
                )
            )
            v = src_dict["defaultLoa"]
            self.default_loa = v if type(v) is float or type(v) is int else wrong(src_dict, "defaultLoa", "a number")
            v = src_dict["type"]
            self.type_ = v if type(v) is int else whole(src_dict, "type")
            v = src_dict["isActive"]
            self.is_active = v if type(v) is bool else wrong(src_dict, "isActive", "a boolean")
            v = src_dict["needAction"]
            self.need_action = v if type(v) is bool else wrong(src_dict, "needAction", "a boolean")
            v = src_dict.get("verificationModel", UNSET)
            self.verification_model = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "verificationModel", "a string")
            )
            v = src_dict.get("status", UNSET)
            self.status = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "status", "a string")
            v = src_dict.get("activation", UNSET)
            self.activation = (
                UNSET
                if v is UNSET
                else ProviderActivation._read(v)
                if isinstance(v, dict)
                else wrong(src_dict, "activation", "an object")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.provider_activation import ProviderActivation
