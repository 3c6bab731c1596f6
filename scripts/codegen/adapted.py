"""The document as the generator of clients gets it: what it would lose or break is rewritten."""

from __future__ import annotations

import copy
from typing import Any

from scripts.spec.document import Document
from scripts.spec.objects import objects

SCHEMAS = "/components/schemas/"


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
            schema["oneOf"].append({"$ref": f"#{SCHEMAS}Unknown{name}"})
    for one in objects(Document(root)):
        if one.pointer.startswith(SCHEMAS) and one.value.get("format") == "uuid":
            del one.value["format"]
    return root


def _unknown(name: str, tag: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"A {name} of a kind that this version does not know; its fields are kept as they came.",
        "required": [tag],
        "properties": {tag: {"type": "string", "description": "The kind"}},
        "additionalProperties": True,
    }
