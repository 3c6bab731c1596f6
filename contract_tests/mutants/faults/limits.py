"""Mutants of what is asked of a request: limits shifted, lists of values changed, fields required or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from contract_tests.mock import HttpRules, RefusalError
from contract_tests.mutants.change import Change
from contract_tests.mutants.faults.nested_limits import alone, nested
from contract_tests.mutants.mock_rules import reading
from contract_tests.mutants.mutant import How, Mutant, fault
from contract_tests.mutants.places import sample
from scripts.spec.document import Document, Schema
from scripts.spec.invariants import invariant_pointers
from scripts.spec.operations import Operation, Parameter
from scripts.spec.pointers import ABSENT, child, split
from scripts.spec.spec import Spec

BOUNDS = ("maxLength", "minLength", "minimum", "maximum", "maxItems", "minItems")
ONE_MORE = "takes one more value"
GUESS = "which value is new cannot be known; the run sends one of its own, which is still refused"
PYTHON_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}

# Kind, what is wrong, and how the server differs.
Described = tuple[str, str, How]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every limit of every parameter and body."""
    for operation in spec.operations.values():
        for kind, what, how in _limits(operation):
            yield fault(operation, kind, what, how, unseen=GUESS if what.endswith(ONE_MORE) else "")


def _limits(operation: Operation) -> Iterator[Described]:
    for parameter in operation.parameters:
        if parameter.location != "path":
            yield from _parameter(parameter)
    if operation.request_schema:
        yield from _body(operation, operation.request_schema)


def _parameter(parameter: Parameter) -> Iterator[Described]:
    """A query parameter out of its range is promised nothing, so only what narrows the range is a mutant."""
    where = f"{parameter.location} {parameter.name}"
    pointer = child(parameter.pointer, "schema")
    yield from _bounds(parameter.document, pointer, where, loosened=parameter.location == "header")
    default = parameter.schema.get("default")
    if isinstance(default, int):
        for value in (default - 1, default + 1) if default else (default + 1,):
            yield "limit", f"{where} defaults to {value}", _edited(pointer, "default", value)
    if not parameter.required:
        yield "required", f"{where} is required", _edited(parameter.pointer, "required", True)


def _body(operation: Operation, pointer: str) -> Iterator[Described]:
    document, schema = operation.document, operation.document.at(pointer)
    samples = {name: sample(document, inner) for name, inner in schema.get("properties", {}).items()}
    required: list[str] = schema.get("required", [])
    for name in schema.get("properties", {}):
        field = child(pointer, "properties", name)
        # What hangs together with the field is filled in along with it, so that the body is of use.
        together = {one: samples[one] for one in _together(schema, name)}
        yield from _bounds(document, field, f"body {name}", loosened=True)
        if "enum" in document.at(field):
            yield from _values(document.at(field)["enum"], field, name)
        else:
            yield from _types(document, field, name, together)
        yield from nested(document, field, name, together)
        if name in required:
            rest = [one for one in required if one != name]
            yield "required", f"body {name} is optional", _edited(pointer, "required", rest, _filling(name, together))
        else:
            yield "required", f"body {name} is required", _edited(pointer, "required", [*required, name])
    whole = reading(lambda body: body or {name: samples[name] for name in required})
    body = child(operation.pointer, "requestBody")
    yield "required", "body is optional", _edited(body, "required", False, whole)


def _together(schema: Schema, name: str) -> set[str]:
    """The fields of a body that an invariant ties to one of them, with itself."""
    tied = {name}
    for rule in schema.get("x-invariants", []):
        fields = {split(pointer)[0] for _, pointer in invariant_pointers(rule)}
        if name in fields:
            tied |= fields
    return tied


def _bounds(document: Document, pointer: str, where: str, *, loosened: bool) -> Iterator[Described]:
    schema = document.at(pointer)
    for keyword in BOUNDS:
        for by in (-1, 1) if keyword in schema else ():
            is_looser = (by > 0) == keyword.startswith("max")
            if loosened or not is_looser:
                value = schema[keyword] + by
                yield "limit", f"{where} {keyword} {value}", _edited(pointer, keyword, value)


def _values(values: list[str], pointer: str, name: str) -> Iterator[Described]:
    for value in values:
        rest = [one for one in values if one != value]
        yield "enum", f"body {name} is no longer {value}", _edited(pointer, "enum", rest)
    yield "enum", f"body {name} takes any text", _edited(pointer, "enum", ABSENT)
    yield "enum", f"body {name} {ONE_MORE}", _edited(pointer, "enum", [*values, f"{values[0]}-next"])


def _types(document: Document, pointer: str, name: str, together: dict[str, Any]) -> Iterator[Described]:
    schema = document.at(pointer)
    python_type = PYTHON_TYPES[schema["type"]]
    coercing = _mending(name, lambda value: isinstance(value, python_type), together)
    loose = Change(edit=alone(pointer, schema, type=ABSENT), http=coercing)
    yield "type loosened", f"body {name} may have any type", loose
    if "pattern" in schema:
        yield "limit", f"body {name} takes what is against its pattern", _edited(pointer, "pattern", ABSENT)
    if "items" in schema:
        yield _elements(document, pointer, name, together)
    if schema["type"] == "string" and not schema.keys() & {"pattern", "format"}:
        yield from _texts(schema, pointer, name)


def _elements(document: Document, pointer: str, name: str, together: dict[str, Any]) -> Described:
    items = document.at(child(document.locate(pointer), "items"))
    item_type = PYTHON_TYPES[items["type"]]
    if len(together) > 1:
        keeping = _mending(name, lambda value: all(isinstance(item, item_type) for item in value), together)
    else:
        keeping = _reading_field(name, lambda value: [item for item in value if isinstance(item, item_type)])
    loose = {keyword: value for keyword, value in items.items() if keyword != "type"}
    change = Change(edit=alone(pointer, document.at(pointer), items=loose), http=keeping)
    return "type loosened", f"elements of body {name} may have any type", change


def _texts(schema: Schema, pointer: str, name: str) -> Iterator[Described]:
    yield "limit", f"body {name} must be ASCII", _edited(pointer, "pattern", r"^[\x00-\x7f]*$")
    what = f"body {name} takes no character beyond 16 bits"
    yield "limit", what, _edited(pointer, "pattern", r"^[\x00-\uffff]*$")
    if "maxLength" in schema:
        yield "limit", f"body {name} is measured in bytes", _measuring_bytes(name, schema["maxLength"])


def _edited(pointer: str, keyword: str, value: Any, http: type[HttpRules] = HttpRules) -> Change:
    return Change(edit={child(pointer, keyword): value}, http=http)


def _filling(name: str, samples: dict[str, Any]) -> type[HttpRules]:
    """Rules that put samples into a body that lacks a field."""
    return reading(lambda body: body if name in body else {**body, **samples})


def _mending(name: str, fits: Callable[[Any], bool], samples: dict[str, Any]) -> type[HttpRules]:
    """Rules that put samples into a body whose field does not fit."""
    return reading(lambda body: body if name not in body or fits(body[name]) else {**body, **samples})


def _reading_field(name: str, read: Callable[[Any], Any]) -> type[HttpRules]:
    return reading(lambda body: {**body, name: read(body[name])} if name in body else body)


def _measuring_bytes(name: str, limit: int) -> type[HttpRules]:
    def measured(text: str) -> str:
        if len(text.encode()) > limit:
            raise RefusalError.invalid(name, text, "has too many bytes")
        return text

    return _reading_field(name, measured)
