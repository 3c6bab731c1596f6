"""What is made of every exchange of a run: deviations, secrets to keep, what was seen, and how often who asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from contract_tests.judging.agreement import Agreement, Whose
from contract_tests.judging.courses import Courses
from contract_tests.judging.earlier import Earlier
from contract_tests.judging.earlier_requests import AT_ONCE
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Again, Deviation, Finding, Findings
from contract_tests.judging.how_often import HowOften
from contract_tests.judging.judge import Judge
from contract_tests.judging.keys import Keys
from contract_tests.judging.leaks import Leaks
from contract_tests.judging.listings import Lists
from contract_tests.judging.observed import merged
from contract_tests.judging.presence import Presence
from contract_tests.judging.promises import held_promises
from contract_tests.judging.redact import Redactor
from contract_tests.judging.refusals import Refusals
from contract_tests.judging.requests import RequestReader
from contract_tests.judging.shapes import Shapes
from contract_tests.judging.values import number_of
from scripts.spec.operations import Operation
from scripts.spec.resources import Resource
from scripts.spec.spec import Spec

# What the requests behind a finding have in common is looked for in so many, since more are not read.
MOST_EXPLAINED = 50
# The rules by which an answer is wrong whatever came before it, unless it is its status that is wrong.
WHATEVER_CAME_BEFORE = (SHAPE, "authentication/refused")
OF_A_STATUS = ("status", "server-error")
# The rules that hold an answer against those before it.
HISTORIES = tuple(one.rule for one in (Agreement, Courses, Lists, Keys))


class Reader:
    """Reads each exchange strictly: `reader.read(exchange)`.

    Args:
        spec: The contract.
        key: The key of the run.
        whose: Tells whose a thing is, by the kind of thing, its path parameters and its state.
    """

    def __init__(self, spec: Spec, key: str, whose: Callable[[Resource, dict[str, str], Any], Whose]) -> None:
        self.shapes = shapes = Shapes(spec)
        self.redactor = Redactor(shapes, key)
        self.presence = Presence(spec, shapes)
        # How many requests each rule has sent for each operation.
        self.exercised: Counter[tuple[str, str]] = Counter()
        # How many answers were held against a promise, whoever had asked for them.
        self.held: Counter[tuple[str, str]] = Counter()
        self.how_often, self.refusals = HowOften(spec), Refusals(spec)
        self._earlier = Earlier(spec)
        self._requests = RequestReader(spec)
        self._agreement = Agreement(spec, whose)
        self._histories = (self._agreement, Courses(spec), Lists(spec, whose), Keys())
        self._judge, self._leaks = Judge(spec, shapes), Leaks(shapes, key)

    def read(self, exchange: Exchange) -> Iterator[tuple[str, Exchange, Deviation]]:
        """Everything that contradicts the spec now: the rule that says so, the exchange, which may be an earlier one.

        Nothing for a request to no operation.
        """
        self.redactor.learn(exchange)
        if exchange.operation is None:
            return
        self.exercised[(exchange.rule, exchange.operation.id)] += 1
        self.presence.note(exchange)
        body = self.shapes.body(exchange)
        self.how_often.note(exchange, *((body.items, body.ordered) if body else ()))
        self._earlier.note(exchange)
        request = self._requests.read(exchange)
        self.refusals.note(exchange, request)
        for deviation in [*self._judge.read(exchange, request), *self._leaks.read(exchange)]:
            yield SHAPE, exchange, deviation
        for rule, broken in held_promises(exchange, request):
            self._hold(rule, exchange)
            yield from ((rule, exchange, deviation) for deviation in broken)
        for history in self._histories:
            if history.is_about(exchange):
                self._hold(history.rule, exchange)
            yield from ((history.rule, *odd) for odd in history.read(exchange))

    def forget(self, operation: Operation, path_values: dict[str, str]) -> None:
        """Forget what answers have shown of things: nobody knows what came of a request for an operation."""
        for history in self._histories:
            history.forget()
        self._agreement.expect_change(operation, path_values)

    def _hold(self, rule: str, exchange: Exchange) -> None:
        assert exchange.operation is not None
        self.held[(rule, exchange.operation.id)] += 1
        self.how_often.looked(exchange, rule, exchange.operation.id)

    def told(self, findings: Findings, again: Mapping[str, Again]) -> list[Finding]:
        """The findings with all that is known about them; `again` says by id whether they came again."""
        told = []
        for index, finding in enumerate(map(self._with_all_types, findings.all())):
            explains, numbers = index < MOST_EXPLAINED, findings.numbers(finding)
            one = self.how_often.told(finding, numbers, explains=explains)
            kind, place = one.deviation.kind, one.deviation.place
            is_of_status = kind in OF_A_STATUS and place.startswith("response ")
            is_led = one.rule not in WHATEVER_CAME_BEFORE or is_of_status or _is_of_replays(one)
            earlier = self._earlier.before(one.evidence[0], one.deviation) if one.evidence and is_led else ()
            is_at_once = any(AT_ONCE in line for line in earlier)
            if is_at_once and (pairs := self._earlier.pairs_at_once(one.evidence[0])):
                # What came of two requests at once is explained by that, whatever else is alike.
                one = replace(one, answers=None, common=(f"among {number_of(pairs, 'pair')} of requests at once",))
            told.append(replace(one, again=again.get(finding.id), earlier=earlier))
        return told

    def _with_all_types(self, finding: Finding) -> Finding:
        """A finding about a type, with the types that conforming answers of the same operation had there."""
        deviation = finding.deviation
        if deviation.kind != "type" or finding.rule != SHAPE:
            return finding
        seen = self.presence.types(finding.operation, deviation.place.partition(" body ")[2])
        schema = merged(deviation.observed_schema, {"type": sorted(seen)})
        return replace(finding, deviation=replace(deviation, observed_schema=schema))


def _is_of_replays(finding: Finding) -> bool:
    """Whether a finding is about the header that marks an answer as that of an earlier request."""
    operation = finding.evidence[0].operation if finding.evidence else None
    replayed = operation.extensions.get("x-idempotency", {}).get("replayed", {}) if operation else {}
    return bool(replayed) and finding.deviation.place.endswith(f" header {replayed['header']}")
