"""Judges mutants, and tells what came of each.

One that only rewrites answers is read in the recorded exchanges of a run. Harmless variants, faults that no client can
see, and those that a run is to name with all that it asks, share a run where neither changes what the other shows. The
contract is run alone against every other, and against those that were not decided so. An error of the scoring itself,
in a mutant or in a run, is neither killed nor survived: it is an outcome of its own.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from contract_tests import mock
from contract_tests.mutants.groups import groups
from contract_tests.mutants.mutant import HARMLESS, Mutant
from contract_tests.mutants.outcome import COMPANY, RECORDING, RUN, Outcome
from contract_tests.mutants.processes import TIMED_OUT, Ended, Reports, Task, in_processes
from contract_tests.mutants.recordings import Recordings, recorded
from contract_tests.mutants.runs import (
    RUN_WHOLE,
    WHOLE_EVERY,
    run_against,
    run_alone,
    run_with_others,
    seed_of,
    whole_options,
)
from scripts.spec.spec import Spec

TIME_LIMIT_SECONDS = 240.0
READ_AT_ONCE = 50
# So many that a shared run has left open get a run each; more share two runs.
FEW = 3

# What a run says where it failed by itself, whatever the server did.
FAILED_BY_ITSELF = re.compile(r"the run failed with |the rules? .*(crashed|neither ran|could not be run)")


def outcomes(
    spec: Spec,
    mutants: Iterable[Mutant],
    jobs: int,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
    recordings: Recordings | None = None,
    seed: int = 0,
) -> Iterator[Outcome]:
    """Judge each mutant, `jobs` processes at a time, and yield the outcomes as they come.

    The calling process must have one thread only, since its children are forked from it.

    Args:
        spec: The contract.
        mutants: What is judged.
        jobs: How many processes there are at a time.
        time_limit_seconds: When one that has not ended is killed.
        recordings: Where mutants are read that need no run; without them, each gets one.
        seed: From which, with its name, the run against each mutant derives what it generates.
    """
    tasks = deque(_tasks(spec, list(mutants), recordings, seed))
    for ended in _ended(tasks, jobs, time_limit_seconds):
        left_open = []
        for mutant, report in zip(ended.task.mutants, ended.reports, strict=True):
            if ended.task.judged_by == RUN or report is not None:
                yield _outcome(mutant, ended, report or {})
            else:
                left_open.append(mutant)
        tasks += _again(spec, ended.task, left_open, seed)


def _ended(tasks: deque[Task], jobs: int, time_limit_seconds: float) -> Iterator[Ended]:
    """What came of tasks; a mutant whose own run timed out has another one alone, as the machine may have been busy."""
    late: deque[Task] = deque()
    while tasks:
        for ended in in_processes(tasks, jobs, time_limit_seconds):
            if ended.error == TIMED_OUT and ended.task.judged_by == RUN:
                late.append(ended.task)
            else:
                yield ended
        yield from in_processes(late, 1, time_limit_seconds)


def _outcome(mutant: Mutant, ended: Ended, report: dict[str, Any]) -> Outcome:
    failure = report.get("failure") or ""
    error = ended.error or (failure if FAILED_BY_ITSELF.match(failure) else "")
    seconds = ended.seconds / len(ended.task.mutants)
    return Outcome(mutant, report.get("verdict", "none"), seconds, report, error, ended.task.judged_by)


def warm_up(spec: Spec) -> Recordings | None:
    """Run the contract once in this process against the mock as it is: its exchanges, or None if it does not conform.

    What a run imports and prepares is then there in the processes that are forked from this one.
    """
    app = mock.create_app(spec.root)
    exchanges = recorded(app, spec)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        report = run_against(spec, app, Path(folder), whole_options(spec, seed=1))
    assert threading.active_count() == 1, "a process with threads cannot be forked safely"
    return Recordings(spec, exchanges) if report["verdict"] == "conforms" else None


def _tasks(spec: Spec, mutants: Sequence[Mutant], recordings: Recordings | None, seed: int) -> Iterator[Task]:
    """What is asked first: what takes long comes before what does not, so that all ends at about the same time."""
    shared = [one for one in mutants if _may_share(one) and seed_of([one], seed) % WHOLE_EVERY]
    for group in groups(spec, shared):
        if len(group) > 1:
            yield _shared(spec, group, seed)
        else:
            yield _alone(spec, group[0], seed)
    read: list[Mutant] = []
    if recordings:
        read = [one for one in mutants if one.by_recording and not _may_share(one)]
        for some in _portions(read, READ_AT_ONCE):
            yield Task(some, partial(_read, recordings, some), RECORDING)
    done = {id(one) for one in (*shared, *read)}
    yield from (_alone(spec, one, seed) for one in mutants if id(one) not in done)


def _again(spec: Spec, task: Task, left_open: Sequence[Mutant], seed: int) -> Iterator[Task]:
    """What is asked about mutants that were not decided: many that shared a run are parted before each has its own."""
    if task.judged_by != COMPANY or len(left_open) <= FEW:
        yield from (_alone(spec, mutant, seed) for mutant in left_open)
        return
    # Those that do not go together are likely to be neighbours.
    for half in (tuple(left_open[::2]), tuple(left_open[1::2])):
        yield _shared(spec, half, seed)


def _shared(spec: Spec, group: tuple[Mutant, ...], seed: int) -> Task:
    return Task(group, partial(run_with_others, spec, group, seed), COMPANY)


def _may_share(mutant: Mutant) -> bool:
    """Whether a whole run decides about a mutant, so that it can decide about others as well."""
    return bool(mutant.unseen) or mutant.kind in (HARMLESS, *RUN_WHOLE)


def _portions(mutants: Sequence[Mutant], size: int) -> Iterator[tuple[Mutant, ...]]:
    for start in range(0, len(mutants), size):
        yield tuple(mutants[start : start + size])


def _alone(spec: Spec, mutant: Mutant, seed: int) -> Task:
    return Task((mutant,), partial(run_alone, spec, mutant, seed), RUN)


def _read(recordings: Recordings, mutants: Sequence[Mutant], folder: Path) -> Reports:
    """Read the answers of mutants in recorded exchanges; one that is not named there, or cannot be, is left open."""
    reports: Reports = []
    for mutant in mutants:
        try:
            reports.append(recordings.named(mutant))
        except Exception:
            # The run that follows says what is wrong with it.
            reports.append(None)
    return reports
