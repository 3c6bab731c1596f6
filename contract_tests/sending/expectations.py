"""What rules expect of answers, and what is written down where they differ or where nobody can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contract_tests.judging.compared import compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation, Finding, Findings
from contract_tests.judging.how_often import OF_STATUSES, status_place
from contract_tests.judging.report import InconclusiveRule
from contract_tests.judging.values import describe, is_equal
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.gate import Gate
from contract_tests.sending.reading import Reader
from scripts.spec.operations import Operation


class Expectations:
    """What rules hold the answers of a run against: `run.expect_success(exchange)`.

    Args:
        gate: What the exchanges came through.
        reader: What has read them.
    """

    def __init__(self, gate: Gate, reader: Reader) -> None:
        self.gate, self._reader = gate, reader
        self.findings = Findings()
        self.inconclusive: list[InconclusiveRule] = []
        self.not_applicable: list[InconclusiveRule] = []
        self.notes: list[str] = []

    def report(
        self, exchange: Exchange, deviation: Deviation, *, rule: str | None = None, acting: Operation | None = None
    ) -> None:
        """Record a deviation with an exchange as its evidence, under the current rule unless another is named.

        `acting` is the operation that is at fault, where another one's answer shows it.
        """
        assert exchange.operation is not None
        if acting is not None and acting is not exchange.operation:
            deviation = replace(deviation, place=f"{deviation.place} of {exchange.operation.id}")
        self._add(acting or exchange.operation, deviation, rule or self.gate.rule, (exchange,))

    def expect(
        self,
        exchange: Exchange,
        place: str,
        expected: Any,
        observed: Any,
        pointer: str,
        kind: str = "value",
        since: str = "",
    ) -> bool:
        """Report a deviation unless `observed` equals `expected`; tells whether it does."""
        self.looked_at(exchange, kind, status_place(place, describe(expected)) if kind in OF_STATUSES else place)
        if is_equal(expected, observed):
            return True
        self.differs(exchange, place, *compared(expected, observed), pointer, kind, since=since)
        return False

    def looked_at(self, exchange: Exchange, kind: str, place: str = "", acting: Operation | None = None) -> None:
        """Remember that the current rule looked for findings of a kind in an exchange; anywhere without a place."""
        operation = acting or exchange.operation
        assert operation is not None
        self._reader.how_often.looked(exchange, self.gate.rule, operation.id, kind, place)

    def differs(
        self,
        exchange: Exchange,
        place: str,
        expected: str,
        observed: str,
        pointer: str,
        kind: str = "value",
        acting: Operation | None = None,
        since: str = "",
    ) -> None:
        """Report a breaking deviation under the current rule; `expected`, `observed` and `since` are for people."""
        deviation = Deviation(kind, "breaking", place, expected, observed, pointer, since=since)
        self.report(exchange, deviation, acting=acting)

    def expect_success(self, exchange: Exchange, since: str = "") -> bool:
        """Report a deviation unless the answer has the operation's documented success status."""
        assert exchange.operation is not None
        self._require_there(exchange)
        success = exchange.operation.success
        if exchange.succeeded and exchange.operation.response(exchange.status) is success:
            return True
        statuses = int(success.status), exchange.status
        return self.expect(exchange, "response status", *statuses, success.pointer, "status", since)

    def expect_refusal(self, exchange: Exchange, refused: dict[str, Any], pointer: str, since: str = "") -> bool:
        """Report a deviation unless the answer has the status, and the code if one is documented, of a refusal."""
        if exchange.status != refused["status"]:
            self._require_there(exchange)
        place = "response status"
        if not self.expect(exchange, place, refused["status"], exchange.status, pointer, "status", since):
            return False
        assert exchange.operation is not None
        place = f"response {exchange.status} body {exchange.operation.error_envelope['code']}"
        return "code" not in refused or self.expect(
            exchange, place, refused["code"], exchange.error_code, pointer, "error-code", since
        )

    def note(self, text: str) -> None:
        """Record a remark that is no finding, once."""
        if text not in self.notes:
            self.notes.append(text)

    def cannot_tell(self, rule: str, operation: str, why: str) -> None:
        """Record that a rule could not be exercised on an operation."""
        entry = InconclusiveRule(rule, operation, why)
        if entry not in self.inconclusive:
            self.inconclusive.append(entry)

    def does_not_apply(self, rule: str, operation: str, why: str) -> None:
        """Record that the spec offers no way to try a rule on an operation."""
        entry = InconclusiveRule(rule, operation, why)
        if entry not in self.not_applicable:
            self.not_applicable.append(entry)

    def _require_there(self, exchange: Exchange) -> None:
        """Conclude nothing from an answer about a thing of the run that others have deleted; raise Inconclusive."""
        deletes = exchange.operation is not None and "x-deletes" in exchange.operation.extensions
        if exchange.status == 404 and not deletes and self.gate.made.has_vanished(exchange.path_values):
            raise Inconclusive("somebody else has deleted a thing of the run meanwhile")

    def _add(self, operation: Operation, deviation: Deviation, rule: str, evidence: tuple[Exchange, ...]) -> None:
        self.findings.add(Finding(deviation, operation.id, rule, operation.documentation, 1, evidence))
