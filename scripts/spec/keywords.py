"""What the keywords of one JSON schema say, whatever is inside of it."""

from __future__ import annotations

from typing import Any

from scripts.spec.document import Document
from scripts.spec.pointers import child, target
from scripts.spec.values import identity

UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
PLAIN = ("pattern", "format", "multipleOf", "uniqueItems")
FLAGS = ("readOnly", "writeOnly")
REMARKS = ("title", "description", "example", "examples", "externalDocs", "xml", "$comment")
OVERRIDDEN = (*REMARKS, "default", "deprecated", "discriminator")
UNIONS = ("oneOf", "anyOf")
COMPONENTS = "/components/schemas"
STRUCTURE = ("type", "enum", "const", "properties", "required", "items", "additionalProperties")
COMPOSITION = ("$ref", "$defs", "allOf", *UNIONS)
# Keywords that take every value when they are true or empty.
OPEN = (
    *("unevaluatedProperties", "unevaluatedItems", "propertyNames", "patternProperties"),
    *("dependentRequired", "dependentSchemas"),
)
# What a member of a union may say that is one value, or some, and no more.
LISTING = {"const", "enum", "type", "deprecated", *REMARKS}
BOOLEANS = {identity(True), identity(False)}


def common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The types that both take; a whole number is a number."""
    whole = {"integer"} if all({"integer", "number"} & types for types in (one, other)) else set()
    shared = one & other
    return shared if "number" in shared else shared | whole


def takes_null(document: Document, pointer: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether null is a value of a schema; what contains itself is not against it."""
    waiting, seen = [pointer], set(above)
    while waiting:
        pointer = waiting.pop()
        if pointer in seen:
            continue
        seen.add(pointer)
        schema = document.raw(pointer)
        if schema is False or (isinstance(schema, dict) and not _may_be_null(schema)):
            return False
        if isinstance(schema, dict):
            waiting += conjuncts(pointer, schema)
            for union in filter(None, (inner(pointer, schema, keyword) for keyword in UNIONS)):
                if not any(takes_null(document, member, frozenset(seen)) for member in union):
                    return False
    return True


def _may_be_null(schema: dict[str, Any]) -> bool:
    """Whether the keywords of a schema that speak of whole values take null."""
    listed = None in schema.get("enum", [None]) and schema.get("const") is None
    return listed and not is_open(schema.get("not", False)) and "null" in as_list(schema.get("type", "null"))


def conjuncts(pointer: str, schema: dict[str, Any]) -> tuple[str, ...]:
    """The schemas that have to hold as well: what a schema refers to, and the parts of its `allOf`."""
    referred = (target(schema["$ref"]),) if "$ref" in schema else ()
    return (*referred, *inner(pointer, schema, "allOf"))


def inner(pointer: str, schema: dict[str, Any], keyword: str) -> tuple[str, ...]:
    """The schemas that a keyword lists."""
    return tuple(child(pointer, keyword, index) for index in range(len(schema.get(keyword, []))))


def is_null(schema: Any) -> bool:
    """Whether a schema takes null and nothing else."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def listed(schema: dict[str, Any]) -> list[Any]:
    """The values that a closed list or a constant names."""
    return [schema["const"]] if "const" in schema else list(schema["enum"])


def lists_values(schema: dict[str, Any]) -> bool:
    """Whether a member of a union is a list of values and nothing else."""
    return not schema.keys().isdisjoint({"const", "enum"}) and schema.keys() <= LISTING


def is_open(value: Any) -> bool:
    """Whether a schema, or a map of them, takes everything."""
    return value is True or value == {}


def type_of(value: Any) -> str:
    """The type of a JSON value that is not null; a number without fraction is a whole one."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if value == int(value) else "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def as_list(value: Any) -> list[Any]:
    """One type, or several, as a list."""
    return value if isinstance(value, list) else [value]
