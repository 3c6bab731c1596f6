import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.mock.conftest import APP, OTHER_APP, Clock, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
UNKNOWN = (404, "RESOURCE_NOT_FOUND")
INVALID = (400, "VALIDATION_INVALID_PARAMETER")
KEY = {"Idempotency-Key": "key-1"}
WEBHOOKS = {"enabled": True, "retryAttempts": 3, "timeoutSeconds": 10, "events": ["verification.completed"]}


@pytest.fixture
def app(own: httpx.Client) -> dict[str, Any]:
    """An app that was created just now."""
    created: dict[str, Any] = own.post("/apps", json={"name": "New"}).json()
    return created


def path(app: dict[str, Any]) -> str:
    return f"/apps/{app['clientId']}"


def listed(client: httpx.Client) -> dict[str, dict[str, Any]]:
    apps = client.get("/apps", params={"limit": 100}).json()["data"]
    return {app["clientId"]: app for app in apps}


def test_an_app_is_created_with_a_default_workflow_and_the_passport(client: httpx.Client, spec: dict[str, Any]) -> None:
    response = client.post("/apps", json={"name": "New"})
    app = response.json()
    reference = {"$ref": "#/components/schemas/App", "components": spec["components"]}
    Draft202012Validator(reference).validate(app)
    assert (response.status_code, app["name"], app["providers"]) == (201, "New", {"passport": {"enabled": True}})
    assert (app["redirectUris"], app["webhookConfig"]) == ([], {"enabled": False})
    assert [workflow["workflowId"] for workflow in app["workflows"]] == [app["defaultWorkflowId"]]


def test_a_created_app_is_read_where_its_location_says(client: httpx.Client) -> None:
    response = client.post("/apps", json={"name": "Located"})
    assert response.headers["location"] == f"/connect/v1/apps/{response.json()['clientId']}"
    assert client.get(httpx.URL(client.base_url).join(response.headers["location"])).json() == response.json()


def test_a_created_app_is_listed_as_it_was_answered(own: httpx.Client, app: dict[str, Any]) -> None:
    assert listed(own)[app["clientId"]] == app


def test_two_apps_of_one_name_share_neither_identifiers_nor_secrets(own: httpx.Client, app: dict[str, Any]) -> None:
    other = own.post("/apps", json={"name": "New"}).json()
    for field in ("clientId", "clientSecret", "defaultWorkflowId"):
        assert other[field] != app[field]


def test_an_app_without_a_name_is_refused_and_not_created(own: httpx.Client, problem: Problem) -> None:
    before = listed(own)
    assert problem(own.post("/apps", json={})) == (400, "VALIDATION_MISSING_PARAMETER")
    assert problem(own.post("/apps", json={"name": 7})) == INVALID
    assert listed(own) == before


def test_a_replay_of_a_creation_creates_no_second_app(own: httpx.Client) -> None:
    before = len(listed(own))
    first, second = (own.post("/apps", json={"name": "Once"}, headers=KEY) for _ in range(2))
    assert (first.content, first.headers["location"]) == (second.content, second.headers["location"])
    assert second.headers["idempotency-replayed"] == "true"
    assert len(listed(own)) == before + 1


def test_the_workspace_counts_its_apps(own: httpx.Client) -> None:
    before = own.get("/workspace").json()
    assert before["apps_count"] == len(listed(own))
    app = own.post("/apps", json={"name": "One more"}).json()
    assert own.get("/workspace").json() == {**before, "apps_count": before["apps_count"] + 1}
    own.delete(path(app))
    assert own.get("/workspace").json() == before


def test_a_workspace_that_is_full_refuses_another_app(serve_mock: ServeMock, problem: Problem) -> None:
    many = len(listed(serve_mock()))
    client = serve_mock(max_apps=many + 1)
    app = client.post("/apps", json={"name": "Last"}).json()
    assert problem(client.post("/apps", json={"name": "Too many"})) == (409, "RESOURCE_CONFLICT")
    client.delete(path(app))
    assert client.post("/apps", json={"name": "In its place"}).status_code == 201


def test_a_change_stores_what_it_names_and_leaves_the_rest(own: httpx.Client) -> None:
    before = own.get(f"/apps/{OTHER_APP}").json()
    changes = {"name": "Renamed", "redirectUris": [], "defaultSuccessRedirectUri": "https://example.com/done"}
    answer = own.patch(f"/apps/{OTHER_APP}", json=changes).json()
    assert answer == {**before, **changes, "updatedAt": answer["updatedAt"]}
    assert own.get(f"/apps/{OTHER_APP}").json() == listed(own)[OTHER_APP] == answer


