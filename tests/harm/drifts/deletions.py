"""Deletions that answer otherwise than they act."""

from __future__ import annotations

from tests.harm.drifts.catalogue import drift, failed, names_ours
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace


@drift("answer", "delete-fails-though-done", "DELETE answers 500 though it was carried out.")
def _(space: Workspace, request: Request, answer: Answer) -> Answer | None:
    return failed(space) if request.operation.startswith("delete_") and answer.status == 200 else None


@drift("answer", "delete-not-found-though-done", "DELETE of an app answers 404 though it was carried out.")
def _(space: Workspace, request: Request, answer: Answer) -> Answer | None:
    if request.operation != "delete_app" or answer.status != 200:
        return None
    error = {"code": "RESOURCE_NOT_FOUND", "message": "app not found"}
    return Answer(404, {"error": error, "request_id": space.uuid()})


@drift("answer", "delete-lost", "DELETE of an app is carried out, its answer is lost.")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    answer.lost = request.operation == "delete_app" and answer.status == 200


@drift("instead", "delete-does-nothing", "DELETE of an app answers 200 and does nothing.", leaves=True)
def _(space: Workspace, request: Request) -> Answer | None:
    if request.operation == "delete_app" and request.segments[1] in space.apps:
        return Answer(200, {"deleted": True})
    return None


@drift("instead", "delete-late", "DELETE of an app answers 200 and is carried out a second later.")
def _(space: Workspace, request: Request) -> Answer | None:
    if request.operation == "delete_app" and names_ours(space, request) and request.segments[1] in space.apps:
        space.after(1.0, lambda: space.remove_app(request.segments[1]))
        return Answer(200, {"deleted": True})
    return None


@drift("instead", "delete-refused-at-first", "The first DELETE of each app answers 503 and does nothing.")
def _(space: Workspace, request: Request) -> Answer | None:
    if request.operation != "delete_app" or request.segments[1] in space.memory:
        return None
    space.memory[request.segments[1]] = True
    error = {"code": "SYSTEM_UNAVAILABLE", "message": "later"}
    return Answer(503, {"error": error, "request_id": space.uuid()}, {"Retry-After": "0"})


@drift(
    "answer", "delete-takes-neighbour", "DELETE of our app deletes the user's first app too (the server's own doing)."
)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "delete_app" and answer.status == 200 and names_ours(space, request):
        space.remove_app(space.seeded[0]["clientId"])


@drift(
    "instead",
    "delete-takes-neighbour-instead",
    "DELETE of our app deletes another's (the server's own doing).",
    leaves=True,
)
def _(space: Workspace, request: Request) -> Answer | None:
    if request.operation == "delete_app" and names_ours(space, request):
        space.remove_app(space.seeded[1]["clientId"])
        return Answer(200, {"deleted": True})
    return None


@drift(
    "answer",
    "delete-workflow-takes-neighbour",
    "DELETE of our workflow deletes another's too (the server's own doing).",
)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    theirs = space.apps.get("DeVxbsxN")
    if request.operation == "delete_workflow" and answer.status == 200 and names_ours(space, request) and theirs:
        theirs["workflows"] = theirs["workflows"][:1]


@drift("answer", "delete-comes-back", "A deleted app comes back under another identifier.", leaves=True)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "delete_app" and answer.status == 200:
        space.add_app(space.names[-1] if space.names else "Again", "run")


@drift(
    "answer", "delete-identifier-reused", "After a DELETE another writer's new app gets the same clientId.", lure="read"
)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "delete_app" and answer.status == 200 and space.made(request.segments[1]):
        space.add_app("Payments of others", "other", client_id=request.segments[1])
