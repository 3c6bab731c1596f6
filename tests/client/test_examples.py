"""The programs in examples/ run as they stand, as processes of their own, with the mock in the place of the API."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.client.conftest import Mock

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
SECRET = "whsec_t35t"


def run(name: str, mock: Mock, *arguments: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CONNECT_BASE_URL": mock.base_url, "CONNECT_API_KEY": mock.key if key is None else key}
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_list_apps(mock: Mock) -> None:
    done = run("list_apps.py", mock)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Shop0001  Web shop: bankidse, ")
    assert len(lines) == 27


def test_run_production_test(mock: Mock) -> None:
    done = run("run_production_test.py", mock, "Shop0001")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"req_\S+ is pending\n(  pending\n)*  settled\nch_", done.stdout)
    assert re.search(r"\nch_\S+ runs until \d\d \w+ \d{4}\n", done.stdout)
    assert "\n2 stamps, 3 participations\n" in done.stdout


def test_run_production_test_asyncio(mock: Mock) -> None:
    done = run("run_production_test_asyncio.py", mock, "Shop0001", "Bank0002")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "Shop0001: 2 stamps\nBank0002: 2 stamps\n")


def test_handle_errors(mock: Mock) -> None:
    done = run("handle_errors.py", mock, "Shop0001")
    created, *rest, unreachable = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert created.startswith("created req_")
    assert rest == [
        "the key key-1 was used for another test",
        rest[1],
        "there is no app Unknown1",
        "not sent: client_id: '..' cannot be a part of a path",
        "the key will not do: AUTH_INVALID_CREDENTIALS",
    ]
    assert rest[1].startswith("title is wrong: ")
    assert unreachable.startswith("no answer: POST /apps/Shop0001/production-tests: ConnectError")


def test_handle_errors_without_a_key(mock: Mock) -> None:
    done = run("handle_errors.py", mock, "Shop0001", key="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: there is no workspace key: pass api_key, or set CONNECT_API_KEY\n"


def test_webhook_receiver() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    body, now = b'{"type": "verification.completed"}', int(time.time())
    signature = hmac.new(SECRET.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
    command = [sys.executable, str(EXAMPLES / "webhook_receiver.py"), str(port)]
    environment = {**os.environ, "CONNECT_WEBHOOK_SECRET": SECRET}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as receiver:
        try:
            transport = httpx.HTTPTransport(retries=8)
            with httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{port}", trust_env=False) as sender:
                genuine = {"X-Hopae-Signature": f"t={now},v1={signature}"}
                taken = sender.post("/webhooks", content=body, headers=genuine)
                changed = sender.post("/webhooks", content=body + b" ", headers=genuine)
                unsigned = sender.post("/webhooks", content=body)
        finally:
            receiver.terminate()
        output = receiver.communicate()[0]
    assert [taken.status_code, changed.status_code, unsigned.status_code] == [204, 400, 400]
    assert output == "received verification.completed\n"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_every_example_is_run_here(path: Path) -> None:
    assert f'"{path.name}"' in Path(__file__).read_text(encoding="utf-8")
