"""Mutants of the creation of workflows: what is stored of the graph, and which app it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contract_tests.mock import HttpRules, Workspace
from contract_tests.mutants.mock_rules import App, Tables, beside, by_hand, owning
from contract_tests.mutants.mutant import How, Mutant
from scripts.spec.spec import Spec

Workflow = dict[str, Any]
Nodes = list[dict[str, Any]]
LONG_AGO = "2026-01-01T00:00:00.000Z"


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the creation of workflows."""
    yield from by_hand(spec, "creation", TABLES)


def _making(change: Callable[[Workflow], Workflow]) -> type[Workspace]:
    """A workspace whose new workflows are what a function makes of them."""

    class Making(Workspace):
        def new_workflow(self, body: Mapping[str, Any]) -> Workflow:
            return change(super().new_workflow(body))

    return Making


def _nodes(change: Callable[[Nodes], Nodes]) -> type[Workspace]:
    """A workspace that stores other nodes."""
    return _making(lambda workflow: {**workflow, "nodes": change(workflow["nodes"])})


def _each_node(change: Callable[[dict[str, Any]], dict[str, Any]]) -> type[Workspace]:
    return _nodes(lambda nodes: [change(node) for node in nodes])


def _storing(change: Callable[[App, Workflow], App]) -> type[Workspace]:
    """A workspace whose creation of a workflow changes something else of the app."""

    class Storing(Workspace):
        def create_workflow(self, app: App, body: Mapping[str, Any]) -> Workflow:
            workflow = super().create_workflow(app, body)
            stored = self.find_app(app["clientId"])
            if stored is not None:
                self.store_app(change(dict(stored), workflow))
            return workflow

    return Storing


class _NotStoring(Workspace):
    def create_workflow(self, app: App, body: Mapping[str, Any]) -> Workflow:
        return self.new_workflow(body)


class _StoringElsewhere(Workspace):
    def create_workflow(self, app: App, body: Mapping[str, Any]) -> Workflow:
        return super().create_workflow(beside(self, app), body)


class _StoringInBoth(Workspace):
    def create_workflow(self, app: App, body: Mapping[str, Any]) -> Workflow:
        workflow = super().create_workflow(app, body)
        neighbour = beside(self, app)
        self.store_workflows(neighbour, [*neighbour["workflows"], workflow])
        return workflow


class _SameId(Workspace):
    made = 0

    def new_workflow_id(self) -> str:
        self.made += 1
        return super().new_workflow_id() if self.made < 3 else "wf_same"


class _OncePerSameName(Workspace):
    def create_workflow(self, app: App, body: Mapping[str, Any]) -> Workflow:
        known = [one for one in app["workflows"] if one["name"] == body["name"]]
        return known[0] if known else super().create_workflow(app, body)


class _AnyEntry(Workspace):
    def require_graph(self, body: Mapping[str, Any]) -> None:
        super().require_graph({**body, "entryNodeId": next(iter(body["nodes"]), {"id": ""})["id"]})


class _LeadingToTheDefault(HttpRules):
    async def perform(self, operation: Any, call: Any) -> Any:
        answer = await super().perform(operation, call)
        head = answer.headers["Location"].rpartition("/")[0]
        default = call.owned["client_id"]["defaultWorkflowId"]
        return replace(answer, headers={**answer.headers, "Location": f"{head}/{default}"})


class _LeadingToAnotherApp(HttpRules):
    async def perform(self, operation: Any, call: Any) -> Any:
        answer = await super().perform(operation, call)
        own, other = call.parameters["client_id"], self.workspace.apps()[0]["clientId"]
        return replace(answer, headers={**answer.headers, "Location": answer.headers["Location"].replace(own, other)})


def _list(change: Callable[[App, Sequence[Workflow]], list[Workflow]]) -> type[HttpRules]:
    """Rules for which an app has other workflows."""

    def owned(workspace: Any, found: dict[str, Any]) -> dict[str, Any]:
        app = found["client_id"]
        return {**found, "client_id": {**app, "workflows": change(app, app["workflows"])}}

    return owning(owned)


def _default_only(app: App, workflows: Sequence[Workflow]) -> list[Workflow]:
    return [one for one in workflows if one["workflowId"] == app["defaultWorkflowId"]]


def _new_twice(app: App, workflows: Sequence[Workflow]) -> list[Workflow]:
    return [*workflows, *(one for one in workflows if one["workflowId"] != app["defaultWorkflowId"])]


def _of_all_apps(workspace: Any, owned: dict[str, Any]) -> dict[str, Any]:
    workflows = [one for app in workspace.apps() for one in app["workflows"]]
    return {**owned, "client_id": {**owned["client_id"], "workflows": workflows}}


def _without(name: str) -> type[Workspace]:
    return _each_node(lambda node: {key: value for key, value in node.items() if key != name})


STORED: dict[str, How] = {
    "stores no workflow": _NotStoring,
    "takes another name than was sent": _making(lambda one: {**one, "name": "Workflow"}),
    "cuts the name to 12 characters": _making(lambda one: {**one, "name": one["name"][:12]}),
    "takes the last node for the entry": _making(lambda one: {**one, "entryNodeId": one["nodes"][-1]["id"]}),
    "stores the nodes in reverse": _nodes(lambda nodes: nodes[::-1]),
    "loses the second node": _nodes(lambda nodes: [*nodes[:1], *nodes[2:]]),
    "stores the last node twice": _nodes(lambda nodes: [*nodes, *nodes[-1:]]),
    "loses the way from node to node": _without("next"),
    "loses the settings of nodes": _without("config"),
    "empties the settings of nodes": _each_node(lambda node: {**node, "config": {}} if "config" in node else node),
    "takes every node for a verification": _each_node(lambda node: {**node, "type": "verification"}),
    "names the nodes anew": _nodes(lambda nodes: [{**node, "id": f"nd_{number}"} for number, node in enumerate(nodes)]),
    "was changed before it was made": _making(lambda one: {**one, "updatedAt": LONG_AGO}),
    "gives every workflow the same id": _SameId,
    "answers the workflow of that name that is there already": _OncePerSameName,
    "takes the place of earlier workflows": _storing(
        lambda app, workflow: {**app, "workflows": [*_default_only(app, app["workflows"]), workflow]}
    ),
}
APP: dict[str, How] = {
    "stores the workflow with the app beside": _StoringElsewhere,
    "stores the workflow with the app beside too": _StoringInBoth,
    "makes the new workflow the default": _storing(
        lambda app, workflow: {**app, "defaultWorkflowId": workflow["workflowId"]}
    ),
    "clears the redirect URIs of the app": _storing(lambda app, workflow: {**app, "redirectUris": []}),
}

TABLES: Tables = {
    ("createWorkflow", "getWorkflow", "listWorkflows"): STORED,
    ("createWorkflow", "getWorkflow", "listWorkflows", "getApp", "listApps"): APP,
    ("createWorkflow",): {
        "takes an entry that is no node": _AnyEntry,
        "Location leads to the default workflow": _LeadingToTheDefault,
        "Location leads to the workflow of another app": _LeadingToAnotherApp,
    },
    ("listWorkflows", "createWorkflow"): {
        "does not list a new workflow": _list(_default_only),
        "lists a new workflow twice": _list(_new_twice),
        "lists the workflows of all apps": owning(_of_all_apps),
    },
    ("getApp", "createWorkflow", "listWorkflows"): {"does not show a new workflow": _list(_default_only)},
}
