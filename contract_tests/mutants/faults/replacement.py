"""Mutants of the replacement of redirect URIs: which of them are stored, and what else is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from contract_tests.mock import RefusalError, Workspace
from contract_tests.mutants.mock_rules import App, Tables, after_refusal, beside, by_hand
from contract_tests.mutants.mutant import How, Mutant
from scripts.spec.spec import Spec

Uris = list[str]
PORT = re.compile("(?<=[^/:]):[0-9]+(?=[/?]|$)")


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the replacement of redirect URIs."""
    yield from by_hand(spec, "replacement", TABLES)


def _storing(choose: Callable[[Uris, Uris, Uris], Uris]) -> type[Workspace]:
    """A workspace that stores what a function makes of the former URIs, the usual ones, and those that were sent."""

    class Storing(Workspace):
        def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
            usual = self.normalised(redirect_uris)
            return self.change_app({**app, "redirectUris": choose(app["redirectUris"], usual, list(redirect_uris))})

    return Storing


def _beside(change: Callable[[App], App]) -> type[Workspace]:
    """A workspace in which a replacement changes something else of the app."""

    class Beside(Workspace):
        def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
            return super().replace_redirect_uris(change(dict(app)), redirect_uris)

    return Beside


class _ShowingOnly(Workspace):
    def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
        return {**app, "redirectUris": self.normalised(redirect_uris)}


class _AnsweringTheOld(Workspace):
    def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
        super().replace_redirect_uris(app, redirect_uris)
        return app


class _AnsweringWhatWasSent(Workspace):
    """Answers all that was sent and stores the first of it only."""

    def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
        super().replace_redirect_uris(app, redirect_uris[:1])
        return {**app, "redirectUris": self.normalised(redirect_uris)}


class _Spreading(Workspace):
    def replace_redirect_uris(self, app: App, redirect_uris: Sequence[str]) -> App:
        super().replace_redirect_uris(beside(self, app), redirect_uris)
        return super().replace_redirect_uris(app, redirect_uris)


def _clear_first(workspace: Any, app: App, refusal: RefusalError) -> None:
    if refusal.status == 400:
        workspace.replace_redirect_uris(app, [])


def _once(uris: Uris, key: Callable[[str], Any]) -> Uris:
    """The first of those that a function makes the same of."""
    return list({key(uri): uri for uri in reversed(uris)}.values())[::-1]


REPLACED: dict[str, How] = {
    "stores nothing and answers as if it had": _ShowingOnly,
    "stores nothing and answers what was there": _storing(lambda old, new, sent: old),
    "stores the list and answers the old": _AnsweringTheOld,
    "stores the first only and answers all": _AnsweringWhatWasSent,
    "adds to what is there": _storing(lambda old, new, sent: list(dict.fromkeys([*old, *new]))),
    "an empty list does not clear": _storing(lambda old, new, sent: new or old),
    "keeps the first only": _storing(lambda old, new, sent: new[:1]),
    "loses the last of three": _storing(lambda old, new, sent: new[:2]),
    "stores them in reverse": _storing(lambda old, new, sent: new[::-1]),
    "loses an address that was sent twice": _storing(
        lambda old, new, sent: [uri for uri in new if [one.lower() for one in sent].count(uri.lower()) == 1]
    ),
    "keeps one address a host": _storing(lambda old, new, sent: _once(new, lambda uri: uri.split("/")[2])),
    "takes paths that differ in case for the same": _storing(lambda old, new, sent: _once(new, str.lower)),
    "puts paths into lower case too": _storing(lambda old, new, sent: [uri.lower() for uri in new]),
    "cuts queries off": _storing(lambda old, new, sent: [uri.partition("?")[0] for uri in new]),
    "ends paths in a slash": _storing(lambda old, new, sent: [f"{uri.rstrip('/')}/" for uri in new]),
    "leaves ports out": _storing(lambda old, new, sent: [PORT.sub("", uri, count=1) for uri in new]),
    "changes the app beside it too": _Spreading,
    "clears the addresses for success and failure": _beside(
        lambda app: {name: value for name, value in app.items() if not name.startswith("default") or "Id" in name}
    ),
    "sets the name back": _beside(lambda app: {**app, "name": "New app"}),
    "switches webhooks off": _beside(lambda app: {**app, "webhookConfig": {"enabled": False}}),
    "a refused replacement clears the list": after_refusal(_clear_first),
}
TABLES: Tables = {("replaceRedirectUris", "getApp", "listApps"): REPLACED}
