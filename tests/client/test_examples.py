"""The programs in examples/ run as they stand, as processes of their own, with the mock in the place of the API."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import runpy
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from hopae_connect import WebhookSignatureError

from tests.client.conftest import Mock

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
SECRET = "whsec_t35t"


def run(name: str, mock: Mock, *arguments: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CONNECT_BASE_URL": mock.base_url, "CONNECT_API_KEY": mock.key if key is None else key}
    command = [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def request(mock: Mock, path: str) -> Any:
    """What the API shows of something."""
    return httpx.get(mock.base_url + path, headers={"Authorization": f"Bearer {mock.key}"}).json()


def client_ids(mock: Mock) -> list[str]:
    return [app["clientId"] for app in request(mock, "/apps?limit=100")["data"]]


def signed(body: bytes, secret: str) -> str:
    """The signature of a webhook that is sent now."""
    now = int(time.time())
    return f"t={now},v1={hmac.new(secret.encode(), f'{now}.'.encode() + body, hashlib.sha256).hexdigest()}"


def test_list_apps(mock: Mock) -> None:
    done = run("list_apps.py", mock)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Shop0001  Web shop: bankidse, ")
    assert len(lines) == 27


@pytest.mark.slow
def test_run_production_test(mock: Mock) -> None:
    done = run("run_production_test.py", mock, "Shop0001")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"req_\S+ is pending\n(  pending\n)*  settled\nch_", done.stdout)
    assert re.search(r"\nch_\S+ runs until \d\d \w+ \d{4}\n", done.stdout)
    assert "\n2 stamps, 3 participations\n" in done.stdout


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("name", ["try_out_app.py", "try_out_app_asyncio.py"])
def test_try_out_app(mock: Mock, name: str) -> None:
    """An app is set up, tested and removed; the workspace is as it was."""
    before = client_ids(mock)
    done = run(name, mock, "https://shop.example.com")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    client_id = lines[0].removeprefix("created ")
    assert f"{client_id} runs 'From start to end' by default" in lines
    assert "  sends users back to https://shop.example.com/mobile/callback" in lines
    assert lines[-2:] == [f"removed {client_id}", "'Trying out' has 0 stamps so far"]
    assert client_ids(mock) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["try_out_app.py", "try_out_app_asyncio.py"])
def test_try_out_app_removes_it_after_a_failure(mock: Mock, name: str) -> None:
    """A site that no redirect URI can be made of is refused, and the app is gone all the same."""
    before = client_ids(mock)
    done = run(name, mock, "no site")
    assert done.returncode == 1
    assert re.fullmatch(r"created (\w+)\nremoved \1\n", done.stdout)
    assert re.fullmatch(r"error: .*\n", done.stderr)
    assert client_ids(mock) == before


def test_set_up_app(mock: Mock) -> None:
    done = run("set_up_app.py", mock, "Shop", "https://shop.example.com")
    assert (done.returncode, done.stderr) == (0, "")
    given = dict(line.split("=", 1) for line in done.stdout.splitlines())
    app = request(mock, f"/apps/{given['CONNECT_CLIENT_ID']}")
    assert app["clientSecret"] == given["CONNECT_CLIENT_SECRET"]
    assert given["CONNECT_WEBHOOK_SECRET"].startswith("whsec_")
    assert (app["redirectUris"], app["webhookConfig"]["enabled"]) == (["https://shop.example.com/callback"], True)
    assert [one["name"] for one in app["workflows"] if one["workflowId"] == app["defaultWorkflowId"]] == ["Plain"]


@pytest.mark.slow
def test_move_redirect_uris(mock: Mock) -> None:
    """Both hosts are known between the steps, and a step that is taken twice changes nothing more."""
    known = request(mock, "/apps/Shop0001")["redirectUris"]
    old = "/".join(known[0].split("/")[:3])
    arguments = ("Shop0001", old, "https://new.example.com")
    for _ in range(2):
        assert run("move_redirect_uris.py", mock, "add", *arguments).returncode == 0
        both = request(mock, "/apps/Shop0001")["redirectUris"]
        assert set(both) > set(known)
        assert both[-1].startswith("https://new.example.com/")
    for _ in range(2):
        assert run("move_redirect_uris.py", mock, "drop", *arguments).returncode == 0
        left = request(mock, "/apps/Shop0001")["redirectUris"]
        assert set(left) == {uri for uri in both if not uri.startswith(f"{old}/")}


@pytest.mark.slow
def test_clone_workflow(mock: Mock) -> None:
    (known, *_) = request(mock, "/apps/Shop0001/workflows")
    done = run("clone_workflow.py", mock, "Shop0001", known["workflowId"], "Bank0002")
    assert (done.returncode, done.stderr) == (0, "")
    clone = request(mock, f"/apps/Bank0002/workflows/{done.stdout.split()[0]}")
    assert (clone["name"], clone["nodes"]) == (f"{known['name']} (copy)", known["nodes"])


@pytest.mark.slow
def test_rotate_secrets(mock: Mock, tmp_path: Path) -> None:
    """A rotation whose end was lost gives the same secrets when it is repeated; the next one gives others."""
    file = tmp_path / "secrets.json"
    file.write_text('{"rotating": "key-of-a-lost-rotation"}', encoding="utf-8")
    rotated = []
    for _ in range(3):
        done = run("rotate_secrets.py", mock, "Shop0001", str(file))
        assert (done.returncode, done.stderr) == (0, "")
        rotated.append(json.loads(file.read_text(encoding="utf-8")))
        if len(rotated) == 1:
            file.write_text('{"rotating": "key-of-a-lost-rotation"}', encoding="utf-8")
    assert rotated[0] == rotated[1]
    assert request(mock, "/apps/Shop0001")["clientSecret"] == rotated[2]["client"] != rotated[1]["client"]
    assert rotated[2]["old webhook"] == rotated[1]["webhook"] != rotated[2]["webhook"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_rotate_secrets_takes_events_of_both() -> None:
    """While events are on their way, a receiver takes those that were signed with the old secret."""
    example = runpy.run_path(str(EXAMPLES / "rotate_secrets.py"))
    body, secrets = b'{"type": "verification.completed"}', {"webhook": "whsec_new", "old webhook": "whsec_old"}
    for secret in ("whsec_new", "whsec_old"):
        assert example["receive"](body, signed(body, secret), secrets) == json.loads(body)
    for signature in (signed(body, "whsec_other"), None):
        with pytest.raises(WebhookSignatureError):
            example["receive"](body, signature, secrets)


@pytest.mark.slow
def test_webhook_receiver() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    body = b'{"type": "verification.completed"}'
    command = [sys.executable, str(EXAMPLES / "webhook_receiver.py"), str(port)]
    environment = {**os.environ, "CONNECT_WEBHOOK_SECRET": SECRET}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as receiver:
        try:
            transport = httpx.HTTPTransport(retries=8)
            with httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{port}", trust_env=False) as sender:
                genuine = {"X-Hopae-Signature": signed(body, SECRET)}
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
