"""Whether a server answers a script of requests otherwise than the mock, and where it does first.

Every scene is a script for a part of the API. Identifiers are numbered in the order of their first appearance and
times written relative to now, so that two servers which behave the same answer the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx

from contract_tests.mock import MockOptions
from contract_tests.mutants.change import Change
from scripts.spec.spec import Spec

KEY = MockOptions().key
ID = re.compile(
    r"(?:ch|req)_[0-9a-z_-]{30,}|wf_[0-9a-f]{13,}\w*|sh_app_mock_[0-9a-f]{32}|whsec_[0-9a-f*]{8,64}", re.IGNORECASE
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
MADE_APP = re.compile(r'"clientId":"([A-Za-z0-9]{8})"')
GRAIN_SECONDS = 30
# Some day in 2026.
BEGINNING_SECONDS = 1_790_000_000.0
KEPT = ("location", "content-type", "idempotency-replayed")


class DifferentError(Exception):
    """An answer is not the mock's; the only argument is the operation."""


class Conversation:
    """Asks the server of a change, and compares what it answers with the lines that are expected, if they are given."""

    def __init__(self, spec: Spec, change: Change, expected: list[str] | None = None) -> None:
        self.spec, self._expected = spec, expected
        self.lines: list[str] = []
        self._seconds = BEGINNING_SECONDS
        self._known: dict[str, str] = {}
        self._made: list[str] = []
        app = change.app(spec, clock=lambda: self._seconds)
        self._base_path = app.state.base_path
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://mock{self._base_path}")

    async def hold(self, scene: Scene) -> None:
        """Go through a scene."""
        async with self._client:
            await scene(self)

    def wait(self, seconds: float) -> None:
        """Let time pass for the server."""
        self._seconds += seconds

    async def ask(self, method: str, path: str, body: Any = None, **headers: str | None) -> Any:
        """Send a request, and return the JSON that comes, or an empty object."""
        sent = {"Authorization": f"Bearer {KEY}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        content = None if body is None else json.dumps(body)
        answer = await self._client.request(
            method,
            path,
            headers={"Content-Type": "application/json", **{n: v for n, v in sent.items() if v is not None}},
            content=content,
        )
        kept = [f"{name}: {answer.headers.get(name)}" for name in KEPT]
        assert "The mock failed" not in answer.text, path
        found = _json(answer)
        if method == "POST":
            self._made += MADE_APP.findall(answer.text)
        self._note(method, path, f"{answer.status_code} {' '.join(kept)} {_steady(answer, found)}")
        return found

    def _note(self, method: str, path: str, line: str) -> None:
        line = self._normal(f"{method} {path} {line}")
        if self._expected is not None and line != self._expected[len(self.lines)]:
            matched = self.spec.match(method, path.partition("?")[0])
            raise DifferentError(matched[0].id if matched else "")
        self.lines.append(line)

    def _normal(self, line: str) -> str:
        for number, client_id in enumerate(self._made):
            line = line.replace(client_id, f"app {number}")
        line = ID.sub(lambda found: self._known.setdefault(found[0], f"#{len(self._known)}"), line)
        return MOMENT.sub(self._relative, line)

    def _relative(self, found: re.Match[str]) -> str:
        seconds = (datetime.fromisoformat(found[0]) - datetime.fromtimestamp(self._seconds, UTC)).total_seconds()
        return f"now{round(seconds / GRAIN_SECONDS):+}{found[0][19:20] != 'Z'}{found[0][-1]}"


Scene = Callable[[Conversation], Awaitable[None]]


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return {}


def _steady(answer: httpx.Response, found: Any) -> str:
    """The body, without the words of a refusal."""
    if answer.status_code < 400 or not isinstance(found, dict):
        return answer.text
    return f"{found.get('error', {}).get('code')} {len(str(found.get('request_id')))}"


async def record(spec: Spec, scene: Scene) -> list[str]:
    """What the mock answers in a scene."""
    conversation = Conversation(spec, Change())
    await conversation.hold(scene)
    return conversation.lines


async def first_difference(spec: Spec, change: Change, scene: Scene, expected: list[str]) -> str | None:
    """The operation whose answer is the first that is not the mock's, or None."""
    try:
        await Conversation(spec, change, expected).hold(scene)
    except DifferentError as different:
        return str(different)
    return None
