"""Servers on loopback that answer as a test tells them to, down to the bytes."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

STEP_SECONDS = 0.05


class Connection:
    """The server's end of a connection: it reads requests and writes what it likes."""

    def __init__(self, wire: socket.socket, stopped: threading.Event) -> None:
        self._wire, self._stopped = wire, stopped
        self._buffer = b""

    def request(self) -> bytes:
        """Return the next request with its body; nothing when there is none."""
        while b"\r\n\r\n" not in self._buffer or len(self._buffer) < self._length():
            data = self._wire.recv(65536)
            if not data:
                return b""
            self._buffer += data
        request, self._buffer = self._buffer[: self._length()], self._buffer[self._length() :]
        return request

    def send(self, data: bytes) -> None:
        self._wire.sendall(data)

    def drip(self, data: bytes) -> None:
        """Send one byte after the other until the client gives up."""
        for byte in data:
            if self._stopped.wait(STEP_SECONDS):
                return
            self._wire.sendall(bytes([byte]))

    def hang(self) -> None:
        """Say nothing until the client gives up."""
        with contextlib.suppress(OSError):
            self._wire.recv(1)

    def break_the_encryption(self) -> None:
        """Send what is no record of TLS over a connection that has it."""
        with socket.socket(fileno=os.dup(self._wire.fileno())) as plain:
            plain.sendall(b"no record of TLS")

    def reset(self) -> None:
        """Break the connection without a farewell."""
        self._wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._wire.close()

    def _length(self) -> int:
        head, _, _ = self._buffer.partition(b"\r\n\r\n")
        lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        return len(head) + 4 + int(lengths[0] if lengths else 0)


class Crowd:
    """A server that takes its time, and counts how many requests it has at once: `Crowd(15.0, wanted=120)`.

    It keeps each request for some seconds, or until so many are there as are wanted.
    """

    def __init__(self, seconds: float, wanted: int | None = None) -> None:
        self._seconds, self._wanted, self._lock = seconds, wanted, threading.Lock()
        self._now = self.most = 0
        self._complete = threading.Event()

    def __call__(self, connection: Connection, number: int) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            if self.most == self._wanted:
                self._complete.set()
        self._complete.wait(self._seconds)
        with self._lock:
            self._now -= 1
        connection.send(answer(200, {"data": [], "total": 0, "limit": 20, "offset": 0}))


Behaviour = Callable[[Connection, int], None]


class Server:
    """What a test sees of its server."""

    def __init__(self, port: int, scheme: str) -> None:
        self.url = f"{scheme}://127.0.0.1:{port}"
        self.requests: list[bytes] = []


@contextlib.contextmanager
def serving(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on loopback: `behaviour` gets each connection with the number of the request that it carries."""
    listener = socket.create_server(("127.0.0.1", 0))
    server, stopped = Server(listener.getsockname()[1], "https" if tls else "http"), threading.Event()
    threads: list[threading.Thread] = []

    def attend(accepted: socket.socket) -> None:
        with accepted, contextlib.suppress(OSError), secured(accepted) as wire:
            connection = Connection(wire, stopped)
            request = connection.request()
            if request:
                server.requests.append(request)
                behaviour(connection, len(server.requests) - 1)

    def secured(wire: socket.socket) -> socket.socket:
        return tls.wrap_socket(wire, server_side=True) if tls else wire

    def accept() -> None:
        while not stopped.is_set():
            wire, _ = listener.accept()
            wire.settimeout(10)
            threads.append(threading.Thread(target=attend, args=(wire,)))
            threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield server
    finally:
        stopped.set()
        socket.create_connection(listener.getsockname()).close()
        accepting.join()
        for thread in threads:
            thread.join()
        listener.close()


def answer(status: int, body: Any = b"", *headers: str) -> bytes:
    """Return an answer with a body, which is JSON unless it is bytes, after which the connection ends."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Anything", f"Content-Length: {len(content)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + content


def answers(*all_of_them: bytes) -> Behaviour:
    """Give one answer after the other; the last one again and again."""
    return lambda connection, number: connection.send(all_of_them[min(number, len(all_of_them) - 1)])
