"""The ASGI app: credentials, routing, the drift, the watch, and the answer on the wire."""

from __future__ import annotations

import asyncio
import copy
import json
import time
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, unquote

import tests.harm.drifts.everything  # noqa: F401
from tests.harm import checks, keys, operations
from tests.harm.drifts.catalogue import DRIFTS, FAITHFUL, Drift
from tests.harm.messages import PREFIX, Answer, Request
from tests.harm.watch import Watch
from tests.harm.workspace import Workspace

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

KEY = "sk_workspace_test_watched0123456789"


def create_app(drift: str | None = None, seed: int | None = None) -> Server:
    """Return a watched server.

    Args:
        drift: the name of a drift in `DRIFTS`; None for a server that follows the documentation.
        seed: makes the identifiers the same each time.

    Raises:
        KeyError: no drift has this name.
    """
    return Server(DRIFTS[drift] if drift else FAITHFUL, Workspace(seed))


class Server:
    """An ASGI app, and in its `state` what happened.

    harm          what the run asked for, as `watch.py` describes; `hard()` without what breaks the letter alone
    server_harm   what the server did to others by itself, though the request named only what the run made
    left()        what the run made and is there now, production tests apart
    lost()        what of the user is gone or different, whoever did it
    requests, log, on_request   their number, what they were, and a function that is called with each number
    """

    def __init__(self, drift: Drift, space: Workspace) -> None:
        self.drift, self.workspace, self.watch = drift, space, Watch(space)
        self.state = SimpleNamespace(
            drift=drift,
            workspace=space,
            harm=self.watch.harm,
            server_harm=self.watch.server_harm,
            hard=lambda: [entry for entry in self.watch.harm if not entry["soft"]],
            left=self.left,
            lost=self.lost,
            requests=0,
            log=[],
            on_request=None,
        )

    def left(self, everyone: bool = False) -> list[dict[str, str]]:
        """Return what is there now and was not at the start, apart from production tests.

        Args:
            everyone: with what other writers made meanwhile.
        """
        makers = ("run", "other") if everyone else ("run",)
        found = []
        for client_id, app in self.workspace.apps.items():
            if self.workspace.made_by[client_id] in makers:
                found.append({"kind": "app", "id": client_id, "name": app["name"]})
                continue
            for workflow in app["workflows"]:
                if self.workspace.made(workflow["workflowId"]):
                    found.append({"kind": "workflow", "id": workflow["workflowId"], "below": client_id})
        return found

    def lost(self) -> list[str]:
        """Return what was there at the start and is gone or different now, whoever did it."""
        found: list[str] = []
        for app in self.workspace.seeded:
            now = self.workspace.apps.get(app["clientId"], {})
            own = [w for w in now.get("workflows", []) if not self.workspace.made(w["workflowId"])]
            if now | {"workflows": own} != app:
                found.append(app["clientId"])
        return found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lifespan(receive, send)
            return
        self.state.requests += 1
        request = self.request(scope, await read(receive))
        if self.state.on_request:
            self.state.on_request(self.state.requests)
        answer = self.respond(request)
        self.state.log.append((request.method, request.raw_path, answer.status))
        await asyncio.sleep(answer.delay)
        if answer.lost:
            await hang_up(receive)
        else:
            await reply(answer, send, request.method)

    def request(self, scope: Scope, body: bytes) -> Request:
        """The request of an ASGI scope."""
        raw_path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").split("?")[0]
        below = raw_path.removeprefix(PREFIX) if raw_path.startswith(PREFIX + "/") else "/outside"
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        parts = [unquote(part) for part in below.split("/")[1:]]
        return Request(self.state.requests, scope["method"], raw_path, parts, query, headers, body)

    def respond(self, request: Request) -> Answer:
        """Return the answer of the drifted server, and watch what it did."""
        self.workspace.settle()
        authorised = request.headers.get("authorization") == f"Bearer {KEY}"
        if authorised:
            self.drift.call("meanwhile", self.workspace, request)
        self.watch.open(request)
        answer = self.handled(request, authorised)
        if authorised:
            # Copied, so that what an answer shows never changes what the server holds.
            answer = copy.deepcopy(self.drift.call("answer", self.workspace, request, answer) or answer)
        self.watch.close(request, answer.status)
        key = (request.headers.get("idempotency-key", ""), *request.segments)
        if answer.delay and key in self.workspace.keys:
            self.workspace.keys[key]["ready"] = time.monotonic() + answer.delay
        return answer

    def handled(self, request: Request, authorised: bool) -> Answer:
        """The answer of the operation, or a refusal."""
        try:
            if not authorised:
                raise checks.Refused(401, "AUTH_INVALID_CREDENTIALS", "the workspace key is missing or wrong")
            return self.handle(request)
        except checks.Refused as refused:
            error: dict[str, Any] = {"code": refused.code, "message": refused.message}
            if refused.details:
                error["details"] = refused.details
            return Answer(refused.status, {"error": error, "request_id": str(uuid.uuid4())})

    def handle(self, request: Request) -> Answer:
        """The answer of the operation; raises a refusal."""
        request.segments = self.drift.call("resolve", self.workspace, request) or request.segments
        method = "GET" if request.method == "HEAD" else request.method
        handler, identifiers = operations.route(method, request.segments)
        request.operation = handler.__name__

        def work() -> Answer:
            drifted = self.drift.call("instead", self.workspace, request)
            return drifted or handler(self.workspace, request, *identifiers)

        return copy.deepcopy(keys.once(self.workspace, request, work))


async def lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def read(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


async def reply(answer: Answer, send: Send, method: str) -> None:
    body = answer.raw
    if body is None:
        body = b"" if answer.body is None else json.dumps(answer.body).encode()
    headers = {"content-length": str(len(body)), **answer.headers}
    if body:
        headers["content-type"] = answer.media_type
    encoded = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


async def hang_up(receive: Receive) -> None:
    """Close the connection without an answer; in process, where there is none, raise."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("the server closed the connection")
    transport.abort()
    await asyncio.sleep(0.02)
