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
    whole,
    wrong,
)
from .._models import Model
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class WebhookConfigUpdate(Model):
    """What shall change about the delivery of events; whatever is left out stays as it is

    See https://docs.hopae.com/api-reference/workspace/batch-create-apps

    See https://docs.hopae.com/api-reference/workspace/update-app

    Attributes:
        enabled (bool | Unset): Whether events are delivered
        retry_attempts (int | Unset): How often a delivery is tried again; stored, but deliveries use 3
        timeout_seconds (int | Unset): How long a delivery may take, in seconds; stored, but deliveries use 10
        events (list[str] | Unset): The names of the events that are delivered
        url (str | Unset): Where events are delivered to, by https
    """

    enabled: bool | Unset = UNSET
    retry_attempts: int | Unset = UNSET
    timeout_seconds: int | Unset = UNSET
    events: list[str] | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "enabled": "enabled",
        "retryAttempts": "retry_attempts",
        "timeoutSeconds": "timeout_seconds",
        "events": "events",
        "url": "url",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict.get("enabled", UNSET)
            self.enabled = UNSET if v is UNSET else v if type(v) is bool else wrong(src_dict, "enabled", "a boolean")
            v = src_dict.get("retryAttempts", UNSET)
            self.retry_attempts = UNSET if v is UNSET else v if type(v) is int else whole(src_dict, "retryAttempts")
            v = src_dict.get("timeoutSeconds", UNSET)
            self.timeout_seconds = UNSET if v is UNSET else v if type(v) is int else whole(src_dict, "timeoutSeconds")
            v = src_dict.get("events", UNSET)
            self.events = (
                UNSET
                if v is UNSET
                else (
                    v
                    if isinstance(v, list) and STRINGS.issuperset(map(type, v))
                    else array(src_dict, "events", lambda v: v if type(v) is str else wrong(v, None, "a string"))
                )
            )
            v = src_dict.get("url", UNSET)
            self.url = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "url", "a string")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self
