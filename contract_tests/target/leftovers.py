"""What killed runs left: found in the collections by the mark of a run, and deleted.

A run makes the outermost things below what it did not make, and everything else below things of its own, which is
all that the guard lets it do. So the outermost ones are looked for alone, and what lies below them goes along.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from contract_tests.sending.exceptions import Inconclusive, NotMade
from contract_tests.sending.made import LOOK_AGAIN_SECONDS
from contract_tests.sending.marks import is_mark
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing, as_identifier, mark_pointer
from contract_tests.target.clean_up import RULE
from contract_tests.target.collections import items_pointer, read_collection
from contract_tests.target.deleting import Deleting
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, get
from scripts.spec.resources import Resource, shown
from scripts.spec.spec import Spec

# Others are at work meanwhile: a collection in which something new turns up each time is left after so many looks.
ROUNDS = 3


@dataclass(frozen=True)
class Leftover:
    """A thing with the mark of a run in a collection; `identifier` is None where the item has none."""

    kind: Resource
    owner: dict[str, str]
    identifier: str | None
    mark: str

    @property
    def name(self) -> str:
        """What it is called in a line: the operation that made it, its identifier and its mark."""
        assert self.kind.creator is not None
        return f"{self.kind.creator.id} {self.identifier or 'without identifier'} ({self.mark})"


@dataclass
class Outcome:
    """What became of what was found, each thing once."""

    deleted: list[Leftover] = field(default_factory=list)
    left: list[tuple[Leftover, str]] = field(default_factory=list)
    found: list[Leftover] = field(default_factory=list)


def outermost(spec: Spec) -> list[Resource]:
    """The disposable kinds of things that a run makes below nothing of its own."""
    made = [(one, one.creator) for one in spec.resources.values() if one.disposable]
    return [kind for kind, creator in made if creator and not spec.own_parameters(creator)]


def remove_leftovers(run: Run, say: Callable[[str], None], *, dry_run: bool = False) -> Outcome:
    """Find what killed runs left and delete it.

    Args:
        run: The run to send through, which makes nothing itself.
        say: Called with a line for each thing: what was done with it.
        dry_run: Delete nothing.

    Raises:
        CouldNotRun, BudgetSpent, NoAnswer: The target is gone or refuses the key, or does not answer.
        Inconclusive: A collection cannot be read to its end.
    """
    outcome, deleting = Outcome(), Deleting(run)
    with run.rule(RULE):
        for kind in outermost(run.spec):
            if mark_pointer(kind.creator) is None:
                say(f"not looked for: what {kind.creator.id if kind.creator else ''} makes bears no mark")
                continue
            for _ in range(ROUNDS):
                new = [one for one in _leftovers(run, kind) if one not in outcome.found]
                for leftover in new:
                    outcome.found.append(leftover)
                    _remove(run, leftover, deleting, outcome, say, dry_run)
                if not new or dry_run:
                    break
            _look_again(run, kind, outcome, say)
    return outcome


def _remove(
    run: Run, leftover: Leftover, deleting: Deleting, outcome: Outcome, say: Callable[[str], None], dry_run: bool
) -> None:
    try:
        thing = _admitted(run, leftover)
        why = None if dry_run else deleting.why_left(thing)
    except NotMade as error:
        why = str(error)
    if why:
        outcome.left.append((leftover, why))
        say(f"left behind: {leftover.name}: {why}")
        return
    if dry_run:
        say(f"would delete: {leftover.name}")
        return
    outcome.deleted.append(leftover)
    say(f"deleted: {leftover.name}")


def _admitted(run: Run, leftover: Leftover) -> Thing:
    if leftover.identifier is None:
        raise NotMade("its collection shows no identifier")
    return run.gate.made.admit_found(leftover.kind, leftover.owner, leftover.identifier, leftover.mark)


def _look_again(run: Run, kind: Resource, outcome: Outcome, say: Callable[[str], None]) -> None:
    """Say what a collection still shows of what was deleted, once it has had time not to."""
    deleted = [one for one in outcome.deleted if one.kind is kind]
    still: list[Leftover] = []
    for pause in LOOK_AGAIN_SECONDS if deleted else ():
        time.sleep(pause)
        still = [one for one in _leftovers(run, kind) if one in deleted]
        if not still:
            break
    for leftover in still:
        why = f"still there after {kind.deleter.id if kind.deleter else ''} succeeded"
        outcome.deleted.remove(leftover)
        outcome.left.append((leftover, why))
        say(f"left behind: {leftover.name}: {why}")


def _leftovers(run: Run, kind: Resource) -> Iterator[Leftover]:
    """The things with the mark of a run in all collections of a kind."""
    assert kind.lister is not None
    for owner in _owners(run, kind.lister):
        for item in _items(run, kind.lister, owner):
            identifier = as_identifier(get(item, kind.identifier))
            mark = get(item, mark_pointer(kind.creator) or "")
            if mark is ABSENT and identifier is not None:
                mark = _mark_read(run, kind, owner, identifier)
            if is_mark(mark):
                yield Leftover(kind, owner, identifier, mark)


def _owners(run: Run, lister: Operation) -> list[dict[str, str]]:
    """The path parameters of every collection that an operation lists."""
    owners: list[dict[str, str]] = [{}]
    for parameter in lister.path_parameters:
        owned = parameter.owner or {}
        above, pointer = run.spec.operations[owned["collection"]], owned["identifier"]
        found = [(owner, as_identifier(get(item, pointer))) for owner in owners for item in _items(run, above, owner)]
        owners = [{**owner, parameter.name: identifier} for owner, identifier in found if identifier is not None]
    return owners


def _items(run: Run, lister: Operation, owner: dict[str, str]) -> list[object]:
    """The items of a collection.

    Raises:
        Inconclusive: Not all of them can be seen.
    """
    reading = read_collection(run, lister, owner)
    is_list = isinstance(get(reading.last.json, items_pointer(lister)), list)
    if not reading.complete or not is_list:
        what = f"answered {reading.last.status}" if not reading.last.succeeded else "shows no list that ends"
        raise Inconclusive(f"{lister.id} {what}, so what a run left cannot be found")
    return reading.items


def _mark_read(run: Run, kind: Resource, owner: dict[str, str], identifier: str) -> object:
    """What a read of a thing shows where its mark stands, for a collection that does not show it."""
    reader = kind.readers[0]
    exchange = run.send(reader, kind.path(owner, identifier))
    value = get(exchange.json, str(shown(reader).get("at", ""))) if exchange.succeeded else ABSENT
    return get(value, mark_pointer(kind.creator) or "")
