from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._json import (
    STRINGS,
    array,
    instant,
    misfit,
    others,
    wrong,
)
from .._models import Model


@_attrs_define(eq=False, repr=False)
class Challenge(Model):
    """A scheduled production test

    See https://docs.hopae.com/api-reference/workspace/list-production-tests

    See https://docs.hopae.com/api-reference/workspace/get-production-test-report

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
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "id": "id",
        "title": "title",
        "description": "description",
        "expiresAt": "expires_at",
        "createdAt": "created_at",
        "completedAt": "completed_at",
        "isActive": "is_active",
        "challengeMode": "challenge_mode",
        "sponsor": "sponsor",
        "sources": "sources",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["id"]
            self.id = v if type(v) is str else wrong(src_dict, "id", "a string")
            v = src_dict["title"]
            self.title = v if type(v) is str else wrong(src_dict, "title", "a string")
            v = src_dict["description"]
            self.description = (
                v if type(v) is str else v if v is None else wrong(src_dict, "description", "a string or null")
            )
            v = src_dict["expiresAt"]
            self.expires_at = instant(src_dict, "expiresAt")
            v = src_dict["createdAt"]
            self.created_at = instant(src_dict, "createdAt")
            v = src_dict["completedAt"]
            self.completed_at = (
                instant(src_dict, "completedAt")
                if type(v) is str
                else v
                if v is None
                else wrong(src_dict, "completedAt", "a date-time or null")
            )
            v = src_dict["isActive"]
            self.is_active = v if type(v) is bool else wrong(src_dict, "isActive", "a boolean")
            v = src_dict["challengeMode"]
            self.challenge_mode = v if type(v) is str else wrong(src_dict, "challengeMode", "a string")
            v = src_dict["sponsor"]
            self.sponsor = (
                ChallengeSponsor._read(v)
                if isinstance(v, dict)
                else v
                if v is None
                else wrong(src_dict, "sponsor", "an object or null")
            )
            v = src_dict["sources"]
            self.sources = (
                (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "sources", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
                if isinstance(v, list)
                else v
                if v is None
                else wrong(src_dict, "sources", "an array or null")
            )
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.challenge_sponsor import ChallengeSponsor
