"""The contract run: what conforms, what drifts, and what could not run."""

import json
import socket
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.mock import HttpRules, MockOptions, Workspace, create_app, load_spec, serve
from contract_tests.sending.options import Budget
from scripts.spec import reading
from tests.engine.conftest import Contract, Outcome, run_contract

KEY = "sk_workspace_test_for_the_tests"


@pytest.fixture(scope="module")
def on_the_mock(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A run on the embedded mock, with its history in a folder beside its reports."""
    folder = tmp_path_factory.mktemp("run")
    history = ("--history", str(folder / "kept" / "history.jsonl"))
    return run_contract(folder / "reports", reading.SPEC_PATH, "--seed", "1", *history)


@pytest.mark.slow
def test_embedded_mock_conforms(on_the_mock: Outcome) -> None:
    """On the embedded mock a run ends in the verdict conforms, with nothing inconclusive and every rule exercised."""
    outcome = on_the_mock
    history = outcome.folder.parent / "kept" / "history.jsonl"
    assert outcome.exit_code == 0, outcome.output
    assert outcome.report["verdict"] == "conforms"
    assert outcome.report["inconclusive"] == []
    spec = reading.load_spec()
    budget = Budget.for_spec(spec)
    assert {entry["operation"] for entry in outcome.report["exercised"]} == set(spec.operations)
    assert len(outcome.report["created"]) <= budget.max_creates
    assert outcome.report["requests"] <= budget.max_requests
    reports = {"drift.har", "drift.html", "drift.json", "drift.md", "drift.sarif", "junit.xml"}
    assert {path.name for path in outcome.folder.iterdir()} == reports
    assert [json.loads(line)["verdict"] for line in history.read_text().splitlines()] == ["conforms"]


@pytest.mark.slow
def test_junit_report_names_every_rule(on_the_mock: Outcome) -> None:
    """The JUnit report holds a test case for every rule and operation, none of them failed."""
    cases = ET.parse(on_the_mock.folder / "junit.xml").getroot().findall("testsuite/testcase")
    assert not any(case.find(outcome) is not None for case in cases for outcome in ("failure", "error"))
    named = {(case.get("classname"), case.get("name")) for case in cases}
    assert {("idempotency/replay", "createProductionTest"), ("liveness/answers", "getProductionTestReport")} <= named


def on_a_few_operations(tmp_path: Path, spec_path: Path, base_url: str, *arguments: str) -> Outcome:
    """A run of a contract of a few operations against a server on loopback."""
    environment = {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": KEY}
    return run_contract(tmp_path, spec_path, "--target", "sandbox", "--rate", "1000", *arguments, **environment)


@pytest.mark.slow
def test_another_process_is_judged_the_same_way(tmp_path: Path, first_operations: Path) -> None:
    """A server that is known by its base URL and key alone is judged like the embedded mock."""
    with serve(create_app(load_spec(), MockOptions(key=KEY))) as base_url:
        outcome = on_a_few_operations(tmp_path, first_operations, base_url)
    assert (outcome.exit_code, outcome.report["verdict"]) == (0, "conforms"), outcome.output
    assert outcome.report["target"] == {"kind": "sandbox", "base_url": base_url, "client_id": None}


class RenamedField(Workspace):
    """Calls the title of a challenge its name."""

    def challenge(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        challenge = dict(super().challenge(*arguments, **named))
        challenge["name"] = challenge.pop("title")
        return challenge


class IgnoredKey(HttpRules):
    """Lets everybody in."""

    def authenticate(self, operation: Any, headers: Headers) -> None:
        return


class OtherStatus:
    """An ASGI application around another, which answers 200 where that one answers 201."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def changed(message: Message) -> None:
            if message.get("status") == 201:
                message["status"] = 200
            await send(message)

        await self._app(scope, receive, changed)


@pytest.mark.slow
def test_three_drifts_are_each_named(tmp_path: Path, first_operations: Path) -> None:
    """A renamed field, a dropped status and an ignored key are all reported, each with its place and a curl line."""
    app = create_app(load_spec(), MockOptions(key=KEY), workspace=RenamedField, http=IgnoredKey)
    app.add_middleware(OtherStatus)
    with serve(app) as base_url:
        outcome = on_a_few_operations(tmp_path, first_operations, base_url)
    assert outcome.exit_code == 1, outcome.output
    places = {(finding["operation"], finding["kind"], finding["place"]) for finding in outcome.findings}
    assert ("listProductionTests", "missing-field", "response 200 body /*/challenge/title") in places
    assert ("getProductionTestReport", "missing-field", "response 200 body /challenge/title") in places
    assert ("createProductionTest", "status", "response 200") in places
    assert ("listApps", "status", "request header Authorization (any)") in places
    assert ("createProductionTest", "status", "request header Authorization (no key)") in places
    evidence = [entry for finding in outcome.findings for entry in finding["evidence"]]
    assert all(entry["curl"].startswith("curl ") for entry in evidence)
    assert KEY not in outcome.output


@pytest.mark.slow
def test_a_run_of_one_rule_neither_carries_over_nor_enters_the_history(tmp_path: Path, first_operations: Path) -> None:
    """What it did not look at may be as it was, and the next whole run is held against the last whole one."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), workspace=RenamedField)) as base_url:
        whole = on_a_few_operations(tmp_path, first_operations, base_url)
        before = (tmp_path / "history.jsonl").read_text(encoding="utf-8")
        alone = on_a_few_operations(tmp_path, first_operations, base_url, "--rule", "paging/defaults")
    assert (whole.exit_code, before.count("\n")) == (1, 1), whole.output
    assert (alone.exit_code, alone.report["verdict"]) == (0, "conforms"), alone.output
    assert (tmp_path / "history.jsonl").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "set CONNECT_API_KEY"),
        ({"CONNECT_API_KEY": "sk_workspace_prod_x"}, "no key of the sandbox"),
        ({"CONNECT_API_KEY": KEY, "CONNECT_BASE_URL": "https://api.hopae.com/connect/v1"}, "production server"),
        ({"CONNECT_API_KEY": KEY, "CONNECT_BASE_URL": "nonsense"}, "not an http or https URL with a host"),
    ],
)
def test_bad_environment_is_one_line(contract: Contract, environment: dict[str, str], said: str) -> None:
    """Without a key, or with anything of production, nothing is sent and one line says what to mend."""
    outcome = contract("--target", "sandbox", **environment)
    assert outcome.exit_code == 2
    assert said in outcome.output
    assert "Traceback" not in outcome.output


@pytest.mark.parametrize("address", ["user:c4n4ry@sandbox.api.hopae.com/v1", "sandbox.api.hopae.com/v1?key=c4n4ry"])
def test_what_is_secret_in_an_address_that_is_refused_stands_nowhere(contract: Contract, address: str) -> None:
    outcome = contract("--target", "sandbox", CONNECT_API_KEY=KEY, CONNECT_BASE_URL=f"https://{address}")
    assert (outcome.exit_code, outcome.report["verdict"]) == (2, "could-not-run")
    written = [path.read_text(encoding="utf-8") for path in outcome.folder.iterdir()]
    assert not [text for text in (outcome.output, *written) if "c4n4ry" in text]


@pytest.mark.slow
def test_unreachable_target_could_not_run(judge: Contract) -> None:
    """A target that nobody listens on is neither drift nor conformance."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        outcome = judge(f"http://127.0.0.1:{unused.getsockname()[1]}/connect/v1", KEY)
    assert outcome.exit_code == 2
    assert "the connection was refused" in outcome.output
    assert outcome.report["verdict"] == "could-not-run"


def test_refused_key_could_not_run(judge: Contract) -> None:
    """A key that the target refuses ends the run at once, in one line."""
    with serve(create_app(load_spec(), MockOptions(key=KEY))) as base_url:
        outcome = judge(base_url, "sk_workspace_test_another")
    assert outcome.exit_code == 2
    assert "the key is refused" in outcome.output
    assert outcome.findings == []


def test_unknown_app_could_not_run(judge: Contract) -> None:
    """An app that is named but does not exist ends the run in one line."""
    with serve(create_app(load_spec(), MockOptions(key=KEY))) as base_url:
        outcome = judge(base_url, KEY, CONNECT_CLIENT_ID="Nowhere1")
    assert outcome.exit_code == 2
    assert "no app Nowhere1" in outcome.output
