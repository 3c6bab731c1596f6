from collections.abc import Mapping
from typing import Any

from ._answers import RefusalError, timestamp
from ._app_rules import App, AppRules
from ._options import MockOptions

CustomDomain = dict[str, Any]
# Stands for hosts whose records nobody has made.
INVALID_MARKER = "invalid"
TARGET = "domains.connect.example"
WAITING, CHECKING = ("awaiting_dns", "add_cname"), ("verifying", "waiting")
ACTIVE, INVALID = ("active", "none"), ("invalid", "retry")


class CustomDomainRules(AppRules):
    """The custom domains of the apps, which no app shows. Whether its records are there is known a while after."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        # By app, the hosts that were set, and when they were last asked to be verified.
        self._hosts: dict[str, dict[str, str]] = {}
        self._asked_at: dict[str, float] = {}

    def custom_domain(self, app: App) -> CustomDomain:
        """The custom domain of `app` as it is now."""
        hosts = self._hosts.get(app["clientId"])
        if hosts is None:
            return {"status": "unconfigured", "requiredAction": "none", "dnsRecords": []}
        status, action = self.domain_progress(app, hosts)
        records = [self.dns_record(name, host) for name, host in hosts.items()]
        found = {**hosts, "status": status, "requiredAction": action, "dnsRecords": records}
        if status == "invalid":
            found["statusMessage"] = "The records of a host were not found"
        asked_at = self._asked_at.get(app["clientId"])
        return found if asked_at is None else {**found, "lastCheckedAt": timestamp(asked_at)}

    def domain_progress(self, app: App, hosts: Mapping[str, str]) -> tuple[str, str]:
        """How far the set-up has come, and what has to be done next."""
        asked_at = self._asked_at.get(app["clientId"])
        if asked_at is None:
            return WAITING
        if self.now() - asked_at < self.options.settle_seconds:
            return CHECKING
        return INVALID if any(INVALID_MARKER in host for host in hosts.values()) else ACTIVE

    def dns_record(self, name: str, host: str) -> dict[str, Any]:
        """The record that a host needs."""
        return {
            "id": f"{name}-cname",
            "type": "CNAME",
            "host": host,
            "name": host.partition(".")[0],
            "value": TARGET,
            "required": True,
            "description": f"Leads {host} here",
        }

    def set_custom_domain(self, app: App, body: Mapping[str, str]) -> CustomDomain:
        """Name the hosts of `app`. Raise RefusalError where it has some, or where they do not fit together."""
        web, oidc = (body[name].lower() for name in ("webDomain", "oidcDomain"))
        if web == oidc or not self.is_beside(web, oidc):
            raise RefusalError.invalid("oidcDomain", body["oidcDomain"], "is no other host below the same domain")
        self.require_no_domain(app, body)
        self._hosts[app["clientId"]] = {"webDomain": web, "oidcDomain": oidc}
        return self.custom_domain(app)

    def is_beside(self, one: str, other: str) -> bool:
        """Whether two hosts are below the same domain: their last two labels are the same."""
        return one.split(".")[-2:] == other.split(".")[-2:]

    def require_no_domain(self, app: App, body: Mapping[str, str]) -> None:
        """Refuse hosts for an app that has some."""
        if app["clientId"] in self._hosts:
            raise RefusalError.invalid("webDomain", body["webDomain"], "cannot be set: the app has a custom domain")

    def verify_custom_domain(self, app: App) -> CustomDomain:
        """Have the records of `app` looked up. Raise RefusalError where it has no custom domain."""
        if app["clientId"] not in self._hosts:
            raise RefusalError.invalid("client_id", app["clientId"], "has no custom domain")
        self._asked_at[app["clientId"]] = self.now()
        return self.custom_domain(app)

    def delete_custom_domain(self, app: App) -> CustomDomain:
        """Take the hosts from `app`, if it has any."""
        self._hosts.pop(app["clientId"], None)
        self._asked_at.pop(app["clientId"], None)
        return self.custom_domain(app)

    def delete_app(self, app: App) -> None:
        """Remove an app with its custom domain."""
        super().delete_app(app)
        self.delete_custom_domain(app)
