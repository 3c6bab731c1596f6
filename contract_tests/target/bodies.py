"""Request bodies at and beyond the documented limits, derived from the schema of an operation's body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.spec.document import Schema
from scripts.spec.operations import Operation, Parameter
from scripts.spec.spec import Spec

# Scripts of one, two, three and four bytes a character in UTF-8.
NON_ASCII = "Prøve på ålandsk, δοκιμή, проверка, 試験. "
WRONG_TYPE: dict[str, Any] = {"string": 7, "integer": "seven", "number": "seven", "boolean": "yes", "array": "text"}


@dataclass(frozen=True)
class Beyond:
    """A change to an accepted body that breaks one documented limit.

    `value` replaces the field, or the field is left out when `absent`; `pointer` is the limit in the spec.
    """

    field: str
    limit: str
    pointer: str
    value: Any = None
    absent: bool = False

    def apply(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body with the change made."""
        changed = {name: value for name, value in body.items() if name != self.field}
        return changed if self.absent else {**changed, self.field: self.value}


def beyond(spec: Spec, operation: Operation) -> list[Beyond]:
    """One change for every documented limit of an operation's body."""
    pointer = operation.request_schema
    if not pointer:
        return []
    schema = spec.at(pointer)
    required = [Beyond(name, "required", f"{pointer}/required", absent=True) for name in schema.get("required", [])]
    fields = [f"{pointer}/properties/{name}" for name in schema.get("properties", {})]
    return [*required, *(change for field in fields for change in _beyond_field(spec, field))]


def within(spec: Spec, operation: Operation) -> dict[str, list[Any]]:
    """By field, values that the documentation accepts, those at the limits among them.

    Fields whose values must be eligible are left out: the schema does not know them.
    """
    properties = spec.at(operation.request_schema or "").get("properties", {})
    found = {name: list(_within_field(spec.resolve(schema))) for name, schema in properties.items()}
    return {name: values for name, values in found.items() if values}


def longest_header(parameter: Parameter, start: str, end: str) -> str:
    """A header value of the greatest documented length with a given start and end."""
    return start.ljust(parameter.schema["maxLength"] - len(end), "k") + end


def _beyond_field(spec: Spec, field: str) -> Iterator[Beyond]:
    pointer, name = spec.locate(field), field.rpartition("/")[2]
    schema = spec.at(pointer)
    declared = schema.get("type")
    if declared in WRONG_TYPE:
        yield Beyond(name, f"of type {declared}", f"{pointer}/type", WRONG_TYPE[declared])
    if "maxLength" in schema:
        limit = schema["maxLength"]
        yield Beyond(name, f"at most {limit} characters", f"{pointer}/maxLength", "x" * (limit + 1))
    if "minimum" in schema:
        yield Beyond(name, f"at least {schema['minimum']}", f"{pointer}/minimum", schema["minimum"] - 1)
    if "maximum" in schema:
        yield Beyond(name, f"at most {schema['maximum']}", f"{pointer}/maximum", schema["maximum"] + 1)
    if "enum" in schema:
        yield Beyond(name, "one of " + ", ".join(schema["enum"]), f"{pointer}/enum", "no-such-value")
    if declared == "array" and schema.get("items", {}).get("type") == "string":
        yield Beyond(name, "of strings", f"{pointer}/items/type", [7])


def _within_field(schema: Schema) -> Iterator[Any]:
    match schema:
        case {"enum": values}:
            yield from values
        case {"type": "string", "maxLength": int(limit)}:
            yield "x" * limit
            # One short of the limit: where a character outside the basic plane counts for two, it is reached.
            yield (NON_ASCII * limit)[: limit - 2] + "🪪"
        case {"type": "string"}:
            yield NON_ASCII
        case {"type": "boolean"}:
            yield from (True, False)
        case {"type": "integer" | "number", "minimum": int(least)}:
            yield least
            yield schema.get("maximum", least + 6)
