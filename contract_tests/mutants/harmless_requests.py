"""Harmless variants of what undocumented requests get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, RefusalError, Workspace
from contract_tests.mutants.mutant import App, changed
from contract_tests.spec import Spec


def harmless_requests(spec: Spec) -> dict[str, App]:
    """Servers that treat undocumented requests otherwise, by name."""
    (pointer,) = {one.body_schema_pointer for one in spec.operations.values() if one.body_schema_pointer}
    names = list(spec.at(pointer)["properties"])

    def closed(edited: Spec) -> None:
        edited.at(pointer)["additionalProperties"] = False

    def filled(edited: Spec) -> None:
        edited.at(f"{pointer}/properties/title")["minLength"] = 1

    def nullable(edited: Spec) -> None:
        for name in names:
            schema = edited.at(f"{pointer}/properties/{name}")
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], None]

    def fractional(edited: Spec) -> None:
        edited.at(f"{pointer}/properties/maxStamps")["type"] = "number"

    return {
        "unknown fields are refused": changed(spec, edit=closed),
        "an empty title is refused": changed(spec, edit=filled),
        "null is accepted": changed(spec, edit=nullable, http=_IgnoringNull),
        "fractions are accepted": changed(spec, edit=fractional),
        "texts are trimmed": changed(spec, http=_Trimming),
        "paging out of range is clamped": changed(spec, http=_Clamping),
        "unknown parameters are refused": changed(spec, http=_RefusingParameters),
        "an ineligible provider gets another code": changed(spec, workspace=_OtherCode),
    }


class _IgnoringNull(HttpRules):
    async def body(self, declared: Any, request: Request) -> Any:
        body = await super().body(declared, request)
        return {"title": "Untitled", **_given(body)} if isinstance(body, dict) else body


def _given(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


class _Trimming(HttpRules):
    async def body(self, declared: Any, request: Request) -> Any:
        body = await super().body(declared, request)
        if not isinstance(body, dict):
            return body
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
