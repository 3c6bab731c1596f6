"""The score itself: real runs against mutants and harmless variants, and what the command makes of them."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from contract_tests.mutants import table
from contract_tests.mutants.catalogue import choose
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.outcome import Outcome
from tests.partial_contract import FIRST_OPERATIONS, partial_spec

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = 6

# Runs in a process of its own, since what is forked must have one thread.
ODD_MUTANTS = """
import sys
import time
from pathlib import Path
from contract_tests.mock import HttpRules, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.score import outcomes, warm_up
from scripts.spec.reading import load_spec

class Failing(Workspace):
    def __init__(self, options):
        raise RuntimeError("no server")

class HangingOnce(Workspace):
    def __init__(self, options):
        super().__init__(options)
        hung = Path(sys.argv[1] + ".hung")
        if not hung.exists():
            hung.touch()
            time.sleep(60)

class Raising(HttpRules):
    def owned(self, operation, parameters):
        raise KeyError("client_id")

def raising(call, answer):
    raise ValueError("no answer")

spec = load_spec(Path(sys.argv[1]))
recordings = warm_up(spec)
same = Mutant("same", "limit", ("listApps",), "nothing", Change())
odd = [
    same,
    Mutant("justified", "limit", ("listApps",), "nothing", Change(), "nobody could tell"),
    Mutant("crashing", "limit", ("listApps",), "nothing", Change(workspace=Failing)),
    Mutant("raising rule", "limit", ("listApps",), "nothing", Change(http=Raising, operation_id="listApps")),
    Mutant("raising", "limit", ("listApps",), "nothing", Change(rewrite=raising)),
    Mutant("raising in recordings", "limit", ("listApps",), "nothing", Change(rewrite=raising), by_recording=True),
    Mutant("raising variant", HARMLESS, (), "nothing", Change(rewrite=raising, operation_id="listApps")),
]
for outcome in outcomes(spec, odd, jobs=2, recordings=recordings):
    print(f"{outcome.mutant.name}: {outcome.result}, {outcome.error or outcome.verdict}")
for outcome in outcomes(spec, [same], jobs=1, time_limit_seconds=0.2):
    print(f"impatient: {outcome.result}, {outcome.error}")
hanging = Mutant("hanging once", "limit", ("listApps",), "nothing", Change(workspace=HangingOnce))
for outcome in outcomes(spec, [hanging], jobs=1, time_limit_seconds=30):
    print(f"hanging once: {outcome.result}, {outcome.error or outcome.verdict}")
