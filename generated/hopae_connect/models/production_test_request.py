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
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class ProductionTestRequest(Model):
    """A request for a production test, which is scheduled later

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    See https://docs.hopae.com/api-reference/workspace/create-production-test

    Attributes:
        id (str): The request's identifier. It is not the challenge's.
        client_id (str): The app that the test belongs to
        status (str): How far the request has come
        payload (ProductionTestPayload): What was asked for, as it is passed on to the scheduler
        created_at (datetime.datetime): When the request was created
        challenge_id (None | str | Unset): The challenge's identifier once the request is scheduled; null or absent
            before
    """

    id: str
    client_id: str
    status: str
    payload: ProductionTestPayload
    created_at: datetime.datetime
    challenge_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "clientId": "client_id",
        "status": "status",
        "payload": "payload",
        "createdAt": "created_at",
        "challengeId": "challenge_id",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["clientId"]
            self.client_id = v if type(v) is str else wrong(src_dict, "clientId", "a string")
            v = src_dict["status"]
            self.status = v if type(v) is str else wrong(src_dict, "status", "a string")
            v = src_dict["payload"]
            self.payload = (
                ProductionTestPayload._read(v) if isinstance(v, dict) else wrong(src_dict, "payload", "an object")
            )
            v = src_dict["createdAt"]
            self.created_at = instant(src_dict, "createdAt")
            v = src_dict.get("challengeId", UNSET)
            self.challenge_id = (
                UNSET
                if v is UNSET
                else v
                if type(v) is str
                else v
                if v is None
                else wrong(src_dict, "challengeId", "a string or null")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.production_test_payload import ProductionTestPayload
