"""Judges mutants, each in a process of its own, and tells what came of it.

One that only rewrites answers is read in the recorded exchanges of a run; the contract is run against every other, and
against those that are not named there. An error of the scoring itself, in a mutant or in a run, is neither killed nor
survived: it is an outcome of its own.
"""

from __future__ import annotations

import io
import json
import logging
import multiprocessing
import os
import re
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect

from contract_tests import mock
from contract_tests.engine.session import contract_run
from contract_tests.judging.report import Report
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.recordings import RECORDING, Recordings, recorded
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.spec import Spec

TIME_LIMIT_SECONDS = 240.0
# The group of rules that is asked first about a kind of fault; where it finds nothing, the others are asked, too.
ASKED_FIRST = {
    "agreement": "agreement",
    "authentication": "authentication",
    "change": "change",
    "creation": "creation",
    "deletion": "deletion",
    "eligibility": "limits",
    "enum": "limits",
    "header": "limits",
    "idempotency": "idempotency",
    "lifecycle": "lifecycle",
    "limit": "limits",
    "ownership": "ownership",
    "paging": "paging",
    "refused state": "state",
    "replacement": "change",
    "required": "limits",
    "rotation": "rotation",
    "type loosened": "limits",
}
# Kinds that one run has to name, with all that it asks: several tries, or rules on their own, would tell another story.
RUN_WHOLE = ("intermittent", "together")
# One run in so many goes on after it has found what it was to find.
WHOLE_EVERY = 8
SERVER_ERROR = "server-error"
SETTLE_TIMEOUT_SECONDS = 60.0

KILLED, SURVIVED, JUSTIFIED = "killed", "survived", "justified"
SILENT, ALARMED = "silent", "false alarm"
ERROR = "error"
# What a run says where it failed by itself, whatever the server did.
FAILED_BY_ITSELF = re.compile(r"the run failed with |the rules? .*(crashed|neither ran|could not be run)")
# Where the mock and what serves it say that an answer could not be made.
SERVER_LOGGERS = ("contract_tests.mock", "uvicorn.error")


