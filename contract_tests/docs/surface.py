"""What an OpenAPI document, 3.0 or 3.1, states about one operation: parameters, bodies and answers, place by place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from contract_tests.docs.facts import LIMITS, PlaceFacts, Surface, above
from contract_tests.docs.type_names import notation, split
from contract_tests.judging.values import json_type
from scripts.spec.document import Document, Schema
from scripts.spec.media_types import is_json
from scripts.spec.operations import Operation, Response
from scripts.spec.pointers import child

DEEPEST = 12


# Every guide is compared with all operations of a spec.
@lru_cache(maxsize=200)
def read_surface(operation: Operation) -> Surface:
    """The facts of an operation of any document: `read_surface(operation)["/request/query/limit"].facts`."""
    return _Reader(operation.document).operation(operation)


class _Reader:
    """Reads what a document has at pointers: `_Reader(document).operation(operation)`."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def operation(self, operation: Operation) -> Surface:
        surface: Surface = {}
        for parameter in operation.parameters:
            surface |= self._value(parameter.pointer, f"/request/{parameter.location}/{parameter.name}")
        if body := operation.body:
            source, required = body.value.get("x-source"), operation.body_required
            surface |= self._content(body.pointer, "/request/body", source, required)
        for status, response in operation.responses.items():
            written = operation.value["responses"][status]
            surface |= self._response(response, f"/response/{status}", written.get("x-source"))
        return surface

    def _response(self, response: Response, path: str, source: str | None) -> Surface:
        # The source of a response speaks of its status: body and headers have their own.
        surface = {path: PlaceFacts({}, response.pointer, source or response.value.get("x-source"))}
        surface |= self._content(response.pointer, f"{path}/body", None, True)
        for name, pointer in response.headers.items():
            surface |= self._value(pointer, f"{path}/header/{name}")
        return surface

    def _value(self, pointer: str, path: str) -> Surface:
        """The surface of a parameter or a header."""
        value = self._document.raw(pointer)
        source, required = value.get("x-source"), bool(value.get("required", False))
        bare = PlaceFacts({"required": required}, pointer, source)
        surface = self._content(pointer, path, source, required) or {path: bare}
        to_go = {"deprecated": True} if value.get("deprecated") is True else {}
        return surface | {path: surface[path].adding(to_go)}

    def _content(self, pointer: str, path: str, source: str | None, required: bool) -> Surface:
        """The surface of a parameter, header, body or response, whose schema may stand in its JSON content."""
        owner = self._document.raw(pointer)
        if "schema" in owner:
            return self._schema(child(pointer, "schema"), path, source, required)
        content = owner.get("content", {})
        name = next(filter(is_json, content), None)
        if name is None or "schema" not in content[name]:
            return {}
        return self._schema(child(pointer, "content", name, "schema"), path, source, required)

    def _schema(
        self, written: str, path: str, source: str | None, required: bool, trail: tuple[str, ...] = ()
    ) -> Surface:
        """The surface of a schema at a place; `trail` has the pointers of the schemas around it."""
        pointer = self._document.locate(written)
        around, schema = self._document.raw(written), self._document.raw(pointer)
        if not isinstance(schema, dict):
            return {path: PlaceFacts({"required": required}, written, source)}  # `true` and `false` say nothing.
        source = around.get("x-source", schema.get("x-source", source))
        # A schema that holds itself is read once more inside, not without end.
        if trail.count(pointer) > 1 or len(trail) > DEEPEST:
            return {path: PlaceFacts({"required": required}, pointer, source)}
        trail = (*trail, pointer)

        def branches(keyword: str) -> list[Surface]:
            parts = (child(pointer, keyword, index) for index in range(len(schema.get(keyword, []))))
            return [self._schema(part, path, source, required, trail) for part in parts]

        surface = {path: PlaceFacts(_facts(schema) | {"required": required}, pointer, source)}
        for inner, place, is_required in _members(schema, pointer, path):
            surface |= self._schema(inner, place, source, is_required, trail)
        for part in branches("allOf"):
            surface = _both(surface, part)
        for keyword in ("oneOf", "anyOf"):
            if alternatives := branches(keyword):
                surface = _both(surface, _either(alternatives, path))
        return surface | {path: _with_whole_type(surface[path], schema, surface.get(f"{path}/*"))}


