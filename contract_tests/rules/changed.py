"""What a change has done: how the thing reads afterwards, and what is wrong about that."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from contract_tests.judging.compared import AS_BEFORE, ASKED_FOR
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import Difference, differences, is_within, place_of
from contract_tests.rules.shared import (
    read,
    readers_for,
    report_differences,
    report_reader,
    resource_of,
    settled,
    shown_state,
)
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.changes import Changes
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT

NOT_NAMED = f"{AS_BEFORE}, since the request did not name it"
SHOWN_AGAIN = "as the reads before and after it showed, with no change in between"


def reader_of(run: Run, operation: Operation, path: dict[str, str]) -> Operation:
    """The operation that shows most of what is changed."""
    found = readers_for(resource_of(run, operation), path)
    if not found:
        raise Inconclusive("nothing reads what was changed")
    return found[0]


def read_changed(run: Run, operation: Operation, path: dict[str, str]) -> Exchange:
    """The answer of the operation that shows most of what another one changes."""
    return read(run, reader_of(run, operation, path), path)


def readers_of(run: Run, operation: Operation, path: dict[str, str], asked: Collection[str]) -> list[Operation]:
    """The operation that shows most of what is changed, and those that show some of what was asked for."""
    found = readers_for(resource_of(run, operation), path)
    return found[:1] + [one for one in found[1:] if not asked or any(_shows(run, one, place) for place in asked)]


def _shows(run: Run, reader: Operation, place: str) -> bool:
    """Whether an operation is documented to show what a pointer into the thing leads to."""
    return bool(reader.response_schema and run.spec.find(reader.response_schema, place_of(reader, place)))


def compare(
    run: Run,
    changes: Changes,
    reader: Operation,
    path: dict[str, str],
    expected: Any,
    asked: dict[str, Any],
    before: Any = ABSENT,
) -> None:
    """Report where a read does not show a change, or shows something else changed, once it has had time to.

    `before` is the state before the change, where that is known: only what shows that may be late.
    """

    def look() -> list[tuple[Exchange, list[Difference]]]:
        exchange = read(run, reader, path)
        found = changes.wrong(exchange, expected, asked, before)
        return [(exchange, found)] if found else []

    def is_stale(found: tuple[Exchange, list[Difference]]) -> bool:
        return before is ABSENT or not list(differences(before, shown_state(found[0])))

    for exchange, found in settled(look, is_stale):
        _report_lasting(run, changes.operation, exchange, found, look, asked, before)


def expect_kept(run: Run, changes: Changes, path: dict[str, str], expected: Any, exchange: Exchange) -> None:
    """Report what a read does not show any more of the state in which a change, or nothing, had left a thing."""

    def look() -> list[Difference]:
        return changes.untouched(expected, shown_state(read_changed(run, changes.operation, path)))

    _report_lasting(run, changes.operation, exchange, changes.untouched(expected, shown_state(exchange)), look)


def _report_lasting(
    run: Run,
    operation: Operation,
    exchange: Exchange,
    found: list[Difference],
    look: Callable[[], list[Any]],
    asked: Collection[str] = (),
    before: Any = ABSENT,
) -> None:
    """The same as `report_changed`, unless another look finds nothing: nobody has changed what goes back by itself."""
    if not found or look():
        report_changed(run, operation, exchange, found, asked, before)
    else:
        report_reader(run, exchange, found, SHOWN_AGAIN)


def report_changed(
    run: Run,
    operation: Operation,
    exchange: Exchange,
    found: list[Difference],
    asked: Collection[str] = (),
    before: Any = ABSENT,
) -> None:
    """Report where an answer shows a thing otherwise than a change left it.

    `asked` are the places that the change named, `before` is the state before it, where that is known.
    """
    pointer = f"{operation.pointer}/x-changes"
    for one in found:
        since = ASKED_FOR if is_within(one[0], asked) else NOT_NAMED
        report_differences(run, exchange, [one], pointer, "change", operation, since, before)
