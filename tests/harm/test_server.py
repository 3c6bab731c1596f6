"""The faithful server follows the documentation."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest

from tests.harm.asking import WORKFLOW, client
from tests.harm.server import KEY, create_app

pytestmark = pytest.mark.anyio


def refusal(status: int, code: str, answer: httpx.Response) -> None:
    """Check that an answer is a refusal in the documented envelope."""
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert set(answer.json()) == {"error", "request_id"}


async def test_credentials() -> None:
    async with client(create_app()) as http:
        for value in ("", "Bearer wrong", "Basic " + KEY):
            refusal(401, "AUTH_INVALID_CREDENTIALS", await http.get("/workspace", headers={"Authorization": value}))


async def test_workspace_and_pages() -> None:
    async with client(create_app()) as http:
        shown = (await http.get("/workspace")).json()
        assert set(shown) == {"id", "apps_count", "createdAt", "created_at"}
        page = (await http.get("/apps")).json()
        assert (page["total"], page["limit"], page["offset"], len(page["data"])) == (3, 20, 0, shown["apps_count"])
        assert (await http.get("/apps?limit=1&offset=1")).json()["data"] == [page["data"][1]]
        assert (await http.get("/apps?offset=9")).json()["data"] == []
        for query in ("limit=0", "limit=x", "offset=-1"):
            refusal(400, "VALIDATION_INVALID_PARAMETER", await http.get(f"/apps?{query}"))


async def test_life_of_an_app() -> None:
    app = create_app()
    async with client(app) as http:
        made = await http.post("/apps", json={"name": "Mine"})
        assert made.status_code == 201
        shown = made.json()
        mine = f"/apps/{shown['clientId']}"
        assert made.headers["location"].endswith(mine)
        assert re.fullmatch("[A-Za-z0-9]{8}", shown["clientId"])
        assert shown["workflows"][0]["workflowId"] == shown["defaultWorkflowId"]
        assert shown["providers"]["passport"] == {"enabled": True}
        assert (await http.get(mine)).json() == shown
        changed = (await http.patch(mine, json={"webhookConfig": {"url": "https://x.example/h"}})).json()
        assert changed["webhookConfig"] == {"enabled": False, "url": "https://x.example/h"}
        assert changed["name"] == shown["name"]
        uris = ["https://A.example/Cb", "https://a.example/Cb", "http://localhost:1/x"]
        put = await http.put(mine + "/redirect-uris", json={"redirectUris": uris})
        assert put.json() == {"redirectUris": ["https://a.example/Cb", "http://localhost:1/x"]}
        secret = (await http.post(mine + "/rotate-client-secret")).json()["clientSecret"]
        assert secret != shown["clientSecret"]
        assert (await http.get(mine)).json()["clientSecret"] == secret
        assert (await http.delete(mine)).status_code == 200
        for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/workflows"), ("GET", "/production-tests")):
            refusal(404, "RESOURCE_NOT_FOUND", await http.request(method, mine + path))
    assert (app.state.harm, app.state.server_harm, app.state.left()) == ([], [], [])


async def test_workflows() -> None:
    app = create_app()
    async with client(app) as http:
        mine = "/apps/" + (await http.post("/apps", json={"name": "Mine"})).json()["clientId"]
        default = (await http.get(mine + "/workflows")).json()[0]["workflowId"]
        made = await http.post(mine + "/workflows", json=WORKFLOW)
        below = f"{mine}/workflows/{made.json()['workflowId']}"
        assert made.status_code == 201
        assert made.headers["location"].endswith(below)
        assert (await http.get(below)).json() == made.json()
        assert len((await http.get(mine)).json()["workflows"]) == 2
        refusal(400, "VALIDATION_INVALID_PARAMETER", await http.delete(f"{mine}/workflows/{default}"))
        assert (await http.delete(below)).json() == {"deleted": True}
        refusal(404, "RESOURCE_NOT_FOUND", await http.delete(below))
        await http.delete(mine)
    assert app.state.harm == []


async def test_refused_bodies() -> None:
    async with client(create_app()) as http:
        mine = "/apps/" + (await http.post("/apps", json={"name": "Mine"})).json()["clientId"]
        refusal(400, "VALIDATION_MISSING_PARAMETER", await http.post("/apps", json={}))
        refusal(400, "VALIDATION_INVALID_PARAMETER", await http.post("/apps", content=b"{"))
        for body in ({"name": 1}, {"redirectUris": ["http://a.example"]}, {"webhookConfig": {"enabled": "no"}}):
            refusal(400, "VALIDATION_INVALID_PARAMETER", await http.patch(mine, json=body))
        for uris in (["https://a.example/#x"], ["https://a.example/"] * 21, ["https://"], ["x" * 2049], [1], "x"):
            refused = await http.put(mine + "/redirect-uris", json={"redirectUris": uris})
            refusal(400, "VALIDATION_INVALID_PARAMETER", refused)
        for fault in ({"entryNodeId": "z"}, {"nodes": WORKFLOW["nodes"][:1]}, {"nodes": WORKFLOW["nodes"][::-1]}):
            refusal(400, "VALIDATION_INVALID_PARAMETER", await http.post(mine + "/workflows", json=WORKFLOW | fault))
        tests = "/apps/DeVxbsxN/production-tests"
        for wrong in ({"title": "x" * 201}, {"maxStamps": 0}, {"targetPlatform": "web"}, {"providerIds": ["passport"]}):
            refused = await http.post(tests, json={"title": "T", **wrong})
            refusal(400, "VALIDATION_INVALID_PARAMETER", refused)


async def test_keys() -> None:
    app = create_app()
    async with client(app) as http:
        for path, body, other in (
            ("/apps", {"name": "Mine"}, {"name": "Other"}),
            ("/apps/DeVxbsxN/production-tests", {"title": "T"}, {"title": "U"}),
        ):
            key = {"Idempotency-Key": "k"}
            first = await http.post(path, json=body, headers=key)
            again = await http.post(path, json=body, headers=key)
            assert (again.status_code, again.json()) == (201, first.json())
            assert again.headers["idempotency-replayed"] == "true"
            assert "idempotency-replayed" not in first.headers
            refusal(409, "IDEMPOTENCY_KEY_CONFLICT", await http.post(path, json=other, headers=key))
        too_long = {"Idempotency-Key": "k" * 256}
        refusal(400, "VALIDATION_INVALID_PARAMETER", await http.post("/apps", json={"name": "M"}, headers=too_long))
    assert len(app.state.left()) == 1


@pytest.mark.slow
async def test_key_in_progress() -> None:
    async with client(create_app("create-late")) as http:
        ask: dict[str, Any] = {"url": "/apps", "json": {"name": "Mine"}, "headers": {"Idempotency-Key": "k"}}
        first = asyncio.create_task(http.post(**ask))
        await asyncio.sleep(0.1)
        refusal(409, "IDEMPOTENCY_REQUEST_IN_PROGRESS", await http.post(**ask))
        assert (await first).status_code == 201


async def test_production_tests_settle() -> None:
    app = create_app()
    async with client(app) as http:
        tests = "/apps/FK5b0KSM/production-tests"
        made = await http.post(tests, json={"title": "Mine", "maxStamps": 2})
        assert made.json()["payload"] == {
            "title": "Mine",
            "providerIds": ["bankidse", "id-austria"],
            "maxStampClaims": 2,
            "targetPlatform": None,
        }
        assert made.headers["location"].endswith(f"{tests}/{made.json()['id']}")
        assert [item["type"] for item in (await http.get(tests)).json()] == ["challenge", "challenge", "request"]
        await asyncio.sleep(0.35)
        challenge = (await http.get(tests)).json()[2]["challenge"]
        report = await http.get(f"{tests}/{challenge['id']}/report")
        assert (report.json()["challenge"], report.json()["stats"]["totalClaims"]) == (challenge, 0)
        refusal(404, "RESOURCE_NOT_FOUND", await http.get(f"{tests}/{made.json()['id']}/report"))
        refusal(404, "RESOURCE_NOT_FOUND", await http.get(f"/apps/DeVxbsxN/production-tests/{challenge['id']}/report"))
    assert (app.state.harm, app.state.left()) == ([], [])
