"""Requests as they arrive and answers as they leave: HTTP/1.1 by hand, so that anything can be sent.

answer = Answer(200, {"data": []})
await send(connection, answer)
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tests.hostile.jsontext import Json, dump

HEAD_LIMIT_BYTES = 1_000_000
BODY_LIMIT_BYTES = 20_000_000

Header = tuple[bytes, bytes]


@dataclass(frozen=True)
class Request:
    """A request as it was on the wire; `target` is not decoded."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def header(self, name: str) -> str | None:
        """The first value of a header, None without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass
class Answer:
    """An answer before it is written. A fault changes any part; `body` and `start_line` go before what they say."""

    status: int
    value: Json = None
    headers: list[Header] = field(default_factory=list)
    reason: bytes | None = None
    body: bytes | None = None
    start_line: bytes | None = None
    framing: Header | None = None
    keep_alive: bool = True
    send: Sender | None = None

    def payload(self) -> bytes:
        return dump(self.value) if self.body is None else self.body

    def set_header(self, name: str, value: bytes | None) -> None:
        """Replace every header of the name by one, or by none."""
        self.headers = [pair for pair in self.headers if pair[0].lower() != name.lower().encode()]
        if value is not None:
            self.headers.append((name.encode(), value))

    def head(self, framing: Header | None) -> bytes:
        """Status line and headers with the empty line, `framing` last."""
        start = self.start_line
        if start is None:
            start = b"HTTP/1.1 %d %s" % (self.status, _reason(self.status) if self.reason is None else self.reason)
        pairs = [*self.headers, *([framing] if framing else [])]
        return b"\r\n".join([start, *(name + b": " + value for name, value in pairs), b"", b""])


def _reason(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b"Odd"


class Connection:
    """One client's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def write(self, data: bytes) -> None:
        """Write and wait until the client has room; raises ConnectionError when it is gone."""
        if self.writer.is_closing():
            raise ConnectionResetError
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """End the connection with a reset rather than with an end of file."""
        raw: Any = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def request(self) -> Request | None:
        """The next request; None when the client has ended the connection.

        Raises ValueError for what is no request.
        """
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:] if line)]
        request = Request(method, target, headers, b"")
        return Request(method, target, headers, await self._body(request))

    async def _body(self, request: Request) -> bytes:
        if (request.header("Transfer-Encoding") or "").lower() == "chunked":
            return await self._chunks()
        length = int(request.header("Content-Length") or 0)
        if length > BODY_LIMIT_BYTES:
            raise ValueError("the body is too long")
        return await self.reader.readexactly(length)

    async def _chunks(self) -> bytes:
        body = b""
        while size := int((await self.reader.readline()).split(b";")[0], 16):
            body += (await self.reader.readexactly(size + 2))[:-2]
            if len(body) > BODY_LIMIT_BYTES:
                raise ValueError("the body is too long")
        while (await self.reader.readline()).strip():
            pass
        return body


Sender = Callable[[Connection, Answer], Awaitable[None]]
"""Writes an answer in its own way; `answer.keep_alive` says afterwards whether the connection can go on."""


async def send(connection: Connection, answer: Answer, *, bodiless: bool = False) -> None:
    """Write an answer as HTTP wants it, or as its own sender does."""
    if answer.send is not None:
        await answer.send(connection, answer)
        return
    payload = answer.payload()
    framing = answer.framing or (b"Content-Length", b"%d" % len(payload))
    await connection.write(answer.head(framing) + (b"" if bodiless else payload))