def _members(schema: Schema, pointer: str, path: str) -> Iterator[tuple[str, str, bool]]:
    """Pointer, place and whether it is required, of every schema that is directly inside another."""
    for name in schema.get("properties", {}):
        yield child(pointer, "properties", name), child(path, name), name in schema.get("required", [])
    if isinstance(schema.get("items"), dict):
        yield child(pointer, "items"), f"{path}/*", True
    # An empty schema is as good as `true`: it says nothing of the values of a map.
    if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
        yield child(pointer, "additionalProperties"), f"{path}/*", False


def _facts(schema: Schema) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    declared = schema.get("type", [])
    types = {declared} if isinstance(declared, str) else set(declared)
    if not types and "properties" in schema:
        types = {"object"}
    listed = [schema["const"]] if "const" in schema else schema.get("enum")
    if listed is None and "x-extensible-enum" in schema:
        listed, facts["open"] = schema["x-extensible-enum"], True
    if listed:
        types = types or {json_type(value) for value in listed}
        texts = (value if isinstance(value, str) else json.dumps(value) for value in listed if value is not None)
        facts["values"] = sorted(set(texts))
    facts |= {"type": notation(types)} if types else {}
    facts |= {key: schema[key] for key in ("default", "format", "pattern", *LIMITS) if key in schema}
    for bound, step in (("minimum", 1), ("maximum", -1)):
        limit = schema.get(f"exclusive{bound.capitalize()}")
        # OpenAPI 3.0 has true beside the limit, 3.1 the limit itself.
        if limit is True and bound in facts:
            facts[bound] += step
        elif isinstance(limit, int) and not isinstance(limit, bool):
            facts[bound] = limit + step
    return facts | ({"deprecated": True} if schema.get("deprecated") is True else {})


def _both(first: Surface, second: Surface) -> Surface:
    """What holds where both must hold: facts of either, a field required by one of them."""
    merged = dict(first)
    for path, there in second.items():
        known = merged.get(path, there)
        required = bool(known.facts.get("required") or there.facts.get("required"))
        merged[path] = replace(known, facts=there.facts | known.facts | {"required": required})
    return merged


def _either(branches: list[Surface], root: str) -> Surface:
    """What holds where one of several must hold; a branch without an object says nothing about the object's fields.

    A field is required only if it is in every branch that has the object around it.
    """
    merged: Surface = {}
    for path in dict.fromkeys(path for branch in branches for path in branch):
        there = [branch[path] for branch in branches if path in branch]
        around = [branch for branch in branches if path == root or "object" in _types(branch.get(above(path)))]
        facts = _common([one.facts for one in there])
        facts["required"] = facts["required"] and all(path in branch for branch in around)
        merged[path] = replace(there[0], facts=facts)
    return merged


def _common(facts: list[dict[str, Any]]) -> dict[str, Any]:
    """The facts of alternatives at one place: all their types and values, and what they agree on."""
    common = {key: value for key, value in facts[0].items() if all(one.get(key) == value for one in facts)}
    if any("type" in one for one in facts):
        common["type"] = notation(name for one in facts for name in split(one.get("type", "")))
    described = [one for one in facts if one.get("type") != "null"]
    if described and all("values" in one for one in described):
        common["values"] = sorted({value for one in described for value in one["values"]})
    return common | {"required": all(one.get("required", False) for one in facts)}


def _with_whole_type(documented: PlaceFacts, schema: Schema, items: PlaceFacts | None) -> PlaceFacts:
    """A place with null in its type where OpenAPI 3.0 says `nullable`, and an array with the one type of its items."""
    types, items_types = _types(documented), _types(items)
    if types and schema.get("nullable") is True:
        types.add("null")
    if "array" in types and len(items_types) == 1:
        types.update(f"{item}[]" for item in items_types)
    return documented.adding({"type": notation(types)} if types else {})


def _types(documented: PlaceFacts | None) -> set[str]:
    return split(documented.facts.get("type", "")) if documented else set()
