"""The contract run against a watched server, once for each drift, and what it did to the things of others.

for result in run_all(chosen(["id-*"]), jobs=2, options=Options(folder)):
    print(result.row())
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harm.drifts.catalogue import DRIFTS, FAITHFUL
from tests.harm.live import live
from tests.harm.server import KEY, Server
from tests.hostile.process import Outcome, run_limited
from tests.named_runs import Options, is_chosen, side_by_side
from tests.partial_contract import modules_of, partial_checkout

# The operations that the watched server has.
OPERATIONS = (
    "getWorkspace", "listApps", "createApp", "getApp", "updateApp", "deleteApp", "replaceRedirectUris",
    "rotateClientSecret", "listWorkflows", "createWorkflow", "getWorkflow", "deleteWorkflow",
    "createProductionTest", "listProductionTests", "getProductionTestReport",
)  # fmt: skip
ARGUMENTS = ("--target", "sandbox", "--rate", "2000", "--settle-timeout", "5")
TIME_LIMIT_SECONDS = 300.0
MEMORY_LIMIT_MEGABYTES = 1000.0
# JUnit's report is that of the rules, which do not run where nothing could be judged.
REPORTS = ("drift.json", "drift.html", "drift.md")
# What a run prints when something went wrong that nobody foresaw.
CRASHES = (b"Traceback (most recent call last)", b"this should not happen", b" crashed: ")
HEAD = f"{'drift':32} {'exit':>4} {'hard':>4} {'soft':>4} {'left':>4} {'told':>4} findings requests seconds"


@dataclass(frozen=True)
class Result:
    """One run in short: what it did to others, what it left and what it said of that, and how it ended."""

    name: str
    outcome: Outcome
    requests: int
    hard: list[dict[str, Any]]
    soft: list[dict[str, Any]]
    left: list[dict[str, str]]
    report: dict[str, Any] | None
    missing: list[str]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of `drift.json`."""
        return list(self.report["findings"]) if self.report else []

    @property
    def told(self) -> list[dict[str, Any]]:
        """What the run says that it could not delete."""
        return list(self.report.get("left", [])) if self.report else []

    def violations(self) -> Iterator[str]:
        """What must not be: harm, or a run that did not end as a run does."""
        for entry in self.hard + self.soft:
            done = "; ".join(entry["changed"]) or "nothing changed"
            yield f"{entry['kind']}: {entry['method']} {entry['path'][:120]} -> {entry['status']} ({done})"
        if self.outcome.stopped:
            yield self.outcome.stopped
        if self.missing:
            yield f"exit {self.outcome.code} without {', '.join(self.missing)}"
        for line in self.outcome.printed.splitlines():
            if any(crash in line for crash in CRASHES):
                yield line.decode(errors="replace")[:200]

    def lines(self) -> Iterator[str]:
        """A line for each violation."""
        for violation in self.violations():
            yield f"{self.name}: {violation}"

    def row(self) -> str:
        """The run's line of the table."""
        code = "-" if self.outcome.code is None else self.outcome.code
        return (
            f"{self.name:32} {code:>4} {len(self.hard):4d} {len(self.soft):4d} {len(self.left):4d} {len(self.told):4d}"
            f" {len(self.findings):8d} {self.requests:8d} {self.outcome.seconds:7.1f}"
        )


def chosen(only: Sequence[str] = ()) -> list[str]:
    """The faithful server and all drifts, or those whose names are among the names or patterns."""
    names = [FAITHFUL.name, *DRIFTS]
    return [name for name in names if is_chosen(name, only)]


def is_allowed(entry: dict[str, Any]) -> bool:
    """Whether harm is none: production tests of the user's app are what a run may make, and may be refused."""
    tries = entry["method"] == "POST" and entry["path"].endswith("/production-tests")
    return bool(entry["kind"] == "other-method" and tries and not entry["changed"])


def play(name: str, options: Options) -> Result:
    """Run the command against the server of a drift, and look at what it did there."""
    work = options.folder / name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    checkout = partial_checkout(work / "checkout", OPERATIONS)
    command = [sys.executable, "scripts/contract.py", *ARGUMENTS, "--report-dir", str(work / "reports")]
    command += ["--seed", str(options.seed), *options.arguments]
    with live(None if name == FAITHFUL.name else name) as (url, server):
        outcome = run_limited(
            command,
            env=_environment(url) | modules_of(checkout),
            cwd=checkout,
            folder=work,
            seconds=TIME_LIMIT_SECONDS,
            megabytes=MEMORY_LIMIT_MEGABYTES,
        )
        result = _result(name, outcome, server, work / "reports")
    shutil.rmtree(checkout)
    if not options.keep and not any(result.violations()):
        shutil.rmtree(work)
    return result


def _environment(url: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CONNECT_", "PYTEST_")) and not name.lower().endswith("_proxy")
    }
    return kept | {"CONNECT_BASE_URL": url, "CONNECT_API_KEY": KEY, "PYTHONDONTWRITEBYTECODE": "1"}


def _result(name: str, outcome: Outcome, server: Server, folder: Path) -> Result:
    state, report = server.state, folder / "drift.json"
    harm = [entry for entry in state.harm if not is_allowed(entry)]
    return Result(
        name,
        outcome,
        state.requests,
        hard=[entry for entry in harm if not entry["soft"]],
        soft=[entry for entry in harm if entry["soft"]],
        left=state.left(),
        report=json.loads(report.read_text(encoding="utf-8")) if report.exists() else None,
        missing=[name for name in REPORTS if not (folder / name).exists()],
    )


def run_all(names: Iterable[str], jobs: int, options: Options) -> Iterator[Result]:
    """The result of every run, as it comes."""
    return side_by_side(play, names, jobs, options)
