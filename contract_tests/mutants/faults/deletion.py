"""Mutants of deletion: what stays, what goes along, and who still finds what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning, windowed
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.rewrites import at
from scripts.spec.spec import Spec

Workflow = dict[str, Any]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the deletion of apps and workflows."""
    yield from by_hand(spec, "deletion", TABLES)


class _Remembering(Workspace):
    """A workspace that knows what was deleted: apps by their id, workflows by theirs."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.gone: dict[str, Any] = {}
        self.gone_from: dict[str, str] = {}

    def delete_app(self, app: App) -> None:
        self.gone[app["clientId"]] = app
        if app["clientId"] in self._apps:
            super().delete_app(app)

    def delete_workflow(self, app: App, workflow: Workflow) -> None:
        super().delete_workflow(app, workflow)
        self.gone[workflow["workflowId"]] = workflow
        self.gone_from[workflow["workflowId"]] = app["clientId"]


class _Finding(HttpRules):
    """What was deleted is still found."""

    def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        gone: dict[str, Any] = self.workspace.gone  # type: ignore[attr-defined]
        try:
            return super().owned(operation, parameters)
        except RefusalError:
            app = self.workspace.find_app(parameters["client_id"]) or gone.get(parameters["client_id"])
            wanted = parameters.get("workflow_id")
            workflow = wanted and app and (self.workspace.find_workflow(app, wanted) or gone.get(wanted))
            if app is None or (wanted and not workflow):
                raise
            return {"client_id": app, "workflow_id": workflow}


class _Refusing410(HttpRules):
    def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        if self.workspace.gone.keys() & set(parameters.values()):  # type: ignore[attr-defined]
            raise RefusalError(410, "RESOURCE_GONE", "It was deleted")
        return super().owned(operation, parameters)


FOUND = Change(workspace=_Remembering, http=_Finding)


class _KeepingApps(Workspace):
    def delete_app(self, app: App) -> None:
        """Delete nothing."""


class _AtTheSecondCall(Workspace):
    asked = ""

    def delete_app(self, app: App) -> None:
        if self.asked == app["clientId"]:
            super().delete_app(app)
        self.asked = app["clientId"]


class _Emptying(Workspace):
    def delete_app(self, app: App) -> None:
        self.store_app({**app, "name": "", "redirectUris": [], "providers": {}, "workflows": []})


class _TakingBoth(Workspace):
    def delete_app(self, app: App) -> None:
        neighbour = beside(self, app)
        super().delete_app(app)
        super().delete_app(neighbour)


class _TakingTheOther(Workspace):
    def delete_app(self, app: App) -> None:
        super().delete_app(beside(self, app))


def _total(workspace: Any, items: list[Any]) -> list[Any]:
    return [*items, *(one for one in workspace.gone.values() if "clientId" in one)]


class _CountingTheGone(HttpRules):
    def window(self, paging: Any, items: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        window = super().window(paging, items, parameters)
        return {**window, paging.total_field: len(_total(self.workspace, list(items)))}


APPS: dict[str, How] = {
    "deletes nothing": _KeepingApps,
    "deletes at the second call": _AtTheSecondCall,
    "empties the app and keeps it": _Emptying,
    "deletes the app beside it too": _TakingBoth,
    "deletes the app beside it instead": _TakingTheOther,
}


class _Workflows(Workspace):
    """A workspace that keeps other workflows once one is deleted."""

    def delete_workflow(self, app: App, workflow: Workflow) -> None:
        if self.is_default(app, workflow):
            super().delete_workflow(app, workflow)
        self.store_workflows(app, self.left(app, workflow))

    def left(self, app: App, workflow: Workflow) -> list[Workflow]:
        """The workflows that stay."""
        return list(app["workflows"])

    def others(self, app: App, workflow: Workflow) -> list[Workflow]:
        """The workflows beside it that could be deleted, the newest first."""
        return [one for one in app["workflows"][::-1] if one is not workflow and not self.is_default(app, one)]


class _TakingTheNext(_Workflows):
    def left(self, app: App, workflow: Workflow) -> list[Workflow]:
        taken = [workflow, *self.others(app, workflow)[:1]]
        return [one for one in app["workflows"] if one not in taken]


class _TakingAnother(_Workflows):
    def left(self, app: App, workflow: Workflow) -> list[Workflow]:
        taken = self.others(app, workflow)[:1]
        return [one for one in app["workflows"] if one not in taken]


class _TakingAll(_Workflows):
    def left(self, app: App, workflow: Workflow) -> list[Workflow]:
        return [one for one in app["workflows"] if self.is_default(app, one)]


class _TakingTheDefault(Workspace):
    def delete_workflow(self, app: App, workflow: Workflow) -> None:
        self.store_workflows(app, [one for one in app["workflows"] if one is not workflow])


class _TakingTheDefaultSilently(_TakingTheDefault):
    def delete_workflow(self, app: App, workflow: Workflow) -> None:
        super().delete_workflow(app, workflow)
        if self.is_default(app, workflow):
            raise RefusalError.invalid("workflow_id", workflow["workflowId"], "is the default workflow")


class _TakingTheApp(Workspace):
    def delete_workflow(self, app: App, workflow: Workflow) -> None:
        super().delete_workflow(app, workflow)
        self.delete_app(app)


def _with_gone(workspace: Any, owned: dict[str, Any]) -> dict[str, Any]:
    app = owned["client_id"]
    ids = [one for one, client_id in workspace.gone_from.items() if client_id == app["clientId"]]
    return {**owned, "client_id": {**app, "workflows": [*app["workflows"], *(workspace.gone[one] for one in ids)]}}


STILL_LISTED = Change(workspace=_Remembering, http=owning(_with_gone))
WORKFLOWS: dict[str, How] = {
    "deletes no workflow": _Workflows,
    "says that it deleted nothing": at("/deleted", lambda deleted: False),
    "deletes the next workflow too": _TakingTheNext,
    "deletes another workflow instead": _TakingAnother,
    "deletes all workflows but the default": _TakingAll,
    "deletes the app with the workflow": _TakingTheApp,
}
DEFAULT: dict[str, How] = {
    "deletes the default workflow": _TakingTheDefault,
    "refuses to delete the default workflow and does": _TakingTheDefaultSilently,
}

TABLES: Tables = {
    ("deleteApp", "getApp", "listApps"): APPS,
    ("deleteApp",): {"a second deletion succeeds": FOUND},
    ("listApps", "deleteApp"): {
        "lists an app that was deleted": Change(workspace=_Remembering, http=windowed(_total)),
        "counts an app that was deleted": Change(workspace=_Remembering, http=_CountingTheGone),
    },
    ("getApp", "deleteApp"): {
        "shows an app that was deleted": FOUND,
        "answers 410 for an app that was deleted": Change(workspace=_Remembering, http=_Refusing410),
    },
    ("updateApp", "deleteApp", "getApp", "listApps"): {"brings an app back that was deleted": FOUND},
    ("replaceRedirectUris", "deleteApp", "getApp", "listApps"): {"brings an app back that was deleted": FOUND},
    ("rotateClientSecret", "deleteApp", "getApp", "listApps"): {"brings an app back that was deleted": FOUND},
    ("createWorkflow", "deleteApp", "getApp", "listApps"): {"brings an app back that was deleted": FOUND},
    ("listWorkflows", "deleteApp"): {"lists the workflows of an app that was deleted": FOUND},
    ("getWorkflow", "deleteApp"): {"shows a workflow of an app that was deleted": FOUND},
    ("deleteWorkflow", "getWorkflow", "listWorkflows"): WORKFLOWS,
    ("deleteWorkflow", "getWorkflow", "listWorkflows", "getApp"): DEFAULT,
    ("deleteWorkflow",): {"a second deletion succeeds": FOUND},
    ("getWorkflow", "deleteWorkflow"): {"shows a workflow that was deleted": FOUND},
    ("listWorkflows", "deleteWorkflow"): {"lists a workflow that was deleted": STILL_LISTED},
    ("getApp", "deleteWorkflow", "listWorkflows"): {"shows a workflow that was deleted among others": STILL_LISTED},
}
