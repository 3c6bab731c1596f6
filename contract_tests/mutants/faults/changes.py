"""Mutants of a change that merges into an app: what is stored, what is shown, and what else is touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at
from scripts.spec.spec import Spec

Body = Mapping[str, Any]
EMPTY: App = {"redirectUris": [], "webhookConfig": {"enabled": False}}
REDIRECTS = ("defaultSuccessRedirectUri", "defaultFailureRedirectUri")


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the change of an app."""
    yield from by_hand(spec, "change", TABLES)


def _storing(store: Callable[[App, App, Body], App]) -> type[Workspace]:
    """A workspace that stores what a function makes of the app before, the app after, and the body."""

    class Storing(Workspace):
        def merged(self, app: App, body: Body) -> App:
            return store(dict(app), super().merged(app, body), body)

    return Storing


def _setting(name: str, value: Callable[[App, Any], Any]) -> type[Workspace]:
    """A workspace that stores another value of a field of the body, from the app before and the value."""
    return _storing(lambda old, new, body: {**new, name: value(old, body[name])} if name in body else new)


def _webhooks(change: Callable[[App, App, Body], App]) -> type[Workspace]:
    """A workspace that stores another webhook configuration, from the one before, the one after, and the change."""

    class Webhooks(Workspace):
        def merged_webhook_config(self, app: App, changes: Body) -> App:
            return change(app.get("webhookConfig", {}), super().merged_webhook_config(app, changes), changes)

    return Webhooks


def _but(fields: Mapping[str, Any], *names: str) -> App:
    return {name: value for name, value in fields.items() if name not in names}


class _ShowingOnly(Workspace):
    def update_app(self, app: App, body: Body) -> App:
        return self.cleared(self.merged(app, body))


class _AnsweringTheOld(Workspace):
    def update_app(self, app: App, body: Body) -> App:
        super().update_app(app, body)
        return app


class _OneBehind(Workspace):
    """What a change names is stored when the next one comes."""

    waiting: tuple[str, Body] = ("", {})

    def update_app(self, app: App, body: Body) -> App:
        client_id, late = self.waiting
        self.waiting = (app["clientId"], body)
        super().update_app(app, late if client_id == app["clientId"] else {})
        return self.cleared(self.merged(app, body))


class _Spreading(Workspace):
    def update_app(self, app: App, body: Body) -> App:
        super().update_app(beside(self, app), _but(body, "webhookConfig"))
        return super().update_app(app, body)


class _Misdirected(Workspace):
    def update_app(self, app: App, body: Body) -> App:
        super().update_app(beside(self, app), body)
        return self.merged(app, body)


class _StillUpdated(Workspace):
    def change_app(self, app: App) -> App:
        return self.store_app(app)


class _Rotating(Workspace):
    def update_app(self, app: App, body: Body) -> App:
        return super().update_app({**app, "clientSecret": self.new_client_secret()}, body)


class _HalfStored(HttpRules):
    """What a refused request names is stored, as far as it can be."""

    async def answer(self, operation: Any, request: Request) -> Any:
        try:
            return await super().answer(operation, request)
        except RefusalError as refusal:
            if refusal.status == 400:
                self.store(request.path_params["client_id"], await request.body())
            raise

    def store(self, client_id: str, raw: bytes) -> None:
        try:
            body = json.loads(raw)
        except ValueError:
            return
        app = self.workspace.find_app(client_id)
        if app is not None and isinstance(body, dict):
            self.workspace.update_app(app, self.stored(body))

    def stored(self, body: App) -> App:
        texts = {name: body[name] for name in ("name", *REDIRECTS) if isinstance(body.get(name), str)}
        uris = body.get("redirectUris")
        kept = isinstance(uris, list) and all(isinstance(uri, str) for uri in uris)
        return {**texts, **({"redirectUris": uris} if kept else {})}


class _StoredAnyway(_HalfStored):
    def stored(self, body: App) -> App:
        uris = body.get("redirectUris")
        found = {"redirectUris": [str(uri) for uri in uris]} if isinstance(uris, list) else {}
        return {**{name: str(body[name]) for name in ("name", *REDIRECTS) if name in body}, **found}


def _swapped(old: App, new: App, body: Body) -> App:
    first, second = REDIRECTS
    crossed = {second: body.get(first), first: body.get(second)}
    return {**new, **{name: value for name, value in crossed.items() if value is not None}}


