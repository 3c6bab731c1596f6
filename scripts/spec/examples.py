"""Holds the documented examples and defaults against the schemas that they stand beside."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from scripts.spec.document import Document, Problem
from scripts.spec.objects import SpecObject, objects
from scripts.spec.pointers import child

URI = "urn:spec"


def examples(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the pointer of every example and default with the pointer of its schema."""
    for place in objects(document):
        if place.kind == "schema":
            yield from ((pointer, place.pointer) for pointer in _of_schema(place))
        elif "schema" in place.value:
            schema = child(place.pointer, "schema")
            yield from ((pointer, schema) for pointer in _beside_schema(document, place))


def _of_schema(place: SpecObject) -> Iterator[str]:
    if "default" in place.value:
        yield child(place.pointer, "default")
    for index in range(len(place.value.get("examples", []))):
        yield child(place.pointer, "examples", index)


def _beside_schema(document: Document, place: SpecObject) -> Iterator[str]:
    if "example" in place.value:
        yield child(place.pointer, "example")
    for name in place.value.get("examples", {}):
        example = document.locate(child(place.pointer, "examples", name))
        if "value" in document.raw(example):
            yield child(example, "value")


def check_examples(document: Document) -> Iterator[Problem]:
    """Yield the examples and defaults that their schema does not allow."""
    registry = Registry().with_resource(URI, DRAFT202012.create_resource(document.root))
    for pointer, schema in examples(document):
        validator = Draft202012Validator(
            {"$ref": f"{URI}#{quote(schema, safe='/~')}"},
            registry=registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        for error in validator.iter_errors(document.raw(pointer)):
            yield Problem(child(pointer, *error.absolute_path), error.message)
