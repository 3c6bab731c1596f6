"""What a run knows of the target's data: real identifiers, eligible choices and bodies that should be accepted.

Everything is found through the documented operations, never through anything that only the mock offers.
"""

from __future__ import annotations

from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.exceptions import Inconclusive, NoAnswer
from contract_tests.sending.run import Run
from contract_tests.target.choices import Choices
from contract_tests.target.collections import read_collection
from contract_tests.target.resources import Resources, picks
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import get

MADE_UP = "00000000"
MOST_ITEMS = 1000
NOT_ALIVE = "the operation does not succeed even when it should"


class TargetData:
    """The target's data, read once and refreshed where it changes.

    Args:
        run: The run to send through.
    """

    def __init__(self, run: Run) -> None:
        self._run, self._spec = run, run.spec
        self._items: dict[tuple[str, tuple[str, ...]], list[Any]] = {}
        self._unusable: dict[str, str | None] = {}
        self.resources, self.choices = Resources(run), Choices(run.spec, self)

    @property
    def client_id(self) -> str:
        """The app under test: the one that was named, else the first with something eligible, else the first."""
        return self._run.target.client_id or self._preferred(self.apps())

    def apps(self) -> list[str]:
        """The identifiers of the apps, in the order of the collection."""
        return self.identifiers(self._root_owner(), {})

    def _preferred(self, apps: list[str]) -> str:
        """The first of some apps with something eligible, else the first."""
        root = self._root_owner().name
        return next((one for one in apps if self.choices.usable({root: one})), apps[0])

    def require(self, operation: Operation) -> dict[str, str]:
        """Path parameters with which an operation is known to succeed; the first call of an operation finds out.

        Raises:
            Inconclusive: The target has nothing to call the operation on yet, or the operation does not succeed.
        """
        path = self.path(operation)
        if path is None:
            raise Inconclusive("the target has nothing yet to call it on")
        if operation.id not in self._unusable:
            with self._run.rule("liveness/answers"):
                self._unusable[operation.id] = self._first_call(operation, path)
        if why := self._unusable[operation.id]:
            raise Inconclusive(why)
        return self.path(operation) or path

    def made_up_path(self, operation: Operation) -> dict[str, str]:
        """Path parameters of the right form that name nothing."""
        return {parameter.name: MADE_UP for parameter in operation.parameters_in("path")}

    def path(self, operation: Operation) -> dict[str, str] | None:
        """Real values for the path parameters of an operation, or None where the target has none yet."""
        values: dict[str, str] = {}
        for parameter in operation.parameters_in("path"):
            root = parameter.name == self._root_owner().name
            candidates = [self.client_id] if root else self._settled_identifiers(parameter, values)
            if not candidates:
                return None
            values[parameter.name] = candidates[0]
        return values

    def identifiers(self, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """The identifiers that a path parameter can take, from the collection that owns it."""
        owner = parameter.owner or {}
        items = self.items(self._spec.operations[owner["collection"]], path)
        found = [get(item, owner["identifier"]) for item in items]
        return [value for value in found if isinstance(value, str) and value]

    def items(self, collection: Operation, path: dict[str, str], *, fresh: bool = False) -> list[Any]:
        """Every item of a collection, over all pages; remembered unless a fresh reading is asked for."""
        own = {parameter.name: path[parameter.name] for parameter in collection.parameters_in("path")}
        key = (collection.id, tuple(own.values()))
        if fresh or key not in self._items:
            self._items[key] = self._read(collection, own)
        return self._items[key]

    def _read(self, collection: Operation, path: dict[str, str]) -> list[Any]:
        """The items of a collection: no more than a run can look at, unless the app that was named comes later."""
        wanted = None if collection.parameters_in("path") else self._run.target.client_id
        items: list[Any] = []
        for item in read_collection(self._run, collection, path):
            items.append(item)
            found = wanted is None or any(get(one, self._root_identifier) == wanted for one in items[-1:])
            wanted = None if found else wanted
            if len(items) >= MOST_ITEMS and wanted is None:
                break
        return items

    @property
    def _root_identifier(self) -> str:
        return str((self._root_owner().owner or {})["identifier"])

    def identities(self, collection: Operation, items: list[Any]) -> list[str]:
        """What tells the items of a collection apart: the identifier that is taken from it, else the whole item."""
        pointers = [
            one.owner["identifier"] for one in self._owners() if one.owner and one.owner["collection"] == collection.id
        ]
        found = [get(item, pointer) for item in items for pointer in pointers[:1]]
        told = len(found) == len(items) and all(isinstance(one, str) for one in found)
        return [str(one) for one in found] if told else [repr(item) for item in items]

    def mistaken_identifiers(self, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """Identifiers of another kind that were seen in the collection of a path parameter, or made by this run."""
        owner = parameter.owner or {}
        items = self.items(self._spec.operations[owner["collection"]], path, fresh=True)
        seen = [value for item in items for pointer in owner["mistaken-for"] for value in [get(item, pointer)]]
        made = [creation.identifier for creation in self.resources.created if creation.path.items() <= path.items()]
        return [value for value in [*seen, *made] if isinstance(value, str)]

    def other_owner(self, path: dict[str, str]) -> dict[str, str]:
        """Path parameters that name another owner than `path` does.

        Raises:
            Inconclusive: The workspace has only one.
        """
        root = self._root_owner().name
        others = [one for one in self.apps() if one != path[root]]
        if not others:
            raise Inconclusive("the workspace has only one app")
        return {root: self._preferred(others)}

    def foreign_identifier(self, parameter: Parameter, path: dict[str, str]) -> str:
        """An identifier for a path parameter that belongs to another owner.

        Raises:
            Inconclusive: There is no other owner, or it has nothing.
        """
        other = self.other_owner(path)
        collection = self._spec.operations[(parameter.owner or {})["collection"]]
        self.items(collection, other, fresh=True)
        for identifier in self.identifiers(parameter, other):
            return identifier
        for creation in self.resources.created:
            if creation.path == other:
                return str(get(self.resources.settle(creation), (parameter.owner or {})["identifier"]))
        raise Inconclusive("no other app has anything of this kind")

    def _settled_identifiers(self, parameter: Parameter, path: dict[str, str]) -> list[str]:
        """The identifiers of a collection to which things of this run may have come since it was last read."""
        owner = parameter.owner or {}
        collection = self._spec.operations[owner["collection"]]
        if not self.identifiers(parameter, path) and self.resources.created:
            self.items(collection, path, fresh=True)
        # Others may delete theirs at any time.
        own = [item for item in self.items(collection, path) if self.resources.is_own(item)]
        mine = [value for item in own if isinstance(value := get(item, owner["identifier"]), str)]
        return [*mine, *self.identifiers(parameter, path)]

    def _first_call(self, operation: Operation, path: dict[str, str]) -> str | None:
        """Why an operation is of no use, or None; where others deleted what it was called on, it is called again."""
        try:
            why = self._why_unusable(operation, path)
            other = self.path(operation)
            return self._why_unusable(operation, other) if why and other and other != path else why
        except NoAnswer as error:
            # Nobody else needs to wait for it, or to create what nobody hears of.
            return str(error)

    def _why_unusable(self, operation: Operation, path: dict[str, str]) -> str | None:
        """Make the call that has to succeed, report it if it does not, and say why nothing else can be asked."""
        if not operation.creates:
            exchange = self._run.send(operation, path, body=self.resources.body(operation))
            if exchange.status == 404 and self._is_gone(operation, path):
                return "what it was called on was deleted meanwhile"
            self._run.expect_success(exchange)
            return None if exchange.succeeded else NOT_ALIVE
        exchange = self._first_creation(operation, path)
        if exchange.status == 400 and not self._accepts_more(operation, path):
            return "it refuses every body, with every choice that the target's data call eligible"
        self._run.expect_success(exchange)
        return None if exchange.succeeded else NOT_ALIVE

    def _is_gone(self, operation: Operation, path: dict[str, str]) -> bool:
        """Whether a collection no longer shows what a path names, so that not finding it is right."""
        for parameter in operation.parameters_in("path"):
            if parameter.owner:
                self.items(self._spec.operations[parameter.owner["collection"]], path, fresh=True)
                if path[parameter.name] not in self.identifiers(parameter, path):
                    return True
        return False

    def _first_creation(self, operation: Operation, path: dict[str, str]) -> Exchange:
        """Create without an idempotency key, which is optional, or with one where the answer to that was lost."""
        try:
            return self.resources.create(operation, path, headers={})
        except NoAnswer:
            return self.resources.create(operation, path)

    def _accepts_more(self, operation: Operation, path: dict[str, str]) -> bool:
        """Whether an operation that refuses the smallest body accepts one with a choice, or with every field.

        Where it does not, the target may have nothing eligible, and what that gets is published nowhere.
        """
        choices = self.choices.eligible(operation, path)
        bodies = [
            {**fields, **pick} for fields in ({}, self.resources.every_field(operation)) for pick in picks(choices)
        ]
        return not choices or any(
            self.resources.create(operation, path, body=self.resources.body(operation, **body)).succeeded
            for body in bodies
        )

    def owner(self, name: str) -> Parameter:
        """The path parameter of a name whose values come from a collection."""
        (found,) = [one for one in self._owners() if one.name == name]
        return found

    def _root_owner(self) -> Parameter:
        return next(
            one
            for one in self._owners()
            if not self._spec.operations[(one.owner or {})["collection"]].parameters_in("path")
        )

    def _owners(self) -> list[Parameter]:
        owned = [one for operation in self._spec.operations.values() for one in operation.parameters if one.owner]
        return list({one.pointer: one for one in owned}.values())
