"""What the contract promises about single answers, held against every exchange of a run, whoever sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from contract_tests.judging.echoes import broken_date, broken_echoes, broken_location, broken_storing
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.requests import Reading
from contract_tests.judging.windows import broken_windows
from scripts.spec.spec import Spec

# The rules that one answer can break by itself.
RULES = (
    "paging/every-answer",
    "creation/echo",
    "creation/shown-as-sent",
    "change/shown-as-sent",
    "creation/location",
    "creation/dated-now",
)
Broken = Callable[[Exchange], Iterator[Deviation]]


class Promises:
    """Holds promises against exchanges: `promises.read(exchange, request)`.

    Args:
        spec: The contract.
    """

    def __init__(self, spec: Spec) -> None:
        storing = partial(broken_storing, spec)
        # By the extension that makes a promise, the name of its rule, and what is broken of it.
        self._promises: tuple[tuple[str, str, Broken], ...] = (
            ("x-paging", "paging/every-answer", broken_windows),
            ("x-echo", "creation/echo", broken_echoes),
            ("x-creates", "creation/shown-as-sent", storing),
            ("x-changes", "change/shown-as-sent", storing),
            ("x-creates", "creation/location", broken_location),
            ("x-creates", "creation/dated-now", broken_date),
        )

    def read(self, exchange: Exchange, request: Reading) -> Iterator[tuple[str, list[Deviation]]]:
        """Each rule that the exchange was held against, and what is broken of it.

        Only a success says what became of a request, and only of one that keeps to the documentation.
        """
        operation = exchange.operation
        if operation is None or not exchange.succeeded or not exchange.authentic:
            return
        if exchange.expects_refusal or not request.stands:
            return
        for extension, rule, broken in self._promises:
            if extension in operation.extensions:
                yield rule, list(broken(exchange))
