"""Requests and answers between a client and the mock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

from scripts.spec.operations import Operation


@dataclass(frozen=True)
class Call:
    """A request as it came: `call.headers["Accept"]`; `operation` is None where the spec knows none."""

    operation: Operation | None
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
    """An answer that may be changed in place: `answer.status = 500`. Names of headers are in lower case."""

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


Rewrite = Callable[[Call, Answer], object]
Refuse = Callable[[Call], Answer | None]


async def answer_of(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    """What an app answers to a request whose body was read already."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message["body"] for message in sent[1:]))


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> Answer:
    """An answer with the error envelope."""
    answer = Answer(status, {"content-type": "application/json", **(headers or {})}, b"")
    answer.json = {"error": {"code": code, "message": "Not now"}, "request_id": str(uuid4())}
    return answer


def rate_limiting(every: int, headers: dict[str, str]) -> Callable[[], Refuse]:
    """What makes a server answer 429 to the third call and to each `every`-th after it."""

    def start() -> Refuse:
        calls = count(1)
        return lambda call: refusal(429, "RATE_LIMITED", headers) if next(calls) % every == 3 % every else None

    return start
