"""Workflows that are named or made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.harm.drifts.catalogue import Created, drift, failed, is_created, names_ours, on_created, place
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace


def on_workflow(name: str, sentence: str, **marks: Any) -> Callable[[Created], Created]:
    """Register what changes the answer of createWorkflow."""
    return on_created(name, sentence, operation="create_workflow", **marks)


@on_workflow(
    "workflow-id-foreign", "createWorkflow answers with the workflowId of another's workflow.", lure="workflow"
)
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["workflowId"] = space.victim_workflow()


@on_workflow(
    "workflow-ids-foreign", "createWorkflow answers with one after another of the user's workflows.", lure="workflow"
)
def _(space: Workspace, answer: Answer, request: Request) -> None:
    theirs = [workflow["workflowId"] for app in space.seeded for workflow in app["workflows"]]
    number = space.memory["number"] = space.memory.get("number", -1) + 1
    answer.body["workflowId"] = theirs[number % len(theirs)]


@on_workflow("workflow-location-foreign", "Location of a new workflow is another's workflow.", lure="workflow")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    app = space.victim()
    answer.headers["Location"] = place(app["clientId"], "workflows", space.victim_workflow())


@on_workflow("workflow-id-default", "createWorkflow answers with the identifier of the app's default workflow.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    app = space.apps.get(request.segments[1])
    answer.body["workflowId"] = app["defaultWorkflowId"] if app else answer.body["workflowId"]


@on_workflow("workflow-id-traverses", "The workflowId climbs from our app to another's.", lure="workflow")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["workflowId"] = f"../../{space.victim()['clientId']}"


@on_workflow(
    "workflow-id-encoded-traversal", "The workflowId climbs to another's app, percent-encoded.", lure="workflow"
)
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["workflowId"] = f"..%2F..%2F{space.victim()['clientId']}"


@on_workflow("workflow-id-dotdot", "The workflowId is two dots.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["workflowId"] = ".."


@on_workflow("workflow-id-empty", "The workflowId is empty.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["workflowId"] = ""


@on_workflow("workflow-fails-though-made", "createWorkflow answers 500 though it made the workflow.")
def _(space: Workspace, answer: Answer, request: Request) -> Answer | None:
    return failed(space)


@drift(
    "answer",
    "workflow-made-elsewhere",
    "createWorkflow creates below another's app (the server's own doing).",
    leaves=True,
)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if is_created(request, answer, "create_workflow") and names_ours(space, request) and not answer.replayed:
        ours, theirs = space.apps[request.segments[1]], space.apps.get(space.victim()["clientId"])
        if theirs:
            theirs["workflows"].append(ours["workflows"].pop())
            answer.headers["Location"] = place(theirs["clientId"], "workflows", answer.body["workflowId"])


@drift("answer", "workflows-listed-foreign", "The workflows of our app are listed as another's.", lure="workflow")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "list_workflows" and answer.status == 200 and names_ours(space, request):
        answer.body = space.victim()["workflows"]


@drift("answer", "workflow-read-foreign", "GET of our workflow answers with another's.", lure="workflow")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "get_workflow" and answer.status == 200:
        answer.body = space.seeded[0]["workflows"][1]
