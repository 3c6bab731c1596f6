"""The stand-in sandbox: an HTTP server on loopback, on a thread of its own, that lives through one night after another.

    with Sandbox(Night(apps=5), key="sk_workspace_test_x") as sandbox:
        print(sandbox.url)

From a shell, `python -m tests.nights.sandbox --port 8080` serves a plain night until it is interrupted.
"""

import argparse
import asyncio
import copy
import ssl
import threading
import time
from collections import Counter
from types import TracebackType

from tests.nights.delivery import Parcel, Post
from tests.nights.night import EVERY_OPERATION, Instead, Night, Reply
from tests.nights.requests_read import BASE_PATH, Call
from tests.nights.weather import CALM, LostAnswers, Sky, Street
from tests.nights.workspace import Workspace

MOST_HEAD_BYTES = 256 * 1024
MOST_BODY_BYTES = 8 * 1024 * 1024
IDLE_SECONDS = 60.0
HANG_SECONDS = 300.0
START_SECONDS = 10.0
TLS_HELLO = b"\x16"


class NightRun:
    """What one night brought: the state behind the server, and counts of what was asked and answered."""

    def __init__(self, night: Night, key: str) -> None:
        self.night = night
        self.workspace = Workspace(night, key)
        self.sky = Sky(night)
        self.lost = LostAnswers(night.weather.lose_create_every)
        self.street = Street(self.workspace)
        self.post = Post(night.delivery, night.seed, night.clock_seconds)
        self.connections = 0
        self.requests = 0
        self.asked: Counter[str] = Counter()
        self.succeeded: Counter[str] = Counter()

    def outcome(self, call: Call) -> tuple[Reply, str]:
        """Carry out a call; return its answer and where the connection is cut, if it is."""
        self.requests += 1
        operation = call.operation
        self.asked[operation] += 1
        fault = self._fault(operation)
        fate = self.sky.fate() if fault is None else CALM
        if fault is not None:
            reply, cut = self._instead(fault, call)
        elif fate.carried_out:
            reply, cut = self._answer(call), fate.cut
            if fate.reply is not None:
                reply = fate.reply
            if not cut and self.lost.loses(operation, reply):
                cut = "lost"
        else:
            reply, cut = fate.reply or Reply(500), fate.cut
        if not cut and reply.status < 300:
            self.succeeded[operation] += 1
        self.street.between_requests()
        return reply, cut

    def _fault(self, operation: str) -> Instead | None:
        for fault in self.night.instead:
            every = fault.operation == EVERY_OPERATION
            number = self.requests if every else self.asked[operation]
            if (every or fault.operation == operation) and fault.first <= number < fault.first + fault.count:
                return fault
        return None

    def _instead(self, fault: Instead, call: Call) -> tuple[Reply, str]:
        reply = self._answer(call) if fault.carried_out else Reply(500)
        return (fault.what, "") if isinstance(fault.what, Reply) else (reply, fault.what)

    def _answer(self, call: Call) -> Reply:
        reply = self.workspace.answer(call)
        body = reply.body
        if reply.status < 300:
            for edit in self.night.edits:
                if edit.operation == call.operation:
                    body = edit.change(copy.deepcopy(body))
        return Reply(reply.status, body, reply.headers, reply.media_type, reply.wait_seconds)


class Sandbox:
    """The server. `tonight` begins another night at the same address."""

    def __init__(self, night: Night, key: str, *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.key = key
        self.port = port
        self.run = NightRun(night, key)
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._stop: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """The base URL of the API."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}{BASE_PATH}"

    def tonight(self, night: Night) -> None:
        """Begin a new night with a new workspace. Only between two runs."""
        self.run = NightRun(night, self.key)

    def __enter__(self) -> "Sandbox":
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError("the sandbox did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(START_SECONDS)

    def _live(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(
            self._connection, "127.0.0.1", self.port, limit=MOST_HEAD_BYTES, ssl=self._tls
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.run.connections += 1
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        call = await asyncio.wait_for(read_call(reader), IDLE_SECONDS)
        if call is None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return False
        run = self.run
        reply, cut = run.outcome(call)
        if cut == "hang":
            await asyncio.sleep(HANG_SECONDS)
            return False
        parcel = run.post.pack(reply, call.method, call.headers.get("accept-encoding", ""))
        if cut:
            await cut_off(writer, parcel, cut)
            return False
        await send(writer, parcel)
        return not parcel.close and call.headers.get("connection", "").lower() != "close"


async def read_call(reader: asyncio.StreamReader) -> Call | None:
    """Return the next request of a connection; nothing for what is not HTTP."""
    first = await reader.readexactly(1)
    if first == TLS_HELLO:
        return None
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")
    method, _, rest = lines[0].partition(" ")
    pairs = (line.partition(":")[::2] for line in lines[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = await read_chunks(reader)
    else:
        length = int(headers.get("content-length") or 0)
        body = await reader.readexactly(length) if length <= MOST_BODY_BYTES else b""
    return Call(method, rest.rpartition(" ")[0], headers, body)


async def read_chunks(reader: asyncio.StreamReader) -> bytes:
    """Return a chunked body; it ends early when it grows past the limit."""
    body = b""
    while len(body) <= MOST_BODY_BYTES:
        size = int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16)
        chunk = await reader.readexactly(size + 2)
        if size == 0:
            break
        body += chunk[:-2]
    return body


async def send(writer: asyncio.StreamWriter, parcel: Parcel) -> None:
    """Send a whole answer, piece by piece."""
    await asyncio.sleep(parcel.wait_seconds)
    if len(parcel.pieces) <= 2:
        writer.write(parcel.head + b"".join(parcel.pieces))
        await writer.drain()
        return
    for piece in (parcel.head[:20], parcel.head[20:], *parcel.pieces):
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.001)


async def cut_off(writer: asyncio.StreamWriter, parcel: Parcel, where: str) -> None:
    """End the connection: before the answer, amid its head or body, or with a reset."""
    if where == "head":
        writer.write(parcel.head[: len(parcel.head) // 2])
    if where == "body":
        body = b"".join(parcel.pieces)
        writer.write(parcel.head + body[: len(body) // 2])
    if where == "reset":
        writer.transport.abort()
        return
    await writer.drain()


def main() -> None:
    """Serve a plain night."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--key", default="sk_workspace_test_nights")
    options = parser.parse_args()
    with Sandbox(Night(), options.key, port=options.port) as sandbox:
        print(sandbox.url, flush=True)
        while True:
            time.sleep(1)


if __name__ == "__main__":
    main()
