"""The document as the generator of clients gets it: what it would lose or break is put in other words."""

from __future__ import annotations

import copy
from typing import Any

from scripts.codegen.document import Document

SCHEMAS = "#/components/schemas/"


def adapted(document: Document) -> dict[str, Any]:
    """Return a copy of a valid document for the generator.

    A union with a discriminator gets one more member, for the tags that nobody knows yet. A string with the
    format uuid is a string, so that it is written back as it came.
    """
    root = copy.deepcopy(document.root)
    schemas = root["components"]["schemas"]
    for name, schema in list(schemas.items()):
        if "discriminator" in schema and "oneOf" in schema:
            schemas[f"Unknown{name}"] = _unknown(name, schema["discriminator"]["propertyName"])
            schema["oneOf"].append({"$ref": f"{SCHEMAS}Unknown{name}"})
    _forget_uuids(schemas)
    return root


def _unknown(name: str, tag: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"A {name} of a kind that this version does not know; its fields are kept as they came.",
        "required": [tag],
        "properties": {tag: {"type": "string", "description": "The kind"}},
        "additionalProperties": True,
    }


def _forget_uuids(value: Any) -> None:
    if isinstance(value, dict):
        if value.get("format") == "uuid":
            del value["format"]
        for child in value.values():
            _forget_uuids(child)
    elif isinstance(value, list):
        for child in value:
            _forget_uuids(child)