@dataclass(frozen=True)
class Outcome:
    """What came of a mutant: the verdict and the report on it, or the error that leaves it open."""

    mutant: Mutant
    verdict: str
    seconds: float
    report: dict[str, Any] = field(repr=False)
    error: str = ""

    @property
    def by_recording(self) -> bool:
        """Whether it was read in recorded exchanges, without a run."""
        return bool(self.report.get(RECORDING))

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings, each with its operation, kind, place and rule."""
        findings: list[dict[str, Any]] = self.report.get("findings", [])
        return findings

    @property
    def result(self) -> str:
        """`killed`, `survived` or `justified`; for a harmless variant `silent` or `false alarm`; or `error`."""
        if self.error:
            return ERROR
        if self.mutant.kind == HARMLESS:
            return SILENT if self.verdict == "conforms" else ALARMED
        if self.mutant.is_named(finding["operation"] for finding in self.findings):
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
            "error": self.error or None,
            "recording": self.by_recording,
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
    spec: Spec,
    mutants: Iterable[Mutant],
    jobs: int,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
    recordings: Recordings | None = None,
    seed: int = 0,
) -> Iterator[Outcome]:
    """Judge each mutant, `jobs` at a time, and yield the outcomes as they come.

    The calling process must have one thread only, since its children are forked from it.

    Args:
        spec: The contract.
        mutants: What is judged.
        jobs: How many processes there are at a time.
        time_limit_seconds: When one that has not ended is killed.
        recordings: Where mutants are read that need no run; without them, each gets one.
        seed: From which, with its name, the run against each mutant derives what it generates.
    """
    waiting = iter(mutants)
    running: list[_Running] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        try:
            while True:
                while len(running) < jobs and (mutant := next(waiting, None)):
                    judge = partial(_judge, spec, mutant, recordings, seed)
                    running.append(_Running(mutant, judge, Path(folder), time_limit_seconds))
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
    """A mutant that is being judged, in a process and a folder of its own."""

    def __init__(self, mutant: Mutant, judge: Callable[[Path], None], folder: Path, time_limit_seconds: float) -> None:
        self._mutant, self._began = mutant, time.monotonic()
        self._time_limit_seconds = time_limit_seconds
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self.process: ForkProcess = multiprocessing.get_context("fork").Process(
            target=judge, args=(self._folder,), daemon=True
        )
        self.process.start()

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._time_limit_seconds - (time.monotonic() - self._began))

    @property
    def ended(self) -> bool:
        return not self.process.is_alive() or not self.seconds_left

    def outcome(self) -> Outcome:
        """What came of the mutant; a process that is still at it is killed."""
        seconds = time.monotonic() - self._began
        timed_out = self.process.is_alive()
        self.process.kill()
        self.process.join()
        # What a process had written before it crashed is not to be believed.
        report = {} if self.process.exitcode else json.loads(self._text("drift.json") or "{}")
        error = "timed out" if timed_out else self._error(report)
        return Outcome(self._mutant, report.get("verdict", "none"), seconds, report, error)

    def _error(self, report: dict[str, Any]) -> str:
        """What went wrong in the scoring itself; nothing where the report can be believed."""
        if not report:
            last_words = self._text("stderr").strip().splitlines()[-1:]
            return f"crashed: {last_words[0] if last_words else f'exit code {self.process.exitcode}'}"
        failure = report.get("failure") or ""
        return self._text(SERVER_ERROR) or (failure if FAILED_BY_ITSELF.match(failure) else "")

    def _text(self, name: str) -> str:
        path = self._folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def warm_up(spec: Spec) -> Recordings | None:
    """Run the contract once in this process against the mock as it is: its exchanges, or None if it does not conform.

    What a run imports and prepares is then there in the processes that are forked from this one.
    """
    app = mock.create_app(spec.root)
    exchanges = recorded(app, spec)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        report = _contract_run(spec, app, Path(folder), _whole(spec, seed=1))
    assert threading.active_count() == 1, "a process with threads cannot be forked safely"
    return Recordings(spec, exchanges) if report.verdict == "conforms" else None


def _judge(spec: Spec, mutant: Mutant, recordings: Recordings | None, base: int, folder: Path) -> None:
    with (folder / "stderr").open("w") as stderr:
        os.dup2(stderr.fileno(), 2)
        os.dup2(stderr.fileno(), 1)
    if recordings and mutant.by_recording:
        report = recordings.report(mutant.change)
        if mutant.is_named(finding["operation"] for finding in report["findings"]):
            (folder / "drift.json").write_text(json.dumps(report), encoding="utf-8")
            return
    for name in SERVER_LOGGERS:
        logging.getLogger(name).addHandler(_ServerErrors(folder / SERVER_ERROR))
    seed = zlib.crc32(mutant.name.encode()) + base
    if mutant.kind not in (HARMLESS, *RUN_WHOLE):
        for options in _near(spec, mutant, seed):
            found = _contract_run(spec, mutant.change.app(spec), folder, options).findings
            if mutant.is_named(finding.operation for finding in found):
                return
    _contract_run(spec, mutant.change.app(spec), folder, _whole(spec, seed))


def _near(spec: Spec, mutant: Mutant, seed: int) -> Iterator[Options]:
    """Runs of a fraction of the rules, those that are likely to name a fault first."""
    nearby = replace(
        _whole(spec, seed),
        operations=frozenset(related(spec, mutant.operations)),
        generates=False,
        until_found=frozenset(mutant.operations),
    )
    if mutant.kind in ASKED_FIRST and seed % WHOLE_EVERY:
        yield replace(nearby, rule=ASKED_FIRST[mutant.kind])
    # How noisy a fault is, is looked at for some of them.
    yield nearby if seed % WHOLE_EVERY else replace(nearby, until_found=frozenset())


def _whole(spec: Spec, seed: int) -> Options:
    """What scripts/contract.py gives a run when nothing is asked for."""
    return Options(Budget.for_spec(spec), SETTLE_TIMEOUT_SECONDS, seed)


def related(spec: Spec, operations: Iterable[str]) -> set[str]:
    """Some operations and all that are about the same resources."""
    about = [one for one in spec.resources.values() if any(each.id in operations for each in one.operations)]
    return {*operations, *(operation.id for one in about for operation in one.operations)}


class _ServerErrors(logging.Handler):
    """Writes down what a server failed with; a run would take the answer for the fault that it looks for."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write the exception of a record, if there is one; a client that left or a cancelled answer is no failure."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception) and not isinstance(error, ClientDisconnect):
            self._path.write_text(f"the server failed with {type(error).__name__}: {error}", encoding="utf-8")


def _contract_run(spec: Spec, app: Starlette, folder: Path, options: Options) -> Report:
    with mock.serve(app) as base_url:
        return contract_run(spec, Target("mock", base_url, mock.MockOptions().key), options, folder, io.StringIO())
