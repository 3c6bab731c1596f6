"""The strict reading of a JSON value: every difference from its schema, undocumented fields included.

The spec's schemas stay lenient, because the generated client is made from them. The strict ones are derived
here: objects that do not say otherwise are closed, tagged unions are decided by their tag, and a nullable
schema is either null or that schema, so that every error names the one place that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, cast

import jsonschema_rs

from contract_tests.drift.finding import Deviation
from contract_tests.drift.pointers import ABSENT, each, get
from contract_tests.spec import Schema, Spec

LONGEST_VALUE = 80


@dataclass(frozen=True)
class Node:
    """A value in an instance beside the schema that documents it.

    `path` leads to the value in the instance, with `*` for every array index and map key. `declared` is where
    the spec mentions the value and `pointer` where it defines its schema: they differ by a reference.
    """

    path: str
    declared: str
    pointer: str
    schema: Schema
    value: Any
    secret: bool


class Shapes:
    """Strict schemas and documented places, derived from a spec."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._components = _close(spec.document["components"])
        self._validator = cache(self._compile)

    def deviations(self, pointer: str, instance: Any) -> Iterator[Deviation]:
        """Everything in `instance` that the schema at `pointer` does not say. Places are paths into the instance."""
        errors = [found for error in self._validator(pointer).iter_errors(instance) for found in _explain(error)]
        yield from _renamed(errors)
        for node in self.walk(pointer, instance):
            yield from _unknown_value(node)
            yield from _broken_invariants(node)

    def walk(self, declared: str, instance: Any, path: str = "", secret: bool = False) -> Iterator[Node]:
        """Every documented value in `instance`, the outermost first."""
        pointer = self._spec.locate(declared)
        schema = self._spec.at(pointer)
        secret = secret or any(entry.get("x-secret") is True for entry in (schema, self._spec.raw(declared)))
        yield Node(path, declared, pointer, schema, instance, secret)
        branch = self._branch(pointer, schema, instance)
        if branch is not None:
            yield from self.walk(branch, instance, path, secret)
        for child_pointer, step, child in _documented_children(pointer, schema, instance):
            yield from self.walk(child_pointer, child, f"{path}/{step}", secret)

    def _branch(self, pointer: str, schema: Schema, instance: Any) -> str | None:
        """The branch of a union that an instance belongs to, by its tag or else by its JSON type."""
        if "discriminator" in schema:
            tag = get(instance, f"/{schema['discriminator']['propertyName']}")
            target = schema["discriminator"]["mapping"].get(tag) if isinstance(tag, str) else None
            return cast("str", target).removeprefix("#") if target else None
        for index, branch in enumerate(schema.get("anyOf", [])):
            resolved = self._spec.resolve(branch)
            if _json_type(instance) in _types(resolved):
                return f"{pointer}/anyOf/{index}"
        return None

    def _compile(self, pointer: str) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(
            {"$ref": f"#{pointer}", "components": self._components}, validate_formats=True
        )


