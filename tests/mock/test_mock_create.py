import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.mock.conftest import APP, NEW_APP, TESTS

Problem = Callable[[httpx.Response], tuple[int, str]]
MISSING = "VALIDATION_MISSING_PARAMETER"
INVALID = "VALIDATION_INVALID_PARAMETER"
ELIGIBLE = ["bankidse", "smartid", "mitid", "eudi-wallet"]
UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_a_production_test_is_created_as_a_pending_request(client: httpx.Client) -> None:
    asked = {"title": "BankID SE Test", "providerIds": ["bankidse"], "maxStamps": 4, "targetPlatform": "ios"}
    response = client.post(TESTS, json=asked)
    created = response.json()
    assert response.status_code == 201
    assert re.fullmatch(f"req_{UUID_PATTERN}", created.pop("id"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", created.pop("createdAt"))
    payload = {
        "title": "BankID SE Test",
        "providerIds": ["bankidse"],
        "maxStampClaims": 4,
        "targetPlatform": "ios",
    }
    assert created == {"clientId": APP, "status": "pending", "payload": payload, "challengeId": None}


def test_a_creation_answers_with_the_location_of_the_request(client: httpx.Client) -> None:
    response = client.post(TESTS, json={"title": "Located"})
    expected = f"/connect/v1/apps/{APP}/production-tests/{response.json()['id']}"
    assert response.headers["location"] == expected


def test_what_is_not_asked_for_has_its_default(client: httpx.Client) -> None:
    payload = client.post(TESTS, json={"title": "Defaults"}).json()["payload"]
    expected = {"title": "Defaults", "providerIds": ELIGIBLE, "maxStampClaims": 3, "targetPlatform": None}
    assert payload == expected


def test_an_app_without_providers_tests_none(client: httpx.Client) -> None:
    created = client.post(f"/apps/{NEW_APP}/production-tests", json={"title": "None"}).json()
    assert created["payload"]["providerIds"] == []


def test_optional_fields_come_back_when_they_are_given(client: httpx.Client) -> None:
    optional = {"description": "What for", "allowDuplicateParticipation": True}
    payload = client.post(TESTS, json={"title": "Optional", **optional}).json()["payload"]
    assert {name: payload.get(name) for name in optional} == optional


@pytest.mark.parametrize(
    "body",
    [
        {"title": "t" * 200},
        {"title": "\N{GRINNING FACE}" * 200},
        {"title": "t", "description": "d" * 1000},
        {"title": "t", "maxStamps": 1},
        {"title": "t", "targetPlatform": "android"},
        {"title": "t", "unknown": "field"},
    ],
)
def test_what_is_just_within_the_limits_is_accepted(client: httpx.Client, body: dict[str, Any]) -> None:
    assert client.post(TESTS, json=body).status_code == 201


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "t" * 201),
        ("title", None),
        ("title", 7),
        ("description", "d" * 1001),
        ("description", 7),
        ("providerIds", "bankidse"),
        ("targetPlatform", "windows"),
        ("maxStamps", 0),
        ("maxStamps", -1),
        ("maxStamps", 1.5),
        ("maxStamps", "3"),
        ("maxStamps", True),
        ("allowDuplicateParticipation", "yes"),
    ],
)
def test_a_field_beyond_its_limits_is_refused_by_name(
    client: httpx.Client, problem: Problem, field: str, value: Any
) -> None:
    response = client.post(TESTS, json={"title": "t", field: value})
    assert problem(response) == (400, INVALID)
    assert response.json()["error"]["details"] == {"parameter": field, "value": value}


def test_a_provider_id_of_another_type_is_refused(client: httpx.Client, problem: Problem) -> None:
    response = client.post(TESTS, json={"title": "t", "providerIds": ["bankidse", 7]})
    assert problem(response) == (400, INVALID)
    assert response.json()["error"]["details"] == {"parameter": "providerIds", "value": 7}


@pytest.mark.parametrize(
    "provider_id",
    ["unheard-of", "bankidno", "ftn", "passport", "franceconnect"],
    ids=["not registered", "not in the app", "disabled", "chip-based", "not in the environment"],
)
def test_an_ineligible_provider_is_refused(client: httpx.Client, problem: Problem, provider_id: str) -> None:
    response = client.post(TESTS, json={"title": "t", "providerIds": ["bankidse", provider_id]})
    assert problem(response) == (400, INVALID)
    assert response.json()["error"]["details"] == {"parameter": "providerIds", "value": provider_id}


@pytest.mark.parametrize("provider_id", ELIGIBLE)
def test_an_eligible_provider_is_accepted(client: httpx.Client, provider_id: str) -> None:
    assert client.post(TESTS, json={"title": "t", "providerIds": [provider_id]}).status_code == 201


@pytest.mark.parametrize(("content", "parameter"), [(b"", "body"), (b"{}", "title")])
def test_what_is_missing_is_named(client: httpx.Client, problem: Problem, content: bytes, parameter: str) -> None:
    response = client.post(TESTS, content=content)
    assert problem(response) == (400, MISSING)
    assert response.json()["error"]["details"] == {"parameter": parameter}


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"null", b'"title"', b"\xff", b"[" * 100_000, b'{"title": "t", "maxStamps": NaN}',
     b'{"title": "t", "maxStamps": 1e999}'],
)  # fmt: skip
def test_a_body_that_is_not_a_json_object_is_refused(client: httpx.Client, problem: Problem, content: bytes) -> None:
    response = client.post(TESTS, content=content)
    assert problem(response) == (400, INVALID)
    assert response.json()["error"]["details"]["parameter"] == "body"


def test_a_body_of_another_media_type_is_refused(client: httpx.Client, problem: Problem) -> None:
    response = client.post(TESTS, content=b'{"title": "t"}', headers={"Content-Type": "text/plain"})
    assert problem(response) == (400, INVALID)


def test_a_refused_creation_creates_nothing(own: httpx.Client) -> None:
    before = own.get(TESTS).json()
    own.post(TESTS, json={"title": "t", "providerIds": ["passport"]})
    assert own.get(TESTS).json() == before


def test_a_title_that_utf8_cannot_encode_comes_back(client: httpx.Client) -> None:
    response = client.post(TESTS, content=rb'{"title": "\ud800"}')
    assert response.json()["payload"]["title"] == "\ud800"


def test_a_limit_beyond_any_float_is_served(own: httpx.Client) -> None:
    assert own.post(TESTS, json={"title": "t", "maxStamps": 10**400}).status_code == 201
    assert own.get(TESTS).status_code == 200
