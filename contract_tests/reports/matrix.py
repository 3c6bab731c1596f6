"""Operations by groups of rules: what a run found out about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from contract_tests.judging.finding import SHAPE
from contract_tests.judging.looked import ALL, DOCUMENTS, group_of, never_succeeded
from contract_tests.reports.wording import Json, entries


@dataclass(frozen=True)
class Cell:
    """What a group of rules says of an operation: `state`, its findings, and the exchanges that it rests on.

    `state` is `drift`, `carried over`, `accepted`, `inconclusive`, `conforms`, `never succeeded` (the operation
    answered, but no success of it was seen), `not applicable` or `not exercised`.
    """

    group: str
    state: str
    findings: int
    exchanges: int


@dataclass(frozen=True)
class Matrix:
    """The groups, and for each operation its cells in their order: `for operation, cells in matrix.rows`."""

    groups: list[str]
    rows: list[tuple[str, list[Cell]]]


def matrix(report: Json, operations: Iterable[str] = ()) -> Matrix:
    """The matrix of a report.

    Args:
        report: A parsed drift.json.
        operations: Operations that are to have a row even if the run never got to them.
    """
    exchanges = _exchanges(report)
    drift = _counted(report["findings"])
    carried, accepted = (
        _counted(finding for finding in entries(report, section) if "rule" in finding)
        for section in ("carried", "accepted")
    )
    inconclusive = _counted(report.get("inconclusive", []))
    not_applicable = _counted(report.get("not_applicable", []))
    keys = [*exchanges, *drift, *carried, *accepted, *inconclusive, *not_applicable]
    unseen = set(never_succeeded(report))
    groups = sorted({group for group, _ in keys}, key=lambda group: (group != SHAPE, group))
    names = dict.fromkeys([*operations, *sorted({operation for _, operation in keys} - {ALL})])

    def state(key: tuple[str, str]) -> str:
        group, operation = key
        if drift[key]:
            return "drift"
        if carried[key]:
            return "carried over"
        if accepted[key]:
            return "accepted"
        if inconclusive[key]:
            return "inconclusive"
        if exchanges[key]:
            return "never succeeded" if operation in unseen else "conforms"
        if not_applicable[key]:
            return "not applicable"
        # What is so for all operations at once says nothing of one that was exercised.
        if inconclusive[(group, ALL)]:
            return "inconclusive"
        return "not applicable" if not_applicable[(group, ALL)] else "not exercised"

    def cell(group: str, operation: str) -> Cell:
        key = (group, operation)
        return Cell(group, state(key), drift[key] or carried[key] or accepted[key], exchanges[key])

    return Matrix(groups, [(name, [cell(group, name) for group in groups]) for name in names])


def _exchanges(report: Json) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for entry in report.get("exercised", []):
        group = group_of(entry["rule"])
        counts[(group, entry["operation"])] += entry["exchanges"]
        if group not in DOCUMENTS:
            counts[(SHAPE, entry["operation"])] += entry["exchanges"]
    return counts


def _counted(findings: Iterable[Json]) -> Counter[tuple[str, str]]:
    return Counter((group_of(finding["rule"]), finding["operation"]) for finding in findings)
