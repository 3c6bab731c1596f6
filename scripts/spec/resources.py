"""The resources of a contract: which operations list, read, create, change, delete and rotate each kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scripts.spec.document import Schema
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import child, split

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
ACTING = ("x-creates", "x-changes", "x-deletes", "x-rotates")


@dataclass(frozen=True)
class Resource:
    """A kind of thing, with the operations that are about it: `spec.resources["app"].deleter`.

    `parameter` is the path parameter that names one of many; a singleton has none.
    """

    name: str
    operations: tuple[Operation, ...]
    parameter: Parameter | None

    @cached_property
    def lister(self) -> Operation | None:
        """The operation that shows many of them, or None."""
        return next((one for one in self.operations if _shows_many(one, self.name)), None)

    @cached_property
    def readers(self) -> tuple[Operation, ...]:
        """The operations that show one of them and do nothing else."""
        found = (one for one in self.operations if one.method == "GET" and not _shows_many(one, self.name))
        return tuple(found)

    @cached_property
    def creator(self) -> Operation | None:
        """The operation that makes one, rather than several at once, or None."""
        found = sorted(self._with("x-creates"), key=lambda one: "x-batch" in one.extensions)
        return found[0] if found else None

    @cached_property
    def changers(self) -> tuple[Operation, ...]:
        """The operations that change one."""
        return tuple(self._with("x-changes"))

    @cached_property
    def deleter(self) -> Operation | None:
        """The operation that deletes one, or None."""
        return next(self._with("x-deletes"), None)

    @cached_property
    def disposable(self) -> bool:
        """Whether a run can make one to try things on, know it again, and remove it afterwards."""
        if not (self.creator and self.deleter and self.parameter and self.lister):
            return False
        return (self.creator.creates or {}).get("item") == self.identifier and bool(self.readers)

    @cached_property
    def settable(self) -> frozenset[str]:
        """The fields of one that a request can set, at the top of it: what it was given does not get lost."""
        found: set[str] = set()
        for one in (*filter(None, [self.creator]), *self.changers):
            at = split(str(one.extensions.get("x-changes", {}).get("at", "")))
            fields = one.document.at(one.request_schema).get("properties", {}) if one.request_schema else {}
            found |= {at[0]} if at else set(fields)
        return frozenset(found)

    @cached_property
    def kept(self) -> frozenset[str]:
        """What of one does not get lost: the fields that can be set, and as pointers the maps with their entries."""
        return self.settable | self._fields(is_map)

    @cached_property
    def constant(self) -> frozenset[str]:
        """The fields of one, as pointers, that stay as they are as long as it is there."""
        return self._fields(lambda schema: "x-constant" in schema)

    @property
    def identifier(self) -> str:
        """Where one of many says what names it, by a pointer."""
        return str(self._owner["identifier"])

    @property
    def not_found(self) -> dict[str, Any]:
        """What an identifier gets that names nothing: its status and, where it is documented, its code."""
        return dict(self._owner["refused"])

    def path(self, owner: Mapping[str, str], identifier: str) -> dict[str, str]:
        """The path parameters that name one of many below an owner."""
        assert self.parameter is not None
        return {**owner, self.parameter.name: identifier}

    def owner_of(self, path: Mapping[str, str]) -> dict[str, str]:
        """The path parameters of what one stands below, out of those that name it."""
        return {name: value for name, value in path.items() if not self.parameter or name != self.parameter.name}

    @property
    def _owner(self) -> dict[str, Any]:
        assert self.parameter is not None
        assert self.parameter.owner is not None
        return self.parameter.owner

    def _fields(self, holds: Callable[[Schema], bool]) -> frozenset[str]:
        """The fields at the top of one, as pointers, for whose schemas something holds."""
        found: set[str] = set()
        for reader in self.readers:
            shows, document = reader.extensions["x-shows"], reader.document
            for whole in document.find(reader.response_schema or "", str(shows.get("at", ""))):
                for name in document.at(whole).get("properties", {}) if "as" not in shows else ():
                    field = child(whole, "properties", name)
                    if holds({**document.at(field), **document.raw(field)}):
                        found.add(child("", name))
        return frozenset(found)

    def _with(self, extension: str) -> Iterator[Operation]:
        return (one for one in self.operations if one.extensions.get(extension, {}).get("resource") == self.name)


def resources(operations: Mapping[str, Operation]) -> dict[str, Resource]:
    """The resources that the extensions of some operations name, by name."""
    about: dict[str, list[Operation]] = {}
    for operation in operations.values():
        for name in dict.fromkeys(_named(operation)):
            about.setdefault(name, []).append(operation)
    owned = {
        one.pointer: one for operation in operations.values() for one in operation.parameters if one.owner
    }.values()
    return {name: Resource(name, tuple(found), _parameter(name, found, owned)) for name, found in about.items()}


def shown(operation: Operation) -> dict[str, Any]:
    """`x-shows`: what a success of an operation shows of a resource; empty if it says nothing."""
    return dict(operation.extensions.get("x-shows", {}))


def shows_many(operation: Operation) -> bool:
    """Whether a success of an operation shows a collection."""
    return str(shown(operation).get("at", "")).endswith("/*")


def is_safe(operation: Operation) -> bool:
    """Whether an operation changes nothing, by its method."""
    return operation.method in SAFE_METHODS


def goes_on(operation: Operation) -> bool:
    """Whether what an operation changes may go on changing by itself."""
    return bool(operation.extensions.get("x-changes", {}).get("goes-on"))


def going_on(operation: Operation, kind: Resource) -> list[str]:
    """The places of a thing that change by themselves once an operation was called on it, or on what is below it."""
    changes = operation.extensions.get("x-changes", {})
    places: list[str] = changes.get("touches" if kind.name == changes.get("resource") else "touches-owner", [])
    return places if goes_on(operation) else []


def may_change(operation: Operation, named: Mapping[str, str], path: Mapping[str, str]) -> bool:
    """Whether an operation, called with some path parameters, may change the thing that others name.

    That is what it is called on, what stands above that, and what stands below it unless the operation made it.
    """
    return path.items() <= named.items() or (named.items() <= path.items() and not operation.creates)


def is_map(schema: Schema) -> bool:
    """Whether an object is a map: its names are those of its entries."""
    return isinstance(schema.get("additionalProperties"), dict) and not schema.get("properties")


def _named(operation: Operation) -> Iterator[str]:
    for extension in ("x-shows", *ACTING):
        if extension in operation.extensions:
            yield str(operation.extensions[extension]["resource"])


def _shows_many(operation: Operation, name: str) -> bool:
    return shown(operation).get("resource") == name and shows_many(operation)


def _parameter(name: str, operations: Iterable[Operation], owned: Iterable[Parameter]) -> Parameter | None:
    """The path parameter whose values come from the collection of a resource."""
    lists = {one.id for one in operations if _shows_many(one, name)}
    lists |= {str(one.creates["collection"]) for one in operations if one.creates and "collection" in one.creates}
    return next((one for one in owned if (one.owner or {})["collection"] in lists), None)
