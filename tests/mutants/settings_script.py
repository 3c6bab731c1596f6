"""The part of the scripts about what an app has by itself: providers, webhooks, custom domain, default workflow."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from contract_tests.target.beyond import beyond
from scripts.spec.spec import Spec

# Sends a method, a path, a body and an idempotency key, and gives the JSON that comes.
Send = Callable[[str, str, Any, str | None], Awaitable[Any]]

ADDRESS = "https://app.example.com/Hooks?a=b%20c"
WEBHOOKS: tuple[Any, ...] = (
    {"enabled": True, "url": ADDRESS, "retryAttempts": 5, "timeoutSeconds": 7, "events": ["b", "a"]},
    {"url": f"{ADDRESS}&d"},
    {"retryAttempts": 12},
    {"timeoutSeconds": 2, "events": ["c"]},
    {"enabled": False, "events": []},
    {},
    {"enabled": 7},
    {"enabled": True, "url": 7},
)
HOSTS = {"webDomain": "Verify.shop.example", "oidcDomain": "login.shop.example"}
OTHER_HOSTS = {"webDomain": "id.shop.example", "oidcDomain": "oidc.shop.example"}
MISSING_HOSTS = {"webDomain": "verify.invalid.example", "oidcDomain": "login.invalid.example"}
REFUSED_HOSTS = ({**HOSTS, "oidcDomain": "login.other.example"}, {**HOSTS, "oidcDomain": HOSTS["webDomain"]})
START, END = {"id": "nd_in", "type": "request", "next": "nd_out"}, {"id": "nd_out", "type": "response"}
NODES = [
    {"id": "nd_one", "type": "request", "next": "nd_id"},
    {"id": "nd_id", "type": "verification", "next": "nd_two", "config": {"claims": ["name", "age"], "mode": "pii"}},
    {"id": "nd_two", "type": "response"},
]
GRAPH = {"name": "A graph to be changed", "entryNodeId": "nd_in", "nodes": [START, END]}
GRAPH_CHANGES: tuple[Any, ...] = (
    {"name": "Another name, <b>bold</b> & caf\u00e9 \U0001d518"},
    {"entryNodeId": "nd_one", "nodes": NODES},
    {"nodes": NODES[::-1]},
    {"entryNodeId": "nd_id"},
    {**GRAPH, "name": "x"},
    {},
    {"entryNodeId": "nd_gone"},
    {"nodes": [END]},
    {"name": 7},
    {"nodes": 7},
    {"entryNodeId": 7},
    *({"entryNodeId": "nd_in", "nodes": [START, {**END, **odd}]} for odd in ({"id": 7}, {"type": 7}, {"config": 7})),
)


async def settings(spec: Spec, send: Send, wait: Callable[[], None], app: str, beside: str) -> None:
    """Read and change all of it, with another app beside, and as if there were no app."""
    await _look(send, app, beside)
    await _webhooks(spec, send, app, beside)
    await _custom_domain(spec, send, wait, app, beside)
    await workflows(spec, send, wait, app, beside)
    await _nowhere(send)


async def _look(send: Send, *apps: str) -> None:
    for app in apps:
        for part in ("", "/webhook-config", "/custom-domain", "/redirect-uris", "/workflows", "/workflows/node-types"):
            await send("GET", f"/apps/{app}{part}", None, None)
        for query in ("", "?include=other", "?include=activation", "?include=other&include=activation"):
            await send("GET", f"/apps/{app}/providers{query}", None, None)


async def _webhooks(spec: Spec, send: Send, app: str, beside: str) -> None:
    place = f"/apps/{app}/webhook-config"
    for body in (*WEBHOOKS, *WEBHOOKS[:2]):
        await send("PATCH", place, body, None)
        await _look(send, app)
    await _beyond(spec, send, "updateWebhookConfig", place, WEBHOOKS[0])
    for key in (None, None, "hook", "hook"):
        await send("POST", f"{place}/rotate-secret", None, key)
        await _look(send, app)
    await _look(send, beside)


async def _custom_domain(spec: Spec, send: Send, wait: Callable[[], None], app: str, beside: str) -> None:
    place = f"/apps/{app}/custom-domain"
    await send("POST", f"{place}/verify", None, None)
    await send("DELETE", place, None, None)
    await _beyond(spec, send, "setCustomDomain", place, HOSTS)
    for hosts in REFUSED_HOSTS:
        await send("PUT", place, hosts, None)
    await send("PUT", f"/apps/{beside}/custom-domain", OTHER_HOSTS, None)
    for hosts in (HOSTS, MISSING_HOSTS):
        for sent in (hosts, OTHER_HOSTS):
            await send("PUT", place, sent, None)
            await _look(send, app)
        for key in (None, "look", "look"):
            await send("POST", f"{place}/verify", None, key and f"{hosts['webDomain']}-{key}")
            await _look(send, app)
        wait()
        await _look(send, app, beside)
        for _ in range(2):
            await send("DELETE", place, None, None)
            await _look(send, app, beside)
    await send("POST", f"{place}/verify", None, None)


async def workflows(spec: Spec, send: Send, wait: Callable[[], None], app: str, beside: str) -> None:
    """Change a workflow, and choose the default."""
    place = f"/apps/{app}/workflows"
    made = [(await send("POST", place, GRAPH, None)).get("workflowId", "none") for _ in range(3)]
    for body in (*GRAPH_CHANGES, *GRAPH_CHANGES[:2]):
        wait()
        await send("PATCH", f"{place}/{made[0]}", body, None)
        await send("GET", f"{place}/{made[0]}", None, None)
    await _look(send, app, beside)
    await _beyond(spec, send, "updateWorkflow", f"{place}/{made[0]}", GRAPH)
    for asked in (made[1], made[1], made[0], made[0][:-1], "none"):
        await send("POST", f"{place}/{asked}/set-default", None, None)
        await _look(send, app, beside)
    await send("POST", f"/apps/{beside}/workflows/{made[1]}/set-default", None, None)
    await send("PATCH", f"/apps/{beside}/workflows/{made[1]}", GRAPH_CHANGES[0], None)
    for one in made:
        await send("DELETE", f"{place}/{one}", None, None)
        await send("PATCH", f"{place}/{one}", GRAPH_CHANGES[0], None)
        await send("POST", f"{place}/{one}/set-default", None, None)
    await _look(send, app, beside)


async def _nowhere(send: Send) -> None:
    await _look(send, "Nowhere1")
    for method, part, body in (
        ("PATCH", "/webhook-config", WEBHOOKS[0]),
        ("POST", "/webhook-config/rotate-secret", None),
        ("PUT", "/custom-domain", HOSTS),
        ("POST", "/custom-domain/verify", None),
        ("DELETE", "/custom-domain", None),
        ("PATCH", "/workflows/none", GRAPH_CHANGES[0]),
        ("POST", "/workflows/none/set-default", None),
    ):
        await send(method, f"/apps/Nowhere1{part}", body, None)


async def _beyond(spec: Spec, send: Send, operation: str, path: str, body: Any) -> None:
    """Send bodies that break one limit each, and none."""
    method = spec.operations[operation].method
    for change in beyond(spec, spec.operations[operation]):
        await send(method, path, change.apply(body), None)
    await send(method, path, None, None)
