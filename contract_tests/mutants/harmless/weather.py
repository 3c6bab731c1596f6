"""Harmless variants of what an ordinary night brings: gateways, lost connections, and others in the workspace."""

from __future__ import annotations

import codecs
import gzip
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.mock import Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import How
from scripts.spec.spec import Spec

EVERY = 6
DEEDS_PER_OPERATION = 2
GATEWAYS, LOSSES = 0.05, 0.02
PAGE = b"<html><body>The service is away for a moment.</body></html>"

Deed = Callable[[ASGIApp, Scope, Receive, Send], Awaitable[None]]


def variants(spec: Spec) -> dict[str, How]:
    """Servers in ordinary weather, for each operation and each deed, and workspaces in which others work."""
    found: dict[str, How] = {
        f"every sixth {operation} {what}": _weather(spec, Every(EVERY, operation), deed)
        for index, operation in enumerate(spec.operations)
        for what, deed in _some(index)
    }
    found |= {f"every sixth answer {what}": _weather(spec, Every(EVERY, None), deed) for what, deed in DEEDS.items()}
    rough = Middleware(Weather, spec=spec, choose=_rough)
    return found | {
        "others make apps and take them away": _AppsComeAndGo,
        "apps change places": _AppsChangePlaces,
        "a rough night": Change(middleware=rough, workspace=_AppsComeAndGo),
    }


def _some(index: int) -> list[tuple[str, Deed]]:
    """The deeds that the operation of an index meets, in turn, so that their number grows with the operations alone."""
    deeds = list(DEEDS.items())
    return [deeds[(index * DEEDS_PER_OPERATION + turn) % len(deeds)] for turn in range(DEEDS_PER_OPERATION)]


@dataclass
class Every:
    """Meets each so-manieth request for an operation, or for any: `Every(6, "listApps")`."""

    number: int
    operation: str | None
    calls: int = 0

    def meets(self, operation: str | None) -> bool:
        """Whether it meets this request; the first ones are left alone."""
        if self.operation not in (None, operation):
            return False
        self.calls += 1
        return self.calls % self.number == 0


class Weather:
    """Stands before an app and does a deed to the requests that are chosen: `Weather(app, spec, choose)`."""

    def __init__(self, app: ASGIApp, spec: Spec, choose: Callable[[str | None], Deed | None]) -> None:
        self._app, self._spec, self._choose = app, spec, choose

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["raw_path"].decode("latin-1").removeprefix("/connect/v1")
        operation, _ = self._spec.match(scope["method"], path) or (None, {})
        deed = self._choose(operation.id if operation else None)
        await (deed or _pass)(self._app, scope, receive, send)


def _weather(spec: Spec, every: Every, deed: Deed) -> Change:
    def choose(operation: str | None) -> Deed | None:
        return deed if every.meets(operation) else None

    return Change(middleware=Middleware(Weather, spec=spec, choose=choose), operation_id=every.operation)


def _rough(operation: str | None) -> Deed | None:
    # Runs are forked from one process, and must not all have the same weather.
    chance = random.SystemRandom().random()
    if chance < GATEWAYS:
        return DEEDS["meets a 503"]
    return DEEDS["is lost"] if chance < GATEWAYS + LOSSES else None


async def _pass(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


def _gateway(status: int, *, acts: bool = False) -> Deed:
    """A gateway answers in place of the service, before or after it has done its work."""

    async def deed(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        if acts:
            await _answer_of(app, scope, receive)
        headers = [(b"content-type", b"text/html"), (b"content-length", str(len(PAGE)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE})

    return deed


async def _lost(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """The work is done, and the connection breaks in the middle of the answer."""
    start, body = await _answer_of(app, scope, receive)
    await send({**start, "headers": _with_length(start, len(body) + 1)})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})


async def _in_pieces(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    start, body = await _answer_of(app, scope, receive)
    await send(start)
    for index in range(0, len(body), 100):
        await send({"type": "http.response.body", "body": body[index : index + 100], "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _changed(change: Callable[[bytes], bytes], *headers: tuple[bytes, bytes]) -> Deed:
    async def deed(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await _answer_of(app, scope, receive)
        body = change(body)
        await send({**start, "headers": [*_with_length(start, len(body)), *headers]})
        await send({"type": "http.response.body", "body": body})

    return deed


def _with_length(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    others = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return [*others, (b"content-length", str(length).encode())]


async def _answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """The beginning of an app's answer, and its body."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, keep)
    return sent[0], b"".join(message.get("body", b"") for message in sent[1:])


DEEDS: dict[str, Deed] = {
    "meets a 502": _gateway(502),
    "meets a 503": _gateway(503),
    "meets a 504 after the work is done": _gateway(504, acts=True),
    "is lost": _lost,
    "comes in pieces": _in_pieces,
    "has a byte-order mark": _changed(lambda body: codecs.BOM_UTF8 + body),
    "is compressed": _changed(gzip.compress, (b"content-encoding", b"gzip")),
    "has spaces around it": _changed(lambda body: b"\n  " + body + b"\n"),
}


class _AppsComeAndGo(Workspace):
    """Somebody makes an app now and then, and deletes it again."""

    asked = 0

    def apps(self) -> Sequence[Any]:
        """The apps, and every other time one more."""
        apps = list(super().apps())
        self.asked += 1
        visiting = {**apps[-1], "clientId": "Visit001"}
        return [*apps, visiting] if self.asked % 4 == 0 else apps


class _AppsChangePlaces(Workspace):
    """Somebody's change of an app moves it in the collection."""

    asked = 0

    def apps(self) -> Sequence[Any]:
        """The apps, the last two the other way round every other time."""
        apps = list(super().apps())
        self.asked += 1
        return [*apps[:-2], apps[-1], apps[-2]] if self.asked % 5 == 0 else apps
