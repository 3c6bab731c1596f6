"""What rules share: the things that a run created, their collections, what answers show of them, repeated requests."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from contract_tests.judging.compared import STILL, compared, named, places_that_differ
from contract_tests.judging.earlier_requests import is_conflict
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.states import Difference, is_same, place_of, state_of
from contract_tests.judging.values import describe
from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.changes import Changes
from contract_tests.target.collections import read_collection
from contract_tests.target.creation import Creation
from contract_tests.target.data import TargetData
from contract_tests.target.settling import occurrences
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get
from scripts.spec.resources import Resource

MOST_FIELDS_NAMED = 3
# Why a request is to be accepted.
NEW_KEY = "since its idempotency key was never sent before"
# A read or a list may lag behind a change, but not for long.
LOOK_AGAIN_SECONDS = (0.0, 0.2, 0.5, 1.0)


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


def living(run: Run, data: TargetData, operation: Operation) -> list[tuple[Creation, dict[str, str]]]:
    """What the run created with an operation and did not delete, with the path parameters that name each."""
    kind = resource_of(run, operation)
    found = []
    for creation in created(data, operation):
        if kind.parameter and creation.identifier is not ABSENT:
            path = kind.path(creation.path, str(creation.identifier))
            if not any(one.path == path and (one.is_deleted or one.in_doubt) for one in run.gate.made.things):
                found.append((creation, path))
    if not found:
        raise Inconclusive("nothing of what was created is left")
    return found


def resource_of(run: Run, operation: Operation) -> Resource:
    """The resource that an operation creates, changes, deletes, rotates or shows."""
    for extension in ("x-creates", "x-changes", "x-deletes", "x-rotates", "x-shows"):
        if extension in operation.extensions:
            return run.spec.resources[operation.extensions[extension]["resource"]]
    raise ValueError(f"{operation.id} is about no resource")


def collection_of(run: Run, operation: Operation) -> Operation:
    """The operation that lists what an operation creates."""
    return run.spec.operations[(operation.creates or {})["collection"]]


def readers_for(kind: Resource, path: dict[str, str]) -> list[Operation]:
    """The operations that read one thing of a kind and need no more than some path parameters."""
    return [one for one in kind.readers if one.fits(path)]


def kinds_below(run: Run, path: dict[str, str]) -> list[Resource]:
    """The kinds of things that a run can make below a thing, and delete again."""
    kinds = [(kind, kind.creator) for kind in run.spec.resources.values() if kind.disposable]
    return [kind for kind, creator in kinds if creator and {one.name for one in creator.path_parameters} == path.keys()]


def read(run: Run, operation: Operation, path: dict[str, str]) -> Exchange:
    """The answer of an operation that reads one thing, asked for all that it can show with the path that it takes."""
    adding = [one for one in operation.parameters_in("query") if "x-adds" in one.value]
    return run.send(operation, operation.own_path(path), query={one.name: list(one.value["x-adds"]) for one in adding})


def of_the_run(run: Run, data: TargetData, operation: Operation) -> list[dict[str, str]]:
    """Path parameters that name a thing of the run, which nobody else changes."""
    values: dict[str, str] = {}
    for parameter in operation.path_parameters:
        kind = run.spec.resource_of(parameter)
        if kind is None or not kind.disposable:
            return []
        values = data.own.kept(kind, values).path
    return [values] if values else []


def fill(run: Run, data: TargetData, kind: Resource, path: dict[str, str], *, but: Operation | None = None) -> None:
    """Give a thing of the run values wherever an operation can, so that it shows when another takes some away."""
    for operation in kind.changers:
        if operation is not but and operation.fits(path) and operation.request_schema:
            body = Changes(run.spec, operation, data.resources).all_fields()
            run.send(operation, operation.own_path(path), body=body, headers=data.resources.key(operation))


def settled(look: Callable[[], list[Any]], is_stale: Callable[[Any], bool] = lambda found: True) -> list[Any]:
    """What a look finds wrong, once it finds nothing or does so for longer than a server may lag behind.

    Args:
        look: Looks, and gives what is wrong.
        is_stale: Whether something wrong is how it was before; what never was so is wrong at once.
    """
    found: list[Any] = []
    for pause in LOOK_AGAIN_SECONDS:
        time.sleep(pause)
        found = look()
        if not found or not all(map(is_stale, found)):
            return found
    return found


def listed_item(run: Run, kind: Resource, path: dict[str, str]) -> tuple[Any, Exchange] | None:
    """The item of a thing in its collection, with the exchange that ended the reading; None where it has none."""
    if kind.lister is None or kind.parameter is None:
        return None
    reading = read_collection(run, kind.lister, kind.lister.own_path(path))
    found = [item for item in reading.items if str(get(item, kind.identifier)) == path.get(kind.parameter.name)]
    return (found[0] if found else ABSENT), reading.last


def documented(refused: dict[str, Any]) -> str:
    """A documented refusal in words: its status and, where it is documented, its code."""
    return f"{refused['status']} {refused.get('code', '')}".strip()


def report_differences(
    run: Run,
    exchange: Exchange,
    found: Iterator[tuple[str, Any, Any]] | list[tuple[str, Any, Any]],
    pointer: str,
    kind: str,
    acting: Operation | None = None,
    since: str = "",
    before: Any = ABSENT,
) -> None:
    """Report where an answer does not show a thing as it should: pointer into the thing, expected and observed.

    `acting` is the operation that is at fault, where another one's answer shows it. `since` says where what was
    expected comes from, such as `as listApps shows it`. `before` is the state before a change, where that is known:
    of what still shows, the finding says so.
    """
    assert exchange.operation is not None
    run.looked_at(exchange, kind, acting=acting)
    for field, expected, observed in found:
        place = f"response {exchange.status} body {place_of(exchange.operation, field)}".rstrip()
        one, other = compared(expected, observed)
        # An object has a line of its own for each place in it.
        is_still = observed is not ABSENT and not isinstance(observed, dict) and is_same(get(before, field), observed)
        other += STILL if is_still else ""
        run.differs(exchange, _without_indices(place), one, other, pointer, kind, acting, since)


def report_reader(run: Run, exchange: Exchange, found: list[Difference], since: str) -> None:
    """Report that an operation does not show a thing as it is: nobody has changed what goes back by itself."""
    assert exchange.operation is not None
    report_differences(run, exchange, found, f"{exchange.operation.pointer}/x-shows", "agreement", since=since)


def _without_indices(place: str) -> str:
    """A place that is the same whichever item of an array it is in."""
    return re.sub(r"/\d+(?=/|$)", "/*", place)


def shown_state(exchange: Exchange) -> Any:
    """What an answer shows of a thing.

    Raises:
        Inconclusive: it shows none.
    """
    state = state_of(exchange)
    if state is ABSENT:
        raise Inconclusive("the thing cannot be read")
    return state


def sent_with_key(run: Run, data: TargetData, operation: Operation, body: Any = None) -> Creation:
    """A request with a key that is used for the first time, of an operation that creates nothing; sent now."""
    path, key = data.require(operation), data.resources.key(operation)
    exchange = run.send(operation, path, body=body or data.resources.body(operation), headers=key)
    expect_new(run, exchange)
    if not exchange.succeeded:
        raise Inconclusive("the first request with a key was refused")
    return Creation(operation, path, exchange)


def expect_new(run: Run, exchange: Exchange) -> None:
    """Report a refusal of a request with a key of its own; the key is the reason where it is taken for another one."""
    run.expect_success(exchange, NEW_KEY if exchange.idempotency_key and is_conflict(exchange) else "")


def act(run: Run, data: TargetData, operation: Operation, path: dict[str, str], **parts: Any) -> Exchange:
    """Send a request with some parts of its own; what it makes is kept as the run's own."""
    if operation.creates:
        return data.resources.create(operation, path, **parts)
    return run.send(operation, path, **parts)


