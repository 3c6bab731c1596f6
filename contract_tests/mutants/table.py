"""The score for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from contract_tests.mutants.mutant import HARMLESS
from contract_tests.mutants.score import ALARMED, JUSTIFIED, KILLED, SURVIVED, Outcome

FORMAT = 1
# A drift should be said once; a mutant with more findings than this drowns in its consequences.
MOST_FINDINGS = 3
MOST_JUSTIFIED = 0.02


def passed(outcomes: Sequence[Outcome]) -> bool:
    """Whether no mutant survived, no harmless variant raised an alarm, and few are merely justified."""
    counts = Counter(outcome.result for outcome in outcomes)
    few = counts[JUSTIFIED] <= max(1, MOST_JUSTIFIED * len(mutants(outcomes)))
    return few and not counts[SURVIVED] and not counts[ALARMED]


def mutants(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of mutants, without those of harmless variants."""
    return [outcome for outcome in outcomes if outcome.mutant.kind != HARMLESS]


def lines(outcomes: Sequence[Outcome], total_seconds: float) -> Iterator[str]:
    """The score for a terminal."""
    yield from _by_kind(mutants(outcomes))
    for result in (SURVIVED, JUSTIFIED, ALARMED):
        yield from _listed(result, [outcome for outcome in outcomes if outcome.result == result])
    yield from _noisy(mutants(outcomes))
    yield ""
    yield _summary(outcomes, total_seconds)


def as_json(outcomes: Sequence[Outcome], total_seconds: float) -> dict[str, Any]:
    """The score for programs."""
    return {
        "format": FORMAT,
        "passed": passed(outcomes),
        "results": dict(Counter(outcome.result for outcome in outcomes)),
        "kinds": {kind: dict(counts) for kind, counts in _counts(mutants(outcomes)).items()},
        "seconds": {**_seconds(outcomes), "total": round(total_seconds, 1)},
        "outcomes": [outcome.as_json() for outcome in outcomes],
    }


def _counts(outcomes: Sequence[Outcome]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counts.setdefault(outcome.mutant.kind, Counter())[outcome.result] += 1
    return counts


def _by_kind(outcomes: Sequence[Outcome]) -> Iterator[str]:
    results = (KILLED, SURVIVED, JUSTIFIED)
    yield f"{'':<16}{''.join(result.rjust(11) for result in results)}"
    counts = _counts(outcomes)
    for kind in sorted(counts):
        yield f"{kind:<16}{''.join(str(counts[kind][result]).rjust(11) for result in results)}"
    total = sum(counts.values(), Counter())
    yield f"{'all':<16}{''.join(str(total[result]).rjust(11) for result in results)}"


def _listed(result: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    if outcomes:
        yield ""
        yield f"{result}:"
    for outcome in outcomes:
        yield f"  {outcome.mutant.kind}: {outcome.mutant.name}: {outcome.mutant.unseen or _said(outcome)}"


def _said(outcome: Outcome) -> str:
    failure = outcome.report.get("failure")
    found = "; ".join(_finding(finding) for finding in outcome.findings[:MOST_FINDINGS])
    return " ".join(filter(None, (outcome.verdict, failure and f"({failure})", found)))


def _finding(finding: dict[str, Any]) -> str:
    where = f"{finding['operation']} {finding['place']} [{finding['rule']}]"
    return f"{where} expected {finding['expected']}, observed {finding['observed']}"


def _noisy(outcomes: Sequence[Outcome]) -> Iterator[str]:
    noisy = [outcome for outcome in outcomes if len(outcome.findings) > MOST_FINDINGS]
    if noisy:
        yield ""
        yield f"more than {MOST_FINDINGS} findings:"
    for outcome in sorted(noisy, key=lambda one: -len(one.findings)):
        yield f"  {len(outcome.findings):>3}  {outcome.mutant.kind}: {outcome.mutant.name}"


def _seconds(outcomes: Sequence[Outcome]) -> dict[str, float]:
    seconds = [outcome.seconds for outcome in outcomes]
    return {"median": round(median(seconds), 2), "max": round(max(seconds), 2)}


def _summary(outcomes: Sequence[Outcome], total_seconds: float) -> str:
    counts, seconds = Counter(outcome.result for outcome in outcomes), _seconds(outcomes)
    real = len(mutants(outcomes))
    return (
        f"{counts[KILLED]} of {real} killed, {counts[SURVIVED]} survived, {counts[JUSTIFIED]} justified; "
        f"{counts[ALARMED]} false alarms of {len(outcomes) - real} harmless variants; "
        f"median {seconds['median']:g} s, max {seconds['max']:g} s a run, {total_seconds:.0f} s in all"
    )
