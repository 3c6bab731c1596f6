"""Tasks in processes of their own: what fails, hangs or leaks in one harms no other."""

from __future__ import annotations

import gc
import json
import logging
import multiprocessing
import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect

from contract_tests.mutants.mutant import Mutant

# Where the mock and what serves it say that an answer could not be made.
SERVER_LOGGERS = ("contract_tests.mock", "uvicorn.error")
TIMED_OUT = "timed out"
DECIDED, STDERR, SERVER_ERROR = "decided.json", "stderr", "server-error"

# The report on a mutant, or None where it is not decided by it.
Reports = list[dict[str, Any] | None]


@dataclass(frozen=True)
class Task:
    """Mutants that one process judges: `judge(folder)` gives, for each, the report that decides about it, or None."""

    mutants: tuple[Mutant, ...]
    judge: Callable[[Path], Reports]
    judged_by: str


@dataclass(frozen=True)
class Ended:
    """A task that has ended: its reports, in the order of its mutants, or the error that it ended with."""

    task: Task
    reports: Reports
    error: str
    seconds: float


def in_processes(tasks: deque[Task], jobs: int, time_limit_seconds: float) -> Iterator[Ended]:
    """Do tasks, `jobs` at a time, also those that are added meanwhile, and yield what came of them as they end.

    The calling process must have one thread only, since its children are forked from it.

    Args:
        tasks: What is to be done, taken from the left.
        jobs: How many processes there are at a time.
        time_limit_seconds: When one that has not ended is killed.
    """
    running: list[_Running] = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        try:
            while tasks or running:
                while len(running) < jobs and tasks:
                    running.append(_Running(tasks.popleft(), Path(folder), time_limit_seconds))
                wait([one.process.sentinel for one in running], timeout=min(one.seconds_left for one in running))
                for one in [one for one in running if one.ended]:
                    running.remove(one)
                    yield one.result()
        finally:
            for one in running:
                one.process.kill()


class _Running:
    """A task that is being done, in a process and a folder of its own."""

    def __init__(self, task: Task, folder: Path, time_limit_seconds: float) -> None:
        self._task, self._began = task, time.monotonic()
        self._time_limit_seconds = time_limit_seconds
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self.process: ForkProcess = multiprocessing.get_context("fork").Process(
            target=_do, args=(task, self._folder), daemon=True
        )
        self.process.start()

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._time_limit_seconds - (time.monotonic() - self._began))

    @property
    def ended(self) -> bool:
        return not self.process.is_alive() or not self.seconds_left

    def result(self) -> Ended:
        """What came of the task; a process that is still at it is killed."""
        seconds = time.monotonic() - self._began
        timed_out = self.process.is_alive()
        self.process.kill()
        self.process.join()
        error = TIMED_OUT if timed_out else self._error()
        reports = [None] * len(self._task.mutants) if error else json.loads(self._text(DECIDED))
        return Ended(self._task, reports, error, seconds)

    def _error(self) -> str:
        """What went wrong in the scoring itself; nothing where the reports can be believed."""
        # What a process had written before it crashed is not to be believed.
        if self.process.exitcode:
            last_words = self._text(STDERR).strip().splitlines()[-1:]
            return f"crashed: {last_words[0] if last_words else f'exit code {self.process.exitcode}'}"
        return self._text(SERVER_ERROR)

    def _text(self, name: str) -> str:
        path = self._folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _do(task: Task, folder: Path) -> None:
    # A process that ends in a minute frees its memory then, and looks for none to free before.
    gc.disable()
    with (folder / STDERR).open("w") as stderr:
        os.dup2(stderr.fileno(), 2)
        os.dup2(stderr.fileno(), 1)
    for name in SERVER_LOGGERS:
        logging.getLogger(name).addHandler(_ServerErrors(folder / SERVER_ERROR))
    (folder / DECIDED).write_text(json.dumps(task.judge(folder)), encoding="utf-8")


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
