"""Afterwards: what a run did early on still holds at its end."""

import pytest

from contract_tests.creation import marks_in
from contract_tests.run import Run
from contract_tests.spec import Operation
from contract_tests.test_creation import made
from contract_tests.test_idempotency import repeat
from contract_tests.world import World


@pytest.mark.operations("x-idempotency")
def test_late_replay(run: Run, world: World, operation: Operation) -> None:
    """The first answer to a key comes again at the end of the run, although what it created has settled."""
    policy = operation.extensions["x-idempotency"]
    for first in made(world, operation):
        if policy["header"] in first.exchange.request_headers:
            again = repeat(run, first)
            replayed = again.headers.get(policy["replayed"]["header"], "absent")
            place = f"response {again.status} header {policy['replayed']['header']}"
            pointer = f"{operation.pointer}/x-idempotency"
            run.expect(again, place, policy["replayed"]["value"], replayed, pointer, "replay")
            if again.json != first.exchange.json:
                run.differs(again, f"response {again.status} body", "the first body", "another body", pointer, "replay")
            return


@pytest.mark.operations("x-creates")
def test_refusals_left_nothing(run: Run, world: World, operation: Operation) -> None:
    """Nothing of what was refused is in the collection."""
    collection = run.spec.operations[(operation.creates or {})["collection"]]
    path = world.require(operation)
    exchange = run.send(collection, path)
    items = exchange.json if isinstance(exchange.json, list) else []
    refused = {mark for one, owner, mark in world.creations.refused if one is operation and owner == path}
    if refused & marks_in(operation, items):
        place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-creates"
        run.differs(exchange, place, "nothing that was refused", "something refused", pointer, "duplicate")
