"""The things that a run made, which alone it may change and delete."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from contract_tests.judging.agreement import Whose
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.json_reading import read_json
from contract_tests.judging.making import made, mark_sent, marks_sent
from contract_tests.sending.exceptions import NotMade
from contract_tests.sending.marks import bears, is_mark, new_label
from contract_tests.sending.seen import PLAIN, Seen
from contract_tests.sending.things import Thing, Things, as_identifier, mark_pointer
from scripts.spec.operations import Operation
from scripts.spec.pointers import get
from scripts.spec.resources import Resource, goes_on, shown
from scripts.spec.spec import Spec

# A read may lag behind a creation, but not for long.
LOOK_AGAIN_SECONDS = (0.0, 0.3, 0.7, 1.5)
MOST_LOOKS = 2
MOST_WAITS = 4

# A collection, with the path parameters of its owner.
Owned = tuple[str, tuple[str, ...]]


class Made:
    """Tells the things that a run made from everything else: `made.admits(operation, path_values)`.

    What an answer to a creation names is believed only if it was not there before, and if a second look shows the
    text of this run where the creation had put it.

    Args:
        spec: The contract.
        look: Asks an operation that reads one thing, and gives the JSON of a success, or None.
    """

    def __init__(self, spec: Spec, look: Callable[[Operation, dict[str, str]], Any]) -> None:
        self.label = new_label()
        self.things = Things()
        # The kinds of things that the run tried to make, with their owners.
        self.began: list[tuple[Resource, dict[str, str]]] = []
        # The marks of creations that were sent and whose answer named nothing that was made.
        self.unheard: set[str] = set()
        self._spec, self._look = spec, look
        self._seen = Seen()
        # The collections that were read completely, with the moment at which that was.
        self._complete: dict[Owned, int] = {}
        # By kind, how many things that were said to be made were not found.
        self._not_found: Counter[str] = Counter()
        self._lock = threading.RLock()

    def begin(self, operation: Operation | None, path_values: dict[str, str], body: bytes) -> int:
        """The moment at which a request is sent, which tells what was seen before from what comes later."""
        if operation and operation.creates and self._spec.is_disposable(operation):
            began = (self._spec.resources[operation.creates["resource"]], dict(path_values))
            if began not in self.began:
                self.began.append(began)
            self.unheard |= set(marks_sent(operation, read_json(body)))
        return self._seen.moment

    def note(self, exchange: Exchange, since: int) -> None:
        """Remember what an exchange shows, makes or deletes; `since` is the moment at which it was sent."""
        operation = exchange.operation
        if operation and operation.method == "GET":
            self._note_read(exchange)
        if operation is None or not exchange.succeeded:
            return
        with self._lock:
            if operation.creates and self._spec.is_disposable(operation):
                self._note_creation(exchange, operation, since)
            self._seen.note(exchange.json)
            if operation.method != "GET":
                self._note_change(operation, exchange.path_values)

    def _note_change(self, operation: Operation, path_values: dict[str, str]) -> None:
        for thing in self.things.named_by(path_values):
            thing.changer = operation
            thing.is_going |= goes_on(operation)
            # Deleting something below a thing leaves the thing.
            thing.is_deleted |= thing.resource.deleter is operation

    def _note_creation(self, exchange: Exchange, operation: Operation, since: int) -> None:
        """Remember what a success says it made, be it one thing or several."""
        resource = self._spec.resources[(operation.creates or {})["resource"]]
        for index, identifier in made(exchange).items():
            mark = mark_sent(operation, exchange.request_json, index)
            thing = self.add(resource, exchange.path_values, identifier, mark, since)
            # What the answer names may be another thing than the one that was made.
            if thing and thing.is_new:
                self.unheard.discard(mark or "")

    def lose(self, operation: Operation, path_values: dict[str, str]) -> None:
        """Take into account that nobody knows what came of a request, since no answer to it came."""
        for thing in self.things.named_by(path_values):
            thing.in_doubt |= thing.resource.deleter is operation

    def whose(self, resource: Resource, path: dict[str, str], state: Any) -> Whose:
        """Whose a thing is, as far as that is known by now: the run's, or somebody's who may be changing it."""
        named = self.things.named_by(path)
        if any(one.may_be_own and not one.has_vanished and not one.in_doubt for one in named):
            return "own"
        pointer = mark_pointer(resource.creator)
        # Another run tries everything on what bears its mark.
        return "restless" if pointer and is_mark(get(state, pointer)) else "shared"

    def has_vanished(self, path_values: dict[str, str]) -> bool:
        """Whether something of the run that a path names was there, and is gone though the run did not delete it."""
        named = self.things.named_by(path_values)
        for thing in named:
            if thing.was_read and not thing.is_deleted:
                self._look(thing.resource.readers[0], thing.path)
        return any(one.has_vanished for one in named)

    def vanished_after(self, operation: Operation) -> list[Exchange]:
        """The reads that did not find a thing of the run which an operation had changed before, and nothing since.

        Empty where things have vanished after other operations as well, since somebody else may delete them.
        """
        gone = [one for one in self.things if one.not_found and not self._is_below_gone(one)]
        is_alone = all(one.changer is operation for one in gone)
        return [one.not_found for one in gone if one.not_found] if is_alone else []

    def _is_below_gone(self, thing: Thing) -> bool:
        return any(one.is_deleted for one in self.things.named_by(thing.owner))

    def _note_read(self, exchange: Exchange) -> None:
        """Remember that a thing of the run was read, or is not found any more though the run did not delete it."""
        for thing in self.things.named_by(exchange.path_values):
            if exchange.path_values != thing.path:
                continue
            thing.was_read = thing.was_read or exchange.succeeded
            not_found = exchange.status == thing.resource.not_found["status"]
            if thing.is_own and thing.was_read and not thing.is_deleted and not_found:
                thing.is_deleted, thing.not_found = True, exchange.evidence

    def add(
        self, resource: Resource, owner: dict[str, str], identifier: object, mark: str | None, since: int
    ) -> Thing | None:
        """Remember a thing that may be the run's own, if it has an identifier; the one that is known already else."""
        text = as_identifier(identifier)
        if text is None:
            return None
        for known in self.things:
            if (known.resource, known.owner, known.identifier) == (resource, owner, text):
                return known
        is_new = bool(PLAIN.fullmatch(text)) and self._seen.came_after(text, since)
        thing = Thing(resource, dict(owner), text, mark, since, is_new)
        self.things.add(thing)
        return thing

    def add_found(self, resource: Resource, owner: dict[str, str], identifier: object, mark: str) -> None:
        """Remember a thing that a collection shows with the mark of the run, as made since it was read completely."""
        since = self._complete.get(_collection(resource, owner), self._seen.moment)
        self.add(resource, owner, identifier, mark, since)

    def admit_found(self, resource: Resource, owner: dict[str, str], identifier: str, mark: str) -> Thing:
        """Admit one thing that another run left; nothing else gets past not having been made by this run.

        It has to bear the mark of a run where its creation puts it, and a read by its identifier has to show that
        identifier and that mark.

        Raises:
            NotMade: It does not.
        """
        if not PLAIN.fullmatch(identifier):
            raise NotMade("its identifier might be taken for another path")
        if not resource.disposable or mark_pointer(resource.creator) is None or not is_mark(mark):
            raise NotMade("it does not bear the mark of a run")
        thing = Thing(resource, dict(owner), identifier, mark, self._seen.moment, is_new=True, is_found=True)
        if not self.is_own(thing):
            raise NotMade(f"{resource.readers[0].id} does not show the same identifier and mark")
        self.things.add(thing)
        return thing

    def read_completely(self, lister: Operation, path: dict[str, str]) -> None:
        """Say that every item of a collection has been seen, so that what comes later is new."""
        self._complete[lister.id, _values(lister, path)] = self._seen.moment

    def is_complete(self, lister: Operation, path: dict[str, str]) -> bool:
        """Whether every item of a collection was seen once."""
        return (lister.id, _values(lister, path)) in self._complete

    def admits(self, operation: Operation, path_values: dict[str, str]) -> bool:
        """Whether a request may be sent that changes something: some identifier of its path names a thing of the run.

        What lies below such a thing is the run's as well. An operation that creates below things that are there for
        good needs none.
        """
        own = self._spec.own_parameters(operation)
        if not own:
            return bool(operation.creates)
        values = [path_values[parameter.name] for parameter in own]
        return any(self._may_touch(thing, values) for thing in self.things.named_by(path_values))

    def living(self, resource: Resource, owner: dict[str, str]) -> list[Thing]:
        """The things of a resource below an owner that were made and are there for certain, the oldest first."""
        found = [one for one in self.things if one.resource is resource and one.owner == owner]
        return [one for one in found if not one.is_deleted and not one.in_doubt]

    def deleted(self, resource: Resource, owner: dict[str, str]) -> list[Thing]:
        """The things of a resource below an owner that were made and deleted again."""
        return [
            one
            for one in self.things
            if one.resource is resource and one.owner == owner and one.is_deleted and one.is_own
        ]

    def is_own(self, thing: Thing) -> bool:
        """Whether a thing is the run's: below one that is, or new and, at a second look, with the mark of the run."""
        if thing.is_own is None:
            thing.is_own = self._proved_own(thing)
        return bool(thing.is_own)

    def _proved_own(self, thing: Thing) -> bool | None:
        """Whether a thing is the run's; None while that cannot be told."""
        if not thing.is_new:
            return False
        if self._is_below_own(thing):
            return True
        # Where not everything had been seen, nothing is known to be new.
        if not thing.is_found and _collection(thing.resource, thing.owner) not in self._complete:
            return False
        if thing.looks >= MOST_LOOKS:
            return None
        thing.looks += 1
        return self._shows_mark(thing)

    def _may_touch(self, thing: Thing, values: list[str]) -> bool:
        """Whether a request may change something of which a thing, and other values in the path, are the names."""
        if not all(PLAIN.fullmatch(value) and self._may_be_named(value, thing.since) for value in values):
            return False
        if not self.is_own(thing):
            return False
        # Whoever answers to the name of a deleted thing is somebody else.
        return not thing.is_deleted or self._look(thing.resource.readers[0], thing.path) is None

    def _may_be_named(self, value: str, since: int) -> bool:
        """Whether an identifier is that of a thing of the run, or was in no answer before there was one."""
        named = any(one.identifier == value and self.is_own(one) for one in list(self.things))
        return named or self._seen.came_after(value, since)

    def _is_below_own(self, thing: Thing) -> bool:
        return any(one.path == thing.owner and self.is_own(one) for one in self.things.named_by(thing.owner))

    def _shows_mark(self, thing: Thing) -> bool | None:
        """Whether a thing shows, at a second look, what it was made with; None while it is not to be found."""
        reader = thing.resource.readers[0]
        # What never comes into sight is not waited for each time.
        waits = self._not_found[thing.resource.name] < MOST_WAITS
        for pause in LOOK_AGAIN_SECONDS if waits else LOOK_AGAIN_SECONDS[:1]:
            time.sleep(pause)
            body = self._look(reader, thing.path)
            if body is not None:
                break
        else:
            self._not_found[thing.resource.name] += 1
            return None
        value = get(body, shown(reader).get("at", ""))
        named = get(value, thing.resource.identifier)
        if isinstance(named, str | int) and str(named) != thing.identifier:
            return False
        if thing.is_found and (isinstance(named, bool) or not isinstance(named, str | int)):
            return False
        pointer = mark_pointer(thing.resource.creator)
        return pointer is None or (thing.mark is not None and bears(get(value, pointer), thing.mark))


def _collection(resource: Resource, owner: dict[str, str]) -> Owned:
    assert resource.lister is not None
    return resource.lister.id, _values(resource.lister, owner)


def _values(operation: Operation, path: dict[str, str]) -> tuple[str, ...]:
    return tuple(path[parameter.name] for parameter in operation.path_parameters)
