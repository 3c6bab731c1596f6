"""The end of a run: what it made is deleted, whatever stopped it, and what could not be deleted is listed once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest

from contract_tests.judging.report import Left
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, NoAnswer
from contract_tests.sending.options import Budget
from contract_tests.sending.run import Run
from contract_tests.target.clean_up import clean_up
from contract_tests.target.data import TargetData
from tests.target.meddling import LOST, SPEC, Workspace, workspace

APP, WORKFLOW = SPEC.resources["app"], SPEC.resources["workflow"]


@pytest.fixture
def target() -> Iterator[Workspace]:
    with workspace() as found:
        yield found


def made(target: Workspace, apps: int = 2, budget: Budget | None = None) -> Run:
    """A run that has made some apps, the first with a workflow of its own."""
    run = target.run(budget) if budget else target.run()
    own = TargetData(run).own
    first = own.make(APP, {})
    own.make(WORKFLOW, first.path)
    for _ in range(apps - 1):
        own.make(APP, {})
    return run


def until_spent(send: Callable[[], object]) -> None:
    """Send until the budget is spent."""
    with contextlib.suppress(BudgetSpent):
        while True:
            send()


def whys(run: Run) -> set[str]:
    return {one.why for one in run.left}


def test_all_that_was_made_is_deleted(target: Workspace) -> None:
    """The workspace is as it was, and nothing is listed."""
    before = target.apps()
    run = made(target)
    assert len(target.apps()) == len(before) + 2
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


@pytest.mark.slow
def test_what_cannot_be_deleted_is_listed_once(target: Workspace) -> None:
    """An app that stays is listed by its operation and identifier, and the workflow below it not once more."""
    before = target.apps()
    run = made(target, apps=1)
    target.meddler = lambda method, path: 500 if method == "DELETE" else None
    clean_up(run)
    (identifier,) = target.apps().keys() - before.keys()
    assert run.left == [Left("createApp", identifier, "deleteApp answered 500")]


@pytest.mark.slow
def test_deletion_without_effect_is_noticed(target: Workspace) -> None:
    """What is still in the collection although its deletion was answered with a success is listed."""
    run = made(target)
    target.meddler = lambda method, path: 200 if method == "DELETE" else None
    clean_up(run)
    assert [one.why for one in run.left] == ["still there after deleteApp succeeded"] * 2


@pytest.mark.slow
@pytest.mark.parametrize("answer", [503, 500, LOST])
def test_deletion_that_fails_for_a_moment_is_tried_again(target: Workspace, answer: int | str) -> None:
    """A gateway, an error of the server or a lost answer at the first attempt leaves nothing behind."""
    before = target.apps()
    run = made(target)
    first: set[str] = set()

    def meddle(method: str, path: str) -> int | str | None:
        known = path in first or method != "DELETE"
        first.add(path)
        return None if known else answer

    target.meddler = meddle
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


def test_creation_without_answer_is_cleaned_up(target: Workspace) -> None:
    """What was made although its answer was lost is found by the mark of the run."""
    before = target.apps()
    run = target.run()
    resources = TargetData(run).resources
    target.meddler = lambda method, path: LOST if method == "POST" else None
    with pytest.raises(NoAnswer):
        resources.create(SPEC.operations["createApp"], {}, headers={})
    target.meddler = lambda method, path: None
    assert len(target.apps()) > len(before)
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


def test_run_that_was_stopped_cleans_up(target: Workspace) -> None:
    """After the first signal nothing but the cleaning up is sent."""
    before = target.apps()
    run = made(target)
    run.gate.stop("interrupted")
    with pytest.raises(CouldNotRun):
        run.send(SPEC.operations["listApps"], {})
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


def test_first_signal_does_not_stop_the_cleaning_up(target: Workspace) -> None:
    """A signal that comes while a run cleans up after all its rules lets it go on."""
    before = target.apps()
    run = made(target)
    signals = iter(["interrupted"])

    def meddle(method: str, path: str) -> None:
        if method == "DELETE" and (reason := next(signals, None)):
            run.gate.stop(reason)

    target.meddler = meddle
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


def test_second_signal_stops_the_cleaning_up(target: Workspace) -> None:
    """What is left then is listed; what was deleted before is not."""
    before = target.apps()
    run = made(target, apps=3)
    run.gate.stop("interrupted")

    def meddle(method: str, path: str) -> None:
        if method == "DELETE":
            run.gate.stop("interrupted")

    target.meddler = meddle
    clean_up(run)
    left = {one.identifier for one in run.left}
    assert (left, len(left), whys(run)) == (target.apps().keys() - before.keys(), 2, {"interrupted"})


@pytest.mark.slow
@pytest.mark.parametrize("others", [0, 250])
def test_spent_budget_leaves_enough_to_clean_up(target: Workspace, others: int) -> None:
    """What listing, deleting and looking again takes is kept back, whether there is one page of apps or three."""
    for number in range(others):
        target.add(f"An app of the user's {number}")
    before = target.apps()
    run = made(target, apps=8, budget=Budget(100, 10, 20))
    until_spent(lambda: run.send(SPEC.operations["getWorkspace"], {}))
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])
    assert run.gate.ledger.requests <= 100


def test_creations_stop_where_they_could_not_be_deleted_any_more(target: Workspace) -> None:
    """A run that goes on creating until it has no request left for it can delete all of that."""
    before = target.apps()
    run = made(target, apps=1, budget=Budget(60, 10, 100))
    resources = TargetData(run).resources
    until_spent(lambda: resources.create(SPEC.operations["createApp"], {}))
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


def test_passed_deadline_leaves_time_to_clean_up(target: Workspace) -> None:
    """The end of the time of a run is not the end of the time for cleaning up."""
    before = target.apps()
    run = made(target)
    run.gate.ledger.until = 0
    with pytest.raises(BudgetSpent):
        run.send(SPEC.operations["listApps"], {})
    clean_up(run)
    assert (target.apps(), run.left) == (before, [])


def test_dead_key_leaves_all_listed(target: Workspace) -> None:
    """A key that is refused at the end deletes nothing, which is said of each thing in the same words."""
    run = made(target)
    target.meddler = lambda method, path: 401
    clean_up(run)
    assert (len(run.left), len(whys(run))) == (2, 1)
    assert "the key is refused" in whys(run).pop()


@pytest.mark.slow
def test_target_that_is_gone_leaves_all_listed(target: Workspace) -> None:
    """A target that does not listen any more is said of each thing in the same words."""
    run = made(target)
    target.stop()
    clean_up(run)
    assert (len(run.left), len(whys(run))) == (2, 1)
    assert whys(run).pop().startswith("no answer from http://127.0.0.1:")


def test_what_was_not_heard_of_is_noted_where_it_cannot_be_looked_for(target: Workspace) -> None:
    """A creation without an answer, and a collection that cannot be read at the end, are a remark in the report."""
    run = target.run()
    resources = TargetData(run).resources
    target.meddler = lambda method, path: LOST if method == "POST" else None
    with pytest.raises(NoAnswer):
        resources.create(SPEC.operations["createApp"], {}, headers={})
    target.meddler = lambda method, path: 401
    clean_up(run)
    assert any("what createApp made without an answer may be left" in note for note in run.notes)
