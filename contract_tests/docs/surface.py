"""What an OpenAPI document, 3.0 or 3.1, says about one operation: parameters, bodies and answers, place by place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from contract_tests.docs.places import LIMITS, Said, Surface
from contract_tests.docs.type_names import notation, split
from contract_tests.docs.unions import array_of, both, either

JSON = "application/json"
DEEPEST = 12


class DocumentError(Exception):
    """An OpenAPI document cannot be read; the message is one line."""


@dataclass(frozen=True)
class _Place:
    path: str
    pointer: str
    source: str | None
    required: bool
    trail: tuple[str, ...] = field(default=())

    def at(self, step: str, pointer: str, required: bool) -> _Place:
        return replace(self, path=f"{self.path}/{step}", pointer=pointer, required=required)


class Surfaces:
    """Reads an OpenAPI document.

    Args:
        document: The document as parsed.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def operations(self) -> Iterator[tuple[str, str]]:
        """Method in upper case and path template of every operation."""
        for path, item in self._document.get("paths", {}).items():
            for method in _mapping(item):
                if method in ("get", "put", "post", "delete", "patch", "head", "options"):
                    yield method.upper(), path

    def read(self, method: str, path: str) -> Surface:
        """The surface of an operation.

        Raises:
            DocumentError: A reference leads nowhere, or an object is not what OpenAPI says it is.
        """
        try:
            return self._read(method.lower(), path)
        except (AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
            raise DocumentError(f"{method} {path} cannot be read: {type(error).__name__}: {error}") from error

    def _read(self, method: str, path: str) -> Surface:
        pointer = f"/paths/{_escape(path)}"
        item, operation = self._document["paths"][path], self._document["paths"][path][method]
        surface: Surface = {}
        for owner, above in ((item, pointer), (operation, f"{pointer}/{method}")):
            for index, entry in enumerate(owner.get("parameters", [])):
                surface |= self._parameter(entry, f"{above}/parameters/{index}")
        body, at = self._resolve(operation.get("requestBody", {}), f"{pointer}/{method}/requestBody")
        surface |= self._content(body, _Place("/request/body", at, body.get("x-source"), body.get("required", False)))
        for status, entry in operation.get("responses", {}).items():
            response, at = self._resolve(entry, f"{pointer}/{method}/responses/{status}")
            source = entry.get("x-source", response.get("x-source"))
            surface[f"/response/{status}"] = Said({}, at, source)
            # The source of a response speaks of its status: body and headers have their own.
            surface |= self._content(response, _Place(f"/response/{status}/body", at, None, True))
            for name, header in response.get("headers", {}).items():
                surface |= self._header(header, f"/response/{status}/header/{name}", at)
        return surface

    def _parameter(self, entry: dict[str, Any], pointer: str) -> Surface:
        parameter, pointer = self._resolve(entry, pointer)
        schema = parameter.get("schema") or self._media_type(parameter)[0].get("schema", {})
        source = parameter.get("x-source") or self._resolve(schema, pointer)[0].get("x-source")
        required = bool(parameter.get("required", False))
        place = f"/request/{parameter['in']}/{parameter['name']}"
        return self._schema(schema, _Place(place, f"{pointer}/schema", source, required))

    def _header(self, entry: dict[str, Any], place: str, pointer: str) -> Surface:
        header, pointer = self._resolve(entry, f"{pointer}/headers/{place.rpartition('/')[2]}")
        required = bool(header.get("required", False))
        return self._schema(
            header.get("schema", {}), _Place(place, f"{pointer}/schema", header.get("x-source"), required)
        )

    def _content(self, owner: dict[str, Any], place: _Place) -> Surface:
        media_type, name = self._media_type(owner)
        pointer = f"{place.pointer}/content/{_escape(name)}/schema"
        return self._schema(media_type["schema"], replace(place, pointer=pointer)) if "schema" in media_type else {}

    def _media_type(self, owner: dict[str, Any]) -> tuple[dict[str, Any], str]:
        content = owner.get("content", {})
        names = [name for name in content if name == JSON or name.split(";")[0].strip().endswith(("/json", "+json"))]
        return (content[names[0]], names[0]) if names else ({}, JSON)

    def _schema(self, schema: Any, place: _Place) -> Surface:
        above = schema if isinstance(schema, dict) else {}
        schema, pointer = self._resolve(above, place.pointer)
        source = above.get("x-source", schema.get("x-source", place.source))
        if place.trail.count(pointer) > 1 or len(place.trail) > DEEPEST:
            return {place.path: Said({"required": place.required}, pointer, source)}
        place = replace(place, pointer=pointer, source=source, trail=(*place.trail, pointer))
        surface = {place.path: Said(_facts(schema) | {"required": place.required}, pointer, source)}
        for name, child in schema.get("properties", {}).items():
            required = name in schema.get("required", [])
            surface |= self._schema(child, place.at(_escape(name), f"{pointer}/properties/{_escape(name)}", required))
        if isinstance(schema.get("items"), dict):
            surface |= self._schema(schema["items"], place.at("*", f"{pointer}/items", True))
        if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
            surface |= self._schema(
                schema["additionalProperties"], place.at("*", f"{pointer}/additionalProperties", False)
            )
        for part in range(len(schema.get("allOf", []))):
            surface = both(surface, self._schema(schema["allOf"][part], _part(place, "allOf", part)))
        for keyword in ("oneOf", "anyOf"):
            branches = [
                self._schema(branch, _part(place, keyword, index))
                for index, branch in enumerate(schema.get(keyword, []))
            ]
            if branches:
                surface = both(surface, either(branches, place.path))
        if schema.get("nullable") is True:
            surface[place.path] = _nullable(surface[place.path])
        items = surface.get(f"{place.path}/*")
        if items and surface[place.path].facts.get("type", "").startswith("array"):
            surface[place.path] = array_of(surface[place.path], items)
        return surface

    def _resolve(self, value: Any, pointer: str) -> tuple[dict[str, Any], str]:
        seen = set()
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            reference = value["$ref"]
            if not reference.startswith("#/") or reference in seen:
                raise ValueError(f"the reference {reference} leads nowhere")
            seen.add(reference)
            pointer, value = reference[1:], self._document
            for token in pointer.split("/")[1:]:
                key = token.replace("~1", "/").replace("~0", "~")
                value = value[int(key)] if isinstance(value, list) else value[key]
        return _mapping(value), pointer


def _facts(schema: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    declared = schema.get("type", [])
    types = {declared} if isinstance(declared, str) else set(declared)
    if not types and "properties" in schema:
        types = {"object"}
    listed = [schema["const"]] if "const" in schema else schema.get("enum", schema.get("x-extensible-enum"))
    if "const" not in schema and "enum" not in schema and "x-extensible-enum" in schema:
        facts["open"] = True
    if listed:
        types = types or {_type_of(value) for value in listed}
        facts["values"] = sorted({_text(value) for value in listed if value is not None})
    facts |= {"type": notation(types)} if types else {}
    facts |= {key: schema[key] for key in ("default", "format", *LIMITS) if key in schema}
    for bound, step in (("Minimum", 1), ("Maximum", -1)):
        limit = schema.get(f"exclusive{bound}")
        if isinstance(limit, int) and not isinstance(limit, bool):
            facts[bound.lower()] = limit + step
        elif limit is True and bound.lower() in facts:
            facts[bound.lower()] += step
    return facts | ({"deprecated": True} if schema.get("deprecated") is True else {})


def _nullable(said: Said) -> Said:
    types = split(said.facts.get("type", ""))
    return replace(said, facts=said.facts | {"type": notation({*types, "null"})}) if types else said


def _part(place: _Place, keyword: str, index: int) -> _Place:
    return replace(place, pointer=f"{place.pointer}/{keyword}/{index}", required=place.required)


def _type_of(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}
    return names.get(type(value), "object")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"an object was expected, not {type(value).__name__}")
    return value


def _escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")
