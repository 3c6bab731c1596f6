"""Values of another JSON type."""

from __future__ import annotations

from contract_tests.judging.values import json_type
from scripts.proposals.observation import Inexpressible, Observation, component, is_component, last
from scripts.proposals.overlay import Action
from scripts.proposals.schemas import COMPONENTS, CONTAINERS, sample, scalar, written
from scripts.proposals.uses import instances
from scripts.spec.document import Schema
from scripts.spec.pointers import child, parent

# What stays of a schema whose type is replaced, and what stays outside of one that becomes a branch.
KEPT = ("description", "x-secret")
OUTSIDE = ("description", "examples", "x-secret", "x-source")


def changed(seen: Observation) -> list[Action]:
    """Replace a type that no value has any more, else widen it by what was observed.

    The documented type also stays when nothing but null came instead.
    """
    defined = parent(seen.pointer)
    own = next((one for one in seen.properties() if defined in seen.spec.branches(one)), defined)
    if is_component(own):
        raise Inexpressible("the whole body has another type")
    if "type" not in seen.schema:
        raise Inexpressible("no value was kept whose type could be read")
    observed, documented = set(seen.schema["type"]), _documented(seen)
    kept = documented if observed <= {"null"} else [one for one in documented if one in observed]
    if kept:
        return _widened(seen, own, kept, sorted(observed - set(kept)))
    return _replaced(seen, own, sorted(observed))


def _documented(seen: Observation) -> list[str]:
    listed = seen.spec.raw(seen.pointer)
    if last(seen.pointer) == "anyOf":
        return []
    return [listed] if isinstance(listed, str) else list(listed)


def _widened(seen: Observation, own: str, kept: list[str], new: list[str]) -> list[Action]:
    description = f"the type may be {' or '.join(new)} as well, as it came at {seen.place}"
    schema = seen.spec.raw(own)
    if "anyOf" in schema:
        return _more_branches(seen, own, new, description)
    if "$ref" in schema or "enum" in schema or CONTAINERS & set(new):
        return seen.replaced(own, _union(schema, new), description)
    return seen.replaced(own, schema | {"type": [*kept, *new], "x-source": "inferred"}, description)


def _more_branches(seen: Observation, own: str, types: list[str], description: str) -> list[Action]:
    branches = [*seen.spec.raw(own)["anyOf"], *({"type": one} for one in types)]
    return seen.replaced(child(own, "anyOf"), branches, description)


def _union(schema: Schema, new: list[str]) -> Schema:
    """The schema of a reference, a closed list or an object as one branch beside what came."""
    outside = {key: schema[key] for key in OUTSIDE if key in schema}
    branch = {key: value for key, value in schema.items() if key not in outside}
    return {**outside, "anyOf": [branch, *({"type": one} for one in new)], "x-source": "inferred"}


def _replaced(seen: Observation, own: str, types: list[str]) -> list[Action]:
    description = f"the type becomes {' or '.join(types)}, as it came at {seen.place}"
    schema = seen.spec.raw(own)
    if "anyOf" in schema:
        known = {seen.spec.raw(branch).get("type") for branch in seen.spec.branches(own)}
        return _more_branches(seen, own, [one for one in types if one not in known], description)
    components: dict[str, Schema] = {}
    if CONTAINERS & set(types):
        replacement = written(seen.schema, last(seen.path), component(own) or "", components)
    else:
        replacement = scalar(types)
    replacement |= {key: schema[key] for key in KEPT if key in schema} | {"x-source": "inferred"}
    actions = seen.added(COMPONENTS, components, description) + seen.replaced(own, replacement, description)
    for instance in instances(seen.spec, own):
        value = seen.spec.raw(instance)
        if json_type(value) not in types and not instance.startswith(f"{own}/"):
            actions += seen.replaced(instance, sample(types, value), description)
    return actions
