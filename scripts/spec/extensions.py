"""Holds the x- members of a document against the schema that defines them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, best_match

from scripts.spec.document import Document, Problem, SpecError
from scripts.spec.objects import SpecObject, objects
from scripts.spec.pointers import child

SCHEMA = "extensions.schema.json"


def load_schema(folder: Path) -> dict[str, Any]:
    """Read the definition of the extensions beside a spec.

    Raises:
        OSError: it cannot be read.
        SpecError: it is not a JSON schema.
    """
    try:
        return _schema((folder / SCHEMA).read_text(encoding="utf-8"))
    except (ValueError, SchemaError) as error:
        first_line = str(error).splitlines()[0]
        raise SpecError([f"{folder.name}/{SCHEMA}: not a JSON schema: {first_line}"]) from None


@cache
def _schema(text: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return schema


def extensions(document: Document) -> Iterator[tuple[SpecObject, str]]:
    """Yield each object that has extensions with the name of each."""
    for place in objects(document):
        for name in place.value:
            if name.startswith("x-"):
                yield place, name


def check_extensions(document: Document, schema: dict[str, Any]) -> Iterator[Problem]:
    """Yield the extensions that are not defined for their object, or not as they are defined."""
    # What the one refuses that takes a tenth of the time is looked at by the other one, which says what is wrong.
    quick, validator = jsonschema_rs.Draft202012Validator(schema), Draft202012Validator(schema)
    for place, name in extensions(document):
        pointer = child(place.pointer, name)
        if name not in schema["properties"].get(place.kind, {}).get("properties", {}):
            yield Problem(pointer, f"no extension {name} is defined for {place.kind} objects ({SCHEMA})")
        elif quick.is_valid(value := {place.kind: {name: place.value[name]}}):
            continue
        elif error := best_match(validator.iter_errors(value)):
            yield Problem(child(pointer, *list(error.absolute_path)[2:]), error.message)
