"""A rule that does not apply, under the real plugin: its sign, its entry in the run, and its case in JUnit's report."""

import io
from pathlib import Path

import pytest

from contract_tests.engine import rules
from contract_tests.judging.report import InconclusiveRule
from contract_tests.mock import MockOptions, create_app, serve
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from tests.engine.conftest import run_contract
from tests.judging.exchanges import KEY, SPEC
from tests.partial_contract import partial_spec

WHY = "no operation of the spec makes one to try it on"
RULES = f"""
import pytest
from contract_tests.sending.exceptions import Inconclusive, NotApplicable

@pytest.mark.operations("x-creates")
def test_stored(operation):
    raise NotApplicable({WHY!r})

def test_untouched():
    raise Inconclusive("nothing is there")

def test_again():
    pass
"""


def test_rule_that_does_not_apply_is_skipped_with_a_sign_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no crash and not inconclusive, the run goes on and conforms, and its reason is kept."""
    (tmp_path / "test_change.py").write_text(RULES, encoding="utf-8")
    monkeypatch.setattr(rules, "RULES", tmp_path)
    target = Target("mock", "http://127.0.0.1:9/connect/v1", KEY)
    run, out = Run(SPEC, target, Options(Budget(10, 1, 1), 1.0, seed=1)), io.StringIO()
    rules.run_rules(run, TargetData(run), out)
    run.close()
    report = run.result()
    operations = [name for name, operation in SPEC.operations.items() if "x-creates" in operation.extensions]
    assert report.not_applicable == [InconclusiveRule("change/stored", name, WHY) for name in operations]
    assert report.inconclusive == [InconclusiveRule("change/untouched", "all", "nothing is there")]
    assert (report.verdict, report.failure) == ("conforms", None)
    assert out.getvalue().split() == ["change", f"{'-' * len(operations)}?."]


def test_run_records_a_rule_that_does_not_apply_once() -> None:
    """The same rule, operation and reason are one entry, and what was left reaches the report."""
    run = Run(SPEC, Target("mock", "http://127.0.0.1:9/connect/v1", KEY), Options(Budget(10, 1, 1), 1.0, seed=1))
    for _ in range(2):
        run.does_not_apply("change/stored", "listApps", WHY)
    run.close()
    assert (len(run.result().not_applicable), run.result().left) == (1, run.left)


@pytest.mark.slow
def test_contract_in_which_nothing_is_named_by_a_path_is_run(tmp_path: Path) -> None:
    """There is no app to ask for then; without a key that is taken the run cannot be made all the same."""
    spec = partial_spec(tmp_path / "connect.yaml", ["getWorkspace", "listApps"])
    outcome = run_contract(tmp_path / "reports", spec)
    assert (outcome.exit_code, outcome.report["verdict"]) == (0, "conforms"), outcome.output
    with serve(create_app(SPEC.root, MockOptions())) as base_url:
        address = {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": "sk_workspace_test_another"}
        refused = run_contract(tmp_path / "refused", spec, "--target", "sandbox", **address)
    assert refused.exit_code == 2
    assert "the key is refused" in refused.output
