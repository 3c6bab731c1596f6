"""Links, refusals and production tests that lead to another's app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.harm.drifts.catalogue import Created, drift, on_created, place
from tests.harm.messages import Answer, Request
from tests.harm.workspace import Workspace


@drift("answer", "links-foreign", "Every app carries links and a Link header that lead to another's.", lure="location")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if not (request.operation in ("create_app", "get_app") and answer.status in (200, 201)):
        return
    there = place(space.victim()["clientId"])
    answer.headers["Link"] = f'<{there}>; rel="self"'
    answer.body["_links"] = answer.body["links"] = {
        "self": {"href": there},
        "delete": {"href": there, "method": "DELETE"},
    }


@drift("answer", "refusals-name-foreign", "Refusals name a user's app as an example, in message, details and Location.")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if answer.status < 400:
        return
    client_id = space.victim()["clientId"]
    answer.body["error"]["message"] += f"; try {place(client_id)}"
    answer.body["error"]["details"] = {"parameter": "client_id", "value": client_id, "clientId": client_id}
    answer.headers["Location"] = place(client_id)


def on_test(name: str, sentence: str, **marks: Any) -> Callable[[Created], Created]:
    """Register what changes the answer of createProductionTest."""
    return on_created(name, sentence, operation="create_production_test", **marks)


@on_test("test-location-foreign", "Location of a new production test lies below another app.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.headers["Location"] = place("40071234", "production-tests", answer.body["id"])


@on_test("test-app-foreign", "A new production test claims to belong to another app.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["clientId"] = next(i for i in ("DeVxbsxN", "FK5b0KSM") if i != answer.body["clientId"])


@on_test("test-id-existing", "createProductionTest answers with the identifier of an older challenge.")
def _(space: Workspace, answer: Answer, request: Request) -> None:
    answer.body["id"] = answer.body["challengeId"] = "ch_2a1b2c3d-4e5f-6789-abcd-ef0123456702"


@drift("answer", "test-settles-as-older", "Every challenge in a list bears the identifier of the completed one.")
def _(space: Workspace, request: Request, answer: Answer) -> None:
    if request.operation == "list_production_tests" and answer.status == 200:
        for item in answer.body:
            if item["challenge"]:
                item["challenge"]["id"] = "ch_2a1b2c3d-4e5f-6789-abcd-ef0123456702"
