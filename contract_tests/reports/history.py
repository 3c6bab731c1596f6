"""The history: one line of JSON for each run, the newest last, from which findings know since when they are there.

Each line holds what was open after its run: what it found, and what it carried over because it did not look at it.
The file is replaced as a whole, so a reader sees it with the line or without.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from contract_tests.judging.baseline import is_about
from contract_tests.judging.looked import was_looked_at, why_not_looked_at
from contract_tests.judging.visible import cut, visible
from contract_tests.reports.history_lines import Line, kept, problems, read_lines
from contract_tests.reports.wording import Json, entries, finding_line

MOST_RUNS = 400
MOST_BYTES = 16_000_000
LONGEST_TEXT = 600
# A finding flaps when it came or went this often in so many of the last runs.
FLAPPING_CHANGES = 3
FLAPPING_RUNS = 10
# What is kept of a finding, to look for it again and to show it meanwhile.
SHOWN = ("headline", "expected", "observed")
KEPT = ("id", "severity", "operation", "rule", "kind", "place", "documentation", "spec_pointer")


class History(NamedTuple):
    """The runs of a history file, oldest first, and what to say about its other lines."""

    runs: list[Json]
    problems: list[str]


def entry(report: Json) -> Json:
    """The line of a run for the history, from its drift.json."""
    sections = [name for name in ("findings", "carried") if name in report]
    return {
        "started_at": report["started_at"],
        "verdict": report["verdict"],
        "target": report["target"]["kind"],
        "spec": report["spec"]["version"],
        "duration_seconds": report["duration_seconds"],
        "requests": report["requests"],
        **{name: [_kept(finding, report) for finding in report[name]] for name in sections},
    }


def read(path: Path) -> History:
    """What a history file holds; nothing when there is no file."""
    try:
        lines = list(read_lines(path.read_bytes()))
    except FileNotFoundError:
        return History([], [])
    return History([line.run for line in lines if line.run is not None], problems(path.name, lines))


def append(path: Path, run: Json, most_runs: int = MOST_RUNS) -> None:
    """Add a run to a history file, and forget the oldest beyond `most_runs` runs and sixteen megabytes.

    Runs that end at the same time wait for each other. Whenever the process is killed, the file is whole.
    """
    with _alone(path.parent):
        lines = list(read_lines(path.read_bytes())) if path.exists() else []
        lines.append(Line(lines[-1].number + 1 if lines else 1, json.dumps(run).encode(), run))
        partial = path.with_name(f"{path.name}.partial")
        with partial.open("wb") as file:
            file.writelines(line.text + b"\n" for line in kept(lines, most_runs, MOST_BYTES))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def annotate(
    report: Json, past: Iterable[Json], operations: Collection[str] | None = None, *, carries: bool = True
) -> Json:
    """A report that knows its history.

    Args:
        report: A parsed drift.json.
        past: The runs before it; those on other kinds of target do not matter.
        operations: The operations of the contract; what was found on another cannot be looked at any more.
        carries: Whether what was not looked at is carried over, as by a run of all rules.

    Returns:
        The report, its findings with `first_seen`, `last_seen`, `runs` and `flapping`. Of what was open before and
        was not found, `gone` lists what was looked at and `carried` the rest, with `why`; a conforming report that
        carries something over has the verdict `drift`. `runs_before` counts the runs before it, and `previous_run` is
        when the last of them began, if there is one.
    """
    before = same_target(report, past)
    gone, left = _sorted_out(report, before, operations)
    past_runs = [_Indexed.of(run) for run in before]
    runs = [*past_runs, _Indexed.of(entry(report))]
    # A run that did not look at a finding is no part of its history.
    carried = [one | _standing(one["id"], past_runs) | {"why": _why(one, report)} for one in left if carries]
    return report | {
        "verdict": "drift" if carried and report["verdict"] == "conforms" else report["verdict"],
        "findings": [finding | _standing(finding["id"], runs) for finding in report["findings"]],
        "carried": carried,
        "gone": [finding | _standing(finding["id"], runs) for finding in gone],
        "runs_before": len(before),
        "previous_run": before[-1]["started_at"] if before else None,
    }


def same_target(report: Json, past: Iterable[Json]) -> list[Json]:
    """The runs on the same kind of target as a report."""
    return [run for run in past if run["target"] == report["target"]["kind"]]


def _kept(finding: Json, report: Json) -> Json:
    """What the history keeps of a finding, without what a terminal or an editor would obey."""
    words = {"headline": finding_line(finding)} | {name: finding[name] for name in SHOWN if name in finding}
    return {
        **{name: visible(finding[name]) for name in KEPT if name in finding},
        **{name: cut(visible(text), LONGEST_TEXT) for name, text in words.items()},
        **{name: finding.get(name, report["started_at"]) for name in ("first_seen", "last_seen")},
    }


def _sorted_out(report: Json, before: list[Json], operations: Collection[str] | None) -> tuple[list[Json], list[Json]]:
    """Of what was open before a run and what it did not find: what is gone, and what it did not look at."""
    here = {finding["id"] for finding in (*report["findings"], *report.get("accepted", []))}
    gone: list[Json] = []
    left: list[Json] = []
    for finding in map(_named, _open(before)):
        if finding["id"] in here:
            continue
        if _is_gone(finding, report, operations):
            gone.append(finding)
        elif not _is_accepted(finding, report):
            left.append(finding)
    return gone, left


def _open(runs: list[Json]) -> list[Json]:
    """The findings that are open after these runs."""
    state: dict[str, Json] = {}
    for run in runs:
        # A line of before the carry-over: what a run that could not run did not find was still there.
        carried = run.get("carried", list(state.values()) if run["verdict"] == "could-not-run" else [])
        state = {finding["id"]: finding for finding in [*carried, *run["findings"]]}
    return list(state.values())


def _named(finding: Json) -> Json:
    """A finding with its kind, operation and place, which an old line has in the headline only."""
    kind, _, rest = finding["headline"].partition(": ")
    operation, _, place = rest.partition(", ")
    return {"kind": kind, "operation": operation, "place": place} | finding


def _is_gone(finding: Json, report: Json, operations: Collection[str] | None) -> bool:
    if report["verdict"] != "could-not-run" and operations is not None and finding["operation"] not in operations:
        return True
    return was_looked_at(finding, report)


def _is_accepted(finding: Json, report: Json) -> bool:
    """Whether the baseline has an entry for a finding that this run did not find, so that the entry is unused."""
    today = datetime.fromisoformat(report["started_at"]).date().isoformat()
    current = [one for one in entries(report, "baseline") if one["expires"] >= today]
    return any(is_about(one, finding) for one in current)


def _why(finding: Json, report: Json) -> str:
    return f"not looked at this time, since {why_not_looked_at(finding, report)}"


class _Indexed(NamedTuple):
    """A run with what it found and what it carried over, by id."""

    run: Json
    found: dict[str, Json]
    carried: dict[str, Json]

    @classmethod
    def of(cls, run: Json) -> _Indexed:
        by_id = ({one["id"]: one for one in run.get(name, [])} for name in ("findings", "carried"))
        return cls(run, *by_id)

    def has(self, finding: str) -> bool | None:
        """Whether the run found a finding; None when it did not look for it."""
        if finding in self.found:
            return True
        return None if finding in self.carried or self.run["verdict"] == "could-not-run" else False


def _standing(finding: str, runs: list[_Indexed]) -> Json:
    """Since when a finding is known and whether it flaps."""
    known = [
        (run.run["started_at"], run.found.get(finding) or run.carried[finding])
        for run in runs
        if finding in run.found or finding in run.carried
    ]
    presence = [run.has(finding) for run in runs]
    told = [one for one in presence if one is not None][-FLAPPING_RUNS:]
    return {
        "first_seen": known[0][1].get("first_seen", known[0][0]),
        "last_seen": known[-1][1].get("last_seen", known[-1][0]),
        "runs": max(1, presence.count(True)),
        "flapping": sum(one != other for one, other in pairwise(told)) >= FLAPPING_CHANGES,
    }


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which leaves no file behind and goes with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