def repeat(run: Run, first: Creation, other: dict[str, Any] | None = None) -> Exchange:
    """Send a request again with the same key, with the same body or with another one, which should be refused."""
    policy = first.operation.extensions["x-idempotency"]
    headers = {policy["header"]: first.exchange.request_headers[policy["header"]]}
    same = first.exchange.request_json if first.exchange.request_body else ABSENT
    body, expects_refusal = (same, False) if other is None else (other, True)
    return run.send(first.operation, first.path, body=body, headers=headers, expects_refusal=expects_refusal)


def expect_replay_header(run: Run, operation: Operation, again: Exchange) -> None:
    """Report a deviation unless an answer says that it is a replay."""
    replayed = operation.extensions["x-idempotency"]["replayed"]
    place = f"response {again.status} header {replayed['header']}"
    observed = again.headers.get(replayed["header"], ABSENT)
    run.expect(again, place, replayed["value"], observed, f"{operation.pointer}/x-idempotency", "replay")


def expect_same_body(run: Run, operation: Operation, first: Exchange, again: Exchange, kind: str = "replay") -> None:
    """Report a deviation for each field of a replay that is not as in the first answer; of many, the first three."""
    run.looked_at(again, kind)
    pointer, whole = f"{operation.pointer}/x-idempotency", f"response {again.status} body"
    if not (first.is_json and again.is_json):
        if first.body != again.body:
            run.differs(again, whole, "the body of the first answer", body_in_words(again), pointer, kind)
        return
    found = list(places_that_differ(first.json, again.json))
    for index, (field, expected, observed) in enumerate(found[:MOST_FIELDS_NAMED], 1):
        one, other = compared(expected, observed)
        left = len(found) - index if index == MOST_FIELDS_NAMED else 0
        other += f"; {left} more field{'' if left == 1 else 's'} differ{'s' if left == 1 else ''}" if left else ""
        place = f"{whole} {field}".rstrip()
        run.differs(again, place, one, other, pointer, kind, since="as in the first answer")


