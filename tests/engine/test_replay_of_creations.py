"""Findings again whose requests make things: what was made is deleted, and what could not be is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from contract_tests.mock import MockOptions, serve
from contract_tests.mutants.catalogue import catalogue
from scripts import contract
from scripts import replay as replay_command
from tests.called import Called, called
from tests.target.meddling import KEY, SPEC, Workspace, workspace

ID = "0123456789ab"
APP = '{"name": "again"}'


@pytest.fixture
def target() -> Iterator[Workspace]:
    with workspace() as found:
        yield found


def recorded(folder: Path, base_url: str, body: str, kind: str = "type", path: str = "/apps") -> Path:
    """A report with a finding about the shape of an answer to a creation."""
    headers = {"authorization": "Bearer $CONNECT_API_KEY", "content-type": "application/json"}
    evidence = {
        "request": {"method": "POST", "url": base_url + path, "headers": headers, "body": None},
        "response": {"status": 201},
        "curl": f"curl -X POST --data-binary '{body}'",
    }
    finding = {
        "id": ID,
        "kind": kind,
        "severity": "breaking",
        "operation": "createApp",
        "place": "response 201 body /name",
        "rule": "shape",
        "evidence": [evidence],
    }
    report = {"target": {"kind": "sandbox", "base_url": base_url}, "accepted": [], "findings": [finding]}
    (folder / "drift.json").write_text(json.dumps(report), encoding="utf-8")
    return folder / "drift.json"


def replay(report: Path, base_url: str, *arguments: str, finding: str = ID, key: str = KEY) -> Called:
    environment = {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": key}
    return called(replay_command.main, finding, "--report", str(report), *arguments, **environment)


def test_app_that_is_made_is_deleted_again(tmp_path: Path, target: Workspace) -> None:
    before = target.apps()
    done = replay(recorded(tmp_path, target.base_url, APP), target.base_url)
    assert (done.code, done.out.partition(":")[0]) == (0, "gone"), done.output
    assert target.apps() == before


def test_app_that_cannot_be_deleted_is_said(tmp_path: Path, target: Workspace) -> None:
    """What was to be told is told as well, and the exit code is that of what did not end well."""
    target.meddler = lambda method, path: 500 if method == "DELETE" else None
    done = replay(recorded(tmp_path, target.base_url, APP), target.base_url)
    assert (done.code, done.out.partition(":")[0]) == (2, "gone"), done.output
    assert done.err.startswith("error: what was made for it is left behind (createApp ")
    assert done.err.endswith("; remove it with: make clean-target\n")


def test_body_that_held_a_secret_is_not_sent(tmp_path: Path, target: Workspace) -> None:
    before = target.apps()
    done = replay(recorded(tmp_path, target.base_url, '{"name": "[redacted]"}'), target.base_url)
    assert (done.code, "held a secret that was not written down" in done.err) == (2, True), done.output
    assert target.apps() == before


def test_leak_that_a_fresh_run_cannot_know_is_not_gone(tmp_path: Path, target: Workspace) -> None:
    """Whether what is shown is the secret that leaked, only the run that saw it knows."""
    done = replay(recorded(tmp_path, target.base_url, APP, kind="secret"), target.base_url)
    assert (done.code, "which secret was shown is known to the run" in done.err) == (2, True), done.output


@pytest.mark.slow
def test_host_that_is_named_is_asked(tmp_path: Path) -> None:
    url = "https://elsewhere.invalid/connect/v1"
    done = replay(recorded(tmp_path, url, APP), url, "--allow-host", "elsewhere.invalid")
    assert (done.code, "--allow-host" in done.err, done.err.count("\n")) == (2, False, 1), done.output


class Keeping:
    """An ASGI application around another, which refuses deletions while `refuses` is set."""

    refuses = False

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if Keeping.refuses and scope["method"] == "DELETE":
            await send({"type": "http.response.start", "status": 500, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, send)


@pytest.mark.slow
def test_finding_that_holds_says_what_it_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (mutant,) = [one for one in catalogue(SPEC) if one.name == "createApp 201 /organizationId renamed"]
    app: Any = mutant.change.app(SPEC)
    app.add_middleware(Keeping)
    key, report = MockOptions().key, tmp_path / "drift.json"
    with serve(app) as base_url:
        arguments = ("--target", "sandbox", "--rate", "1000", "--report-dir", str(tmp_path))
        rule = ("--rule", "creation/listed-once", "--operation", "createApp")
        environment = {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": key}
        assert called(contract.main, *arguments, *rule, **environment).code == 1
        findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
        (found,) = [one["id"] for one in findings if one["kind"] == "missing-field"]
        monkeypatch.setattr(Keeping, "refuses", True)
        done = replay(report, base_url, finding=found, key=key)
    assert (done.code, done.out.partition(":")[0]) == (1, "holds"), done.output
    assert "is left behind (createApp " in done.err
