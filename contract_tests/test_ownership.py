"""Ownership: unknown identifiers, and those of another owner or of another kind of thing, are not found."""

import pytest

from contract_tests.run import Inconclusive, Run
from contract_tests.spec import Operation, Parameter
from contract_tests.test_creation import expect_apart
from contract_tests.world import MADE_UP, World


def test_unknown(run: Run, world: World, operation: Operation) -> None:
    """An identifier that names nothing gets the documented refusal, whichever path parameter it stands for."""
    for parameter in _owned(operation):
        known = world.require(operation)
        _expect_not_found(run, world, operation, parameter, {**known, parameter.name: MADE_UP})


def test_mistaken(run: Run, world: World, operation: Operation) -> None:
    """An identifier of another kind that stands in the same collection gets the documented refusal."""
    for parameter in _owned(operation):
        pointers = (parameter.owner or {}).get("mistaken-for", [])
        if not pointers:
            continue
        known = world.require(operation)
        mistaken = world.mistaken_identifiers(parameter, known)
        if not mistaken:
            raise Inconclusive("no identifier of another kind was seen")
        _expect_not_found(run, world, operation, parameter, {**known, parameter.name: mistaken[0]})


def test_foreign(run: Run, world: World, operation: Operation) -> None:
    """An identifier that belongs to another owner gets the documented refusal."""
    for parameter in _owned(operation):
        if not run.spec.operations[(parameter.owner or {})["collection"]].parameters_in("path"):
            continue
        known = world.require(operation)
        foreign = world.foreign_identifier(parameter, known)
        _expect_not_found(run, world, operation, parameter, {**known, parameter.name: foreign})


@pytest.mark.operations("x-creates")
def test_lists_are_apart(run: Run, world: World, operation: Operation) -> None:
    """The collection of another owner does not show what has settled here."""
    expect_apart(run, world, operation, world.other_owner(world.require(operation)))


def _owned(operation: Operation) -> list[Parameter]:
    return [parameter for parameter in operation.parameters_in("path") if parameter.owner]


def _expect_not_found(run: Run, world: World, operation: Operation, parameter: Parameter, path: dict[str, str]) -> None:
    body, headers = world.creations.body(operation), world.creations.key(operation)
    exchange = run.send(operation, path, body=body, headers=headers)
    run.expect_refusal(exchange, (parameter.owner or {})["refused"], f"{parameter.pointer}/x-owner")