def expect_apart(run: Run, data: TargetData, operation: Operation, owner: dict[str, str]) -> None:
    """Report a deviation if an owner's collection shows anything that was created for another one."""
    reading = read_collection(run, collection_of(run, operation), owner)
    foreign = [one for one in data.resources.created if one.operation is operation and one.path != owner]
    # A test of somebody else may have the same title, but not the same identifier.
    shown = [creation for creation in foreign if occurrences(creation, reading.items)]
    if any(_in_both(run, creation, reading.items) for creation in shown):
        place, pointer = f"response {reading.last.status} body", f"{operation.pointer}/x-creates/collection"
        names = named([one.identifier for one in shown])
        words = f"only what belongs to {owner_in_words(owner)}", f"{names}, created for {owner_in_words(shown[0].path)}"
        run.differs(reading.last, place, *words, pointer, "ownership")


def owner_in_words(owner: dict[str, str]) -> str:
    """The path parameters that name an owner, such as `client_id 'FK5b0KSM'`."""
    return ", ".join(f"{name} {describe(value)}" for name, value in owner.items()) or "the workspace"


def body_in_words(exchange: Exchange) -> str:
    """What is to be said of a body that is not JSON."""
    return f"another one, {len(exchange.body)} bytes" if exchange.body else "an empty body"


def _in_both(run: Run, creation: Creation, items: list[Any]) -> bool:
    """Whether items of another owner hold the creation, or what it became in the collection of its own."""
    if any(creation.is_pending(item) for item in items):
        return True
    identifier = creation.operation.extensions["x-lifecycle"]["settled"]["identifier"]
    listing = read_collection(run, collection_of(run, creation.operation), creation.path).items
    own = {get(item, identifier) for item in listing}
    return any(creation.became(item) and get(item, identifier) in own for item in items)
