"""What is proposed for each kind of finding about the shape of answers; changes of type are in json_types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.proposals.json_types import changed
from scripts.proposals.observation import Inexpressible, Observation, component, is_component, last
from scripts.proposals.overlay import Action
from scripts.proposals.schemas import COMPONENTS, DESCRIPTION, written
from scripts.proposals.uses import instances, renamed_pointers
from scripts.spec.document import Schema
from scripts.spec.media_types import JSON
from scripts.spec.pointers import child, parent

LIMITS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "format",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
)  # fmt: skip
OPEN_LIST = "x-extensible-enum"


def missing_field(seen: Observation) -> list[Action]:
    """A required field is absent: it is renamed if an undocumented one came in its place, else optional."""
    schema, old = parent(parent(seen.pointer)), last(seen.pointer)
    new = next(iter(seen.schema.get("properties", {})), None)
    if new is not None:
        return _renamed(seen, schema, old, new)
    required = child(schema, "required")
    description = f"`{old}` is optional: it was absent in {seen.operation_id}"
    rest = [name for name in seen.spec.raw(required) if name != old]
    return seen.replaced(required, rest, description) if rest else seen.removed(required, description)


def _renamed(seen: Observation, schema: str, old: str, new: str) -> list[Action]:
    spec, definition = seen.spec, seen.spec.raw(schema)
    if definition.get("discriminator", {}).get("propertyName") == old:
        raise Inexpressible("the field tells the branches of a union apart")
    description = f"`{old}` is now `{new}` in {component(schema)}"
    field = seen.spec.raw(child(schema, "properties", old))
    actions = seen.renamed(child(schema, "properties", old), new, description, {**field, "x-source": "inferred"})
    if old in definition.get("required", []):
        required = [new if name == old else name for name in definition["required"]]
        actions += seen.replaced(child(schema, "required"), required, description)
    for pointer, text in renamed_pointers(spec, schema, old, new).items():
        actions += seen.replaced(pointer, text, description)
    for instance in instances(spec, schema):
        value = spec.raw(instance)
        if isinstance(value, dict) and old in value:
            actions += seen.renamed(child(instance, old), new, description)
    return actions


def undocumented_field(seen: Observation) -> list[Action]:
    """A field came that is documented nowhere: it becomes an optional one."""
    if not is_component(seen.pointer):
        raise Inexpressible("the object it came in has no name among the components")
    name = last(seen.path)
    components: dict[str, Schema] = {}
    schema = written(seen.schema, name, last(seen.pointer), components)
    taken = components.keys() & seen.spec.raw(COMPONENTS).keys()
    if taken:
        raise Inexpressible(f"a component {min(taken)} would be needed, and there is one already")
    description = f"`{name}` came in {seen.operation_id}"
    field = seen.added(child(seen.pointer, "properties"), {name: schema}, description)
    return [*seen.added(COMPONENTS, components, description), *field]


def new_value(seen: Observation) -> list[Action]:
    """A value came that is not in the list: it joins the list."""
    new, keyword = seen.schema.get("enum", []), last(seen.pointer)
    if not new:
        raise Inexpressible("the value is too long, or no text, to join a list")
    if keyword == "const":
        raise Inexpressible("a constant tells the branches of a union apart; a new one needs a branch of its own")
    if keyword == "x-error-codes":
        return [action for code in new for action in seen.added(seen.pointer, {code: {}}, f"the code {code} came")]
    pointer = seen.pointer if keyword == "enum" else child(seen.pointer, OPEN_LIST)
    description = f"{' and '.join(map(repr, new))} came in {seen.operation_id}"
    # Appending would be an action of its own, but tools differ in what they make of one that appends a text.
    return seen.replaced(pointer, [*seen.spec.raw(pointer), *new], description)


def broken_limit(seen: Observation) -> list[Action]:
    """A value breaks a limit: the limit goes."""
    keyword = last(seen.pointer)
    if keyword not in LIMITS:
        raise Inexpressible(f"it contradicts `{keyword}`, which cannot be loosened by itself")
    return seen.removed(seen.pointer, f"`{keyword}` no longer holds at {seen.place}")


def undocumented_status(seen: Observation) -> list[Action]:
    """An undocumented status came: a success like the documented one, a refusal like others of that status."""
    code = seen.place.removeprefix("response ")
    if not code.isdecimal():
        raise Inexpressible("the status is documented, but not for this request")
    return seen.added(seen.pointer, {code: _response(seen, code)}, f"{code} came in {seen.operation_id}")


def _response(seen: Observation, code: str) -> Any:
    own = seen.spec.raw(seen.pointer)
    if code.startswith("2"):
        return own[min(status for status in own if status.startswith("2"))]
    if not code.startswith(("4", "5")):
        raise Inexpressible("a redirection is no answer of the operation")
    for operation in seen.spec.operations.values():
        if code in operation.value["responses"]:
            return operation.value["responses"][code]
    refusals = [response.pointer for status, response in seen.operation.responses.items() if status >= "4"]
    if not refusals:
        raise Inexpressible("the operation documents no refusal that tells what its body would be")
    schema = seen.spec.raw(child(refusals[0], "content", JSON, "schema"))
    return {"description": DESCRIPTION, "content": {JSON: {"schema": schema}}, "x-source": "inferred"}


def media_type(seen: Observation) -> list[Action]:
    """JSON came under another name: the same schema holds for it."""
    if not (seen.observed == JSON or seen.observed.endswith("+json")):
        if seen.observed == "absent":
            raise Inexpressible("OpenAPI cannot say that an answer with a body has no Content-Type")
        raise Inexpressible(f"a body of {seen.observed} has no JSON schema")
    content = child(seen.pointer, "content")
    same = {seen.observed: seen.spec.raw(child(content, JSON))}
    return seen.added(content, same, f"{seen.observed} came in {seen.operation_id}")


def missing_header(seen: Observation) -> list[Action]:
    """A required header is absent: it becomes optional."""
    name = seen.place.rpartition(" header ")[2]
    header = seen.spec.locate(child(seen.pointer, "headers", name))
    return seen.removed(child(header, "required"), f"the header {name} was absent in {seen.operation_id}")


PROPOSALS: dict[str, Callable[[Observation], list[Action]]] = {
    "missing-field": missing_field,
    "undocumented-field": undocumented_field,
    "type": changed,
    "new-value": new_value,
    "value": new_value,
    "status": undocumented_status,
    "media-type": media_type,
    "missing-header": missing_header,
    "header": broken_limit,
    **dict.fromkeys(LIMITS, broken_limit),
}
