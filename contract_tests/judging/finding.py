"""Findings: what differs between the contract and the target, said once for each cause."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from contract_tests.judging.compared import is_of_order
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.observed import merged
from scripts.spec.document import Schema

Severity = Literal["breaking", "additive"]

EVIDENCE_PER_FINDING = 3
MOST_OTHERS = 2
# Between a place and the operation that shows it, where another one is at fault.
OF = " of "
NAMES = re.compile(r"'[^']*'")
# More are no longer read by anyone; they are counted.
MOST_FINDINGS = 500
# The rule of everything that the strict reading of an exchange finds.
SHAPE = "shape"
# Findings of rules that compare whole values, so that a change of shape inside explains them.
COMPARING_KINDS = frozenset({"echo", "ineligible", "missing-choice", "listed", "snapshot"})


@dataclass(frozen=True)
class Deviation:
    """One difference at one place of one exchange, before it is merged with others of the same cause.

    `place` is a path into the request or the answer, such as `response 200 body /data/*/name`;
    `pointer` is where the spec says what was expected. `observed_schema` says in JSON schema what was observed,
    where that is a matter of shape, and `since` why that was expected, such as `as listApps shows it`.
    """

    kind: str
    severity: Severity
    place: str
    expected: str
    observed: str
    pointer: str
    observed_schema: Schema | None = field(default=None, compare=False)
    since: str = field(default="", compare=False)


@dataclass(frozen=True)
class Again:
    """How often a request was sent again at the end of a run, and in how many of the answers the finding came again.

    `otherwise` is the status that all of these had, where that is another one than the finding is about.
    """

    sent: int
    seen: int
    otherwise: int | None = None


@dataclass(frozen=True)
class Finding:
    """A deviation with the operation, the rule that found it, its documentation page and its evidence.

    It was seen in `occurrences` of the `answers` that were looked at, None where that cannot be told; `common` says
    what those have in common, such as `only with offset 20`. `earlier` are the requests that led to the first of them,
    each in a line; `others` are the same deviation with other values, or for another reason.
    """

    deviation: Deviation
    operation: str
    rule: str
    documentation: str
    occurrences: int
    evidence: tuple[Exchange, ...] = field(repr=False)
    answers: int | None = None
    common: tuple[str, ...] = ()
    again: Again | None = None
    earlier: tuple[str, ...] = ()
    others: tuple[Deviation, ...] = ()

    @property
    def id(self) -> str:
        """A fingerprint that stays the same from run to run: it holds no observed value."""
        group = self.rule.partition("/")[0]
        parts = (self.operation, group, self.deviation.kind, self.deviation.place)
        return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:12]


class Findings:
    """Collects deviations and merges those that share operation, kind and place."""

    def __init__(self) -> None:
        self._by_id: dict[str, Finding] = {}
        # The numbers of the exchanges that show each finding, in the order in which they came.
        self._numbers: dict[str, list[int]] = {}
        self.reported = self.left_out = 0
        self._held: list[Finding] = []
        self._held_rule: str | None = None

    def add(self, finding: Finding) -> None:
        """Add a finding, or count it with the one that says the same; an exchange counts once."""
        if finding.rule == self._held_rule:
            self._held.append(finding)
            return
        self.reported += 1
        if finding.id not in self._by_id and len(self._by_id) >= MOST_FINDINGS:
            self.left_out += 1
            return
        is_new = self._is_new(finding)
        finding = replace(finding, evidence=tuple(exchange.evidence for exchange in finding.evidence))
        known = self._by_id.setdefault(finding.id, finding)
        if known is not finding:
            more = finding.evidence if is_new else ()
            schema = merged(known.deviation.observed_schema, finding.deviation.observed_schema)
            leading, other, shown = known.deviation, finding.deviation, (*known.evidence, *more)
            if is_of_order(leading.observed) and not is_of_order(other.observed):
                # What is there, or is not, says more than in which order.
                leading, other, shown = other, leading, (*finding.evidence, *known.evidence)
            first = replace(known, deviation=replace(leading, observed_schema=schema))
            self._by_id[finding.id] = replace(
                first,
                occurrences=known.occurrences + is_new,
                evidence=shown[:EVIDENCE_PER_FINDING],
                others=_with_others(first, other),
            )

    def numbers(self, finding: Finding) -> list[int]:
        """The numbers of the exchanges that show a finding, whichever rule saw it; one may be there twice."""
        alike = (one.id for one in self._by_id.values() if _said(one) == _said(finding))
        return [number for one in dict.fromkeys((finding.id, *alike)) for number in self._numbers.get(one, [])]

    def _is_new(self, finding: Finding) -> bool:
        """Whether a finding was seen in another exchange than the last one that showed it."""
        number = finding.evidence[0].number if finding.evidence else 0
        if not number:
            return True
        numbers = self._numbers.setdefault(finding.id, [])
        is_new = number not in numbers[-1:]
        if is_new:
            numbers.append(number)
        return is_new

    def clear(self) -> None:
        """Forget everything: what was found was not about the API."""
        self._by_id.clear()
        self._numbers.clear()

    @contextmanager
    def held(self, rule: str) -> Iterator[list[Finding]]:
        """Keep back what a rule finds inside, in a list; what is found about single answers is added at once."""
        self._held, self._held_rule = [], rule
        try:
            yield self._held
        finally:
            self._held_rule = None

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


def _with_others(known: Finding, deviation: Deviation) -> tuple[Deviation, ...]:
    """The deviations with other values than the first, and one more if its values are new and there is room for it."""
    values = [_values(one) for one in (known.deviation, *known.others)]
    is_new = _values(deviation) not in values and len(known.others) < MOST_OTHERS
    return (*known.others, deviation) if is_new else known.others


def _values(deviation: Deviation) -> tuple[str, ...]:
    """What is said of a deviation but its place; reasons that name two things are one, those of two kinds are not."""
    return deviation.expected, deviation.observed, NAMES.sub("…", deviation.since)


def _without_consequences(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what rules noticed only because of a change that the strict reading found and names itself."""
    findings = list(findings)
    changed = {
        (finding.operation, finding.deviation.place)
        for finding in findings
        if finding.rule == SHAPE and finding.deviation.severity == "breaking"
    }
    causes = [finding for finding in findings if finding.rule == SHAPE or not _explained(finding, changed)]
    # Two rules may stumble over the same answer; the first one says it, with the reasons of the others.
    said: dict[tuple[str, ...], Finding] = {}
    for finding in causes:
        first = said.setdefault(_said(finding), finding)
        if first is not finding:
            said[_said(finding)] = replace(first, others=_with_others(first, finding.deviation))
    return list(said.values())


