"""Answers of the mock, changed on their way out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.spec import Operation, Spec


@dataclass(frozen=True)
class Call:
    """A request as it came; `operation` is None where the spec knows none."""

    operation: Operation | None
    path_values: dict[str, str]
    query: QueryParams
    headers: Headers
    body: bytes = field(repr=False)

    @cached_property
    def json(self) -> Any:
        """The body as JSON; None when it is empty or does not parse."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass
class Answer:
    """An answer that may be changed in place. Names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def json(self) -> Any:
        """The body as JSON: a new copy each time."""
        return json.loads(self.body)

    @json.setter
    def json(self, value: Any) -> None:
        self.body = json.dumps(value).encode()


Rewrite = Callable[[Call, Answer], None]
Refuse = Callable[[Call], Answer | None]


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> Answer:
    """An answer with the error envelope."""
    answer = Answer(status, {"content-type": "application/json", **(headers or {})}, b"")
    answer.json = {"error": {"code": code, "message": "Not now"}, "request_id": str(uuid4())}
    return answer


def rewrite_json(change: Callable[[Any], Any]) -> Rewrite:
    """A rewrite of the body: `change` takes its JSON and returns what to send instead."""

    def rewrite(call: Call, answer: Answer) -> None:
        answer.json = change(answer.json)

    return rewrite


class Rewriting:
    """Stands before an app: refuses requests that the app then never sees, and changes answers on their way out.

    Only those of one operation, and answers with one status, where they are named.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        spec: Spec,
        rewrite: Rewrite | None,
        refuse: Refuse | None,
        operation_id: str | None,
        status: int | None,
    ) -> None:
        self._app, self._spec, self._rewrite, self._refuse = app, spec, rewrite, refuse
        self._operation_id, self._status = operation_id, status
        self._base_path = urlsplit(spec.document["servers"][0]["url"]).path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        body = await _body(receive)
        call = self._call(scope, body)
        known = call.operation.id if call.operation else None
        if self._operation_id not in (None, known):
            await self._app(scope, _replayed(body), send)
            return
        answer = self._refuse(call) if self._refuse else None
        if answer is None:
            answer = await _collected(self._app, scope, body)
        if self._rewrite and self._status in (None, answer.status):
            self._rewrite(call, answer)
        await _send(answer, send)

    def _call(self, scope: Scope, body: bytes) -> Call:
        path = scope["raw_path"].decode("latin-1").removeprefix(self._base_path)
        operation, path_values = self._spec.match(scope["method"], path) or (None, {})
        return Call(operation, path_values, QueryParams(scope["query_string"]), Headers(scope=scope), body)


async def _body(receive: Receive) -> bytes:
    chunks, more = [], True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(chunks)


def _replayed(body: bytes) -> Receive:
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive


async def _collected(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    answer = Answer(0, {}, b"")

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    await app(scope, _replayed(body), collect)
    return answer


async def _send(answer: Answer, send: Send) -> None:
    headers = {**answer.headers, "content-length": str(len(answer.body))}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    await send({"type": "http.response.body", "body": answer.body})
