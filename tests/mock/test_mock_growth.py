"""A spec with operations of other shapes, which a test adds with their handlers."""

import copy
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from contract_tests.mock import MockError, Workspace, create_app
from contract_tests.mock._handlers import Call
from tests.mock.conftest import APP, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
SECURITY: list[dict[str, list[str]]] = [{"workspaceKey": []}]
ANY = {"description": "A thing", "content": {"application/json": {"schema": {"type": "object"}}}}
NUMBERS = {"Number": {"type": "integer"}, "Kept": {"allOf": [{"$ref": "#/components/schemas/Number"}], "minimum": 1}}
THING = {"required": ["name", "parts"], "properties": {"name": {"type": "string"}, "parts": {"maxItems": 2}}}
PARTS = {"properties": {"parts": {"type": "array", "items": {"type": "object", "required": ["id"]}}}}


def operation(operation_id: str, status: str, response: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"operationId": operation_id, "security": SECURITY, "responses": {status: response}, **others}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


@pytest.fixture
def grown(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec with a collection of numbered things more."""
    grown = copy.deepcopy(spec)
    grown["components"]["schemas"] |= NUMBERS
    key = {"$ref": "#/components/parameters/IdempotencyKey"}
    creates = {"identifier": "$response.body#/made/number", "location": "$response.header.Location"}
    number = {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": {"allOf": [{"$ref": "#/components/schemas/Kept"}]},
        "x-owner": {"collection": "listThings", "refused": {"status": 410, "code": "THING_GONE"}},
    }
    grown["paths"]["/things/{number}"] = {
        "parameters": [number],
        "get": operation("getThing", "200", ANY),
        "put": operation(
            "replaceThing", "204", {"description": "Done"}, parameters=[key], **{"x-idempotency": "workspace"}
        ),
        "delete": operation("deleteThing", "204", {"description": "Gone"}),
    }
    grown["paths"]["/things"] = {
        "get": operation("listThings", "200", ANY),
        "post": operation(
            "createThing", "201", ANY, requestBody=body({"allOf": [THING, PARTS]}), **{"x-creates": creates}
        ),
    }
    grown["paths"]["/things/latest"] = {"get": operation("getLatestThing", "200", ANY)}
    return grown


class Things(Workspace):
    """A workspace that has things, and counts how often they are replaced."""

    def __init__(self, options: Any) -> None:
        super().__init__(options)
        self.things: dict[int, Any] = {}
        self.replaced = 0

    def create_thing(self, body: Any) -> Any:
        """Make a thing with the next number."""
        number = len(self.things) + 1
        self.things[number] = {"made": {"number": number, **body}}
        return self.things[number]

    def replace_thing(self) -> None:
        """Count a replacement."""
        self.replaced += 1


def handler(do: Callable[[Any, Call], Any]) -> Callable[[Workspace, Call], Any]:
    return do


HANDLERS = {
    "listThings": handler(lambda workspace, call: list(workspace.things.values())),
    "createThing": handler(lambda workspace, call: workspace.create_thing(call.body)),
    "getThing": handler(lambda workspace, call: {**call.owned["number"], "replaced": workspace.replaced}),
    "replaceThing": handler(lambda workspace, call: workspace.replace_thing()),
    "deleteThing": handler(lambda workspace, call: workspace.things.pop(call.parameters["number"])),
    "getLatestThing": handler(lambda workspace, call: {"latest": True}),
}
FINDERS: dict[str, Any] = {"listThings": lambda workspace, owned, number: workspace.things.get(number)}


@pytest.fixture
def things(grown: dict[str, Any], serve_mock: ServeMock) -> httpx.Client:
    """A client of a mock with things."""
    client = serve_mock(grown, Things, handlers=HANDLERS, finders=FINDERS)
    assert client.post("/things", json={"name": "First", "parts": []}).status_code == 201
    return client


def test_an_operation_without_a_handler_cannot_be_served(grown: dict[str, Any]) -> None:
    with pytest.raises(MockError, match=r"^no handler for the operation getThing: add one to HANDLERS$"):
        create_app(grown, finders=FINDERS)


def test_an_owner_without_a_finder_cannot_be_served(grown: dict[str, Any]) -> None:
    with pytest.raises(MockError, match=r"^no finder for number in listThings: add one to FINDERS$"):
        create_app(grown, handlers=HANDLERS)


def test_a_handler_that_is_given_takes_the_place_of_the_mocks_own(spec: dict[str, Any], serve_mock: ServeMock) -> None:
    client = serve_mock(spec, handlers={"getApp": handler(lambda workspace, call: {"another": True})})
    assert client.get(f"/apps/{APP}").json() == {"another": True}
    assert serve_mock().get(f"/apps/{APP}").json()["clientId"] == APP


def test_an_integer_in_the_path_is_read_as_one(things: httpx.Client, problem: Problem) -> None:
    assert things.get("/things/1").json()["made"]["number"] == 1
    assert problem(things.get("/things/2")) == (410, "THING_GONE")
    for given in ("0", "one", "1.0"):
        response = things.get(f"/things/{given}")
        assert problem(response) == (400, "VALIDATION_INVALID_PARAMETER")
        assert response.json()["error"]["details"]["parameter"] == "number"


def test_the_location_is_where_the_identifier_of_the_answer_leads(things: httpx.Client) -> None:
    response = things.post("/things", json={"name": "Second", "parts": []})
    assert response.headers["location"] == "/connect/v1/things/2"


def test_a_concrete_path_goes_before_one_with_a_parameter(things: httpx.Client) -> None:
    assert things.get("/things/latest").json() == {"latest": True}


def test_a_success_without_content_has_no_body(things: httpx.Client) -> None:
    response = things.delete("/things/1")
    assert (response.status_code, response.content) == (204, b"")
    assert not {"content-type", "content-length"} & set(response.headers)
    assert things.get("/things").json() == []


def test_a_key_is_remembered_where_nothing_is_created(things: httpx.Client) -> None:
    key = {"Idempotency-Key": "key-1"}
    first, second = (things.put("/things/1", headers=key) for _ in range(2))
    assert (first.status_code, second.status_code, second.content) == (204, 204, b"")
    assert ("idempotency-replayed" in first.headers, second.headers["idempotency-replayed"]) == (False, "true")
    assert things.get("/things/1").json()["replaced"] == 1


@pytest.mark.parametrize(
    ("given", "status", "parameter"),
    [
        ({"name": "t", "parts": [{"id": 1}, {"id": 2}]}, 201, None),
        ({"name": "t", "parts": [{"id": 1}] * 3}, 400, "parts"),
        ({"name": "t", "parts": [7]}, 400, "parts"),
        ({"name": "t", "parts": [{}]}, 400, "id"),
        ({"parts": []}, 400, "name"),
        ({"name": 7, "parts": []}, 400, "name"),
    ],
)
def test_a_body_keeps_every_schema_that_it_is_made_of(
    things: httpx.Client, given: Any, status: int, parameter: str | None
) -> None:
    response = things.post("/things", json=given)
    assert response.status_code == status
    assert response.json().get("error", {}).get("details", {}).get("parameter") == parameter
