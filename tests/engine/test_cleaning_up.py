"""A run cleans up after itself whatever ends it: a rule that crashes, a spent budget, a passed deadline."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract_tests.engine import rules
from contract_tests.engine.session import contract_run
from contract_tests.judging.report import Report
from contract_tests.sending.options import Budget, Options, Target
from tests.target.meddling import KEY, SPEC, Workspace, workspace

RULE = """
def test_rule(run, data):
    app = data.own.make(run.spec.resources["app"], {{}})
    data.own.make(run.spec.resources["workflow"], app.path)
    {then}
"""
READ = "run.send(run.spec.operations['listApps'], {})"


@pytest.fixture
def target() -> Iterator[Workspace]:
    with workspace() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the only rule of a run, and for its reports."""
    monkeypatch.setattr(rules, "RULES", tmp_path / "rules")
    (tmp_path / "rules").mkdir()
    return tmp_path


def judged(target: Workspace, folder: Path, then: str, budget: Budget) -> Report:
    """The report of a run whose only rule makes an app and a workflow, and then does something else."""
    (folder / "rules" / "test_making.py").write_text(RULE.format(then=then), encoding="utf-8")
    options = Options(budget, settle_timeout=5, seed=1)
    return contract_run(SPEC, Target("sandbox", target.base_url, KEY), options, folder / "reports", io.StringIO())


def test_rule_that_crashes(target: Workspace, folder: Path) -> None:
    """The run could not run, and left nothing."""
    before = target.apps()
    report = judged(target, folder, "raise RuntimeError('oh')", Budget(100, 10, 10))
    assert report.failure == "the rule making/rule crashed: RuntimeError: oh"
    assert (target.apps(), report.left) == (before, [])


@pytest.mark.slow
def test_rule_that_spends_all_requests(target: Workspace, folder: Path) -> None:
    """The rule is inconclusive, and what was kept back is enough."""
    before = target.apps()
    report = judged(target, folder, f"while True: {READ}", Budget(60, 10, 10))
    assert [one.why for one in report.inconclusive] == ["the budget of 60 requests is spent"]
    assert (target.apps(), report.left, report.requests <= 60) == (before, [], True)


@pytest.mark.slow
def test_rule_that_lasts_beyond_the_deadline(target: Workspace, folder: Path) -> None:
    """The rule is inconclusive, and cleaning up has time of its own."""
    before = target.apps()
    report = judged(target, folder, f"while True: {READ}", Budget(100_000, 10, 10, rate=100, deadline=1.5))
    assert [one.why.endswith("the deadline of 1.5 s has passed") for one in report.inconclusive] == [True]
    assert (target.apps(), report.left) == (before, [])
