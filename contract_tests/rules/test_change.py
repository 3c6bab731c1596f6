"""Change: what was sent is stored and shown wherever the thing is shown, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.judging.compared import in_words, named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import Difference, differences, place_of
from contract_tests.rules.changed import (
    compare,
    expect_kept,
    read_changed,
    reader_of,
    readers_of,
    report_changed,
)
from contract_tests.rules.shared import (
    fill,
    kinds_below,
    listed_item,
    readers_for,
    report_differences,
    resource_of,
    settled,
    shown_state,
)
from contract_tests.rules.watched import expect_untouched, fill_owner, watch_beside
from contract_tests.sending.exceptions import Inconclusive, NotApplicable
from contract_tests.sending.run import Run
from contract_tests.target.beyond import beyond
from contract_tests.target.changes import Changes
from contract_tests.target.combinations import accepted_in_words, refused_together
from contract_tests.target.data import TargetData
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, each, get
from scripts.spec.resources import goes_on

pytestmark = pytest.mark.stage("changing")

applies = pytest.mark.operations("x-changes")
CHANGES_IN_A_ROW = 12


@applies
def test_stored(run: Run, data: TargetData, operation: Operation) -> None:
    """Each field alone is stored and shown by the answer and by every read, and what was not named is untouched."""
    changes = Changes(run.spec, operation, data.resources)
    required, kind = data.require(operation), resource_of(run, operation)
    fill_owner(run, data, operation, required)
    # Made before what is changed, as the others are made after it.
    older = watch_beside(run, data, operation, required)
    path = data.fresh(operation)
    if kind.owner_of(path) != kind.owner_of(required):
        fill_owner(run, data, operation, path)
    for below in kinds_below(run, path):
        # What stands below a thing may be taken away by its change.
        data.own.make(below, path)
    beside = [*older, *watch_beside(run, data, operation, path)]
    fill(run, data, kind, path, but=operation)
    expected: Any = None
    for body in _bodies(run, operation, path, changes):
        looked = read_changed(run, operation, path)
        before = shown_state(looked)
        if expected is not None:
            # What was stored is still there at the next look.
            expect_kept(run, changes, path, expected, looked)
        exchange = _send(run, data, operation, path, body)
        asked = changes.asked(exchange)
        expected = changes.expected(before, asked)
        report_changed(run, operation, exchange, changes.wrong(exchange, expected, asked), asked, before)
        for reader in readers_of(run, operation, path, asked):
            compare(run, changes, reader, path, expected, asked, before)
    expect_untouched(run, operation, beside, f"{operation.pointer}/x-changes")


@applies
def test_each_time(run: Run, data: TargetData, operation: Operation) -> None:
    """Of many changes in a row each is stored: one of ten that is not shows."""
    _require_to_be_repeatable(operation)
    changes, paths = Changes(run.spec, operation, data.resources), [data.require(operation)]
    own = run.spec.own_parameters(operation)
    kind = run.spec.resource_of(own[-1]) if own else None
    if kind and not operation.request_schema:
        # What has no body to differ in differs by what it is called on.
        paths.append({**paths[0], **data.own.kept(kind, kind.owner_of(paths[0]), 1).path})
    # The rule before has held as many against reads as there are fields.
    tried = len(list(changes.single(_state(run, operation, paths[0]))))
    for index in range(max(len(paths), CHANGES_IN_A_ROW - tried)):
        path = paths[index % len(paths)]
        run.make_ready(operation, path)
        before = _state(run, operation, path)
        exchange = _send(run, data, operation, path, changes.others(before))
        asked = changes.asked(exchange)
        compare(run, changes, reader_of(run, operation, path), path, changes.expected(before, asked), asked, before)


@applies
def test_listed(run: Run, data: TargetData, operation: Operation) -> None:
    """The collection shows a changed thing as a read of it does."""
    path, changes = data.require(operation), Changes(run.spec, operation, data.resources)
    kind = resource_of(run, operation)
    _send(run, data, operation, path, changes.all_fields())

    def look() -> list[tuple[Exchange, list[Difference]]]:
        found = listed_item(run, kind, path)
        if found is None or found[0] is ABSENT:
            return []
        differing = list(differences(shown_state(read_changed(run, operation, path)), found[0]))
        return [(found[1], differing)] if differing else []

    for exchange, differing in settled(look):
        since = f"as {reader_of(run, operation, path).id} shows it"
        report_differences(run, exchange, differing, f"{operation.pointer}/x-changes", "listed", since=since)


@applies
def test_cleared(run: Run, data: TargetData, operation: Operation) -> None:
    """An empty list takes the place of the list that was there, and what clears a field takes it away."""
    path, changes = data.require(operation), Changes(run.spec, operation, data.resources)
    for body in changes.clearing():
        _send(run, data, operation, path, changes.all_fields())
        before = shown_state(read_changed(run, operation, path))
        exchange = _send(run, data, operation, path, body)
        for reader in readers_for(resource_of(run, operation), path):
            compare(run, changes, reader, path, {}, changes.asked(exchange), before)


@applies
def test_replaced(run: Run, data: TargetData, operation: Operation) -> None:
    """A replacement clears what it leaves out, inside objects too."""
    if operation.extensions["x-changes"]["by"] != "replace":
        return
    path, changes = data.require(operation), Changes(run.spec, operation, data.resources)
    for body, left_out in changes.partial():
        _send(run, data, operation, path, changes.all_fields())
        before = shown_state(read_changed(run, operation, path))
        _send(run, data, operation, path, body)
        exchange = read_changed(run, operation, path)
        after = shown_state(exchange)
        for pointer in left_out:
            if get(after, pointer) in (ABSENT, changes.default(pointer)) or get(before, pointer) != get(after, pointer):
                continue
            place = f"response {exchange.status} body {place_of(reader_of(run, operation, path), pointer)}"
            words = "cleared, since the replacement leaves it out", f"{in_words(get(after, pointer))}, as before"
            run.differs(exchange, place, *words, f"{operation.pointer}/x-changes/by", "change", operation)


@applies
def test_again(run: Run, data: TargetData, operation: Operation) -> None:
    """A change that is sent twice leaves the thing as it was after the first time."""
    _require_to_be_repeatable(operation)
    path, changes = data.require(operation), Changes(run.spec, operation, data.resources)
    body = changes.all_fields()
    _send(run, data, operation, path, body)
    before = shown_state(read_changed(run, operation, path))
    _send(run, data, operation, path, body)
    expect_kept(run, changes, path, before, read_changed(run, operation, path))


@applies
def test_every_accepted_value(run: Run, data: TargetData, operation: Operation) -> None:
    """Bodies that go to the documented limits of every field are accepted."""
    changes = Changes(run.spec, operation, data.resources)
    for body in changes.at_limits():
        path = data.require(operation)
        refused = [run.send(operation, path, body=body, headers=data.resources.key(operation))]

        def is_refused(
            names: list[str],
            body: dict[str, Any] = body,
            path: dict[str, str] = path,
            refused: list[Exchange] = refused,
        ) -> bool:
            some = {**changes.required(), **{name: body[name] for name in names}}
            exchange = run.send(operation, path, body=some, headers=data.resources.key(operation))
            refused += [] if exchange.succeeded else [exchange]
            return not exchange.succeeded

        if refused[0].succeeded:
            continue
        for names in refused_together(list(body), is_refused):
            place, refusal = f"request body {' and '.join(f'/{name}' for name in names)}", refused[-1]
            expected = accepted_in_words(run.spec, operation, {name: body[name] for name in names}, is_least=True)
            pointer = operation.request_schema or operation.pointer
            run.differs(refusal, place, expected, refusal.refusal, pointer, "limit")


@applies
def test_nothing_named(run: Run, data: TargetData, operation: Operation) -> None:
    """A change that names nothing, where one is taken, changes nothing."""
    if operation.extensions["x-changes"]["by"] != "merge" or operation.request_schema is None:
        return
    path, changes = data.require(operation), Changes(run.spec, operation, data.resources)
    _send(run, data, operation, path, changes.all_fields())
    before = shown_state(read_changed(run, operation, path))
    exchange = run.send(operation, path, body={}, headers=data.resources.key(operation), expects_refusal=True)
    looked = read_changed(run, operation, path)
    if exchange.succeeded:
        expect_kept(run, changes, path, before, looked)


@applies
def test_refused(run: Run, data: TargetData, operation: Operation) -> None:
    """A change that is refused changes nothing, not even what was in order about it."""
    path, changes = data.require(operation), Changes(run.spec, operation, data.resources)
    run.make_ready(operation, path)
    before = shown_state(read_changed(run, operation, path))
    limits = [one for one in beyond(run.spec, operation) if not one.absent]
    # One of a field by itself, and one of what fields have to fit to, which a server checks later.
    for limit in [*limits[:1], *(one for one in limits[1:] if one.is_between_fields)]:
        body, headers = limit.apply(changes.others(before)), data.resources.key(operation)
        exchange = run.send(operation, path, body=body, headers=headers, expects_refusal=True)
        if exchange.succeeded:
            raise Inconclusive("what breaks a limit is not refused")
        expect_kept(run, changes, path, before, read_changed(run, operation, path))


@applies
def test_set_going(run: Run, data: TargetData, operation: Operation) -> None:
    """What a request has set going is not shown any more as what was never set going."""
    going = operation.extensions["x-changes"].get("goes-on")
    if going is None:
        return
    path = data.fresh(operation)
    exchange = _send(run, data, operation, path, data.resources.body(operation))
    answered = exchange.json if isinstance(exchange.json, dict) else {}
    states = {name: get(entry, going["state"]) for name, entry in answered.items()}
    started = {name for name, state in states.items() if state not in (ABSENT, going["from"])}

    def look() -> list[tuple[Exchange, set[str]]]:
        found = read_changed(run, operation, path)
        idle = {get(one, going["item"]) for one in each(shown_state(found), "/*") if _is_idle(one, going)}
        return [(found, started & idle)] if started & idle else []

    for found, idle in settled(look):
        place = f"response {found.status} body {place_of(reader_of(run, operation, path), '/*' + going['state'])}"
        words = f"another state than {going['from']!r} for {named(sorted(idle))}", repr(going["from"])
        since = f"since {operation.id} answered that it is on its way"
        run.differs(found, place, *words, f"{operation.pointer}/x-changes/goes-on", "change", operation, since)


def _is_idle(item: Any, going: dict[str, Any]) -> bool:
    return bool(get(item, going["state"]) == going["from"])


def _bodies(run: Run, operation: Operation, path: dict[str, str], changes: Changes) -> Iterator[dict[str, Any]]:
    """Every field at once, then each alone with another value than it has by then."""
    yield changes.all_fields()
    yield from changes.single(shown_state(read_changed(run, operation, path)))


def _require_to_be_repeatable(operation: Operation) -> None:
    if goes_on(operation):
        raise NotApplicable("what the first request has set going may have a second one refused")


def _state(run: Run, operation: Operation, path: dict[str, str]) -> Any:
    """What a read showed of a thing that nothing can have changed since, or else what it shows now."""
    seen = run.last_seen.by(reader_of(run, operation, path), path)
    return shown_state(read_changed(run, operation, path)) if seen is ABSENT else seen


def _send(run: Run, data: TargetData, operation: Operation, path: dict[str, str], body: dict[str, Any]) -> Exchange:
    """Send a change that has to succeed.

    Raises:
        Inconclusive: it does not, which is reported.
    """
    sent = body if operation.request_schema else ABSENT
    exchange = run.send(operation, path, body=sent, headers=data.resources.key(operation))
    if not run.expect_success(exchange):
        raise Inconclusive("the change is refused")
    return exchange
