from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.production_test_payload import ProductionTestPayload


T = TypeVar("T", bound="ProductionTestRequest")


@_attrs_define
class ProductionTestRequest:
    """A request for a production test, which is scheduled later

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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        client_id = self.client_id

        status = self.status

        payload = self.payload.to_dict()

        created_at = self.created_at.isoformat()

        challenge_id: None | str | Unset
        if isinstance(self.challenge_id, Unset):
            challenge_id = UNSET
        else:
            challenge_id = self.challenge_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "clientId": client_id,
                "status": status,
                "payload": payload,
                "createdAt": created_at,
            }
        )
        if challenge_id is not UNSET:
            field_dict["challengeId"] = challenge_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.production_test_payload import ProductionTestPayload

        d = dict(src_dict)
        id = d.pop("id")

        client_id = d.pop("clientId")

        status = d.pop("status")

        payload = ProductionTestPayload.from_dict(d.pop("payload"))

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        def _parse_challenge_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        challenge_id = _parse_challenge_id(d.pop("challengeId", UNSET))

        production_test_request = cls(
            id=id,
            client_id=client_id,
            status=status,
            payload=payload,
            created_at=created_at,
            challenge_id=challenge_id,
        )

        production_test_request.additional_properties = d
        return production_test_request

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
