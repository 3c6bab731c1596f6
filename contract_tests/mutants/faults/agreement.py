"""Mutants of reads: two of them that show one thing differently, and a workspace that says what is not so."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning, windowed
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at, each_item
from scripts.spec.spec import Spec

Summary = dict[str, Any]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what reads show of apps, workflows and the workspace."""
    yield from by_hand(spec, "agreement", TABLES)


def _saying(change: Callable[[Any, Summary], Summary]) -> type[Workspace]:
    """A workspace that says of itself what a function makes of it."""

    class Saying(Workspace):
        def __init__(self, options: MockOptions) -> None:
            super().__init__(options)
            self.reads = itertools.count()
            self.apps_at_first = len(self.apps())

        def summary(self) -> Summary:
            return {**super().summary(), **change(self, super().summary())}

    return Saying


def _listed(change: Callable[[App], App]) -> type[HttpRules]:
    """Rules whose pages show each app otherwise."""
    return windowed(lambda workspace, apps: [{**app, **change(app)} for app in apps])


class _Touching(HttpRules):
    def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        self.workspace.change_app(super().owned(operation, parameters)["client_id"])
        return super().owned(operation, parameters)


def _default(workspace: Any, owned: dict[str, Any]) -> dict[str, Any]:
    app = owned["client_id"]
    return {**owned, "workflow_id": workspace.find_workflow(app, app["defaultWorkflowId"]) or owned["workflow_id"]}


WORKSPACE: dict[str, How] = {
    "counts one app too many": _saying(lambda workspace, said: {"apps_count": said["apps_count"] + 1}),
    "counts the apps of one page": _saying(lambda workspace, said: {"apps_count": min(20, said["apps_count"])}),
    "counts no app that was made": _saying(lambda workspace, said: {"apps_count": workspace.apps_at_first}),
}
WORKSPACE_ALONE: dict[str, How] = {
    "has another id at each read": _saying(lambda workspace, said: {"id": f"org_{next(workspace.reads):08}"}),
    "was made at the moment": _saying(lambda workspace, said: {"created_at": int(workspace.now())}),
}
APP_PAGE: dict[str, How] = {
    "lists names in capitals": _listed(lambda app: {"name": app["name"].upper()}),
    "lists one redirect URI too few": _listed(lambda app: {"redirectUris": app["redirectUris"][:-1]}),
    "lists no workflows": _listed(lambda app: {"workflows": []}),
    "lists every provider as disabled": _listed(
        lambda app: {"providers": {name: {**one, "enabled": False} for name, one in app["providers"].items()}}
    ),
    "lists every app with webhooks switched over": _listed(
        lambda app: {"webhookConfig": {**app.get("webhookConfig", {}), "enabled": not _has_webhooks(app)}}
    ),
    "lists client secrets cut": _listed(lambda app: {"clientSecret": app["clientSecret"][:8]}),
}
APP_ALONE: dict[str, How] = {
    "shows the app beside it": owning(
        lambda workspace, owned: {**owned, "client_id": beside(workspace, owned["client_id"])}
    ),
    "shows another default workflow": at("/defaultWorkflowId", lambda value: f"{value}0"),
    "shows workflows in other words": at("/workflows/*/name", lambda name: f"{name} (workflow)"),
    "shows another provider": at("/providers", lambda providers: {**providers, "mitid": {"enabled": True}}),
    "reading an app counts as a change": _Touching,
}
WORKFLOW_LIST: dict[str, How] = {
    "lists nodes in reverse": each_item(lambda one: {**one, "nodes": one["nodes"][::-1]}),
    "lists workflows without nodes": each_item(lambda one: {**one, "nodes": []}),
    "lists names in capitals": each_item(lambda one: {**one, "name": one["name"].upper()}),
    "lists another entry": each_item(lambda one: {**one, "entryNodeId": one["nodes"][-1]["id"]}),
}
WORKFLOW_ALONE: dict[str, How] = {
    "shows the default workflow": owning(_default),
    "shows nodes without settings": at("/nodes/*/config", lambda config: {}),
    "shows nodes with another type": at("/nodes/*/type", lambda name: "evaluate" if name == "verification" else name),
}


def _has_webhooks(app: App) -> bool:
    return bool(app.get("webhookConfig", {}).get("enabled"))


TABLES: Tables = {
    ("getWorkspace", "listApps", "createApp", "deleteApp"): WORKSPACE,
    ("getWorkspace",): WORKSPACE_ALONE,
    ("listApps", "getApp"): APP_PAGE,
    ("getApp", "listApps", "listWorkflows"): APP_ALONE,
    ("listWorkflows", "getWorkflow", "getApp", "listApps"): WORKFLOW_LIST,
    ("getWorkflow", "listWorkflows", "getApp", "listApps"): WORKFLOW_ALONE,
}
