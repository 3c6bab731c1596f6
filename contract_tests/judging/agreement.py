"""Agreement: what answers have shown of each thing, and where another answer shows it otherwise.

A thing of the run is changed by nobody else, so that any two answers about it have to agree until the run changes it.
What others may change is held against itself: a value that comes, goes and comes again is no change of theirs.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Literal

from contract_tests.judging.compared import compared
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.making import made
from contract_tests.judging.shown_things import BEFORE, LAG_SECONDS, LATER, MOST_THINGS, Odd, OwnThing, SharedThing
from contract_tests.judging.states import place_of, shown_part, state_of, stored, without
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, each, get
from scripts.spec.resources import ACTING, Resource, goes_on, going_on, is_safe, may_change, shown, shows_many
from scripts.spec.spec import Spec

# The latest requests that may have changed something; of those before them nothing is shown late any more.
MOST_REQUESTS = 100

# Whose a thing is: the run's own, somebody's who may change it, or somebody's who is changing it.
Whose = Literal["own", "shared", "restless"]
Path = tuple[tuple[str, str], ...]
# What is odd, with the answer that is.
Found = tuple[Exchange, Deviation]


class Agreement:
    """Holds each answer against those before it: `agreement.read(exchange)`.

    Args:
        spec: The contract.
        whose: Tells whose a thing is, by the kind of thing, its path parameters and its state.
    """

    rule = "agreement/every-answer"

    def __init__(self, spec: Spec, whose: Callable[[Resource, dict[str, str], Any], Whose]) -> None:
        self._spec, self._whose = spec, whose
        # By kind of thing, where it shows which other kind.
        self._inside = {name: _things_inside(spec, kind) for name, kind in spec.resources.items()}
        self._things: dict[tuple[str, Path], OwnThing | SharedThing] = {}
        # When requests may have changed something, for which operation, and what they named.
        self._acted: deque[tuple[float, Operation, dict[str, str]]] = deque(maxlen=MOST_REQUESTS)
        # What requests have set going, by the path that they name.
        self._going_on: dict[Path, Operation] = {}
        # The reads of things that were not found, until another answer shows that they are there.
        self._not_found: dict[tuple[str, Path], Exchange] = {}

    def forget(self) -> None:
        """Forget what was shown: nobody knows what came of a request."""
        self._things.clear()
        self._not_found.clear()

    def expect_change(self, operation: Operation, named: dict[str, str]) -> None:
        """Take into account that a request may change what its path parameters name, now or later."""
        if goes_on(operation):
            self._going_on[tuple(sorted(named.items()))] = operation
        self._acted.append((time.time(), operation, named))

    def is_about(self, exchange: Exchange) -> bool:
        """Whether an answer shows a thing."""
        return exchange.operation is not None and exchange.succeeded and bool(shown(exchange.operation))

    def read(self, exchange: Exchange) -> list[Found]:
        """Where answers show a thing otherwise although nothing has changed it, each with the answer that is odd."""
        operation = exchange.operation
        if operation is None:
            return []
        # A server that takes wrong credentials changes by them as well.
        if not is_safe(operation) and not exchange.has_changed_nothing and (exchange.authentic or exchange.succeeded):
            self._loosen(exchange, operation)
        if not exchange.authentic:
            return []
        self._note_not_found(exchange, operation)
        if not exchange.succeeded or exchange.is_replay or not exchange.is_json or not shown(operation):
            return []
        kind = self._spec.resources[shown(operation)["resource"]]
        return [
            found
            for kind, path, state in self._shown(kind, operation, exchange)
            for found in self._read_thing(kind, path, state, exchange)
        ]

    def _shown(
        self, kind: Resource, operation: Operation, exchange: Exchange
    ) -> Iterator[tuple[Resource, dict[str, str], Any]]:
        """The kind, the path parameters and the state of each thing that a success shows, and of things inside."""
        for path, state in _shown_directly(kind, operation, exchange):
            yield kind, path, without(state, *shown(operation).get("moves", []))
            for pointer, inner in self._inside[kind.name]:
                for item in each(state, f"{pointer}/*"):
                    if isinstance(identifier := get(item, inner.identifier), str | int):
                        yield inner, inner.path(path, str(identifier)), item

    def _read_thing(self, kind: Resource, path: dict[str, str], state: Any, exchange: Exchange) -> Iterator[Found]:
        key, whose = _key(kind, path), self._whose(kind, path, state)
        state = without(state, *self._moving(kind, path))
        thing = self._things.get(key)
        if gone := self._not_found.pop(key, None):
            assert gone.operation is not None
            named = repr(path[kind.parameter.name]) if kind.parameter else "it"
            success, since = gone.operation.success, f"since {exchange.operation_id} shows {named} before and after"
            statuses = success.status, str(gone.status)
            yield gone, Deviation("agreement", "breaking", "response status", *statuses, success.pointer, since=since)
        if whose == "restless":
            self._things.pop(key, None)
            return
        is_own = whose == "own"
        if thing is None and self._is_disturbed(path, exchange.started_at):
            # It may be shown as it was: nothing that comes later is held against that.
            return
        if not isinstance(thing, OwnThing if is_own else SharedThing):
            if len(self._things) < MOST_THINGS:
                fresh = OwnThing(exchange, state, kind.kept) if is_own else SharedThing(exchange, state, kind.constant)
                self._things[key] = fresh
            return
        for odd in thing.note(exchange, state):
            operation = odd.exchange.operation
            assert operation is not None
            if odd.pointer not in _counted(self._spec, operation):
                pointer = place_of(operation, self._inner(operation, kind) + odd.pointer)
                place = f"response {odd.exchange.status} body {pointer}".rstrip()
                words, since = compared(odd.expected, odd.observed), self._shown_elsewhere(operation, odd, kind, path)
                promise = f"{operation.pointer}/x-shows"
                yield odd.exchange, Deviation("agreement", "breaking", place, *words, promise, since=since)

    def _is_disturbed(self, path: dict[str, str], at: float) -> bool:
        """Whether a request may have changed a thing so lately, at a moment, that answers might show how it was."""
        lately = ((operation, named) for moment, operation, named in self._acted if at - moment < LAG_SECONDS)
        return any(may_change(operation, named, path) for operation, named in lately)

    def _moving(self, kind: Resource, path: dict[str, str]) -> Iterator[str]:
        """The places of a thing that change by themselves, since a request has set them going."""
        for named, operation in self._going_on.items():
            if path.items() <= dict(named).items():
                yield from going_on(operation, kind)

    def _note_not_found(self, exchange: Exchange, operation: Operation) -> None:
        """Remember that a thing was not found which answers before had shown."""
        kind = self._spec.resources.get(shown(operation).get("resource", ""))
        if kind is None or operation not in kind.readers or exchange.expects_refusal or kind.parameter is None:
            return
        key = _key(kind, exchange.path_values)
        known = self._things.get(key)
        # What is new may be found a little later.
        is_old = known is not None and exchange.started_at - known.since > LAG_SECONDS
        if exchange.status == kind.not_found["status"] and is_old:
            self._not_found[key] = exchange.evidence

    def _inner(self, operation: Operation, kind: Resource) -> str:
        """Where the thing that an operation shows has things of a kind; nothing where it shows such a thing itself."""
        inside = self._inside[shown(operation)["resource"]]
        return next((f"{pointer}/*" for pointer, inner in inside if inner is kind), "")

    def _shown_elsewhere(self, operation: Operation, odd: Odd, kind: Resource, path: dict[str, str]) -> str:
        """Which operation showed the same thing otherwise, and where, in words."""
        other = self._spec.operations[odd.elsewhere]
        place = place_of(other, self._inner(other, kind) + odd.pointer)
        at = f" at {place}" if other is not operation and place else ""
        # Of one of many, a reader cannot see otherwise which it is.
        is_of_many = shows_many(operation) or "*" in self._inner(operation, kind)
        one = kind.parameter.name if kind.parameter and is_of_many else ""
        named = f"{one} {path[one]!r}" if one else "it"
        when = LATER if odd.is_later else BEFORE
        return f"as {other.id} showed {named}{when}{at}, with no change in between"

    def _loosen(self, exchange: Exchange, operation: Operation) -> None:
        """Let go of what a request may have changed: of the thing that its path names, and of what stands around it."""
        named, touched = exchange.path_values, list(_touched(operation, exchange))
        # What stands under the same path, and is no part of what is acted on.
        beside = operation.extensions.get("x-changes", {}).get("touches-owner", [])
        self.expect_change(operation, named)
        is_whole = operation.creates is not None or "x-deletes" in operation.extensions
        # What was accepted and should have been refused may have been carried out on what another path leads to.
        is_astray = exchange.expects_refusal and exchange.succeeded
        innermost = set(list(named.values())[-1:])
        for key, thing in list(self._things.items()):
            path = dict(key[1])
            if is_astray and not named.items() <= path.items() and innermost & set(path.values()):
                self._things.pop(key, None)
                self._not_found.pop(key, None)
                continue
            is_above = bool(path) and path.items() <= named.items()
            is_below = named.items() < path.items() and not operation.creates
            if is_below or (is_above and path == named and "x-deletes" in operation.extensions):
                self._things.pop(key, None)
                self._not_found.pop(key, None)
            elif is_above and (path == named or is_whole):
                thing.loosen(touched if is_whole or key[0] in _acted_on(operation) else beside)
            elif is_above:
                # What a change of a thing below does to it, nobody says.
                self._things.pop(key, None)


def _acted_on(operation: Operation) -> set[str]:
    """The resources that an operation is about."""
    return {str(operation.extensions[name]["resource"]) for name in ACTING if name in operation.extensions}


def _key(kind: Resource, path: dict[str, str]) -> tuple[str, Path]:
    return kind.name, tuple(sorted(path.items()))


def _shown_directly(kind: Resource, operation: Operation, exchange: Exchange) -> Iterator[tuple[dict[str, str], Any]]:
    """The path parameters and the state of each thing that a success is about."""
    if shows_many(operation):
        for item in each(exchange.json, shown(operation)["at"]) if kind.parameter else ():
            identifier = get(item, kind.identifier)
            if isinstance(identifier, str | int):
                yield kind.path(exchange.path_values, str(identifier)), shown_part(operation, item)
        return
    found = [(dict(exchange.path_values), state_of(exchange))]
    if operation.creates and kind.parameter:
        named = made(exchange).items()
        found = [(kind.path(exchange.path_values, str(one)), state_of(exchange, index)) for index, one in named]
    yield from ((path, state) for path, state in found if state is not ABSENT)


def _things_inside(spec: Spec, kind: Resource) -> list[tuple[str, Resource]]:
    """Where a thing of a kind shows things of another kind as their own list shows them: lists of the same schema."""
    listed = {_schema_of_items(spec, one): one for one in spec.resources.values() if one is not kind and one.parameter}
    own = _schema_of_items(spec, kind)
    properties = spec.at(own).get("properties", {}) if own else {}
    fields = {child("", name): child(own or "", "properties", name, "items") for name in properties}
    items = {name: spec.locate(pointer) for name, pointer in fields.items() if "items" in spec.at(pointer[:-6])}
    return [(name, listed[pointer]) for name, pointer in items.items() if pointer in listed]


def _schema_of_items(spec: Spec, kind: Resource) -> str | None:
    """The schema of the whole things that the list of a kind shows."""
    lister = kind.lister
    if lister is None or lister.response_schema is None or "as" in shown(lister):
        return None
    return next((spec.locate(one) for one in spec.find(lister.response_schema, shown(lister)["at"])), None)


def _touched(operation: Operation, exchange: Exchange) -> Iterator[str]:
    """The places that a request may have changed in the thing that its path names."""
    if "x-changes" in operation.extensions:
        yield from stored(operation, exchange)
        changes = operation.extensions["x-changes"]
        yield from (f"{changes.get('at', '')}{place}" for place in changes.get("leaves-open", []))
        yield from changes.get("clears", [])
    for extension in ("x-creates", "x-changes", "x-rotates", "x-deletes"):
        yield from operation.extensions.get(extension, {}).get("touches", [])
    if "field" in operation.extensions.get("x-rotates", {}):
        yield operation.extensions["x-rotates"]["field"]


def _counted(spec: Spec, operation: Operation) -> set[str]:
    """The numbers that say how much there is of what others may add to."""
    schema = operation.response_schema
    fields = spec.at(schema).get("properties", {}) if schema else {}
    return {child("", name) for name, one in fields.items() if "x-counts" in one}
