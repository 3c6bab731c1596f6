"""Values of another JSON type."""

from __future__ import annotations

from typing import Any

from contract_tests.drift.values import json_type
from scripts.codegen.document import child, split
from scripts.mend.finding import Inexpressible, Observation, component, parent
from scripts.mend.overlay import Action
from scripts.mend.schemas import Schema, sample, scalars, written
from scripts.mend.uses import instances

KEPT = ("description", "x-secret")


def changed(seen: Observation) -> list[Action]:
    """Replace a type that no value has any more, else widen it by what was observed.

    The documented type also stays when nothing but null came instead.
    """
    defined = parent(seen.pointer)
    own = next((one for one in seen.properties() if defined in seen.document.branches(one)), defined)
    if own == f"#/components/schemas/{component(own)}":
        raise Inexpressible("the whole body has another type")
    observed = set(seen.schema["type"])
    documented = _documented(seen, defined)
    kept = documented if observed <= {"null"} else [one for one in documented if one in observed]
    if kept:
        return _widened(seen, own, kept, sorted(observed - set(kept)))
    return _replaced(seen, own, sorted(observed))


def _documented(seen: Observation, defined: str) -> list[str]:
    listed = seen.document.at(seen.pointer)
    if split(seen.pointer)[-1] == "anyOf":
        return []
    return [listed] if isinstance(listed, str) else list(listed)


def _widened(seen: Observation, own: str, kept: list[str], new: list[str]) -> list[Action]:
    description = f"{' and '.join(new)} came at {seen.place}"
    schema = seen.document.at(own)
    if "anyOf" in schema:
        return _more_branches(seen, own, new, description)
    if "$ref" in schema or "enum" in schema or not _simple(new):
        return _in_union(seen, own, new, description)
    types = [*kept, *(one for one in new if one not in kept)]
    return seen.replaced(own, schema | {"type": types}, description)


def _more_branches(seen: Observation, own: str, new: list[str], description: str) -> list[Action]:
    branches = [*seen.document.at(own)["anyOf"], *({"type": one} for one in new)]
    return seen.replaced(child(own, "anyOf"), branches, description)


def _in_union(seen: Observation, own: str, new: list[str], description: str) -> list[Action]:
    """The schema of a reference, a closed list or an object becomes one branch beside what came."""
    schema = seen.document.at(own)
    outside = {key: schema[key] for key in ("description", "examples", "x-secret", "x-source") if key in schema}
    branch = {key: value for key, value in schema.items() if key not in outside}
    union: Schema = {**outside, "anyOf": [branch, *({"type": one} for one in new)]}
    return seen.replaced(own, union, description)


def _simple(types: list[str]) -> bool:
    return not {"object", "array"} & set(types)


def _replaced(seen: Observation, own: str, types: list[str]) -> list[Action]:
    description = f"{' or '.join(types)} instead of what is documented came at {seen.place}"
    schema = seen.document.at(own)
    if "anyOf" in schema:
        known = {seen.document.at(branch).get("type") for branch in seen.document.branches(own)}
        return _more_branches(seen, own, [one for one in types if one not in known], description)
    components: dict[str, Schema] = {}
    actions = []
    if _simple(types):
        nullable = "null" in types
        replacement: dict[str, Any] = scalars([one for one in types if one != "null"], nullable)
    else:
        replacement = written(seen.schema, seen.name, component(own) or "", components)
        actions = [Action(description, "$.components.schemas", components)] if components else []
    replacement |= {key: schema[key] for key in KEPT if key in schema} | {"x-source": "inferred"}
    actions += seen.replaced(own, replacement, description)
    for instance in instances(seen.document, own):
        value = seen.document.at(instance)
        if json_type(value) not in types and not instance.startswith(f"{own}/"):
            actions += seen.replaced(instance, sample(types, value), description)
    return actions
