"""Lifecycle: what was asked for settles into the thing itself, of which snapshots can be read."""

from typing import Any

import pytest

from contract_tests.judging.compared import compared, named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import body_pointer, evaluate
from contract_tests.judging.states import is_same
from contract_tests.judging.values import describe
from contract_tests.rules.shared import created
from contract_tests.sending.run import Run
from contract_tests.target.collections import items_of
from contract_tests.target.creation import Creation
from contract_tests.target.data import TargetData
from contract_tests.target.different import most_different
from contract_tests.target.positions import ONCE, called, where_shown
from contract_tests.target.settling import Vanished, occurrences
from scripts.spec.operations import Operation
from scripts.spec.pointers import get

pytestmark = pytest.mark.stage("settling")

applies = pytest.mark.operations("x-lifecycle")


@pytest.mark.confirmed
@applies
def test_settles(run: Run, data: TargetData, operation: Operation) -> None:
    """Everything that was created settles, under an identifier of its own, and is then no longer pending."""
    lifecycle = operation.extensions["x-lifecycle"]
    collection = run.spec.operations[lifecycle["poll"]]
    vanished: list[Creation] = []
    beside: list[Creation] = []
    carries = True
    for creation in created(data, operation):
        try:
            item = data.settling.settle(creation)
        except Vanished:
            vanished.append(creation)
            continue
        exchange = run.send(collection, creation.path)
        place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-lifecycle"
        run.looked_at(exchange, "listed", place)
        if occurrences(creation, items_of(exchange)) != 1:
            words = f"{called(creation)} {ONCE}", where_shown(creation, items_of(exchange))
            run.differs(exchange, place, *words, pointer, "listed")
        for carried, sent, came in creation.carried(item):
            since = "as it was asked for"
            carries &= run.expect(exchange, f"{place} /*{carried}", sent, came, pointer, "lifecycle", since=since)
        beside += [creation for one in items_of(exchange) if creation.is_pending(one)]
        if get(item, lifecycle["settled"]["identifier"]) == creation.identifier:
            place += f" /*{lifecycle['settled']['identifier']}"
            came = f"{called(creation)}, the one that {operation.id} answered when it was created"
            since = "which it gets when it settles"
            run.differs(exchange, place, "an identifier of its own", came, pointer, "lifecycle", since=since)
    # Beside one that still waits, somebody else may have made one of the same title; hardly beside every one.
    if beside and len(beside) == len(created(data, operation)):
        place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-lifecycle"
        words = "what has settled listed as settled alone", f"{named([one.identifier for one in beside])} pending, too"
        run.differs(exchange, place, *words, pointer, "listed")
    # What does not carry over as it should is why others are not known again.
    if vanished and carries:
        _explain(run, data, vanished)


@applies
def test_snapshot(run: Run, data: TargetData, operation: Operation) -> None:
    """A snapshot of what settled shows the same thing as the collection, and keeps to the limit that was asked for."""
    lifecycle = operation.extensions["x-lifecycle"]
    for creation in created(data, operation):
        before = data.settling.settle(creation)
        name = get(before, lifecycle["settled"]["identifier"])
        exchange = _snapshot(run, operation, creation.path, name)
        after = data.settling.settle(creation)
        if get(after, lifecycle["settled"]["identifier"]) != name:
            _report_another_name(run, creation, name)
        elif run.expect_success(exchange, _listed(lifecycle, name)):
            _expect_same(run, exchange, operation, before, after)
            _expect_bounded(run, exchange, lifecycle, creation)


@pytest.mark.confirmed
@applies
def test_snapshot_of_others(run: Run, data: TargetData, operation: Operation) -> None:
    """Snapshots of what was there before show what the collections show, of the things that differ most."""
    lifecycle = operation.extensions["x-lifecycle"]
    identifier, collection = lifecycle["settled"]["identifier"], run.spec.operations[lifecycle["poll"]]
    paths: dict[str, dict[str, str]] = {}
    settled = []
    for path in data.different_owners(collection):
        for item in items_of(run.send(collection, path)):
            if isinstance(name := get(item, identifier), str) and not data.resources.is_own(item):
                settled.append(item)
                paths[name] = path
    for before in most_different(settled):
        path = paths[get(before, identifier)]
        exchange = _snapshot(run, operation, path, get(before, identifier))
        after = [one for one in items_of(run.send(collection, path)) if get(one, identifier) == get(before, identifier)]
        # Somebody may have deleted it meanwhile.
        if after and run.expect_success(exchange, _listed(lifecycle, get(before, identifier))):
            _expect_same(run, exchange, operation, before, after[0])


