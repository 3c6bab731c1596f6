"""What rules share: the things that a run created, their collections, and requests that are sent again."""

from __future__ import annotations

from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of
from contract_tests.target.creation import Creation
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import get


def created(data: TargetData, operation: Operation) -> list[Creation]:
    """What the run created with an operation so far.

    Raises:
        Inconclusive: it created nothing.
    """
    data.require(operation)
    creations = [creation for creation in data.resources.created if creation.operation is operation]
    if not creations:
        raise Inconclusive("nothing could be created")
    return creations


def collection_of(run: Run, operation: Operation) -> Operation:
    """The operation that lists what an operation creates."""
    return run.spec.operations[(operation.creates or {})["collection"]]


def repeat(run: Run, first: Creation, **changed: Any) -> Exchange:
    """Send the request of a creation again with the same key, its body changed in some fields or not at all."""
    policy = first.operation.extensions["x-idempotency"]
    headers = {policy["header"]: first.exchange.request_headers[policy["header"]]}
    body = {**first.exchange.request_json, **changed}
    return run.send(first.operation, first.path, body=body, headers=headers, expects_refusal=bool(changed))


def expect_replay_header(run: Run, operation: Operation, again: Exchange) -> None:
    """Report a deviation unless an answer says that it is a replay."""
    replayed = operation.extensions["x-idempotency"]["replayed"]
    place, observed = f"response {again.status} header {replayed['header']}", again.headers.get(replayed["header"])
    run.expect(again, place, replayed["value"], observed or "absent", f"{operation.pointer}/x-idempotency", "replay")


def expect_same_body(run: Run, operation: Operation, first: Exchange, again: Exchange) -> None:
    """Report a deviation unless a replay has the body of the first answer."""
    if again.json != first.json:
        place, pointer = f"response {again.status} body", f"{operation.pointer}/x-idempotency"
        run.differs(again, place, "the first body", "another body", pointer, "replay")


def expect_apart(run: Run, data: TargetData, operation: Operation, owner: dict[str, str]) -> None:
    """Report a deviation if an owner's collection shows anything that was created for another one."""
    exchange = run.send(collection_of(run, operation), owner)
    foreign = [one for one in data.resources.created if one.operation is operation and one.path != owner]
    # A test of somebody else may have the same title, but not the same identifier.
    shown = [creation for creation in foreign if data.resources.occurrences(creation, items_of(exchange))]
    if any(_in_both(run, creation, items_of(exchange)) for creation in shown):
        place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-creates/collection"
        run.differs(exchange, place, "things of this owner only", "things of another owner", pointer, "ownership")


def _in_both(run: Run, creation: Creation, items: list[Any]) -> bool:
    """Whether items of another owner hold the creation, or what it became in the collection of its own."""
    if any(creation.is_pending(item) for item in items):
        return True
    identifier = creation.operation.extensions["x-lifecycle"]["settled"]["identifier"]
    own = {get(item, identifier) for item in items_of(run.send(collection_of(run, creation.operation), creation.path))}
    return any(creation.became(item) and get(item, identifier) in own for item in items)
