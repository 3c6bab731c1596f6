"""The embedded mock on loopback, where a test may meddle with requests, and may look without being seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.mock import MockOptions, create_app, serve
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec
from tests.mock.conftest import NO_TLS

KEY = "sk_workspace_test_for_the_tests"
SPEC = load_spec()
PLENTY = Budget(2000, 10, 100)
# What a meddler makes of a request, by its method and its path below the base URL: a status or a JSON body in place of
# the answer, an answer that is lost on the way, or nothing.
Meddler = Callable[[str, str], Any]
LOST = "lost"
UNSEEN = "X-Seen-By"
REFUSAL = {
    "error": {"code": "AUTH_INVALID_CREDENTIALS", "message": "no"},
    "request_id": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55",
}


class Meddling:
    """An ASGI application around another: a meddler answers with a status, lets the answer be lost, or does nothing."""

    def __init__(self, app: ASGIApp, workspace: Workspace) -> None:
        self._app, self._workspace = app, workspace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if any(name == UNSEEN.lower().encode() for name, _ in scope["headers"]):
            return await self._app(scope, receive, send)
        self._workspace.requests += 1
        what = self._workspace.meddler(scope["method"], scope["path"].partition("/v1")[2])
        if what not in (None, LOST):
            status, body = (what, REFUSAL) if isinstance(what, int) else (200, what)
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            return await send({"type": "http.response.body", "body": json.dumps(body).encode()})

        async def changed(message: Message) -> None:
            if what == LOST and "headers" in message:
                await send({**message, "headers": [(b"content-length", b"100")]})
                await send({"type": "http.response.body", "body": b"{", "more_body": True})
                raise ConnectionAbortedError
            await send(message)

        return await self._app(scope, receive, changed)


class Workspace:
    """What a mock holds: `workspace.apps()` by client id, asked behind the back of the meddler."""

    def __init__(self, spec: Spec, stop: Callable[[], None]) -> None:
        self._spec, self.stop, self.base_url = spec, stop, ""
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {KEY}", UNSEEN: "the test"}, trust_env=False, verify=NO_TLS
        )
        self.requests = 0
        self.runs: list[Run] = []
        self.meddler: Meddler = lambda method, path: None

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a success that the meddler knows nothing of, or None where there is none."""
        answer = self._client.request(method, self.base_url + path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def apps(self) -> dict[str, Any]:
        """The apps as they are, by client id."""
        found: list[Any] = []
        while len(page := self.ask("GET", f"/apps?limit=100&offset={len(found)}")["data"]) == 100:
            found += page
        return {app["clientId"]: app for app in [*found, *page]}

    def add(self, name: str) -> str:
        """Make an app of the user's, or of a killed run's, by its name; returns its client id."""
        return str(self.ask("POST", "/apps", {"name": name})["clientId"])

    def run(self, budget: Budget = PLENTY) -> Run:
        """A run against it, which is closed in the end."""
        self.runs.append(
            Run(self._spec, Target("sandbox", self.base_url, KEY), Options(budget, settle_timeout=5, seed=1))
        )
        return self.runs[-1]

    def close(self) -> None:
        """Stop serving, and close the connections."""
        self.stop()
        self._client.close()
        for run in self.runs:
            run.close()


@contextmanager
def workspace(spec: Spec = SPEC) -> Iterator[Workspace]:
    """Serve a mock, until `stop` is called or the end."""
    serving = ExitStack()
    found = Workspace(spec, serving.close)
    app = create_app(spec.root, MockOptions(key=KEY, settle_seconds=0.2))
    app.add_middleware(Meddling, workspace=found)
    found.base_url = serving.enter_context(serve(app))
    try:
        yield found
    finally:
        found.close()
