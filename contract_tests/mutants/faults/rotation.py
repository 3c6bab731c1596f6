"""Mutants of the rotation of secrets: whether it is new, who shows it, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning, windowed
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, has_header, when
from scripts.spec.spec import Spec


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the rotation of secrets."""
    yield from by_hand(spec, "rotation", TABLES)


class _Keeping(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        return str(app["clientSecret"])


class _NotStoring(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        return self.new_client_secret()


class _AnsweringTheOld(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        super().rotate_client_secret(app)
        return str(app["clientSecret"])


class _Alternating(Workspace):
    """The second rotation brings the first secret back."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.before: dict[str, str] = {}

    def rotate_client_secret(self, app: App) -> str:
        new = self.before.get(app["clientId"]) or self.new_client_secret()
        self.before[app["clientId"]] = app["clientSecret"]
        self.change_app({**app, "clientSecret": new})
        return new


class _OneForAll(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        self.change_app({**app, "clientSecret": "sh_app_mock_rotated"})
        return "sh_app_mock_rotated"


class _RotatingBoth(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        super().rotate_client_secret(beside(self, app))
        return super().rotate_client_secret(app)


class _RotatingTheOther(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        return super().rotate_client_secret(beside(self, app))


class _Masking(Workspace):
    """What is stored cannot be shown again."""

    def rotate_client_secret(self, app: App) -> str:
        secret = super().rotate_client_secret(app)
        self.change_app({**app, "clientSecret": f"sh_app_****{secret[-4:]}"})
        return secret


class _Clearing(Workspace):
    def rotate_client_secret(self, app: App) -> str:
        return super().rotate_client_secret({**app, "redirectUris": [], "webhookConfig": {"enabled": False}})


class _Renewing(Workspace):
    """The app has another id afterwards."""

    def rotate_client_secret(self, app: App) -> str:
        self.delete_app(app)
        return super().rotate_client_secret({**app, "clientId": self.new_client_id()})


class _Remembering(Workspace):
    """A workspace that knows the secrets from before."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.first: dict[str, str] = {}

    def rotate_client_secret(self, app: App) -> str:
        self.first.setdefault(app["clientId"], app["clientSecret"])
        return super().rotate_client_secret(app)

    def aged(self, app: App) -> App:
        """The app with the secret that it had at first."""
        return {**app, "clientSecret": self.first.get(app["clientId"], app["clientSecret"])}


class _RotatingWhenRead(HttpRules):
    def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        owned = super().owned(operation, parameters)
        self.workspace.rotate_client_secret(owned["client_id"])
        return super().owned(operation, parameters)


ROTATED: dict[str, How] = {
    "gives the same secret again": _Keeping,
    "stores nothing": _NotStoring,
    "stores a new secret and answers the old": _AnsweringTheOld,
    "goes to and fro between two secrets": _Alternating,
    "gives the same new secret each time": _OneForAll,
    "rotates the secret of the app beside it too": _RotatingBoth,
    "rotates the secret of the app beside it instead": _RotatingTheOther,
    "stores what can be shown of the secret": _Masking,
    "clears other fields": _Clearing,
    "gives the app another id": _Renewing,
}

TABLES: Tables = {
    ("rotateClientSecret", "getApp", "listApps"): ROTATED,
    ("rotateClientSecret",): {
        "a replay hides the secret": when(
            has_header("Idempotency-Replayed"), at("/clientSecret", lambda secret: "sh_app_****")
        )
    },
    ("getApp", "rotateClientSecret"): {
        "shows the secret from before": Change(
            workspace=_Remembering,
            http=owning(lambda workspace, owned: {**owned, "client_id": workspace.aged(owned["client_id"])}),
        )
    },
    ("listApps", "rotateClientSecret"): {
        "shows the secret from before": Change(
            workspace=_Remembering, http=windowed(lambda workspace, items: [workspace.aged(app) for app in items])
        )
    },
    ("getApp", "listApps", "rotateClientSecret"): {"reading an app rotates its secret": _RotatingWhenRead},
}
