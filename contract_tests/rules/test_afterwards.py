"""Afterwards: what a run did early on still holds at its end."""

import pytest

from contract_tests.judging.compared import named
from contract_tests.judging.consequences import NOTHING_REFUSED
from contract_tests.rules.shared import (
    collection_of,
    created,
    expect_replay_header,
    expect_same_body,
    repeat,
    sent_with_key,
)
from contract_tests.sending.run import Run
from contract_tests.target.collections import read_collection
from contract_tests.target.creation import marks_in
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import child

pytestmark = pytest.mark.stage("afterwards")

OTHERS_BETWEEN = 2
ENOUGH_GONE = 2


@pytest.mark.operations("x-idempotency")
def test_late_replay(run: Run, data: TargetData, operation: Operation) -> None:
    """The first answer to a key comes again although other keys came since, and what it created has settled."""
    header = operation.extensions["x-idempotency"]["header"]
    if operation.creates:
        keyed = [one for one in created(data, operation) if header in one.exchange.request_headers]
    else:
        keyed = [sent_with_key(run, data, operation) for _ in range(OTHERS_BETWEEN + 1)]
    for first in keyed[:1]:
        again = repeat(run, first)
        expect_replay_header(run, operation, again)
        expect_same_body(run, operation, first.exchange, again)


@pytest.mark.confirmed
@pytest.mark.operations("x-creates")
def test_refusals_left_nothing(run: Run, data: TargetData, operation: Operation) -> None:
    """Nothing of what was refused is in the collection."""
    path = data.require(operation)
    reading = read_collection(run, collection_of(run, operation), path)
    refused = {mark for one, owner, mark in data.resources.refused if one is operation and owner == path}
    if made := refused & marks_in(operation, reading.items):
        place, pointer = f"response {reading.last.status} body", f"{operation.pointer}/x-creates"
        words = NOTHING_REFUSED, f"{named(sorted(made))} in it, although refused"
        run.differs(reading.last, place, *words, pointer, "duplicate")


@pytest.mark.operations("x-creates", "x-changes", "x-rotates")
def test_still_there(run: Run, data: TargetData, operation: Operation) -> None:
    """What an operation was called on is still there, under the same name."""
    gone = run.gate.made.vanished_after(operation)
    # One alone may have been deleted by somebody else just then.
    if len(gone) < ENOUGH_GONE:
        return
    reader = gone[-1].operation
    assert reader is not None
    names = named([next(reversed(one.path_values.values())) for one in gone])
    words = reader.success.status, f"{gone[-1].status} ({names} not found any more)"
    since = f"since {operation.id} is to leave it there"
    pointer = child(operation.pointer, "responses", operation.success.status)
    run.differs(gone[-1], "response status", *words, pointer, "status", operation, since)
