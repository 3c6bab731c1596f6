"""Documents as the vendor could publish them, and how they differ from the spec."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from contract_tests.docs.vendor import VendorDocument
from contract_tests.judging.finding import Deviation
from scripts.spec.document import Document
from scripts.spec.operations import Operation
from scripts.spec.reading import Loader
from scripts.spec.spec import Spec

VENDOR = Path(__file__).with_name("vendor.yaml")
PUBLISHED = Path(__file__).with_name("published.yaml")
TESTS = "/v1/apps/{id}/production-tests"

Tree = dict[str, Any]


def stand_in() -> Tree:
    """A document of the vendor's that says what the spec says, free to be changed."""
    return copy.deepcopy(_stand_in())


@cache
def _stand_in() -> Tree:
    document: Tree = yaml.load(VENDOR.read_text("utf-8"), Loader)
    app = document["components"]["schemas"]["App"]
    del app["required"][-2:]
    replaced = document["paths"]["/v1/apps/{id}/redirect-uris"]["put"]["responses"]["200"]["content"]
    replaced["application/json"]["schema"] = app | {"required": ["redirectUris"]}
    webhooks = document["paths"]["/v1/apps/{id}/webhook-config"]
    changed = webhooks["patch"]["responses"]["200"]["content"]["application/json"]
    shown = webhooks["get"]["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    changed["schema"] = {"type": "object", "properties": app["properties"] | shown}
    for path, item in document["paths"].items():
        for operation in methods(item):
            _refuse(path, operation)
    return document


def _refuse(path: str, operation: Tree) -> None:
    """Add the statuses of refusals, and what goes with an idempotency key."""
    for status in ("400", "401", "403", "429", "500", *(["404"] if "{id}" in path else [])):
        operation["responses"].setdefault(status, {"description": "Refused"})
    if any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", [])):
        operation["responses"]["409"] = {"description": "Refused"}
        success = min(status for status in operation["responses"] if status.startswith("2"))
        headers = operation["responses"][success].setdefault("headers", {})
        headers["Idempotency-Replayed"] = {"schema": {"type": "string"}}


def differences(spec: Spec, document: Tree) -> list[tuple[Operation, Deviation]]:
    """The differences of a document from the spec, with the operations."""
    return list(VendorDocument(spec, Document(document)).deviations())


def methods(item: Tree) -> list[Tree]:
    """The operations of a path."""
    return [value for name, value in item.items() if name != "parameters"]


def body(document: Tree) -> Tree:
    """The schema of the body that creates a test."""
    schema: Tree = document["paths"][TESTS]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return schema


def schemas(document: Tree) -> Tree:
    """The schemas of a document."""
    found: Tree = document["components"]["schemas"]
    return found
