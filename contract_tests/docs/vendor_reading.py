"""Reads the OpenAPI document that the vendor publishes, and says what is broken in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from contract_tests.docs.facts import LIMITS
from contract_tests.docs.surface import DocumentError
from contract_tests.judging.values import is_number
from scripts.spec.document import Document, Problem
from scripts.spec.objects import GRAMMAR
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, parent
from scripts.spec.reading import Loader

# What a member of an object has to be, where the grammar of OpenAPI does not say it.
VALUES: dict[str, dict[str, tuple[type, ...]]] = {
    "parameter": {"name": (str,), "in": (str,)},
    "operation": {"security": (list,)},
    "schema": {"required": (list,), "enum": (list,), "type": (str, list), "$ref": (str,)},
}
# What the items of a list have to be.
ITEMS: dict[str, dict[str, type]] = {"operation": {"security": dict}, "schema": {"required": str, "type": str}}
NAMES = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}


def read_document(path: Path) -> Document:
    """The vendor's document, JSON or YAML.

    Raises:
        DocumentError: It cannot be read, or is not OpenAPI 3.
    """
    try:
        root = yaml.load(path.read_bytes(), Loader=Loader)
        # A status is often written without quotes, which YAML takes for a number.
        root = json.loads(json.dumps(root, default=str, skipkeys=True))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise DocumentError(f"{path}{place}: neither JSON nor YAML: {error.problem}") from error
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(f"{path}: {str(error).splitlines()[0]}") from error
    if not isinstance(root, dict) or not str(root.get("openapi", "")).startswith("3."):
        raise DocumentError(f"{path}: not an OpenAPI 3 document")
    if not isinstance(root.get("paths"), dict):
        raise DocumentError(f"{path}: no paths")
    document = Document(root, name=path.name)
    for name, item in root["paths"].items():
        if not isinstance(item, dict):
            raise _error(document, Problem(child("/paths", name), _what_it_is_not(dict)))
    return document


def require_readable(operation: Operation) -> None:
    """Refuse a document that is broken where an operation needs it.

    Raises:
        DocumentError: An object is not what OpenAPI says it is, or a reference leads nowhere.
    """
    document, item = operation.document, parent(operation.pointer)
    needed = [(operation.pointer, "operation"), (f"{item}/parameters", "parameter[]")]
    needed += [(f"{owner}/servers", "server[]") for owner in (item, "")]
    _require(document, needed)
    schemes = dict.fromkeys(name for one in operation.security for name in one)
    _require(document, [(child("/components/securitySchemes", name), "security scheme") for name in schemes])


def _require(document: Document, objects: list[tuple[str, str]]) -> None:
    for problem in _problems(document, objects):
        raise _error(document, problem)


def _error(document: Document, problem: Problem) -> DocumentError:
    return DocumentError(f"{document.name or 'their document'}: #{problem.pointer} {problem.message}")


def _problems(document: Document, waiting: list[tuple[str, str]]) -> Iterator[Problem]:
    """Yield what is not as OpenAPI has it in some objects and all that lie inside of them."""
    seen = set()
    for written, kind in waiting:
        try:
            pointer = document.locate(written)
            value = document.raw(pointer)
        except KeyError:
            yield from _nowhere(document, written)
            continue
        if pointer in seen:
            continue
        seen.add(pointer)
        expected = list if kind.endswith("[]") else dict
        if not isinstance(value, expected) and not (kind == "schema" and isinstance(value, bool)):
            yield Problem(pointer, _what_it_is_not(expected))
        elif isinstance(value, dict | list):
            yield from _members(pointer, kind, value)
            waiting += _inside(pointer, kind, value)


def _nowhere(document: Document, pointer: str) -> Iterator[Problem]:
    """Yield the reference at a pointer that leads nowhere; a member that is left out is none."""
    try:
        reference = document.raw(pointer)["$ref"]
    except KeyError:
        return
    yield Problem(pointer, f"refers to {reference}, which is not there")


def _inside(pointer: str, kind: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the pointers of the objects directly inside of another one, with their kinds."""
    if kind.endswith("[]"):
        yield from ((child(pointer, index), kind[:-2]) for index in range(len(value)))
    elif kind.endswith("{}"):
        yield from ((child(pointer, name), kind[:-2]) for name in value)
    else:
        members = GRAMMAR.get(kind, {})
        for name in value:
            inner = members.get(name) or (None if name.startswith("x-") else members.get("*"))
            # True and false say whether an object may have other fields.
            if inner and not (kind == "schema" and isinstance(value[name], bool)):
                yield child(pointer, name), inner


def _members(pointer: str, kind: str, value: Any) -> Iterator[Problem]:
    if isinstance(value, list):
        return
    for name, types in VALUES.get(kind, {}).items():
        if name in value and not isinstance(value[name], types):
            yield Problem(child(pointer, name), _what_it_is_not(*types))
    for name, expected in ITEMS.get(kind, {}).items():
        for index, item in enumerate(value[name] if isinstance(value.get(name), list) else ()):
            if not isinstance(item, expected):
                yield Problem(child(pointer, name, index), _what_it_is_not(expected))
    for name in ("name", "in") if kind == "parameter" else ():
        if name not in value:
            yield Problem(pointer, f"has no {name}")
    for name in LIMITS if kind == "schema" else ():
        if name in value and not is_number(value[name]):
            yield Problem(child(pointer, name), "is not a number")


def _what_it_is_not(*types: type) -> str:
    return f"is not {' or '.join(NAMES[one] for one in types)}"
