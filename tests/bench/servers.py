"""The two servers that the mock is measured beside each other on, each in a process of its own, and what loads them."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from scripts._command import ROOT, CommandError

PRISM = "@stoplight/prism-cli@5.16.0"
PRISM_START_SECONDS = 120.0
CONNECTIONS = 8


@contextlib.contextmanager
def mock_server() -> Iterator[tuple[str, str]]:
    """Serve the mock, and yield its base URL and its key."""
    command = [sys.executable, str(ROOT / "scripts" / "mock.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1], process.stdout.readline().split()[1]
        finally:
            process.terminate()


@contextlib.contextmanager
def prism_server() -> Iterator[str]:
    """Serve the spec with Prism, which npx fetches, and yield its base URL.

    Raises:
        CommandError: It does not start.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    spec = str(ROOT / "openapi" / "connect.yaml")
    command = ["npx", "--yes", PRISM, "mock", "--host", "127.0.0.1", "--port", str(port), spec]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0) as process:
        try:
            _await_port(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            # npx is a chain of processes, and only the last one is Prism.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def _await_port(port: int) -> None:
    deadline = time.monotonic() + PRISM_START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.2)
    raise CommandError("Prism did not start")


class Wires(contextlib.ExitStack):
    """Sends one request over several connections at once, so that the server, not the sender, is what takes time.

    with Wires(f"{base_url}/apps?limit=1", key) as wires:
        wires.get()
    """

    def __init__(self, url: str, key: str) -> None:
        super().__init__()
        parts = urlsplit(url)
        lines = [f"GET {parts.path}?{parts.query} HTTP/1.1", f"Host: {parts.netloc}", f"Authorization: Bearer {key}"]
        self._request = "\r\n".join([*lines, "", ""]).encode()
        address = (parts.hostname, parts.port)
        self._connections = [self.enter_context(socket.create_connection(address)) for _ in range(CONNECTIONS)]

    def get(self) -> None:
        """Send the request over every connection, and read the answers, which must be of status 200."""
        for connection in self._connections:
            connection.sendall(self._request)
        for connection in self._connections:
            head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
            assert b" 200 " in head, head
            length = int(re.findall(rb"(?i)content-length: *(\d+)", head)[0])
            while len(body) < length:
                body += connection.recv(65536)
