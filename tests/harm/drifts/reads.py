"""Reads and changes that answer with another's app, or lead to it."""

from __future__ import annotations

import time

from tests.harm.drifts.catalogue import drift, names_ours, place
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace

UNSEEN_SECONDS = 1.5


def reads_ours(space: Workspace, request: Request, answer: Answer) -> bool:
    """Tell whether this is the read of an app of the run that went well."""
    return request.operation == "get_app" and answer.status == 200 and space.made(request.segments[1])


@drift("answer", "read-foreign-body", "GET of our app answers with another's.", lure="read")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if reads_ours(space, request, answer):
        answer.body = space.victim(1)


@drift("answer", "read-foreign-id", "GET of our app shows it with another's clientId.", lure="read")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if reads_ours(space, request, answer):
        answer.body["clientId"] = space.victim(1)["clientId"]


@drift(
    "answer",
    "read-always-first",
    "GET /apps/{client_id} answers with the user's first app, whatever is asked for.",
    lure="read",
)
def _(space: Workspace, request: Request, answer: Answer) -> Answer | None:
    if request.operation == "get_app":
        return Answer(200, space.victim())
    return None


@drift("answer", "read-default-foreign", "GET of our app names another's workflow as the default.", lure="default")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if reads_ours(space, request, answer):
        answer.body["defaultWorkflowId"] = space.victim_workflow()


@drift("resolve", "read-late", "Whatever names a new app gets 404 for one and a half seconds.")
def _(space: Workspace, request: Request) -> list[str] | None:
    if not names_ours(space, request):
        return None
    since = space.memory.setdefault(request.segments[1], time.monotonic())
    return ["apps", "not-yet", *request.segments[2:]] if time.monotonic() - since < UNSEEN_SECONDS else None


@drift("answer", "update-answers-foreign", "PATCH changes our app and answers with another's.", lure="read")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "update_app" and answer.status == 200:
        answer.body = space.victim()


def redirecting(name: str, sentence: str, operations: set[str], status: int, lure: str | None = "redirect") -> None:
    """Register a redirect from our app's path to the same path of another's."""

    @drift("instead", name, sentence, lure=lure)
    def _(space: Workspace, request: Request) -> Answer | None:
        if request.operation in operations and names_ours(space, request):
            parts = [space.victim()["clientId"], *request.segments[2:]]
            return Answer(status, None, {"Location": place(*parts)})
        return None


redirecting("read-redirected", "GET of our app answers 307 to another's.", {"get_app"}, 307, lure=None)
redirecting("delete-redirected", "DELETE of our app answers 307 to another's.", {"delete_app"}, 307)
redirecting("delete-moved", "DELETE of our app answers 308 to another's.", {"delete_app"}, 308)
redirecting("update-redirected", "PATCH of our app answers 307 to another's.", {"update_app"}, 307)
redirecting("replace-redirected", "PUT of our redirect URIs answers 308 to another's.", {"replace_redirect_uris"}, 308)
redirecting("rotate-redirected", "A rotation of our secret answers 307 to another's.", {"rotate_client_secret"}, 307)


@drift(
    "instead",
    "create-redirected-to-rotation",
    "POST /apps answers 307 to the rotation of a user's secret.",
    lure="redirect",
)
def _(space: Workspace, request: Request) -> Answer | None:
    if request.operation == "create_app":
        return Answer(307, None, {"Location": place(space.victim()["clientId"], "rotate-client-secret")})
    return None
