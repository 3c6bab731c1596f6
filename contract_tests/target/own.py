"""Things that a run makes to try on what it must not try on what is there."""

from __future__ import annotations

from collections.abc import Callable

from contract_tests.sending.exceptions import Inconclusive, NotApplicable
from contract_tests.sending.run import Run
from contract_tests.sending.things import Thing
from contract_tests.target.refusing import is_refusing
from contract_tests.target.resources import Resources
from scripts.spec.operations import Operation, Parameter
from scripts.spec.resources import Resource, goes_on

# The first two of a kind are kept for changes and comparisons; any later one may be deleted.
KEPT = 2


class Own:
    """Gives operations things of the run to work on: `own.path(operation)`.

    Args:
        run: The run to send through.
        resources: What creates things.
        identifiers: Gives the values that a path parameter can take, from the collection below some others.
    """

    def __init__(
        self, run: Run, resources: Resources, identifiers: Callable[[Parameter, dict[str, str]], list[str]]
    ) -> None:
        self._run, self._resources, self._identifiers = run, resources, identifiers
        # What each operation failed to make below an owner, and why.
        self._failed: dict[tuple[str, tuple[str, ...]], str] = {}
        # What changes by itself, since it was tried on, and what one operation alone is tried on for that reason.
        self._apart: list[Thing] = []
        self._tried_on: dict[tuple[str, str, tuple[str, ...]], Thing] = {}

    def path(self, operation: Operation) -> dict[str, str]:
        """Path parameters that name things of the run: one that is to be kept, or for a deletion one that is not.

        Raises:
            NotApplicable: No operation makes what this one would change.
            Inconclusive: What makes it failed.
        """
        if not self._run.spec.own_parameters(operation) and not operation.creates:
            raise NotApplicable("no operation makes a thing to try it on that can be deleted again")
        values: dict[str, str] = {}
        for parameter in operation.path_parameters:
            kind = self._run.spec.resource_of(parameter)
            if kind and kind.disposable:
                values = self._fitting(operation, kind, values).path
            else:
                values[parameter.name] = self._existing(parameter, values)
        return values

    def _fitting(self, operation: Operation, kind: Resource, owner: dict[str, str]) -> Thing:
        """A thing of a kind below an owner that may come out of an operation as that leaves it."""
        if kind.deleter is operation:
            return self.expendable(kind, owner)
        if not goes_on(operation):
            return self.kept(kind, owner)
        key = operation.id, kind.name, tuple(owner.values())
        tried = self._tried_on.get(key)
        if tried is None or tried.is_going or not tried.is_usable:
            self._tried_on[key] = self.make(kind, owner, apart=True)
        return self._tried_on[key]

    def kept(self, kind: Resource, owner: dict[str, str], index: int = 0) -> Thing:
        """The first thing of a kind below an owner, or the second, which no rule deletes."""
        made = self._run.gate.made
        while True:
            living = [one for one in self._living(kind, owner) if made.is_own(one)]
            if len(living) > index:
                return living[index]
            self.make(kind, owner)

    def expendable(self, kind: Resource, owner: dict[str, str]) -> Thing:
        """A thing of a kind below an owner that may be deleted."""
        living = self._living(kind, owner)[KEPT:]
        ready = (one for one in reversed(living) if not is_refusing(self._run, one))
        thing = next(ready, None)
        assert kind.creator is not None
        return self._checked(thing, kind.creator) if thing else self.make(kind, owner)

    def deleted(self, kind: Resource, owner: dict[str, str]) -> Thing:
        """A thing of a kind that was made and deleted: its identifier names nothing any more, and is nobody else's."""
        gone = self._run.gate.made.deleted(kind, owner)
        if gone:
            return gone[-1]
        thing = self.expendable(kind, owner)
        assert kind.deleter is not None
        exchange = self._run.send(kind.deleter, thing.path)
        if not exchange.succeeded:
            raise Inconclusive(f"{kind.deleter.id} does not delete what was made")
        return thing

    def _living(self, kind: Resource, owner: dict[str, str]) -> list[Thing]:
        """The things of a kind below an owner that are there and change by nothing but requests."""
        apart = {id(one) for one in self._apart}
        return [one for one in self._run.gate.made.living(kind, owner) if id(one) not in apart]

    def make(
        self, kind: Resource, owner: dict[str, str], *, apart: bool = False, creator: Operation | None = None
    ) -> Thing:
        """Make a thing of a kind below an owner, which nothing else is tried on where it is to stand apart.

        Args:
            creator: The operation that makes it, if it is not the usual one.

        Raises:
            Inconclusive: It failed, now or before.
        """
        creator = creator or kind.creator
        assert creator is not None
        key = creator.id, tuple(owner.values())
        if why := self._failed.get(key):
            raise Inconclusive(why)
        before = len(self._run.gate.made.things)
        exchange = self._resources.create(creator, owner)
        if exchange.status == 400 and "x-idempotency" in creator.extensions:
            # Where keys of its form are refused, what else there is to try need not fail for that.
            exchange = self._resources.create(creator, owner, headers={})
        made = [one for one in self._run.gate.made.things[before:] if one.resource is kind]
        if not exchange.succeeded or not made:
            self._failed[key] = f"{creator.id} made nothing that could be tried on"
            raise Inconclusive(self._failed[key])
        self._apart += made[:1] if apart else []
        return self._checked(made[0], creator)

    def _checked(self, thing: Thing, creator: Operation) -> Thing:
        if not self._run.gate.made.is_own(thing):
            why = f"what {creator.id} says it made is not known to be the run's own"
            self._failed[creator.id, tuple(thing.owner.values())] = why
            raise Inconclusive(why)
        return thing

    def _existing(self, parameter: Parameter, values: dict[str, str]) -> str:
        found = self._identifiers(parameter, values) if parameter.owner else []
        if not found:
            raise NotApplicable(f"no operation makes what {parameter.name} names")
        return found[0]
