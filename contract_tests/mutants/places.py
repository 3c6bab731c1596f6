"""The documented places of an answer at every depth, derived from its schema, and the values that stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.judging.states import place_of
from contract_tests.mutants.rewrites import json_body
from contract_tests.mutants.wire import Rewrite
from scripts.spec.document import Document, Schema
from scripts.spec.keywords import UNIONS
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT, child, get, mapped
from scripts.spec.resources import shown
from scripts.spec.unions import members

EACH = "*"
# The object or array that holds a value, and its name or index there.
Site = tuple[Any, Any]


@dataclass(frozen=True)
class Place:
    """A documented value: `place.sites([body])` is where it stands in a body.

    It is a property (`step` is its name), or each element of an array or map (`step` is `*`). The root has no parent.
    For a member of a union, `tag` is the property that selects it, with its value where that is what does.
    """

    document: Document
    parent: Place | None
    step: str
    pointer: str
    required: bool
    tag: tuple[str, str | None] | None = None

    @property
    def schema(self) -> Schema:
        """The schema of the value."""
        schema: Schema = self.document.at(self.pointer)
        return schema

    @property
    def types(self) -> list[str]:
        """The JSON types that the value may have."""
        return _types(self.document, self.schema)

    @property
    def is_secret(self) -> bool:
        """Whether the value, or one around it, is meant to be secret."""
        if self.schema.get("x-secret") or self.document.raw(self.pointer).get("x-secret"):
            return True
        return self.parent is not None and self.parent.is_secret

    def __str__(self) -> str:
        if self.parent is None:
            return ""
        return f"{self.parent}/{self.step}" if self.tag is None else f"{self.parent}[{self.tag[1] or self.tag[0]}]"

    def sites(self, root: list[Any], *, fill: bool = True) -> list[Site]:
        """The sites of the value in a body, which is given as the only element of a list.

        A property that no object of the body has, and a plain value that no array has, is put into one of them first,
        unless `fill` is false.
        """
        if self.parent is None:
            return [(root, 0)]
        around = self.parent._filled(root) if fill else self.parent.sites(root, fill=False)
        values = [container[key] for container, key in around]
        objects = [value for value in values if isinstance(value, dict)]
        if self.tag is not None:
            return [(container, key) for container, key in around if self._selects(container[key])]
        if self.step == EACH:
            arrays = [value for value in values if isinstance(value, list)]
            if fill and arrays and not any(arrays) and not {"object", "array"} & set(self.types):
                arrays[0].append(sample(self.document, self.schema))
            return [(value, key) for value in values for key in _keys(value)]
        if fill and objects and not any(self.step in one for one in objects):
            objects[0][self.step] = sample(self.document, self.schema)
        return [(one, self.step) for one in objects if self.step in one]

    def rewrite(self, change: Callable[[Any, Any], object], most: int | None = None) -> Rewrite:
        """A rewrite of answers: `change` is given the container and the key of each site, of `most` sites at most."""

        def changed(body: Any) -> Any:
            root = [body]
            for container, key in self.sites(root)[:most]:
                change(container, key)
            return root[0]

        return json_body(changed)

    def _selects(self, value: Any) -> bool:
        """Whether a value is of this member of a union."""
        assert self.tag is not None
        name, branch = self.tag
        found = get(value, child("", name))
        return found is not ABSENT if branch is None else bool(found == branch)

    def _filled(self, root: list[Any]) -> list[Site]:
        """The sites whose value is not null; one is given a value where all are."""
        sites = self.sites(root)
        if sites and all(container[key] is None for container, key in sites):
            container, key = sites[0]
            container[key] = sample(self.document, self.schema)
        return [(container, key) for container, key in sites if container[key] is not None]


def places(document: Document, pointer: str) -> Iterator[Place]:
    """Every documented place of the schema at `pointer`, the outermost first."""
    return _within(Place(document, None, "", pointer, True))


def answered(operation: Operation) -> Iterator[Place]:
    """Every documented place of the answer of success of an operation, but for the items of a list that it empties."""
    empty = _emptied(operation)
    for place in places(operation.document, operation.response_schema) if operation.response_schema else ():
        if not any(f"{place}/".startswith(f"{one}/{EACH}/") for one in empty):
            yield place


def sample(document: Document, schema: Schema) -> Any:
    """A value that keeps to a schema and is not null where it need not be."""
    schema = document.resolve(schema)
    documented = [*schema.get("examples", []), *schema.get("enum", []), *schema.get("x-extensible-enum", [])]
    for value in [*documented, schema.get("const")]:
        if value is not None:
            return value
    for keyword in UNIONS:
        if keyword in schema:
            return sample(document, schema[keyword][0])
    if schema.get("format") == "date-time":
        return "2026-04-08T10:00:00.000Z"
    match _types(document, schema)[0]:
        case "object":
            return _sample_object(document, schema)
        case "array":
            return [sample(document, schema["items"])]
        case "integer":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
    return "text"


def another(value: Any) -> Any:
    """A value of the same type that differs."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case list():
            return value[:-1] or ["another"]
        case str():
            return f"{value[:150]} and more"
    return "another"


def _emptied(operation: Operation) -> list[str]:
    """The lists in the answer of an operation that it stores as empty ones."""
    stores = operation.extensions.get("x-changes", {}).get("stores", []) if shown(operation) else []
    return [place_of(operation, one["to"]) for one in stores if one.get("const") == []]


def _within(place: Place) -> Iterator[Place]:
    yield place
    for member in _members(place):
        yield from _within(member)


def _members(place: Place) -> Iterator[Place]:
    document = place.document
    if "discriminator" in place.schema:
        union = place.schema["discriminator"]
        for value, reference in union["mapping"].items():
            yield Place(document, place, "", mapped(reference), True, (union["propertyName"], value))
        return
    if found := members(document, place.pointer):
        for pointer, telling in found:
            yield Place(document, place, "", pointer, True, (telling.needed, None))
        return
    for branch in document.branches(place.pointer):
        schema = document.raw(branch)
        for name in schema.get("properties", {}):
            required = name in schema.get("required", [])
            yield Place(document, place, name, child(branch, "properties", name), required)
        for keyword in ("items", "additionalProperties"):
            # A branch that no sample takes is in no answer either.
            if isinstance(schema.get(keyword), dict) and "/anyOf/1" not in branch:
                yield Place(document, place, EACH, child(branch, keyword), False)


def _types(document: Document, schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [name for branch in schema["anyOf"] for name in _types(document, document.resolve(branch))]
    declared = schema.get("type", "object")
    return [declared] if isinstance(declared, str) else list(declared)


def _sample_object(document: Document, schema: Schema) -> dict[str, Any]:
    element = schema.get("additionalProperties")
    properties = {name: sample(document, inner) for name, inner in schema.get("properties", {}).items()}
    return properties or {"some": sample(document, element) if isinstance(element, dict) else "text"}


def _keys(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value)
    return list(range(len(value))) if isinstance(value, list) else []
