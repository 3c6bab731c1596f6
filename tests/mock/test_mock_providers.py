from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.mock.conftest import APP, Clock, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
PROVIDERS = f"/apps/{APP}/providers"


def by_id(response: httpx.Response) -> dict[str, Any]:
    return {one["id"]: one for one in response.json()}


def test_a_provider_is_active_where_the_app_has_switched_it_on(client: httpx.Client) -> None:
    enabled = {name for name, one in client.get(f"/apps/{APP}").json()["providers"].items() if one["enabled"]}
    assert {name for name, one in by_id(client.get(PROVIDERS)).items() if one["isActive"]} == enabled


@pytest.mark.parametrize(
    "query", ["include=activation", "include=other&include=activation", "include=activation&include=activation"]
)
def test_the_activation_is_shown_on_request(client: httpx.Client, query: str) -> None:
    found = by_id(client.get(f"{PROVIDERS}?{query}"))
    assert {(one["isActive"], one["status"] == "activated") for one in found.values()} == {(True, True), (False, False)}
    assert found["mitid"]["activation"]["requirements"][0]["id"] == "rpName"


@pytest.mark.parametrize("query", ["", "?include=other"])
def test_the_activation_is_not_shown_otherwise(client: httpx.Client, query: str) -> None:
    assert not any("activation" in one for one in client.get(f"{PROVIDERS}{query}").json())


@pytest.fixture
def app(client: httpx.Client) -> str:
    """The address of an app on which nothing was asked for yet."""
    return f"/apps/{client.post('/apps', json={'name': 'New'}).json()['clientId']}"


def states(client: httpx.Client, app: str) -> dict[str, str]:
    return {name: one["status"] for name, one in by_id(client.get(f"{app}/providers?include=activation")).items()}


def test_each_provider_is_answered_by_its_kind(client: httpx.Client, app: str) -> None:
    wanted = {"mitid": {"rpName": "Shop", "termsAccepted": True}, "itsme": {}, "buypass": {}}
    answered = client.post(f"{app}/activation", json={"providers": wanted}).json()
    assert {name: one.get("status", one.get("error")) for name, one in answered.items()} == {
        "mitid": "activation_requested",
        "itsme": "activated",
        "buypass": "contract_activation_required",
    }
    assert (states(client, app)["itsme"], states(client, app)["buypass"]) == ("activated", "not_activated")
    assert client.get(app).json()["providers"]["itsme"] == {"enabled": True}


def test_what_has_to_be_looked_at_goes_on_by_itself(serve_mock: ServeMock, clock: Clock) -> None:
    mock = serve_mock(clock=clock, settle_seconds=60)
    app = f"/apps/{mock.post('/apps', json={'name': 'New'}).json()['clientId']}"
    providers = {"bankidse": {"rpName": "Shop"}, "smartid": {"rpName": "Shop", "termsAccepted": False}}
    assert mock.post(f"{app}/activation", json={"providers": providers}).is_success

    def found() -> dict[str, Any]:
        return by_id(mock.get(f"{app}/providers?include=activation"))

    assert found()["bankidse"]["activation"]["requirements"][0]["submittedValue"] == "Shop"
    assert [found()[name]["status"] for name in providers] == ["activation_requested", "activation_requested"]
    clock.seconds += 60
    assert [found()[name]["status"] for name in providers] == ["activation_processing", "rejected"]
    assert found()["smartid"]["needAction"]


@pytest.mark.parametrize(
    ("providers", "code"),
    [
        ({"itsme": {}, "nobody": {}}, "VALIDATION_INVALID_PARAMETER"),
        ({"itsme": {}, "smartid": {"rpName": "Shop"}}, "VALIDATION_MISSING_PARAMETER"),
        ({"itsme": {"some": 7}}, "VALIDATION_INVALID_PARAMETER"),
    ],
)
def test_what_is_refused_activates_nothing(
    client: httpx.Client, app: str, problem: Problem, providers: dict[str, Any], code: str
) -> None:
    assert problem(client.post(f"{app}/activation", json={"providers": providers})) == (400, code)
    assert states(client, app)["itsme"] == "not_activated"


def test_what_nobody_asks_for_stays_as_it_is(serve_mock: ServeMock, clock: Clock) -> None:
    """Also of an app of which nobody knows when it was made."""
    mock = serve_mock(clock=clock)
    apps = mock.get("/apps?limit=100").json()["data"]
    assert {"createdAt" in one for one in apps} == {True, False}
    shown = [mock.get(f"/apps/{one['clientId']}/providers?include=activation").json() for one in apps]
    clock.seconds += 3600
    assert shown == [mock.get(f"/apps/{one['clientId']}/providers?include=activation").json() for one in apps]
