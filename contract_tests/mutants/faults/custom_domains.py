"""Mutants of custom domains: which hosts are kept, in which states they can be set, and what else is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import Workspace
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, json_body
from scripts.spec.spec import Spec

Hosts = dict[str, str]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of custom domains."""
    yield from by_hand(spec, "custom domain", TABLES)


def _setting(choose: Callable[[Hosts], Hosts]) -> type[Workspace]:
    """A workspace that keeps what a function makes of the hosts."""

    class Setting(Workspace):
        def set_custom_domain(self, app: App, body: Mapping[str, str]) -> dict[str, Any]:
            super().set_custom_domain(app, body)
            self._hosts[app["clientId"]] = choose(self._hosts[app["clientId"]])
            return self.custom_domain(app)

    return Setting


def _after(name: str, change: Callable[[Any, App], object]) -> type[Workspace]:
    """A workspace in which a method that is given an app does something to it besides."""

    class After(Workspace):
        pass

    def method(self: Any, app: App, *arguments: Any) -> Any:
        answered = getattr(super(After, self), name)(app, *arguments)
        change(self, self.find_app(app["clientId"]) or app)
        return answered

    setattr(After, name, method)
    return After


class _ShowingOnly(Workspace):
    def set_custom_domain(self, app: App, body: Mapping[str, str]) -> dict[str, Any]:
        shown = super().set_custom_domain(app, body)
        super().delete_custom_domain(app)
        return shown


class _SettingAgain(Workspace):
    def require_no_domain(self, app: App, body: Mapping[str, str]) -> None:
        pass


class _RefusedButSet(Workspace):
    def require_no_domain(self, app: App, body: Mapping[str, str]) -> None:
        if app["clientId"] in self._hosts:
            hosts = {name: host.replace("verify.", "id.").replace("login.", "oidc.") for name, host in body.items()}
            self._hosts[app["clientId"]] = hosts
        super().require_no_domain(app, body)


class _KeepingDeleted(Workspace):
    def delete_custom_domain(self, app: App) -> dict[str, Any]:
        return {"status": "unconfigured", "requiredAction": "none", "dnsRecords": []}


class _ForgettingTheState(Workspace):
    """The hosts go, and the state stays."""

    def delete_custom_domain(self, app: App) -> dict[str, Any]:
        shown = super().custom_domain(app)
        super().delete_custom_domain(app)
        return {name: value for name, value in shown.items() if not name.endswith("Domain")}


class _DeletingBoth(Workspace):
    def delete_custom_domain(self, app: App) -> dict[str, Any]:
        if app["clientId"] in self._apps:
            super().delete_custom_domain(beside(self, app))
        return super().delete_custom_domain(app)


def _beside(workspace: Workspace, owned: dict[str, Any]) -> dict[str, Any]:
    return {**owned, "client_id": beside(workspace, owned["client_id"])}


def _renamed(workspace: Any, app: App) -> None:
    workspace.change_app({**app, "name": "New app"})


def _swapped(hosts: Hosts) -> Hosts:
    return {"webDomain": hosts["oidcDomain"], "oidcDomain": hosts["webDomain"]}


READ: dict[str, How] = {
    "shows that of the app beside it": owning(_beside),
    "leaves the host of OpenID Connect out": json_body(
        lambda found: {name: value for name, value in found.items() if name != "oidcDomain"}
    ),
    "shows the host of the pages without its first label": at("/webDomain", lambda host: host.partition(".")[2]),
}
SET: dict[str, How] = {
    "keeps nothing and answers as if it had": _ShowingOnly,
    "keeps the two hosts the wrong way round": _setting(_swapped),
    "keeps one host for both": _setting(lambda hosts: dict.fromkeys(hosts, hosts["webDomain"])),
    "sets the hosts of an app that has some": _SettingAgain,
    "a refused setting is kept all the same": _RefusedButSet,
    "sets the name of the app back": _after("set_custom_domain", _renamed),
}
DELETED: dict[str, How] = {
    "keeps the hosts and answers as if they were gone": _KeepingDeleted,
    "answers the state from before": _ForgettingTheState,
    "deletes that of the app beside it too": _DeletingBoth,
    "deletes the redirect URIs too": _after(
        "delete_custom_domain",
        lambda workspace, app: workspace.change_app({**app, "redirectUris": []}) if app["redirectUris"] else None,
    ),
}
VERIFIED: dict[str, How] = {
    "forgets the hosts": _after("verify_custom_domain", lambda workspace, app: workspace.delete_custom_domain(app)),
    "swaps the hosts": _after(
        "verify_custom_domain",
        lambda workspace, app: workspace._hosts.update({app["clientId"]: _swapped(workspace._hosts[app["clientId"]])}),
    ),
    "rotates the client secret": _after(
        "verify_custom_domain", lambda workspace, app: workspace.rotate_client_secret(app)
    ),
}

TABLES: Tables = {
    ("getCustomDomain", "setCustomDomain", "verifyCustomDomain", "deleteCustomDomain"): READ,
    ("setCustomDomain", "getCustomDomain", "getApp", "listApps"): SET,
    ("deleteCustomDomain", "setCustomDomain", "getCustomDomain", "getApp", "listApps"): DELETED,
    ("verifyCustomDomain", "getCustomDomain", "getApp", "listApps", "updateApp"): VERIFIED,
}
