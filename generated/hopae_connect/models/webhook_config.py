from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookConfig")


@_attrs_define
class WebhookConfig:
    """Delivery of events to the app's server

    Attributes:
        enabled (bool): Whether events are delivered
        retry_attempts (int | Unset): How often a delivery is tried again
        timeout_seconds (int | Unset): How long a delivery may take, in seconds
        events (list[str] | Unset): The names of the events that are delivered
        url (str | Unset): Where events are delivered to
        secret (str | Unset): A redacted preview of the signing secret
    """

    enabled: bool
    retry_attempts: int | Unset = UNSET
    timeout_seconds: int | Unset = UNSET
    events: list[str] | Unset = UNSET
    url: str | Unset = UNSET
    secret: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        enabled = self.enabled

        retry_attempts = self.retry_attempts

        timeout_seconds = self.timeout_seconds

        events: list[str] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = self.events

        url = self.url

        secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "enabled": enabled,
            }
        )
        if retry_attempts is not UNSET:
            field_dict["retryAttempts"] = retry_attempts
        if timeout_seconds is not UNSET:
            field_dict["timeoutSeconds"] = timeout_seconds
        if events is not UNSET:
            field_dict["events"] = events
        if url is not UNSET:
            field_dict["url"] = url
        if secret is not UNSET:
            field_dict["secret"] = secret

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        enabled = d.pop("enabled")

        retry_attempts = d.pop("retryAttempts", UNSET)

        timeout_seconds = d.pop("timeoutSeconds", UNSET)

        events = cast(list[str], d.pop("events", UNSET))

        url = d.pop("url", UNSET)

        secret = d.pop("secret", UNSET)

        webhook_config = cls(
            enabled=enabled,
            retry_attempts=retry_attempts,
            timeout_seconds=timeout_seconds,
            events=events,
            url=url,
            secret=secret,
        )

        webhook_config.additional_properties = d
        return webhook_config

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
