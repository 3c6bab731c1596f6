"""The history: readable whatever happens to the file or the process, bounded, and telling about findings."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from contract_tests.judging.finding import Finding
from contract_tests.reports import history
from tests.reports.samples import finding, report

APPENDER = """
import sys
from pathlib import Path
from contract_tests.reports import history
from tests.reports.samples import DRIFT, report
path = Path(sys.argv[1])
number = len(history.read(path).runs)
while True:
    history.append(path, history.entry(report(DRIFT, days=number)))
    number += 1
    print(number, flush=True)
"""


def runs(*presence: bool | None) -> list[Any]:
    """Runs in which a finding was there, was not there, or which could not run."""
    outcomes = {True: report([finding("a")]), False: report(), None: report(failure="nobody listens")}
    return [history.entry(outcomes[one]) for one in presence]


def standing(*presence: bool | None, now: Finding | None = None) -> Any:
    """What a run that finds the finding knows about it."""
    annotated = history.annotate(report([now or finding("a")], days=30), runs(*presence))
    return annotated["findings"][0]


def test_a_run_is_one_line(tmp_path: Path) -> None:
    """A run becomes one line with its verdict, its target and its findings."""
    path = tmp_path / "history.jsonl"
    history.append(path, history.entry(report([finding("a\nb", severity="additive")])))
    (line,) = path.read_text().splitlines()
    assert json.loads(line) == {
        "started_at": "2026-11-20T03:00:00.000+00:00",
        "verdict": "drift",
        "target": "sandbox",
        "spec": "0.1.0",
        "duration_seconds": 2.5,
        "requests": 263,
        "findings": [
            {
                "id": finding("a\nb").id,
                "severity": "additive",
                "headline": "type: listApps, a\\u000ab",
                "operation": "listApps",
                "rule": "shape",
                "kind": "type",
                "place": "a\nb",
                "expected": "integer",
                "observed": "string",
                "documentation": "https://docs.hopae.com/api-reference/workspace/list-apps",
                "spec_pointer": "/components/schemas/AppPage/properties/total",
                "first_seen": "2026-11-20T03:00:00.000+00:00",
                "last_seen": "2026-11-20T03:00:00.000+00:00",
            },
        ],
    }


def test_no_file_is_no_run(tmp_path: Path) -> None:
    """A history that is not there yet is empty."""
    assert history.read(tmp_path / "history.jsonl") == ([], [])


@pytest.mark.parametrize(
    "damage",
    [
        b'{"started_at": "2026',
        b"\x00" * 30,
        b"[]\n",
        b'{"started_at": 1}\n',
        b'{"a": "\xff"}\n',
        b"[" * 100_000,
        b'{"started_at": NaN}',
    ],
)
def test_a_damaged_line_is_named_and_left(tmp_path: Path, damage: bytes) -> None:
    """What is no run is passed over and named, and still there when the next run is added."""
    path = tmp_path / "history.jsonl"
    (run,) = runs(True)
    history.append(path, run)
    with path.open("ab") as file:
        file.write(damage)
    said = ["history.jsonl: line 2 is no run of this project; it is left as it is"]
    assert history.read(path) == ([run], said)
    history.append(path, run)
    assert history.read(path) == ([run, run], said)
    assert path.read_bytes().split(b"\n")[1] == damage.strip(b"\n")


@pytest.mark.parametrize(
    "change",
    [
        {"started_at": "yesterday"},
        {"verdict": "fine"},
        {"target": None},
        {"spec": 1},
        {"requests": "many"},
        {"duration_seconds": -1},
        {"carried": {}},
        {"findings": [1]},
        {"findings": [{"id": "<script>"}]},
        {"findings": [{"severity": "@octocat"}]},
        {"findings": [{"headline": "no operation"}]},
        {"findings": [{"place": 7}]},
        {"findings": [{"first_seen": "`x`"}]},
        {"carried": [{"observed": None}]},
    ],
)
def test_a_line_with_a_member_of_a_wrong_type_is_no_run(tmp_path: Path, change: dict[str, Any]) -> None:
    """Every member has its type, also those that only some runs have."""
    path = tmp_path / "history.jsonl"
    (run,) = runs(True)
    (known,) = run["findings"]
    changed = {
        name: [known | one if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value
        for name, value in change.items()
    }
    path.write_text(json.dumps(run | changed), encoding="utf-8")
    assert history.read(path).runs == []
    assert len(history.read(path).problems) == 1


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    """A file that is no history at all does not fill the screen."""
    path = tmp_path / "history.jsonl"
    path.write_text("no\n\n" * 100, encoding="utf-8")
    said = history.read(path).problems
    assert len(said) == 6
    assert said[1] == "history.jsonl: line 3 is no run of this project; it is left as it is"
    assert said[-1] == "history.jsonl: 95 more lines are no runs of this project"


def test_only_the_newest_runs_are_kept(tmp_path: Path) -> None:
    """The file does not grow without bound, in runs or in bytes."""
    path = tmp_path / "history.jsonl"
    for number in range(7):
        history.append(path, history.entry(report(days=number)), most_runs=5)
    assert [run["started_at"][8:10] for run in history.read(path).runs] == ["22", "23", "24", "25", "26"]
    huge = history.entry(report([finding()]))
    huge["findings"][0]["place"] = "x" * (history.MOST_BYTES // 3)
    for _ in range(5):
        history.append(path, huge)
    assert [len(run["findings"]) for run in history.read(path).runs] == [1, 1]


def test_the_newest_run_on_each_kind_of_target_is_kept(tmp_path: Path) -> None:
    """However many runs on the mock follow, what is open on the sandbox is not forgotten."""
    path = tmp_path / "history.jsonl"
    history.append(path, history.entry(report([finding("a")])))
    for number in range(7):
        history.append(path, history.entry(report(kind="mock", days=number)), most_runs=5)
    assert [run["target"] for run in history.read(path).runs] == ["sandbox", *["mock"] * 4]


@pytest.mark.slow
def test_runs_that_end_together_are_all_kept(tmp_path: Path) -> None:
    """Several processes that add runs at the same time lose none."""
    path = tmp_path / "history.jsonl"
    script = APPENDER.replace("while True:", "for _ in range(20):")
    command = [sys.executable, "-c", script, str(path)]
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert len(history.read(path).runs) == 60


@pytest.mark.slow
def test_killing_a_run_leaves_the_history_readable(tmp_path: Path) -> None:
    """A process that is killed at any moment while it adds runs leaves every run that it had added."""
    path = tmp_path / "history.jsonl"
    pauses = random.Random(1)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", APPENDER, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pauses.uniform(0, 0.02))
        os.kill(process.pid, signal.SIGKILL)
        said = process.stdout.read().split()
        process.stdout.close()
        process.wait()
        lines = path.read_bytes().split(b"\n")
        assert lines.pop() == b""
        assert all(json.loads(line)["verdict"] == "drift" for line in lines)
        assert len(lines) >= int(said[-1] if said else 1)


def test_a_finding_knows_since_when_it_is_there() -> None:
    """First and last seen, and the number of runs, count this run and those before it."""
    known = standing(False, True, True)
    assert (known["first_seen"][:10], known["last_seen"][:10], known["runs"]) == ("2026-11-20", "2026-12-20", 3)
    assert standing(False, now=finding("new"))["runs"] == 1


@pytest.mark.parametrize(
    ("presence", "flapping"),
    [
        ((), False),
        ((True, True, True), False),
        ((False, False, True), False),
        ((True, False, False), False),
        ((False, True, False), True),
        ((True, None, True, None), False),
        ((False, True, False, *(True,) * 9), False),
    ],
)
def test_flapping_is_coming_and_going_in_the_last_runs(presence: tuple[bool | None, ...], flapping: bool) -> None:
    """Three changes within ten runs are flapping; a run that could not run is no change."""
    assert standing(*presence)["flapping"] is flapping


def test_what_is_gone_is_named() -> None:
    """A finding of the last run that is not there any more is gone, unless this run could not tell."""
    past = runs(True, None)
    assert [one["headline"] for one in history.annotate(report(), past)["gone"]] == ["type: listApps, a"]
    assert history.annotate(report(failure="nobody listens"), past)["gone"] == []
    assert history.annotate(report(accepted=[finding("a")]), past)["gone"] == []
    assert history.annotate(report(), runs(True, False))["gone"] == []


def test_other_targets_do_not_matter() -> None:
    """What was found on the mock says nothing about the sandbox."""
    annotated = history.annotate(report([finding("a")], kind="mock"), runs(True, True))
    assert annotated["findings"][0]["runs"] == 1
    assert annotated["runs_before"] == 0
