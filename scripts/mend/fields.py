"""Fields that came, went, or go by another name."""

from __future__ import annotations

from typing import Any

from scripts.codegen.document import child, split
from scripts.mend.finding import Inexpressible, Observation, component, parent
from scripts.mend.overlay import Action
from scripts.mend.schemas import Schema, written
from scripts.mend.uses import instances, renamed_pointers


def missing(seen: Observation) -> list[Action]:
    """A required field is absent: it is renamed if an undocumented one came in its place, else optional."""
    schema, old = parent(parent(seen.pointer)), split(seen.pointer)[-1]
    new = next(iter(seen.schema.get("properties", {})), None)
    if new is not None:
        return _renamed(seen, schema, old, new)
    required = child(schema, "required")
    description = f"`{old}` is optional: it was absent in {seen.operation_id}"
    rest = [name for name in seen.document.at(required) if name != old]
    return seen.replaced(required, rest, description) if rest else seen.removed(required, description)


def added(seen: Observation) -> list[Action]:
    """A field came that is documented nowhere: it becomes an optional one."""
    owner = component(seen.pointer)
    if owner is None or seen.pointer != f"#/components/schemas/{owner}":
        raise Inexpressible("the object it came in has no name among the components")
    components: dict[str, Schema] = {}
    schema = written(seen.schema, seen.name, owner, components)
    taken = components.keys() & seen.document.root["components"]["schemas"].keys()
    if taken:
        raise Inexpressible(f"a component {min(taken)} would be needed, and there is one already")
    description = f"`{seen.name}` came in {seen.operation_id}"
    actions = [Action(description, seen.path(child(seen.pointer, "properties")), {seen.name: schema})]
    if components:
        actions.insert(0, Action(description, "$.components.schemas", components))
    return actions


def _renamed(seen: Observation, schema: str, old: str, new: str) -> list[Action]:
    document, definition = seen.document, seen.document.at(schema)
    if definition.get("discriminator", {}).get("propertyName") == old:
        raise Inexpressible("the field tells the branches of a union apart")
    description = f"`{old}` is now `{new}` in {component(schema)}"
    actions = seen.renamed(child(schema, "properties", old), new, description)
    if old in definition.get("required", []):
        required = [new if name == old else name for name in definition["required"]]
        actions += seen.replaced(child(schema, "required"), required, description)
    for pointer, text in renamed_pointers(document, schema, old, new).items():
        actions += seen.replaced(pointer, text, description)
    for instance in instances(document, schema):
        value: Any = document.at(instance)
        if isinstance(value, dict) and old in value:
            actions += seen.renamed(child(instance, old), new, description)
    return actions
