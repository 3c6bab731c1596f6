"""From what was observed to schemas as the spec writes them: named objects, nullable types, marked as inferred."""

from __future__ import annotations

from typing import Any

from contract_tests.drift.redact import NAMED_SECRET

Schema = dict[str, Any]

DESCRIPTION = "Observed, documented nowhere"
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


def _typed(observed: Schema, name: str, components: dict[str, Schema]) -> Schema:
    types = [one for one in observed.get("type", []) if one != "null"]
    nullable = "null" in observed.get("type", [])
    if "integer" in types and "number" in types:
        types.remove("integer")
    if "object" not in types and "array" not in types:
        return scalars(types, nullable)
    branches = [_branch(one, observed, name, components) for one in types]
    if len(branches) == 1 and not nullable:
        return branches[0]
    return {"anyOf": branches + [{"type": "null"}] * nullable}


def scalars(types: list[str], nullable: bool) -> Schema:
    """The schema of one of several types; that of anything when nothing but null was seen."""
    if not types:
        return {}
    listed = types + ["null"] * nullable
    return {"type": listed[0] if len(listed) == 1 else listed}


def _branch(one: str, observed: Schema, name: str, components: dict[str, Schema]) -> Schema:
    if one == "array":
        items = _typed(observed["items"], f"{name}Item", components) if "items" in observed else {}
        return {"type": "array", "items": items}
    if one == "object":
        properties = observed.get("properties", {})
        component: Schema = {"type": "object", "description": DESCRIPTION, "additionalProperties": True}
        if properties:
            del component["additionalProperties"]
            component["properties"] = {key: written(value, key, name, components) for key, value in properties.items()}
        components[name] = component | {"x-source": "inferred"}
        return {"$ref": f"#/components/schemas/{name}"}
    return {"type": one}


def sample(types: list[str], instead_of: Any) -> Any:
    """A value of one of some types, as near as can be to a documented one of another type."""
    if "string" in types:
        return str(instead_of)
    if "integer" in types and isinstance(instead_of, str) and instead_of.isdecimal():
        return int(instead_of)
    return SAMPLES[types[0]]
