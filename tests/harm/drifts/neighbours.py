"""Changes that hit a neighbour, by the server's own doing, and paths that the server reads in its own way."""

from __future__ import annotations

from tests.harm.drifts.catalogue import drift, is_created, looked_up, names_ours
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace


@drift("answer", "update-hits-all", "PATCH of our app writes the name into every app (the server's own doing).")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "update_app" and answer.status == 200 and names_ours(space, request):
        for app in space.apps.values():
            app["name"] = answer.body["name"]


@drift(
    "answer",
    "replace-hits-neighbour",
    "PUT of our redirect URIs writes them to another's app (the server's own doing).",
)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    theirs = space.apps.get("FK5b0KSM")
    if request.operation == "replace_redirect_uris" and answer.status == 200 and names_ours(space, request) and theirs:
        theirs["redirectUris"] = list(answer.body["redirectUris"])


@drift("answer", "rotate-hits-neighbour", "A rotation of ours rotates another's secret too (the server's own doing).")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    theirs = space.apps.get("FK5b0KSM")
    if is_created(request, answer, "rotate_client_secret") and names_ours(space, request) and theirs:
        theirs["clientSecret"] = answer.body["clientSecret"]


@drift("resolve", "unknown-is-first", "An unknown clientId stands for the user's first app.")
def _(space: Workspace, request: Request) -> list[str] | None:
    if len(request.segments) > 1 and request.segments[0] == "apps" and request.segments[1] not in space.apps:
        return ["apps", next(iter(space.apps), ""), *request.segments[2:]]
    return None


@drift(
    "resolve", "last-segment-ignored", "An identifier at the end of a path is ignored: its first neighbour is taken."
)
def _(space: Workspace, request: Request) -> list[str] | None:
    parts = request.segments
    if len(parts) == 2 and parts[0] == "apps":
        return ["apps", next(iter(space.apps), "")]
    if len(parts) == 4 and parts[2] == "workflows" and parts[1] in space.apps:
        return [*parts[:3], space.apps[parts[1]]["workflows"][0]["workflowId"]]
    return None


@drift("resolve", "subresource-ignored", "What comes after the clientId is ignored.")
def _(space: Workspace, request: Request) -> list[str] | None:
    return request.segments[:2] if len(request.segments) > 2 else None


@drift("resolve", "path-in-lower-case", "A path is read without regard to case.")
def _(space: Workspace, request: Request) -> list[str] | None:
    return looked_up(space, request, str.lower)
