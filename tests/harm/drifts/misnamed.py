"""Creations that make an app and misname it."""

from __future__ import annotations

import json

from tests.harm.drifts.catalogue import failed, on_created, place
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace

LATE_SECONDS = 3.0


@on_created("create-id-foreign", "POST /apps makes our app and answers with another's clientId.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["clientId"] = space.victim()["clientId"]


@on_created("create-id-and-location-foreign", "clientId and Location of a new app are both another's.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["clientId"] = space.victim(1)["clientId"]
    answer.headers["Location"] = place(answer.body["clientId"])


@on_created("create-location-foreign", "The body is our app, Location is another's.", lure="location")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.headers["Location"] = place(space.victim()["clientId"])


@on_created("create-location-absolute", "Location is the absolute address of another's app.", lure="location")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.headers["Location"] = f"http://{request.headers.get('host')}{place(space.victim()['clientId'])}"


@on_created("create-location-traverses", "Location starts at our app and climbs to another's.", lure="location")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.headers["Location"] = place(answer.body["clientId"], "..", space.victim()["clientId"])


@on_created("create-location-below-foreign", "Location names a workflow of another's app.", lure="location")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    app = space.victim()
    answer.headers["Location"] = place(app["clientId"], "workflows", space.victim_workflow())


@on_created("create-location-other-host", "Location names another host.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.headers["Location"] = "http://127.0.0.2:9" + place(answer.body["clientId"])


@on_created("create-without-id", "The answer of POST /apps has no clientId; Location is missing too.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    del answer.body["clientId"]
    answer.headers.pop("Location")


@on_created("create-two-ids", "The answer has our clientId and another's as id, client_id and appId.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body |= dict.fromkeys(("id", "client_id", "appId"), space.victim()["clientId"])


@on_created("create-id-twice", "The JSON names clientId twice, first ours and then another's.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.raw = json.dumps(answer.body).encode()[:-1] + f', "clientId": "{space.victim()["clientId"]}"}}'.encode()


@on_created("create-answers-array", "POST /apps answers 201 with an array of another's app and ours.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body = [space.victim(), answer.body]


@on_created("create-answers-page", "POST /apps answers 201 with the page of all apps, another's first.", lure="id")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    apps = list(space.apps.values())
    answer.body = {"data": apps, "total": len(apps), "limit": 20, "offset": 0}


@on_created("create-answers-html", "POST /apps answers 201 with a page of HTML and no Location.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.raw, answer.media_type = b"<html><body>Created</body></html>", "text/html"
    answer.headers.pop("Location")


@on_created("create-answers-nothing", "POST /apps answers 204 without a body, though it made the app.")
def _(space: Workspace, answer: Answer, request: Request) -> Answer | None:
    return Answer(204, None, {"Location": answer.headers["Location"]})


@on_created("create-refused-though-made", "POST /apps answers 400 though it made the app.")
def _(space: Workspace, answer: Answer, request: Request) -> Answer | None:
    error = {"code": "VALIDATION_INVALID_PARAMETER", "message": "name", "details": {"parameter": "name", "value": 1}}
    return Answer(400, {"error": error, "request_id": space.uuid()})


@on_created("create-fails-though-made", "POST /apps answers 500 though it made the app.")
def _(space: Workspace, answer: Answer, request: Request) -> Answer | None:
    return failed(space)


@on_created("create-fails-at-first", "The first POST /apps answers 500 though it made the app; later ones are well.")
def _(space: Workspace, answer: Answer, request: Request) -> Answer | None:
    return failed(space) if len(space.names) == 1 else None


@on_created("create-lost-once", "The answer of each POST /apps is lost, a replay of its key is not.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.lost = not answer.replayed


@on_created("create-lost", "Every answer of POST /apps is lost, replays too.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.lost = True


@on_created("create-late", "POST /apps answers after three seconds; the key is in progress meanwhile.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.delay = 0.0 if answer.replayed else LATE_SECONDS


@on_created("create-name-cut", "The server stores four characters of the name, so that no mark is left of it.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    client_id = answer.body["clientId"]
    if client_id in space.apps:
        space.apps[client_id]["name"] = answer.body["name"] = answer.body["name"][:4]


@on_created("create-twice", "One POST /apps makes two apps of the same name and shows one.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    if not answer.replayed:
        space.add_app(answer.body["name"], "run")
