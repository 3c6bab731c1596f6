"""The documented places of an answer at every depth, derived from its schema, and the values that stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.spec import Schema, Spec

EACH = "*"
Site = tuple[Any, Any]


@dataclass(frozen=True)
class Place:
    """A documented value: a property (`step` is its name), or each element of an array or map (`step` is `*`).

    The root has no parent. Below a tagged union, `tag` is the property and the value that select the branch.
    """

    spec: Spec
    parent: Place | None
    step: str
    pointer: str
    required: bool
    tag: tuple[str, str] | None = None

    @property
    def schema(self) -> Schema:
        """The schema of the value."""
        schema: Schema = self.spec.at(self.pointer)
        return schema

    @property
    def types(self) -> list[str]:
        """The JSON types that the value may have."""
        return _types(self.spec, self.schema)

    @property
    def closed(self) -> bool:
        """Whether the value is an object with documented fields only."""
        return bool(self.schema.get("properties")) and not self.schema.get("additionalProperties")

    @property
    def is_free(self) -> bool:
        """Whether the value is an object that may have any field."""
        return self.schema.get("additionalProperties") is True

    def __str__(self) -> str:
        if self.parent is None:
            return ""
        return f"{self.parent}/{self.step}" if self.tag is None else f"{self.parent}[{self.tag[1]}]"

    def sites(self, document: list[Any]) -> list[Site]:
        """The containers and keys of the values in a document, which is given as the only element of a list.

        A property that no object of the document has is put into one of them first, so that there is a site.
        """
        if self.parent is None:
            return [(document, 0)]
        around = self.parent._filled(document)
        if self.tag is not None:
            name, branch = self.tag
            return [(box, key) for box, key in around if box[key].get(name) == branch]
        values = [container[key] for container, key in around]
        if self.step == EACH:
            return [(value, key) for value in values for key in _keys(value)]
        objects = [value for value in values if isinstance(value, dict)]
        if objects and not any(self.step in one for one in objects):
            objects[0][self.step] = sample(self.spec, self.schema)
        return [(one, self.step) for one in objects if self.step in one]

    def _filled(self, document: list[Any]) -> list[Site]:
        """The sites whose value is not null; one is given a value where all are."""
        sites = self.sites(document)
        filled = [(container, key) for container, key in sites if container[key] is not None]
        if sites and not filled:
            container, key = sites[0]
            container[key] = sample(self.spec, self.schema)
            filled = sites[:1]
        return filled


def places(spec: Spec, pointer: str) -> list[Place]:
    """Every documented place of the schema at `pointer`, the outermost first."""
    return list(_below(Place(spec, None, "", spec.locate(pointer), True)))


def sample(spec: Spec, schema: Schema) -> Any:
    """A value that keeps to a schema and is not null where it need not be."""
    schema = spec.resolve(schema)
    told = [*schema.get("examples", []), *schema.get("enum", []), *schema.get("x-extensible-enum", [])]
    for value in [*told, *([schema["const"]] if "const" in schema else [])]:
        if value is not None:
            return value
    if "anyOf" in schema:
        return sample(spec, schema["anyOf"][0])
    if schema.get("format") == "date-time":
        return "2026-04-08T10:00:00.000Z"
    properties = {name: sample(spec, child) for name, child in schema.get("properties", {}).items()}
    match _types(spec, schema)[0]:
        case "object":
            element = schema.get("additionalProperties")
            return properties or {"some": sample(spec, element) if isinstance(element, dict) else "text"}
        case "array":
            return [sample(spec, schema["items"])]
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


def _below(place: Place) -> Iterator[Place]:
    spec, pointer, schema = place.spec, place.pointer, place.schema
    yield place
    discriminator = schema.get("discriminator", {"mapping": {}})
    for value, target in discriminator["mapping"].items():
        tag = (discriminator["propertyName"], value)
        yield from _below(Place(spec, place, "", spec.locate(target.removeprefix("#")), True, tag))
    for branch in range(len(schema.get("anyOf", []))):
        inside = Place(spec, place.parent, place.step, spec.locate(f"{pointer}/anyOf/{branch}"), place.required)
        yield from list(_below(inside))[1:]
    for name in schema.get("properties", {}):
        required = name in schema.get("required", [])
        yield from _below(Place(spec, place, name, spec.locate(f"{pointer}/properties/{name}"), required))
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from _below(Place(spec, place, EACH, spec.locate(f"{pointer}/{keyword}"), False))


def _types(spec: Spec, schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [name for branch in schema["anyOf"] for name in _types(spec, spec.resolve(branch))]
    declared = schema.get("type", "object")
    return [declared] if isinstance(declared, str) else list(declared)


def _keys(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value)
    return list(range(len(value))) if isinstance(value, list) else []