def _said(finding: Finding) -> tuple[str, ...]:
    deviation = finding.deviation
    # What a replay has of its own differs with the request that was repeated.
    values = () if deviation.kind == "replay" else (deviation.expected, deviation.observed)
    return finding.operation, deviation.kind, deviation.place, *values


def _explained(finding: Finding, changed: set[tuple[str, str]]) -> bool:
    """Whether a changed place holds the finding's, or lies in the body that the finding is about as a whole."""
    place, reader = finding.deviation.place, ""
    if place.startswith("response "):
        place, _, reader = place.partition(OF)
    shown_by = reader or finding.operation
    if finding.deviation.kind == "status":
        if finding.deviation.expected.startswith("4") and finding.deviation.observed.startswith("2"):
            return False  # What should have been refused was accepted, under whatever status.
        failing = finding.deviation.observed.startswith("5") and (finding.operation, place) in changed
        return failing or (finding.operation, f"response {finding.deviation.observed}") in changed
    whole = place.endswith(" body") or finding.deviation.kind in COMPARING_KINDS
    return any(
        operation == shown_by and (_within(place, other) or (whole and _within(other, place)))
        for operation, other in changed
    )


def _within(place: str, other: str) -> bool:
    """Whether a place is another one or lies in it: below a pointer, or anywhere in a whole body."""
    return place == other or place.startswith((f"{other.rstrip('/')}/", f"{other} "))
