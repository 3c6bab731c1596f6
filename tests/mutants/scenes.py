"""Scenes in which a client asks for what is seldom asked for: unusual texts, limits, windows, keys and credentials."""

from __future__ import annotations

from typing import Any

from tests.mutants.differences import KEY, Conversation
from tests.mutants.settings_script import HOSTS
from tests.mutants.settings_script import settings as record_settings

SHOP, BANK, GATE = "/apps/Shop0001", "/apps/Bank0002", "/apps/Gate0003"
TESTS = f"{SHOP}/production-tests"
TEXTS = (
    "a plain text, <b>bold</b> & \"quoted\" 'once' &amp; a\\b, 100 %, a%20b, a+b",
    "the first line,\r\nthe second\tline, and  two spaces",
    "caf\u00e9 cafe\u0301 \u03a9 \u0416 \U0001d518",
    "\u00fc" * 200,
    "x" * 200,
    "LOUD",
    "y",
)
CHOICES: tuple[dict[str, Any], ...] = (
    {"maxStamps": 1},
    {"maxStamps": 37},
    {"maxStamps": 1234, "description": "Many"},
    {"description": "z" * 1000},
    {"description": "\u00fc" * 1000, "providerIds": ["bankidse"]},
    {"description": "\U0001d518" * 1000},
    *({"description": text, "providerIds": ["mitid"], "targetPlatform": "ios"} for text in TEXTS[:3]),
    {"providerIds": ["mitid", "bankidse"], "maxStamps": 1},
    {"providerIds": ["bankidse", "mitid"], "allowDuplicateParticipation": True},
    {"providerIds": ["smartid", "mitid", "bankidse"], "targetPlatform": "android", "description": "Three"},
    {"targetPlatform": "android", "maxStamps": 300},
    {"allowDuplicateParticipation": False, "targetPlatform": "ios"},
    {"allowDuplicateParticipation": True, "targetPlatform": "ios"},
    {
        "description": "All",
        "providerIds": ["mitid"],
        "targetPlatform": "ios",
        "maxStamps": 7,
        "allowDuplicateParticipation": True,
    },
    {"maxStamps": 0},
    {"maxStamps": -1},
    {"maxStamps": 0, "description": "None"},
    {"targetPlatform": "windows"},
    {"title": 7},
    {"title": "x" * 201, "description": "Long"},
    {"title": "\u00fc" * 201},
    {"title": "x" * 201},
    {"title": "\U0001d518" * 200},
    {"description": "z" * 1001},
    {"description": "\u00fc" * 1001, "providerIds": ["mitid"]},
    {"providerIds": "mitid"},
    {"providerIds": ["mitid", "ftn"]},
    {"providerIds": ["ftn", "mitid"]},
    {"maxStamps": "7"},
)
URIS = [
    "https://app.example.com/a%2Fb?c=d&e=f+g",
    "https://app.example.com//two",
    "https://other.example.com/" + "p" * 1200,
    "http://localhost:3000/",
]
ADDRESS = "https://app.example.com/a%20b+c?d=%2F&e=f"
CHANGES: tuple[dict[str, Any], ...] = (
    *({"name": text, "redirectUris": URIS[:1]} for text in TEXTS),
    {"name": "Alone"},
    {"name": "With a logo", "logo": "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"},
    {"defaultFailureRedirectUri": ADDRESS, "logo": ""},
    {"defaultSuccessRedirectUri": ADDRESS, "defaultFailureRedirectUri": ADDRESS},
    {"redirectUris": URIS, "webhookConfig": {"enabled": True, "retryAttempts": 12, "timeoutSeconds": 2}},
    {"webhookConfig": {"url": f"{ADDRESS}/Hooks", "events": ["b", "a", "c"], "retryAttempts": 1}},
    {"webhookConfig": {"enabled": False, "timeoutSeconds": 34, "url": ADDRESS}},
    {"name": 7},
    {"logo": 7},
    {"webhookConfig": 7},
    {"defaultSuccessRedirectUri": 7},
    {"redirectUris": 7},
)
NODES: list[dict[str, Any]] = [
    {"id": "nd_in", "type": "request", "next": "nd_id"},
    {"id": "nd_id", "type": "verification", "next": "nd_out", "config": {"claims": ["name", "age"], "mode": "P&I"}},
    {"id": "nd_out", "type": "response"},
]
GRAPHS: tuple[dict[str, Any], ...] = (
    *({"name": text, "entryNodeId": "nd_in", "nodes": NODES} for text in TEXTS[:3]),
    {"name": "Two", "entryNodeId": "nd_in", "nodes": [{**NODES[0], "next": "nd_out"}, NODES[2]]},
    {"name": "Backwards", "entryNodeId": "nd_in", "nodes": NODES[::-1]},
    {"name": "Four", "entryNodeId": "nd_in", "nodes": [*NODES, {"id": "nd_more", "type": "evaluate"}]},
    {"name": 7, "entryNodeId": "nd_in", "nodes": NODES},
    {"name": "None", "entryNodeId": "nd_in"},
)
WINDOWS = ("", *(f"?limit={limit}&offset={offset}" for limit in (1, 7, 15, 60, 100) for offset in (0, 5, 20, 26, 40)))
ODD_KEYS = (
    None,
    "Bearer sk_workspace_test_other",
    "Bearer sk_workspace_prod_other",
    f"Bearer {KEY.upper()}",
    f"Bearer {KEY[:-1]}",
    f"Bearer {KEY[:-1]}_",
    f"Bearer {KEY}0",
    "Bearer ",
    f"Token {KEY}",
    KEY,
)
LONG = "l" * 130


