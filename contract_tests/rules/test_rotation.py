"""Rotation: a new secret, which the thing shows where it shows secrets."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.states import place_of, state_of
from contract_tests.judging.values import describe
from contract_tests.rules.shared import read, readers_for, resource_of, settled
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.data import TargetData
from contract_tests.target.own import KEPT
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get

ROTATIONS = 3

pytestmark = pytest.mark.stage("changing")

applies = pytest.mark.operations("x-rotates")


@applies
def test_new(run: Run, data: TargetData, operation: Operation) -> None:
    """Each rotation answers another secret than those before."""
    path, expression = data.require(operation), operation.extensions["x-rotates"]["secret"]
    known: list[object] = []
    for _ in range(ROTATIONS):
        exchange = _rotate(run, data, operation, path)
        secret = evaluate(expression, exchange)
        if secret in known:
            place = f"response {exchange.status} body {body_pointer(expression)}"
            own_keys = ", each with a key of its own" if "x-idempotency" in operation.extensions else ""
            again = f"the secret of rotation {known.index(secret) + 1} again, at rotation {len(known) + 1}{own_keys}"
            words = "a secret that was not answered before", again
            run.differs(exchange, place, *words, f"{operation.pointer}/x-rotates", "rotation")
            return
        known.append(secret)


@applies
def test_of_its_own(run: Run, data: TargetData, operation: Operation) -> None:
    """No two things of the run were given the same secret at their creation."""
    kind, path = resource_of(run, operation), data.require(operation)
    if "field" not in operation.extensions["x-rotates"] or kind.creator is None or not kind.disposable:
        return
    field = operation.extensions["x-rotates"]["field"]
    for index in range(KEPT):
        data.own.kept(kind, kind.owner_of(path), index)
    owners: dict[str, object] = {}
    for creation in (one for one in data.resources.created if one.operation is kind.creator):
        secret, exchange = get(state_of(creation.exchange), field), creation.exchange
        if isinstance(secret, str) and owners.setdefault(secret, creation.identifier) != creation.identifier:
            place = f"response {exchange.status} body {place_of(kind.creator, field)}"
            words = "a secret of its own", f"the secret of the {kind.name} {describe(owners[secret])}"
            run.differs(exchange, place, *words, f"{operation.pointer}/x-rotates", "rotation")
            return


@applies
def test_shown(run: Run, data: TargetData, operation: Operation) -> None:
    """A read of the thing shows the new secret."""
    rotates, path = operation.extensions["x-rotates"], data.require(operation)
    readers = list(readers_for(resource_of(run, operation), path)) if "field" in rotates else []
    before = {reader.id: _secret_in(read(run, reader, path), rotates) for reader in readers}
    secret = evaluate(rotates["secret"], _rotate(run, data, operation, path))
    for reader in readers:

        def look(reader: Operation = reader) -> list[Exchange]:
            exchange = read(run, reader, path)
            return [exchange] if _secret_in(exchange, rotates) not in (secret, ABSENT) else []

        for exchange in settled(look):
            place = f"response {exchange.status} body {place_of(reader, rotates['field'])}"
            is_old = _secret_in(exchange, rotates) == before[reader.id]
            words = (
                "the new secret",
                "the secret that it showed before" if is_old else "a secret that was not there before",
            )
            since = f"as {operation.id} has just answered it"
            run.differs(exchange, place, *words, f"{operation.pointer}/x-rotates", "rotation", operation, since)


def _secret_in(exchange: Exchange, rotates: dict[str, Any]) -> Any:
    return get(state_of(exchange), rotates["field"])


def _rotate(run: Run, data: TargetData, operation: Operation, path: dict[str, str]) -> Exchange:
    body, headers = data.resources.body(operation), data.resources.key(operation)
    exchange = run.send(operation, path, body=body, headers=headers)
    run.expect_success(exchange)
    if not exchange.succeeded:
        raise Inconclusive("the rotation was refused")
    return exchange
