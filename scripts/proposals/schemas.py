"""From what was observed to schemas as the spec writes them: named objects, nullable types, marked as inferred."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contract_tests.judging.redact import NAMED_SECRET
from scripts.spec.document import Schema

DESCRIPTION = "Observed, documented nowhere"
COMPONENTS = "/components/schemas"
CONTAINERS = {"object", "array"}
SAMPLES: dict[str, Any] = {"integer": 0, "number": 0.5, "boolean": True, "null": None, "array": [], "object": {}}


def written(observed: Schema, name: str, owner: str, components: dict[str, Schema]) -> Schema:
    """The schema of a new field.

    Args:
        observed: What was observed of its values.
        name: The field's name.
        owner: The name of the component that the field belongs to.
        components: Takes the schemas of the objects in it, by name, since the generated client needs names.
    """
    schema = {**_typed(observed, owner + name[:1].upper() + name[1:], components), "description": DESCRIPTION}
    if NAMED_SECRET.search(name):
        schema["x-secret"] = True
    return schema | {"x-source": "inferred"}


def scalar(types: Iterable[str]) -> Schema:
    """The schema of one of several types, null the last; that of anything when nothing but null was seen."""
    listed = _null_last(types)
    if set(listed) <= {"null"}:
        return {}
    return {"type": listed[0] if len(listed) == 1 else listed}


def sample(types: list[str], instead_of: Any) -> Any:
    """A value of one of some types, as near as can be to a documented one of another type."""
    if "string" in types:
        return str(instead_of)
    if "integer" in types and isinstance(instead_of, str) and instead_of.isdecimal():
        return int(instead_of)
    return SAMPLES[types[0]]


def _typed(observed: Schema, name: str, components: dict[str, Schema]) -> Schema:
    types = _null_last(observed.get("type", []))
    if "integer" in types and "number" in types:
        types.remove("integer")
    if not CONTAINERS & set(types):
        return scalar(types)
    branches = [_branch(one, observed, name, components) for one in types]
    return branches[0] if len(branches) == 1 else {"anyOf": branches}


def _branch(one: str, observed: Schema, name: str, components: dict[str, Schema]) -> Schema:
    if one == "array":
        items = _typed(observed["items"], f"{name}Item", components) if "items" in observed else {}
        return {"type": "array", "items": items}
    if one == "object":
        components[name] = _object(observed.get("properties", {}), name, components)
        return {"$ref": f"#/components/schemas/{name}"}
    return {"type": one}


def _object(properties: dict[str, Schema], name: str, components: dict[str, Schema]) -> Schema:
    known = {key: written(value, key, name, components) for key, value in properties.items()}
    members: Schema = {"properties": known} if known else {"additionalProperties": True}
    return {"type": "object", "description": DESCRIPTION, **members, "x-source": "inferred"}


def _null_last(types: Iterable[str]) -> list[str]:
    return sorted(types, key="null".__eq__)
