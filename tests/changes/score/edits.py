"""An edit of a spec whose class is known, and what finds the places to edit."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.changes.rules import Direction, Severity
from scripts.spec.document import Document
from scripts.spec.operations import Operation, operations
from scripts.spec.pointers import child, get, split

BREAKING: Severity = "breaking"
ADDITIVE: Severity = "additive"
DOCUMENTATION: Severity = "documentation"

Root = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """An edited document, with the kind and the place of the edit; `expected` is None when it is no change."""

    kind: str
    place: str
    expected: Severity | None
    root: Root


def edited(
    root: Root, kind: str, pointer: str, expected: Severity | None, change: Callable[[Any], object], place: str = ""
) -> Edit:
    """Return an edit that applies `change` to the value at a pointer of a document, which itself stays as it is."""
    fresh = _with_copy(root, split(pointer))
    change(get(fresh, pointer))
    return Edit(kind, place or pointer, expected, fresh)


def _with_copy(value: Any, tokens: list[str]) -> Any:
    """Return a value that shares everything with the given one but the part at a pointer and what leads there."""
    if not tokens:
        return copy.deepcopy(value)
    key = int(tokens[0]) if isinstance(value, list) else tokens[0]
    fresh = value.copy()
    fresh[key] = _with_copy(value[key], tokens[1:])
    return fresh


def reached(document: Document) -> dict[str, set[Direction]]:
    """Return the schemas that operations use, by pointer, with the directions in which their values travel."""
    found: dict[str, set[Direction]] = {}
    for operation in operations(document):
        for direction, schema in _schemas(operation):
            for part in document.parts(schema):
                found.setdefault(part, set()).add(direction)
    return found


def _schemas(operation: Operation) -> Iterator[tuple[Direction, str]]:
    for parameter in operation.parameters:
        yield "request", child(parameter.pointer, "schema")
    for media_type in operation.body.parts("content").values() if operation.body else ():
        yield "request", child(media_type.pointer, "schema")
    for response in operation.responses.values():
        for part in (*response.parts("content").values(), *response.parts("headers").values()):
            yield "response", child(part.pointer, "schema")
