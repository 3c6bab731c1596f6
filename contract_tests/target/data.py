"""What a run knows of the target's data: real identifiers, eligible choices and bodies that should be accepted.

Everything is found through the documented operations, never through anything that only the mock offers.
"""

from __future__ import annotations

from typing import Any

from contract_tests.sending.exceptions import CouldNotRun, Inconclusive
from contract_tests.sending.run import Run
from contract_tests.target.choices import Choices
from contract_tests.target.collections import read_collection
from contract_tests.target.resources import Resources, picks
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import get

MADE_UP = "00000000"
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
        # As they were in the collection that stands first.
        self._apps: tuple[list[Any], list[str]] = ([], [])
        self.resources, self.choices = Resources(run), Choices(run.spec, self)

    def check(self) -> None:
        """Make sure that there is something to test.

        Raises:
            CouldNotRun: The target is unreachable, refuses the key, or has no app, or not the one that was named.
            Inconclusive: An operation that everything depends on has drifted, which is reported.
        """
        for operation in self._spec.operations.values():
            if not operation.parameters_in("path") and operation.method == "GET":
                exchange = self._run.send(operation, {})
                if exchange.status in (401, 403):
                    raise CouldNotRun(f"the key is refused (status {exchange.status}); check CONNECT_API_KEY")
                if not exchange.succeeded and not self._api_is_there():
                    raise CouldNotRun(f"{operation.id} answers {exchange.status}; is the base URL right?")
                if not exchange.succeeded:
                    self._run.expect_success(exchange)
                    raise Inconclusive(f"{operation.id} does not succeed, and everything else depends on it")
        root = self._root_owner()
        known = self.identifiers(root, {})
        wanted = self._run.target.client_id
        if not known and self._run.findings.reported:
            raise Inconclusive("the apps cannot be read, and everything else depends on them")
        if not known:
            raise CouldNotRun("the workspace has no app; create one in the console")
        if wanted and wanted not in known:
            raise CouldNotRun(f"the workspace has no app {wanted}; check CONNECT_CLIENT_ID")

    def _api_is_there(self) -> bool:
        """Whether an operation refuses a request without credentials as documented, so that the base URL is right."""
        refused = self._run.spec.credentials_refused
        probed = [one for one in self._spec.operations.values() if one.parameters_in("path") and one.method == "GET"]
        exchanges = (self._run.send(one, self.made_up_path(one), authorization=None) for one in probed)
        return any((one.status, one.error_code) == (refused["status"], refused["code"]) for one in exchanges)

    @property
    def client_id(self) -> str:
        """The app under test: the one that was named, else the first with something eligible, else the first."""
        named = self._run.target.client_id
        return named or self.apps()[0]

    def apps(self) -> list[str]:
        """The apps' identifiers, the one under test first and those with something eligible before the others."""
        root = self._root_owner()
        items = self.items(self._spec.operations[(root.owner or {})["collection"]], {})
        if self._apps[0] is not items:
            known = self.identifiers(root, {})
            usable = [one for one in known if self.choices.usable({root.name: one})]
            named = [one for one in known if one == self._run.target.client_id]
            self._apps = items, list(dict.fromkeys([*named, *usable, *known]))
        return self._apps[1]

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
                self._unusable[operation.id] = self._why_unusable(operation, path)
        why = self._unusable[operation.id]
        if why:
            raise Inconclusive(why)
        return path

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
            self._items[key] = list(read_collection(self._run, collection, own))
        return self._items[key]

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
        return {root: others[0]}

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
        known = self.identifiers(parameter, path)
        if not known and self.resources.created:
            self.items(self._spec.operations[(parameter.owner or {})["collection"]], path, fresh=True)
        return known or self.identifiers(parameter, path)

    def _why_unusable(self, operation: Operation, path: dict[str, str]) -> str | None:
        """Make the call that has to succeed, report it if it does not, and say why nothing else can be asked."""
        if not operation.creates:
            exchange = self._run.send(operation, path, body=self.resources.body(operation))
            self._run.expect_success(exchange)
            return None if exchange.succeeded else NOT_ALIVE
        # Without an idempotency key, which is optional: what comes later has one.
        exchange = self.resources.create(operation, path, headers={})
        if exchange.status == 400 and not self._accepts_more(operation, path):
            return "it refuses every body, with every choice that the target's data call eligible"
        self._run.expect_success(exchange)
        return None if exchange.succeeded else NOT_ALIVE

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
