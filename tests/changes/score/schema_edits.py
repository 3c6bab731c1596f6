"""Every edit of a schema that the spec has room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.changes.rules import Direction, Severity
from scripts.spec.document import Document
from scripts.spec.pointers import child, parent
from tests.changes.score.edits import ADDITIVE, BREAKING, DOCUMENTATION, Edit, edited, reached

UPPER_LIMITS = ("maximum", "maxLength")
LOWER_LIMITS = ("minimum",)
PYTHON_FORMATS = ("date-time", "date", "uuid", "binary")


def schema_edits(document: Document) -> Iterator[Edit]:
    """Yield the edits of every schema that an operation uses."""
    for pointer, directions in reached(document).items():
        maker = _Maker(document, pointer, directions)
        for edits in (maker.fields, maker.object, maker.types, maker.lists, maker.limits, maker.unions, maker.rest):
            yield from edits()


class _Maker:
    """Makes the edits of one schema; `narrows` and `widens` are the class of an edit that does so."""

    def __init__(self, document: Document, pointer: str, directions: set[Direction]) -> None:
        self.root = document.root
        self.pointer = pointer
        self.schema: dict[str, Any] = document.raw(pointer)
        # What a component or a member says of itself may be overridden by what refers to it.
        self.overridden = parent(pointer) == "/components/schemas" or "Of/" in pointer
        self.requested = "request" in directions
        self.narrows: Severity = BREAKING if "request" in directions else ADDITIVE
        self.widens: Severity = BREAKING if "response" in directions else ADDITIVE

    def make(self, kind: str, expected: Severity, members: dict[str, Any], field: str = "") -> Edit:
        """Return the edit that sets members of the schema, or removes those that are `...`, for the sake of a field."""

        def change(schema: dict[str, Any]) -> None:
            for name, value in members.items():
                if value is ...:
                    del schema[name]
                else:
                    schema[name] = value

        place = child(self.pointer, "properties", field) if field else self.pointer
        return edited(self.root, kind, place=place, pointer=self.pointer, expected=expected, change=change)

    def fields(self) -> Iterator[Edit]:
        required = self.schema.get("required", [])
        for name, value in self.schema.get("properties", {}).items():
            others = {key: item for key, item in self.schema["properties"].items() if key != name}
            fewer = [key for key in required if key != name]
            yield self.make("field removed", BREAKING, {"properties": others, "required": fewer}, name)
            if name in required:
                yield self.make("field optional", self.widens, {"required": fewer}, name)
            else:
                yield self.make("field required", self.narrows, {"required": [*required, name]}, name)
            renamed = others | {f"{name}Renamed": value}
            yield self.make("field renamed", BREAKING, {"properties": renamed, "required": fewer}, name)

    def object(self) -> Iterator[Edit]:
        if self.schema.get("type") != "object":
            return
        more = self.schema.get("properties", {}) | {"added": {"type": "string"}}
        required = [*self.schema.get("required", []), "added"]
        # In a map it was one of the values, which are no texts.
        is_map = isinstance(self.schema.get("additionalProperties"), dict)
        yield self.make("optional field added", BREAKING if is_map else ADDITIVE, {"properties": more})
        expected = BREAKING if self.requested or is_map else ADDITIVE
        yield self.make("required field added", expected, {"properties": more, "required": required})
        if not is_map:
            yield self.make("object closed", BREAKING, {"additionalProperties": False})

    def types(self) -> Iterator[Edit]:
        kind = self.schema.get("type")
        if isinstance(kind, str) and kind not in ("object", "null"):
            yield self.make("type changed", BREAKING, {"type": "boolean" if kind != "boolean" else "string"})
            if "const" not in self.schema and "enum" not in self.schema:
                yield self.make("null allowed", self.widens, {"type": [kind, "null"]})
        if isinstance(kind, list) and len(kind) == 2:
            yield self.make("null forbidden", self.narrows, {"type": kind[0]})
        if kind == "integer":
            yield self.make("integer to number", self.widens, {"type": "number"})
        if kind == "string" and "format" not in self.schema:
            yield self.make("format date-time added", BREAKING, {"format": "date-time"})
            yield self.make("format uri added", self.narrows, {"format": "uri"})
        if "format" in self.schema:
            python = self.schema["format"] in PYTHON_FORMATS
            yield self.make("format removed", BREAKING if python else self.widens, {"format": ...})

    def lists(self) -> Iterator[Edit]:
        if "enum" in self.schema:
            values = self.schema["enum"]
            yield self.make("enum value added", self.widens, {"enum": [*values, "added"]})
            yield self.make("enum opened", self.widens, {"enum": ...})
            if len(values) > 1:
                yield self.make("enum value removed", self.narrows, {"enum": values[:-1]})
        elif self.schema.get("type") == "string" and "const" not in self.schema:
            yield self.make("list closed", self.narrows, {"enum": ["only", "these"]})
        if "const" in self.schema:
            yield self.make("const changed", BREAKING, {"const": "changed"})
            yield self.make("const dropped", self.widens, {"const": ...})
        if values := self.schema.get("x-extensible-enum"):
            yield self.make("open list grown", ADDITIVE, {"x-extensible-enum": [*values, "added"]})
            yield self.make("open list shrunk", self.narrows, {"x-extensible-enum": values[1:]})

    def limits(self) -> Iterator[Edit]:
        for names, step in ((UPPER_LIMITS, -1), (LOWER_LIMITS, 1)):
            for name in [name for name in names if name in self.schema]:
                yield self.make("limit tightened", self.narrows, {name: self.schema[name] + step})
                yield self.make("limit loosened", self.widens, {name: self.schema[name] - step})
                yield self.make("limit dropped", self.widens, {name: ...})
        if self.schema.get("type") == "string":
            yield self.make(
                "limit added", self.narrows, {"minLength": 1, "maxLength": self.schema.get("maxLength", 10)}
            )
        if self.schema.get("type") == "array":
            yield self.make("limit added", self.narrows, {"maxItems": 3})
        if "pattern" in self.schema:
            yield self.make("pattern dropped", self.widens, {"pattern": ...})
            yield self.make("pattern changed", BREAKING, {"pattern": "^changed$"})

    def unions(self) -> Iterator[Edit]:
        for keyword in ("oneOf", "anyOf"):
            members = self.schema.get(keyword, [])
            if not members:
                continue
            null = [{"type": "null"}]
            if null[0] in members:
                without = [member for member in members if member != null[0]]
                yield self.make("null member removed", self.narrows, {keyword: without})
            elif len(members) > 1:
                yield self.make("member removed", self.narrows, {keyword: members[:-1]})
                yield self.make("null member added", self.widens, {keyword: members + null})
            yield self.make("member added", self.widens, {keyword: [*members, {"type": "boolean"}]})
        if "discriminator" in self.schema:
            yield self.make("discriminator dropped", BREAKING, {"discriminator": ...})
            yield self.make("discriminator moved", BREAKING, {"discriminator": {"propertyName": "moved"}})

    def rest(self) -> Iterator[Edit]:
        if not self.overridden:
            yield self.make("deprecated", DOCUMENTATION, {"deprecated": True})
            yield self.make("examples changed", DOCUMENTATION, {"examples": ["another"]})
            yield self.make("description changed", DOCUMENTATION, {"description": "Something else"})
            yield self.make("source changed", DOCUMENTATION, {"x-source": "elsewhere"})
        if "default" in self.schema:
            default = self.schema["default"]
            other = default * 2 if isinstance(default, int | str) and default else 1
            yield self.make("default changed", BREAKING if self.requested else DOCUMENTATION, {"default": other})
            yield self.make("default dropped", BREAKING if self.requested else DOCUMENTATION, {"default": ...})
        elif self.requested and self.schema.get("type") == "string":
            yield self.make("default added", ADDITIVE, {"default": "added"})
        if "x-secret" in self.schema:
            yield self.make("secret no longer", BREAKING, {"x-secret": ...})
        elif self.schema.get("type") == "string":
            yield self.make("secret now", ADDITIVE, {"x-secret": True})
        if "x-invariants" in self.schema:
            yield self.make("invariant withdrawn", BREAKING, {"x-invariants": self.schema["x-invariants"][1:]})
        if "x-eligible" in self.schema:
            yield self.make("restriction lifted", self.widens, {"x-eligible": ...})
            never = self.schema["x-eligible"] | {"never": ["passport", "added"]}
            yield self.make("restriction added", self.narrows, {"x-eligible": never})
