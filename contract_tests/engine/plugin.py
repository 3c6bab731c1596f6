"""The pytest side of a run: fixtures, the order of rules, one test per operation, progress, and outcomes."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from inspect import signature
from pathlib import Path
from typing import TextIO

import pytest

from contract_tests.engine import fixtures
from contract_tests.engine.fixtures import DATA, GENERATION, RUN
from contract_tests.engine.generation import Generation
from contract_tests.engine.progress import progress
from contract_tests.judging.finding import Finding
from contract_tests.judging.looked import group_of
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, Inconclusive, NoAnswer, NotApplicable, Unsteady
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation

SIGNS = {"passed": ".", "failed": "F", "skipped": "?"}
DOES_NOT_APPLY = "-"
# What creates comes first, so that it settles while the rest of the run goes on.
# Generated cases come late: where the budget is short, they are what it is short for.
GENERATING = "generating"
STAGES = ("liveness", "creating", "reading", "changing", "settling", "settled", GENERATING, "afterwards")
PAUSES_BETWEEN_LOOKS_SECONDS = (0.0, 0.3, 1.0)
LOOKS_THAT_AGREE = 2
MARKS = (
    "confirmed: report what is found at every one of three looks, or at two where others were at work",
    "operations(*extensions): run once for each operation that has one of the extensions",
    f"stage(name): when the rules of a file run, one of {', '.join(STAGES)}; reading if there is none",
)


class DriftFound(AssertionError):
    """A test whose exchanges deviate from the contract; the message names the findings."""


class ContractPlugin:
    """Binds a run to a pytest session: `pytest.main(arguments, plugins=[ContractPlugin(run, data, generation)])`.

    Args:
        run: The run whose target is tested.
        data: The target's data.
        generation: What makes the generated cases.
        out: Where progress is shown.
    """

    def __init__(self, run: Run, data: TargetData, generation: Generation, out: TextIO = sys.stdout) -> None:
        self._run, self._data, self._generation = run, data, generation
        self._progress = progress(out, lambda: run.waiting)
        self.crashes: list[tuple[str, str]] = []
        self._has_found = False
        self._planned: set[str] = set()
        self._reported: set[str] = set()
        self._not_applicable: set[str] = set()

    @property
    def silent(self) -> list[str]:
        """The tests that were planned and never reported, unless the run was stopped; `all` if there was none."""
        if self._run.failure or self._has_found:
            return []
        return sorted(self._planned - self._reported) if self._planned else ["all"]

    def pytest_configure(self, config: pytest.Config) -> None:
        """Hand the run to the fixtures, and register the marks of rules."""
        config.stash[RUN], config.stash[DATA] = self._run, self._data
        config.stash[GENERATION] = self._generation
        config.pluginmanager.register(fixtures)
        for mark in MARKS:
            config.addinivalue_line("markers", mark)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """One test for each operation, or for each with the extension that the mark names."""
        if "operation" not in metafunc.fixturenames:
            return
        mark = metafunc.definition.get_closest_marker("operations")
        every = filter(self._run.options.runs_for, self._run.spec.operations.values())
        operations = [one for one in every if mark is None or not one.extensions.keys().isdisjoint(mark.args)]
        metafunc.parametrize("operation", operations, ids=[operation.id for operation in operations])

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Bring the rules into the order of their stages."""
        if not self._run.options.generates:
            items[:] = [item for item in items if stage_of(item) != GENERATING]
        items.sort(key=lambda item: STAGES.index(stage_of(item)))
        self._planned = {item.nodeid for item in items}
        self._progress.begins(len(items))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Run a rule under its name; new findings fail it, and an unreachable target ends the session."""
        rule = rule_name(item)
        self._progress.test(rule, operation_of(item))
        reported = self._run.findings.reported
        try:
            with self._run.rule(rule):
                yield
        except CouldNotRun as error:
            self._run.failure = str(error)
            item.session.shouldstop = str(error)
            raise
        except (BudgetSpent, NoAnswer, Inconclusive) as error:
            self._run.cannot_tell(rule, operation_of(item), str(error))
            raise pytest.skip.Exception(str(error)) from error
        except NotApplicable as error:
            self._run.does_not_apply(rule, operation_of(item), str(error))
            self._not_applicable.add(item.nodeid)
            raise pytest.skip.Exception(f"not applicable: {error}") from error
        except Exception as error:
            self.crashes.append((rule, f"{type(error).__name__}: {error}"))
            raise
        until = self._run.options.until_found
        named = {finding.operation for finding in self._run.findings.all()} if until else set()
        if until and all(named & some for some in until):
            self._has_found = True
            item.session.shouldstop = "found"
        if self._run.findings.reported > reported:
            raise DriftFound(f"{self._run.findings.reported - reported} deviations; see drift.json")

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Look again before a rule about a collection reports: others are at work in the workspace meanwhile."""
        if pyfuncitem.get_closest_marker("confirmed") is None:
            return None
        arguments = {name: pyfuncitem.funcargs[name] for name in signature(pyfuncitem.obj).parameters}
        looks: list[list[Finding]] = []
        unsteady: Unsteady | None = None
        for pause in PAUSES_BETWEEN_LOOKS_SECONDS:
            time.sleep(pause)
            try:
                with self._run.findings.held(self._run.gate.rule) as found:
                    pyfuncitem.obj(**arguments)
            except Unsteady as error:
                unsteady = error
                continue
            looks.append(found)
            if not found:
                return True
        if len(looks) < LOOKS_THAT_AGREE:
            # What one look alone has found is neither confirmed nor gone.
            assert unsteady is not None
            raise unsteady
        shared = set.intersection(*({finding.id for finding in found} for found in looks))
        # The newest first, whose words are kept.
        for finding in (one for found in reversed(looks) for one in found if one.id in shared):
            self._run.findings.add(finding)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show a sign for each test as it ends."""
        if report.when == "call" or report.outcome != "passed":
            self._reported.add(report.nodeid)
        if report.failed and report.when != "call":
            self.crashes.append((report.nodeid, last_line(report)))
        if report.when == "call" or report.outcome != "passed":
            does_not_apply = report.skipped and report.nodeid in self._not_applicable
            group = group_of(name_of_rule(Path(report.nodeid.partition("::")[0]), ""))
            self._progress.ended(group, DOES_NOT_APPLY if does_not_apply else SIGNS[report.outcome])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A rule that cannot even be collected must not pass for one that found nothing."""
        if report.failed:
            self.crashes.append((report.nodeid, last_line(report)))

    def pytest_sessionfinish(self) -> None:
        """End what is shown of the progress."""
        self._progress.finish()


def stage_of(item: pytest.Item) -> str:
    """The stage of a run in which a rule runs."""
    mark = item.get_closest_marker("stage")
    return str(mark.args[0]) if mark else "reading"


def rule_name(item: pytest.Item) -> str:
    """The name of the rule that a test is."""
    return name_of_rule(item.path, getattr(item, "originalname", item.name))


def name_of_rule(path: Path, function: str) -> str:
    """The name of a rule in reports: the file and the function of its test, such as `paging/defaults`."""
    return f"{path.stem.removeprefix('test_')}/{function.removeprefix('test_')}".replace("_", "-")


def operation_of(item: pytest.Item) -> str:
    """The id of the operation that a test is about, or `all`."""
    callspec = getattr(item, "callspec", None)
    operation = callspec.params.get("operation") if callspec else None
    return operation.id if isinstance(operation, Operation) else "all"


def last_line(report: pytest.CollectReport | pytest.TestReport) -> str:
    """The last line of what went wrong outside a rule."""
    return report.longreprtext.strip().rpartition("\n")[2]
