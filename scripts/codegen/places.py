"""Which object of an OpenAPI document stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from scripts.codegen.document import ROOT, Document, Problem, child

# For each kind of object its members that are objects of a kind: `[]` an array of them, `{}` a map by name,
# `*` every member that is not an extension. What is not here (examples, defaults) is data, not structure.
GRAMMAR = {
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
    "contact": {},
    "license": {},
    "server": {"variables": "server variable{}"},
    "server variable": {},
    "tag": {"externalDocs": "external documentation"},
    "external documentation": {},
    "paths": {"*": "path item"},
    "path item": {
        **dict.fromkeys(("get", "put", "post", "delete", "options", "head", "patch", "trace"), "operation"),
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
    "example": {},
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
    "discriminator": {},
    "xml": {},
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
    "oauth flow": {},
}


@dataclass(frozen=True)
class Place:
    """An object of a document, with its kind."""

    pointer: str
    kind: str
    value: dict[str, Any]


def places(document: Document) -> Iterator[Place]:
    """Yield every object of a document that OpenAPI defines, from the outside in."""
    yield from _within(ROOT, "document", document.root)


def _within(pointer: str, kind: str, value: Any) -> Iterator[Place]:
    if kind.endswith("[]") and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(child(pointer, index), kind[:-2], item)
    elif isinstance(value, dict) and kind.endswith("{}"):
        for name, item in value.items():
            yield from _within(child(pointer, name), kind[:-2], item)
    elif isinstance(value, dict):
        yield Place(pointer, kind, value)
        members = GRAMMAR[kind]
        for name, item in value.items():
            of_pattern = None if name.startswith("x-") else members.get("*")
            if member_kind := members.get(name, of_pattern):
                yield from _within(child(pointer, name), member_kind, item)


def check_refs(document: Document) -> Iterator[Problem]:
    """Yield the references that lead out of the document, nowhere, in a circle or to a wrong kind of object."""
    kinds = {place.pointer: place.kind for place in places(document)}
    for place in places(document):
        if "$ref" in place.value:
            yield from _check_ref(document, kinds, place.kind, child(place.pointer, "$ref"))
        if place.kind == "discriminator":
            for name in place.value.get("mapping", {}):
                yield from _check_ref(document, kinds, "schema", child(place.pointer, "mapping", name))


def _check_ref(document: Document, kinds: dict[str, str], kind: str, pointer: str) -> Iterator[Problem]:
    target = document.at(pointer)
    if not isinstance(target, str) or not target.startswith("#/"):
        yield Problem(pointer, f"{target} is not in this document; references to elsewhere are refused")
        return
    try:
        found = kinds.get(document.resolve(unquote(target)), "no object of OpenAPI")
    except KeyError:
        yield Problem(pointer, f"{target} leads nowhere")
        return
    if found != kind:
        yield Problem(pointer, f"{target} leads to another kind of object: {found} instead of {kind}")
