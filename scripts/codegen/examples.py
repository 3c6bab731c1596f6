"""Holds the documented examples and defaults against the schemas that they stand beside."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from scripts.codegen.document import Document, Problem, child
from scripts.codegen.places import Place, places

URI = "urn:spec"


def examples(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the pointer of every example and default with the pointer of its schema."""
    for place in places(document):
        if place.kind == "schema":
            yield from ((pointer, place.pointer) for pointer in _of_schema(place))
        elif "schema" in place.value:
            schema = child(place.pointer, "schema")
            yield from ((pointer, schema) for pointer in _beside_schema(document, place))


def _of_schema(place: Place) -> Iterator[str]:
    if "default" in place.value:
        yield child(place.pointer, "default")
    for index in range(len(place.value.get("examples", []))):
        yield child(place.pointer, "examples", index)


def _beside_schema(document: Document, place: Place) -> Iterator[str]:
    if "example" in place.value:
        yield child(place.pointer, "example")
    for name in place.value.get("examples", {}):
        example = document.resolve(child(place.pointer, "examples", name))
        if "value" in document.at(example):
            yield child(example, "value")


def check_examples(document: Document) -> Iterator[Problem]:
    """Yield the examples and defaults that their schema does not allow."""
    registry = Registry().with_resource(URI, DRAFT202012.create_resource(document.root))
    for pointer, schema in examples(document):
        validator = Draft202012Validator(
            {"$ref": URI + quote(schema, safe="#/~")},
            registry=registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        for error in validator.iter_errors(document.at(pointer)):
            yield Problem(child(pointer, *error.absolute_path), error.message)
