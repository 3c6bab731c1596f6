import copy
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract_tests.mock import MockError, MockOptions, Workspace, create_app, load_spec, serve
from tests.mock.conftest import TESTS, ServeMock


def test_limits_come_from_the_spec_that_is_given(spec: dict[str, Any], serve_mock: ServeMock) -> None:
    edited = copy.deepcopy(spec)
    edited["components"]["schemas"]["ProductionTestCreate"]["properties"]["title"]["maxLength"] = 5
    edited["components"]["parameters"]["Limit"]["schema"]["default"] = 2
    client = serve_mock(edited)
    assert client.post(TESTS, json={"title": "abcdef"}).status_code == 400
    assert client.post(TESTS, json={"title": "abcde"}).status_code == 201
    assert len(client.get("/apps").json()["data"]) == 2


def test_a_rule_is_changed_by_overriding_one_method(serve_mock: ServeMock) -> None:
    class Lax(Workspace):
        def is_eligible(self, app: Mapping[str, Any], provider_id: str) -> bool:
            return True

    response = serve_mock(workspace=Lax).post(TESTS, json={"title": "t", "providerIds": ["passport"]})
    assert response.status_code == 201


def test_an_app_that_a_rule_changes_is_served_changed(serve_mock: ServeMock) -> None:
    class Renamed(Workspace):
        def apps(self) -> Any:
            return [{**app, "name": "Renamed"} for app in super().apps()]

    assert serve_mock(workspace=Renamed).get("/apps?limit=1").json()["data"][0]["name"] == "Renamed"


@pytest.mark.parametrize("text", [None, "{", "[]"], ids=["absent", "not YAML", "not a mapping"])
def test_a_spec_that_cannot_be_read_is_one_line(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "connect.yaml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(MockError, match=r"^cannot read the spec connect\.yaml: [^\n]+$"):
        load_spec(path)


def test_mocks_share_nothing(serve_mock: ServeMock) -> None:
    first, second = serve_mock(), serve_mock()
    before = len(second.get(TESTS).json())
    first.post(TESTS, json={"title": "t"})
    assert len(second.get(TESTS).json()) == before


def test_a_port_in_use_is_one_line(client: httpx.Client, spec: dict[str, Any]) -> None:
    port = client.base_url.port
    with pytest.raises(MockError, match=f"^cannot serve on port {port}: "), serve(create_app(spec), port or 0):
        pass


def test_the_mock_runs_on_the_real_clock_by_default() -> None:
    assert MockOptions().clock is time.time
