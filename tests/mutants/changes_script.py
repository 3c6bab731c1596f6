"""The part of the script that makes apps and workflows, changes them, and deletes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

import httpx

from contract_tests.target.beyond import beyond
from scripts.spec.spec import Spec
from tests.mutants.settings_script import settings

Ask = Callable[..., Coroutine[Any, Any, httpx.Response]]

# A letter that takes two bytes and one beyond 16 bits.
LETTERS = "\u00e9\U0001d518"
LOGO = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
ADDRESS = "https://App.example.com"
URIS = [f"{ADDRESS}/Callback?To=Here", f"{ADDRESS}:8443/two", f"{ADDRESS.lower()}/callback?To=Here", f"{ADDRESS}/two/"]
FULL = {
    "name": f"A name of some length {LETTERS}",
    "redirectUris": URIS,
    "webhookConfig": {"enabled": True, "retryAttempts": 5, "timeoutSeconds": 7, "events": ["b", "a"], "url": ADDRESS},
    "defaultSuccessRedirectUri": f"{ADDRESS}/yes",
    "defaultFailureRedirectUri": f"{ADDRESS}/no",
    "logo": LOGO,
}
CHANGES: list[Any] = [
    FULL,
    {"name": "Another name", "defaultSuccessRedirectUri": f"{ADDRESS}/yes/again"},
    {"redirectUris": URIS[2:]},
    {"webhookConfig": {"events": ["c"]}},
    {"webhookConfig": {"enabled": True, "retryAttempts": 9}},
    {"webhookConfig": {"enabled": False, "events": []}},
    {},
    {"name": "Half", "redirectUris": 7},
    {"name": 7},
    {"redirectUris": []},
    {"logo": ""},
]
REPLACEMENTS = [
    URIS,
    [URIS[0], URIS[1], URIS[0]],
    [],
    ["http://localhost:3000/"],
    ["http://127.0.0.1"],
    ["http://app.example.com"],
    ["http://localhost.example.com"],
    [f"{ADDRESS}#part"],
    ["https://"],
    ["app.example:callback"],
    [ADDRESS],
]
NODES = [
    {"id": "nd_in", "type": "request", "next": "nd_if"},
    {"id": "nd_if", "type": "if", "next": [{"condition": "else", "next": "nd_id"}]},
    {"id": "nd_id", "type": "verification", "next": "nd_out", "config": {"channel": "oidc", "claims": ["name"]}},
    {"id": "nd_out", "type": "response"},
]
GRAPH = {"name": "A graph of some length", "entryNodeId": "nd_in", "nodes": NODES}
OTHER_GRAPHS = [
    {**GRAPH, "entryNodeId": "nd_nowhere"},
    {**GRAPH, "name": LETTERS},
    {**GRAPH, "entryNodeId": LETTERS, "nodes": [{"id": LETTERS, "type": "request"}]},
    *({**GRAPH, "nodes": [*NODES, {"id": "nd_more", "type": "evaluate"} | odd]} for odd in ({"id": 7}, {"config": 7})),
]


class Changes:
    """Sends requests with `ask`; `pass_time` lets time pass between them."""

    def __init__(self, spec: Spec, ask: Ask, pass_time: Callable[[], None]) -> None:
        self._spec, self._ask, self._pass_time = spec, ask, pass_time
        self.made: list[str] = []

    async def record(self) -> None:
        """Ask for everything, in the order in which a client would."""
        beside, app = await self._make("Beside"), await self._make("The app in the middle")
        await self._make("The app in the middle")
        await self._make(LETTERS)
        await self._make("Replayed", "app")
        await self._make("Replayed", "app")
        await self._make("In conflict", "app")
        await self._look(app, beside)
        await self._change(app, beside)
        await self._rotate(app, beside)
        kept = await self._workflows(app, beside)
        await settings(self._spec, self._send, self._pass_time, app, beside)
        await self._activations(app, beside)
        await self._batches()
        await self._delete(app, beside, kept)
        for body in ({}, {"name": 7}, None):
            await self._ask("POST", "/apps", **({} if body is None else {"json": body}))

    async def _activations(self, app: str, beside: str) -> None:
        """Ask for what is there at once, what has to wait and what needs a contract, with keys and in other ways."""
        wanted = {"bankidse": {"rpName": "Shop"}, "bankidno": {}, "itsme": {}}
        odd: list[Any] = [{}, {"nobody": {}}, {"bankidse": {}}, {"itsme": {"some": 7}}, 7]
        for providers in (wanted, *odd):
            for key in (None, "activation", "activation"):
                await self._send("POST", f"/apps/{app}/activation", {"providers": providers}, key)
            for one in (app, beside):
                await self._ask("GET", f"/apps/{one}/providers?include=activation")
                await self._ask("GET", f"/apps/{one}")
        for place, body in ((f"/apps/{app}", {}), (f"/apps/{app}", None), ("/apps/Nowhere1", {"providers": wanted})):
            await self._send("POST", f"{place}/activation", body, None)
        for key in ("k" * 255, "k" * 256):
            await self._send("POST", f"/apps/{app}/activation", {"providers": wanted}, key)

    async def _batches(self) -> None:
        """Make several apps, of which one may fail, with keys and in other ways."""
        first, clash = {"name": "First", "idempotencyKey": "one"}, {"name": "Clash", "idempotencyKey": "one"}
        full = {"name": LETTERS, "redirectUris": URIS, "webhookConfig": {"enabled": True}, "idempotencyKey": LETTERS}
        failing = [{"name": "Before"}, clash, {"name": "After"}]
        bodies = [{"items": [first, full]}, {"items": failing}, {"items": failing, "continueOnError": True}]
        odd = [
            {"items": [item]} for item in ({}, {"name": 7}, "x", {**first, "redirectUris": 7}, {**full, "name": "x"})
        ]
        others = [
            {},
            None,
            {"items": 7},
            {"items": [], "continueOnError": 7},
            {"items": [{**full, "webhookConfig": 7}]},
        ]
        numbers = [{"items": [clash] * number} for number in (99, 100, 101)]
        for body in (*bodies, *odd, *others, *numbers, {"items": [{**first, "idempotencyKey": 7}]}):
            await self._batch(body)
        for key in ("batch", "batch", "k" * 255, "k" * 256):
            await self._batch({"items": [{"name": "Keyed"}]}, key)
        await self._batch({"items": [{"name": "Other"}]}, "batch")

    async def _batch(self, body: Any, key: str | None = None) -> None:
        headers = {"Idempotency-Key": key} if key else {}
        answer = await self._ask("POST", "/apps/batch", headers=headers, **({} if body is None else {"json": body}))
        self.made += re.findall(r'"clientId": ?"([A-Za-z0-9]{8})"', answer.text)
        await self._look()

    async def _make(self, name: str, key: str = "") -> str:
        headers = {"Idempotency-Key": key} if key else {}
        made = await self._ask("POST", "/apps", json={"name": name}, headers=headers)
        found = _field(made, "clientId")
        self.made.append(found)
        return found

    async def _look(self, *apps: str) -> None:
        for path in ("/workspace", "/apps?limit=100", *(f"/apps/{app}" for app in apps)):
            await self._ask("GET", path)

    async def _change(self, app: str, beside: str) -> None:
        for body in CHANGES:
            self._pass_time()
            await self._ask("PATCH", f"/apps/{app}", json=body)
            await self._ask("GET", f"/apps/{app}")
        await self._look(beside)
        await self._ask("PATCH", f"/apps/{app}", json=FULL)
        for uris in REPLACEMENTS:
            await self._ask("PUT", f"/apps/{app}/redirect-uris", json={"redirectUris": uris})
            await self._ask("GET", f"/apps/{app}")
        await self._look(beside)
        for operation, method, path, body in (
            ("updateApp", "PATCH", "", FULL),
            ("replaceRedirectUris", "PUT", "/redirect-uris", {"redirectUris": URIS}),
            ("createWorkflow", "POST", "/workflows", GRAPH),
        ):
            for change in beyond(self._spec, self._spec.operations[operation]):
                await self._ask(method, f"/apps/{app}{path}", json=change.apply(body))
            await self._ask(method, f"/apps/{app}{path}")

    async def _rotate(self, app: str, beside: str) -> None:
        for key in ("", "", "rotation", "rotation", "app"):
            headers = {"Idempotency-Key": key} if key else {}
            await self._ask("POST", f"/apps/{app}/rotate-client-secret", headers=headers)
            await self._look(app, beside)

    async def _workflows(self, app: str, beside: str) -> str:
        made = []
        for key in ("", "", "", "graph", "graph", "app"):
            headers = {"Idempotency-Key": key} if key else {}
            answer = await self._ask("POST", f"/apps/{app}/workflows", json=GRAPH, headers=headers)
            made.append(_field(answer, "workflowId"))
            await self._ask("GET", f"/apps/{app}/workflows/{made[-1]}")
        for graph in OTHER_GRAPHS:
            await self._ask("POST", f"/apps/{app}/workflows", json=graph)
        await self._list(app, beside)
        await self._ask("GET", f"/apps/{beside}/workflows/{made[0]}")
        for owner, workflow in ((beside, made[0]), (app, made[1]), (app, made[1]), (app, "none")):
            await self._ask("DELETE", f"/apps/{owner}/workflows/{workflow}")
            await self._ask("GET", f"/apps/{app}/workflows/{workflow}")
            await self._list(app, beside)
        default = _field(await self._ask("GET", f"/apps/{app}"), "defaultWorkflowId")
        await self._ask("DELETE", f"/apps/{app}/workflows/{default}")
        await self._list(app, beside)
        return made[0]

    async def _send(self, method: str, path: str, body: Any, key: str | None) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        answer = await self._ask(method, path, headers=headers, **({} if body is None else {"json": body}))
        return {"workflowId": _field(answer, "workflowId")}

    async def _list(self, *apps: str) -> None:
        for app in apps:
            await self._ask("GET", f"/apps/{app}/workflows")
        await self._look(*apps)

    async def _delete(self, app: str, beside: str, workflow: str) -> None:
        for _ in range(2):
            await self._ask("DELETE", f"/apps/{app}")
            await self._list(app, beside)
            await self._ask("GET", f"/apps/{app}/workflows/{workflow}")
        await self._ask("DELETE", f"/apps/{app}/workflows/{workflow}")
        for method, path, body in (
            ("PATCH", "", {"name": "Back"}),
            ("PUT", "/redirect-uris", {"redirectUris": []}),
            ("POST", "/rotate-client-secret", None),
            ("POST", "/workflows", GRAPH),
        ):
            await self._ask(method, f"/apps/{app}{path}", **({} if body is None else {"json": body}))
        await self._ask("DELETE", "/apps/Nowhere1")
        await self._look(app, beside)


def _field(answer: httpx.Response, name: str) -> str:
    try:
        return str(answer.json()[name])
    except (ValueError, KeyError, TypeError):
        return "none"
