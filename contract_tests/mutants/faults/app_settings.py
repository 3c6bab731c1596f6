"""Mutants of what is read and changed of an app by itself: its redirect URIs, its webhooks and their secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import MockOptions, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.faults.changes import WEBHOOKS
from contract_tests.mutants.mock_rules import App, Tables, after_refusal, beside, by_hand, owning
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, has_header, json_body, when
from scripts.spec.spec import Spec


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what is read and changed of an app by itself."""
    yield from by_hand(spec, "app settings", TABLES)


class _Remembering(Workspace):
    """A workspace that knows how each app was before its last change."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.before: dict[str, App] = {}

    def change_app(self, app: App) -> App:
        self.before[app["clientId"]] = self.find_app(app["clientId"]) or app
        return super().change_app(app)


def _before(workspace: Any, owned: dict[str, Any]) -> dict[str, Any]:
    app = owned["client_id"]
    return {**owned, "client_id": workspace.before.get(app["clientId"], app)}


def _beside(workspace: Workspace, owned: dict[str, Any]) -> dict[str, Any]:
    return {**owned, "client_id": beside(workspace, owned["client_id"])}


def _updating(change: Callable[[Any, App], None]) -> type[Workspace]:
    """A workspace that does something to an app whose webhook configuration has just been changed."""

    class Updating(Workspace):
        def update_webhook_config(self, app: App, changes: Mapping[str, Any]) -> App:
            changed = super().update_webhook_config(app, changes)
            change(self, changed)
            return changed

    return Updating


class _ShowingOnly(Workspace):
    def update_webhook_config(self, app: App, changes: Mapping[str, Any]) -> App:
        return self.merged(app, {"webhookConfig": changes})


class _Spreading(Workspace):
    def update_webhook_config(self, app: App, changes: Mapping[str, Any]) -> App:
        super().update_webhook_config(beside(self, app), changes)
        return super().update_webhook_config(app, changes)


def _switch(workspace: Any, app: App, refusal: RefusalError) -> None:
    """A refused change switches webhooks over."""
    workspace.update_webhook_config(app, {"enabled": not workspace.webhook_config(app)["enabled"]})


def _rotating(rotate: Callable[[Any, App, str], str]) -> type[Workspace]:
    """A workspace that answers what a function of it, the app and the new secret says."""

    class Rotating(Workspace):
        def rotate_webhook_secret(self, app: App) -> str:
            secret = super().rotate_webhook_secret(app)
            return rotate(self, self.find_app(app["clientId"]) or app, secret)

    return Rotating


class _Keeping(Workspace):
    """The secret that an app got first is answered ever after."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.first: dict[str, str] = {}

    def rotate_webhook_secret(self, app: App) -> str:
        return self.first.setdefault(app["clientId"], super().rotate_webhook_secret(app))


def _rotate_both(workspace: Any, app: App, secret: str) -> str:
    workspace.update_webhook_config(beside(workspace, app), {"enabled": False, "events": []})
    return secret


def _then(change: Callable[[Any, App], Any]) -> Callable[[Any, App, str], str]:
    """What answers the new secret after something else has been done to the app."""

    def done(workspace: Any, app: App, secret: str) -> str:
        change(workspace, app)
        return secret

    return done


READ_URIS: dict[str, How] = {
    "shows those of the app beside it": owning(_beside),
    "shows those from before the last change": Change(workspace=_Remembering, http=owning(_before)),
    "shows three at most": at("/redirectUris", lambda uris: uris[:3]),
    "shows them in lower case": at("/redirectUris", lambda uris: [uri.lower() for uri in uris]),
    "shows none where there is one": at("/redirectUris", lambda uris: uris if len(uris) > 1 else []),
}
READ_WEBHOOKS: dict[str, How] = {
    "shows that of the app beside it": owning(_beside),
    "shows the configuration from before the last change": Change(workspace=_Remembering, http=owning(_before)),
    "shows the numbers that are applied": json_body(
        lambda config: config | {name: 3 for name in ("retryAttempts",) if name in config}
    ),
    "shows webhooks that are always on": at("/enabled", lambda enabled: True),
    "shows one event at most": at("/events", lambda events: events[:1]),
    "leaves the address out": json_body(lambda config: {name: config[name] for name in config if name != "url"}),
}
UPDATED: dict[str, How] = {
    "stores nothing and answers as if it had": _ShowingOnly,
    "sets the redirect URIs back": _updating(lambda workspace, app: workspace.change_app({**app, "redirectUris": []})),
    "sets the name back": _updating(lambda workspace, app: workspace.change_app({**app, "name": "New app"})),
    "makes a new webhook secret": _updating(lambda workspace, app: workspace.rotate_webhook_secret(app)),
    "makes a new client secret": _updating(lambda workspace, app: workspace.rotate_client_secret(app)),
    "changes the app beside it too": _Spreading,
    "a refused change is half stored": after_refusal(_switch),
}
ROTATED: dict[str, How] = {
    "gives the same secret again": _Keeping,
    "gives every app the same secret": _rotating(lambda workspace, app, secret: f"whsec_{'0' * 64}"),
    "switches webhooks off": _rotating(
        _then(lambda workspace, app: workspace.update_webhook_config(app, {"enabled": False}))
    ),
    "clears the events": _rotating(_then(lambda workspace, app: workspace.update_webhook_config(app, {"events": []}))),
    "rotates the client secret too": _rotating(_then(lambda workspace, app: workspace.rotate_client_secret(app))),
    "switches the webhooks of the app beside it off": _rotating(_rotate_both),
}

TABLES: Tables = {
    ("getRedirectUris", "replaceRedirectUris", "updateApp"): READ_URIS,
    ("getWebhookConfig", "updateWebhookConfig", "updateApp"): READ_WEBHOOKS,
    ("updateWebhookConfig", "getWebhookConfig", "getApp", "listApps"): {**WEBHOOKS, **UPDATED},
    ("rotateWebhookSecret", "getWebhookConfig", "getApp", "listApps"): ROTATED,
    ("rotateWebhookSecret",): {
        "a replay hides the secret": when(
            has_header("Idempotency-Replayed"), at("/secret", lambda secret: "whsec_****")
        ),
    },
}