# What becomes of the fields that are named.
STORED: dict[str, How] = {
    "stores nothing and answers as if it had": _ShowingOnly,
    "stores nothing and answers what was there": _storing(lambda old, new, body: old),
    "stores the change and answers the old": _AnsweringTheOld,
    "stores only the first field that is named": _storing(
        lambda old, new, body: {**old, **{name: new[name] for name in list(body)[:1] if name in new}}
    ),
    "stores a change when the next one comes": _OneBehind,
    "stores the name cut to 12 characters": _setting("name", lambda old, name: name[:12]),
    "stores the name in capitals": _setting("name", lambda old, name: name.upper()),
    "stores the success address as the failure address and the reverse": _storing(_swapped),
    "stores the success address as the failure address too": _storing(
        lambda old, new, body: {**new, REDIRECTS[1]: body[REDIRECTS[0]]} if REDIRECTS[0] in body else new
    ),
    "does not store the failure address": _storing(
        lambda old, new, body: {**_but(new, REDIRECTS[1]), **{n: old[n] for n in REDIRECTS[1:] if n in old}}
    ),
    "adds redirect URIs to those that are there": _setting(
        "redirectUris", lambda old, uris: list(dict.fromkeys([*old["redirectUris"], *uris]))
    ),
    "does not clear redirect URIs": _setting("redirectUris", lambda old, uris: uris or old["redirectUris"]),
    "stores the last redirect URI only": _setting("redirectUris", lambda old, uris: uris[-1:]),
    "stores redirect URIs in lower case": _setting("redirectUris", lambda old, uris: [uri.lower() for uri in uris]),
    "does not store a logo": _storing(lambda old, new, body: {**_but(new, "logo"), **_only(old, "logo")}),
    "does not remove a logo that is emptied": _storing(
        lambda old, new, body: {**new, **_only(old, "logo")} if body.get("logo") == "" else new
    ),
}
# What becomes of the fields that are not named, and of other things.
BESIDE: dict[str, How] = {
    "clears every field that is not named": _storing(
        lambda old, new, body: {**_but(new, *REDIRECTS, "logo"), **EMPTY, **{n: new[n] for n in body if n in new}}
    ),
    "clears the redirect URIs that are not named": _storing(
        lambda old, new, body: new if "redirectUris" in body else {**new, "redirectUris": []}
    ),
    "clears the addresses and the logo that are not named": _storing(
        lambda old, new, body: {n: value for n, value in new.items() if n not in (*REDIRECTS, "logo") or n in body}
    ),
    "switches webhooks off where they are not named": _storing(
        lambda old, new, body: new if "webhookConfig" in body else {**new, "webhookConfig": {"enabled": False}}
    ),
    "an empty body clears the redirect URIs": _storing(
        lambda old, new, body: new if body else {**new, "redirectUris": []}
    ),
    "takes the providers away": _storing(lambda old, new, body: {**new, "providers": {}}),
    "takes the workflows away": _storing(lambda old, new, body: {**new, "workflows": []}),
    "makes a new client secret": _Rotating,
    "moves the time of creation": _storing(lambda old, new, body: {**new, "createdAt": "2026-01-01T00:00:00.000Z"}),
    "leaves the time of the last change": _StillUpdated,
    "changes the app beside it too": _Spreading,
    "changes the app beside it instead": _Misdirected,
}
WEBHOOKS: dict[str, How] = {
    "replaces the webhook configuration": _webhooks(lambda old, new, sent: {"enabled": False, **sent}),
    "sets unnamed webhook numbers back": _webhooks(
        lambda old, new, sent: {**new, **{n: 3 for n in ("retryAttempts", "timeoutSeconds") if n not in sent}}
    ),
    "clears webhook events that are not named": _webhooks(
        lambda old, new, sent: new if "events" in sent else {**new, "events": []}
    ),
    "adds webhook events to those that are there": _webhooks(
        lambda old, new, sent: (
            {**new, "events": list(dict.fromkeys([*old.get("events", []), *sent["events"]]))}
            if "events" in sent
            else new
        )
    ),
    "does not clear webhook events": _webhooks(
        lambda old, new, sent: {**new, **_only(old, "events")} if sent.get("events") == [] else new
    ),
    "sorts webhook events": _webhooks(lambda old, new, sent: {**new, "events": sorted(new.get("events", []))}),
    "does not switch webhooks off": _webhooks(
        lambda old, new, sent: {**new, "enabled": sent.get("enabled") or old.get("enabled", False)}
    ),
    "switches webhooks over": _webhooks(
        lambda old, new, sent: {**new, "enabled": not old.get("enabled")} if sent.get("enabled") else new
    ),
    "does not store the webhook address": _webhooks(
        lambda old, new, sent: {**_but(new, "url"), **_only(old, "url")} if "url" in sent else new
    ),
    "stores the webhook attempts as seconds": _webhooks(
        lambda old, new, sent: {**new, "timeoutSeconds": sent.get("retryAttempts", new.get("timeoutSeconds", 10))}
    ),
    "does not store webhook attempts": _webhooks(lambda old, new, sent: {**new, "retryAttempts": 3}),
}
REFUSED: dict[str, How] = {
    "a refused change is half stored": _HalfStored,
    "a refused change is stored all the same": _StoredAnyway,
}
ANSWERED: dict[str, How] = {
    "answers no redirect URIs": at("/redirectUris", lambda uris: []),
    "answers webhooks that are always off": at("/webhookConfig", lambda config: {**config, "enabled": False}),
}


def _only(fields: Mapping[str, Any], *names: str) -> App:
    return {name: fields[name] for name in names if name in fields}


TABLES: Tables = {("updateApp", "getApp", "listApps"): {**STORED, **BESIDE, **WEBHOOKS, **REFUSED, **ANSWERED}}
