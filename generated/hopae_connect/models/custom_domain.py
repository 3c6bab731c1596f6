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
from .._models import Model, items
from ..types import UNSET, Unset


@_attrs_define(eq=False, repr=False)
class CustomDomain(Model):
    """The host names of an app and how far their set-up has come

    See https://docs.hopae.com/api-reference/workspace/get-custom-domain

    See https://docs.hopae.com/api-reference/workspace/set-custom-domain

    See https://docs.hopae.com/api-reference/workspace/delete-custom-domain

    See https://docs.hopae.com/api-reference/workspace/verify-custom-domain

    Attributes:
        status (str): How far the set-up has come
        required_action (str): What has to be done next
        dns_records (list[DnsRecord]): The DNS records that the hosts need; empty while none is set
        web_domain (str | Unset): The host of the pages that users see; absent while none is set
        oidc_domain (str | Unset): The host of the OpenID Connect endpoints; absent while none is set
        status_message (str | Unset): More about the status; absent when there is nothing to say
        last_checked_at (datetime.datetime | Unset): When the DNS records were last looked up; absent before the first
            time
    """

    status: str
    required_action: str
    dns_records: list[DnsRecord]
    web_domain: str | Unset = UNSET
    oidc_domain: str | Unset = UNSET
    status_message: str | Unset = UNSET
    last_checked_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(kw_only=True, factory=dict)

    fields_by_name: ClassVar[dict[str, str]] = {
        "status": "status",
        "requiredAction": "required_action",
        "dnsRecords": "dns_records",
        "webDomain": "web_domain",
        "oidcDomain": "oidc_domain",
        "statusMessage": "status_message",
        "lastCheckedAt": "last_checked_at",
    }
    _names: ClassVar[frozenset[str]] = frozenset(fields_by_name)

    @classmethod
    def _read(cls, src_dict: Mapping[str, Any]) -> Self:
        self = cls.__new__(cls)
        try:
            v = src_dict["status"]
            self.status = v if type(v) is str else wrong(src_dict, "status", "a string")
            v = src_dict["requiredAction"]
            self.required_action = v if type(v) is str else wrong(src_dict, "requiredAction", "a string")
            v = src_dict["dnsRecords"]
            self.dns_records = items(src_dict, "dnsRecords", DnsRecord._read, DnsRecord)
            v = src_dict.get("webDomain", UNSET)
            self.web_domain = UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "webDomain", "a string")
            v = src_dict.get("oidcDomain", UNSET)
            self.oidc_domain = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "oidcDomain", "a string")
            )
            v = src_dict.get("statusMessage", UNSET)
            self.status_message = (
                UNSET if v is UNSET else v if type(v) is str else wrong(src_dict, "statusMessage", "a string")
            )
            v = src_dict.get("lastCheckedAt", UNSET)
            self.last_checked_at = UNSET if v is UNSET else instant(src_dict, "lastCheckedAt")
            self.additional_properties = {} if cls._names.issuperset(src_dict) else others(src_dict, cls._names)
        except (AttributeError, KeyError, TypeError) as error:
            raise misfit(src_dict, error) from None
        return self


from ..models.dns_record import DnsRecord
