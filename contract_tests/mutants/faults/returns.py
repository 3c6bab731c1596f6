"""Mutants of apps and workflows that go back to what they were, or come back after they were deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mutants.faults.states import Counting
from contract_tests.mutants.mock_rules import App, Tables, by_hand
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.selection import but
from scripts.spec.spec import Spec


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of changes and deletions that do not last."""
    yield from by_hand(spec, "states", TABLES)


def _going_back(*names: str) -> type[Workspace]:
    """A workspace in which fields of an app are, every third time that it is read, what they were before."""

    class GoingBack(Counting):
        def __init__(self, options: MockOptions) -> None:
            super().__init__(options)
            self.before: dict[str, App] = {}

        def store_app(self, app: App) -> App:
            old = self._apps.get(app["clientId"])
            if old is not None and any(old.get(name) != app.get(name) for name in names):
                self.before[app["clientId"]] = {name: old[name] for name in names if name in old}
            return super().store_app(app)

        def find_app(self, client_id: str) -> App | None:
            found = super().find_app(client_id)
            if found is None or client_id not in self.before or self.turn(client_id) % 3 < 2:
                return found
            return {**but(found, *names), **self.before[client_id]}

    return GoingBack


class _Returning(Workspace):
    """A workspace in which an app that was deleted is there again once the next one is deleted."""

    gone: App | None = None

    def delete_app(self, app: App) -> None:
        super().delete_app(app)
        if self.gone is not None:
            self.store_app(self.gone)
        self.gone = app


class _ReturningWorkflows(Workspace):
    """A workspace in which a workflow that was deleted is there again once another one is made."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.gone: dict[str, Any] = {}

    def delete_workflow(self, app: App, workflow: Any) -> None:
        super().delete_workflow(app, workflow)
        self.gone[app["clientId"]] = workflow

    def create_workflow(self, app: App, body: Mapping[str, Any]) -> Any:
        gone = self.gone.pop(app["clientId"], None)
        return super().create_workflow({**app, "workflows": [*app["workflows"], *([gone] if gone else [])]}, body)


class _LosingWorkflows(Workspace):
    """A workspace that drops all workflows but the first when an app is changed."""

    def update_app(self, app: App, body: Mapping[str, Any]) -> App:
        return super().update_app({**app, "workflows": app["workflows"][:1]}, body)


class _LosingChanges(Workspace):
    """A workspace in which a rotation takes the last change of an app back."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.before: dict[str, App] = {}

    def update_app(self, app: App, body: Mapping[str, Any]) -> App:
        self.before[app["clientId"]] = app
        return super().update_app(app, body)

    def rotate_client_secret(self, app: App) -> str:
        return super().rotate_client_secret(self.before.get(app["clientId"], app))


class _UnsettledList(HttpRules):
    """Rules for which an app that was changed is left out of every other page."""

    windows = 0

    def window(self, paging: Any, items: Sequence[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
        self.windows += 1
        kept = list(items) if self.windows % 2 else [*items[:4], *items[5:]]
        return super().window(paging, kept, parameters)


class _ChangedApps(Workspace):
    """A workspace that knows the apps that were changed."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.changed = set[str]()

    def update_app(self, app: App, body: Mapping[str, Any]) -> App:
        self.changed.add(app["clientId"])
        return super().update_app(app, body)


class _TwiceOnceChanged(_ChangedApps):
    def apps(self) -> Sequence[App]:
        apps = list(super().apps())
        return [*apps, *(app for app in apps if app["clientId"] in self.changed)]


class _GoneOnceChanged(_ChangedApps):
    def apps(self) -> Sequence[App]:
        return [app for app in super().apps() if app["clientId"] not in self.changed]


TABLES: Tables = {
    ("updateApp", "getApp", "listApps"): {
        "an app is listed twice once it was changed": _TwiceOnceChanged,
        "an app is not listed once it was changed": _GoneOnceChanged,
        "the name goes back every third time": _going_back("name"),
        "the addresses go back every third time": _going_back("defaultSuccessRedirectUri", "defaultFailureRedirectUri"),
        "the webhooks go back every third time": _going_back("webhookConfig"),
        "the logo goes back every third time": _going_back("logo"),
        "a change drops all workflows but the first": _LosingWorkflows,
    },
    ("replaceRedirectUris", "getApp", "listApps"): {
        "the redirect URIs go back every third time": _going_back("redirectUris")
    },
    ("rotateClientSecret", "getApp", "listApps"): {
        "the secret goes back every third time": _going_back("clientSecret"),
        "a rotation takes the last change back": _LosingChanges,
    },
    ("deleteApp", "getApp", "listApps"): {"an app comes back when the next one is deleted": _Returning},
    ("deleteWorkflow", "createWorkflow", "listWorkflows", "getWorkflow", "getApp", "listApps"): {
        "a workflow comes back when another one is made": _ReturningWorkflows
    },
    ("createWorkflow", "listWorkflows", "getWorkflow", "getApp", "listApps"): {
        "the workflows go back every third time": _going_back("workflows")
    },
    ("listApps", "getApp", "getWorkspace"): {"the fifth app is there every other time": _UnsettledList},
}