def _explain(run: Run, data: TargetData, vanished: list[Creation]) -> None:
    """Report what was created and is not found again, if it must have settled under another name or not at all."""
    operation = vanished[0].operation
    lifecycle = operation.extensions["x-lifecycle"]
    exchange = run.send(run.spec.operations[lifecycle["poll"]], vanished[0].path)
    place, pointer = f"response {exchange.status} body", f"{operation.pointer}/x-lifecycle"
    unrecognised = data.settling.unrecognised(vanished[0], items_of(exchange))
    all_vanished = len(vanished) == len(created(data, operation))
    if unrecognised and all_vanished:
        carried = lifecycle["carries"][0]
        expected, observed = evaluate(carried["from"], vanished[0].exchange), get(unrecognised[0], carried["to"])
        since = f"as it was sent to {operation.id}"
        run.expect(exchange, f"{place} /*{carried['to']}", expected, observed, pointer, "lifecycle", since)
    elif all_vanished:
        count = len(items_of(exchange))
        words = (
            f"{named([one.identifier for one in vanished])} in the list, settled",
            f"not at all (items in it: {count})",
        )
        run.differs(exchange, place, *words, pointer, "lifecycle")
    else:
        # How a thing shows whose scheduling failed is published nowhere, so a single one may well be gone.
        raise Vanished("some of what was created is in the list no longer")


def _listed(lifecycle: dict[str, Any], identifier: object) -> str:
    """Why a snapshot has to be there."""
    return f"since {lifecycle['poll']} shows {describe(identifier)}"


def _report_another_name(run: Run, creation: Creation, name: object) -> None:
    """Report that what has settled was listed under one identifier, and then under another one."""
    lifecycle = creation.operation.extensions["x-lifecycle"]
    collection, identifier = run.spec.operations[lifecycle["poll"]], lifecycle["settled"]["identifier"]
    exchange = run.send(collection, creation.path)
    place, pointer = f"response {exchange.status} body /*{identifier}", f"{creation.operation.pointer}/x-lifecycle"
    came = [get(item, identifier) for item in items_of(exchange) if creation.became(item)]
    since = f"as {collection.id} showed it before"
    for other in came[:1]:
        run.differs(exchange, place, *compared(name, other), pointer, "lifecycle", since=since)


def _snapshot(run: Run, creator: Operation, owner: dict[str, str], identifier: str) -> Exchange:
    operation = run.spec.operations[creator.extensions["x-lifecycle"]["snapshot"]["operationId"]]
    (own,) = [one.name for one in operation.path_parameters if one.name not in owner]
    return run.send(operation, {**owner, own: identifier})


def _expect_same(run: Run, exchange: Exchange, creator: Operation, before: object, after: object) -> None:
    """Each field equals what the collection showed before or after the snapshot, since it may change in between."""
    lifecycle, pointer = creator.extensions["x-lifecycle"], f"{creator.pointer}/x-lifecycle"
    repeats, since = lifecycle["snapshot"]["repeats"], f"as {lifecycle['poll']} shows it"
    shown = get(exchange.json, repeats["field"])
    own, listed_own = get(shown, repeats["identifier"]), get(before, repeats["item"] + repeats["identifier"])
    if own != listed_own:
        place = f"response {exchange.status} body {repeats['field']}{repeats['identifier']}"
        run.expect(exchange, place, listed_own, own, pointer, "snapshot", since)
        return
    listed = [get(item, repeats["item"]) for item in (before, after)]
    for name, value in shown.items() if isinstance(shown, dict) else ():
        expected = [one.get(name, value) for one in listed if isinstance(one, dict)]
        if not any(is_same(value, one) for one in expected):
            place = f"response {exchange.status} body {repeats['field']}/{name}"
            run.expect(exchange, place, expected[-1], value, pointer, "snapshot", since)


def _expect_bounded(run: Run, exchange: Exchange, lifecycle: dict[str, Any], creation: Creation) -> None:
    bounded = lifecycle["snapshot"]["bounded"]
    count, bound = get(exchange.json, bounded["field"]), evaluate(bounded["by"], creation.exchange)
    if isinstance(count, int) and isinstance(bound, int) and count > bound:
        place, pointer = (
            f"response {exchange.status} body {bounded['field']}",
            f"{creation.operation.pointer}/x-lifecycle",
        )
        expected = f"at most {bound}, the {body_pointer(bounded['by'])} of the request"
        run.differs(exchange, place, expected, str(count), pointer, "snapshot")
