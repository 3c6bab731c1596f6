"""Liveness: each operation has one call that succeeds with the key, or nothing else about it is believed."""

from contract_tests.spec import Operation
from contract_tests.world import World


def test_answers(world: World, operation: Operation) -> None:
    """An operation whose path can be filled already answers with its documented success status."""
    if world.path(operation) is not None:
        world.require(operation)