async def production_tests(client: Conversation) -> None:
    """Read what is there, make what few make, and see what becomes of it."""
    for _ in range(6):
        await _read_tests(client, BANK)
    await _read_tests(client, GATE)
    await _read_tests(client, SHOP)
    made = []
    for change in (*({"title": text} for text in TEXTS), *CHOICES):
        made.append(await client.ask("POST", TESTS, {"title": "Test", **change}))
        if len(made) % 8 == 0:
            await client.ask("GET", TESTS)
    await client.ask("POST", TESTS, {})
    client.wait(1.5)
    await client.ask("POST", f"{BANK}/production-tests", {"title": "Test"})
    client.wait(1.5)
    for _ in range(7):
        await client.ask("GET", f"{BANK}/production-tests")
    for _ in range(3):
        found = await client.ask("GET", TESTS)
        await _reports(client, SHOP, found[-9:] if isinstance(found, list) else [])
    requests = [one["id"] for one in made if isinstance(one, dict) and "id" in one]
    fresh = await client.ask("POST", TESTS, {"title": "Fresh"})
    for identifier in (*requests[:1], fresh.get("id", "none"), "none"):
        await client.ask("GET", f"{TESTS}/{identifier}/report")
    for app in ("/apps/Nowhere1", "/apps/shop0001"):
        await client.ask("GET", f"{app}/production-tests")
        await client.ask("GET", f"{app}/production-tests/none/report")
        await client.ask("POST", f"{app}/production-tests", {"title": "Test"})


async def _read_tests(client: Conversation, app: str) -> None:
    items = await client.ask("GET", f"{app}/production-tests")
    await _reports(client, app, items if isinstance(items, list) else [])


async def _reports(client: Conversation, app: str, items: list[Any]) -> None:
    """Read the reports of challenges under their ids, under ids that are nearly right, and below other apps."""
    for item in items:
        challenge = (item.get("challenge") or {}).get("id") if isinstance(item, dict) else None
        if challenge:
            for asked in (challenge, challenge.upper(), challenge[:-1], f"{challenge}0", f"{challenge[:-1]}_"):
                await client.ask("GET", f"{app}/production-tests/{asked}/report")
            await client.ask("GET", f"{GATE if app != GATE else BANK}/production-tests/{challenge}/report")


