"""Harmless variants of what undocumented requests get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from starlette.requests import Request

from contract_tests.judging.expressions import body_pointer
from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import reading
from contract_tests.mutants.mutant import How
from scripts.spec.pointers import child
from scripts.spec.spec import Spec


def variants(spec: Spec) -> dict[str, How]:
    """Servers that treat undocumented requests otherwise."""
    bodies = [operation.request_schema for operation in spec.operations.values() if operation.request_schema]
    # What a change stores is shown, and a fraction is no answer.
    unstored = [one.request_schema for one in spec.operations.values() if "x-changes" not in one.extensions]
    return {
        "unknown fields are refused": Change(edit={child(body, "additionalProperties"): False for body in bodies}),
        "an empty name is refused": Change(edit={child(mark, "minLength"): 1 for mark in _marks(spec)}),
        "null is accepted": Change(edit=dict(_nullable(spec, bodies)), http=reading(_without_null)),
        "fractions are accepted": Change(edit=dict(_fractions(spec, filter(None, unstored)))),
        "texts are trimmed": reading(_trimmed),
        "paging out of range is clamped": _Clamping,
        "unknown parameters are refused": _RefusingParameters,
        "an ineligible provider gets another code": _OtherCode,
    }


def _marks(spec: Spec) -> Iterator[str]:
    """The schemas of the names that callers choose."""
    for operation in spec.operations.values():
        if operation.request_schema and "mark" in (operation.creates or {}):
            yield from spec.find(operation.request_schema, body_pointer((operation.creates or {})["mark"]))


def _nullable(spec: Spec, bodies: list[str]) -> Iterator[tuple[str, Any]]:
    """What lets the fields that may be left out be null."""
    for body in bodies:
        required = spec.at(body).get("required", [])
        for name, schema in spec.at(body).get("properties", {}).items():
            field, schema = child(body, "properties", name), spec.resolve(schema)
            if name not in required:
                yield child(field, "type"), [schema["type"], "null"]
            if name not in required and "enum" in schema:
                yield child(field, "enum"), [*schema["enum"], None]


def _fractions(spec: Spec, bodies: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for body in bodies:
        for name, schema in spec.at(body).get("properties", {}).items():
            if spec.resolve(schema)["type"] == "integer":
                yield child(body, "properties", name, "type"), "number"


def _without_null(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


def _trimmed(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in body.items()}


class _Clamping(HttpRules):
    def parameter(self, parameter: Any, given: list[str]) -> Any:
        if parameter.place != "query" or parameter.schema["type"] != "integer":
            return super().parameter(parameter, given)
        try:
            value = int(given[-1])
        except ValueError:
            return parameter.schema["default"]
        return max(parameter.schema["minimum"], min(value, parameter.schema.get("maximum", value)))


class _RefusingParameters(HttpRules):
    def parameters(self, operation: Any, request: Request) -> dict[str, Any]:
        known = {parameter.name for parameter in operation.parameters}
        for name in request.query_params:
            if name not in known:
                raise RefusalError.invalid(name, request.query_params[name], "is unknown")
        return super().parameters(operation, request)


class _OtherCode(Workspace):
    def chosen_providers(self, app: dict[str, Any], body: Mapping[str, Any]) -> list[str]:
        try:
            return super().chosen_providers(app, body)
        except RefusalError as refusal:
            raise RefusalError(400, "PROVIDER_NOT_ELIGIBLE", refusal.message) from refusal
