"""The end of a run: what it made is deleted, and what could not be is listed."""

from __future__ import annotations

import time
from collections import Counter

from contract_tests.judging.report import Left
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, Inconclusive, NoAnswer
from contract_tests.sending.made import LOOK_AGAIN_SECONDS
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing, as_identifier, mark_pointer
from contract_tests.target.collections import Reading, read_collection
from contract_tests.target.deleting import Deleting
from scripts.spec.pointers import get
from scripts.spec.resources import Resource

RULE = "clean-up"
NOT_TRIED = "its deletion was not tried"


def clean_up(run: Run) -> None:
    """Delete what a run made and can be deleted, and list on the run what could not be.

    It is not to be stopped by what stopped the run, be it a signal, a spent budget or a failure, but by the next one.
    """
    if not run.gate.made.began:
        return
    run.gate.begin_clean_up()
    for thing in run.gate.made.things:
        # A look that was not sent, since the run was stopped or had spent its requests, is no look.
        thing.looks = 0
    cleaning = _CleanUp(run)
    try:
        with run.rule(RULE):
            cleaning.delete_all()
    except Exception as error:
        run.failure = run.failure or f"cleaning up failed with {type(error).__name__}: {error}"
    cleaning.list_left()


class _CleanUp:
    """Deletes the outermost things of a run, with which goes what lies below them."""

    def __init__(self, run: Run) -> None:
        self._run, self._made, self._deleting = run, run.gate.made, Deleting(run)
        # Why the things of the run that were tried are left, or None.
        self._tried: list[tuple[Thing, str | None]] = []

    def delete_all(self) -> None:
        """Delete everything, and look again for what was not heard of and for what is still there."""
        began = [(kind, owner) for kind, owner in self._made.began if not self._is_below_own(owner)]
        for kind, owner in began:
            self._find_lost(kind, owner, self._read(kind, owner))
        self._delete_known()
        for kind, owner in began:
            self._look_again(kind, owner)
        self._delete_known()

    def list_left(self) -> None:
        """List on the run what is left, each thing once."""
        whys = {id(thing): why for thing, why in self._tried}
        for thing in self._outermost():
            why = whys.get(id(thing), None if thing.is_deleted else NOT_TRIED)
            if why and thing.resource.creator and thing.is_new:
                self._run.left.append(Left(thing.resource.creator.id, thing.identifier, why))

    def _delete_known(self) -> None:
        tried = [one for one, _ in self._tried]
        for thing in reversed(self._outermost()):
            if not thing.is_deleted and not any(one is thing for one in tried):
                self._tried.append((thing, self._deleting.why_left(thing)))

    def _outermost(self) -> list[Thing]:
        """The things that do not stand below another one of the run, which takes them along."""
        return [one for one in self._made.things if not self._goes_along(one.path)]

    def _is_below_own(self, owner: dict[str, str]) -> bool:
        return bool(self._made.things.named_by(owner))

    def _goes_along(self, path: dict[str, str]) -> bool:
        return any(one.path != path and one.is_own is not False for one in self._made.things.named_by(path))

    def _find_lost(self, kind: Resource, owner: dict[str, str], reading: Reading | None) -> None:
        """Find what was made although its answer was lost or refused: it alone bears a mark that was sent for it.

        Two things with the same mark are somebody's copy, or a server's; which one is the run's cannot be told.
        """
        pointer = mark_pointer(kind.creator)
        items = reading.items if reading and pointer else []
        marks = Counter(mark for item in items if isinstance(mark := get(item, pointer or ""), str))
        for item in items:
            mark = get(item, pointer or "")
            if mark in self._made.unheard and marks[mark] == 1:
                self._made.add_found(kind, owner, as_identifier(get(item, kind.identifier)), mark)

    def _look_again(self, kind: Resource, owner: dict[str, str]) -> None:
        """Find what came late, and what is still there, though its deletion was answered, once the list had time."""
        gone = {one.identifier: one for one in self._made.deleted(kind, owner)}
        still: list[Thing] = []
        for pause in LOOK_AGAIN_SECONDS:
            time.sleep(pause)
            reading = self._read(kind, owner)
            self._find_lost(kind, owner, reading)
            shown = _identifiers(kind, reading)
            still = [thing for identifier, thing in gone.items() if identifier in shown]
            if not still:
                break
        self._note_copies(kind, reading, shown - gone.keys())
        for thing in still:
            why = f"still there after {kind.deleter.id if kind.deleter else ''} succeeded"
            self._tried = [(one, known) for one, known in self._tried if one is not thing] + [(thing, why)]

    def _note_copies(self, kind: Resource, reading: Reading | None, others: set[str | None]) -> None:
        """Say how many things bear marks of the run and are not known to be its own."""
        pointer = mark_pointer(kind.creator)
        copies = [
            item
            for item in (reading.items if reading and pointer else ())
            if str(get(item, pointer or "")).startswith(f"{self._made.label} ")
            and as_identifier(get(item, kind.identifier)) in others
        ]
        if copies:
            count = f"{len(copies)} of {kind.lister.id if kind.lister else ''}"
            self._run.note(f"{count} bear marks of this run and are not known to be its own, so they were left")

    def _read(self, kind: Resource, owner: dict[str, str]) -> Reading | None:
        """A collection as it is now; None where it cannot be read, which is said if something may be missed by it."""
        assert kind.lister is not None
        assert kind.creator is not None
        why = "not to its end"
        reading = None
        try:
            reading = read_collection(self._run, kind.lister, owner)
        except (CouldNotRun, BudgetSpent, NoAnswer, Inconclusive) as error:
            why = str(error)
        heard_of = len(self._made.things)
        if not (reading and reading.complete) and self._run.gate.ledger.creations(kind.creator) > heard_of:
            unheard = f"what {kind.creator.id} made without an answer may be left"
            self._run.note(f"{unheard}: {kind.lister.id} could not be read for it ({why})")
        return reading


def _identifiers(kind: Resource, reading: Reading | None) -> set[str | None]:
    return {as_identifier(get(item, kind.identifier)) for item in reading.items} if reading else set()
