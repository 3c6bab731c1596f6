"""Judges mutants, and tells what came of each.

One that only rewrites answers is read in the recorded exchanges of a run. Harmless variants, faults that no client can
see, and those that a run is to name with all that it asks, share a run where neither changes what the other shows. The
contract is run alone against every other, and against those that were not decided so. An error of the scoring itself,
in a mutant or in a run, is neither killed nor survived: it is an outcome of its own.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import threading
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from contract_tests import mock
from contract_tests.engine.session import contract_run
from contract_tests.mutants.groups import followed, groups, related
from contract_tests.mutants.mutant import HARMLESS, Mutant, together
from contract_tests.mutants.outcome import COMPANY, JUSTIFIED, KILLED, RECORDING, RUN, SILENT, Outcome
from contract_tests.mutants.processes import TIMED_OUT, Ended, Reports, Task, in_processes
from contract_tests.mutants.recordings import Recordings, recorded
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.spec import Spec

TIME_LIMIT_SECONDS = 240.0
# The groups of rules that are asked first about a kind of fault, one after the other; where they find nothing, the
# others are asked, too. A group may stand for another about operations that do something else.
ASKED_FIRST = {
    "activation": ["change"],
    "agreement": ["agreement"],
    "app settings": ["change", "effects"],
    "authentication": ["authentication"],
    "batch": ["batches"],
    "change": ["change"],
    "context": ["creation"],
    "creation": ["creation", "effects"],
    "credentials": ["authentication"],
    "custom domain": ["change"],
    "deletion": ["deletion"],
    "eligibility": ["limits"],
    "enum": ["limits"],
    "header": ["limits"],
    "idempotency": ["idempotency"],
    "identifiers": ["ownership"],
    "in transit": ["creation"],
    "keys": ["idempotency"],
    "lifecycle": ["lifecycle"],
    "limit": ["limits", "creation"],
    "one item": ["agreement"],
    "one view": ["agreement"],
    "ownership": ["ownership"],
    "paging": ["paging"],
    "refused state": ["state"],
    "replacement": ["change"],
    "report": ["lifecycle"],
    "required": ["limits", "creation"],
    "rotation": ["rotation", "effects"],
    "states": ["lifecycle"],
    "type loosened": ["limits", "batches"],
}
# By what an operation does, the group that is asked in place of others.
IN_PLACE_OF = {
    "x-changes": {"creation": "change", "lifecycle": "change"},
    "x-paging": {"creation": "paging"},
    "x-shows": {"creation": "agreement"},
}
# Kinds that one run has to name, with all that it asks: several tries, or rules on their own, would tell another story.
RUN_WHOLE = ("intermittent", "together")
# What rules that are not asked create for good, `ownership/mistaken-at-once` for one.
CREATED_BY_OTHERS = 1
# One in so many is run alone, and its run goes on after it has found what it was to find.
WHOLE_EVERY = 32
READ_AT_ONCE = 50
# So many that a shared run has left open get a run each; more share two runs.
FEW = 3
SETTLE_TIMEOUT_SECONDS = 60.0

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
        report = _contract_run(spec, app, Path(folder), _whole(spec, seed=1))
    assert threading.active_count() == 1, "a process with threads cannot be forked safely"
    return Recordings(spec, exchanges) if report["verdict"] == "conforms" else None


def whole_run(spec: Spec, mutant: Mutant, folder: Path, seed: int) -> dict[str, Any]:
    """The report of a run against a mutant that goes on to its end, which it leaves in a folder.

    Args:
        spec: The contract.
        mutant: What is run against.
        folder: Where the reports go.
        seed: From which the run derives what it generates.
    """
    return _contract_run(spec, mutant.change.app(spec), folder, _whole(spec, seed))


def _tasks(spec: Spec, mutants: Sequence[Mutant], recordings: Recordings | None, seed: int) -> Iterator[Task]:
    """What is asked first: what takes long comes before what does not, so that all ends at about the same time."""
    shared = [one for one in mutants if _may_share(one) and _seed([one], seed) % WHOLE_EVERY]
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
    return Task(group, partial(_run_with_others, spec, group, seed), COMPANY)


def _may_share(mutant: Mutant) -> bool:
    """Whether a whole run decides about a mutant, so that it can decide about others as well."""
    return bool(mutant.unseen) or mutant.kind in (HARMLESS, *RUN_WHOLE)


def _portions(mutants: Sequence[Mutant], size: int) -> Iterator[tuple[Mutant, ...]]:
    for start in range(0, len(mutants), size):
        yield tuple(mutants[start : start + size])


def _alone(spec: Spec, mutant: Mutant, seed: int) -> Task:
    return Task((mutant,), partial(_run_alone, spec, mutant, seed), RUN)


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


def _run_with_others(spec: Spec, group: Sequence[Mutant], base: int, folder: Path) -> Reports:
    """Run against all of a group at once; a fault that is not named, and a variant in an alarm, is left open.

    The run ends when all are named; where nothing is to be seen, when all has been asked.
    """
    every = together(group[0].kind, group)
    report = _contract_run(spec, every.change.app(spec), folder, _whole(spec, _seed(group, base), every))
    shares = [_share(report, one) for one in group]
    found = [Outcome(one, share["verdict"], 0.0, share).result for one, share in zip(group, shares, strict=True)]
    # Those that nobody can see may be about the same operations: which of them was seen is open.
    decided = (JUSTIFIED,) if group[0].unseen else (KILLED, SILENT)
    return [share if result in decided else None for share, result in zip(shares, found, strict=True)]


def _share(report: dict[str, Any], mutant: Mutant) -> dict[str, Any]:
    """A report on several mutants without the findings about what one of them does not show on."""
    return report | {"findings": [one for one in report["findings"] if one["operation"] in mutant.operations]}


def _run_alone(spec: Spec, mutant: Mutant, base: int, folder: Path) -> Reports:
    seed = _seed([mutant], base)
    if mutant.kind not in (HARMLESS, *RUN_WHOLE):
        for options in _near(spec, mutant, seed):
            report = _contract_run(spec, mutant.change.app(spec), folder, options)
            if mutant.is_named(finding["operation"] for finding in report["findings"]):
                return [report]
    # How noisy a fault is, is looked at for some of them.
    options = _whole(spec, seed, mutant if seed % WHOLE_EVERY else None)
    return [_contract_run(spec, mutant.change.app(spec), folder, options)]


def _near(spec: Spec, mutant: Mutant, seed: int) -> Iterator[Options]:
    """Runs of a fraction of the rules, those that are likely to name a fault first."""
    whole = _whole(spec, seed, mutant)
    # The rules that are not asked create, too: what a whole run has no budget left for is not to be named by less.
    budget = replace(whole.budget, max_creates=whole.budget.max_creates - CREATED_BY_OTHERS)
    own, all_related = (frozenset(which(spec, mutant.operations)) for which in (followed, related))
    nearby = replace(whole, operations=all_related, generates=False, budget=budget)
    if seed % WHOLE_EVERY:
        yield from (replace(nearby, operations=own, rule=group) for group in _asked_first(spec, mutant))
    yield nearby if seed % WHOLE_EVERY else replace(nearby, until_found=())


def _asked_first(spec: Spec, mutant: Mutant) -> list[str]:
    """The groups of rules that are the likeliest to name a fault, by its kind and by what its operation does."""
    extensions, found = spec.operations[mutant.operations[0]].extensions, ASKED_FIRST.get(mutant.kind, [])
    for does, others in IN_PLACE_OF.items():
        if does in extensions and "x-creates" not in extensions:
            found = [others.get(group, group) for group in found]
    return list(dict.fromkeys(found))


def _whole(spec: Spec, seed: int, mutant: Mutant | None = None) -> Options:
    """What scripts/contract.py gives a run when nothing is asked for; for a fault, until it is named."""
    until = mutant.named_by if mutant and mutant.kind != HARMLESS else ()
    return Options(Budget.for_spec(spec), SETTLE_TIMEOUT_SECONDS, seed, until_found=until)


def _seed(mutants: Iterable[Mutant], base: int) -> int:
    return zlib.crc32(" + ".join(mutant.name for mutant in mutants).encode()) + base


def _contract_run(spec: Spec, app: Starlette, folder: Path, options: Options) -> dict[str, Any]:
    """Run the contract against an app: the report that it writes."""
    with mock.serve(app) as base_url:
        contract_run(spec, Target("mock", base_url, mock.MockOptions().key), options, folder, io.StringIO())
    report: dict[str, Any] = json.loads((folder / "drift.json").read_text(encoding="utf-8"))
    return report
