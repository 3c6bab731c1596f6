"""Every drift shows in an answer; a careless run falls for those that have a lure, a careful one for none."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest

import tests.harm.drifts.everything  # noqa: F401
from tests.harm.asking import WORKFLOW, client
from tests.harm.careless import Careful, Careless
from tests.harm.drifts.catalogue import DRIFTS
from tests.harm.server import Server, create_app

pytestmark = pytest.mark.anyio
# Shown only after a while, or only to two requests at once: how long an answer takes is not in a transcript.
SHOWN_BY_TIME = {"create-late"}
# For a second: beside others its transcript may take longer than that.
SHOWN_AT_ONCE = ["delete-late"]


async def transcript(name: str | None) -> list[Any]:
    """What a fixed series of requests gets to see."""
    app = create_app(name, seed=7)
    seen: list[Any] = []

    async def ask(method: str, path: str, **options: Any) -> None:
        try:
            answer = await http.request(method, path, **options)
        except (ConnectionResetError, httpx.HTTPError) as error:
            seen.append((method, path, type(error).__name__))
            return
        headers = {key: answer.headers.get(key) for key in ("location", "link", "idempotency-replayed")}
        body = re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "T", answer.text)
        seen.append((method, path, answer.status_code, headers, re.sub(r'"request_id": "[^"]*"', "", body)))

    async with client(app) as http:
        for number in ("one", "two"):
            await ask("POST", "/apps", json={"name": f"contract run {number}"}, headers={"Idempotency-Key": number})
        await ask("POST", "/apps", json={"name": "contract run one"}, headers={"Idempotency-Key": "one"})
        await ask("POST", "/apps", json={"name": "My App"})
        await ask("POST", "/apps", json={"name": "contract run two"})
        mine = [f"/apps/{client_id}" for client_id in app.workspace.ours()] or ["/apps/nobodys1"]
        for path in (mine[0], "/apps", "/apps?limit=1&offset=1", "/apps?limit=100&offset=2", "/apps/nobodys1"):
            await ask("GET", path)
        await ask("GET", mine[0].swapcase().replace("/APPS", "/apps"))
        await ask("POST", mine[0] + "/workflows", json=WORKFLOW)
        ours = app.workspace.apps.get(mine[0][6:], {"workflows": [{"workflowId": "wf_none"}]})["workflows"][-1]
        await ask("GET", mine[0] + "/workflows")
        await ask("GET", f"{mine[0]}/workflows/{ours['workflowId']}")
        await ask("POST", "/apps/FK5b0KSM/production-tests", json={"title": "T"})
        await asyncio.sleep(0.6)
        await ask("GET", "/apps/FK5b0KSM/production-tests")
        await ask("GET", "/apps")
        await ask("PATCH", mine[0], json={"name": "New name"})
        await ask("PUT", mine[0] + "/redirect-uris", json={"redirectUris": ["https://a.example/"]})
        await ask("POST", mine[0] + "/rotate-client-secret")
        await ask("DELETE", f"{mine[0]}/workflows/{ours['workflowId']}")
        await ask("DELETE", mine[0])
        for path in (mine[0], "/apps", "/apps/DeVxbsxN", "/apps/FK5b0KSM"):
            await ask("GET", path)
    return seen


@pytest.mark.slow
async def test_every_drift_shows_in_an_answer() -> None:
    faithful = await transcript(None)
    assert await transcript(None) == faithful
    names = [name for name in DRIFTS if name not in {*SHOWN_BY_TIME, *SHOWN_AT_ONCE}]
    transcripts = await asyncio.gather(*(transcript(name) for name in names))
    names += SHOWN_AT_ONCE
    transcripts += [await transcript(name) for name in SHOWN_AT_ONCE]
    hidden = [name for name, seen in zip(names, transcripts, strict=True) if seen == faithful]
    assert hidden == []


async def after(run: Careless, name: str | None, **options: Any) -> Server:
    """The app after a run against a drift."""
    app = create_app(name)
    async with client(app, **options) as http:
        await run.run(http)
    return app


@pytest.mark.slow
async def test_a_careless_run_is_caught() -> None:
    names = [name for name, known in DRIFTS.items() if known.lure]
    apps = await asyncio.gather(*(after(Careless(), name, follow_redirects=True) for name in names))
    assert [name for name, app in zip(names, apps, strict=True) if not app.state.hard()] == []
    app = await after(Careless(), None, follow_redirects=True)
    assert app.state.hard() == []


@pytest.mark.slow
async def test_a_careful_run_is_never_accused() -> None:
    apps = await asyncio.gather(*(after(Careful(), name) for name in DRIFTS))
    assert [(app.state.drift.name, app.state.hard()) for app in apps if app.state.hard()] == []


async def test_what_others_make_is_nobodys_harm() -> None:
    for name in ("create-upserts-by-prefix", "others-keep-coming", "others-make-lookalikes", "others-rename"):
        app = await after(Careful(), name)
        assert (app.state.harm, app.state.server_harm) == ([], [])
