"""Other writers at work meanwhile."""

from __future__ import annotations

import functools

from tests.harm.drifts.catalogue import drift
from tests.harm.messages import Request
from tests.harm.workspace import Workspace


@drift("meanwhile", "others-rename", "Another writer renames the user's apps while the run goes on.")
def _(space: Workspace, request: Request) -> None:
    for client_id in [app["clientId"] for app in space.seeded]:
        if client_id in space.apps:
            space.apps[client_id]["name"] = f"Renamed {request.number}"


@drift(
    "meanwhile",
    "others-take-our-name",
    "Another writer gives a user's app the name that we asked for last.",
    lure="name",
)
def _(space: Workspace, request: Request) -> None:
    theirs = space.apps.get(space.seeded[0]["clientId"])
    if theirs and space.names:
        theirs["name"] = space.names[-1]


@drift(
    "meanwhile", "others-make-lookalikes", "Another writer has apps whose names look like anybody's test.", lure="name"
)
def _(space: Workspace, request: Request) -> None:
    if not space.memory:
        space.memory["made"] = True
        for name in (
            "contract test",
            "contract-test",
            "Contract Test 1",
            "contract_tests",
            "drift",
            "test",
            "Test app",
        ):
            space.add_app(name, "other")
        for name in ("probe", "smoke", "tmp", "pytest", "schemathesis", "delete me", "ct-0001", "0"):
            space.add_app(name, "other")


@drift(
    "meanwhile", "others-copy-our-name", "Another writer makes an app of exactly the name of each of ours.", lure="name"
)
def _(space: Workspace, request: Request) -> None:
    for name in space.names:
        if name not in space.memory:
            space.memory[name] = space.add_app(name, "other")


@drift(
    "meanwhile",
    "others-nearly-copy-our-name",
    "Another writer makes apps whose names begin or end like ours.",
    lure="name",
)
def _(space: Workspace, request: Request) -> None:
    for name in space.names:
        if name not in space.memory:
            near = (name[: max(4, len(name) // 2)], name + " (copy)", name.upper(), "Copy of " + name)
            space.memory[name] = [space.add_app(other, "other") for other in near]


@drift(
    "meanwhile",
    "others-keep-coming",
    "Another writer makes an app before every request and deletes an older one of his.",
)
def _(space: Workspace, request: Request) -> None:
    queue = space.memory.setdefault("queue", [])
    queue.append(space.add_app(f"Visitor {request.number}", "other")["clientId"])
    if len(queue) > 3:
        space.remove_app(queue.pop(0))


@drift("meanwhile", "ours-vanish", "Somebody deletes each of our apps half a second after its creation.")
def _(space: Workspace, request: Request) -> None:
    for client_id in space.ours():
        if client_id not in space.memory:
            space.memory[client_id] = True
            space.after(0.5, functools.partial(space.remove_app, client_id))


@drift("meanwhile", "ours-renamed", "Somebody renames our apps, so that no mark is left of them.")
def _(space: Workspace, request: Request) -> None:
    for client_id in space.ours():
        space.apps[client_id]["name"] = "Renamed"


@drift("meanwhile", "ours-exchange-names", "Somebody exchanges the names of our first app and a user's.", lure="name")
def _(space: Workspace, request: Request) -> None:
    ours, theirs = space.ours(), space.apps.get(space.seeded[2]["clientId"])
    if ours and theirs and not space.memory:
        space.memory["done"] = True
        mine = space.apps[ours[0]]
        mine["name"], theirs["name"] = theirs["name"], mine["name"]
