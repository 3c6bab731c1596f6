"""Reads the OpenAPI document that the vendor publishes, and says what is broken in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from contract_tests.docs.facts import LIMITS
from scripts.spec.document import Document, Problem
from scripts.spec.objects import GRAMMAR, within
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, parent
from scripts.spec.reading import Loader


class DocumentError(Exception):
    """An OpenAPI document cannot be read; the message is one line."""


_TEXT, _TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
# What members of an object have to be, where the grammar of OpenAPI does not say it.
_MEMBERS: dict[str, dict[str, Any]] = {
    "parameter": {"name": _TEXT, "in": _TEXT},
    "operation": {"security": {"type": "array", "items": {"type": "object"}}},
    "schema": {limit: {"type": "number"} for limit in LIMITS}
    | {"required": _TEXTS, "type": _TEXTS | {"type": ["string", "array"]}, "enum": {"type": "array"}, "$ref": _TEXT},
}


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
    for template in filter(lambda name: name.startswith("/"), root["paths"]):
        _require(document, _locate(document, child("/paths", template)) or "", "object")
    return document


def require_readable(operation: Operation) -> None:
    """Refuse a document that is broken where an operation needs it.

    Raises:
        DocumentError: An object is not what OpenAPI says it is, or a reference leads nowhere.
    """
    document, item = operation.document, parent(operation.pointer)
    needed = [(operation.pointer, "operation"), (f"{item}/parameters", "parameter[]")]
    needed += [(f"{owner}/servers", "server[]") for owner in (item, "")] + [("/security", "object[]")]
    _require_all(document, needed)
    schemes = dict.fromkeys(name for one in operation.security for name in one)
    _require_all(document, [(child("/components/securitySchemes", name), "security scheme") for name in schemes])


def _require_all(document: Document, waiting: list[tuple[str, str]]) -> None:
    """Refuse a document in which some objects, or any that they consist of or refer to, are not as OpenAPI has them."""
    seen = set()
    for written, kind in waiting:
        pointer = _locate(document, written)
        if pointer is not None and pointer not in seen:
            seen.add(pointer)
            _require(document, pointer, kind)
            for one in within(pointer, kind, document.raw(pointer)):
                # The map of responses is none that a reference may stand for.
                if isinstance(one.value.get("$ref"), str) and one.kind != "responses":
                    waiting.append((one.pointer, one.kind))
                else:
                    _require(document, one.pointer, one.kind)


def _locate(document: Document, written: str) -> str | None:
    """Where a value is defined; None for a member that is left out."""
    try:
        return document.locate(written)
    except KeyError as error:
        try:
            reference = document.raw(written)["$ref"]
        except KeyError:
            return None
        raise _error(document, written, f"refers to {reference}, which is not there") from error


def _require(document: Document, pointer: str, kind: str) -> None:
    for error in _validator(kind).iter_errors(document.raw(pointer)):
        raise _error(document, child(pointer, *error.instance_path), error.message)


def _error(document: Document, pointer: str, message: str) -> DocumentError:
    return DocumentError(document.describe(Problem(pointer, message)))


@cache
def _validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    """Knows what an object of a kind, or a list or map of them, has to be, as far as its own members go."""
    outside, inner = _type(kind), {name: _type(member) for name, member in GRAMMAR.get(kind, {}).items()}
    any_other = {"^(?!x-)": inner.pop("*")} if "*" in inner else {}
    members = {"properties": inner | _MEMBERS.get(kind, {}), "patternProperties": any_other}
    required = {"required": ["name", "in"] if kind == "parameter" else []}
    return jsonschema_rs.Draft202012Validator(outside | members | required)


def _type(kind: str) -> dict[str, Any]:
    if kind.endswith("[]"):
        return {"type": "array", "items": _type(kind[:-2])}
    if kind.endswith("{}"):
        return {"type": "object", "additionalProperties": _type(kind[:-2])}
    # True and false are schemas as well.
    return {"type": ["object", "boolean"] if kind == "schema" else "object"}
