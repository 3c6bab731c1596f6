"""What counts as created, as cautiously as one can tell from the answers."""

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.ledger import Ledger
from contract_tests.sending.options import Budget
from tests.judging.exchanges import envelope, exchange, sample

KEY = {"Idempotency-Key": "k"}
REPLAYED = {"Idempotency-Replayed": "true"}
FIRST = sample("ProductionTestRequest")
ANOTHER = {**FIRST, "id": "req_another"}


def creation(status: int, body: Any, *, key: bool = True, headers: dict[str, str] | None = None) -> Exchange:
    """An answer to a creation, with an idempotency key or without."""
    sent = KEY if key else {}
    return exchange("createProductionTest", status, body, sent={"title": "T"}, headers=headers, request_headers=sent)


def spent(*exchanges: Exchange) -> int:
    """How many creations some answers, one after the other, use up."""
    ledger = Ledger(Budget(100, 10, 10), is_disposable=lambda operation: False)
    for one in exchanges:
        assert one.operation is not None
        ledger.reserve_creation(one.operation, one.request_headers.get("Idempotency-Key"), False)
        ledger.settle_creation(one)
    (operation,) = {one.operation for one in exchanges if one.operation}
    return ledger.creations(operation)


def test_replay_that_names_the_same_thing_again_makes_nothing() -> None:
    assert spent(creation(201, FIRST), creation(201, FIRST, headers=REPLAYED)) == 1


def test_replay_that_comes_before_the_first_answer_counts_once_with_it() -> None:
    ledger = Ledger(Budget(100, 10, 10), is_disposable=lambda operation: False)
    first, replay = creation(201, FIRST), creation(201, FIRST, headers=REPLAYED)
    assert first.operation is not None
    for _ in range(4):
        ledger.reserve_creation(first.operation, "k", False)
    for one in (replay, replay, first):
        ledger.settle_creation(one)
    assert ledger.creations(first.operation) == 2
    # Another that says nothing of a replay has made something.
    ledger.settle_creation(first)
    assert ledger.creations(first.operation) == 2


@pytest.mark.parametrize(
    "answers",
    [
        # It says that it is a replay, and names another thing.
        [creation(201, FIRST), creation(201, ANOTHER, headers=REPLAYED)],
        # It names nothing at all, in other words each time.
        [creation(201, {"a": 1}), creation(201, {"a": 2}, headers=REPLAYED)],
        # It does not say that it is a replay.
        [creation(201, FIRST), creation(201, FIRST)],
        # Nobody asked for a replay.
        [creation(201, FIRST, key=False), creation(201, FIRST, key=False, headers=REPLAYED)],
        # It refuses what was in order.
        [creation(400, envelope("VALIDATION_INVALID_PARAMETER"), key=False), creation(500, b"")],
    ],
)
def test_what_may_have_made_something_counts(answers: list[Exchange]) -> None:
    assert spent(*answers) == 2
