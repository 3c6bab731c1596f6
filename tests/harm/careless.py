"""A run that believes every answer, and one that believes none alone: what the watch must and must not accuse."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urljoin

import httpx

from tests.harm.asking import BASE, WORKFLOW
from tests.harm.messages import PREFIX


class Careless:
    """A run that believes every answer, and what it does to the workspace of others."""

    name = "contract test 4711"

    async def run(self, http: httpx.AsyncClient) -> None:
        """Make apps, and change and delete whatever looks like them."""
        keys = [key(value) for value in "aab"]
        asks = [await self.ask(http, "POST", "/apps", json={"name": self.name}, headers=one) for one in keys]
        mine = [place for answer in asks for place in self.places(answer)]
        await asyncio.sleep(0.6)
        listed = await self.ask(http, "GET", "/apps?limit=100")
        page = self.json(listed) or {}
        for app in page.get("data", []):
            if str(app.get("name"))[:8] == self.name[:8]:
                mine.append(f"{BASE}/apps/{app.get('clientId')}")
                mine += [f"{BASE}/apps/{app.get('clientId')}/workflows/{w['workflowId']}" for w in app["workflows"]]
        for place in dict.fromkeys(mine):
            await self.change(http, place)

    async def change(self, http: httpx.AsyncClient, place: str) -> None:
        """Change and delete what an address names, and what its answers name."""
        read = self.json(await self.ask(http, "GET", place))
        places = [place]
        if isinstance(read, dict) and "clientId" in read:
            places += [f"{BASE}/apps/{read['clientId']}", f"{place}/workflows/{read.get('defaultWorkflowId')}"]
        made = await self.ask(http, "POST", place + "/workflows", json=WORKFLOW)
        shown = self.json(made)
        if isinstance(shown, dict) and "workflowId" in shown:
            places.append(f"{place}/workflows/{shown['workflowId']}")
            again = self.json(await self.ask(http, "GET", places[-1]))
            places += [f"{place}/workflows/{again['workflowId']}"] if "workflowId" in (again or {}) else []
        places += [urljoin(BASE, made.headers["location"])] if made is not None and "location" in made.headers else []
        listed = self.json(await self.ask(http, "GET", place + "/workflows"))
        places += [f"{place}/workflows/{w['workflowId']}" for w in listed] if isinstance(listed, list) else []
        changed = self.json(await self.ask(http, "PATCH", place, json={"name": "Changed"}))
        places += [f"{BASE}/apps/{changed['clientId']}"] if isinstance(changed, dict) and "clientId" in changed else []
        await self.ask(http, "PUT", place + "/redirect-uris", json={"redirectUris": []})
        await self.ask(http, "POST", place + "/rotate-client-secret")
        for known in [*reversed(places), place]:
            await self.ask(http, "DELETE", known)

    def places(self, answer: httpx.Response | None) -> list[str]:
        """Every address that an answer may be said to name."""
        if answer is None:
            return []
        found = [urljoin(BASE, answer.headers["location"])] if "location" in answer.headers else []
        shown = self.json(answer)
        shown = shown.get("data", shown) if isinstance(shown, dict) else shown
        for item in shown if isinstance(shown, list) else [shown]:
            if isinstance(item, dict):
                ids = [item[field] for field in ("clientId", "id", "appId") if field in item]
                found += [str(i) if str(i).startswith("http") else f"{BASE}/apps/{i}" for i in ids]
                found += [f"{BASE}/apps/{i}/workflows/{item.get('defaultWorkflowId')}" for i in ids]
                found += [urljoin(BASE, item["links"]["delete"]["href"])] if "links" in item else []
        return found

    def json(self, answer: httpx.Response | None) -> Any:
        """The JSON of an answer, or None."""
        try:
            return answer.json() if answer is not None else None
        except ValueError:
            return None

    async def ask(self, http: httpx.AsyncClient, method: str, path: str, **options: Any) -> httpx.Response | None:
        """The answer, or None where there is none."""
        try:
            return await http.request(method, path, **options)
        except (ConnectionResetError, httpx.HTTPError, httpx.InvalidURL):
            return None


class Careful(Careless):
    """A run that takes an app for its own only when everything agrees, and each thing once."""

    async def run(self, http: httpx.AsyncClient) -> None:
        """Make apps, and change and delete them."""
        for _ in range(2):
            before = {app["clientId"] for app in await self.apps(http)}
            workflows = {w["workflowId"] for app in await self.apps(http) for w in app["workflows"]}
            answer = await self.ask(http, "POST", "/apps", json={"name": self.name})
            app = self.own(answer, before)
            if app is not None and self.agree(app, self.json(await self.ask(http, "GET", f"/apps/{app['clientId']}"))):
                await self.change_own(http, app["clientId"], workflows)

    async def apps(self, http: httpx.AsyncClient) -> list[dict[str, Any]]:
        """The list of apps."""
        page = self.json(await self.ask(http, "GET", "/apps?limit=100"))
        apps: list[dict[str, Any]] = page["data"]
        return apps

    def own(self, answer: httpx.Response | None, before: set[str]) -> dict[str, Any] | None:
        """The app of an answer in which everything agrees, or None."""
        app = self.json(answer)
        if answer is None or answer.status_code != 201 or not isinstance(app, dict):
            return None
        if "idempotency-replayed" in answer.headers or app.get("name") != self.name:
            return None
        client_id = app.get("clientId")
        if not isinstance(client_id, str) or not re.fullmatch("[A-Za-z0-9]{8}", client_id) or client_id in before:
            return None
        return app if answer.headers.get("location", "").endswith(f"{PREFIX}/apps/{client_id}") else None

    def agree(self, app: dict[str, Any], read: Any) -> bool:
        """Whether a read shows the app that was answered."""
        return isinstance(read, dict) and all(read.get(f) == app[f] for f in ("clientId", "name", "clientSecret"))

    async def change_own(self, http: httpx.AsyncClient, client_id: str, known: set[str]) -> None:
        """Change an app of the run and what lies below it, and delete it."""
        place = f"/apps/{client_id}"
        made = self.json(await self.ask(http, "POST", place + "/workflows", json=WORKFLOW))
        workflow_id = made.get("workflowId") if isinstance(made, dict) else None
        if isinstance(workflow_id, str) and re.fullmatch(r"\w+", workflow_id) and workflow_id not in known:
            await self.ask(http, "DELETE", f"{place}/workflows/{workflow_id}")
        await self.ask(http, "PATCH", place, json={"name": self.name})
        await self.ask(http, "PUT", place + "/redirect-uris", json={"redirectUris": []})
        await self.ask(http, "POST", place + "/rotate-client-secret")
        await self.ask(http, "DELETE", place)


def key(value: str) -> dict[str, str]:
    """The header of an idempotency key."""
    return {"Idempotency-Key": value}
