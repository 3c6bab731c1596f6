"""Compares two versions of a spec, operation by operation; rules.py says what each kind of change means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from scripts.codegen.document import ROOT, Document, child, split
from scripts.codegen.operations import Operation, operations
from scripts.release.changes import Change, Spot, merged, shown
from scripts.release.keywords import compare_remarks
from scripts.release.messages import MessageWalk
from scripts.release.promises import ON_OPERATIONS, compare_promises, compare_secrecy, compare_unknown
from scripts.release.promises import operation_promises as promises
from scripts.release.rules import judge
from scripts.release.schemas import SchemaWalk
from scripts.release.views import resolved

EVERY_OPERATION = "every operation"
SCHEME_IDENTITY = ("type", "scheme", "in", "name", "flows", "openIdConnectUrl")


def compare(old: Document, new: Document) -> list[Change]:
    """Return the changes between two valid documents, breaking ones first."""
    walk = _Walk(old, new)
    walk.compare()
    return merged(walk.changes)


class _Walk:
    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new
        self.changes: list[Change] = []
        self.schemas = SchemaWalk(old, new, self.add)

    def add(self, kind: str, spot: Spot, before: Any, after: Any) -> None:
        severity, sentence = judge(kind, spot.direction)
        self.changes.append(
            Change(kind, severity, spot.operation, spot.place, shown(before), shown(after), sentence, spot.home)
        )

    def compare(self) -> None:
        self._document()
        pairs, removed, added = _paired(operations(self.old), operations(self.new))
        for operation in removed:
            self.add("operation-removed", _spot(operation), _call(operation), None)
        for operation in added:
            self.add("operation-added", _spot(operation), None, _call(operation))
        for before, after in pairs:
            self._operation(before, after)
            MessageWalk(before, after, self.schemas, self.add).compare()

    def _document(self) -> None:
        spot = Spot(EVERY_OPERATION, "document", "request", ROOT)
        before, after = self.old.root, self.new.root
        self._servers(before.get("servers", []), after.get("servers", []), spot)
        for name in ("info", "tags", "externalDocs", "openapi"):
            old, new = (_without_version(root.get(name)) for root in (before, after))
            if old != new:
                self.add("documentation-changed", spot.at(f" {name}", child(ROOT, name)), None, None)
        self._unjudged(before, after, ("webhooks", "jsonSchemaDialect"), spot)
        referred = [_path_references(document) for document in (self.old, self.new)]
        self._unjudged(referred[0], referred[1], tuple({**referred[0], **referred[1]}), spot)
        unknown = [{key: value for key, value in root.items() if key != "x-policies"} for root in (before, after)]
        compare_unknown(unknown[0], unknown[1], spot, self.add)

    def _servers(self, old: list[dict[str, Any]], new: list[dict[str, Any]], spot: Spot) -> None:
        before, after = ({server["url"]: server for server in servers} for servers in (old, new))
        for url in {**before, **after}:
            inner = spot.at(f" server {url}", spot.home)
            if url not in after:
                self.add("server-removed", inner, url, None)
            elif url not in before:
                self.add("server-added", inner, None, url)
            else:
                compare_remarks(before[url], after[url], inner, self.add)
                compare_unknown(before[url], after[url], inner, self.add)
                self._unjudged(before[url], after[url], ("variables",), inner)

    def _unjudged(self, old: dict[str, Any], new: dict[str, Any], names: tuple[str, ...], spot: Spot) -> None:
        for name in names:
            if old.get(name) != new.get(name):
                self.add("unjudged-changed", spot.at(f" {name}", spot.home), old.get(name), new.get(name))

    def _operation(self, old: Operation, new: Operation) -> None:
        spot = _spot(old)
        if _key(old) != _key(new):
            self.add("operation-moved", spot, _call(old), _call(new))
        if old.id != new.id:
            self.add("operation-renamed", spot, old.id, new.id)
        self._tags(old.value.get("tags", []), new.value.get("tags", []), spot)
        self._servers(_own_servers(old), _own_servers(new), spot)
        self._security(old, new, spot)
        before, after = promises(self.old, old.value), promises(self.new, new.value)
        compare_promises(before, after, ON_OPERATIONS, spot, self.add)
        compare_unknown(before, after, spot, self.add)
        compare_remarks(old.value, new.value, spot, self.add)
        self._unjudged(old.value, new.value, ("callbacks",), spot)

    def _tags(self, old: list[str], new: list[str], spot: Spot) -> None:
        if old[:1] != new[:1]:
            self.add("tag-changed", spot, *(tags[0] if tags else "default" for tags in (old, new)))
        elif set(old) != set(new):
            self.add("documentation-changed", spot.at(" tags", spot.home), old, new)

    def _security(self, old: Operation, new: Operation, spot: Spot) -> None:
        before, after = dict(_requirements(old)), dict(_requirements(new))
        spot = spot.at(" security", spot.home)
        for identity in [identity for identity in before if identity not in after]:
            self.add("security-dropped" if "{}" in after else "security-removed", spot, _shape(identity), None)
        for identity in [identity for identity in after if identity not in before]:
            self.add("security-added", spot, None, _shape(identity))
        for identity in [identity for identity in before if identity in after]:
            for one, other in zip(before[identity], after[identity], strict=True):
                compare_promises(one, other, ("x-refused",), spot, self.add)
                compare_secrecy(one, other, spot, self.add)
                compare_remarks(one, other, spot, self.add)


def _paired(
    old: list[Operation], new: list[Operation]
) -> tuple[list[tuple[Operation, Operation]], list[Operation], list[Operation]]:
    """Return the operations that stand for each other, by method and path or else by operationId, and the rest."""
    pairs = []
    for key in (_key, lambda operation: (operation.id, "")):
        found = {key(operation): operation for operation in new}
        pairs += [(operation, found[key(operation)]) for operation in old if key(operation) in found]
        old = [operation for operation in old if key(operation) not in found]
        new = [operation for operation in new if all(operation is not other for _, other in pairs)]
    return pairs, old, new


def _key(operation: Operation) -> tuple[str, str]:
    _, path, method = split(operation.pointer)
    return method, re.sub(r"\{[^}]*\}", "{}", path)


def _call(operation: Operation) -> str:
    _, path, method = split(operation.pointer)
    return f"{method.upper()} {path}"


def _spot(operation: Operation) -> Spot:
    return Spot(operation.id, "operation", "request", operation.pointer)


def _own_servers(operation: Operation) -> list[dict[str, Any]]:
    """Return the servers of an operation or of its path; those of the document are compared once for all."""
    path_item = operation.document.at(operation.pointer.rpartition("/")[0])
    found: list[dict[str, Any]] = operation.value.get("servers", path_item.get("servers", []))
    return found


def _requirements(operation: Operation) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each way to authenticate: what it is made of, whatever the schemes are called, and the schemes."""
    root = operation.document.root
    for requirement in operation.value.get("security", root.get("security", [])) or [{}]:
        schemes = {}
        for name, scopes in requirement.items():
            scheme = resolved(operation.document, child(ROOT, "components", "securitySchemes", name))
            identity = {key: scheme[key] for key in SCHEME_IDENTITY if key in scheme}
            schemes[json.dumps([identity, sorted(scopes)], sort_keys=True)] = scheme
        yield json.dumps(sorted(schemes)) if schemes else "{}", [schemes[key] for key in sorted(schemes)]


def _shape(identity: str) -> str:
    schemes = [] if identity == "{}" else [json.loads(scheme) for scheme in json.loads(identity)]
    return " and ".join(" ".join([*map(str, parts.values()), *scopes]) for parts, scopes in schemes) or "no credential"


def _path_references(document: Document) -> dict[str, Any]:
    """Return the path items that stand elsewhere in the document, whose operations are not walked."""
    paths = document.root.get("paths", {})
    return {path: resolved(document, child(ROOT, "paths", path)) for path in paths if "$ref" in paths[path]}


def _without_version(value: Any) -> Any:
    return {key: item for key, item in value.items() if key != "version"} if isinstance(value, dict) else value
