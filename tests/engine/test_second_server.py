"""The contract run against a server that is not the mock and follows the documentation in another way."""

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from scripts import replay
from scripts.nightly_run.run import nightly, parts
from tests.called import called
from tests.engine.conftest import Contract, Outcome
from tests.engine.second_server import Canaries, SecondServer, encodings
from tests.partial_contract import FIRST_OPERATIONS, modules_of, partial_checkout

CANARIES = Canaries("canary+client/secret=ü", 'provider "canary" & <config>', "100%~webhook~canary")


@pytest.fixture
def spec_path(first_operations: Path) -> Path:
    """The part of the contract that the server plays."""
    return first_operations


@pytest.fixture
def server() -> Iterator[SecondServer]:
    with SecondServer() as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("client_id", ["", "00Zebra7", "B4reB4re"], ids=["any app", "a full app", "nothing enabled"])
def test_second_server_conforms(server: SecondServer, judge: Contract, client_id: str) -> None:
    """What the documentation leaves open is no finding, and the run stays within its budgets as the server counts."""
    outcome = judge(server.base_url, server.key, CONNECT_CLIENT_ID=client_id)
    assert (outcome.exit_code, outcome.report["verdict"]) == (0, "conforms"), outcome.output
    assert outcome.findings == []
    assert server.creates <= 12
    assert server.requests <= 700
    # What has settled during a run lets the rules about it be exercised; an app that was named may not have it all.
    assert client_id or outcome.report["inconclusive"] == []


@pytest.mark.slow
def test_planted_secrets_are_written_nowhere(judge: Contract) -> None:
    """Secrets that a server puts into unexpected fields, errors and headers reach neither a report nor the terminal."""
    with SecondServer(CANARIES, leaky=True) as server:
        outcome = judge(server.base_url, server.key)
    files = {path.name: path.read_text(encoding="utf-8") for path in outcome.folder.rglob("*") if path.is_file()}
    forms = {form for secret in (*CANARIES, server.key) for form in encodings(secret)}
    for name, text in {**files, "terminal": outcome.output}.items():
        readable = {text.lower(), _unescaped(text).lower()}
        assert [(name, form) for form in forms if any(form.lower() in one for one in readable)] == []
    assert outcome.exit_code == 1, outcome.output
    assert any(finding["place"].endswith("/trace") for finding in outcome.findings)


@pytest.mark.slow
def test_planted_secrets_are_in_nothing_that_a_nightly_and_a_replay_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor do they reach what the other commands write and print that meet the same server."""
    checkout = partial_checkout(tmp_path / "checkout", FIRST_OPERATIONS)
    folder, shown = tmp_path / "reports", StringIO()
    (meeting,) = [part for part in parts("sandbox", None, folder) if part.name == "contract"]
    with SecondServer(CANARIES, leaky=True) as server:
        address = {"CONNECT_BASE_URL": server.base_url, "CONNECT_API_KEY": server.key}
        for name, value in (modules_of(checkout) | address).items():
            monkeypatch.setenv(name, value)
        nightly([replace(meeting, command=[*meeting.command, "--rate", "1000"])], "sandbox", folder, shown, checkout)
        report = folder / "contract" / "drift.json"
        findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
        replays = [called(replay.main, one["id"], "--report", str(report), **address) for one in findings[:3]]
    files = {str(path): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
    forms = {form for secret in (*CANARIES, server.key) for form in encodings(secret)}
    for name, text in {**files, "terminal": shown.getvalue() + "".join(one.output for one in replays)}.items():
        readable = {text.lower(), _unescaped(text).lower()}
        assert [(name, form) for form in forms if any(form.lower() in one for one in readable)] == []
    assert replays


def test_unknown_app_is_one_line(server: SecondServer, judge: Contract) -> None:
    """A run for an app that the workspace does not have ends in exit code 2 and a line that says what to check."""
    line = _why_not(judge(server.base_url, server.key, CONNECT_CLIENT_ID="NoSuch00"))
    assert "NoSuch00" in line
    assert "CONNECT_CLIENT_ID" in line
    assert server.creates == 0


def test_wrong_key_is_one_line(server: SecondServer, judge: Contract) -> None:
    """A key that the server refuses ends the run in exit code 2 and a line that says what to check."""
    assert "CONNECT_API_KEY" in _why_not(judge(server.base_url, "sk_workspace_test_of_nobody"))


@pytest.mark.slow
def test_stopped_server_is_one_line(judge: Contract) -> None:
    """A server that no longer listens ends the run in exit code 2 and a line that names it."""
    with SecondServer() as server:
        pass
    assert server.base_url in _why_not(judge(server.base_url, server.key))


def _why_not(outcome: Outcome) -> str:
    """The one line that says why a run could not be made."""
    assert (outcome.exit_code, "Traceback" in outcome.output) == (2, False), outcome.output
    (line,) = [line for line in outcome.output.splitlines() if "could not run" in line]
    return line


def _unescaped(text: str) -> str:
    """A text without the escapes of XML, JSON and JSON pointers."""
    plain = html.unescape(text).replace('\\"', '"').replace("\\\\", "\\")
    return plain.replace("~1", "/").replace("~0", "~")
