"""Watches the server's side: which request changed what, and what of it the user had before."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from .seeds import SEEDED_BOOKS, SEEDED_SHELVES
from .server import App, snapshot

SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass
class Write:
    """A request that changed the library.

    Attributes:
        seeded: what it changed or removed of what was there from the start, such as `shelves/1011 changed`.
    """

    method: str
    path: str
    status: int
    seeded: list[str] = field(default_factory=list)


class Watched:
    """An ASGI application in front of another one. `snapshot` takes it as well as the application inside.

    Attributes:
        writes: the requests that changed the library.
        aimed: the requests of a method that is not safe whose path names something seeded, whether they changed
            anything or not; those that add a book to a seeded shelf are among them.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self.served = app.served
        self.writes: list[Write] = []
        self.aimed: list[Write] = []
        self.at_start = snapshot(app)
        self._turn = asyncio.Lock()

    @property
    def harmful(self) -> list[Write]:
        """The writes that changed or removed something seeded."""
        return [write for write in self.writes if write.seeded]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        async with self._turn:
            before = snapshot(self.app)

            async def passed_on(message: Message) -> None:
                # Noted before the answer leaves, so that who has the answer finds the note.
                if message["type"] == "http.response.start":
                    self._note(scope, message["status"], before)
                await send(message)

            await self.app(scope, receive, passed_on)

    def _note(self, scope: Scope, status: int, before: dict[str, Any]) -> None:
        after = snapshot(self.app)
        write = Write(scope["method"], scope["path"], status, harm(self.at_start, before, after))
        if before != after:
            self.writes.append(write)
        if write.method not in SAFE and names_seeded(write.path):
            self.aimed.append(write)


def harm(at_start: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what differs between two snapshots among the things of a first one."""
    found = []
    for kind, things in at_start.items():
        if kind == "settings":
            found += ["settings changed"] * (before[kind] != after[kind])
            continue
        for number in things:
            found += harm_of_one(f"{kind}/{number}", before[kind].get(number), after[kind].get(number))
    return found


def harm_of_one(name: str, before: Any, after: Any) -> list[str]:
    if before == after:
        return []
    return [f"{name} removed" if after is None else f"{name} changed"]


def names_seeded(path: str) -> bool:
    numbers = {int(part) for part in path.split("/") if part.isascii() and part.isdigit() and len(part) < 19}
    return path.endswith("/settings") or bool(numbers & (SEEDED_SHELVES | SEEDED_BOOKS))
