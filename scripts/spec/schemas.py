"""What a schema says once its references are followed and its `allOf` is merged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from scripts.spec.document import Document
from scripts.spec.keywords import (
    BOOLEANS,
    COMPONENTS,
    COMPOSITION,
    FLAGS,
    LOWER,
    OPEN,
    OVERRIDDEN,
    PLAIN,
    STRUCTURE,
    UNIONS,
    UPPER,
    as_list,
    common,
    conjuncts,
    inner,
    is_null,
    is_open,
    listed,
    lists_values,
    takes_null,
    type_of,
)
from scripts.spec.objects import objects
from scripts.spec.pointers import child, parent, split, target
from scripts.spec.values import identity

# A schema by the pointers of what it is composed of, all of which hold; none of them: anything.
Node = tuple[str, ...]


class Schemas:
    """The merged schemas of a document: `schemas.merged(("/components/schemas/App",)).types`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.merged, self.node = cache(self._merged), cache(self._node)

    def _merged(self, node: Node) -> MergedSchema:
        return MergedSchema(self.document, node)

    def _node(self, node: Node) -> Node:
        """The same schema by what it refers to, where it says nothing beside that."""
        pointers = []
        for pointer in node:
            while isinstance(schema := self.document.raw(pointer), dict) and list(schema) == ["$ref"]:
                pointer = target(schema["$ref"])
            pointers.append(pointer)
        return tuple(dict.fromkeys(pointers))

    def fields(self, node: Node) -> dict[str, MergedSchema]:
        """The fields of an object, merged."""
        return {name: self.merged(field) for name, field in self.merged(node).properties.items()}

    def members(self) -> Iterator[Node]:
        """The members of all unions of the document."""
        for one in objects(self.document):
            for keyword in UNIONS if one.kind == "schema" else ():
                yield from ((pointer,) for pointer in inner(one.pointer, one.value, keyword))

    def component(self, node: Node) -> str:
        """The name of the component that a schema is, or is a reference to; empty if it is none."""
        schema = self.document.raw(node[0]) if node else None
        if isinstance(schema, dict) and "$ref" in schema:
            return split(schema["$ref"])[-1]
        return split(node[0])[-1] if node and parent(node[0]) == COMPONENTS else ""

    def kind(self, node: Node) -> str:
        """The name of the component that a schema is, or its types."""
        return self.component(node) or " or ".join(sorted(self.merged(node).types or ["any"]))

    def tags(self, node: Node) -> dict[str, str]:
        """The required fields of a schema with only one value, which therefore tell it from others."""
        schema = self.merged(node)
        values = {name: self.merged(schema.properties[name]).values for name in schema.required}
        return {name: str(known[0]) for name, known in values.items() if known is not None and len(known) == 1}


