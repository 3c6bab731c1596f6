"""What a run knows of the target's data: real identifiers, eligible choices and bodies that should be accepted.

Everything is found through the documented operations, never through anything that only the mock offers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from contract_tests.sending.exceptions import Inconclusive
from contract_tests.sending.run import Run
from contract_tests.sending.things import as_identifier
from contract_tests.target.choices import Choices
from contract_tests.target.collections import read_collection
from contract_tests.target.different import most_different
from contract_tests.target.first_calls import FirstCalls
from contract_tests.target.own import KEPT, Own
from contract_tests.target.refusing import make_ready
from contract_tests.target.resources import Resources
from contract_tests.target.settling import Settling
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import get
from scripts.spec.resources import goes_on, is_safe

# Names nothing, as a text and as a number.
MADE_UP, MADE_UP_NUMBER = "00000000", "2147483646"
MOST_ITEMS = 1000


class TargetData:
    """The target's data, read once and refreshed where it changes.

    Args:
        run: The run to send through.
    """

    def __init__(self, run: Run) -> None:
        self._run, self._spec = run, run.spec
        self._items: dict[tuple[str, tuple[str, ...]], list[Any]] = {}
        self._first_calls = FirstCalls(run, self)
        # What everything was tried on, by the path parameter that names it.
        self._chosen: dict[str, str] = {}
        run.bring_out = partial(make_ready, run)
        self.settling = Settling(run)
        self.resources, self.choices = Resources(run, self.settling, self.path), Choices(run.spec, self)
        self.own = Own(run, self.resources, self.identifiers)

    def roots(self) -> list[Parameter]:
        """The path parameters whose values come from collections that need none themselves."""
        return [one for one in self._owners() if not self.collection(one).path_parameters]

    @property
    def root(self) -> Parameter | None:
        """The path parameter that names what everything is tried on; None where the contract has none."""
        return next(iter(self.roots()), None)

    def require(self, operation: Operation) -> dict[str, str]:
        """Path parameters with which an operation is known to succeed; the first call of an operation finds out.

        Raises:
            NotApplicable: There is nothing that the operation may be tried on.
            Inconclusive: The target has nothing to call the operation on yet, or the operation does not succeed.
        """
        path = self.path(operation)
        if path is None:
            raise Inconclusive("the target has nothing yet to call it on")
        if why := self._first_calls.why_unusable(operation, path):
            raise Inconclusive(why)
        return self.path(operation) or path

    def made_up_path(self, operation: Operation) -> dict[str, str]:
        """Path parameters of the right form that name nothing."""
        return {parameter.name: made_up(parameter) for parameter in operation.path_parameters}

    def path(self, operation: Operation) -> dict[str, str] | None:
        """Real values for the path parameters of an operation, or None where the target has none yet.

        What is changed or deleted is the run's own; what is read is there already, where the target has any.

        Raises:
            NotApplicable, Inconclusive: It changes something, and the run has and gets nothing of its own.
        """
        if not is_safe(operation) and (not operation.creates or self._spec.own_parameters(operation)):
            return self.own.path(operation)
        values: dict[str, str] = {}
        for parameter in operation.path_parameters:
            candidates = self._candidates(parameter, values)
            if not candidates:
                return None
            values[parameter.name] = candidates[0]
        return values

    def fresh(self, operation: Operation) -> dict[str, str]:
        """Path parameters of an operation that name a thing of the run which no rule has changed yet.

        Raises:
            NotApplicable, Inconclusive: as `require`.
        """
        path = self.require(operation)
        own = self._spec.own_parameters(operation)
        kinds = [kind for one in own if (kind := self._spec.resource_of(one))]
        changed = operation.extensions.get("x-changes", {}).get("resource")
        first = next((index for index, kind in enumerate(kinds) if kind.name == changed), len(kinds) - 1)
        values = {one.name: path[one.name] for one in own[:first]}
        for kind in kinds[first:]:
            values = self.own.make(kind, values, apart=goes_on(operation)).path
        return {**path, **values}

    def unknown(self, operation: Operation, parameter: Parameter, path: dict[str, str]) -> str:
        """A value of a path parameter that names nothing; for a change the name of what this run has deleted."""
        own = self._spec.own_parameters(operation)
        kind = self._spec.resource_of(parameter)
        if kind and own and own[0].pointer == parameter.pointer:
            return self.own.deleted(kind, self.collection(parameter).own_path(path)).identifier
        return made_up(parameter)

    def identifiers(self, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """The identifiers that a path parameter can take, from the collection that owns it."""
        return _texts(get(item, _identifier(parameter)) for item in self.items(self.collection(parameter), path))

    def items(self, collection: Operation, path: dict[str, str], *, fresh: bool = False) -> list[Any]:
        """Every item of a collection, over all pages; remembered unless a fresh reading is asked for."""
        own = collection.own_path(path)
        key = (collection.id, tuple(own.values()))
        if fresh or key not in self._items:
            self._items[key] = self._read(collection, own)
        return self._items[key]

    def different_owners(self, collection: Operation) -> list[dict[str, str]]:
        """Path parameters of a collection: that of the owner which all is tried on, and of others that differ most."""
        path = self.require(collection)
        if len(collection.path_parameters) != 1:
            return [path]
        (owner,) = collection.path_parameters
        items = most_different(self.items(self.collection(owner), {}))
        found = _texts(get(item, _identifier(owner)) for item in items)
        return [path, *({owner.name: one} for one in found if one != path[owner.name])]

    def identities(self, collection: Operation, items: list[Any]) -> list[str]:
        """What tells the items of a collection apart: the identifier that is taken from it, else the whole item."""
        pointers = [_identifier(one) for one in self._owners() if self.collection(one) is collection]
        found = [get(item, pointer) for item in items for pointer in pointers[:1]]
        told = len(found) == len(items) and all(isinstance(one, str | int) for one in found)
        return [str(one) for one in found] if told else [repr(item) for item in items]

    def mistaken_identifiers(self, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """Identifiers of another kind that were seen in the collection of a path parameter, or made by this run."""
        items = self.items(self.collection(parameter), path, fresh=True)
        pointers = (parameter.owner or {})["mistaken-for"]
        seen = [value for item in items for pointer in pointers for value in [get(item, pointer)]]
        made = [one.identifier for one in self.resources.created if one.path and one.path.items() <= path.items()]
        return _texts([*seen, *made])

    def other_owner(self, operation: Operation, path: dict[str, str]) -> dict[str, str] | None:
        """Path parameters that name another owner than `path` does; None for an operation that has no owner.

        Raises:
            Inconclusive: The workspace has only one.
        """
        owners = operation.path_parameters
        if not owners:
            return None
        last = owners[-1]
        above = {name: value for name, value in path.items() if name != last.name}
        kind = self._spec.resource_of(last)
        if kind and self._spec.own_parameters(operation):
            found = [self.own.kept(kind, above, index).identifier for index in range(KEPT)]
        else:
            found = self.identifiers(last, above)
        others = [one for one in found if one != path[last.name]]
        if not others:
            raise Inconclusive(f"there is only one {last.name}")
        return {**above, last.name: self._preferred(last, others)}

    def foreign_identifiers(self, operation: Operation, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """Identifiers for a path parameter that belong to another owner, such as its oldest and one of the run.

        Raises:
            Inconclusive: There is no other owner, or it has nothing.
        """
        collection, kind = self.collection(parameter), self._spec.resource_of(parameter)
        owners = collection.own_path(path)
        changes = bool(self._spec.own_parameters(operation)) and kind is not None and kind.creator is not None
        other = self.other_owner(kind.creator if changes and kind and kind.creator else collection, owners)
        if other is None:
            raise Inconclusive("there is no other owner")
        made = [self.own.kept(kind, other).identifier] if changes and kind else self._made_elsewhere(parameter, owners)
        self.items(collection, other, fresh=True)
        found = self.identifiers(parameter, other)
        if not found and not made:
            raise Inconclusive("no other owner has anything of this kind")
        return list(dict.fromkeys([*found[:1], *made[:1], *found[-1:]]))

    def _made_elsewhere(self, parameter: Parameter, owner: dict[str, str]) -> list[str]:
        """What the run has made for other owners: things that are there, and what its requests have become."""
        kind = self._spec.resource_of(parameter)
        things = [
            one for one in self._run.gate.made.things if one.resource is kind and one.is_own and not one.is_deleted
        ]
        made = [one for one in self.resources.created if "x-lifecycle" in one.operation.extensions]
        settled = [self.settling.settle(one) for one in made if one.path.keys() == owner.keys() and one.path != owner]
        there = [one.identifier for one in things if one.owner != owner and not one.is_deleted]
        return [*there, *_texts(get(item, _identifier(parameter)) for item in settled)]

    def deleted_meanwhile(self) -> str | None:
        """What everything was tried on, if it is there no longer: somebody else has deleted it."""
        for root in self.roots():
            chosen, kind = self._chosen.get(root.name), self._spec.resource_of(root)
            if chosen is None or chosen in _texts(
                get(item, _identifier(root)) for item in self.items(self.collection(root), {}, fresh=True)
            ):
                continue
            readers = [one for one in kind.readers if len(one.path_parameters) == 1] if kind else []
            if not any(self._run.send(one, {root.name: chosen}).succeeded for one in readers):
                return chosen
        return None

    def owner(self, name: str) -> Parameter:
        """The path parameter of a name whose values come from a collection."""
        (found,) = [one for one in self._owners() if one.name == name]
        return found

    def _candidates(self, parameter: Parameter, values: dict[str, str]) -> list[str]:
        """What a path parameter can name below some owners, the best first."""
        if parameter.owner is None:
            return []
        if self.collection(parameter).path_parameters:
            return self._settled_identifiers(parameter, values)
        named = self._run.target.client_id if self.root and parameter.pointer == self.root.pointer else None
        found = self.identifiers(parameter, {})
        if not named and not found:
            return []
        chosen = named or self._preferred(parameter, found)
        self._chosen.setdefault(parameter.name, chosen)
        return [chosen]

    def _preferred(self, parameter: Parameter, found: list[str]) -> str:
        """The first that names something with what every creation below it needs, else the first."""
        return next((one for one in found if self.choices.usable({parameter.name: one})), found[0])

    def _read(self, collection: Operation, path: dict[str, str]) -> list[Any]:
        """The items of a collection: no more than a run can look at, unless the app that was named comes later."""
        root, named = self.root, self._run.target.client_id
        identifier = _identifier(root) if root and named and collection is self.collection(root) else None

        def enough(items: list[Any]) -> bool:
            found = identifier is None or any(get(one, identifier) == named for one in items)
            return len(items) >= MOST_ITEMS and found

        return read_collection(self._run, collection, path, enough).items

    def _settled_identifiers(self, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """The identifiers of a collection to which things of this run may have come since it was last read."""
        collection = self.collection(parameter)
        if not self.identifiers(parameter, path) and self.resources.created:
            self.items(collection, path, fresh=True)
        # Others may delete theirs at any time.
        own = [item for item in self.items(collection, path) if self.resources.is_own(item)]
        return [*_texts(get(item, _identifier(parameter)) for item in own), *self.identifiers(parameter, path)]

    def collection(self, parameter: Parameter) -> Operation:
        """The operation that lists what a path parameter names one of."""
        return self._spec.operations[(parameter.owner or {})["collection"]]

    def _owners(self) -> list[Parameter]:
        owned = [one for operation in self._spec.operations.values() for one in operation.parameters if one.owner]
        return list({one.pointer: one for one in owned}.values())


def made_up(parameter: Parameter) -> str:
    """A value of the right form for a path parameter that names nothing."""
    return MADE_UP_NUMBER if parameter.schema.get("type") == "integer" else MADE_UP


def _identifier(parameter: Parameter) -> str:
    return str((parameter.owner or {})["identifier"])


def _texts(values: Iterable[Any]) -> list[str]:
    """The identifiers among some values, as they stand in a path."""
    return [text for one in values if (text := as_identifier(one)) is not None]
