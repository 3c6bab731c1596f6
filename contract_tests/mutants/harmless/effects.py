"""Harmless variants of changes, deletions and rotations: what they may normalise, and what their answers may show."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import How
from contract_tests.mutants.rewrites import at
from contract_tests.mutants.wire import Answer, Call
from scripts.spec.spec import Spec

App = dict[str, Any]


def variants(spec: Spec) -> dict[str, How]:
    """Servers whose changes keep to the contract in other ways."""
    return {
        "a change puts hosts into lower case, and drops duplicates": _NormalisingAlways,
        "a replacement keeps duplicates": _normalising(lambda workspace, uris: _lower(workspace, uris)),
        "a replacement keeps the case of hosts": _normalising(lambda workspace, uris: list(dict.fromkeys(uris))),
        "a replacement keeps everything": _normalising(lambda workspace, uris: list(uris)),
        "a deletion answers a body": _answering("deleteApp", {"deleted": True}),
        "a deletion answers text": _answering("deleteApp", "gone"),
        "a replacement answers the whole app": Change(http=_AnsweringTheApp, operation_id="replaceRedirectUris"),
        "new apps have no times": _Timeless,
        "a rotation leaves the time of the last change": _RotatingSilently,
        "a change of an app takes its time of change from another clock": _Behind,
        "an emptied logo stays as an empty text": _KeepingLogo,
        "a webhook secret is shown by the app alone": Change(
            rewrite=at("/secret", lambda secret: ""), operation_id="getWebhookConfig"
        ),
        "a change of webhooks answers the whole app": Change(http=_AnsweringTheApp, operation_id="updateWebhookConfig"),
        "a custom domain is looked up at once": _LookingUpAtOnce,
        "a custom domain moves the time of change of its app": _TouchingTheApp,
        "a second custom domain is refused with a code of its own": _HavingADomain,
    }


def _lower(workspace: Any, uris: Sequence[str]) -> list[str]:
    return [Workspace.normalised(workspace, [uri])[0] for uri in uris]


def _normalising(normalise: Callable[[Any, Sequence[str]], list[str]]) -> type[Workspace]:
    class Normalising(Workspace):
        def normalised(self, redirect_uris: Sequence[str]) -> list[str]:
            return normalise(self, redirect_uris)

    return Normalising


class _NormalisingAlways(Workspace):
    def merged(self, app: App, body: Mapping[str, Any]) -> App:
        merged = super().merged(app, body)
        return {**merged, "redirectUris": self.normalised(merged["redirectUris"])}


class _RotatingSilently(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        secret = self.new_client_secret()
        self.store_app({**app, "clientSecret": secret})
        return secret


class _Behind(Workspace):
    """The time of the last change moves to the next whole second."""

    def change_app(self, app: App) -> App:
        changed = super().change_app(app)
        if "updatedAt" not in changed:
            return changed
        return self.store_app({**changed, "updatedAt": f"{changed['updatedAt'][:19]}.999Z"})


class _KeepingLogo(Workspace):
    def cleared(self, app: App) -> App:
        return app


def _answering(operation_id: str, body: Any) -> Change:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.json = body
        answer.headers["content-type"] = "application/json"

    return Change(rewrite=rewrite, operation_id=operation_id, status="200")


class _AnsweringTheApp(HttpRules):
    async def perform(self, operation: Any, call: Any) -> Any:
        answer = await super().perform(operation, call)
        app = self.workspace.find_app(call.parameters["client_id"])
        return replace(answer, body=json.dumps(app).encode())


class _Timeless(Workspace):
    def new_app(self, body: Mapping[str, Any]) -> App:
        return {name: value for name, value in super().new_app(body).items() if not name.endswith("At")}


class _LookingUpAtOnce(Workspace):
    """Hosts are active, invalid and active again without anybody asking."""

    looks = 0

    def domain_progress(self, app: App, hosts: Mapping[str, str]) -> tuple[str, str]:
        self.looks += 1
        return [("active", "none"), ("invalid", "contact_support"), ("awaiting_dns", "verify")][self.looks % 3]


class _TouchingTheApp(Workspace):
    def set_custom_domain(self, app: App, body: Mapping[str, str]) -> dict[str, Any]:
        shown = super().set_custom_domain(app, body)
        self.change_app(app)
        return shown

    def verify_custom_domain(self, app: App) -> dict[str, Any]:
        shown = super().verify_custom_domain(app)
        self.change_app(app)
        return shown

    def delete_custom_domain(self, app: App) -> dict[str, Any]:
        shown = super().delete_custom_domain(app)
        if self.find_app(app["clientId"]):
            self.change_app(app)
        return shown


class _HavingADomain(Workspace):
    def require_no_domain(self, app: App, body: Mapping[str, str]) -> None:
        try:
            super().require_no_domain(app, body)
        except RefusalError as refusal:
            raise RefusalError(400, "CUSTOM_DOMAIN_EXISTS", "There is one already") from refusal
