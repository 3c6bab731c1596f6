"""Findings: what differs between the contract and the target, said once for each cause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from contract_tests.drift.exchange import Exchange

Severity = Literal["breaking", "additive"]

EVIDENCE_PER_FINDING = 3


@dataclass(frozen=True)
class Deviation:
    """One difference at one place of one exchange, before it is merged with others of the same cause.

    `place` is a path into the request or the answer, such as `response 200 body /data/*/name`;
    `pointer` is where the spec says what was expected.
    """

    kind: str
    severity: Severity
    place: str
    expected: str
    observed: str
    pointer: str


@dataclass(frozen=True)
class Finding:
    """A deviation with the operation, the rule that found it, its documentation page and its evidence."""

    deviation: Deviation
    operation: str
    rule: str
    documentation: str
    occurrences: int
    evidence: tuple[Exchange, ...] = field(repr=False)

    @property
    def id(self) -> str:
        """A fingerprint that stays the same from run to run: it holds no observed value."""
        parts = (self.operation, self.deviation.kind, self.deviation.place)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


class Findings:
    """Collects deviations and merges those that share operation, kind and place."""

    def __init__(self) -> None:
        self._by_id: dict[str, Finding] = {}
        self.reported = 0

    def add(self, finding: Finding) -> None:
        """Add a finding, or count it with the one that says the same."""
        self.reported += 1
        known = self._by_id.setdefault(finding.id, finding)
        if known is not finding:
            evidence = (*known.evidence, *finding.evidence)[:EVIDENCE_PER_FINDING]
            self._by_id[finding.id] = replace(known, occurrences=known.occurrences + 1, evidence=evidence)

    def all(self) -> list[Finding]:
        """The findings without mere consequences, breaking ones first, in the order of operations and places."""
        return sorted(
            _without_consequences(self._by_id.values()),
            key=lambda finding: (
                finding.deviation.severity != "breaking",
                finding.operation,
                finding.deviation.place,
                finding.deviation.kind,
            ),
        )


def _without_consequences(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what a rule noticed at a place where the strict reading already found the shape changed."""
    findings = list(findings)
    broken = {
        (finding.operation, finding.deviation.place)
        for finding in findings
        if finding.rule == "shape" and finding.deviation.severity == "breaking"
    }
    return [finding for finding in findings if finding.rule == "shape" or not _explained(finding, broken)]


def _explained(finding: Finding, broken: set[tuple[str, str]]) -> bool:
    """Whether the finding's place lies at, under or above a place whose shape is broken."""
    place = finding.deviation.place
    return any(
        operation == finding.operation and (place == other or place.startswith(f"{other}/"))
        for operation, other in broken
    )
