"""What a schema says once its references are followed and its `allOf` is merged."""

from __future__ import annotations

from functools import cache
from typing import Any

from scripts.spec.document import Document
from scripts.spec.pointers import child, split, target

# A schema by the pointers of what it is composed of, all of which hold; none of them: anything.
Node = tuple[str, ...]

UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
PLAIN = ("pattern", "format", "multipleOf", "uniqueItems", "readOnly", "writeOnly")
REMARKS = ("title", "description", "example", "examples", "externalDocs", "xml", "$comment")
OVERRIDDEN = (*REMARKS, "default", "deprecated", "discriminator")
UNIONS = ("oneOf", "anyOf")
STRUCTURE = ("type", "enum", "const", "properties", "required", "items", "additionalProperties")
COMPOSITION = ("$ref", "allOf", *UNIONS)


class Schemas:
    """The merged schemas of a document: `schemas.merged(("/components/schemas/App",)).types`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.merged = cache(self._merged)

    def _merged(self, node: Node) -> MergedSchema:
        return MergedSchema(self.document, node)

    def component(self, node: Node) -> str:
        """The name of the component that a schema is a reference to; empty if it is none."""
        schema = self.document.raw(node[0]) if node else None
        return split(schema["$ref"])[-1] if isinstance(schema, dict) and "$ref" in schema else ""

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
        for name in sorted(self.required):
            self.properties.setdefault(name, ())

    @property
    def anything(self) -> bool:
        """Whether every type of value is taken, null among them."""
        return self.types is None and self.values is None and not self.members

    def _add(self, node: Node) -> None:
        for pointer in node:
            if pointer not in self._seen:
                self._seen.add(pointer)
                schema = self._document.raw(pointer)
                if isinstance(schema, dict):
                    self._part(pointer, schema)
                elif schema is False:
                    self.other["not"] = {}

    def _part(self, pointer: str, schema: dict[str, Any]) -> None:
        self._values(schema)
        for keyword, value in schema.items():
            self._keyword(pointer, keyword, value)
        self._structure(pointer, schema)
        if "$ref" in schema:
            self._add((target(schema["$ref"]),))
        self._add(_inner(pointer, schema, "allOf"))
        for keyword in UNIONS:
            self._union(_inner(pointer, schema, keyword))

    def _values(self, schema: dict[str, Any]) -> None:
        if "type" in schema:
            types = frozenset(_as_list(schema["type"])) - {"null"}
            self.types = types if self.types is None else common(self.types, types)
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        if values is not None:
            known = self.values
            self.values = [value for value in values if value is not None and (known is None or value in known)]

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
        elif keyword in PLAIN:
            if known.setdefault(keyword, value) != value:
                self.other[f"{keyword} of a part"] = value
        elif keyword not in (*STRUCTURE, *COMPOSITION):
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

    def _union(self, pointers: Node) -> None:
        members = [pointer for pointer in pointers if not _is_null(self._document.at(pointer))]
        if len(members) == 1:
            self._add((members[0],))
        elif members and self.members:
            self.other["a second union"] = [self._document.expanded(pointer) for pointer in members]
        elif members:
            self.members = [(pointer,) for pointer in members]


def common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The types that both take; a whole number is a number."""
    whole = {"integer"} if all({"integer", "number"} & types for types in (one, other)) else set()
    shared = one & other
    return shared if "number" in shared else shared | whole


def _takes_null(document: Document, pointer: str, above: tuple[str, ...] = ()) -> bool:
    """Whether null is a value of a schema; what contains itself is not against it."""
    schema = document.raw(pointer)
    if pointer in above or not isinstance(schema, dict):
        return True
    if "null" not in _as_list(schema.get("type", "null")):
        return False
    if None not in schema.get("enum", [None]) or schema.get("const") is not None:
        return False
    above = (*above, pointer)
    parts = [*_inner(pointer, schema, "allOf"), *([target(schema["$ref"])] if "$ref" in schema else [])]
    unions = [union for keyword in UNIONS if (union := _inner(pointer, schema, keyword))]
    return all(_takes_null(document, part, above) for part in parts) and all(
        any(_takes_null(document, member, above) for member in union) for union in unions
    )


def _inner(pointer: str, schema: dict[str, Any], keyword: str) -> Node:
    """The schemas that a keyword lists."""
    return tuple(child(pointer, keyword, index) for index in range(len(schema.get(keyword, []))))


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
