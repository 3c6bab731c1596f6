"""What a run makes of a target that fails it half-way."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from contract_tests.mock import HttpRules, MockOptions, RefusalError, create_app, load_spec, serve
from contract_tests.sending.options import LEAST_REQUESTS_PER_OPERATION
from scripts.spec import reading
from tests.engine.conftest import Contract, Outcome, run_contract
from tests.partial_contract import FIRST_OPERATIONS, ROOT

KEY = "sk_workspace_test_for_the_tests"
CREATING = ("--operation", "createProductionTest")
LEAST_REQUESTS = LEAST_REQUESTS_PER_OPERATION * len(reading.load_spec().operations)


@pytest.fixture
def spec_path(first_operations: Path) -> Path:
    """A contract of a few operations: what happens to a run does not depend on their number."""
    return first_operations


class Counting:
    """An ASGI application around another, which does something from the n-th request on."""

    def __init__(self, app: ASGIApp, after: int) -> None:
        self._app, self._after, self._count = app, after, 0
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._lock:
            self._count += 1
            due = self._count > self._after
        if due and await self.instead(self._count, send):
            return
        await self._app(scope, receive, send)

    async def instead(self, number: int, send: Send) -> bool:
        """Answer in place of the application; false to let it answer after all."""
        raise NotImplementedError


async def drop(send: Send) -> None:
    """Break the connection off in the middle of an answer."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"100")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})
    raise ConnectionAbortedError


class DeadKey(Counting):
    """Refuses every key."""

    async def instead(self, number: int, send: Send) -> bool:
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 401, "headers": headers})
        body = (
            b'{"error": {"code": "AUTH_INVALID_CREDENTIALS", "message": "no"},'
            b' "request_id": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55"}'
        )
        await send({"type": "http.response.body", "body": body})
        return True


class Failing(Counting):
    """Answers everything with 502 and a page of HTML, as a gateway does."""

    async def instead(self, number: int, send: Send) -> bool:
        await send({"type": "http.response.start", "status": 502, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"<h1>Bad Gateway</h1>"})
        return True


class Dropping(Counting):
    """Breaks the connection off."""

    async def instead(self, number: int, send: Send) -> bool:
        await drop(send)
        return True


class DroppingSome(Counting):
    """Breaks some connections off."""

    async def instead(self, number: int, send: Send) -> bool:
        if number % 23 == 0:
            await drop(send)
        return number % 23 == 0


class RateLimiting(Counting):
    """Answers every fifteenth request with 429."""

    async def instead(self, number: int, send: Send) -> bool:
        if number % 15:
            return False
        headers = [(b"content-type", b"text/plain"), (b"retry-after", b"0")]
        await send({"type": "http.response.start", "status": 429, "headers": headers})
        await send({"type": "http.response.body", "body": b"slow down"})
        return True


def mock_with(middleware: type[Counting], after: int) -> Any:
    app = create_app(load_spec(), MockOptions(key=KEY))
    app.add_middleware(middleware, after=after)
    return app


@pytest.mark.slow
def test_key_that_dies_half_way_could_not_run(judge: Contract) -> None:
    """A key that is refused from some moment on ends the run at once, without a flood of findings."""
    with serve(mock_with(DeadKey, 40)) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 2, outcome.output
    assert outcome.report["failure"] == "the key is refused (status 401); check CONNECT_API_KEY"
    assert outcome.findings == []


@pytest.mark.slow
def test_target_that_dies_half_way_keeps_the_findings(judge: Contract) -> None:
    """A target that stops answering ends the run in exit code 2, with the findings that were made before."""

    class Extended(HttpRules):
        async def answer(self, operation: Any, request: Any) -> Any:
            answer = await super().answer(operation, request)
            if operation.id != "listApps":
                return answer
            return replace(answer, body=json.dumps(json.loads(answer.body) | {"more": False}).encode())

    app = create_app(load_spec(), MockOptions(key=KEY), http=Extended)
    app.add_middleware(Dropping, after=60)
    with serve(app) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 2, outcome.output
    assert outcome.report["verdict"] == "could-not-run"
    assert "no answer from" in outcome.report["failure"]
    assert [(one["operation"], one["kind"]) for one in outcome.findings] == [("listApps", "undocumented-field")]


@pytest.mark.slow
def test_app_that_others_delete_half_way_is_no_drift(judge: Contract) -> None:
    """Once the app under test is gone, nothing is concluded from what is not found any more."""
    answers = itertools.count(1)

    class Deleting(HttpRules):
        async def answer(self, operation: Any, request: Any) -> Any:
            first = self.workspace.apps()[0]
            if next(answers) == 60:
                self.workspace.delete_app(first)
            return await super().answer(operation, request)

    with serve(create_app(load_spec(), MockOptions(key=KEY), http=Deleting)) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 2, outcome.output
    assert "was deleted by somebody else meanwhile" in outcome.report["failure"]
    assert outcome.findings == []


@pytest.mark.slow
def test_outage_half_way_is_no_drift(judge: Contract) -> None:
    """A target that answers everything with 502 from some moment on could not be judged."""
    with serve(mock_with(Failing, 60)) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 2, outcome.output
    assert "answers 502" in outcome.report["failure"]
    assert outcome.findings == []


@pytest.mark.slow
def test_dropped_connections_are_tried_again(judge: Contract) -> None:
    """A connection that breaks off now and then is no drift."""
    with serve(mock_with(DroppingSome, 10)) as base_url:
        outcome = judge(base_url, KEY)
    assert (outcome.exit_code, outcome.findings) == (0, []), outcome.output


