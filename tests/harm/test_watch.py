"""The watch knows whose things a request names and changes."""

from __future__ import annotations

import pytest

from tests.harm.asking import WORKFLOW, client
from tests.harm.server import create_app

pytestmark = pytest.mark.anyio


async def test_what_counts_as_harm() -> None:
    below = "/apps/DeVxbsxN/workflows"
    expected = {
        ("PATCH", "/apps/DeVxbsxN"): "named",
        ("DELETE", "/apps/FK5b0KSM"): "named",
        ("PUT", "/apps/DeVxbsxN/redirect-uris"): "named",
        ("POST", "/apps/DeVxbsxN/rotate-client-secret"): "named",
        ("DELETE", below + "/wf_0b7c11e2"): "named",
        ("DELETE", "/apps/nobodys1/workflows/wf_0b7c11e2"): "named",
        ("DELETE", "/apps/x%2F..%2FDeVxbsxN"): "named",
        ("DELETE", "/apps/nobodys1"): "unmade",
        ("DELETE", "/apps"): "unmade",
        ("POST", "/apps/DeVxbsxN"): "other-method",
        ("POST", below): "workflow-below",
        ("GET", "/apps/DeVxbsxN"): None,
        ("POST", "/apps/DeVxbsxN/production-tests"): None,
    }
    for (method, path), kind in expected.items():
        app = create_app()
        async with client(app) as http:
            await http.request(method, path, json=WORKFLOW | {"title": "T"})
        assert [entry["kind"] for entry in app.state.harm] == ([kind] if kind else [])
        assert bool(app.state.hard()) == (kind == "named")


async def test_own_workflow_below_anothers_app_is_soft() -> None:
    app = create_app()
    async with client(app) as http:
        made = (await http.post("/apps/DeVxbsxN/workflows", json=WORKFLOW)).json()["workflowId"]
        assert [entry["id"] for entry in app.state.left()] == [made]
        await http.delete(f"/apps/DeVxbsxN/workflows/{made}")
    assert ([entry["kind"] for entry in app.state.harm], app.state.left()) == (["workflow-below", "own-below"], [])
    assert app.state.lost() == []


async def test_refused_for_its_key_is_harm_all_the_same() -> None:
    app = create_app()
    async with client(app) as http:
        await http.delete("/apps/DeVxbsxN", headers={"Authorization": "Bearer wrong"})
    assert (app.state.hard()[0]["status"], app.state.hard()[0]["changed"]) == (401, [])


async def test_the_servers_own_doing_is_kept_apart() -> None:
    for name in ("delete-takes-neighbour", "update-hits-all", "rotate-hits-neighbour", "replace-hits-neighbour"):
        app = create_app(name)
        async with client(app) as http:
            mine = "/apps/" + (await http.post("/apps", json={"name": "Mine"})).json()["clientId"]
            await http.patch(mine, json={"name": "New"})
            await http.put(mine + "/redirect-uris", json={"redirectUris": []})
            await http.post(mine + "/rotate-client-secret")
            await http.delete(mine)
        assert (app.state.harm, bool(app.state.server_harm), bool(app.state.lost())) == ([], True, True)
