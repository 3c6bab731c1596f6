"""What a run has created, as its answers say, and how much of it each group of rules."""

from __future__ import annotations

from collections import Counter

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.looked import group_of
from contract_tests.judging.making import made
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec


class Creations:
    """Keeps the exchanges that created something: `creations.note(exchange)`.

    Args:
        spec: Tells what is created for good.
    """

    def __init__(self, spec: Spec) -> None:
        self.exchanges: list[Exchange] = []
        # The identifiers of what stays for good.
        self.for_good: list[str] = []
        self._spec = spec
        self._identifiers: set[tuple[str, str | int]] = set()
        self._by_group: Counter[tuple[str, str]] = Counter()

    def note(self, exchange: Exchange) -> None:
        """Remember what an exchange created, if it did."""
        operation = exchange.operation
        if operation is None or operation.creates is None or not exchange.succeeded:
            return
        self.exchanges.append(exchange.evidence)
        for identifier in made(exchange).values():
            if (operation.id, identifier) in self._identifiers:
                continue
            self._identifiers.add((operation.id, identifier))
            self.lost(exchange.rule, operation)
            if not self._spec.is_disposable(operation):
                self.for_good.append(str(identifier))

    def lost(self, rule: str, operation: Operation) -> None:
        """Count what a rule created, or may have created without hearing of it."""
        self._by_group[group_of(rule), operation.id] += 1

    def by_group(self, rule: str, operation: Operation) -> int:
        """How many things the rules of a group have created with an operation."""
        return self._by_group[group_of(rule), operation.id]
