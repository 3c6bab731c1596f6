"""Lists of apps that show something else than there is."""

from __future__ import annotations

import time
from typing import Any

from tests.harm.drifts.catalogue import on_page
from tests.harm.messages import Request
from tests.harm.workspace import Workspace

UNSEEN_SECONDS = 1.5


@on_page("list-ids-swapped", "The first and the last app of the list have each other's clientId.", lure="list")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    if len(page["data"]) > 1:
        first, last = page["data"][0], page["data"][-1]
        first["clientId"], last["clientId"] = last["clientId"], first["clientId"]


@on_page("list-ids-rotated", "Each app of the list has the clientId of the one before it.", lure="list")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    ids = [app["clientId"] for app in page["data"]]
    for app, client_id in zip(page["data"], ids[-1:] + ids[:-1], strict=True):
        app["clientId"] = client_id


@on_page("list-ours-with-foreign-id", "The list shows our names beside another's clientId.", lure="list")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    for app in page["data"]:
        if space.made(app["clientId"]):
            app["clientId"] = space.victim(1)["clientId"]


@on_page("list-foreign-with-our-name", "The list shows every app under the name that we asked for last.", lure="list")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    for app in page["data"]:
        app["name"] = space.names[-1] if space.names else app["name"]


@on_page("list-hides-ours", "The list shows nothing that the run made.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    page["data"] = [app for app in page["data"] if not space.made(app["clientId"])]
    page["total"] = len(space.apps) - len(space.ours())


@on_page("list-is-empty", "The list is always empty.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    page |= {"data": [], "total": 0}


@on_page("list-shows-twice", "The list shows every app twice.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    page |= {"data": page["data"] * 2, "total": page["total"] * 2}


@on_page("list-total-small", "The total of the list is one.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    page["total"] = 1


@on_page("list-total-huge", "The total of the list is a hundred thousand; pages beyond the end are empty.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    page["total"] = 100_000


@on_page("list-repeats-pages", "The list ignores the offset.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    page["data"] = list(space.apps.values())[: page["limit"]]


@on_page("list-endless", "The list never ends: every page is full, and the total is always ahead.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    apps = list(space.apps.values())
    page["data"] = [apps[number % len(apps)] for number in range(page["limit"])]
    page["total"] = page["offset"] + page["limit"] + 100


@on_page("list-late", "The list shows a new app only after one and a half seconds.")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    since = space.memory
    for client_id in space.ours():
        since.setdefault(client_id, time.monotonic())
    unseen = {i for i in space.ours() if time.monotonic() - since[i] < UNSEEN_SECONDS}
    page["data"] = [app for app in page["data"] if app["clientId"] not in unseen]
    page["total"] -= len(unseen)


@on_page("list-workflows-exchanged", "Our apps show the workflows of a user's app in the list.", lure="list")
def _(space: Workspace, page: dict[str, Any], request: Request) -> None:
    for app in page["data"]:
        if space.made(app["clientId"]):
            app["workflows"] = space.victim()["workflows"]
