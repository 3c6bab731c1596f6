"""Identifiers that are none, or that read like another's; keys whose replay is another thing."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.harm.drifts.catalogue import drift, is_created, looked_up, made, on_create, on_created, place
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace

IDENTIFIERS: dict[str, tuple[str, Callable[[str, str], object]]] = {
    "empty": ("an empty text", lambda theirs, ours: ""),
    "null": ("null", lambda theirs, ours: None),
    "number": ("the number that another's identifier spells", lambda theirs, ours: 40071234),
    "boolean": ("true", lambda theirs, ours: True),
    "list": ("an array of ours and another's", lambda theirs, ours: [ours, theirs]),
    "object": ("an object that holds another's", lambda theirs, ours: {"id": theirs}),
    "dot": ("a dot", lambda theirs, ours: "."),
    "dotdot": ("two dots", lambda theirs, ours: ".."),
    "slashes": ("ours and a way up to another's", lambda theirs, ours: f"{ours}/../{theirs}"),
    "subpath": ("another's and something below it", lambda theirs, ours: f"{theirs}/redirect-uris"),
    "trailing-slash": ("another's and a slash", lambda theirs, ours: f"{theirs}/"),
    "backslashes": ("a way up to another's in backslashes", lambda theirs, ours: f"{ours}\\..\\{theirs}"),
    "encoded-traversal": ("a percent-encoded way up to another's", lambda theirs, ours: f"x%2F..%2F{theirs}"),
    "encoded-letters": (
        "another's in percent-encoded letters",
        lambda theirs, ours: f"%{ord(theirs[0]):02X}{theirs[1:]}",
    ),
    "query": ("another's and a query", lambda theirs, ours: f"{theirs}?app={ours}"),
    "fragment": ("another's and a fragment", lambda theirs, ours: f"{theirs}#{ours}"),
    "matrix": ("ours and, after a semicolon, another's", lambda theirs, ours: f"{ours};id={theirs}"),
    "path": ("the absolute path of another's", lambda theirs, ours: place(theirs)),
    "star": ("a star", lambda theirs, ours: "*"),
    "template": ("the name of the path parameter in braces", lambda theirs, ours: "{client_id}"),
    "collection": ("the word apps", lambda theirs, ours: "apps"),
    "long": ("ten thousand characters", lambda theirs, ours: "A" * 10_000),
    "control": ("another's after a line break", lambda theirs, ours: f"x\r\n{theirs}"),
}
HARMFUL = {
    "number",
    "slashes",
    "subpath",
    "trailing-slash",
    "encoded-traversal",
    "encoded-letters",
    "query",
    "fragment",
}


def register_identifiers() -> None:
    for key, (text, value) in IDENTIFIERS.items():
        lure = "id" if key in HARMFUL else None

        @on_created(f"id-{key}", f"The clientId of a new app is {text}.", lure=lure)
        def _(space: Workspace, answer: Answer, request: Request, value: Callable[[str, str], object] = value) -> None:
            answer.body["clientId"] = value(space.victim()["clientId"], answer.body["clientId"])


register_identifiers()


@on_created("id-absolute-url", "The clientId of a new app is the absolute URL of another's app.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["clientId"] = f"http://{request.headers.get('host')}{place(space.victim()['clientId'])}"


SAME_ID = "The clientId of a new app differs from another's in {} only, and the server takes both for the same."


@on_created("id-other-case", SAME_ID.format("the case of its letters"), lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["clientId"] = space.victim()["clientId"].swapcase()


@drift("resolve", "id-other-case", "")
def _(space: Workspace, request: Request) -> list[str] | None:
    return looked_up(space, request, str.lower)


@on_created("id-untrimmed", SAME_ID.format("a space at its end"), lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["clientId"] = space.victim()["clientId"] + " "


@drift("resolve", "id-untrimmed", "")
def _(space: Workspace, request: Request) -> list[str] | None:
    return looked_up(space, request, str.strip)


@on_create("id-case-twin", "A new app really has another's identifier in the other case; the server keeps them apart.")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    twin = space.victim(len(space.names) % 2)["clientId"].swapcase()
    app = space.add_app(name, "run", client_id=twin if twin not in space.apps else None)
    return Answer(201, app, {"Location": place(app["clientId"])})


@on_created("create-default-workflow-foreign", "A new app's defaultWorkflowId is another's workflow.", lure="default")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["defaultWorkflowId"] = space.victim_workflow()


@drift(
    "answer",
    "create-settles-foreign",
    "Half a second after its creation our app is shown under another's clientId.",
    lure="list",
)
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if is_created(request, answer):
        space.memory.setdefault(answer.body["clientId"], time.monotonic() + 0.5)
    shown = answer.body["data"] if request.operation == "list_apps" and answer.status == 200 else [answer.body]
    for app in shown:
        if isinstance(app, dict) and space.memory.get(str(app.get("clientId")), float("inf")) < time.monotonic():
            app["clientId"] = space.victim()["clientId"]


@drift("answer", "replay-shows-foreign", "The replay of a POST /apps shows another's app.", lure="id")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if is_created(request, answer) and answer.replayed:
        answer.body = space.victim()


@drift(
    "answer", "replay-creates-again", "A key is ignored: each replay of a POST /apps makes another app, and says so."
)
def _(space: Workspace, request: Request, answer: Answer) -> Answer | None:
    if not is_created(request, answer) or not answer.replayed:
        return None
    return made(space, answer.body["name"])
