"""Creations that make nothing new."""

from __future__ import annotations

from tests.harm.drifts.catalogue import made, on_create, place
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace


@on_create("create-returns-existing", "POST /apps answers 201 with an app of the user, under its own name.", lure="id")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    return Answer(201, space.victim(), {"Location": place(space.victim()["clientId"])})


@on_create(
    "create-returns-existing-as-ours", "POST /apps answers 201 with a user's app that bears our name.", lure="id"
)
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    return Answer(201, space.victim() | {"name": name}, {"Location": place(space.victim()["clientId"])})


@on_create("create-returns-random-existing", "POST /apps answers with one of the user's apps after another.", lure="id")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    app = space.victim(len(space.names) % 3) | {"name": name}
    return Answer(201, app, {"Location": place(app["clientId"])})


@on_create(
    "create-dedups-200", "POST /apps answers 200 with an app of the user, as if it had found a duplicate.", lure="id"
)
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    return Answer(200, space.victim(), {"Location": place(space.victim()["clientId"])})


@on_create("create-dedups-200-as-ours", "POST /apps answers 200 with a user's app that bears our name.", lure="id")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    return Answer(200, space.victim() | {"name": name}, {"Location": place(space.victim()["clientId"])})


@on_create("create-replays-existing", "POST /apps claims a replay and shows an app of the user.", lure="id")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    headers = {"Location": place(space.victim()["clientId"]), "Idempotency-Replayed": "true"}
    return Answer(201, space.victim(), headers)


@on_create("create-redirects-to-existing", "POST /apps answers 303 with the address of a user's app.", lure="location")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    return Answer(303, None, {"Location": place(space.victim()["clientId"])})


@on_create(
    "create-accepted-elsewhere", "POST /apps answers 202 without a body; Location names a user's app.", lure="location"
)
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    return Answer(202, None, {"Location": place(space.victim()["clientId"])})


@on_create(
    "create-conflict-names-existing", "POST /apps answers 409; details and Location name a user's app.", lure="location"
)
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    client_id = space.victim()["clientId"]
    error = {"code": "RESOURCE_CONFLICT", "message": "exists", "details": {"clientId": client_id}}
    return Answer(409, {"error": error, "request_id": space.uuid()}, {"Location": place(client_id)})


@on_create("create-returns-earlier", "Every second POST /apps makes nothing and answers with the run's first app.")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    ours = space.ours()
    if len(space.names) % 2 or not ours:
        return made(space, name)
    return Answer(201, space.apps[ours[0]], {"Location": place(ours[0])})


@on_create("create-upserts-by-name", "POST /apps takes an app of the same name, whosever it is, in place of a new one.")
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    for app in space.apps.values():
        if app["name"] == name:
            return Answer(201, app, {"Location": place(app["clientId"])})
    return made(space, name)


@on_create(
    "create-upserts-by-prefix",
    "POST /apps compares eight characters of a name: others made such an app after our first creation.",
    lure="id",
)
def _(space: Workspace, name: str, request: Request) -> Answer | None:
    for app in space.apps.values():
        if app["name"][:8] == name[:8] and space.foreign(app["clientId"]):
            return Answer(201, app | {"name": name}, {"Location": place(app["clientId"])})
    space.add_app(name[:8] + " of others", "other")
    return made(space, name)
