"""What the contract promises about single answers, held against every exchange of a run, whoever sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contract_tests.judging.batches import broken_batch
from contract_tests.judging.echoes import broken_date, broken_echoes, broken_location, broken_storing
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.requests import Reading
from contract_tests.judging.windows import broken_windows

Broken = Callable[[Exchange], Iterator[Deviation]]

# The extension that makes a promise, the name of its rule, and what is broken of it.
PROMISES: tuple[tuple[str, str, Broken], ...] = (
    ("x-paging", "paging/every-answer", broken_windows),
    ("x-echo", "creation/echo", broken_echoes),
    ("x-creates", "creation/shown-as-sent", broken_storing),
    ("x-changes", "change/shown-as-sent", broken_storing),
    ("x-creates", "creation/location", broken_location),
    ("x-batch", "creation/each-result", broken_batch),
    ("x-creates", "creation/dated-now", broken_date),
)
RULES = tuple(rule for _, rule, _ in PROMISES)


def held_promises(exchange: Exchange, request: Reading) -> Iterator[tuple[str, list[Deviation]]]:
    """Each rule that an exchange is held against, and what is broken of it; `request` is what its request is.

    Only a success says what became of a request, and only of one that keeps to the documentation.
    """
    operation = exchange.operation
    if operation is None or not exchange.succeeded or not exchange.authentic:
        return
    if exchange.expects_refusal or not request.stands:
        return
    for extension, rule, broken in PROMISES:
        if extension in operation.extensions:
            yield rule, list(broken(exchange))
