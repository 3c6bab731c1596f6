"""Harmless variants of what undocumented requests get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import reading
from contract_tests.mutants.mutant import How
from scripts.spec.pointers import child
from scripts.spec.spec import Spec


def variants(spec: Spec) -> dict[str, How]:
    """Servers that treat undocumented requests otherwise."""
    (pointer,) = {one.request_schema for one in spec.operations.values() if one.request_schema}
    fields = child(pointer, "properties")
    return {
        "unknown fields are refused": Change(edit={child(pointer, "additionalProperties"): False}),
        "an empty title is refused": Change(edit={child(fields, "title", "minLength"): 1}),
        "null is accepted": Change(edit=dict(_nullable(spec, fields)), http=reading(_without_null)),
        "fractions are accepted": Change(edit={child(fields, "maxStamps", "type"): "number"}),
        "texts are trimmed": reading(_trimmed),
        "paging out of range is clamped": _Clamping,
        "unknown parameters are refused": _RefusingParameters,
        "an ineligible provider gets another code": _OtherCode,
    }


def _nullable(spec: Spec, fields: str) -> Iterator[tuple[str, Any]]:
    for name, schema in spec.at(fields).items():
        schema = spec.resolve(schema)
        yield child(fields, name, "type"), [schema["type"], "null"]
        if "enum" in schema:
            yield child(fields, name, "enum"), [*schema["enum"], None]


def _without_null(body: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Untitled", **{name: value for name, value in body.items() if value is not None}}


def _trimmed(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in body.items()}


class _Clamping(HttpRules):
    def parameter(self, parameter: Any, given: list[str]) -> Any:
        if parameter.place != "query":
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