def _close(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_close(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: value if key in ("examples", "enum", "const") else _close(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    if "discriminator" in schema:
        return _tagged(schema["discriminator"])
    branches = schema.get("anyOf", [])
    if len(branches) == 2 and branches[1] == {"type": "null"}:
        del closed["anyOf"]
        closed |= {"if": {"type": "null"}, "else": _close(branches[0])}
    return closed


def _tagged(discriminator: dict[str, Any]) -> Schema:
    tag, mapping = discriminator["propertyName"], discriminator["mapping"]
    return {
        "type": "object",
        "required": [tag],
        "properties": {tag: {"enum": list(mapping)}},
        "allOf": [
            {"if": {"properties": {tag: {"const": value}}, "required": [tag]}, "then": {"$ref": target}}
            for value, target in mapping.items()
        ],
    }


def _documented_children(pointer: str, schema: Schema, instance: Any) -> Iterator[tuple[str, str, Any]]:
    if isinstance(instance, list) and "items" in schema:
        for item in instance:
            yield f"{pointer}/items", "*", item
    if isinstance(instance, dict):
        properties = schema.get("properties", {})
        for name, value in instance.items():
            if name in properties:
                yield f"{pointer}/properties/{_escape(name)}", _escape(name), value
            elif isinstance(schema.get("additionalProperties"), dict):
                yield f"{pointer}/additionalProperties", "*", value


def _explain(error: jsonschema_rs.ValidationError) -> Iterator[Deviation]:
    """The deviations that one validation error stands for; a single error may name several fields."""
    place, pointer, keyword = _place(error), _pointer(error.schema_path), str(error.schema_path[-1])
    details, instance = error.kind.as_dict(), error.instance
    parent = pointer.rpartition("/")[0]
    if keyword == "required":
        name = _escape(details["property"])
        pointer = f"{parent}/properties/{name}"
        yield Deviation("missing-field", "breaking", f"{place}/{name}", "present", "absent", pointer)
    elif keyword == "additionalProperties":
        for name in details["unexpected"]:
            observed = f"present, {_json_type(cast('dict[str, Any]', instance)[name])}"
            place_of_field = f"{place}/{_escape(name)}"
            yield Deviation("undocumented-field", "additive", place_of_field, "not documented", observed, parent)
    elif keyword in ("type", "anyOf"):
        types = details["types"] if keyword == "type" else [_listed(one.kind) for (one,) in details["context"]]
        yield Deviation("type", "breaking", place, " or ".join(types), _json_type(instance), pointer)
    else:
        kind = "value" if keyword in ("enum", "const") else keyword
        yield Deviation(kind, "breaking", place, _expected(keyword, details), describe(instance), pointer)


def _expected(keyword: str, details: dict[str, Any]) -> str:
    match keyword:
        case "enum":
            return "one of " + ", ".join(map(describe, details["options"]))
        case "const":
            return describe(details["expected_value"])
        case "minimum" | "minLength" | "minItems" | "maximum" | "maxLength" | "maxItems":
            return f"{keyword} {details['limit']}"
    return f"{keyword} {details.get(keyword, '')}".strip()


def _listed(kind: Any) -> str:
    return " or ".join(kind.as_dict().get("types", []))


def _renamed(deviations: list[Deviation]) -> Iterator[Deviation]:
    """Say a rename once: in the same object one field is gone and one of no documented name has come."""
    gone, new = _places(deviations, "missing-field"), _places(deviations, "undocumented-field")
    renames = {parent: new[parent] for parent in gone if len(gone[parent]) == 1 and len(new.get(parent, ())) == 1}
    for deviation in deviations:
        parent = deviation.place.rpartition("/")[0]
        if parent not in renames or deviation.kind not in ("missing-field", "undocumented-field"):
            yield deviation
        elif deviation.kind == "missing-field":
            (name,) = renames[parent]
            yield replace(deviation, observed=f"absent, but an undocumented `{name}` is there")


def _places(deviations: list[Deviation], kind: str) -> dict[str, set[str]]:
    """The names of fields with a deviation of a kind, by the place of their object."""
    found: dict[str, set[str]] = {}
    for deviation in deviations:
        if deviation.kind == kind:
            parent, _, name = deviation.place.rpartition("/")
            found.setdefault(parent, set()).add(name)
    return found


def _unknown_value(node: Node) -> Iterator[Deviation]:
    known = node.schema.get("x-extensible-enum")
    if known is not None and isinstance(node.value, str) and node.value not in known:
        expected = "one of the documented " + ", ".join(map(describe, known))
        yield Deviation("new-value", "additive", node.path, expected, describe(node.value), node.pointer)


def _broken_invariants(node: Node) -> Iterator[Deviation]:
    for index, rule in enumerate(node.schema.get("x-invariants", [])):
        broken = _broken(rule, node.value)
        if broken:
            field, expected, observed = broken
            pointer = f"{node.pointer}/x-invariants/{index}"
            yield Deviation("invariant", "breaking", f"{node.path}{field}", expected, observed, pointer)


def _broken(rule: dict[str, str], value: Any) -> tuple[str, str, str] | None:
    """Field, expected and observed of an invariant that does not hold; None where it holds or cannot be told."""
    if "sum" in rule:
        total, parts = get(value, rule["equals"]), list(each(value, rule["sum"]))
        if _number(total) and all(map(_number, parts)) and sum(parts) != total:
            return rule["equals"], f"the sum of {rule['sum']}", f"{total}, the sum is {sum(parts)}"
        return None
    field, subject = rule["value"], get(value, rule["value"])
    if "at-most" in rule:
        bound = get(value, rule["at-most"])
        holds = not (_number(subject) and _number(bound)) or subject <= bound
        return None if holds else (field, f"at most {rule['at-most']}", f"{subject}, the bound is {bound}")
    if "before" in rule:
        start, end = instant(subject), instant(get(value, rule["before"]))
        holds = start is None or end is None or start < end
        return None if holds else (field, f"before {rule['before']}", f"{subject}, not before it")
    active = get(value, rule["null-while"]) is True
    if active and subject is not None and subject is not ABSENT:
        return field, f"null while {rule['null-while']}", describe(subject)
    return None


def instant(value: Any) -> datetime | None:
    """A date-time with a zone as a datetime, or None for anything else."""
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return parsed if parsed.tzinfo else None


def describe(value: Any) -> str:
    """A value in one short line: its JSON for scalars, its type for the rest."""
    if value is ABSENT:
        return "absent"
    if isinstance(value, dict | list):
        return f"{_json_type(value)} of {len(value)}"
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    # Never a part of a long value: redaction could not recognise a secret that is cut in two.
    return text if len(text) <= LONGEST_VALUE else f"{_json_type(value)} of {len(str(value))} characters"


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _types(schema: Schema) -> list[str]:
    declared = schema.get("type", [])
    types = [declared] if isinstance(declared, str) else list(declared)
    return [*types, "integer"] if "number" in types else types


def _json_type(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _place(error: jsonschema_rs.ValidationError) -> str:
    """The instance's path with `*` in place of array indices and of the keys of maps."""
    keys, place, named = iter(error.instance_path), "", False
    for step in error.evaluation_path:
        if named or step in ("items", "additionalProperties"):
            key = next(keys, None)
            place += "" if key is None else f"/{_escape(str(key))}" if named else "/*"
            named = False
        else:
            named = step == "properties"
    return place


def _pointer(path: list[str | int]) -> str:
    return "".join(f"/{_escape(str(token))}" for token in path)


def _escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")