async def apps(client: Conversation) -> None:
    """Read apps in unusual windows, and change and delete what was made."""
    for window in WINDOWS:
        await client.ask("GET", f"/apps{window}")
    for name in ("Shop0001", "Bank0002", "Newb0004", "Nowhere1", "shop0001", "Shop000", "Shop00011", "Shop000x"):
        for _ in range(5):
            await client.ask("GET", f"/apps/{name}")
    for _ in range(26):
        await client.ask("GET", "/workspace")
    made = []
    for text in (*TEXTS[:3], *("Another",) * 8):
        app = await client.ask("POST", "/apps", {"name": text})
        made.append(app.get("clientId", "none"))
        await client.ask("GET", f"/apps/{made[-1]}")
    await client.ask("POST", "/apps", {"name": 7})
    await client.ask("GET", "/apps?limit=100")
    await _change(client, made[0])
    await client.ask("DELETE", "/apps/Nowhere1")
    for app in made[:10]:
        await client.ask("DELETE", f"/apps/{app}")
        await client.ask("GET", f"/apps/{app}")
        for deleted in made[:2]:
            await client.ask("GET", f"/apps/{deleted}")
            await client.ask("GET", f"/apps/{deleted}/workflows")
            await client.ask("GET", f"/apps/{deleted}/production-tests")
    await client.ask("PATCH", f"/apps/{made[0]}", {"name": "Back"})
    await client.ask("POST", f"/apps/{made[0]}/rotate-client-secret")
    await client.ask("GET", "/apps?limit=100")


async def _change(client: Conversation, app: str) -> None:
    await client.ask("POST", f"/apps/{app}/workflows", GRAPHS[0])
    for change in (*CHANGES[:10], *CHANGES):
        client.wait(60)
        await client.ask("PATCH", f"/apps/{app}", change)
        for _ in range(3):
            await client.ask("GET", f"/apps/{app}")
        await client.ask("GET", f"/apps/{app}/workflows")
    await client.ask("GET", "/apps?limit=100")
    many = [f"https://app{number}.example.com/" for number in range(15)]
    for uris in (URIS, [URIS[0], URIS[0]], many, [*many, *many], [f"{URIS[1]}#part"], *([uri] for uri in many)):
        await client.ask("PUT", f"/apps/{app}/redirect-uris", {"redirectUris": uris})
        for _ in range(3):
            await client.ask("GET", f"/apps/{app}")
    await client.ask("PUT", "/apps/Nowhere1/redirect-uris", {"redirectUris": []})
    await client.ask("POST", "/apps/Nowhere1/rotate-client-secret")
    await client.ask("PATCH", "/apps/Nowhere1", {"name": "Nowhere"})
    await client.ask("PATCH", "/apps/Nowhere1", {"name": "Nowhere"})
    for _ in range(3):
        await client.ask("POST", f"/apps/{app}/rotate-client-secret")
        for _ in range(3):
            await client.ask("GET", f"/apps/{app}")


async def workflows(client: Conversation) -> None:
    """Read workflows, and make and delete some."""
    for _ in range(26):
        for path in (f"{BANK}/workflows", f"{GATE}/workflows", f"{GATE}/workflows/wf_Gate0003", GATE):
            await client.ask("GET", path)
    made = []
    for graph in (*GRAPHS, *GRAPHS[:3]):
        workflow = await client.ask("POST", f"{SHOP}/workflows", graph)
        made.append(workflow.get("workflowId", "none"))
        await client.ask("GET", f"{SHOP}/workflows")
        for _ in range(3):
            await client.ask("GET", f"{SHOP}/workflows/{made[-1]}")
    for asked in (made[0].upper(), made[0][:-1], f"{made[0]}0", f"{made[0][:-1]}_"):
        await client.ask("GET", f"{SHOP}/workflows/{asked}")
    await client.ask("GET", f"{BANK}/workflows/{made[0]}")
    for app, workflow_id in ((BANK, made[1]), (SHOP, f"{made[1]}0"), (SHOP, made[1]), (SHOP, made[2]), (SHOP, "none")):
        await client.ask("DELETE", f"{app}/workflows/{workflow_id}")
        await client.ask("GET", f"{SHOP}/workflows")
        await client.ask("POST", f"{SHOP}/workflows", GRAPHS[0])
    await client.ask("GET", "/apps/Nowhere1/workflows")
    await client.ask("GET", "/apps/Nowhere1/workflows")
    await client.ask("GET", f"{SHOP}/workflows")


async def settings(client: Conversation) -> None:
    """Read and change what an app has by itself, often enough for what shows now and then."""

    async def send(method: str, path: str, body: Any, key: str | None) -> Any:
        return await client.ask(method, path, body, Idempotency_Key=key)

    for part in ("webhook-config", "custom-domain", "redirect-uris", "providers", "workflows/node-types"):
        for app in (SHOP, BANK):
            for _ in range(26):
                await client.ask("GET", f"{app}/{part}")
        await client.ask("GET", f"/apps/Nowhere1/{part}")
    for _ in range(3):
        made = [(await client.ask("POST", "/apps", {"name": "By itself"})).get("clientId", "none") for _ in range(2)]
        await record_settings(client.spec, send, lambda: client.wait(60), *made)


