"""Findings again: the commands, against a mock that drifted and, at the same address, one that no longer does."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, Workspace, create_app, load_spec, serve
from scripts import contract
from scripts import replay as replay_command
from tests.called import Called, Command, called
from tests.partial_contract import partial_spec

KEY = "sk_workspace_test_for_the_tests"


class Renamed(Workspace):
    """Names the title of a request otherwise, and that of apps."""

    def apps(self) -> list[dict[str, Any]]:
        return [{("label" if name == "name" else name): app[name] for name in app} for app in super().apps()]

    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        payload = super().payload(body, provider_ids)
        return payload | {"title": 7}


class OpenDoor(HttpRules):
    """Lets everybody in."""

    def authenticate(self, operation: Any, headers: Any) -> None:
        return


def run(main: Command, base_url: str, *arguments: str, **environment: str) -> Called:
    return called(main, *arguments, **{"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": KEY} | environment)


def findings(folder: Path) -> list[dict[str, Any]]:
    """The findings of the report in a folder."""
    found: list[dict[str, Any]] = json.loads((folder / "drift.json").read_text(encoding="utf-8"))["findings"]
    return found


def drift(folder: Path, rule: str, base_url: str) -> dict[str, str]:
    """The ids of the findings of one rule, by operation and kind."""
    arguments = ("--target", "sandbox", "--rate", "1000", "--report-dir", str(folder), "--rule", rule)
    done = run(contract.main, base_url, *arguments)
    assert done.code == 1, done.output
    return {f"{one['operation']} {one['kind']}": one["id"] for one in findings(folder)}


def replay(folder: Path, base_url: str, finding: str, *arguments: str, **environment: str) -> tuple[int, str]:
    done = run(
        replay_command.main, base_url, finding, "--report", str(folder / "drift.json"), *arguments, **environment
    )
    return done.code, done.output


def conforming() -> Any:
    return create_app(load_spec(), MockOptions(key=KEY))


@pytest.mark.slow
def test_shape_holds_until_it_is_gone(tmp_path: Path) -> None:
    """One request decides whether a finding about shape holds, and that it is gone once the server conforms."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), workspace=Renamed)) as base_url:
        found = drift(tmp_path, "paging/defaults", base_url)["listApps missing-field"]
        code, output = replay(tmp_path, base_url, found)
        assert (code, output.partition(":")[0]) == (1, "holds")
    with serve(conforming(), int(base_url.split(":")[2].partition("/")[0])) as base_url:
        code, output = replay(tmp_path, base_url, found)
        assert (code, output.partition(":")[0]) == (0, "gone")


@pytest.mark.slow
def test_rule_is_run_again(tmp_path: Path) -> None:
    """What a rule found in several exchanges is decided by running the rule alone."""
    # It sends ten requests a second, some to every operation.
    spec_path = partial_spec(tmp_path / "connect.yaml", ["listApps", "listProductionTests"])
    main = partial(replay_command.main, spec_path=spec_path)
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=OpenDoor)) as base_url:
        found = drift(tmp_path, "authentication/refused", base_url)["listApps status"]
        again = (found, "--report", str(tmp_path / "drift.json"))
        assert run(main, base_url, *again).code == 1
    with serve(conforming(), int(base_url.split(":")[2].partition("/")[0])) as base_url:
        done = run(main, base_url, *again)
        assert (done.code, done.out.partition(":")[0]) == (0, "gone"), done.output


@pytest.mark.slow
def test_nothing_is_created_unless_it_is_allowed(tmp_path: Path) -> None:
    """A request that creates something for good is sent again only when that is allowed, with a key of its own."""
    app = create_app(load_spec(), MockOptions(key=KEY), workspace=Renamed)
    with serve(app) as base_url:
        found = drift(tmp_path, "creation", base_url)["createProductionTest type"]
        code, output = replay(tmp_path, base_url, found)
        assert (code, "--allow-create" in output) == (2, True)
        code, output = replay(tmp_path, base_url, found, "--allow-create")
        assert (code, output.partition(":")[0]) == (1, "holds")


