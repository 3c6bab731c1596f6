"""Listings: a complete list shows each thing once, and all that lists before it have shown and nobody has deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.agreement import Found, Whose
from contract_tests.judging.compared import named
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import Deviation
from contract_tests.judging.making import made
from contract_tests.judging.shown_things import LAG_SECONDS, RETURNS
from contract_tests.judging.windows import asked_for
from scripts.spec.pointers import each, get
from scripts.spec.resources import Resource, shown
from scripts.spec.spec import Spec

MOST_NAMES = 5000
# So many things that nobody can delete are not gone by chance.
MANY = 3


@dataclass
class _Listed:
    """How often something was in a list since it was first seen there, and how often it has come back."""

    since: float
    present: int = 1
    absent: int = 0
    returns: int = 0
    is_present: bool = True

    def note(self, is_present: bool) -> None:
        self.returns += is_present and not self.is_present
        self.is_present = is_present
        self.present += is_present
        self.absent += not is_present


class Lists:
    """Holds each complete list against those before it: `lists.read(exchange)`.

    Args:
        spec: The contract.
        whose: Tells whose a thing is, by the kind of thing, its path parameters and its state.
    """

    rule = "listed/every-answer"

    def __init__(self, spec: Spec, whose: Callable[[Resource, dict[str, str], Any], Whose]) -> None:
        self._kinds = {kind.lister.id: kind for kind in spec.resources.values() if kind.lister and kind.parameter}
        self._deleted = {kind.deleter.id: kind for kind in spec.resources.values() if kind.deleter and kind.parameter}
        # What a run makes and can delete again.
        self._made = {name: kind for name, kind in spec.resources.items() if kind.disposable}
        self._whose, self._memory = whose, Memory()

    def is_about(self, exchange: Exchange) -> bool:
        """Whether an answer shows a list."""
        return exchange.succeeded and exchange.operation is not None and exchange.operation.id in self._kinds

    def forget(self) -> None:
        """Forget what lists have shown: nobody knows what came of a request."""
        self._memory = Memory()

    def read(self, exchange: Exchange) -> list[Found]:
        """What a list shows twice, or does not show any more, with the answer itself."""
        operation, name = exchange.operation, exchange.operation_id
        if name in self._deleted and not 400 <= exchange.status < 500:
            parameter = self._deleted[name].parameter
            assert parameter is not None
            collection = _collection(self._deleted[name], exchange)
            when = exchange.started_at if exchange.succeeded else None
            identifier = exchange.path_values[parameter.name]
            self._memory.forget(collection, identifier, when)
            self._memory.forget_lists_of(identifier)
        self._note_creation(exchange)
        if operation is None or not self.is_about(exchange) or not exchange.authentic or not exchange.is_json:
            return []
        kind, items = self._kinds[name], list(each(exchange.json, shown(operation)["at"]))
        identifiers = [str(one) for item in items if isinstance(one := get(item, kind.identifier), str | int)]
        found = list(broken_once(exchange, identifiers, kind.identifier))
        if back := self._memory.back(_collection(kind, exchange), identifiers, exchange.started_at):
            found.append(_deviation(exchange, "nothing that was deleted", named(back), ""))
        if is_complete(exchange, items):
            found += broken_listing(exchange, self._missing(exchange, kind, identifiers))
        return [(exchange, one) for one in found]

    def _note_creation(self, exchange: Exchange) -> None:
        """Expect what was created in the lists of its owner from now on."""
        creates = exchange.operation.creates if exchange.operation else None
        kind = self._made.get(creates["resource"]) if creates else None
        if kind is None or exchange.is_replay or exchange.attempts > 1:
            return
        for identifier in made(exchange).values():
            self._memory.expect(_collection(kind, exchange), str(identifier), exchange.started_at)

    def _missing(self, exchange: Exchange, kind: Resource, identifiers: list[str]) -> list[str]:
        def is_own(identifier: str) -> bool:
            return self._whose(kind, kind.path(exchange.path_values, identifier), None) == "own"

        return self._memory.missing(_collection(kind, exchange), identifiers, exchange.started_at, is_own)


def _collection(kind: Resource, exchange: Exchange) -> tuple[str, ...]:
    """What names the list in which the things of a kind stand that a request is about."""
    return kind.name, *kind.owner_of(exchange.path_values).values()


def broken_once(exchange: Exchange, identifiers: list[str], pointer: str) -> Iterator[Deviation]:
    """What a list shows more than once; `pointer` is where an item has its identifier."""
    if twice := [identifier for identifier, count in Counter(identifiers).items() if count > 1]:
        yield _deviation(exchange, "each thing once", f"{pointer.strip('/')} {named(twice)} more than once", "")


def broken_listing(exchange: Exchange, missing: list[str]) -> Iterator[Deviation]:
    """What a complete list does not show any more."""
    if missing:
        yield _deviation(exchange, named(missing), "absent", "as in lists before, and not deleted")


def is_complete(exchange: Exchange, items: list[Any]) -> bool:
    """Whether a list is all that there is: it has no pages, or the first has all that the total says, and room."""
    operation = exchange.operation
    if operation is None or "x-paging" not in operation.extensions:
        return True
    # Of a full page, a total that counts its items alone would say that it is all.
    has_room = len(items) < asked_for(exchange, operation, "limit")
    is_first = asked_for(exchange, operation, "offset") == 0
    return is_first and has_room and get(exchange.json, operation.extensions["x-paging"]["total"]) == len(items)


def _deviation(exchange: Exchange, expected: str, observed: str, since: str) -> Deviation:
    assert exchange.operation is not None
    paging = exchange.operation.extensions.get("x-paging", {})
    place = f"response {exchange.status} body {paging.get('items', '')}".rstrip()
    pointer = exchange.operation.response_schema or exchange.operation.pointer
    return Deviation("listed", "breaking", place, expected, observed, pointer, since=since)


class Memory:
    """Remembers what lists have shown: `memory.missing("listApps", ["FK5b0KSM"], now, is_own)`."""

    def __init__(self, *, can_be_deleted: bool = True) -> None:
        self._can_be_deleted = can_be_deleted
        self._lists: dict[Hashable, dict[str, _Listed]] = {}
        # When a thing of a list was deleted: another list may have one with the same identifier.
        self._deleted: dict[tuple[Hashable, str], float] = {}
        # The lists that others add to, and so take away from as well.
        self._shared: set[Hashable] = set()

    def missing(
        self, collection: Hashable, identifiers: Iterable[str], now: float, is_own: Callable[[str], bool]
    ) -> list[str]:
        """What a complete list does not show although it should: things of the run, and others that come and go.

        Args:
            collection: Names the list.
            identifiers: What the list shows.
            now: When it was asked for, in seconds since the epoch.
            is_own: Tells what nobody but the run can delete.
        """
        is_first = collection not in self._lists
        known, shown = self._lists.setdefault(collection, {}), set(identifiers)
        found = []
        for identifier, listed in known.items():
            listed.note(identifier in shown)
            # What was deleted does not come back.
            comes_back = listed.returns >= RETURNS and listed.absent < listed.present
            if identifier not in shown and (comes_back or (is_own(identifier) and now - listed.since > LAG_SECONDS)):
                found.append(identifier)
        for identifier in shown - known.keys():
            # What was deleted may be listed a little longer.
            if len(known) < MOST_NAMES and (collection, identifier) not in self._deleted:
                known[identifier] = _Listed(now)
                if not is_first and not is_own(identifier):
                    self._shared.add(collection)
        return found or ([] if collection in self._shared else self._lost(known, shown))

    def expect(self, collection: Hashable, identifier: str, now: float) -> None:
        """Expect something that was made just now in a list."""
        known = self._lists.setdefault(collection, {})
        if len(known) < MOST_NAMES:
            known.setdefault(identifier, _Listed(now, present=0))

    def forget(self, collection: Hashable, identifier: str, now: float | None) -> None:
        """Expect something no longer in a list, since it was deleted just now; None for what may have been deleted."""
        if now is not None:
            self._deleted[collection, identifier] = now
        self._lists.get(collection, {}).pop(identifier, None)

    def forget_lists_of(self, owner: str) -> None:
        """Expect nothing more in the lists of a thing that was deleted, or may have been: they went with it."""
        for collection in [one for one in self._lists if isinstance(one, tuple) and owner in one[1:]]:
            del self._lists[collection]

    def back(self, collection: Hashable, identifiers: Iterable[str], now: float) -> list[str]:
        """What a list shows although it was deleted some time before."""
        return [one for one in identifiers if now - self._deleted.get((collection, one), now) > LAG_SECONDS]

    def _lost(self, known: dict[str, _Listed], shown: set[str]) -> list[str]:
        """What is gone of things that no operation deletes, where it is too much to be a chance."""
        lost = sorted(known.keys() - shown)
        is_much = len(lost) >= MANY and 2 * len(lost) >= len(known)
        return lost if is_much and not self._can_be_deleted else []
