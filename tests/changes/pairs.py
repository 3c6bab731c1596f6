"""Pairs of small documents as data: each says what its two versions have, beside what both share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.changes.changes import Change
from scripts.changes.compare import compare
from scripts.spec.checks import read_openapi
from scripts.spec.reading import Loader

Parts = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """Two versions of a document: `pair.changes()`; `found` is what the file expects of them."""

    says: str
    old: Parts
    new: Parts
    found: Any

    def changes(self) -> list[Change]:
        """Return what changes between the two, which are valid documents."""
        return compare(*(read_openapi(json.dumps(document(parts)).encode()) for parts in (self.old, self.new)))


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file."""
    for one in yaml.load(path.read_text(encoding="utf-8"), Loader):
        common = one.get("both", {})
        yield Pair(one["says"], common | one["old"], common | one["new"], one["found"])


def document(parts: Parts) -> Parts:
    """Return a document with one operation, `POST /things`.

    `operation` has members of the operation, `request` and `answer` the schemas of its JSON, `parameters` its
    parameters, `document` members of the document and `paths` other paths; anything else are components by section.
    """
    rest = dict(parts)
    operation: Parts = {"operationId": "act", "responses": {"200": {"description": "Done"}}}
    if "request" in rest:
        operation["requestBody"] = {"content": _json(rest.pop("request"))}
    if "answer" in rest:
        operation["responses"] = {"200": {"description": "Done", "content": _json(rest.pop("answer"))}}
    if "parameters" in rest:
        operation["parameters"] = rest.pop("parameters")
    operation |= rest.pop("operation", {})
    base: Parts = {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}}
    members, paths = rest.pop("document", {}), {"/things": {"post": operation}} | rest.pop("paths", {})
    return {**base, "paths": paths, "components": rest, **members}


def _json(schema: Any) -> Parts:
    return {"application/json": {"schema": schema}}