def test_a_change_of_one_app_leaves_the_others(own: httpx.Client) -> None:
    before = listed(own)
    own.patch(f"/apps/{APP}", json={"name": "Renamed"})
    after = listed(own)
    assert {name for name in before if before[name] != after[name]} == {APP}


def test_a_change_keeps_an_app_in_its_place_of_the_list(own: httpx.Client) -> None:
    before = list(listed(own))
    own.patch(f"/apps/{APP}", json={"name": "Renamed"})
    assert list(listed(own)) == before


def test_redirect_uris_are_changed_as_a_whole_and_as_they_are_given(own: httpx.Client, app: dict[str, Any]) -> None:
    for uris in (["https://A.example.com/", "https://b.example.com/"], ["https://c.example.com/"], []):
        assert own.patch(path(app), json={"redirectUris": uris}).json()["redirectUris"] == uris


def test_a_webhook_configuration_is_merged_field_by_field(own: httpx.Client, app: dict[str, Any]) -> None:
    assert own.patch(path(app), json={"webhookConfig": WEBHOOKS}).json()["webhookConfig"] == WEBHOOKS
    changed = own.patch(path(app), json={"webhookConfig": {"retryAttempts": 5, "events": []}}).json()
    assert changed["webhookConfig"] == {**WEBHOOKS, "retryAttempts": 5, "events": []}


def test_the_secret_of_a_webhook_cannot_be_chosen(own: httpx.Client) -> None:
    before = own.get(f"/apps/{OTHER_APP}").json()["webhookConfig"]
    own.patch(f"/apps/{OTHER_APP}", json={"webhookConfig": {"secret": "whsec_chosen"}})
    assert own.get(f"/apps/{OTHER_APP}").json()["webhookConfig"] == before


def test_an_empty_logo_removes_it(own: httpx.Client) -> None:
    before = own.get(f"/apps/{OTHER_APP}").json()
    after = own.patch(f"/apps/{OTHER_APP}", json={"logo": ""}).json()
    assert before.keys() - after.keys() == {"logo"}
    logo = "data:image/png;base64,iVBORw0KGgo="
    assert own.patch(f"/apps/{OTHER_APP}", json={"logo": logo}).json()["logo"] == logo


def test_identifiers_and_unknown_fields_of_a_change_are_ignored(own: httpx.Client, app: dict[str, Any]) -> None:
    ignored = {"clientId": "Chosen01", "clientSecret": "chosen", "organizationId": "org_chosen", "unknown": "field"}
    assert own.patch(path(app), json=ignored).json() == app


def test_a_change_that_is_refused_changes_nothing(own: httpx.Client, problem: Problem, app: dict[str, Any]) -> None:
    response = own.patch(path(app), json={"name": "Renamed", "webhookConfig": {"retryAttempts": "three"}})
    assert problem(response) == INVALID
    assert response.json()["error"]["details"] == {"parameter": "webhookConfig", "value": "three"}
    assert own.get(path(app)).json() == app


def test_a_change_moves_the_time_of_the_last_one(own: httpx.Client, clock: Clock, app: dict[str, Any]) -> None:
    clock.seconds += 60
    changed = own.patch(path(app), json={"name": "Later"}).json()
    assert (changed["createdAt"], changed["updatedAt"] > app["updatedAt"]) == (app["createdAt"], True)


def test_changes_at_the_same_time_are_both_kept(own: httpx.Client, app: dict[str, Any]) -> None:
    def content() -> Iterator[bytes]:
        yield b'{"webhookConfig": {"retryAttempts": 1'
        own.patch(path(app), json={"name": "Renamed", "webhookConfig": {"enabled": True}})
        yield b"}}"

    after = own.patch(path(app), content=content(), headers={"Content-Type": "application/json"}).json()
    assert (after["name"], after["webhookConfig"]) == ("Renamed", {"enabled": True, "retryAttempts": 1})


