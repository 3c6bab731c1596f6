"""Mutants of the change of a workflow, and of the choice of an app's default: what is stored, and what else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import MockOptions, Workspace
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, stored
from contract_tests.mutants.mutant import How, Mutant
from contract_tests.mutants.selection import Chance, but
from scripts.spec.spec import Spec

Workflow = dict[str, Any]
Body = Mapping[str, Any]
LONG_AGO = "2026-01-01T00:00:00.000Z"


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the change of a workflow and of the default."""
    yield from by_hand(spec, "change", TABLES)


def _storing(store: Callable[[Workflow, Workflow, Body], Workflow]) -> type[Workspace]:
    """A workspace that stores what a function makes of the workflow before, the one after, and the body."""

    class Storing(Workspace):
        def merged_workflow(self, workflow: Workflow, body: Body) -> Workflow:
            return store(dict(workflow), super().merged_workflow(workflow, body), body)

    return Storing


def _nodes(change: Callable[[Workflow, list[Any]], list[Any]]) -> type[Workspace]:
    """A workspace that stores other nodes than are named, from the workflow before and those that are."""
    return _storing(lambda old, new, body: {**new, "nodes": change(old, new["nodes"])} if "nodes" in body else new)


def _afterwards(change: Callable[[App, Workflow], App]) -> type[Workspace]:
    """A workspace whose change of a workflow changes something else of the app."""

    class Afterwards(Workspace):
        def update_workflow(self, app: App, workflow: Workflow, body: Body) -> Workflow:
            changed = super().update_workflow(app, workflow, body)
            self.store_app(change(dict(stored(self, app)), changed))
            return changed

    return Afterwards


def _choosing(change: Callable[[Any, App, Workflow], None]) -> type[Workspace]:
    """A workspace whose choice of a default does something else besides."""

    class Choosing(Workspace):
        def set_default_workflow(self, app: App, workflow: Workflow) -> None:
            super().set_default_workflow(app, workflow)
            change(self, {**app, **stored(self, app)}, workflow)

    return Choosing


class _ShowingOnly(Workspace):
    def update_workflow(self, app: App, workflow: Workflow, body: Body) -> Workflow:
        changed = self.merged_workflow(workflow, body)
        self.require_graph(changed)
        return changed


class _AnsweringTheOld(Workspace):
    def update_workflow(self, app: App, workflow: Workflow, body: Body) -> Workflow:
        super().update_workflow(app, workflow, body)
        return workflow


class _ChangingAll(Workspace):
    """The name goes to every workflow of the app."""

    def update_workflow(self, app: App, workflow: Workflow, body: Body) -> Workflow:
        changed = super().update_workflow(app, workflow, body)
        now = stored(self, app)
        self.store_workflows(now, [{**one, "name": changed["name"]} for one in now["workflows"]])
        return changed


class _StoringAnyway(Workspace):
    """A graph that is refused is stored all the same."""

    def update_workflow(self, app: App, workflow: Workflow, body: Body) -> Workflow:
        changed = self.merged_workflow(workflow, body)
        self.store_workflows(app, [changed if one is workflow else one for one in app["workflows"]])
        return super().update_workflow(app, workflow, body)


class _AnyEntry(Workspace):
    def update_workflow(self, app: App, workflow: Workflow, body: Body) -> Workflow:
        changed = self.merged_workflow(workflow, body)
        self.store_workflows(app, [changed if one is workflow else one for one in app["workflows"]])
        return changed


class _ChoosingNothing(Workspace):
    def set_default_workflow(self, app: App, workflow: Workflow) -> None:
        """Leave everything as it is."""


class _ChoosingSeldom(Workspace):
    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self._chance = Chance(4, "seldom")

    def set_default_workflow(self, app: App, workflow: Workflow) -> None:
        if not self._chance.hits():
            super().set_default_workflow(app, workflow)


class _ChoosingBeside(Workspace):
    def set_default_workflow(self, app: App, workflow: Workflow) -> None:
        super().set_default_workflow(beside(self, app), workflow)


STORED: dict[str, How] = {
    "stores nothing and answers as if it had": _ShowingOnly,
    "stores the change and answers the old": _AnsweringTheOld,
    "does not store the name": _storing(lambda old, new, body: {**new, "name": old["name"]}),
    "does not store the entry": _storing(lambda old, new, body: {**new, "entryNodeId": old["entryNodeId"]}),
    "adds nodes to those that are there": _nodes(
        lambda old, nodes: [*(one for one in old["nodes"] if one["id"] not in {new["id"] for new in nodes}), *nodes]
    ),
    "keeps the nodes that have the same id": _nodes(
        lambda old, nodes: [next((one for one in old["nodes"] if one["id"] == new["id"]), new) for new in nodes]
    ),
    "loses the settings of nodes": _nodes(lambda old, nodes: [but(one, "config") for one in nodes]),
    "loses the way from node to node": _nodes(lambda old, nodes: [but(one, "next") for one in nodes]),
    "names the workflow anew where no name is named": _storing(
        lambda old, new, body: new if "name" in body else {**new, "name": "Workflow"}
    ),
    "goes back to two nodes where none are named": _storing(
        lambda old, new, body: new if "nodes" in body else {**new, "nodes": [*new["nodes"][:1], *new["nodes"][-1:]]}
    ),
    "moves the time of creation": _storing(lambda old, new, body: {**new, "createdAt": LONG_AGO}),
    "takes an entry that is no node": _AnyEntry,
    "stores a graph that it refuses": _StoringAnyway,
}
BESIDE: dict[str, How] = {
    "names every workflow of the app so": _ChangingAll,
    "makes the changed workflow the default": _afterwards(
        lambda app, workflow: {**app, "defaultWorkflowId": workflow["workflowId"]}
    ),
    "clears the redirect URIs of the app": _afterwards(lambda app, workflow: {**app, "redirectUris": []}),
}
CHOSEN: dict[str, How] = {
    "says so and does nothing": _ChoosingNothing,
    "does nothing now and then": _ChoosingSeldom,
    "sets the default of the app beside instead": _ChoosingBeside,
    "sets the default of the app beside too": _choosing(
        lambda workspace, app, workflow: workspace.store_app(
            {**beside(workspace, app), "defaultWorkflowId": workflow["workflowId"]}
        )
    ),
    "deletes the workflows that are not the default": _choosing(
        lambda workspace, app, workflow: workspace.store_workflows(app, [workflow])
    ),
    "makes a new client secret": _choosing(
        lambda workspace, app, workflow: workspace.store_app({**app, "clientSecret": workspace.new_client_secret()})
    ),
    "names the workflow Default": _choosing(
        lambda workspace, app, workflow: workspace.store_workflows(
            app, [{**one, "name": "Default"} if one is workflow else one for one in app["workflows"]]
        )
    ),
}

SHOWN = ("getWorkflow", "listWorkflows")
TABLES: Tables = {
    ("updateWorkflow", *SHOWN): STORED,
    ("updateWorkflow", *SHOWN, "getApp", "listApps"): BESIDE,
    ("setDefaultWorkflow", *SHOWN, "getApp", "listApps"): CHOSEN,
}
