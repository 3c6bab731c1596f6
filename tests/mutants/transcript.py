"""What a server answers to a fixed script of requests, in a form that two servers can be compared by.

Identifiers are numbered in the order of their first appearance and times written relative to now, so that two
servers which behave the same have equal transcripts.
"""

from __future__ import annotations

import asyncio
import base64
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx

from contract_tests.mock import MockOptions
from contract_tests.mutants.change import Change
from contract_tests.target.beyond import beyond
from contract_tests.target.texts import NON_ASCII
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec
from tests.mutants.changes_script import Changes

KEY = MockOptions().key
APP, OTHER_APP = "Shop0001", "Bank0002"
SETTLED_AFTER_SECONDS = 1.25
ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|wf_[0-9a-f]{15,16}|sh_app_mock_[0-9a-f]{32}|whsec_[0-9a-f*]{8,64}"
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
MOMENT_GRAIN_SECONDS = 600
WINDOWS = (
    "",
    "?limit=1",
    "?limit=1&offset=1",
    "?limit=2",
    "?limit=2&offset=2",
    "?limit=100",
    "?limit=99&offset=30",
    "?offset=0",
)
BETWEEN_CHANGES_SECONDS = 900
KEPT_HEADERS = ("date", "content-length")


class Transcript:
    """Sends the script to the server of a change and records what comes. The server's clock is its own."""

    def __init__(self, spec: Spec, change: Change) -> None:
        self._spec = spec
        self._seconds = time.time()
        app = change.app(spec, clock=lambda: self._seconds)
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=f"http://mock{app.state.base_path}"
        )
        self._lines: list[str] = []
        self._made: list[str] = []

    async def record(self) -> list[str]:
        """The lines of the whole script."""
        async with self._client:
            for part in self._script():
                await part()
        return self._normal()

    async def equals(self, usual: list[str]) -> bool:
        """Whether the lines are the usual ones; what follows the part with the first other line is not asked for."""
        async with self._client:
            for part in self._script():
                await part()
                lines = self._normal()
                if lines != usual[: len(lines)]:
                    return False
        return len(lines) == len(usual)

    def _script(self) -> Iterator[Callable[[], Awaitable[None]]]:
        yield self._credentials
        yield self._pages
        yield self._reads
        yield self._creations
        yield self._refusals
        yield self._idempotency
        yield self._tests
        self._seconds += SETTLED_AFTER_SECONDS
        yield self._settled
        yield self._changes

    async def _ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {KEY}", **request.pop("headers", {})}
        sent = {name: value for name, value in headers.items() if value is not None}
        response = await self._client.request(method, path, headers=sent, **request)
        shown = [f"{name}: {value}" for name, value in response.headers.items() if name not in KEPT_HEADERS]
        self._lines.append(f"{method} {path} {response.status_code} {' '.join(shown)} {response.text}")
        return response

    async def _create(
        self, app: str = APP, *, body: Any = None, key: str | None = None, **request: Any
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        json = {"title": "Test"} if body is None else body
        return await self._ask("POST", f"/apps/{app}/production-tests", json=json, headers=headers, **request)

    async def _credentials(self) -> None:
        as_basic = base64.b64encode(f"workspace:{KEY}".encode()).decode()
        for operation in self._spec.operations.values():
            for value in (None, "Bearer sk_workspace_test_other", "Basic d3Jvbmc6d3Jvbmc=", f"Basic {as_basic}"):
                body = {"json": {"title": "Test"}} if operation.request_schema else {}
                await self._ask(operation.method, _path(operation), headers={"Authorization": value}, **body)

    async def _pages(self) -> None:
        for operation in self._spec.operations.values():
            for query in WINDOWS if "x-paging" in operation.extensions else ():
                await self._ask("GET", f"{_path(operation)}{query}")

    async def _reads(self) -> None:
        for operation in self._spec.operations.values():
            for app in (APP, "Nowhere1") if operation.method == "GET" else ():
                await self._ask("GET", _path(operation, app))

    async def _creations(self) -> None:
        full = {
            "title": NON_ASCII,
            "description": NON_ASCII,
            "providerIds": ["bankidse", "mitid"],
            "maxStamps": 2,
            "allowDuplicateParticipation": True,
        }
        await self._create(body=full)
        await self._create(body={**full, "title": "ü" * 200, "targetPlatform": "ios", "maxStamps": 1})
        await self._create(body={**full, "title": "x" * 200, "description": "y" * 1000, "targetPlatform": "android"})
        await self._create(body={"title": "Test", "description": "ü" * 1000})
        await self._create(OTHER_APP, body={"title": "Elsewhere"})

    async def _refusals(self) -> None:
        create = self._spec.operations["createProductionTest"]
        for change in beyond(self._spec, create):
            await self._create(body=change.apply({"title": "Test"}))
        for choice in ("no-such-choice", "ftn", "passport"):
            await self._create(body={"title": "Test", "providerIds": [choice]})
        await self._create("Nowhere1")
        await self._create(key="k" * 256)
        await self._create(key="k" * 255)
        await self._ask("POST", f"/apps/{APP}/production-tests")
        await self._ask("GET", "/apps/Nowhere1/production-tests")

    async def _idempotency(self) -> None:
        long = "l" * 100
        for key in ("one", "one", f"{long}1", f"{long}2"):
            await self._create(key=key)
        await self._create(key="one", body={"title": "Another"})
        both = await asyncio.gather(*(self._client_create("both") for _ in range(2)))
        self._lines += sorted(both)

    async def _client_create(self, key: str) -> str:
        headers = {"Authorization": f"Bearer {KEY}", "Idempotency-Key": key}
        answer = await self._client.post(f"/apps/{APP}/production-tests", json={"title": "Both"}, headers=headers)
        body = answer.text.partition('"message"')[0] if answer.status_code >= 400 else ""
        return f"at once {answer.status_code} {body} {answer.headers.get('idempotency-replayed')}"

    async def _tests(self) -> None:
        listed = {app: await self._ask("GET", f"/apps/{app}/production-tests") for app in (APP, OTHER_APP)}
        items = {app: _items(answer) for app, answer in listed.items()}
        challenges = {app: [_id(item, "challenge") for item in found] for app, found in items.items()}
        requests = [_id(item, "request") for item in items[APP]]
        own = [one for one in challenges[APP] if one]
        foreign = [one for one in challenges[OTHER_APP] if one]
        mistaken = [one for one in requests if one]
        for identifier in (*own, "none", *foreign[:1], *mistaken[:1], *mistaken[-1:]):
            await self._ask("GET", f"/apps/{APP}/production-tests/{identifier}/report")
        await self._ask("GET", f"/apps/Nowhere1/production-tests/{(own or ['none'])[0]}/report")

    async def _settled(self) -> None:
        items = _items(await self._ask("GET", f"/apps/{APP}/production-tests"))
        challenges = [one for one in (_id(item, "challenge") for item in items) if one]
        for identifier in challenges[-1:]:
            await self._ask("GET", f"/apps/{APP}/production-tests/{identifier}/report")
        await self._create(key="one")

    async def _changes(self) -> None:
        changes = Changes(self._spec, self._ask, self._pass_time)
        await changes.record()
        self._made = [one for one in changes.made if one != "none"]

    def _pass_time(self) -> None:
        self._seconds += BETWEEN_CHANGES_SECONDS

    def _normal(self) -> list[str]:
        known: dict[str, str] = {}
        now = datetime.fromtimestamp(self._seconds, UTC)

        def numbered(match: re.Match[str]) -> str:
            return known.setdefault(match[0], f"#{len(known)}")

        def relative(match: re.Match[str]) -> str:
            seconds = (datetime.fromisoformat(match[0]) - now).total_seconds()
            return f"now{round(seconds / MOMENT_GRAIN_SECONDS):+}{match[0][-1]}"

        # An app's id has no form that tells it from other words.
        identifiers = re.compile("|".join([ID.pattern, *map(re.escape, self._made)]))
        return [MOMENT.sub(relative, identifiers.sub(numbered, line)) for line in self._lines]


def _path(operation: Operation, app: str = APP) -> str:
    """The operation's path for an app, with nothing that exists in place of other identifiers."""
    names = (parameter.name for parameter in operation.parameters_in("path"))
    return operation.path.format_map({name: app if name == "client_id" else "none" for name in names})


def _items(answer: httpx.Response) -> list[Any]:
    try:
        items = answer.json()
    except ValueError:
        return []
    return items if isinstance(items, list) else []


def _id(item: Any, branch: str) -> str | None:
    found = item.get(branch) if isinstance(item, dict) else None
    identifier = found.get("id") if isinstance(found, dict) else None
    return identifier if isinstance(identifier, str) else None
