"""Documented limits in words."""

from __future__ import annotations

from typing import Any

from scripts.spec.operations import Operation
from scripts.spec.pointers import child
from scripts.spec.spec import Spec

WORDS = {
    "maxLength": "at most {} characters",
    "minLength": "at least {} characters",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "maxItems": "at most {} items",
    "minItems": "at least {} items",
    "pattern": "of the form {}",
    "enum": "one of {}",
}


def limits_in_words(spec: Spec, operation: Operation, name: str) -> list[str]:
    """The documented limits of a field of a request body, or of a header, such as `at most 500 characters`."""
    header, body = operation.parameter("header", name), operation.request_schema
    if header:
        schema = spec.at(child(header.pointer, "schema"))
    elif body and name in spec.at(body).get("properties", {}):
        schema = spec.at(child(spec.locate(body), "properties", name))
    else:
        return []
    return [limit_in_words(keyword, limit) for keyword, limit in schema.items() if keyword in WORDS]


def limit_in_words(keyword: str, limit: Any) -> str:
    """A limit by the keyword of its schema: `at most 500 characters`; the limit alone for other keywords."""
    listed = ", ".join(map(str, limit)) if isinstance(limit, list) else limit
    return WORDS.get(keyword, "{}").format(listed)
