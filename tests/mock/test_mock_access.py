from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from contract_tests.mock import MockOptions, Workspace
from tests.mock.conftest import APP, OTHER_APP, TESTS, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
UNAUTHORIZED = (401, "AUTH_INVALID_CREDENTIALS")
UNKNOWN = (404, "RESOURCE_NOT_FOUND")
KEY = MockOptions().key


@pytest.mark.parametrize("authorization", ["", f"Bearer {KEY}x", "Bearer", KEY, "Basic dXNlcjpwYXNz", f"Basic {KEY}"])
def test_a_request_without_the_bearer_key_is_unauthorized(
    client: httpx.Client, problem: Problem, authorization: str
) -> None:
    assert problem(client.get("/apps", headers={"Authorization": authorization})) == UNAUTHORIZED


def test_a_request_without_an_authorization_header_is_unauthorized(client: httpx.Client, problem: Problem) -> None:
    assert problem(httpx.get(f"{client.base_url}apps", trust_env=False)) == UNAUTHORIZED


def test_every_operation_asks_for_the_key_first(client: httpx.Client, problem: Problem, spec: dict[str, Any]) -> None:
    for path, item in spec["paths"].items():
        for method in item.keys() - {"parameters"}:
            response = client.request(method, path, headers={"Authorization": "Bearer wrong"})
            assert problem(response) == UNAUTHORIZED, f"{method} {path}"


def test_an_error_is_a_json_envelope_with_a_fresh_request_id(client: httpx.Client) -> None:
    first, second = (client.get("/apps/unknown0/production-tests") for _ in range(2))
    assert first.headers["content-type"] == "application/json"
    assert set(first.json()) == {"error", "request_id"}
    assert set(first.json()["error"]) == {"code", "message"}
    assert UUID(first.json()["request_id"]) != UUID(second.json()["request_id"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/apps/unknown0/production-tests"),
        ("POST", "/apps/unknown0/production-tests"),
        ("GET", "/apps/unknown0/production-tests/ch_1/report"),
        ("GET", f"{TESTS}/ch_00000000-0000-4000-8000-000000000000/report"),
    ],
)
def test_an_unknown_identifier_is_not_found(client: httpx.Client, problem: Problem, method: str, path: str) -> None:
    assert problem(client.request(method, path)) == UNKNOWN


def test_a_challenge_has_no_report_under_another_app(client: httpx.Client, problem: Problem) -> None:
    challenge_id = client.get(TESTS).json()[0]["challenge"]["id"]
    assert client.get(f"{TESTS}/{challenge_id}/report").status_code == 200
    response = client.get(f"/apps/{OTHER_APP}/production-tests/{challenge_id}/report")
    assert problem(response) == UNKNOWN


def test_a_request_has_no_report(client: httpx.Client, problem: Problem) -> None:
    request_id = client.post(TESTS, json={"title": "Waits"}).json()["id"]
    assert problem(client.get(f"{TESTS}/{request_id}/report")) == UNKNOWN


@pytest.mark.parametrize("path", ["/", "/nothing", "/apps/", f"/apps/{APP}/nothing", "/apps//production-tests"])
def test_an_unknown_path_is_not_found(client: httpx.Client, problem: Problem, path: str) -> None:
    response = client.get(path)
    assert problem(response) == UNKNOWN
    assert response.headers["content-type"] == "application/json"


def test_an_unknown_method_names_the_known_ones(client: httpx.Client, problem: Problem) -> None:
    response = client.delete(TESTS)
    assert problem(response) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, POST"


def test_an_unexpected_exception_is_an_internal_error_in_the_envelope(
    serve_mock: ServeMock, problem: Problem, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Workspace):
        def apps(self) -> Any:
            raise RuntimeError("broken")

    response = serve_mock(workspace=Broken).get("/apps")
    assert problem(response) == (500, "SYSTEM_INTERNAL_ERROR")
    assert "broken" not in response.text
    assert "RuntimeError: broken" in caplog.text


def test_the_key_stays_out_of_the_options_repr() -> None:
    assert "secret-key" not in repr(MockOptions(key="secret-key"))
