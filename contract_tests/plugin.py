"""The pytest side of a run: fixtures, one test per operation that bears an extension, progress, and outcomes."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any, TextIO

import pytest

from contract_tests import generated_cases
from contract_tests.drift.target import BudgetSpent, CouldNotRun, NoAnswer
from contract_tests.run import Inconclusive, Run
from contract_tests.spec import Operation
from contract_tests.world import World

RUN = pytest.StashKey[Run]()
WORLD = pytest.StashKey[World]()
SIGNS = {"passed": ".", "failed": "F", "skipped": "?"}


class DriftFound(AssertionError):
    """A test whose exchanges deviate from the contract; the message names the findings."""


class ContractPlugin:
    """Binds a run to a pytest session.

    Args:
        run: The run whose target is tested.
        world: The target's data.
        out: Where progress is shown.
    """

    def __init__(self, run: Run, world: World, out: TextIO = sys.stdout) -> None:
        self._run, self._world, self._out = run, world, out
        self._module = ""
        self.crashes: list[tuple[str, str]] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        """Hand the run to the fixtures, and register the mark that binds a rule to operations."""
        config.stash[RUN], config.stash[WORLD] = self._run, self._world
        config.addinivalue_line("markers", "operations(bearing): run once for each operation with the extension")

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """One test for each operation, or for each that bears the extension which the mark names."""
        if "operation" not in metafunc.fixturenames:
            return
        mark = metafunc.definition.get_closest_marker("operations")
        operations = list(bearers(self._run.spec.operations.values(), mark.args[0] if mark else None))
        metafunc.parametrize("operation", operations, ids=[operation.id for operation in operations])

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, collector: pytest.Collector, name: str, obj: object) -> Any:
        """Hand generated cases to Schemathesis, which needs the target's values that are known only now."""
        if not getattr(obj, "generates_cases", False):
            return None
        handed: Any = generated_cases.load(self._run, self._world).parametrize()(obj)
        handed.generates_cases = False
        return collector.ihook.pytest_pycollect_makeitem(collector=collector, name=name, obj=handed)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Run a rule under its name; new findings fail it, and an unreachable target ends the session."""
        rule = rule_name(item)
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
        except Exception as error:
            self.crashes.append((rule, f"{type(error).__name__}: {error}"))
            raise
        if self._run.findings.reported > reported:
            raise DriftFound(f"{self._run.findings.reported - reported} deviations; see drift.json")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show a sign for each test as it ends."""
        if report.failed and report.when != "call":
            self.crashes.append((report.nodeid, last_line(report)))
        module = Path(report.nodeid.partition("::")[0]).stem.removeprefix("test_").replace("_", " ")
        if report.when == "call" or report.outcome != "passed":
            if module != self._module:
                self._out.write(f"{chr(10) if self._module else ''}{module.ljust(18)} ")
                self._module = module
            self._out.write(SIGNS[report.outcome])
            self._out.flush()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A rule that cannot even be collected must not pass for one that found nothing."""
        if report.failed:
            self.crashes.append((report.nodeid, last_line(report)))

    def pytest_sessionfinish(self) -> None:
        """End the line of signs."""
        if self._module:
            self._out.write("\n\n")


def bearers(operations: Iterable[Operation], extension: str | None) -> Iterable[Operation]:
    """The operations that bear an extension; all of them for None."""
    return (operation for operation in operations if extension is None or extension in operation.extensions)


def rule_name(item: pytest.Item) -> str:
    """The name of a rule in reports: the file and the function of its test, such as `paging/defaults`."""
    function = getattr(item, "originalname", item.name).removeprefix("test_")
    return f"{item.path.stem.removeprefix('test_')}/{function}".replace("_", "-")


def operation_of(item: pytest.Item) -> str:
    """The id of the operation that a test is about, or `all`."""
    callspec = getattr(item, "callspec", None)
    operation = callspec.params.get("operation") if callspec else None
    return operation.id if isinstance(operation, Operation) else "all"


def last_line(report: pytest.CollectReport | pytest.TestReport) -> str:
    """The last line of what went wrong outside a rule."""
    return report.longreprtext.strip().rpartition("\n")[2]
