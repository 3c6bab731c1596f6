"""What a schema says once its references are followed and its `allOf` is merged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from scripts.spec.document import Document
from scripts.spec.objects import objects
from scripts.spec.pointers import child, parent, split, target
from scripts.spec.values import identity

# A schema by the pointers of what it is composed of, all of which hold; none of them: anything.
Node = tuple[str, ...]

UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
PLAIN = ("pattern", "format", "multipleOf", "uniqueItems")
FLAGS = ("readOnly", "writeOnly")
REMARKS = ("title", "description", "example", "examples", "externalDocs", "xml", "$comment")
OVERRIDDEN = (*REMARKS, "default", "deprecated", "discriminator")
UNIONS = ("oneOf", "anyOf")
COMPONENTS = "/components/schemas"
STRUCTURE = ("type", "enum", "const", "properties", "required", "items", "additionalProperties")
COMPOSITION = ("$ref", "$defs", "allOf", *UNIONS)
# Keywords that take every value when they are true or empty.
OPEN = (
    *("unevaluatedProperties", "unevaluatedItems", "propertyNames", "patternProperties"),
    *("dependentRequired", "dependentSchemas"),
)
# What a member of a union may say that is one value, or some, and no more.
LISTING = {"const", "enum", "type", "deprecated", *REMARKS}
BOOLEANS = {identity(True), identity(False)}


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
                yield from ((pointer,) for pointer in _inner(one.pointer, one.value, keyword))

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
        self.nullable = all(_takes_null(document, pointer) for pointer in node)
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
        self._add(node)
        self._settle()

    def _settle(self) -> None:
        """Say once what was said in several ways: required fields are fields, and the values of a list have types."""
        for name in sorted(self.required):
            self.properties.setdefault(name, ())
        if self.values is None:
            return
        if set(map(identity, self.values)) == BOOLEANS:
            self.values, self.types = None, frozenset({"boolean"})
        elif self.types is None:
            types = {_type(value) for value in self.values}
            self.types = frozenset(types - {"integer"} if "number" in types else types)
        else:
            self.values = [value for value in self.values if common(self.types, frozenset({_type(value)}))]

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
                waiting = [*_conjuncts(pointer, schema), *self._unions(pointer, schema), *waiting]
            elif schema is False:
                self.types = frozenset()

    def _part(self, pointer: str, schema: dict[str, Any]) -> None:
        self._values(schema)
        for keyword, value in schema.items():
            self._keyword(pointer, keyword, value)
        self._structure(pointer, schema)

    def _values(self, schema: dict[str, Any]) -> None:
        if "type" in schema:
            types = frozenset(_as_list(schema["type"])) - {"null"}
            self.types = types if self.types is None else common(self.types, types)
        if "const" in schema or "enum" in schema:
            self._list(_listed(schema))
        if _is_open(schema.get("not", False)):
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
        elif keyword not in (*STRUCTURE, *COMPOSITION) and not (_is_open(value) and keyword in (*OPEN, "not")):
            self.other[keyword] = self._document.expanded(child(pointer, keyword))

    def _structure(self, pointer: str, schema: dict[str, Any]) -> None:
        self.required |= set(schema.get("required", []))
        for name in schema.get("properties", {}):
            self.properties[name] = (*self.properties.get(name, ()), child(pointer, "properties", name))
        if "items" in schema:
            self.items = (*self.items, child(pointer, "items"))
        extra = schema.get("additionalProperties", True)
        if extra is False:
            self.extra = None
        elif extra is not True and self.extra is not None:
            self.extra = (*self.extra, child(pointer, "additionalProperties"))

    def _unions(self, pointer: str, schema: dict[str, Any]) -> Iterator[str]:
        """Keep the members of the unions of a part, and yield those that stand alone."""
        for keyword in UNIONS:
            members = [one for one in _inner(pointer, schema, keyword) if not _is_null(self._document.at(one))]
            schemas = [self._document.at(one) for one in members]
            if keyword in schema and not members:
                self.types = frozenset()
            elif len(members) == 1:
                yield members[0]
            elif members and all(isinstance(one, dict) and _lists_values(one) for one in schemas):
                self._list([value for one in schemas for value in _listed(one)])
            elif members and self.members:
                self.other["a second union"] = [self._document.expanded(one) for one in members]
            elif members:
                self.members = [(one,) for one in members]


def common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The types that both take; a whole number is a number."""
    whole = {"integer"} if all({"integer", "number"} & types for types in (one, other)) else set()
    shared = one & other
    return shared if "number" in shared else shared | whole


def _takes_null(document: Document, pointer: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether null is a value of a schema; what contains itself is not against it."""
    waiting, seen = [pointer], set(above)
    while waiting:
        pointer = waiting.pop()
        if pointer in seen:
            continue
        seen.add(pointer)
        schema = document.raw(pointer)
        if schema is False or (isinstance(schema, dict) and not _may_be_null(schema)):
            return False
        if isinstance(schema, dict):
            waiting += _conjuncts(pointer, schema)
            for union in filter(None, (_inner(pointer, schema, keyword) for keyword in UNIONS)):
                if not any(_takes_null(document, member, frozenset(seen)) for member in union):
                    return False
    return True


def _may_be_null(schema: dict[str, Any]) -> bool:
    """Whether the keywords of a schema that speak of whole values take null."""
    listed = None in schema.get("enum", [None]) and schema.get("const") is None
    return listed and not _is_open(schema.get("not", False)) and "null" in _as_list(schema.get("type", "null"))


def _conjuncts(pointer: str, schema: dict[str, Any]) -> Node:
    """The schemas that have to hold as well: what a schema refers to, and the parts of its `allOf`."""
    referred = (target(schema["$ref"]),) if "$ref" in schema else ()
    return (*referred, *_inner(pointer, schema, "allOf"))


def _inner(pointer: str, schema: dict[str, Any], keyword: str) -> Node:
    """The schemas that a keyword lists."""
    return tuple(child(pointer, keyword, index) for index in range(len(schema.get(keyword, []))))


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def _listed(schema: dict[str, Any]) -> list[Any]:
    """The values that a closed list or a constant names."""
    return [schema["const"]] if "const" in schema else list(schema["enum"])


def _lists_values(schema: dict[str, Any]) -> bool:
    """Whether a member of a union is a list of values and nothing else."""
    return not schema.keys().isdisjoint({"const", "enum"}) and schema.keys() <= LISTING


def _is_open(value: Any) -> bool:
    """Whether a schema, or a map of them, takes everything."""
    return value is True or value == {}


def _type(value: Any) -> str:
    """The type of a JSON value that is not null; a number without fraction is a whole one."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if value == int(value) else "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
