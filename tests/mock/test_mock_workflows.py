import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.mock.conftest import APP, OTHER_APP, Clock

Problem = Callable[[httpx.Response], tuple[int, str]]
UNKNOWN = (404, "RESOURCE_NOT_FOUND")
INVALID = (400, "VALIDATION_INVALID_PARAMETER")
KEY = {"Idempotency-Key": "key-1"}
WORKFLOWS = f"/apps/{APP}/workflows"
DEFAULT = f"{WORKFLOWS}/wf_{APP}"
START = {"id": "nd_start", "type": "request", "next": "nd_end"}
END = {"id": "nd_end", "type": "response"}
BODY = {"name": "Short", "entryNodeId": "nd_start", "nodes": [START, END]}


def test_a_workflow_is_created_with_an_identifier_of_its_own(own: httpx.Client) -> None:
    first, second = (own.post(WORKFLOWS, json=BODY).json() for _ in range(2))
    assert first["workflowId"] != second["workflowId"]
    assert re.fullmatch("wf_[0-9a-f]{16}", first["workflowId"])
    assert {name: first[name] for name in BODY} == BODY
    assert first["createdAt"] == first["updatedAt"]


def test_a_created_workflow_is_read_where_its_location_says(own: httpx.Client) -> None:
    response = own.post(WORKFLOWS, json=BODY)
    created = response.json()
    assert response.status_code == 201
    assert response.headers["location"] == f"/connect/v1{WORKFLOWS}/{created['workflowId']}"
    assert own.get(f"{WORKFLOWS}/{created['workflowId']}").json() == created


def test_a_created_workflow_is_listed_and_shown_by_its_app(own: httpx.Client) -> None:
    before = own.get(WORKFLOWS).json()
    created = own.post(WORKFLOWS, json=BODY).json()
    assert own.get(WORKFLOWS).json() == own.get(f"/apps/{APP}").json()["workflows"] == [*before, created]


def test_the_workflows_of_every_app_are_those_that_it_shows(client: httpx.Client) -> None:
    for app in client.get("/apps", params={"limit": 100}).json()["data"]:
        assert client.get(f"/apps/{app['clientId']}/workflows").json() == app["workflows"]


def test_a_workflow_is_not_found_under_another_app(own: httpx.Client, problem: Problem) -> None:
    place = f"/apps/{OTHER_APP}/workflows/wf_{APP}"
    assert own.get(DEFAULT).status_code == 200
    assert [problem(own.get(place)), problem(own.delete(place))] == [UNKNOWN] * 2


def test_a_replay_of_a_creation_creates_no_second_workflow(own: httpx.Client) -> None:
    before = len(own.get(WORKFLOWS).json())
    first, second = (own.post(WORKFLOWS, json=BODY, headers=KEY) for _ in range(2))
    assert (first.content, second.headers["idempotency-replayed"]) == (second.content, "true")
    assert len(own.get(WORKFLOWS).json()) == before + 1


@pytest.mark.parametrize(
    "nodes",
    [
        [START, END],
        [START, {**END, "config": {"deep": {"er": [1]}}}],
        [START, END, {"id": "nd_if", "type": "if", "next": [{"condition": "else", "next": "nd_end"}, {"end": True}]}],
        [{**START, "next": "nd_start"}],
    ],
    ids=["plain", "settings", "routes", "circle"],
)
def test_a_graph_whose_ways_lead_somewhere_is_accepted(own: httpx.Client, nodes: list[Any]) -> None:
    assert own.post(WORKFLOWS, json={**BODY, "nodes": nodes}).json()["nodes"] == nodes


@pytest.mark.parametrize(
    ("change", "parameter", "value"),
    [
        ({"entryNodeId": "nd_gone"}, "entryNodeId", "nd_gone"),
        ({"nodes": []}, "entryNodeId", "nd_start"),
        ({"nodes": [START]}, "nodes", "nd_end"),
        ({"nodes": [{**START, "next": [{"next": "nd_end"}, {"next": "nd_gone"}]}, END]}, "nodes", "nd_gone"),
        ({"nodes": [START, {**END, "id": 7}]}, "nodes", 7),
        ({"nodes": [START, {**END, "next": 7}]}, "nodes", 7),
        ({"nodes": [START, {**END, "config": {"claims": [7]}}]}, "nodes", 7),
        ({"nodes": {}}, "nodes", {}),
    ],
    ids=["entry", "no node", "way", "route", "identifier", "way of no type", "claims", "no list"],
)
def test_a_broken_graph_is_refused_by_name_and_not_created(
    own: httpx.Client, problem: Problem, change: dict[str, Any], parameter: str, value: Any
) -> None:
    before = own.get(WORKFLOWS).json()
    response = own.post(WORKFLOWS, json={**BODY, **change})
    assert problem(response) == INVALID
    assert response.json()["error"]["details"] == {"parameter": parameter, "value": value}
    assert own.get(WORKFLOWS).json() == before