async def keys(client: Conversation) -> None:
    """Send keys again, with the same body and with others."""
    full = {**CHOICES[15], "title": "Keyed"}
    await _keyed(client, TESTS, full, [{**full, name: other} for name, other in _others(full)])
    await _keyed(client, "/apps", {"name": "Keyed"}, [{"name": "Other"}])
    others = [
        {**GRAPHS[0], "name": "Other"},
        {**GRAPHS[0], "nodes": NODES[::-1]},
        {**GRAPHS[0], "entryNodeId": "nd_id"},
    ]
    await _keyed(client, f"{SHOP}/workflows", GRAPHS[0], others)
    await _keyed(client, "/apps/batch", {"items": [{"name": "Keyed"}]}, [{"items": [{"name": "Other"}]}])
    await _keyed(client, f"{SHOP}/activation", {"providers": {"passport": {}}}, [{"providers": {"bankidno": {}}}])
    await client.ask("PUT", f"{SHOP}/custom-domain", {name: host.lower() for name, host in HOSTS.items()})
    for path in ("rotate-client-secret", "webhook-config/rotate-secret", "custom-domain/verify"):
        await _keyed(client, f"{SHOP}/{path}", None, [])


def _others(body: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, _other(value)) for name, value in body.items()]


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case list():
            return ["bankidse"]
    return "android" if value == "ios" else f"{value}."


async def _keyed(client: Conversation, path: str, body: Any, others: list[Any]) -> None:
    for key in (
        *("one",) * 4,
        "two",
        "twp",
        "TWO",
        "t-w-o",
        "one",
        f"{LONG}1",
        f"{LONG}2",
        f"1{LONG}",
        f"2{LONG}",
        "a:b",
    ):
        await client.ask("POST", path, body, Idempotency_Key=f"{path}-{key}")
    for number, other in enumerate(others):
        for sent in (body, other, other, body):
            await client.ask("POST", path, sent, Idempotency_Key=f"{path}={number}")
    for _ in range(4):
        await client.ask("POST", path, body, Idempotency_Key=f"{path}{'k' * 210}")
    for read in (TESTS, "/apps?limit=100", f"{SHOP}/workflows", f"{SHOP}/webhook-config", f"{SHOP}/custom-domain"):
        await client.ask("GET", read)


async def credentials(client: Conversation) -> None:
    """Send other keys than the right one, and none."""
    for method, path in (
        ("GET", "/workspace"), ("GET", "/apps"), ("GET", SHOP), ("GET", f"{SHOP}/workflows"), ("GET", TESTS),
        ("GET", f"{SHOP}/workflows/wf_Shop0001"), ("GET", f"{TESTS}/none/report"), ("POST", TESTS), ("POST", "/apps"),
        ("POST", f"{SHOP}/workflows"), ("POST", f"{SHOP}/rotate-client-secret"), ("PUT", f"{SHOP}/redirect-uris"),
        ("PATCH", "/apps/Bank0002"), ("DELETE", "/apps/Chip0006"), ("DELETE", f"{GATE}/workflows/none"),
        ("GET", f"{SHOP}/redirect-uris"), ("GET", f"{SHOP}/webhook-config"), ("PATCH", f"{SHOP}/webhook-config"),
        ("POST", f"{SHOP}/webhook-config/rotate-secret"), ("GET", f"{SHOP}/providers"),
        ("GET", f"{SHOP}/workflows/node-types"), ("PATCH", f"{GATE}/workflows/none"),
        ("POST", f"{GATE}/workflows/none/set-default"), ("GET", f"{SHOP}/custom-domain"),
        ("POST", f"{SHOP}/activation"), ("POST", "/apps/batch"),
        ("PUT", f"{SHOP}/custom-domain"), ("POST", f"{SHOP}/custom-domain/verify"), ("DELETE", f"{SHOP}/custom-domain"),
    ):  # fmt: skip
        for value in ODD_KEYS:
            await client.ask(method, path, Authorization=value)


SCENES = (production_tests, apps, workflows, settings, keys, credentials)