def test_a_deleted_app_is_found_nowhere(own: httpx.Client, problem: Problem, app: dict[str, Any]) -> None:
    own.post(f"{path(app)}/production-tests", json={"title": "t", "providerIds": []})
    before = listed(own)
    response = own.delete(path(app))
    assert (response.status_code, response.content, "content-type" in response.headers) == (200, b"", False)
    workflow = f"{path(app)}/workflows/{app['defaultWorkflowId']}"
    for place in (path(app), workflow, f"{path(app)}/workflows", f"{path(app)}/production-tests"):
        assert problem(own.get(place)) == UNKNOWN
    assert problem(own.delete(path(app))) == UNKNOWN
    assert problem(own.patch(path(app), json={"name": "Back"})) == UNKNOWN
    assert listed(own) == {name: kept for name, kept in before.items() if name != app["clientId"]}


def test_an_app_that_is_deleted_while_it_is_changed_stays_deleted(
    own: httpx.Client, problem: Problem, app: dict[str, Any]
) -> None:
    def content() -> Iterator[bytes]:
        yield b'{"name": '
        own.delete(path(app))
        yield b'"Renamed"}'

    response = own.patch(path(app), content=content(), headers={"Content-Type": "application/json"})
    assert problem(response) == UNKNOWN
    assert app["clientId"] not in listed(own)


def test_redirect_uris_are_replaced_as_a_whole(own: httpx.Client, app: dict[str, Any]) -> None:
    for uris in (["https://a.example.com/", "http://localhost:8080/callback"], ["https://b.example.com/"], []):
        response = own.put(f"{path(app)}/redirect-uris", json={"redirectUris": uris})
        assert (response.status_code, response.json()) == (200, {"redirectUris": uris})
        assert own.get(path(app)).json() == {**app, "redirectUris": uris}


def test_redirect_uris_have_their_hosts_lowered_and_are_there_once(own: httpx.Client, app: dict[str, Any]) -> None:
    given = ["https://EXAMPLE.com/Path?Query", "https://User@Example.COM:1/", "https://example.com/Path?Query"]
    expected = ["https://example.com/Path?Query", "https://User@example.com:1/"]
    assert own.put(f"{path(app)}/redirect-uris", json={"redirectUris": given}).json()["redirectUris"] == expected


@pytest.mark.parametrize(
    "uris",
    [
        [f"https://example.com/{number}" for number in range(21)],
        ["https://example.com/" + "p" * 2048],
        ["https://example.com/#fragment"],
        ["http://example.com/"],
        ["https:///path"],
        ["myapp://callback"],
        [7],
        "https://example.com/",
    ],
    ids=["too many", "too long", "fragment", "not https", "no host", "other scheme", "no text", "no list"],
)
def test_redirect_uris_beyond_their_limits_are_refused_and_not_stored(
    own: httpx.Client, problem: Problem, app: dict[str, Any], uris: Any
) -> None:
    response = own.put(f"{path(app)}/redirect-uris", json={"redirectUris": uris})
    assert problem(response) == INVALID
    assert response.json()["error"]["details"]["parameter"] == "redirectUris"
    assert own.get(path(app)).json() == app


def test_as_many_redirect_uris_as_are_allowed_are_stored(own: httpx.Client, app: dict[str, Any]) -> None:
    uris = [f"https://example.com/{number:02}/".ljust(2048, "p") for number in range(20)]
    assert own.put(f"{path(app)}/redirect-uris", json={"redirectUris": uris}).json()["redirectUris"] == uris


def test_each_rotation_gives_an_app_another_secret(own: httpx.Client, app: dict[str, Any]) -> None:
    secrets = [app["clientSecret"]]
    for _ in range(2):
        response = own.post(f"{path(app)}/rotate-client-secret")
        assert (response.status_code, response.json().keys()) == (201, {"clientSecret"})
        secrets.append(response.json()["clientSecret"])
        assert own.get(path(app)).json() == {**app, "clientSecret": secrets[-1]}
    assert len(set(secrets)) == 3
    assert all(re.fullmatch(r"sh_app_mock_[0-9a-f]{32}", secret) for secret in secrets)


def test_a_replay_of_a_rotation_shows_the_same_secret_and_rotates_nothing(
    own: httpx.Client, app: dict[str, Any]
) -> None:
    first, second = (own.post(f"{path(app)}/rotate-client-secret", headers=KEY) for _ in range(2))
    assert (first.content, second.headers["idempotency-replayed"]) == (second.content, "true")
    assert own.get(path(app)).json()["clientSecret"] == first.json()["clientSecret"]