@pytest.mark.parametrize("missing", BODY)
def test_a_workflow_that_lacks_a_field_is_refused(own: httpx.Client, missing: str) -> None:
    response = own.post(WORKFLOWS, json={name: value for name, value in BODY.items() if name != missing})
    assert response.json()["error"]["code"] == "VALIDATION_MISSING_PARAMETER"
    assert response.json()["error"]["details"] == {"parameter": missing}


def test_a_field_that_lacks_inside_a_node_is_named(own: httpx.Client) -> None:
    error = own.post(WORKFLOWS, json={**BODY, "nodes": [START, {"id": "nd_end"}]}).json()["error"]
    assert (error["code"], error["details"]) == ("VALIDATION_MISSING_PARAMETER", {"parameter": "type"})


def test_an_app_has_at_most_a_hundred_workflows(own: httpx.Client, problem: Problem) -> None:
    while len(own.get(WORKFLOWS).json()) < 100:
        created = own.post(WORKFLOWS, json=BODY).json()
    assert problem(own.post(WORKFLOWS, json=BODY)) == (409, "RESOURCE_CONFLICT")
    own.delete(f"{WORKFLOWS}/{created['workflowId']}")
    assert own.post(WORKFLOWS, json=BODY).status_code == 201


def test_a_deleted_workflow_is_found_nowhere_and_the_others_stay(own: httpx.Client, problem: Problem) -> None:
    kept, gone = (own.post(WORKFLOWS, json=BODY).json() for _ in range(2))
    before = own.get(WORKFLOWS).json()
    place = f"{WORKFLOWS}/{gone['workflowId']}"
    response = own.delete(place)
    assert (response.status_code, response.json()) == (200, {"deleted": True})
    assert [problem(own.get(place)), problem(own.delete(place))] == [UNKNOWN] * 2
    assert own.get(WORKFLOWS).json() == [one for one in before if one != gone]
    assert kept in own.get(f"/apps/{APP}").json()["workflows"]


def test_the_default_workflow_cannot_be_deleted(own: httpx.Client, problem: Problem) -> None:
    assert problem(own.delete(DEFAULT)) == INVALID
    assert own.get(DEFAULT).status_code == 200


def test_a_change_of_the_workflows_moves_the_time_of_their_app_alone(own: httpx.Client, clock: Clock) -> None:
    before = own.get(f"/apps/{OTHER_APP}").json()
    place = f"/apps/{OTHER_APP}/workflows"
    created = own.post(place, json=BODY).json()
    after = own.get(f"/apps/{OTHER_APP}").json()
    assert after["updatedAt"] == created["createdAt"] > before["updatedAt"]
    clock.seconds += 60
    own.delete(f"{place}/{created['workflowId']}")
    last = own.get(f"/apps/{OTHER_APP}").json()
    assert last == {**before, "updatedAt": last["updatedAt"]}
    assert last["updatedAt"] > after["updatedAt"]


def test_every_app_has_the_same_types_of_nodes(client: httpx.Client) -> None:
    found = [client.get(f"/apps/{app}/workflows/node-types").json() for app in (APP, OTHER_APP)]
    assert found[0] == found[1]
    assert [one["type"] for one in found[0]][:3] == ["request", "response", "verification"]


def test_the_name_of_the_catalogue_is_no_workflow(client: httpx.Client) -> None:
    assert client.delete(f"{WORKFLOWS}/node-types").status_code == 405


def test_a_change_stores_what_it_names_and_keeps_the_rest(own: httpx.Client) -> None:
    made = own.post(WORKFLOWS, json=BODY).json()
    place = f"{WORKFLOWS}/{made['workflowId']}"
    changed = own.patch(place, json={"name": "Longer"}).json()
    assert changed == {**made, "name": "Longer", "updatedAt": changed["updatedAt"]}
    assert own.get(place).json() == changed
    assert changed in own.get(f"/apps/{APP}").json()["workflows"]


@pytest.mark.parametrize("change", [{"entryNodeId": "nd_gone"}, {"nodes": [END]}, {"nodes": [START]}])
def test_a_change_that_breaks_the_graph_is_refused(own: httpx.Client, problem: Problem, change: Any) -> None:
    place = f"{WORKFLOWS}/{own.post(WORKFLOWS, json=BODY).json()['workflowId']}"
    before = own.get(place).json()
    assert problem(own.patch(place, json={"name": "Other", **change})) == INVALID
    assert own.get(place).json() == before


def test_the_default_can_be_chosen_and_then_the_former_one_deleted(own: httpx.Client) -> None:
    made = own.post(WORKFLOWS, json=BODY).json()["workflowId"]
    assert own.post(f"{WORKFLOWS}/{made}/set-default").json() == {"success": True}
    assert own.get(f"/apps/{APP}").json()["defaultWorkflowId"] == made
    assert own.delete(f"{WORKFLOWS}/{made}").status_code == 400
    assert own.delete(DEFAULT).status_code == 200
