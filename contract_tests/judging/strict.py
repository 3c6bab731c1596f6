"""Strict schemas, derived from the spec's lenient ones, and the deviations that their validator's errors stand for.

Objects that do not say otherwise are closed, unions of objects are decided by their tag or by which fields are there,
and a nullable schema is either null or that schema, so that every error names the one place that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from typing import Any, cast

import jsonschema_rs

from contract_tests.judging.finding import Deviation
from contract_tests.judging.observed import MOST_FIELDS, merged, observed, observed_value
from contract_tests.judging.values import LONGEST_VALUE, describe, json_type
from scripts.spec.document import Document, Schema
from scripts.spec.pointers import child, escape, mapped, parent
from scripts.spec.unions import Telling, untagged

FIELD_KINDS = ("missing-field", "undocumented-field")


def strict(schema: Any, document: Document) -> Any:
    """A strict copy of a schema, or of any part of a document that holds schemas."""
    if isinstance(schema, list):
        return [strict(item, document) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = ("examples", "enum", "const")
    closed = {key: value if key in plain else strict(value, document) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    if "discriminator" in schema:
        return _tagged(schema["discriminator"])
    if found := untagged(document, schema):
        keyword, tellings = found
        return _by_fields(closed[keyword], tellings)
    branches = schema.get("anyOf", [])
    if len(branches) == 2 and branches[1] == {"type": "null"}:
        del closed["anyOf"]
        closed |= {"if": {"type": "null"}, "else": strict(branches[0], document)}
    return closed


def _tagged(discriminator: dict[str, Any]) -> Schema:
    tag, mapping = discriminator["propertyName"], discriminator["mapping"]
    return {
        "type": "object",
        "required": [tag],
        "properties": {tag: {"enum": list(mapping)}},
        "allOf": [
            {"if": {"properties": {tag: {"const": value}}, "required": [tag]}, "then": {"$ref": f"#{mapped(target)}"}}
            for value, target in mapping.items()
        ],
    }


def _by_fields(branches: list[Schema], tellings: list[Telling]) -> Schema:
    """The branch whose needed field is there, or else any field that it alone has, or else the first one."""
    needed = [({"required": [one.needed]}, branch) for one, branch in zip(tellings, branches, strict=True)]
    own = [
        ({"anyOf": [{"required": [name]} for name in sorted(one.own)]}, branch)
        for one, branch in zip(tellings, branches, strict=True)
    ]
    decided = branches[0]
    for condition, branch in reversed([*needed, *own]):
        decided = {"if": {"type": "object", **condition}, "then": branch, "else": decided}
    return decided


def deviations(errors: Iterable[jsonschema_rs.ValidationError]) -> Iterator[Deviation]:
    """What the errors of a strict validator stand for. Places are paths into the instance."""
    return _renamed([deviation for error in errors for deviation in _explain(error)])


def _explain(error: jsonschema_rs.ValidationError) -> Iterator[Deviation]:
    """The deviations that one validation error stands for; a single error may name several fields."""
    place, pointer, keyword = _place(error), _pointer(error.schema_path), str(error.schema_path[-1])
    details, instance = error.kind.as_dict(), error.instance
    holder = parent(pointer)
    if keyword == "required":
        name = escape(details["property"])
        pointer = f"{holder}/properties/{name}"
        yield Deviation("missing-field", "breaking", f"{place}/{name}", "present", "absent", pointer)
    elif keyword == "additionalProperties":
        yield from _undocumented(cast("dict[str, Any]", instance), details["unexpected"], place, holder)
    elif keyword == "anyOf":
        yield from _explain_union(error, details["context"])
    elif keyword == "type":
        yield _type_deviation(error, details["types"])
    else:
        kind = "value" if keyword in ("enum", "const") else keyword
        expected, schema_of_value = _expected(keyword, details), observed_value(instance) if kind == "value" else None
        yield Deviation(kind, "breaking", place, expected, describe(instance), pointer, schema_of_value)


def _undocumented(instance: dict[str, Any], names: list[str], place: str, pointer: str) -> Iterator[Deviation]:
    """A deviation for each undocumented field of an object, or one for all where they are too many to be fields."""
    if len(names) > MOST_FIELDS:
        observed_fields = f"{len(names)} undocumented fields"
        yield Deviation("undocumented-field", "additive", f"{place}/*", "not documented", observed_fields, pointer)
        return
    for name in names:
        value = instance[name]
        step = escape(name) if len(name) <= LONGEST_VALUE else f"[a name of {len(name)} characters]"
        present = f"present, {json_type(value)}"
        schema = observed(value)
        yield Deviation("undocumented-field", "additive", f"{place}/{step}", "not documented", present, pointer, schema)


def _expected(keyword: str, details: dict[str, Any]) -> str:
    match keyword:
        case "enum":
            options = [describe(one) for one in details["options"]]
            return options[0] if len(options) == 1 else f"one of {', '.join(options)}"
        case "const":
            return describe(details["expected_value"])
        case "minimum" | "minLength" | "minItems" | "maximum" | "maxLength" | "maxItems":
            return f"{keyword} {details['limit']}"
    return f"{keyword} {details.get(keyword, '')}".strip()


def _explain_union(
    error: jsonschema_rs.ValidationError, branches: list[list[jsonschema_rs.ValidationError]]
) -> Iterator[Deviation]:
    """What is wrong inside the branch whose type fits, or that the type fits none."""
    types = []
    for errors in branches:
        misfit = [one for one in errors if one.instance_path == error.instance_path and one.schema_path[-1] == "type"]
        if not misfit:
            for one in errors:
                yield from _explain(one)
            return
        types += misfit[0].kind.as_dict()["types"]
    yield _type_deviation(error, types)


def _type_deviation(error: jsonschema_rs.ValidationError, types: list[str]) -> Deviation:
    instance = error.instance
    return Deviation(
        kind="type",
        severity="breaking",
        place=_place(error),
        expected=" or ".join(types),
        observed=json_type(instance),
        pointer=_pointer(error.schema_path),
        observed_schema=observed(instance),
    )


def _renamed(deviations: list[Deviation]) -> Iterator[Deviation]:
    """Say a rename, or another object altogether, once: fields are gone, and others of no documented name have come."""
    gone, new = _places(deviations, "missing-field"), _places(deviations, "undocumented-field")
    others = {holder for holder in gone if len(gone[holder]) > 1 and len(new.get(holder, ())) > 1}
    for holder in sorted(others):
        pointer = next(
            one.pointer for one in deviations if parent(one.place) == holder and one.kind == "undocumented-field"
        )
        expected, observed_names = (f"an object with {', '.join(sorted(names[holder]))}" for names in (gone, new))
        yield Deviation("other-object", "breaking", holder, expected, observed_names, pointer)
    deviations = [one for one in deviations if parent(one.place) not in others or one.kind not in FIELD_KINDS]
    renames = {place: new[place] for place in gone if len(gone[place]) == 1 and len(new.get(place, ())) == 1}
    for deviation in deviations:
        holder = parent(deviation.place)
        if holder not in renames or deviation.kind not in FIELD_KINDS:
            yield deviation
        elif deviation.kind == "missing-field":
            (name,) = renames[holder]
            schemas = (one.observed_schema for one in deviations if one.place == f"{holder}/{name}")
            yield replace(
                deviation,
                observed=f"absent, but an undocumented `{name}` is there",
                observed_schema={"properties": {name: reduce(merged, schemas)}},
            )


def _places(deviations: list[Deviation], kind: str) -> dict[str, set[str]]:
    """The names of fields with a deviation of a kind, by the place of their object."""
    found: dict[str, set[str]] = {}
    for deviation in deviations:
        if deviation.kind == kind:
            holder, _, name = deviation.place.rpartition("/")
            found.setdefault(holder, set()).add(name)
    return found


def _place(error: jsonschema_rs.ValidationError) -> str:
    """The instance's path with `*` in place of array indices and of the keys of maps."""
    keys, place, named = iter(error.instance_path), "", False
    for step in error.evaluation_path:
        if named or step in ("items", "additionalProperties"):
            key = next(keys, None)
            place += "" if key is None else f"/{escape(str(key))}" if named else "/*"
            named = False
        else:
            named = step == "properties"
    return place


def _pointer(path: list[str | int]) -> str:
    return child("", *path)
