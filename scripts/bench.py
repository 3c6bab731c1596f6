"""Measure the client and the mock, and print the ratios to what they are built on or stand beside."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx
from hopae_connect import AuthenticatedClient
from hopae_connect.api.apps import list_apps
from hopae_connect.models import AppPage

from contract_tests.mock import load_spec

ROOT = Path(__file__).resolve().parent.parent
PRISM = "@stoplight/prism-cli@5.16.0"
PRISM_START_SECONDS = 120.0
CALLS, DECODINGS, IMPORTS, ROUNDS = 600, 60, 20, 60
CONNECTIONS = 8
# The time of the process: that of the clock would count what else the machine does meanwhile.
IMPORT = (
    "import time, httpx; began = time.process_time();"
    "import hopae_connect; from hopae_connect.api.apps import list_apps;"
    "print(time.process_time() - began)"
)


def main() -> int:
    """Print a line for each measure, with its bound. Return 0 when all are kept, else 1."""
    with _mock() as (base_url, key):
        measures = [
            ("list-apps, limit=1, sync: call / raw httpx", *_calls(base_url, key), 1.15, True),
            ("list-apps, limit=1, asyncio: call / raw httpx", *asyncio.run(_async_calls(base_url, key)), 1.15, True),
            ("page of 100 apps: decode / json.loads", *_decoding(), 4.0, True),
            ("import of the client over httpx, in ms", _import_ms(), "", 15.0, True),
        ]
        if shutil.which("npx"):
            measures.append(
                ("list-apps: requests per second, mock / Prism", *_mock_and_prism(base_url, key), 5.0, False)
            )
        else:
            print("left out: the mock beside Prism, since there is no npx")
    failed = 0
    for name, value, detail, bound, at_most in measures:
        kept = value <= bound if at_most else value >= bound
        failed += not kept
        verdict = "" if kept else "  NOT KEPT"
        print(f"{name:48} {value:7.2f}  ({'at most' if at_most else 'at least'} {bound:g}){verdict}  {detail}")
    return 1 if failed else 0


def _calls(base_url: str, key: str) -> tuple[float, str]:
    with (
        httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {key}"}) as raw,
        AuthenticatedClient(key, base_url=base_url) as client,
    ):
        return _compare(
            lambda: list_apps.sync(client=client, limit=1),
            lambda: raw.get("/apps", params={"limit": 1}).json(),
            CALLS,
        )


async def _async_calls(base_url: str, key: str) -> tuple[float, str]:
    async with (
        httpx.AsyncClient(base_url=base_url, headers={"Authorization": f"Bearer {key}"}) as raw,
        AuthenticatedClient(key, base_url=base_url) as client,
    ):

        async def call() -> object:
            return await list_apps.asyncio(client=client, limit=1)

        async def raw_call() -> object:
            return (await raw.get("/apps", params={"limit": 1})).json()

        pairs = [(await _async_seconds(call), await _async_seconds(raw_call)) for _ in range(CALLS)]
        return _ratio(pairs[CALLS // 10 :])


def _decoding() -> tuple[float, str]:
    app = load_spec()["components"]["examples"]["AppPage"]["value"]["data"][0]
    apps = [{**app, "clientId": f"App{number:05}"} for number in range(100)]
    page = json.dumps({"data": apps, "total": 100, "limit": 100, "offset": 0}, separators=(",", ":")).encode()
    return _compare(lambda: AppPage.from_dict(json.loads(page)), lambda: json.loads(page), DECODINGS)


def _import_ms() -> float:
    command = [sys.executable, "-c", IMPORT]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as compiled:
        # An installed package has its bytecode; here the first run writes it.
        environment["PYTHONPYCACHEPREFIX"] = compiled
        runs = [subprocess.check_output(command, env=environment, text=True) for _ in range(IMPORTS + 1)]
    return median(float(seconds) for seconds in runs[1:]) * 1000


def _mock_and_prism(base_url: str, key: str) -> tuple[float, str]:
    with (
        _prism() as prism_url,
        _Wires(f"{base_url}/apps?limit=1", key) as ours,
        _Wires(f"{prism_url}/apps?limit=1", key) as theirs,
    ):
        return _compare(theirs.get, ours.get, ROUNDS)


def _compare(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, str]:
    """Run both by turns, so that whatever else the machine does meets both; the first rounds are for warming up."""
    pairs = [(_seconds(one), _seconds(other)) for _ in range(rounds)]
    return _ratio(pairs[rounds // 10 :])


def _ratio(pairs: list[tuple[float, float]]) -> tuple[float, str]:
    one, other = (median(times) for times in zip(*pairs, strict=True))
    return one / other, f"{one * 1e6:.0f} / {other * 1e6:.0f} microseconds"


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


async def _async_seconds(action: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await action()
    return time.perf_counter() - began


class _Wires(contextlib.ExitStack):
    """Sends requests over several connections at once, so that the server, not the sender, is what takes time."""

    def __init__(self, url: str, key: str) -> None:
        super().__init__()
        parts = urlsplit(url)
        lines = [f"GET {parts.path}?{parts.query} HTTP/1.1", f"Host: {parts.netloc}", f"Authorization: Bearer {key}"]
        self._request = "\r\n".join([*lines, "", ""]).encode()
        address = (parts.hostname, parts.port)
        self._connections = [self.enter_context(socket.create_connection(address)) for _ in range(CONNECTIONS)]

    def get(self) -> None:
        for connection in self._connections:
            connection.sendall(self._request)
        for connection in self._connections:
            head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
            assert b" 200 " in head
            length = int(re.findall(rb"(?i)content-length: *(\d+)", head)[0])
            while len(body) < length:
                body += connection.recv(65536)


@contextlib.contextmanager
def _mock() -> Iterator[tuple[str, str]]:
    command = [sys.executable, str(ROOT / "scripts" / "mock.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1], process.stdout.readline().split()[1]
        finally:
            process.terminate()


@contextlib.contextmanager
def _prism() -> Iterator[str]:
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
    raise SystemExit("error: Prism did not start")


if __name__ == "__main__":
    sys.exit(main())
