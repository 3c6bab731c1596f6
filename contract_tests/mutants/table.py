"""The score for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from contract_tests.mutants.mutant import HARMLESS
from contract_tests.mutants.outcome import (
    ALARMED,
    COMPANY,
    ERROR,
    JUSTIFIED,
    KILLED,
    RECORDING,
    RUN,
    SILENT,
    SURVIVED,
    Outcome,
)

FORMAT = 1
# A drift should be said once; a mutant with more findings than this drowns in its consequences.
MOST_FINDINGS = 3
MOST_JUSTIFIED = 0.02
SIGNS = {KILLED: ".", SILENT: ".", JUSTIFIED: "j", SURVIVED: "S", ALARMED: "A", ERROR: "E"}
SIGNS_PER_LINE = 100


def passed(outcomes: Sequence[Outcome]) -> bool:
    """Whether no mutant survived, no harmless variant raised an alarm, few are merely justified, and none is open."""
    counts = Counter(outcome.result for outcome in outcomes)
    few = counts[JUSTIFIED] <= max(1, MOST_JUSTIFIED * len(mutants(outcomes)))
    return few and not any(counts[result] for result in (SURVIVED, ALARMED, ERROR))


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 when the score is as it should be, 1 when not, 2 when an error of the scoring leaves an outcome open."""
    if any(outcome.result == ERROR for outcome in outcomes):
        return 2
    return 0 if passed(outcomes) else 1


def mutants(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of mutants, without those of harmless variants."""
    return [outcome for outcome in outcomes if outcome.mutant.kind != HARMLESS]


def progress(outcomes: Sequence[Outcome], planned: int) -> str:
    """What the newest outcome adds to a line of signs; a full line, and the last one, ends in how many there are."""
    sign, done = SIGNS[outcomes[-1].result], len(outcomes)
    return f"{sign}  {done} of {planned}\n" if done == planned or done % SIGNS_PER_LINE == 0 else sign


def lines(outcomes: Sequence[Outcome], total_seconds: float) -> Iterator[str]:
    """The score for a terminal."""
    yield from _by_kind(mutants(outcomes))
    for result in (ERROR, SURVIVED, JUSTIFIED, ALARMED):
        yield from _section(result, [line(outcome) for outcome in outcomes if outcome.result == result])
    noisy = [outcome for outcome in mutants(outcomes) if len(outcome.findings) > MOST_FINDINGS]
    noisy.sort(key=lambda outcome: -len(outcome.findings))
    counted = [f"{len(outcome.findings):>3}  {outcome.mutant.kind}: {outcome.mutant.name}" for outcome in noisy]
    yield from _section(f"more than {MOST_FINDINGS} findings", counted)
    yield ""
    yield _summary(outcomes, total_seconds)


def line(outcome: Outcome) -> str:
    """One outcome, and why it is what it is."""
    failure = outcome.report.get("failure")
    found = "; ".join(_finding(finding) for finding in outcome.findings[:MOST_FINDINGS])
    why = (
        outcome.error
        or outcome.mutant.unseen
        or " ".join(filter(None, (outcome.verdict, failure and f"({failure})", found)))
    )
    return f"{outcome.mutant.kind}: {outcome.mutant.name}: {why}"


def as_json(outcomes: Sequence[Outcome], total_seconds: float) -> dict[str, Any]:
    """The score for programs."""
    return {
        "format": FORMAT,
        "passed": passed(outcomes),
        "judged_by": dict(_judged_by(outcomes)),
        "results": dict(Counter(outcome.result for outcome in outcomes)),
        "kinds": {kind: dict(counts) for kind, counts in _counts(mutants(outcomes)).items()},
        "seconds": {**_seconds(outcomes), "total": round(total_seconds, 1)},
        "outcomes": [outcome.as_json() for outcome in outcomes],
    }


def _judged_by(outcomes: Sequence[Outcome]) -> Counter[str]:
    return Counter(outcome.judged_by for outcome in outcomes)


def _counts(outcomes: Sequence[Outcome]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counts.setdefault(outcome.mutant.kind, Counter())[outcome.result] += 1
    return counts


def _by_kind(outcomes: Sequence[Outcome]) -> Iterator[str]:
    results = (KILLED, SURVIVED, JUSTIFIED, ERROR)
    yield f"{'':<16}{''.join(result.rjust(11) for result in results)}"
    counts = _counts(outcomes)
    for kind in sorted(counts):
        yield f"{kind:<16}{''.join(str(counts[kind][result]).rjust(11) for result in results)}"
    total = sum(counts.values(), Counter())
    yield f"{'all':<16}{''.join(str(total[result]).rjust(11) for result in results)}"


def _section(title: str, listed: Sequence[str]) -> Iterator[str]:
    if listed:
        yield from ("", f"{title}:")
    yield from (f"  {line}" for line in listed)


def _finding(finding: dict[str, Any]) -> str:
    where = f"{finding['operation']} {finding['place']} [{finding['rule']}]"
    return f"{where} expected {finding['expected']}, observed {finding['observed']}"


def _seconds(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The median and the most of what a mutant takes that is run alone; zero where there was none."""
    seconds = [outcome.seconds for outcome in outcomes if outcome.judged_by == RUN] or [0.0]
    return {"median": round(median(seconds), 2), "max": round(max(seconds), 2)}


def _summary(outcomes: Sequence[Outcome], total_seconds: float) -> str:
    counts, seconds, by = Counter(outcome.result for outcome in outcomes), _seconds(outcomes), _judged_by(outcomes)
    real = len(mutants(outcomes))
    return (
        f"{counts[KILLED]} of {real} killed, {counts[SURVIVED]} survived, {counts[JUSTIFIED]} justified; "
        f"{counts[ALARMED]} false alarms of {len(outcomes) - real} harmless variants; {counts[ERROR]} errors; "
        f"{by[RECORDING]} read in recordings, {by[COMPANY]} run with others, {by[RUN]} run alone: "
        f"median {seconds['median']:g} s, max {seconds['max']:g} s each, {total_seconds:.0f} s in all"
    )
