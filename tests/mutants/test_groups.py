"""Mutants that share a run: which do, and that one of them is judged no better for it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contract_tests.mock import HttpRules, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.groups import MOST_TOGETHER, groups
from contract_tests.mutants.mutant import HARMLESS, Mutant
from scripts.spec.spec import Spec
from tests.partial_contract import FIRST_OPERATIONS, partial_spec

ROOT = Path(__file__).resolve().parents[2]

# Runs in a process of its own, since what is forked must have one thread.
JUDGED = """
import json, sys
from dataclasses import replace
from pathlib import Path
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.rewrites import header, status
from contract_tests.mutants.score import outcomes, warm_up
from scripts.spec.reading import load_spec

def shown(name, operation, rewrite, kind):
    operations = () if kind == HARMLESS else (operation,)
    return Mutant(name, kind, operations, name, Change(rewrite=rewrite, operation_id=operation))

same = lambda call, answer: None
spec = load_spec(Path(sys.argv[1]))
mutants = [
    shown("a workspace with 202", "getWorkspace", status(202), "intermittent"),
    shown("nothing at all", "listProductionTests", same, "intermittent"),
    replace(shown("a silence", "listApps", same, "limit"), unseen="no page says so"),
    replace(shown("a loud silence", "listApps", status(202), "limit"), unseen="no page says so"),
    shown("a harmless header", "listApps", header("x-served-by", "one"), HARMLESS),
    shown("no harmless status", "listProductionTests", status(202), HARMLESS),
    shown("another header", "listApps", header("x-region", "one"), HARMLESS),
    shown("one more header", "listApps", header("x-cache", "one"), HARMLESS),
]
warm_up(spec)
for outcome in outcomes(spec, mutants, jobs=2, seed=1):
    print(json.dumps([outcome.mutant.name, outcome.result, outcome.judged_by]))
"""


class _Forgetting(Workspace):
    def apps(self) -> Sequence[Any]:
        return []


class _Remembering(_Forgetting):
    pass


class _Strict(HttpRules):
    pass


def fault(*operations: str, change: Change | None = None) -> Mutant:
    return Mutant(" ".join(operations), "intermittent", operations, "something", change or Change())


def harmless(change: Change) -> Mutant:
    return Mutant("variant", HARMLESS, (), "something", change)


def together(spec: Spec, *mutants: Mutant) -> bool:
    return len(groups(spec, mutants)) == 1


def test_faults_of_the_same_resource_do_not_share_a_run(spec: Spec) -> None:
    """What is found could come from either."""
    assert together(spec, fault("getWorkspace"), fault("getWorkflow"))
    assert not together(spec, fault("listWorkflows"), fault("getWorkflow"))


def test_faults_of_what_follows_a_thing_do_not_share_a_run(spec: Spec) -> None:
    """A production test is made by one operation, waited for in the list, and told of by its report."""
    assert not together(spec, fault("createProductionTest"), fault("getProductionTestReport"))
    assert not together(spec, fault("listProductionTests"), fault("createProductionTest"))


def test_faults_that_nobody_sees_share_a_run_whatever_they_are_about(spec: Spec) -> None:
    """There is no finding that has to be put down to one of them; with what is to be named they share none."""
    unseen = [replace(fault("getApp"), unseen="no page says so"), replace(fault("updateApp"), unseen="nor this")]
    assert together(spec, *unseen)
    assert not together(spec, unseen[0], fault("getWorkspace"))


def test_a_fault_and_a_harmless_variant_do_not_share_a_run(spec: Spec) -> None:
    assert not together(spec, fault("getWorkspace"), harmless(Change()))


def test_changes_of_the_same_rule_do_not_share_a_run(spec: Spec) -> None:
    """Rules for requests, the workspace, an option, a place of the spec, what they decide about."""
    pairs = [
        (Change(about="details"), Change(about="details")),
        (Change(workspace=_Forgetting), Change(workspace=_Remembering)),
        (Change(http=_Strict), Change(http=_Strict, operation_id="getApp")),
        (Change(options={"seconds": 1}), Change(options={"seconds": 2})),
        (Change(edit={"/paths": {}}), Change(edit={"/paths/~1apps": {}})),
    ]
    for one, other in pairs:
        assert not together(spec, harmless(one), harmless(other)), (one, other)
    assert together(
        spec,
        harmless(Change(http=_Strict, operation_id="listApps")),
        harmless(Change(http=_Strict, operation_id="getApp")),
        harmless(Change(workspace=_Forgetting, options={"seconds": 1})),
        harmless(Change(edit={"/paths/~1apps": {}})),
        harmless(Change(about="details")),
        harmless(Change(about="optional")),
    )


def test_a_change_that_is_itself_of_several_parts_is_compared_part_by_part(spec: Spec) -> None:
    several = Change(options={"seconds": 1}, also=(Change(workspace=_Forgetting),))
    assert not together(spec, harmless(several), harmless(Change(workspace=_Remembering)))


def test_a_run_is_shared_by_so_many_at_most(spec: Spec) -> None:
    many = [harmless(Change()) for _ in range(MOST_TOGETHER + 1)]
    assert [len(group) for group in groups(spec, many)] == [MOST_TOGETHER, 1]


@pytest.mark.slow
def test_what_is_not_decided_together_is_run_alone(tmp_path: Path) -> None:
    """A fault that nothing names, and each variant that shared a run with one that raises an alarm, to the last."""
    spec = partial_spec(tmp_path / "connect.yaml", [*FIRST_OPERATIONS, "getWorkspace"])
    command = [sys.executable, "-c", JUDGED, str(spec)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    found = {name: (result, judged_by) for name, result, judged_by in map(json.loads, done.stdout.splitlines())}
    assert found == {
        "a workspace with 202": ("killed", "run with others"),
        "nothing at all": ("survived", "run"),
        "a silence": ("justified", "run"),
        "a loud silence": ("killed", "run"),
        "a harmless header": ("silent", "run with others"),
        "another header": ("silent", "run with others"),
        "one more header": ("silent", "run"),
        "no harmless status": ("false alarm", "run"),
    }
