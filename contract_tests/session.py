"""A contract run from start to reports: find the target's data, run the rules under pytest, write what came out."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

from contract_tests.drift.gate import Budget, BudgetSpent, CouldNotRun, NoAnswer, Target
from contract_tests.drift.report import Report
from contract_tests.plugin import ContractPlugin
from contract_tests.run import Run, refuse_production
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
    "test_client.py",
    "test_lifecycle.py",
    "test_ownership.py",
)


@dataclass(frozen=True)
class Options:
    """How to run: what may be spent, how long to wait for things to settle (seconds), where reports go."""

    budget: Budget
    settle_timeout: float
    report_dir: Path
    seed: int | None = None


def contract_run(spec: Spec, target: Target, options: Options, out: TextIO = sys.stdout) -> Report:
    """Run the contract against a target and write the reports.

    Args:
        spec: The contract.
        target: The server to judge.
        options: Budgets and places.
        out: Where progress and the result are shown.

    Returns:
        The report; its exit code is 0 when the target conforms, 1 on drift, 2 when the run could not run.
    """
    options.report_dir.mkdir(parents=True, exist_ok=True)
    seed = random.randrange(2**32) if options.seed is None else options.seed
    run = Run(spec, target, options.budget, options.settle_timeout, seed)
    world = World(run)
    out.write(f"{target.kind} {target.base_url}, spec {spec.version}, seed {seed}\n\n")
    try:
        refuse_production(spec, target)
        world.check()
        _run_rules(run, world, options.report_dir / "junit.xml", out)
    except (CouldNotRun, BudgetSpent, NoAnswer) as error:
        run.failure = str(error)
    except KeyboardInterrupt:
        run.failure = "interrupted"
    finally:
        run.client.close()
    report = run.result()
    report.write(options.report_dir / "drift.json", run.redactor)
    out.writelines(f"{line}\n" for line in report.lines(run.redactor))
    out.write(f"reports: {options.report_dir / 'drift.json'}, {options.report_dir / 'junit.xml'}\n")
    return report


def _run_rules(run: Run, world: World, junit: Path, out: TextIO) -> None:
    plugin = ContractPlugin(run, world, out)
    arguments = [
        *(str(HERE / rule) for rule in RULES),
        f"--junitxml={junit}",
        f"--rootdir={HERE.parent}",
        f"--config-file={HERE / 'pytest.ini'}",
        "-p", "no:terminal",
        "-p", "no:cacheprovider",
        "--assert=plain",
    ]  # fmt: skip
    code = pytest.main(arguments, plugins=[plugin])
    if code == pytest.ExitCode.INTERRUPTED and not run.failure:
        run.failure = "interrupted"
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        run.failure = run.failure or f"the rules could not be run (pytest exit code {int(code)})"
    if plugin.crashes:
        rule, error = plugin.crashes[0]
        run.failure = run.failure or f"the rule {rule} crashed: {error}"
