"""The objects of an OpenAPI document, each with its kind and its pointer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scripts.spec.document import Document, Problem
from scripts.spec.operations import METHODS
from scripts.spec.pointers import child, mapped, target

# For each kind of object its members that are objects of a kind: `[]` an array of them, `{}` a map by name,
# `*` every member that is not an extension. What is not here (examples, defaults) is data, not structure.
GRAMMAR: dict[str, dict[str, str]] = {
    "document": {
        "info": "info",
        "servers": "server[]",
        "paths": "paths",
        "webhooks": "path item{}",
        "components": "components",
        "tags": "tag[]",
        "externalDocs": "external documentation",
    },
    "info": {"contact": "contact", "license": "license"},
    "server": {"variables": "server variable{}"},
    "tag": {"externalDocs": "external documentation"},
    "paths": {"*": "path item"},
    "path item": {
        **dict.fromkeys(METHODS, "operation"),
        "parameters": "parameter[]",
        "servers": "server[]",
    },
    "operation": {
        "externalDocs": "external documentation",
        "parameters": "parameter[]",
        "requestBody": "request body",
        "responses": "responses",
        "callbacks": "callback{}",
        "servers": "server[]",
    },
    "callback": {"*": "path item"},
    "responses": {"*": "response"},
    "parameter": {"schema": "schema", "examples": "example{}", "content": "media type{}"},
    "header": {"schema": "schema", "examples": "example{}", "content": "media type{}"},
    "request body": {"content": "media type{}"},
    "response": {"headers": "header{}", "content": "media type{}", "links": "link{}"},
    "media type": {"schema": "schema", "examples": "example{}", "encoding": "encoding{}"},
    "encoding": {"headers": "header{}"},
    "link": {"server": "server"},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), "schema{}"),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "schema[]"),
        **dict.fromkeys(("items", "contains", "additionalProperties", "propertyNames"), "schema"),
        **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties"), "schema"),
        **dict.fromkeys(("not", "if", "then", "else", "contentSchema"), "schema"),
        "discriminator": "discriminator",
        "xml": "xml",
        "externalDocs": "external documentation",
    },
    "components": {
        "schemas": "schema{}",
        "responses": "response{}",
        "parameters": "parameter{}",
        "examples": "example{}",
        "requestBodies": "request body{}",
        "headers": "header{}",
        "securitySchemes": "security scheme{}",
        "links": "link{}",
        "callbacks": "callback{}",
        "pathItems": "path item{}",
    },
    "security scheme": {"flows": "oauth flows"},
    "oauth flows": {"*": "oauth flow"},
}


@dataclass(frozen=True)
class SpecObject:
    """An object of a document that OpenAPI defines, such as the `"parameter"` at `/components/parameters/Limit`."""

    pointer: str
    kind: str
    value: dict[str, Any]


def field_names(document: Document) -> frozenset[str]:
    """The names of all fields of a document."""
    return frozenset(name for one in objects(document) for name in one.value.get("properties", {}))


# Each check of a document walks over all of it.
@lru_cache(maxsize=2)
def objects(document: Document) -> tuple[SpecObject, ...]:
    """Every object of a document that OpenAPI defines, from the outside in."""
    return tuple(within("", "document", document.root))


def within(pointer: str, kind: str, value: Any) -> Iterator[SpecObject]:
    """Yield the objects that a value of a kind at a pointer consists of, from the outside in."""
    if kind.endswith("[]") and isinstance(value, list):
        for index, item in enumerate(value):
            yield from within(child(pointer, index), kind[:-2], item)
    elif isinstance(value, dict) and kind.endswith("{}"):
        for name, item in value.items():
            yield from within(child(pointer, name), kind[:-2], item)
    elif isinstance(value, dict):
        yield SpecObject(pointer, kind, value)
        members = GRAMMAR.get(kind, {})
        for name, item in value.items():
            of_pattern = None if name.startswith("x-") else members.get("*")
            if member_kind := members.get(name, of_pattern):
                yield from within(child(pointer, name), member_kind, item)


def check_refs(document: Document) -> Iterator[Problem]:
    """Yield the references that lead out of the document, nowhere, in a circle or to a wrong kind of object."""
    kinds = {one.pointer: one.kind for one in objects(document)}
    for one in objects(document):
        if "$ref" in one.value:
            yield from _check_ref(document, kinds, one.kind, child(one.pointer, "$ref"), one.value["$ref"])
        if one.kind == "discriminator":
            for name, reference in one.value.get("mapping", {}).items():
                pointer = child(one.pointer, "mapping", name)
                yield from _check_ref(document, kinds, "schema", pointer, _written_out(reference))


def _written_out(reference: Any) -> Any:
    """A member of a mapping as a reference, where it is the name of a component."""
    return (
        f"#{mapped(reference)}" if isinstance(reference, str) and mapped(reference) != target(reference) else reference
    )


def _check_ref(document: Document, kinds: dict[str, str], kind: str, pointer: str, reference: Any) -> Iterator[Problem]:
    if not isinstance(reference, str) or not reference.startswith("#/"):
        yield Problem(pointer, f"{reference} is not in this document; references to elsewhere are refused")
        return
    try:
        found = kinds.get(pointed := document.locate(target(reference)), "no object of OpenAPI")
        if kind == "schema" and isinstance(document.raw(pointed), bool):
            return
    except KeyError:
        yield Problem(pointer, f"{reference} leads nowhere")
        return
    if found != kind:
        yield Problem(pointer, f"{reference} leads to another kind of object: {found} instead of {kind}")
