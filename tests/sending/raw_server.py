"""A server on loopback that sends the bytes that a test gives it, one connection after the other."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator

Serve = Callable[[socket.socket], None]


def answer(body: bytes = b"{}", *headers: str, status: str = "200 OK") -> bytes:
    """An answer of HTTP/1.1 with the length of its body; it says that the connection is closed, as the server does."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def sending(data: bytes) -> Serve:
    """Send some bytes and close the connection."""
    return lambda connection: connection.sendall(data)


def dripping(data: bytes, pause_seconds: float) -> Serve:
    """Send some bytes one at a time, and begin again when they are through."""

    def serve(connection: socket.socket) -> None:
        while True:
            for byte in data:
                connection.sendall(bytes([byte]))
                time.sleep(pause_seconds)

    return serve


@contextlib.contextmanager
def raw_server(serve: Serve) -> Iterator[str]:
    """Serve each connection with `serve` once its request was read, and yield the base URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        ended = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, serve, ended), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join(5)


def _accept(listener: socket.socket, serve: Serve, ended: threading.Event) -> None:
    while not ended.is_set():
        with contextlib.suppress(TimeoutError):
            connection, _ = listener.accept()
            threading.Thread(target=_handle, args=(connection, serve), daemon=True).start()


def _handle(connection: socket.socket, serve: Serve) -> None:
    with connection, contextlib.suppress(OSError):
        connection.settimeout(5)
        _read_request(connection)
        serve(connection)


def _read_request(connection: socket.socket) -> None:
    """Read a whole request: what is left unread resets the connection when it is closed."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *([0-9]+)", head)
    missing = int(length[1]) - len(body) if length else 0
    while missing > 0:
        missing -= len(_more(connection))


def _more(connection: socket.socket) -> bytes:
    if received := connection.recv(65536):
        return received
    raise ConnectionError("the client has closed the connection")