class MergedSchema:
    """A schema with all that holds for it by `$ref` and `allOf`: `MergedSchema(document, node).properties["id"]`.

    Attributes:
        nullable: Whether null is taken.
        types: The types that are taken, None for any; null is left out.
        values: The values of a closed list, None for any; null is left out.
        keywords: Limits, format, default and remarks; of two remarks the outermost.
        extensions: Its `x-` members.
        properties: The fields, those among them that are only required.
        required: The names of the fields that have to be there.
        items: The schema of the items of an array.
        extra: The schema of the fields that are not named, None when there are none.
        members: The alternatives of a union; null is left out.
        other: The keywords that nothing is known about, as they are written.
    """

    def __init__(self, document: Document, node: Node) -> None:
        self.nullable = all(takes_null(document, pointer) for pointer in node)
        self.types: frozenset[str] | None = None
        self.values: list[Any] | None = None
        self.keywords: dict[str, Any] = {}
        self.extensions: dict[str, Any] = {}
        self.properties: dict[str, Node] = {}
        self.required: set[str] = set()
        self.items: Node = ()
        self.extra: Node | None = ()
        self.members: list[Node] = []
        self.other: dict[str, Any] = {}
        self._document = document
        self._seen: set[str] = set()
        self._closed: Node = ()
        self._add(node)
        self._settle()

    def _settle(self) -> None:
        """Say once what was said in several ways: required fields are fields, and the values of a list have types."""
        for name in sorted(self.required):
            self.properties.setdefault(name, self._closed if self.extra is None else self.extra)
        if self.values is None:
            return
        if set(map(identity, self.values)) == BOOLEANS:
            self.values, self.types = None, frozenset({"boolean"})
        elif self.types is None:
            types = {type_of(value) for value in self.values}
            self.types = frozenset(types - {"integer"} if "number" in types else types)
        else:
            self.values = [value for value in self.values if common(self.types, frozenset({type_of(value)}))]

    @property
    def anything(self) -> bool:
        """Whether every type of value is taken, null among them."""
        return self.types is None and self.values is None and not self.members

    @property
    def nothing(self) -> bool:
        """Whether no value is taken."""
        return self.types == frozenset() and not self.nullable

    def _add(self, node: Node) -> None:
        waiting = list(node)
        while waiting:
            pointer = waiting.pop(0)
            if pointer in self._seen:
                continue
            self._seen.add(pointer)
            schema = self._document.raw(pointer)
            if isinstance(schema, dict):
                self._part(pointer, schema)
                waiting = [*conjuncts(pointer, schema), *self._unions(pointer, schema), *waiting]
            elif schema is False:
                self.types = frozenset()

    def _part(self, pointer: str, schema: dict[str, Any]) -> None:
        self._values(schema)
        for keyword, value in schema.items():
            self._keyword(pointer, keyword, value)
        self._structure(pointer, schema)

    def _values(self, schema: dict[str, Any]) -> None:
        if "type" in schema:
            types = frozenset(as_list(schema["type"])) - {"null"}
            self.types = types if self.types is None else common(self.types, types)
        if "const" in schema or "enum" in schema:
            self._list(listed(schema))
        if is_open(schema.get("not", False)):
            self.types = frozenset()

    def _list(self, values: list[Any]) -> None:
        """Take in a list of values: those remain that every list has."""
        known = None if self.values is None else set(map(identity, self.values))
        self.values = [one for one in values if one is not None and (known is None or identity(one) in known)]

    def _keyword(self, pointer: str, keyword: str, value: Any) -> None:
        known = self.keywords
        if keyword.startswith("x-"):
            self.extensions.setdefault(keyword, value)
        elif keyword in UPPER:
            known[keyword] = min(value, known.get(keyword, value))
        elif keyword in LOWER:
            known[keyword] = max(value, known.get(keyword, value))
        elif keyword in OVERRIDDEN:
            known.setdefault(keyword, value)
        elif keyword in FLAGS:
            known[keyword] = bool(value) or known.get(keyword, False)
        elif keyword in PLAIN:
            if known.setdefault(keyword, value) != value:
                self.other[f"{keyword} of a part"] = value
        elif keyword not in (*STRUCTURE, *COMPOSITION) and not (is_open(value) and keyword in (*OPEN, "not")):
            self.other[keyword] = self._document.expanded(child(pointer, keyword))

    def _structure(self, pointer: str, schema: dict[str, Any]) -> None:
        self.required |= set(schema.get("required", []))
        for name in schema.get("properties", {}):
            self.properties[name] = (*self.properties.get(name, ()), child(pointer, "properties", name))
        if "items" in schema:
            self.items = (*self.items, child(pointer, "items"))
        extra = schema.get("additionalProperties", True)
        if extra is False:
            self.extra, self._closed = None, (child(pointer, "additionalProperties"),)
        elif extra is not True and self.extra is not None:
            self.extra = (*self.extra, child(pointer, "additionalProperties"))

    def _unions(self, pointer: str, schema: dict[str, Any]) -> Iterator[str]:
        """Keep the members of the unions of a part, and yield those that stand alone."""
        for keyword in UNIONS:
            members = [one for one in inner(pointer, schema, keyword) if not is_null(self._document.at(one))]
            schemas = [self._document.at(one) for one in members]
            if keyword in schema and not members:
                self.types = frozenset()
            elif len(members) == 1:
                yield members[0]
            elif members and all(isinstance(one, dict) and lists_values(one) for one in schemas):
                self._list([value for one in schemas for value in listed(one)])
            elif members and self.members:
                self.other["a second union"] = [self._document.expanded(one) for one in members]
            elif members:
                self.members = [(one,) for one in members]
