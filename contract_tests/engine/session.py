"""A contract run from start to reports: find the target's data, run the rules under pytest, write what came out."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from contract_tests.engine.plugin import ContractPlugin
from contract_tests.judging.report import Report
from contract_tests.reports.files import HISTORY, write_reports
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, Inconclusive, NoAnswer
from contract_tests.sending.guard import refuse_production
from contract_tests.sending.options import Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.spec import Spec

HERE = Path(__file__).resolve().parent
RULES = HERE.parent / "rules"


def contract_run(
    spec: Spec,
    target: Target,
    options: Options,
    report_dir: Path,
    out: TextIO = sys.stdout,
    history: Path | None = None,
) -> Report:
    """Run the contract against a target and write the reports.

    Args:
        spec: The contract.
        target: The server to judge.
        options: Budgets, patience, seed and accepted differences.
        report_dir: Where the reports go; made if it is not there.
        out: Where progress and the result are shown.
        history: The history of runs; `history.jsonl` among the reports if it is left out.

    Returns:
        The report; its exit code is 0 when the target conforms, 1 on drift, 2 when the run could not run.
    """
    history = history or report_dir / HISTORY
    for folder in (report_dir, history.parent):
        folder.mkdir(parents=True, exist_ok=True)
    junit = report_dir / "junit.xml"
    run = Run(spec, target, options)
    data = TargetData(run)
    out.write(f"{target.kind} {target.base_url}, spec {spec.version}, seed {options.seed}\n\n")
    try:
        refuse_production(spec, target)
        with _stopped_by_interrupt(run):
            data.check()
            _run_rules(run, data, junit, out)
    except (CouldNotRun, BudgetSpent, NoAnswer) as error:
        run.failure = str(error)
    except Inconclusive as error:
        run.cannot_tell("preflight", "all", str(error))
    finally:
        run.client.close()
    report = run.result()
    recorded = options.rule is None
    write_reports(report.as_json(run.redactor), spec, report_dir, history, recorded=recorded)
    if junit.exists():
        junit.write_text(run.redactor.text(junit.read_text(encoding="utf-8")), encoding="utf-8")
    out.writelines(f"{line}\n" for line in report.lines(run.redactor))
    out.write(f"reports: {report_dir / 'drift.json'}, {report_dir / 'drift.html'}, {junit}\n")
    return report


@contextmanager
def _stopped_by_interrupt(run: Run) -> Iterator[None]:
    """Let Ctrl-C end the run at its next request, so that what was found is kept; a second one ends the process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        run.gate.stop("interrupted")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _run_rules(run: Run, data: TargetData, junit: Path, out: TextIO) -> None:
    rule = run.options.rule
    plugin = ContractPlugin(run, data, out)
    arguments = [
        str(RULES / rule_test(rule) if rule else RULES),
        f"--junitxml={junit}",
        f"--rootdir={HERE.parents[1]}",
        f"--config-file={HERE / 'pytest.ini'}",
        "-p", "no:terminal",
        "-p", "no:cacheprovider",
        "--assert=plain",
    ]  # fmt: skip
    code = pytest.main(arguments, plugins=[plugin])
    if rule and code == pytest.ExitCode.USAGE_ERROR:
        run.failure = run.failure or f"there is no rule {rule}"
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        run.failure = run.failure or f"the rules could not be run (pytest exit code {int(code)})"
    if plugin.crashes:
        rule, error = plugin.crashes[0]
        run.failure = run.failure or f"the rule {rule} crashed: {error}"


def rule_test(rule: str) -> str:
    """The test that a rule is: the reverse of its name in reports."""
    module, _, function = rule.replace("-", "_").partition("/")
    return f"test_{module}.py::test_{function}"
