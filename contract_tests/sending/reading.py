"""What is made of every exchange of a run: deviations, secrets to keep, what was seen, and how often who asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Again, Deviation, Finding, Findings
from contract_tests.judging.how_often import HowOften
from contract_tests.judging.judge import Judge
from contract_tests.judging.leaks import Leaks
from contract_tests.judging.observed import merged
from contract_tests.judging.presence import Presence
from contract_tests.judging.redact import Redactor
from contract_tests.judging.shapes import Shapes
from scripts.spec.spec import Spec

# What the requests behind a finding have in common is looked for in so many, since more are not read.
MOST_EXPLAINED = 50


class Reader:
    """Reads each exchange strictly: `reader.read(exchange)`.

    Args:
        spec: The contract.
        key: The key of the run.
    """

    def __init__(self, spec: Spec, key: str) -> None:
        self.shapes = shapes = Shapes(spec)
        self.redactor = Redactor(shapes, key)
        self.presence = Presence(spec, shapes)
        # How many requests each rule has sent for each operation.
        self.exercised: Counter[tuple[str, str]] = Counter()
        self.how_often = HowOften(spec)
        self._judge, self._leaks = Judge(spec, shapes), Leaks(shapes, key)

    def read(self, exchange: Exchange) -> list[Deviation]:
        """Everything about an exchange that contradicts the spec; empty for a request to no operation."""
        self.redactor.learn(exchange)
        if exchange.operation is None:
            return []
        self.exercised[(exchange.rule, exchange.operation.id)] += 1
        self.presence.note(exchange)
        self.how_often.note(exchange)
        return [*self._judge.read(exchange), *self._leaks.read(exchange)]

    def told(self, findings: Findings, again: Mapping[str, Again]) -> list[Finding]:
        """The findings with all that is known about them; `again` says by id whether they came again."""
        told = []
        for index, finding in enumerate(map(self._with_all_types, findings.all())):
            explains, numbers = index < MOST_EXPLAINED, findings.numbers(finding)
            one = self.how_often.told(finding, numbers, explains=explains)
            told.append(replace(one, again=again.get(finding.id)))
        return told

    def _with_all_types(self, finding: Finding) -> Finding:
        """A finding about a type, with the types that conforming answers of the same operation had there."""
        deviation = finding.deviation
        if deviation.kind != "type" or finding.rule != SHAPE:
            return finding
        seen = self.presence.types(finding.operation, deviation.place.partition(" body ")[2])
        schema = merged(deviation.observed_schema, {"type": sorted(seen)})
        return replace(finding, deviation=replace(deviation, observed_schema=schema))
