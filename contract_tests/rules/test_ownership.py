"""Ownership: unknown identifiers, and those of another owner or of another kind of thing, are not found."""

import pytest

from contract_tests.judging.values import describe, listing
from contract_tests.rules.shared import collection_of, expect_apart
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of
from contract_tests.target.creation import Creation
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation, Parameter
from scripts.spec.resources import is_safe

# Why an identifier is not found.
UNKNOWN = "is unknown"
FOREIGN = "belongs to another"

# What other rules may still need: the client makes two, and the last two are kept back.
KEPT_CREATIONS = 4

pytestmark = pytest.mark.stage("settled")


def test_unknown(run: Run, data: TargetData, operation: Operation) -> None:
    """An identifier that names nothing gets the documented refusal, whichever path parameter it stands for."""
    for parameter in _owned(operation):
        known = data.require(operation)
        unknown = data.unknown(operation, parameter, known)
        _expect_not_found(run, data, operation, parameter, {**known, parameter.name: unknown}, UNKNOWN)


def test_similar(run: Run, data: TargetData, operation: Operation) -> None:
    """An identifier that differs from a real one in little names nothing."""
    if not is_safe(operation):
        return
    for parameter in _owned(operation):
        known = data.require(operation)
        there = data.identifiers(parameter, known)
        for what, similar in _similar(known[parameter.name]).items():
            if similar not in there:
                _expect_not_found(run, data, operation, parameter, {**known, parameter.name: similar}, what)


def test_mistaken(run: Run, data: TargetData, operation: Operation) -> None:
    """An identifier of another kind that stands in the same collection gets the documented refusal."""
    for parameter in _mistakable(operation):
        known = data.require(operation)
        mistaken = data.mistaken_identifiers(parameter, known)
        if not mistaken:
            raise Inconclusive("no identifier of another kind was seen")
        owner = parameter.owner or {}
        pointers = listing(one.strip("/") for one in owner["mistaken-for"])
        what = f"is of another kind: it is what {owner['collection']} shows as {pointers}"
        for one in dict.fromkeys([mistaken[0], mistaken[-1]]):
            _expect_not_found(run, data, operation, parameter, {**known, parameter.name: one}, what)


@pytest.mark.stage("creating")
def test_mistaken_at_once(run: Run, data: TargetData, operation: Operation) -> None:
    """What was asked for a moment ago cannot be read by the identifier of the request."""
    for parameter in _mistakable(operation):
        asked = [one for one in data.resources.created if "x-lifecycle" in one.operation.extensions]
        fitting = [one for one in asked if operation.fits({**one.path, parameter.name: ""})]
        if fitting:
            latest = _not_settled(run, data, fitting[-1])
            path = {**latest.path, parameter.name: str(latest.identifier)}
            what = f"is what {latest.operation.id} answered, not the identifier that it gets once it has settled"
            _expect_not_found(run, data, operation, parameter, path, what)


def test_foreign(run: Run, data: TargetData, operation: Operation) -> None:
    """An identifier that belongs to another owner gets the documented refusal."""
    for parameter in _owned(operation):
        owners = run.spec.operations[(parameter.owner or {})["collection"]].path_parameters
        if not owners:
            continue
        kind = run.spec.resource_of(owners[-1])
        belongs = f"{FOREIGN} {kind.name if kind else 'owner'}"
        known = data.require(operation)
        for foreign in data.foreign_identifiers(operation, parameter, known):
            _expect_not_found(run, data, operation, parameter, {**known, parameter.name: foreign}, belongs)


@pytest.mark.confirmed
@pytest.mark.operations("x-creates")
def test_lists_are_apart(run: Run, data: TargetData, operation: Operation) -> None:
    """The collection of another owner does not show what has settled here."""
    if other := data.other_owner(operation, data.require(operation)):
        expect_apart(run, data, operation, other)


def _owned(operation: Operation) -> list[Parameter]:
    return [parameter for parameter in operation.parameters_in("path") if parameter.owner]


def _mistakable(operation: Operation) -> list[Parameter]:
    return [parameter for parameter in _owned(operation) if (parameter.owner or {}).get("mistaken-for")]


def _not_settled(run: Run, data: TargetData, creation: Creation) -> Creation:
    """What was asked for a moment ago and has not settled; if it has, and there is enough left, another one."""
    operation = creation.operation
    listing = run.send(collection_of(run, operation), creation.path)
    if any(creation.is_pending(item) for item in items_of(listing)):
        return creation
    if run.gate.ledger.creations_left(operation) > KEPT_CREATIONS:
        data.resources.create(operation, creation.path)
    return next(one for one in reversed(data.resources.created) if one.operation is operation)


def _similar(identifier: str) -> dict[str, str]:
    """Identifiers that differ from a real one in little, by why each is not found."""
    last = "0" if identifier[-1] != "0" else "1"
    found = {
        f"names nothing: it is {identifier!r} in other capitals": identifier.swapcase(),
        f"names nothing: it is {identifier!r} without its last character": identifier[:-1],
        f"names nothing: it is {identifier!r} with one character more": f"{identifier}0",
        f"names nothing: it is {identifier!r} with another last character": identifier[:-1] + last,
    }
    return {what: one for what, one in found.items() if one and one != identifier}


def _expect_not_found(
    run: Run, data: TargetData, operation: Operation, parameter: Parameter, path: dict[str, str], what: str
) -> None:
    body, headers = data.resources.body(operation), data.resources.key(operation)
    exchange = run.send(operation, path, body=body, headers=headers, expects_refusal=True)
    since = f"since {parameter.name} {describe(path[parameter.name])} {what}"
    run.expect_refusal(exchange, (parameter.owner or {})["refused"], f"{parameter.pointer}/x-owner", since)
