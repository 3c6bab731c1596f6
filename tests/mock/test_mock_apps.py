from collections.abc import Callable
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

Problem = Callable[[httpx.Response], tuple[int, str]]


def all_apps(client: httpx.Client) -> list[dict[str, Any]]:
    apps: list[dict[str, Any]] = client.get("/apps", params={"limit": 100}).json()["data"]
    return apps


def test_the_first_window_holds_twenty_of_the_apps(client: httpx.Client) -> None:
    page = client.get("/apps").json()
    assert (len(page["data"]), page["limit"], page["offset"]) == (20, 20, 0)
    assert page["total"] > 20


def test_windows_follow_each_other_without_gap_or_overlap(client: httpx.Client) -> None:
    expected = [app["clientId"] for app in all_apps(client)]
    observed = []
    for offset in range(0, len(expected), 7):
        page = client.get("/apps", params={"limit": 7, "offset": offset}).json()
        assert (page["total"], page["limit"], page["offset"]) == (len(expected), 7, offset)
        observed += [app["clientId"] for app in page["data"]]
    assert observed == expected


def test_a_window_past_the_end_is_empty(client: httpx.Client) -> None:
    page = client.get("/apps", params={"offset": 10**30}).json()
    assert (page["data"], page["offset"]) == ([], 10**30)


def test_a_window_of_the_largest_limit_is_served(client: httpx.Client) -> None:
    page = client.get("/apps", params={"limit": 100}).json()
    assert (len(page["data"]), page["limit"]) == (page["total"], 100)


@pytest.mark.parametrize(
    ("parameter", "given", "value"),
    [
        ("limit", "101", 101),
        ("limit", "0", 0),
        ("limit", "-1", -1),
        ("limit", "ten", "ten"),
        ("limit", "1.5", "1.5"),
        ("limit", "", ""),
        ("limit", "9" * 5000, "9" * 5000),
        ("offset", "-1", -1),
        ("offset", "\u0661", "\u0661"),
    ],
)
def test_an_invalid_paging_parameter_is_refused_by_name(
    client: httpx.Client, problem: Problem, parameter: str, given: str, value: Any
) -> None:
    response = client.get("/apps", params={parameter: given})
    assert problem(response) == (400, "VALIDATION_INVALID_PARAMETER")
    assert response.json()["error"]["details"] == {"parameter": parameter, "value": value}


def test_a_repeated_parameter_is_refused(client: httpx.Client, problem: Problem) -> None:
    assert problem(client.get("/apps?limit=1&limit=2")) == (400, "VALIDATION_INVALID_PARAMETER")


def test_every_answer_of_the_seed_matches_the_spec(client: httpx.Client, spec: dict[str, Any]) -> None:
    def check(schema: str, value: Any) -> None:
        reference = {"$ref": f"#/components/schemas/{schema}", "components": spec["components"]}
        Draft202012Validator(reference).validate(value)

    check("Workspace", client.get("/workspace").json())
    check("AppPage", client.get("/apps", params={"limit": 100}).json())
    for app in all_apps(client):
        tests = f"/apps/{app['clientId']}/production-tests"
        items = client.get(tests).json()
        check("ProductionTestList", items)
        check("WorkflowList", client.get(f"/apps/{app['clientId']}/workflows").json())
        for item in items:
            if item["challenge"]:
                check("ProductionTestReport", client.get(f"{tests}/{item['challenge']['id']}/report").json())


def test_the_apps_differ_in_what_is_optional(client: httpx.Client, spec: dict[str, Any]) -> None:
    documented = spec["components"]["schemas"]["App"]
    apps = all_apps(client)
    assert set().union(*apps) == documented["properties"].keys()
    assert any(app.keys() == set(documented["required"]) for app in apps)
    assert any(app.get("webhookConfig") == {"enabled": False} for app in apps)
    assert any(app["redirectUris"] == [] for app in apps)


def test_a_branching_node_has_routes(client: httpx.Client) -> None:
    nodes = [node for app in all_apps(client) for flow in app["workflows"] for node in flow["nodes"]]
    assert [type(node["next"]) for node in nodes if node["type"] == "if"] == [list]


def test_the_first_app_has_eligible_disabled_and_chip_based_providers(client: httpx.Client) -> None:
    providers = all_apps(client)[0]["providers"]
    assert providers["bankidse"] == {"enabled": True}
    assert providers["mitid"]["config"]["clientSecret"] == "mock-provider-secret"
    assert providers["ftn"] == {"enabled": False}
    assert providers["passport"] == {"enabled": True}


def test_every_app_has_a_client_id_and_a_secret_of_its_own(client: httpx.Client) -> None:
    apps = all_apps(client)
    assert len({app["clientId"] for app in apps}) == len(apps)
    assert len({app["clientSecret"] for app in apps}) == len(apps)
