"""The history: one line of JSON for each run, the newest last, from which findings know since when they are there.

The file is replaced as a whole, so a reader sees it with the line or without. A line that cannot be read, such as
one torn when the file was copied, is passed over, and left out when the next run is added.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from contract_tests.reports.wording import VERDICTS, Json, headline

MOST_RUNS = 400
MOST_BYTES = 4_000_000
# A finding flaps when it came or went this often in so many of the last runs.
FLAPPING_CHANGES = 3
FLAPPING_RUNS = 10
TEXTS = ("started_at", "verdict", "target")
FINDING = {"id", "severity", "headline"}


def entry(report: Json) -> Json:
    """The line of a run for the history, from its drift.json."""
    return {
        "started_at": report["started_at"],
        "verdict": report["verdict"],
        "target": report["target"]["kind"],
        "spec": report["spec"]["version"],
        "duration_seconds": report["duration_seconds"],
        "requests": report["requests"],
        "findings": [
            {"id": finding["id"], "severity": finding["severity"], "headline": headline(finding)}
            for finding in report["findings"]
        ],
    }


def read(path: Path) -> list[Json]:
    """The runs of a history file, oldest first; none when there is no file."""
    try:
        return list(map(json.loads, _readable(path.read_bytes())))
    except FileNotFoundError:
        return []


def append(path: Path, run: Json, most_runs: int = MOST_RUNS) -> None:
    """Add a run to a history file, and forget the oldest beyond `most_runs` runs and four megabytes.

    Runs that end at the same time wait for each other. Whenever the process is killed, the file is whole.
    """
    with _alone(path.parent):
        lines = list(_readable(path.read_bytes())) if path.exists() else []
        lines = [*lines, json.dumps(run).encode()][-most_runs:]
        while sum(map(len, lines)) > MOST_BYTES and len(lines) > 1:
            del lines[0]
        partial = path.with_name(f"{path.name}.partial")
        with partial.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def annotate(report: Json, past: Iterable[Json]) -> Json:
    """A report whose findings know their history.

    Args:
        report: A parsed drift.json.
        past: The runs before it; those on other kinds of target do not matter.

    Returns:
        The report, its findings with `first_seen`, `last_seen`, `runs` and `flapping`; `gone` lists the findings
        of the last run that this one looked for and did not find, and `runs_before` counts the runs before it.
    """
    before = same_target(report, past)
    runs = [(run, {finding["id"] for finding in run["findings"]}) for run in [*before, entry(report)]]
    return report | {
        "findings": [finding | _standing(finding["id"], runs) for finding in report["findings"]],
        "gone": [finding | _standing(finding["id"], runs) for finding in _gone(report, before)],
        "runs_before": len(before),
    }


def same_target(report: Json, past: Iterable[Json]) -> list[Json]:
    """The runs on the same kind of target as a report."""
    return [run for run in past if run["target"] == report["target"]["kind"]]


def _standing(finding: str, runs: list[tuple[Json, set[str]]]) -> Json:
    """Since when a finding is known and whether it flaps; `runs` come with the ids of what each found."""
    seen = [run["started_at"] for run, found in runs if finding in found]
    # A run that could not run is silent about what it did not find.
    presence = [finding in found for run, found in runs if finding in found or run["verdict"] != "could-not-run"]
    changes = sum(one != other for one, other in pairwise(presence[-FLAPPING_RUNS:]))
    return {
        "first_seen": seen[0],
        "last_seen": seen[-1],
        "runs": len(seen),
        "flapping": changes >= FLAPPING_CHANGES,
    }


def _gone(report: Json, before: list[Json]) -> list[Json]:
    """The findings of the last run that could tell which are not in a report that can tell."""
    able = [run for run in before if run["verdict"] != "could-not-run"]
    if report["verdict"] == "could-not-run" or not able:
        return []
    here = {finding["id"] for finding in (*report["findings"], *report.get("accepted", []))}
    return [finding for finding in able[-1]["findings"] if finding["id"] not in here]


def _readable(content: bytes) -> Iterator[bytes]:
    for line in content.split(b"\n"):
        try:
            run = json.loads(line)
        except ValueError:
            continue
        if _is_run(run):
            yield line


def _is_run(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(name), str) for name in TEXTS)
        and value["verdict"] in VERDICTS
        and isinstance(value.get("findings"), list)
        and all(isinstance(finding, dict) and finding.keys() >= FINDING for finding in value["findings"])
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which leaves no file behind and goes with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
