"""What a schema says once references are followed and `allOf` is merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from scripts.codegen.document import Document, child

# A schema by the pointers of what it is composed of, all of which hold; none of them: anything.
Node = tuple[str, ...]

UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
PLAIN = ("pattern", "format", "multipleOf", "uniqueItems", "default", "readOnly", "writeOnly", "deprecated")
OVERRIDDEN = ("default", "deprecated")
REMARKS = ("title", "description", "example", "examples", "externalDocs", "xml", "$comment")
STRUCTURE = ("type", "enum", "const", "properties", "required", "items", "additionalProperties", "discriminator")
UNIONS = ("oneOf", "anyOf")
KNOWN = {*UPPER, *LOWER, *PLAIN, *REMARKS, *STRUCTURE, *UNIONS, "$ref", "allOf"}


@dataclass
class View:
    """The merged schema; `types` and `values` leave null out, None stands for any.

    `extra` is the schema of fields that are not named, None when there are none. `other` holds the keywords that
    nothing is known about, as they are written.
    """

    nullable: bool = True
    types: frozenset[str] | None = None
    values: list[Any] | None = None
    keywords: dict[str, Any] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Node] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    items: Node = ()
    extra: Node | None = ()
    members: list[Node] = field(default_factory=list)
    other: dict[str, Any] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether every type of value is taken, null among them."""
        return self.types is None and self.values is None and not self.members


def view(document: Document, node: Node) -> View:
    """Return what a schema of a document says."""
    found = View()
    _Merger(document, found).add(node)
    for name in found.required:
        found.properties.setdefault(name, ())
    return found


def resolved(document: Document, pointer: str, above: Node = ()) -> Any:
    """Return the value at a pointer with every reference in it replaced by its target, save for circles."""
    if isinstance(value := document.at(pointer), dict):
        target = unquote(value["$ref"]) if isinstance(value.get("$ref"), str) else ""
        inner = {} if not target or target in above else resolved(document, target, (*above, target))
        own = {key: resolved(document, child(pointer, key), above) for key in value if key != "$ref"}
        return inner | own if isinstance(inner, dict) else inner
    if isinstance(value, list):
        return [resolved(document, child(pointer, index), above) for index in range(len(value))]
    return value


class _Merger:
    """Adds the parts of a schema to a view, the outermost first: its remarks win."""

    def __init__(self, document: Document, found: View) -> None:
        self.document = document
        self.view = found
        self._seen: set[str] = set()

    def add(self, node: Node) -> None:
        for pointer in node:
            if pointer not in self._seen:
                self._seen.add(pointer)
                self._part(pointer)

    def _part(self, pointer: str) -> None:
        schema = self.document.at(pointer)
        if not isinstance(schema, dict):
            schema = {} if schema else {"not": {}}
        self._null(schema)
        self._types(schema)
        self._values(schema)
        self._keywords(schema)
        self._structure(pointer, schema)
        self._other(pointer, schema)
        if "$ref" in schema:
            self.add((unquote(schema["$ref"]),))
        self.add(tuple(child(pointer, "allOf", index) for index in range(len(schema.get("allOf", [])))))
        for keyword in UNIONS:
            self._union([child(pointer, keyword, index) for index in range(len(schema.get(keyword, [])))])

    def _null(self, schema: dict[str, Any]) -> None:
        allowed = [
            "null" in _as_list(schema.get("type", "null")),
            None in schema.get("enum", [None]),
            schema.get("const") is None,
        ]
        self.view.nullable = self.view.nullable and all(allowed)

    def _types(self, schema: dict[str, Any]) -> None:
        if "type" in schema:
            types = frozenset(_as_list(schema["type"])) - {"null"}
            known = self.view.types
            self.view.types = types if known is None else common(known, types)

    def _values(self, schema: dict[str, Any]) -> None:
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        if values is not None:
            known = self.view.values
            self.view.values = [value for value in values if value is not None and (known is None or value in known)]

    def _keywords(self, schema: dict[str, Any]) -> None:
        known = self.view.keywords
        for keyword, value in schema.items():
            if keyword in UPPER:
                known[keyword] = min(value, known.get(keyword, value))
            elif keyword in LOWER:
                known[keyword] = max(value, known.get(keyword, value))
            elif keyword in PLAIN and known.setdefault(keyword, value) != value and keyword not in OVERRIDDEN:
                self.view.other[f"{keyword} of a part"] = value

    def _structure(self, pointer: str, schema: dict[str, Any]) -> None:
        self.view.required |= set(schema.get("required", []))
        for name in schema.get("properties", {}):
            inner = child(pointer, "properties", name)
            self.view.properties[name] = (*self.view.properties.get(name, ()), inner)
        if "items" in schema:
            self.view.items = (*self.view.items, child(pointer, "items"))
        extra = schema.get("additionalProperties", True)
        if extra is False:
            self.view.extra = None
        elif extra is not True and self.view.extra is not None:
            self.view.extra = (*self.view.extra, child(pointer, "additionalProperties"))

    def _other(self, pointer: str, schema: dict[str, Any]) -> None:
        for keyword, value in schema.items():
            if keyword.startswith("x-"):
                self.view.extensions.setdefault(keyword, value)
            elif keyword in REMARKS or keyword == "discriminator":
                self.view.keywords.setdefault(keyword, value)
            elif keyword not in KNOWN:
                self.view.other[keyword] = resolved(self.document, child(pointer, keyword))

    def _union(self, pointers: list[str]) -> None:
        members = [pointer for pointer in pointers if not self._is_null(pointer)]
        if not pointers:
            return
        takes_null = len(members) < len(pointers) or any(self._takes_null(member) for member in members)
        nullable = self.view.nullable and takes_null
        if len(members) == 1:
            self.add((members[0],))
        elif self.view.members:
            self.view.other["a second union"] = [resolved(self.document, pointer) for pointer in members]
        else:
            self.view.members = [(pointer,) for pointer in members]
        self.view.nullable = nullable

    def _is_null(self, pointer: str) -> bool:
        schema = self.document.at(self.document.resolve(pointer))
        return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])

    def _takes_null(self, pointer: str) -> bool:
        inner = _Merger(self.document, View())
        inner._seen = set(self._seen)
        inner.add((pointer,))
        return inner.view.nullable


def common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the types that both take; a whole number is a number."""
    whole = {"integer"} if all({"integer", "number"} & types for types in (one, other)) else set()
    shared = one & other
    return shared if "number" in shared else shared | whole


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
