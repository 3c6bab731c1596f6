"""Mutants of what is asked of a request: limits shifted, lists of values changed, fields required or not."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, RefusalError
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.places import sample
from contract_tests.spec import Operation, Parameter, Spec

Edit = Callable[[Spec], None]

BOUNDS = ("maxLength", "minLength", "minimum", "maximum", "maxItems", "minItems")
GUESS = "which value is new cannot be known; the run sends one of its own, which is still refused"
PYTHON_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def limit_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every limit of every parameter and body."""
    for operation in spec.operations.values():
        for parameter in operation.parameters:
            if parameter.location != "path":
                yield from _parameter(spec, operation, parameter)
        if operation.body_schema_pointer:
            yield from _body(spec, operation, operation.body_schema_pointer)


def _parameter(spec: Spec, operation: Operation, parameter: Parameter) -> Iterator[Mutant]:
    """A query parameter out of its range is promised nothing, so only what narrows the range is a mutant."""
    pointer, where = f"{parameter.pointer}/schema", f"{parameter.location} {parameter.name}"
    loosened = parameter.location == "header"
    yield from _bounds(spec, operation, pointer, where, loosened)
    if isinstance(parameter.schema.get("default"), int):
        for by in (-1, 1) if parameter.schema["default"] else (1,):
            value = parameter.schema["default"] + by
            yield _mutant(spec, operation, "limit", f"{where} defaults to {value}", _set(pointer, "default", value))
    if not parameter.required:
        yield _mutant(spec, operation, "required", f"{where} is required", _set(parameter.pointer, "required", True))


def _body(spec: Spec, operation: Operation, pointer: str) -> Iterator[Mutant]:
    schema = spec.at(pointer)
    required: list[str] = schema.get("required", [])
    for name in schema.get("properties", {}):
        where, field = f"body {name}", spec.locate(f"{pointer}/properties/{name}")
        yield from _bounds(spec, operation, field, where, True)
        yield from _values(spec, operation, field, where)
        yield from _types(spec, operation, field, name)
        yield from _texts(spec, operation, field, where)
        if name in required:
            rest = [one for one in required if one != name]
            optional = _set(pointer, "required", rest)
            http = _filling(operation, {name: sample(spec, spec.at(field))})
            yield _mutant(spec, operation, "required", f"{where} is optional", optional, http)
        else:
            edit = _set(pointer, "required", [*required, name])
            yield _mutant(spec, operation, "required", f"{where} is required", edit)
    samples = {name: sample(spec, schema["properties"][name]) for name in required}
    body = f"{operation.pointer}/requestBody"
    filling = _filling(operation, samples)
    yield _mutant(spec, operation, "required", "body is optional", _set(body, "required", False), filling)


def _bounds(spec: Spec, operation: Operation, pointer: str, where: str, loosened: bool) -> Iterator[Mutant]:
    schema = spec.at(pointer)
    for keyword in BOUNDS:
        for by in (-1, 1) if keyword in schema else ():
            is_looser = (by > 0) == keyword.startswith("max")
            if loosened or not is_looser:
                value = schema[keyword] + by
                yield _mutant(spec, operation, "limit", f"{where} {keyword} {value}", _set(pointer, keyword, value))


def _values(spec: Spec, operation: Operation, pointer: str, where: str) -> Iterator[Mutant]:
    values = spec.at(pointer).get("enum", [])
    for value in values:
        rest = [one for one in values if one != value]
        yield _mutant(spec, operation, "enum", f"{where} is no longer {value}", _set(pointer, "enum", rest))
    if values:
        yield _mutant(spec, operation, "enum", f"{where} takes any text", _drop(pointer, "enum"))
        more = _set(pointer, "enum", [*values, f"{values[0]}-next"])
        yield _mutant(spec, operation, "enum", f"{where} takes one more value", more, unseen=GUESS)


def _types(spec: Spec, operation: Operation, pointer: str, name: str) -> Iterator[Mutant]:
    schema = spec.at(pointer)
    if "enum" in schema:
        return
    http = _coercing(operation, name, sample(spec, schema), PYTHON_TYPES[schema["type"]])
    edit = _drop(pointer, "type")
    yield _mutant(spec, operation, "type loosened", f"body {name} may have any type", edit, http)
    if "items" in schema:
        items = _keeping_items(operation, name, PYTHON_TYPES[schema["items"]["type"]])
        edit = _drop(f"{pointer}/items", "type")
        yield _mutant(spec, operation, "type loosened", f"elements of body {name} may have any type", edit, items)


def _texts(spec: Spec, operation: Operation, pointer: str, where: str) -> Iterator[Mutant]:
    schema = spec.at(pointer)
    if schema["type"] != "string" or "enum" in schema:
        return
    ascii_only, narrow = _set(pointer, "pattern", r"^[\x00-\x7f]*$"), _set(pointer, "pattern", r"^[\x00-\uffff]*$")
    yield _mutant(spec, operation, "limit", f"{where} must be ASCII", ascii_only)
    yield _mutant(spec, operation, "limit", f"{where} takes no character beyond 16 bits", narrow)
    if "maxLength" in schema:
        name, limit = pointer.rpartition("/")[2], schema["maxLength"]

        def too_long(body: dict[str, Any]) -> dict[str, Any]:
            if len(str(body.get(name, "")).encode()) > limit:
                raise RefusalError.invalid(name, body[name], "has too many bytes")
            return body

        yield _mutant(spec, operation, "limit", f"{where} is measured in bytes", http=_reading(operation, too_long))


def _mutant(
    spec: Spec,
    operation: Operation,
    kind: str,
    what: str,
    edit: Edit | None = None,
    http: type[HttpRules] = HttpRules,
    unseen: str = "",
) -> Mutant:
    app = changed(spec, edit=edit, http=http)
    return Mutant(f"{operation.id} {what}", kind, (operation.id,), what, app, unseen)


def _set(pointer: str, keyword: str, value: Any) -> Edit:
    def edit(spec: Spec) -> None:
        spec.at(pointer)[keyword] = value

    return edit


def _drop(pointer: str, keyword: str) -> Edit:
    def edit(spec: Spec) -> None:
        del spec.at(pointer)[keyword]

    return edit


def _reading(operation: Operation, read: Callable[[dict[str, Any]], dict[str, Any]]) -> type[HttpRules]:
    """Rules whose bodies of one operation pass a function once they are validated."""

    class Reading(HttpRules):
        async def answer(self, asked: Any, request: Request) -> Any:
            request.state.concerned = asked.id == operation.id
            return await super().answer(asked, request)

        async def body(self, declared: Any, request: Request) -> Any:
            body = await super().body(declared, request)
            return read(copy.deepcopy(body or {})) if request.state.concerned else body

    return Reading


def _filling(operation: Operation, samples: dict[str, Any]) -> type[HttpRules]:
    return _reading(operation, lambda body: {**samples, **body})


def _coercing(operation: Operation, name: str, value: Any, python_type: type) -> type[HttpRules]:
    def coerced(body: dict[str, Any]) -> dict[str, Any]:
        if name in body and not isinstance(body[name], python_type):
            body[name] = value
        return body

    return _reading(operation, coerced)


def _keeping_items(operation: Operation, name: str, python_type: type) -> type[HttpRules]:
    def kept(body: dict[str, Any]) -> dict[str, Any]:
        if isinstance(body.get(name), list):
            body[name] = [item for item in body[name] if isinstance(item, python_type)]
        return body

    return _reading(operation, kept)
