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
    """The documented limits of a field of a request body, such as `at most 500 characters`; none for another name."""
    pointer = operation.request_schema
    if not pointer or name not in spec.at(pointer).get("properties", {}):
        return []
    schema = spec.at(child(spec.locate(pointer), "properties", name))
    return [limit_in_words(keyword, limit) for keyword, limit in schema.items() if keyword in WORDS]


def limit_in_words(keyword: str, limit: Any) -> str:
    """A limit by the keyword of its schema: `at most 500 characters`; the limit alone for other keywords."""
    listed = ", ".join(map(str, limit)) if isinstance(limit, list) else limit
    return WORDS.get(keyword, "{}").format(listed)
