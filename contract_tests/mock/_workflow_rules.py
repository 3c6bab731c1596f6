from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ._answers import RefusalError, timestamp
from ._app_rules import App, AppRules
from ._node_types import NODE_TYPES, NodeType

Workflow = dict[str, Any]


class WorkflowRules(AppRules):
    """The workflows of the apps, which an app shows among its fields."""

    def workflows(self, app: App) -> Sequence[Workflow]:
        """The workflows of `app`, the oldest first."""
        workflows: list[Workflow] = app["workflows"]
        return workflows

    def node_types(self, app: App) -> Sequence[NodeType]:
        """What a node of a workflow of `app` can be: the same for every app."""
        return NODE_TYPES

    def find_workflow(self, app: App, workflow_id: str) -> Workflow | None:
        """The workflow of `app` with this id."""
        return next((one for one in app["workflows"] if one["workflowId"] == workflow_id), None)

    def create_workflow(self, app: App, body: Mapping[str, Any]) -> Workflow:
        """Give `app` a workflow. Raise RefusalError for a broken graph, and when the app has all that it may have."""
        self.require_graph(body)
        self.require_room(app)
        workflow = self.new_workflow(body)
        self.store_workflows(app, [*app["workflows"], workflow])
        return workflow

    def new_workflow(self, body: Mapping[str, Any]) -> Workflow:
        """What a workflow is at first."""
        now = timestamp(self.now())
        return {
            "workflowId": self.new_workflow_id(),
            **{name: body[name] for name in ("name", "entryNodeId", "nodes")},
            "createdAt": now,
            "updatedAt": now,
        }

    def update_workflow(self, app: App, workflow: Workflow, body: Mapping[str, Any]) -> Workflow:
        """Store what `body` names; the rest stays. Raise RefusalError if that breaks the graph."""
        changed = self.merged_workflow(workflow, body)
        self.require_graph(changed)
        self.store_workflows(app, [changed if one is workflow else one for one in app["workflows"]])
        return changed

    def merged_workflow(self, workflow: Workflow, body: Mapping[str, Any]) -> Workflow:
        """The workflow with what `body` names in place of what it had, and the time of the change if it has one."""
        chosen = {name: body[name] for name in ("name", "entryNodeId", "nodes") if name in body}
        touched = {"updatedAt": timestamp(self.now())} if "updatedAt" in workflow else {}
        return {**workflow, **chosen, **touched}

    def require_graph(self, body: Mapping[str, Any]) -> None:
        """Refuse a graph whose entry or whose ways lead to a node that is not there."""
        node_ids = {node["id"] for node in body["nodes"]}
        if body["entryNodeId"] not in node_ids:
            raise RefusalError.invalid("entryNodeId", body["entryNodeId"], "names no node")
        for target in (target for node in body["nodes"] for target in _ways(node)):
            if target not in node_ids:
                raise RefusalError.invalid("nodes", target, "has a way to a node that is not there")

    def require_room(self, app: App) -> None:
        """Refuse one workflow more than an app may have."""
        most = self.options.max_workflows_per_app
        if len(app["workflows"]) >= most:
            raise RefusalError(409, "RESOURCE_CONFLICT", f"An app has at most {most} workflows")

    def is_default(self, app: App, workflow: Workflow) -> bool:
        """Whether it is the workflow that runs unless another is named."""
        return bool(workflow["workflowId"] == app["defaultWorkflowId"])

    def set_default_workflow(self, app: App, workflow: Workflow) -> None:
        """Let a workflow run unless another is named."""
        self.change_app({**app, "defaultWorkflowId": workflow["workflowId"]})

    def delete_workflow(self, app: App, workflow: Workflow) -> None:
        """Remove a workflow. Raise RefusalError for the default one."""
        if self.is_default(app, workflow):
            raise RefusalError.invalid("workflow_id", workflow["workflowId"], "is the default workflow")
        self.store_workflows(app, [one for one in app["workflows"] if one["workflowId"] != workflow["workflowId"]])

    def store_workflows(self, app: App, workflows: Sequence[Workflow]) -> None:
        """Put other workflows where those of `app` were."""
        self.change_app({**app, "workflows": list(workflows)})


def _ways(node: Mapping[str, Any]) -> Iterator[Any]:
    """The nodes that follow `node`: one, or those of its routes that name one."""
    following = node.get("next")
    if isinstance(following, list):
        yield from (route["next"] for route in following if isinstance(route.get("next"), str))
    elif following is not None:
        yield following
