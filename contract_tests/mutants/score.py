"""Runs the contract against mutants, each in a process of its own, and tells what the runs made of them."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import tempfile
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from contract_tests import mock
from contract_tests.engine.session import contract_run
from contract_tests.judging.report import Report
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.spec import Spec

TIME_LIMIT_SECONDS = 120.0
# What scripts/contract.py gives a run when nothing is asked for.
BUDGET = Budget(max_requests=600, max_creates=12)
SETTLE_TIMEOUT_SECONDS = 60.0

KILLED, SURVIVED, JUSTIFIED = "killed", "survived", "justified"
SILENT, ALARMED = "silent", "false alarm"


@dataclass(frozen=True)
class Outcome:
    """What a run made of a mutant: its verdict, or why there is none, and its report."""

    mutant: Mutant
    verdict: str
    seconds: float
    report: dict[str, Any] = field(repr=False)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings, each with its operation, kind, place and rule."""
        findings: list[dict[str, Any]] = self.report.get("findings", [])
        return findings

    @property
    def result(self) -> str:
        """`killed`, `survived` or `justified`; for a harmless variant `silent` or `false alarm`."""
        if self.mutant.kind == HARMLESS:
            return SILENT if self.verdict == "conforms" else ALARMED
        if any(finding["operation"] in self.mutant.operations for finding in self.findings):
            return KILLED
        return JUSTIFIED if self.mutant.unseen and self.verdict == "conforms" else SURVIVED

    def as_json(self) -> dict[str, Any]:
        """The outcome for the table in JSON."""
        return {
            "name": self.mutant.name,
            "kind": self.mutant.kind,
            "operations": list(self.mutant.operations),
            "what": self.mutant.what,
            "result": self.result,
            "justification": self.mutant.unseen or None,
            "verdict": self.verdict,
            "failure": self.report.get("failure"),
            "findings": [
                {name: finding[name] for name in ("operation", "kind", "place", "expected", "observed", "rule")}
                for finding in self.findings
            ],
            "inconclusive": len(self.report.get("inconclusive", [])),
            "budget_spent": sum("budget" in entry["why"] for entry in self.report.get("inconclusive", [])),
            "requests": self.report.get("requests"),
            "created": len(self.report.get("created", [])),
            "seconds": round(self.seconds, 2),
        }


def outcomes(
    spec: Spec, mutants: Iterable[Mutant], jobs: int, time_limit_seconds: float = TIME_LIMIT_SECONDS
) -> Iterator[Outcome]:
    """Run the contract against each mutant, `jobs` at a time, and yield the outcomes as they come.

    The calling process must have one thread only, since its children are forked from it.
    """
    waiting = iter(mutants)
    running: list[_Running] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        try:
            while True:
                while len(running) < jobs and (mutant := next(waiting, None)):
                    running.append(_Running(spec, mutant, Path(folder), time_limit_seconds))
                if not running:
                    return
                wait([one.process.sentinel for one in running], timeout=min(one.seconds_left for one in running))
                for one in [one for one in running if one.ended]:
                    running.remove(one)
                    yield one.outcome()
        finally:
            for one in running:
                one.process.kill()


class _Running:
    """A run in a process of its own."""

    def __init__(self, spec: Spec, mutant: Mutant, folder: Path, time_limit_seconds: float) -> None:
        self._mutant, self._began = mutant, time.monotonic()
        self._time_limit_seconds = time_limit_seconds
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self.process: ForkProcess = multiprocessing.get_context("fork").Process(
            target=_run, args=(spec, mutant, self._folder), daemon=True
        )
        self.process.start()

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._time_limit_seconds - (time.monotonic() - self._began))

    @property
    def ended(self) -> bool:
        return not self.process.is_alive() or not self.seconds_left

    def outcome(self) -> Outcome:
        """What came of the run; a process that is still at it is killed."""
        seconds = time.monotonic() - self._began
        timed_out = self.process.is_alive()
        self.process.kill()
        self.process.join()
        path = self._folder / "drift.json"
        report = json.loads(path.read_text(encoding="utf-8")) if path.exists() and not timed_out else {}
        if report:
            return Outcome(self._mutant, report["verdict"], seconds, report)
        return Outcome(self._mutant, "timed out" if timed_out else f"crashed: {self._last_words()}", seconds, {})

    def _last_words(self) -> str:
        lines = (self._folder / "stderr").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self.process.exitcode}"


def warm_up(spec: Spec) -> bool:
    """Run the contract once in this process against the mock as it is, and tell whether it conforms.

    What a run imports and prepares is then there in the processes that are forked from this one.
    """
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        report = _contract_run(spec, mock.create_app(spec.root), Path(folder), seed=1)
    assert threading.active_count() == 1, "a process with threads cannot be forked safely"
    return report.verdict == "conforms"


def _run(spec: Spec, mutant: Mutant, folder: Path) -> None:
    with (folder / "stderr").open("w") as stderr:
        os.dup2(stderr.fileno(), 2)
        os.dup2(stderr.fileno(), 1)
    _contract_run(spec, mutant.change.app(spec), folder, seed=zlib.crc32(mutant.name.encode()))


def _contract_run(spec: Spec, app: Starlette, folder: Path, seed: int) -> Report:
    options = Options(BUDGET, SETTLE_TIMEOUT_SECONDS, seed)
    with mock.serve(app) as base_url:
        return contract_run(spec, Target("mock", base_url, mock.MockOptions().key), options, folder, io.StringIO())
