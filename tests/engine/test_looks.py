"""A rule about a collection looks again before its findings count, and one that crashed says why without secrets."""

from collections.abc import Callable, Iterator
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest

from contract_tests.engine import plugin
from contract_tests.engine.generation import Generation
from contract_tests.engine.plugin import ContractPlugin
from contract_tests.engine.rules import LONGEST_ERROR, _failure
from contract_tests.judging.finding import Deviation
from contract_tests.sending.exceptions import Unsteady
from contract_tests.sending.options import Budget, Options, Target
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from tests.judging.exchanges import KEY, SPEC, exchange, sample

FOUND, NOTHING, MOVED = "found", "nothing", "moved"


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, "PAUSES_BETWEEN_LOOKS_SECONDS", (0.0, 0.0, 0.0))


@pytest.fixture
def run() -> Iterator[Run]:
    options = Options(Budget.for_spec(SPEC), 1.0, 1)
    with closing(Run(SPEC, Target("mock", "http://127.0.0.1:9/connect/v1", KEY), options)) as run:
        yield run


def rule(run: Run, looks: list[str]) -> Callable[[], None]:
    """A rule that sees one thing after the other."""
    left, answer = iter(looks), exchange("listApps", 200, sample("AppPage"))

    def look() -> None:
        seen = next(left)
        if seen == MOVED:
            raise Unsteady("others were at work")
        for place in [] if seen == NOTHING else seen.split():
            pointer = SPEC.operations["listApps"].pointer
            run.report(answer, Deviation("value", "breaking", f"response 200 body /{place}", "a", "b", pointer))

    return look


def looked(run: Run, looks: list[str]) -> int:
    """How many findings a rule has after its looks."""
    function: Any = SimpleNamespace(get_closest_marker=lambda name: name, funcargs={}, obj=rule(run, looks))
    ContractPlugin(run, TargetData(run), Generation(list)).pytest_pyfunc_call(function)
    return len(run.findings.all())


@pytest.mark.parametrize(
    ("looks", "findings"),
    [
        ([NOTHING], 0),
        ([FOUND, NOTHING], 0),
        ([MOVED, NOTHING], 0),
        ([FOUND, FOUND, FOUND], 1),
        ([MOVED, FOUND, FOUND], 1),
        ([FOUND, MOVED, FOUND], 1),
        (["total", "limit", "offset"], 0),
        (["total limit", "total offset", "total data"], 1),
        (["total limit", "limit total", "total limit"], 2),
    ],
)
def test_what_every_look_finds_counts(run: Run, looks: list[str], findings: int) -> None:
    assert looked(run, looks) == findings


@pytest.mark.parametrize("looks", [[MOVED, MOVED, MOVED], [FOUND, MOVED, MOVED], [MOVED, MOVED, FOUND]])
def test_what_one_look_alone_finds_is_neither_a_finding_nor_gone(run: Run, looks: list[str]) -> None:
    with pytest.raises(Unsteady, match="others were at work"):
        looked(run, looks)
    assert run.findings.all() == []


def test_the_message_of_a_crash_is_cut_after_it_was_redacted(run: Run) -> None:
    """What is cut before may end in a part of a secret."""
    crashed, part = ContractPlugin(run, TargetData(run), Generation(list)), len(KEY) // 2
    crashed.crashes.append(("paging/walk", "x" * (LONGEST_ERROR - part) + KEY))
    said = _failure(crashed, 1, run.redactor.text)
    assert said is not None
    assert KEY[:part] not in said
