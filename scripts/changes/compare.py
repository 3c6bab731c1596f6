"""Compares two versions of a spec, operation by operation; rules.py says what each kind of change means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from scripts.changes.changes import Change, Place, merged, paired
from scripts.changes.keywords import compare_remarks
from scripts.changes.messages import MessageComparison
from scripts.changes.promises import ON_OPERATIONS, compare_promises, compare_restrictions, compare_unknown
from scripts.changes.schemas import SchemaComparison
from scripts.changes.security import compare_security
from scripts.spec.document import Document
from scripts.spec.operations import Operation, operations
from scripts.spec.pointers import child, parent

EVERY_OPERATION = "every operation"
ROOT_SERVER = {"url": "/"}


def compare(old: Document, new: Document) -> list[Change]:
    """Return the changes between two valid documents, breaking ones first."""
    changes: list[Change] = []
    _compare_documents(old, new, Place(EVERY_OPERATION, "document", "request", "", changes))
    pairs, removed, added = _paired_operations(list(operations(old)), list(operations(new)))
    for operation in removed:
        _place(operation, changes).report_single("operation", _call(operation), added=False)
    for operation in added:
        _place(operation, changes).report_single("operation", _call(operation), added=True)
    schemas = SchemaComparison(old, new)
    for before, after in pairs:
        place = _place(before, changes)
        _compare_operations(before, after, place)
        MessageComparison(place, schemas).compare(before, after)
    return merged(changes)


def _compare_documents(old: Document, new: Document, place: Place) -> None:
    before, after = (which.root | {"info": which.root["info"] | {"version": None}} for which in (old, new))
    _compare_servers(_servers(old), _servers(new), place)
    for name in ("info", "tags", "externalDocs", "openapi"):
        if before.get(name) != after.get(name):
            place.at(f" {name}", child("", name)).report("documentation-changed")
    _report_unjudged(before, after, ("webhooks", "jsonSchemaDialect"), place)
    compare_promises(before, after, ("x-error-envelope",), place)
    compare_unknown(before, after, place)


def _compare_servers(old: list[dict[str, Any]], new: list[dict[str, Any]], place: Place) -> None:
    by_url = [{server["url"]: server for server in servers} for servers in (old, new)]
    for url, before, after in paired(*by_url):
        inner = place.at(f" server {url}")
        if before is None or after is None:
            inner.report_single("server", url, added=before is None)
        else:
            compare_remarks(before, after, inner)
            compare_unknown(before, after, inner)
            _report_unjudged(before, after, ("variables",), inner)


def _report_unjudged(old: dict[str, Any], new: dict[str, Any], names: tuple[str, ...], place: Place) -> None:
    for name in names:
        if old.get(name) != new.get(name):
            place.at(f" {name}").report("unjudged-changed", old.get(name), new.get(name))


def _compare_operations(old: Operation, new: Operation, place: Place) -> None:
    if _route(old) != _route(new):
        place.report("operation-moved", _call(old), _call(new))
    if old.id != new.id:
        place.report("operation-renamed", old.id, new.id)
    _compare_tags(old.value.get("tags", []), new.value.get("tags", []), place)
    if _own_servers(old) or _own_servers(new):
        inherited = _servers(old.document), _servers(new.document)
        _compare_servers(_own_servers(old) or inherited[0], _own_servers(new) or inherited[1], place)
    compare_security(old, new, place.at(" security"))
    compare_promises(old.extensions, new.extensions, ON_OPERATIONS, place)
    compare_restrictions(old.extensions, new.extensions, "x-refuses", place)
    compare_unknown(old.extensions, new.extensions, place)
    compare_remarks(old.value, new.value, place)
    _compare_paths(old, new, place.at(" path", parent(old.pointer)))
    for name, before, after in paired(_callbacks(old), _callbacks(new)):
        inner = place.at(f" callback {name}")
        if before is None or after is None:
            inner.report_single("callback", name, added=before is None)
        else:
            _report_unjudged({"requests": before}, {"requests": after}, ("requests",), inner)


def _compare_paths(old: Operation, new: Operation, place: Place) -> None:
    """Report what people read of the path of an operation."""
    items = [which.document.raw(parent(which.pointer)) for which in (old, new)]
    for name in ("summary", "description"):
        place.report_remark(name, *items)


def _callbacks(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = (
        operation.document.expanded(operation.pointer + "/callbacks") if "callbacks" in operation.value else {}
    )
    return found


def _compare_tags(old: list[str], new: list[str], place: Place) -> None:
    if old[:1] != new[:1]:
        place.report("tag-changed", *(tags[0] if tags else "default" for tags in (old, new)))
    elif set(old) != set(new):
        place.at(" tags").report("documentation-changed", old, new)


def _paired_operations(
    old: list[Operation], new: list[Operation]
) -> tuple[list[tuple[Operation, Operation]], list[Operation], list[Operation]]:
    """Return the operations that stand for each other, by method and path or else by operationId, and the rest."""
    pairs: list[tuple[Operation, Operation]] = []
    keys: tuple[Callable[[Operation], str], ...] = (_route, lambda operation: operation.id)
    for key in keys:
        found = {key(operation): operation for operation in new}
        pairs += [(operation, found[key(operation)]) for operation in old if key(operation) in found]
        old = [operation for operation in old if key(operation) not in found]
        new = [operation for operation in new if operation not in [after for _, after in pairs]]
    return pairs, old, new


def _place(operation: Operation, changes: list[Change]) -> Place:
    return Place(operation.id, "operation", "request", operation.pointer, changes)


def _call(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _route(operation: Operation) -> str:
    """Return method and path whatever the parameters are called."""
    return re.sub(r"\{[^}]*\}", "{}", _call(operation))


def _own_servers(operation: Operation) -> list[dict[str, Any]]:
    """Return the servers of an operation or of its path; those of the document are compared once for all."""
    path_item = operation.document.raw(parent(operation.pointer))
    return list(operation.value.get("servers", path_item.get("servers", [])))


def _servers(document: Document) -> list[dict[str, Any]]:
    """Return the servers of a document; where there are none, OpenAPI takes its own address."""
    return document.root.get("servers", []) or [ROOT_SERVER]
