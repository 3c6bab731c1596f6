from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.mock.conftest import APP

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
