"""Types and limits of values in words, with links to the schemas that have names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.reference.markdown import code, flow, text
from scripts.spec.keywords import LOWER, PLAIN, UPPER

SCHEMAS_PAGE = "schemas.md"
COMPOSED = {"oneOf": "or", "anyOf": "or", "allOf": "and"}
LIMITS = (*LOWER, *UPPER, *PLAIN, "default")


def named(reference: str) -> str:
    """A link to the schema that a `$ref` leads to."""
    name = reference.rpartition("/")[2]
    return f"[{name}]({SCHEMAS_PAGE}#{name})"


def type_of(schema: Mapping[str, Any]) -> str:
    """The type of a schema as it is written, such as `array of [App](schemas.md#App)`."""
    if "$ref" in schema:
        return named(schema["$ref"])
    for keyword, word in COMPOSED.items():
        if keyword in schema:
            return f" {word} ".join(map(type_of, schema[keyword]))
    if "const" in schema:
        return code(schema["const"])
    if "enum" in schema:
        return " or ".join(map(code, schema["enum"]))
    declared = schema.get("type", "any")
    return " or ".join(_one(kind, schema) for kind in ([declared] if isinstance(declared, str) else declared))


def limits_of(schema: Mapping[str, Any]) -> list[str]:
    """The limits, formats and defaults of a schema, and what its extensions say."""
    return [
        code(f"{name}: {flow(schema[name])}")
        for name in schema
        if name in LIMITS or (name.startswith("x-") and name != "x-source")
    ]


def with_limits(description: object, limits: Sequence[str]) -> str:
    """A description, followed by limits."""
    return " ".join([text(description), *limits]).strip()


def _one(kind: str, schema: Mapping[str, Any]) -> str:
    if kind == "array" and isinstance(schema.get("items"), dict):
        return f"array of {type_of(schema['items'])}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict) and "properties" not in schema:
        return f"map of {type_of(schema['additionalProperties'])}"
    return kind
