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

from contract_tests.drift.report import Report
from contract_tests.drift.target import BudgetSpent, CouldNotRun, NoAnswer, Target
from contract_tests.plugin import ContractPlugin
from contract_tests.reports.files import HISTORY, write_reports
from contract_tests.run import Inconclusive, Options, Run, refuse_production
from contract_tests.spec import Spec
from contract_tests.world import World

HERE = Path(__file__).parent

# What creates comes first, so that it settles while the rest of the run goes on.
RULES = (
    "test_liveness.py",
    "test_creation.py",
    "test_idempotency.py",
    "test_limits.py",
    "test_authentication.py",
    "test_paging.py",
    "test_generated.py",
    "test_lifecycle.py",
    "test_client.py",
    "test_ownership.py",
    "test_afterwards.py",
)


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
    world = World(run)
    out.write(f"{target.kind} {target.base_url}, spec {spec.version}, seed {options.seed}\n\n")
    try:
        refuse_production(spec, target)
        with _stopped_by_interrupt(run):
            world.check()
            _run_rules(run, world, junit, out)
    except (CouldNotRun, BudgetSpent, NoAnswer) as error:
        run.failure = str(error)
    except Inconclusive as error:
        run.cannot_tell("preflight", "all", str(error))
    finally:
        run.client.close()
    report = run.result()
    recorded = options.rule is None
    write_reports(report.as_json(run.redactor), report_dir, history, operations=spec.operations, recorded=recorded)
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


def _run_rules(run: Run, world: World, junit: Path, out: TextIO) -> None:
    rule = run.options.rule
    plugin = ContractPlugin(run, world, out)
    arguments = [
        *(str(HERE / test) for test in ([rule_test(rule)] if rule else RULES)),
        f"--junitxml={junit}",
        f"--rootdir={HERE.parent}",
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