@pytest.mark.slow
def test_rate_limit_is_obeyed(judge: Contract) -> None:
    """A 429 is waited for and tried again, and never reported."""
    with serve(mock_with(RateLimiting, 5)) as base_url:
        outcome = judge(base_url, KEY)
    assert (outcome.exit_code, outcome.findings) == (0, []), outcome.output


@pytest.mark.slow
@pytest.mark.parametrize("silent", ["listProductionTests", "getProductionTestReport", "createProductionTest"])
def test_operation_that_never_answers_is_drift(judge: Contract, silent: str) -> None:
    """An operation whose connection breaks off every time, while others answer, is named in a finding."""

    class Silent(HttpRules):
        async def answer(self, operation: Any, request: Any) -> Any:
            if operation.id == silent:
                raise RefusalError(599, "DROP", "")
            return await super().answer(operation, request)

    class Drop599:
        def __init__(self, app: ASGIApp) -> None:
            self._app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def changed(message: Any) -> None:
                if message.get("status") == 599:
                    await drop(send)
                await send(message)

            await self._app(scope, receive, changed)

    app = create_app(load_spec(), MockOptions(key=KEY), http=Silent)
    app.add_middleware(Drop599)
    with serve(app) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == 1, outcome.output
    named = {(finding["operation"], finding["kind"]) for finding in outcome.findings}
    assert named == {(silent, "no-answer")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "code", "exit_code"), [(400, "VALIDATION_INVALID_PARAMETER", 1), (429, "RATE_LIMITED", 2)]
)
def test_creation_that_is_never_admitted_does_not_conform(
    judge: Contract, status: int, code: str, exit_code: int
) -> None:
    """A server that creates and refuses is drift; one that tells every creation to come back could not be judged."""

    class Refusing(HttpRules):
        async def answer(self, operation: Any, request: Any) -> Any:
            answer = await super().answer(operation, request)
            if operation.id == "createProductionTest":
                raise RefusalError(status, code, "")
            return answer

    with serve(create_app(load_spec(), MockOptions(key=KEY), http=Refusing)) as base_url:
        outcome = judge(base_url, KEY)
    assert outcome.exit_code == exit_code, outcome.output
    named = {(finding["operation"], finding["kind"]) for finding in outcome.findings}
    assert (("listProductionTests", "duplicate") in named) == (status == 400)
    assert outcome.report["failure"] == (
        None if status == 400 else "the target keeps answering 429; lower --rate, or try again later"
    )


@pytest.mark.slow
def test_budget_of_creates_is_kept(judge: Contract) -> None:
    """With a small budget a run creates no more than that, and names what it could not check."""
    with serve(create_app(load_spec(), MockOptions(key=KEY))) as base_url:
        outcome = judge(base_url, KEY, "--max-creates", "3")
    assert outcome.exit_code == 0, outcome.output
    assert len(outcome.report["created"]) <= 3
    (why,) = {one["why"] for one in outcome.report["inconclusive"] if one["rule"] == "creation/every-accepted-value"}
    assert why == "the budget of 3 created things is spent"


@pytest.fixture(scope="module")
def on_the_least_budget(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A run of the whole contract, for which the number was measured, with the fewest requests allowed."""
    folder = tmp_path_factory.mktemp("run")
    return run_contract(folder, reading.SPEC_PATH, "--max-requests", str(LEAST_REQUESTS))


@pytest.mark.slow
def test_least_budget_of_requests_is_short_for_generated_cases_alone(on_the_least_budget: Outcome) -> None:
    """With the fewest requests allowed, a run sends no more, and every rule but the generated ones is exercised."""
    outcome = on_the_least_budget
    assert outcome.exit_code == 0, outcome.output
    assert outcome.report["requests"] <= LEAST_REQUESTS
    assert outcome.report["left"] == []
    starved = {one["rule"] for one in outcome.report["inconclusive"]}
    assert {rule for rule in starved if not rule.startswith("generated/")} == set()


@pytest.mark.slow
def test_generated_cases_that_were_not_sent_are_named(on_the_least_budget: Outcome) -> None:
    """Where the budget leaves no request for generated cases, they are exercised or inconclusive, never just well."""
    told = [*on_the_least_budget.report["exercised"], *on_the_least_budget.report["inconclusive"]]
    assert {"generated/cases", "generated/scenarios"} <= {one["rule"] for one in told}


def test_fewer_requests_than_a_run_needs_are_refused(judge: Contract) -> None:
    """A budget that is too small is one line and exit code 2, before the first request."""
    least = LEAST_REQUESTS_PER_OPERATION * len(FIRST_OPERATIONS)
    outcome = judge("http://127.0.0.1:9/connect/v1", KEY, "--max-requests", str(least - 1))
    assert (outcome.exit_code, outcome.output.count("\n")) == (2, 1), outcome.output
    assert f"give at least {least}" in outcome.output
    assert not (outcome.folder / "drift.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_keeps_the_report(tmp_path: Any, number: signal.Signals) -> None:
    """Ctrl-C or SIGTERM ends a run in exit code 2 and leaves its report."""
    with serve(create_app(load_spec(), MockOptions(key=KEY, settle_seconds=60))) as base_url:
        process = subprocess.Popen(
            [sys.executable, "scripts/contract.py", *CREATING, "--target", "sandbox", "--report-dir", str(tmp_path)],
            cwd=ROOT,
            env=os.environ | {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": KEY},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert process.stdout
        for line in process.stdout:
            if line.startswith("creation"):
                process.send_signal(number)
                break
        rest, _ = process.communicate(timeout=600)
    assert process.returncode == 2, rest
    assert "could not run: interrupted" in rest
    assert '"verdict": "could-not-run"' in (tmp_path / "drift.json").read_text(encoding="utf-8")