@pytest.mark.slow
def test_finding_on_the_mock_is_held_against_a_fresh_one(tmp_path: Path) -> None:
    """A finding that was made on the mock needs no key; the embedded mock is started for it."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), workspace=Renamed)) as base_url:
        found = drift(tmp_path, "paging/defaults", base_url)["listApps missing-field"]
    path = tmp_path / "drift.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    report["target"]["kind"] = "mock"
    path.write_text(json.dumps(report), encoding="utf-8")
    code, output = replay(tmp_path, "", found, CONNECT_API_KEY="")
    assert (code, output.partition(":")[0]) == (0, "gone"), output


RECORDED = {
    "target": {"kind": "sandbox", "base_url": "http://127.0.0.1:9/connect/v1"},
    "accepted": [],
    "findings": [
        {
            "id": "0123456789ab",
            "kind": "type",
            "severity": "breaking",
            "operation": "listApps",
            "place": "response 200 body /total",
            "rule": "shape",
            "evidence": [],
        }
    ],
}


@pytest.mark.parametrize(
    ("finding", "environment", "said"),
    [
        ("ffffffffffff", {}, "has no change and no finding ffffffffffff"),
        ("0123456789ab", {}, "no exchange was recorded"),
        ("0123456789ab", {"CONNECT_BASE_URL": ""}, "it was found on http://127.0.0.1:9/connect/v1"),
        ("0123456789ab", {"CONNECT_API_KEY": ""}, "set CONNECT_API_KEY"),
    ],
)
def test_what_cannot_be_told_is_one_line(tmp_path: Path, finding: str, environment: dict[str, str], said: str) -> None:
    """What cannot be told is one line that says why, and exit code 2."""
    (tmp_path / "drift.json").write_text(json.dumps(RECORDED), encoding="utf-8")
    code, output = replay(tmp_path, "http://127.0.0.1:9/connect/v1", finding, **environment)
    assert code == 2
    assert said in output
    assert output.count("\n") == 1


def test_another_host_is_refused_unless_it_is_named(tmp_path: Path) -> None:
    """What was found on a host that a run was allowed to go to can be sent there again."""
    url = "https://elsewhere.invalid/connect/v1"
    report = RECORDED | {"target": {"kind": "sandbox", "base_url": url}}
    (tmp_path / "drift.json").write_text(json.dumps(report), encoding="utf-8")
    code, output = replay(tmp_path, url, "0123456789ab")
    assert (code, "name it with --allow-host elsewhere.invalid" in output) == (2, True)
    code, output = replay(tmp_path, url, "0123456789ab", "--allow-host", "elsewhere.invalid")
    assert (code, "no exchange was recorded" in output) == (2, True)


def evidence(url: str) -> dict[str, Any]:
    request = {"method": "GET", "url": url, "headers": {"authorization": "Bearer $CONNECT_API_KEY"}, "body": None}
    return {"request": request, "response": {"status": 200}, "curl": f"curl -X GET {url}"}


@pytest.mark.parametrize(
    ("path", "key", "said"),
    [
        ("/apps", "sk_workspace_prod_x", "CONNECT_API_KEY is no key of the sandbox"),
        ("/apps/nowhere0/production-tests", KEY, "gets 404 now, so there is nothing to compare"),
        ("/apps?limit=[redacted]", KEY, "held a secret that was not written down"),
    ],
)
def test_answer_that_decides_nothing_is_one_line(tmp_path: Path, path: str, key: str, said: str) -> None:
    """Production is refused, and an answer that cannot be compared does not pass for one that conforms."""
    with serve(conforming()) as base_url:
        finding = RECORDED["findings"][0] | {"evidence": [evidence(base_url + path)]}  # type: ignore[index]
        report = RECORDED | {"target": {"kind": "sandbox", "base_url": base_url}, "findings": [finding]}
        (tmp_path / "drift.json").write_text(json.dumps(report), encoding="utf-8")
        code, output = replay(tmp_path, base_url, "0123456789ab", CONNECT_API_KEY=key)
    assert (code, output.count("\n")) == (2, 1), output
    assert said in output


@pytest.mark.parametrize("path", ["production-tests", "production%2Dtests", "%70roduction-tests"])
def test_creation_is_not_sent_without_leave_however_its_path_is_written(tmp_path: Path, path: str) -> None:
    """A path that means an operation which creates is that operation, percent-encoded or not."""
    app = create_app(load_spec(), MockOptions(key=KEY))
    with serve(app) as base_url:
        sent = evidence(f"{base_url}/apps/Shop0001/{path}")
        sent["request"]["method"] = "POST"
        sent["curl"] = """curl -X POST --data-binary '{"title": "x"}'"""
        finding = RECORDED["findings"][0] | {"evidence": [sent]}  # type: ignore[index]
        report = RECORDED | {"target": {"kind": "sandbox", "base_url": base_url}, "findings": [finding]}
        (tmp_path / "drift.json").write_text(json.dumps(report), encoding="utf-8")
        code, output = replay(tmp_path, base_url, "0123456789ab")
    assert (code, output.count("\n")) == (2, 1), output
    assert "--allow-create" in output


def test_recorded_host_header_is_not_sent(tmp_path: Path) -> None:
    """Of the recorded headers those go out that the operation documents; Host would name another server."""
    with serve(conforming()) as base_url:
        sent = evidence(f"{base_url}/apps")
        sent["request"]["headers"] |= {"Host": "api.hopae.com", "X-Forwarded-Host": "api.hopae.com"}
        finding = RECORDED["findings"][0] | {"evidence": [sent]}  # type: ignore[index]
        report = RECORDED | {"target": {"kind": "sandbox", "base_url": base_url}, "findings": [finding]}
        (tmp_path / "drift.json").write_text(json.dumps(report), encoding="utf-8")
        assert replay(tmp_path, base_url, "0123456789ab")[0] == 0


def test_unknown_rule_is_one_line(tmp_path: Path) -> None:
    """A rule that there is not is said before anything is sent."""
    done = run(contract.main, "", "--target", "mock", "--report-dir", str(tmp_path), "--rule", "no/such-rule")
    assert done.code == 2
    assert (done.out, done.err) == ("", "error: there is no rule no/such-rule; --list-rules lists them\n")
