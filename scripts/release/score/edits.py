"""An edit of a spec whose class is known, and what finds the places to edit."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from scripts.codegen.document import ROOT, Document, child, split
from scripts.release.changes import Direction, Severity

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
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
    change(at(fresh, pointer))
    return Edit(kind, place or pointer, expected, fresh)


def _with_copy(value: Any, tokens: list[str]) -> Any:
    """Return a value that shares everything with the given one but the part at a pointer and what leads there."""
    if not tokens:
        return copy.deepcopy(value)
    key = int(tokens[0]) if isinstance(value, list) else tokens[0]
    fresh = value.copy()
    fresh[key] = _with_copy(value[key], tokens[1:])
    return fresh


def at(root: Root, pointer: str) -> Any:
    """Return the value at a pointer; raise KeyError or IndexError when there is none."""
    value: Any = root
    for token in split(pointer):
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def follow(root: Root, pointer: str) -> str:
    """Return the pointer where the references from an object end."""
    while isinstance(value := at(root, pointer), dict) and "$ref" in value:
        pointer = unquote(value["$ref"])
    return pointer


def document(root: Root) -> Document:
    """Return plain values as a document."""
    values: dict[str, Any] = {}

    def note(value: Any, pointer: str) -> None:
        values[pointer] = value
        members = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
        for key, member in members:
            note(member, child(pointer, key))

    note(root, ROOT)
    return Document("edited", values, {ROOT: 1})


def operation_pointers(root: Root) -> Iterator[str]:
    """Yield the pointers of the operations."""
    for path, item in root["paths"].items():
        for method in METHODS:
            if method in item:
                yield child(ROOT, "paths", path, method)


def parameter_pointers(root: Root, operation: str) -> Iterator[str]:
    """Yield the pointers of the parameters of an operation, references followed."""
    for owner in (operation.rpartition("/")[0], operation):
        for index in range(len(at(root, owner).get("parameters", []))):
            yield follow(root, child(owner, "parameters", index))


def reached(root: Root) -> dict[str, set[Direction]]:
    """Return the schemas that operations use, by pointer, with the directions in which their values travel."""
    found: dict[str, set[Direction]] = {}
    for operation in operation_pointers(root):
        for parameter in parameter_pointers(root, operation):
            _reach(root, child(parameter, "schema"), "request", found)
        if "requestBody" in at(root, operation):
            _reach_content(root, follow(root, child(operation, "requestBody")), "request", found)
        for status in at(root, operation)["responses"]:
            response = follow(root, child(operation, "responses", status))
            _reach_content(root, response, "response", found)
            for name in at(root, response).get("headers", {}):
                _reach(root, child(follow(root, child(response, "headers", name)), "schema"), "response", found)
    return found


def _reach_content(root: Root, owner: str, direction: Direction, found: dict[str, set[Direction]]) -> None:
    for media_type in at(root, owner).get("content", {}):
        _reach(root, child(owner, "content", media_type, "schema"), direction, found)


def _reach(root: Root, pointer: str, direction: Direction, found: dict[str, set[Direction]]) -> None:
    if direction in found.setdefault(pointer, set()):
        return
    found[pointer].add(direction)
    schema = at(root, pointer)
    if "$ref" in schema:
        _reach(root, unquote(schema["$ref"]), direction, found)
    for name in schema.get("properties", {}):
        _reach(root, child(pointer, "properties", name), direction, found)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            _reach(root, child(pointer, keyword), direction, found)
    for keyword in ("oneOf", "anyOf", "allOf"):
        for index in range(len(schema.get(keyword, []))):
            _reach(root, child(pointer, keyword, index), direction, found)
