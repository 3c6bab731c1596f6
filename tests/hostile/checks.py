"""What must hold after a run against the hostile server, each rule a function that yields what is wrong.

for violation in violations(run): print(violation.rule, violation.text)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.canaries import Canaries
from tests.hostile.faults.catalogue import Plan
from tests.hostile.formats import problems
from tests.hostile.leaks import found, found_in
from tests.hostile.process import Outcome
from tests.hostile.tally import Tally
from tests.hostile.workspace import OPERATIONS

TIME_LIMIT_SECONDS = 120
MEMORY_LIMIT_MEGABYTES = 600
REQUEST_LIMIT = 600
CREATION_LIMIT = 12
REPETITION_LIMIT = 2
EXIT_CODES = {0: "conforms", 1: "drift", 2: "could not run"}
CRASHES = (b"Traceback (most recent call last)", b"INTERNALERROR", b"Fatal Python error", b"Segmentation fault")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
OUTAGES = {"always-500", "always-503", "gateway-502", "close", "reset"}
ODDITIES = {"bodies", "places", "headers"}
UNHURRIED = 0.8


@dataclass(frozen=True)
class Run:
    """A run that has ended, with everything that it is judged by."""

    plan: Plan
    canaries: Canaries
    outcome: Outcome
    tally: Tally
    reports: Path
    temporary: Path
    deadline: float


@dataclass(frozen=True)
class Violation:
    """What a run broke."""

    rule: str
    text: str


Rule = Callable[[Run], Iterator[str]]
RULES: dict[str, Rule] = {}


def rule(check: Rule) -> Rule:
    """Register a rule under the name of its function."""
    RULES[check.__name__.replace("_", " ")] = check
    return check


def violations(run: Run) -> list[Violation]:
    """Everything that does not hold; a rule that cannot look is a violation too."""
    result = []
    for name, check in RULES.items():
        try:
            result += [Violation(name, text) for text in check(run)]
        except Exception as error:
            result.append(Violation(name, f"the check itself failed: {error!r:.200}"))
    return result


@rule
def ends_in_time_and_memory(run: Run) -> Iterator[str]:
    if run.outcome.stopped:
        yield f"{run.outcome.stopped} ({run.outcome.seconds:.0f} s, {run.outcome.peak_megabytes:.0f} MB)"
    elif run.outcome.peak_megabytes > MEMORY_LIMIT_MEGABYTES:
        yield f"it took {run.outcome.peak_megabytes:.0f} MB"
    if run.outcome.left_running:
        yield f"{run.outcome.left_running} processes still run"


@rule
def exit_code_is_known(run: Run) -> Iterator[str]:
    if not run.outcome.stopped and run.outcome.code not in EXIT_CODES:
        yield f"the exit code is {run.outcome.code}"


@rule
def no_traceback(run: Run) -> Iterator[str]:
    for mark in CRASHES:
        if mark in run.outcome.printed:
            last = [line for line in run.outcome.printed.decode(errors="replace").splitlines() if line.strip()][-1]
            yield f"{mark.decode()} on the terminal; the last line is {last[:120]!a}"


@rule
def reports_are_left(run: Run) -> Iterator[str]:
    if not run.outcome.stopped and not (run.reports / "drift.json").is_file():
        yield f"there is no drift.json (exit {run.outcome.code})"


@rule
def reports_are_valid(run: Run) -> Iterator[str]:
    for path in sorted(run.reports.rglob("*")):
        if path.is_file():
            yield from problems(path)


@rule
def no_secret_in_files(run: Run) -> Iterator[str]:
    for folder in (run.reports, run.temporary):
        yield from found_in(folder, run.canaries.all)


@rule
def no_secret_on_the_terminal(run: Run) -> Iterator[str]:
    yield from found(run.outcome.printed, run.canaries.all)


@rule
def no_escape_on_the_terminal(run: Run) -> Iterator[str]:
    match = CONTROL.search(run.outcome.printed.decode("utf-8", "replace"))
    if match:
        yield f"the control character {match[0]!a} was printed"


@rule
def requests_are_within_budget(run: Run) -> Iterator[str]:
    if run.tally.requests > REQUEST_LIMIT:
        yield f"{run.tally.requests} requests came"


@rule
def creations_are_within_budget(run: Run) -> Iterator[str]:
    known = run.tally.created - run.tally.created_unseen
    if known > CREATION_LIMIT:
        yield f"{known} things were created"


@rule
def creations_without_a_key_are_not_repeated(run: Run) -> Iterator[str]:
    if run.tally.longest_repetition > REPETITION_LIMIT:
        yield f"one creation without a key came {run.tally.longest_repetition} times in a row"


@rule
def nobody_else_is_contacted(run: Run) -> Iterator[str]:
    if run.tally.elsewhere:
        yield f"another host had {run.tally.elsewhere} connections, {run.tally.elsewhere_with_key} with the key"


@rule
def requests_go_where_they_should(run: Run) -> Iterator[str]:
    if run.tally.strays:
        yield f"requests outside of the API: {run.tally.strays!a}"
    if run.tally.changes:
        yield f"requests that change what is not the run's own: {run.tally.changes!a}"


@rule
def what_is_wrong_throughout_does_not_conform(run: Run) -> Iterator[str]:
    if run.outcome.code == 0 and run.tally.wrong_throughout:
        yield f"exit 0, though every success was wrong at {', '.join(run.tally.wrong_throughout)}"


@rule
def an_outage_is_no_drift(run: Run) -> Iterator[str]:
    if len(run.plan.assignments) != 1 or run.outcome.code != 1:
        return
    (only,) = run.plan.assignments
    everywhere = only.operations == OPERATIONS and only.answers == "any"
    if only.fault.kind in OUTAGES and everywhere and only.rhythm.every == 1 and only.rhythm.once is None:
        yield "exit 1, though the service was down throughout"


@rule
def one_odd_answer_does_not_end_a_run(run: Run) -> Iterator[str]:
    if len(run.plan.assignments) != 1 or run.outcome.code != 2:
        return
    (only,) = run.plan.assignments
    odd_once = only.fault.theme in ODDITIES and only.rhythm.once is not None and sum(run.tally.applied.values()) == 1
    if odd_once and run.outcome.seconds < UNHURRIED * run.deadline:
        yield "exit 2, though one answer alone was odd"
