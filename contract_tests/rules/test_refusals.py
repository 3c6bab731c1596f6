"""Refusals: a request that keeps to every documented limit is accepted, whoever sent it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.requests import eligible_fields
from contract_tests.rules.shared import act
from contract_tests.sending.exceptions import BudgetSpent
from contract_tests.sending.run import Run
from contract_tests.target.combinations import accepted_in_words, refused_together
from contract_tests.target.creation import fresh_key, marker_field
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT

LOOKED_AT = 3
# To find out which fields are to blame takes so many creations.
CREATIONS_TO_BLAME = 4
# So many refusals that do not come again are no accident.
FLEETING = 2


@pytest.mark.stage("settled")
def test_in_order(run: Run, data: TargetData, operation: Operation) -> None:
    """What was refused although it is in order is sent again; what is to blame is named where it is refused again."""
    _look_again(run, data, operation)


@pytest.mark.stage("afterwards")
def test_generated_in_order(run: Run, data: TargetData, operation: Operation) -> None:
    """The same holds for generated cases."""
    _look_again(run, data, operation)


def _look_again(run: Run, data: TargetData, operation: Operation) -> None:
    if not run.successes(operation):
        # What is missing where everything is refused, nobody knows.
        return
    if any(one.operation == operation.id and one.deviation.kind in ("limit", "status") for one in run.findings.all()):
        return
    refused = [one for one in run.refusals.of(operation) if _chooses_what_is_known(run, data, one)]
    fleeting: list[Exchange] = []
    for exchange in refused[:LOOKED_AT]:
        again = _again(run, data, exchange, exchange.request_json if exchange.request_body else ABSENT)
        if again.succeeded:
            fleeting.append(exchange)
        elif again.status == exchange.status:
            _blame(run, data, again)
            return
    if len(fleeting) >= FLEETING:
        count = run.refusals.in_order[operation.id]
        expected = "requests that keep to every limit accepted each time"
        observed = f"{len(refused)} of {count} refused with {fleeting[0].status}"
        pointer = operation.request_schema or operation.pointer
        run.differs(fleeting[0], "request", expected, observed, pointer, "limit")


def _again(run: Run, data: TargetData, exchange: Exchange, body: Any, *, plainly: bool = False) -> Exchange:
    """The answer to a request that is sent again, with a mark that is used once and a key like the one it had.

    With a plain key where that is asked for.
    """
    operation = exchange.operation
    assert operation is not None
    path = exchange.path_values
    if run.spec.own_parameters(operation):
        # What it was sent to may be deleted by now.
        path = data.require(operation)
    marker = marker_field(run.spec, operation)
    if marker and isinstance(body, dict) and marker in body:
        body = {**body, marker: data.resources.marked(operation, marker, body[marker])}
    query = dict(exchange.query) or None
    key = exchange.idempotency_key
    headers = data.resources.key(operation, like=key) if key and not plainly else fresh_key(operation)
    return act(run, data, operation, path, body=body, query=query, headers=headers)


def _blame(run: Run, data: TargetData, exchange: Exchange) -> None:
    """Report the fields of a refused body that are refused by themselves or together, or the whole request."""
    operation, body = exchange.operation, exchange.request_json
    assert operation is not None
    pointer = operation.request_schema or operation.pointer
    refusal = exchange.refusal
    key, sent = exchange.idempotency_key, body if exchange.request_body else ABSENT
    if key and _again(run, data, exchange, sent, plainly=True).succeeded:
        name = operation.extensions["x-idempotency"]["header"]
        header = operation.parameter("header", name)
        expected = accepted_in_words(run.spec, operation, {name: key}, is_least=True)
        place = header.pointer if header else operation.pointer
        run.differs(exchange, f"request header {name}", expected, refusal, place, "limit")
        return
    required = data.resources.body(operation)
    fields = [name for name in body if name not in required] if isinstance(body, dict) else []

    def is_refused(names: list[str]) -> bool:
        some = {**required, **{name: body[name] for name in names}}
        return not _again(run, data, exchange, some, plainly=True).succeeded

    is_cheap = not operation.creates or run.gate.ledger.creations_left(operation) >= CREATIONS_TO_BLAME
    culprits: list[str] = []
    # That it is refused is certain by now: when nothing is left to find out more, that much is said.
    with suppress(BudgetSpent):
        culprits = next(refused_together(fields, is_refused), []) if fields and is_cheap else []
    place = " and ".join(f"/{name}" for name in culprits)
    named = {name: body[name] for name in culprits or fields}
    expected = accepted_in_words(run.spec, operation, named, is_least=bool(culprits)) if named else "accepted"
    part = "body" if exchange.request_body else "query"
    run.differs(exchange, f"request {part} {place}".rstrip(), expected, refusal, pointer, "limit")


def _chooses_what_is_known(run: Run, data: TargetData, exchange: Exchange) -> bool:
    """Whether the eligible values that a request names were accepted before, for the same owner."""
    operation, body = exchange.operation, exchange.request_json
    assert operation is not None
    return all(
        set(body.get(name, [])) <= set(data.resources.accepted_choices(operation, exchange.path_values, name))
        for name in eligible_fields(run.spec, operation)
        if isinstance(body, dict)
    )
