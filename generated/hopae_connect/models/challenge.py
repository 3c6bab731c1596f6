from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.challenge_sponsor import ChallengeSponsor


T = TypeVar("T", bound="Challenge")


@_attrs_define
class Challenge:
    """A scheduled production test

    Attributes:
        id (str): The challenge's identifier, which its report is read with
        title (str): The title, as it was asked for
        description (None | str): What the challenge is about
        expires_at (datetime.datetime): When the challenge ends at the latest
        created_at (datetime.datetime): When the challenge was created
        completed_at (datetime.datetime | None): When the challenge was completed; null while it is active
        is_active (bool): Whether users can take part
        challenge_mode (str): What participants collect
        sponsor (ChallengeSponsor | None): Who sponsors the challenge, if anyone
        sources (list[str] | None): Where participants come from, if that is limited
    """

    id: str
    title: str
    description: None | str
    expires_at: datetime.datetime
    created_at: datetime.datetime
    completed_at: datetime.datetime | None
    is_active: bool
    challenge_mode: str
    sponsor: ChallengeSponsor | None
    sources: list[str] | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.challenge_sponsor import ChallengeSponsor

        id = self.id

        title = self.title

        description: None | str
        description = self.description

        expires_at = self.expires_at.isoformat()

        created_at = self.created_at.isoformat()

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        is_active = self.is_active

        challenge_mode = self.challenge_mode

        sponsor: dict[str, Any] | None
        if isinstance(self.sponsor, ChallengeSponsor):
            sponsor = self.sponsor.to_dict()
        else:
            sponsor = self.sponsor

        sources: list[str] | None
        if isinstance(self.sources, list):
            sources = self.sources

        else:
            sources = self.sources

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "description": description,
                "expiresAt": expires_at,
                "createdAt": created_at,
                "completedAt": completed_at,
                "isActive": is_active,
                "challengeMode": challenge_mode,
                "sponsor": sponsor,
                "sources": sources,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.challenge_sponsor import ChallengeSponsor

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completedAt"))

        is_active = d.pop("isActive")

        challenge_mode = d.pop("challengeMode")

        def _parse_sponsor(data: object) -> ChallengeSponsor | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sponsor_type_0 = ChallengeSponsor.from_dict(data)

                return sponsor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChallengeSponsor | None, data)

        sponsor = _parse_sponsor(d.pop("sponsor"))

        def _parse_sources(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sources_type_0 = cast(list[str], data)

                return sources_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        sources = _parse_sources(d.pop("sources"))

        challenge = cls(
            id=id,
            title=title,
            description=description,
            expires_at=expires_at,
            created_at=created_at,
            completed_at=completed_at,
            is_active=is_active,
            challenge_mode=challenge_mode,
            sponsor=sponsor,
            sources=sources,
        )

        challenge.additional_properties = d
        return challenge

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