"""


@dataclass(frozen=True)
class Done:
    exit_code: int
    output: str
    errors: str


def python(*arguments: str) -> Done:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


def score(*arguments: str) -> Done:
    return python("scripts/drift_score.py", *arguments)


def outcome(kind: str, operations: tuple[str, ...], named: list[str], unseen: str = "") -> Outcome:
    """An outcome of a run whose findings name operations."""
    findings = [{"operation": one, "kind": "status", "place": "response status", "rule": "shape"} for one in named]
    report: dict[str, Any] = {"findings": [finding | {"expected": "1", "observed": "2"} for finding in findings]}
    mutant = Mutant("one", kind, operations, "something", Change(), unseen)
    return Outcome(mutant, "drift" if named else "conforms", 1.0, report)


@pytest.mark.slow
def test_a_sample_of_mutants_is_killed(tmp_path: Path) -> None:
    report = tmp_path / "score.json"
    done = score("--sample", str(MUTANTS), "--json", str(report))
    assert done.exit_code == 0, done.output
    scored = json.loads(report.read_text(encoding="utf-8"))
    mutants = [one for one in scored["outcomes"] if one["kind"] != HARMLESS]
    assert {one["result"] for one in mutants} == {"killed"}
    assert len({one["kind"] for one in scored["outcomes"]}) == MUTANTS
    assert all(one["findings"] for one in mutants)


@pytest.mark.slow
def test_no_such_mutant_is_one_line() -> None:
    done = score("--only", "no such mutant")
    assert (done.exit_code, done.output) == (2, "")
    assert done.errors.startswith("error: no mutant has that name and kind")
    assert done.errors.count("\n") == 1


@pytest.mark.slow
def test_an_error_of_the_scoring_is_neither_killed_nor_survived(tmp_path: Path) -> None:
    """What a server fails with by itself, and a run that never ends, are no findings. One that hung is done again."""
    done = python("-c", ODD_MUTANTS, str(partial_spec(tmp_path / "connect.yaml", FIRST_OPERATIONS)))
    assert sorted(done.output.splitlines()) == [
        "crashing: error, crashed: RuntimeError: no server",
        "hanging once: survived, conforms",
        "impatient: error, timed out",
        "justified: justified, conforms",
        "raising in recordings: error, the server failed with ValueError: no answer",
        "raising rule: error, the server failed with KeyError: 'client_id'",
        "raising variant: error, the server failed with ValueError: no answer",
        "raising: error, the server failed with ValueError: no answer",
        "same: survived, conforms",
    ], done.errors


def test_an_error_is_listed_and_gives_exit_code_2() -> None:
    killed = outcome("limit", ("listApps",), ["listApps"])
    crashed = replace(killed, error="crashed: ValueError: no answer")
    assert (crashed.result, table.passed([crashed])) == ("error", False)
    assert [table.exit_code(found) for found in ([killed], [killed, crashed])] == [0, 2]
    text = "\n".join(table.lines([killed, crashed], 2.0))
    assert "error:\n  limit: one: crashed: ValueError: no answer" in text
    assert "1 of 2 killed, 0 survived, 0 justified; 0 false alarms of 0 harmless variants; 1 errors" in text


@pytest.mark.parametrize(
    ("found", "result", "passed"),
    [
        (outcome("limit", ("listApps",), ["listApps"]), "killed", True),
        (outcome("limit", ("listApps",), ["createProductionTest"]), "survived", False),
        (outcome("limit", ("listApps",), [], "nobody could tell"), "justified", True),
        (outcome("limit", ("listApps",), ["createProductionTest"], "nobody could tell"), "survived", False),
        (outcome(HARMLESS, (), []), "silent", True),
        (outcome(HARMLESS, (), ["listApps"]), "false alarm", False),
    ],
)
def test_a_finding_must_name_the_operation(found: Outcome, result: str, passed: bool) -> None:
    assert (found.result, table.passed([found])) == (result, passed)


def test_every_one_of_several_faults_must_be_named() -> None:
    found = outcome("together", ("listApps", "getApp", "createApp"), ["listApps"])
    several = replace(found.mutant, parts=(("listApps", "getApp"), ("createApp",)))
    assert replace(found, mutant=several).result == "survived"
    both = outcome("together", several.operations, ["getApp", "createApp"])
    assert replace(both, mutant=several).result == "killed"


def test_the_table_lists_survivors_and_alarms() -> None:
    found = [outcome("limit", ("listApps",), []), outcome(HARMLESS, (), ["listApps"])]
    text = "\n".join(table.lines(found, 2.0))
    assert "0 of 1 killed, 1 survived, 0 justified; 1 false alarms of 1 harmless variants" in text
    assert "listApps response status [shape] expected 1, observed 2" in text


def test_a_noisy_mutant_is_listed() -> None:
    assert "  4  limit: one" in "\n".join(table.lines([outcome("limit", ("listApps",), ["listApps"] * 4)], 1.0))


def test_progress_is_a_sign_a_run() -> None:
    """A full line of signs, and the last one, ends in how many runs there have been."""
    found = [outcome("limit", ("listApps",), ["listApps"]), outcome(HARMLESS, (), ["listApps"])]
    assert [table.progress(found[:1], 2), table.progress(found, 2)] == [".", "A  2 of 2\n"]
    assert table.progress([outcome("limit", ("listApps",), [])] * table.SIGNS_PER_LINE, 250) == "S  100 of 250\n"


def test_mutants_are_chosen_by_kind_and_name(every: list[Mutant]) -> None:
    """A kind and a part of the name restrict the catalogue, each on its own and both together."""
    assert choose(every, None, None, None) == every
    assert {mutant.kind for mutant in choose(every, "paging", None, None)} == {"paging"}
    assert [one for one in choose(every, None, "listApps", None) if "listApps" not in one.name] == []
    assert len(choose(every, "limit", None, 3)) == 3
    assert choose(every, "paging", "no such name", None) == []
