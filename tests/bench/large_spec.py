"""A spec of many operations, as large ones are: shared components that refer to each other, unions, common errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

OPERATIONS_PER_RESOURCE = 5
FIELDS = 12

Schema = dict[str, Any]


def large_spec(operations: int, change: Callable[[Schema], object] = lambda root: None) -> bytes:
    """Return the YAML of a spec of so many operations, once `change` was applied to it."""
    count = operations // OPERATIONS_PER_RESOURCE
    schemas = {f"Thing{number}": _thing(number, count) for number in range(count)}
    schemas |= {f"Choice{number}": _choice(number, count) for number in range(count)}
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Many things", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"key": []}],
        "paths": dict(path for number in range(count) for path in _paths(number)),
        "components": {
            "schemas": schemas | {"Error": _error()},
            "responses": {name: _answer("Error") for name in ("BadRequest", "NotFound", "Conflict")},
            "parameters": {"Limit": _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100})},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }
    change(root)
    return yaml.dump(root, Dumper=_Dumper, sort_keys=False).encode()


def change_of_many(root: Schema) -> None:
    """Change what all operations reach, what some do, and one of them."""
    schemas = root["components"]["schemas"]
    schemas["Error"]["properties"]["details"] = {"type": "object"}
    schemas["Thing2"]["properties"]["field3"]["maxLength"] = 40
    schemas["Thing3"]["properties"]["kind"] = {"const": "other"}
    schemas["Choice1"]["oneOf"].reverse()
    del root["paths"]["/things0"]["post"]


class _Dumper(yaml.SafeDumper):
    """Writes every value out, since a spec may hold no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _thing(number: int, count: int) -> Schema:
    """An object that holds another one, a list of them and one of several."""
    field = {"type": ["string", "null"], "maxLength": 80, "description": "A field of the thing"}
    properties: dict[str, Schema] = {f"field{index}": dict(field) for index in range(FIELDS)}
    properties |= {
        "kind": {"const": f"thing{number}"},
        "next": _reference(f"Thing{(number + 1) % count}"),
        "others": {"type": "array", "items": _reference(f"Thing{(number * 7 + 3) % count}")},
        "choice": _reference(f"Choice{number}"),
    }
    return {"type": "object", "required": ["field0", "kind"], "properties": properties}


def _choice(number: int, count: int) -> Schema:
    """A union that holds the next one, so that unions are nested."""
    inner = {"type": "object", "properties": {"choice": _reference(f"Choice{(number + 1) % count}")}}
    return {"oneOf": [_reference(f"Thing{(number + step) % count}") for step in (1, 2, 3)] + [inner]}


def _error() -> Schema:
    return {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}


def _paths(number: int) -> list[tuple[str, Schema]]:
    thing, key = f"Thing{number}", _parameter("id", {"type": "string"}, location="path")
    body = {"required": True, "content": {"application/json": {"schema": _reference(thing)}}}
    limit = {"$ref": "#/components/parameters/Limit"}
    return [
        (
            f"/things{number}",
            {
                "get": _operation(f"list{thing}", thing) | {"parameters": [limit]},
                "post": _operation(f"create{thing}", thing) | {"requestBody": body},
            },
        ),
        (
            f"/things{number}/{{id}}",
            {
                "parameters": [key],
                "get": _operation(f"read{thing}", thing),
                "patch": _operation(f"update{thing}", thing) | {"requestBody": body},
                "delete": _operation(f"delete{thing}", thing),
            },
        ),
    ]


def _operation(name: str, thing: str) -> Schema:
    errors = {"400": "BadRequest", "404": "NotFound", "409": "Conflict"}
    refused = {status: {"$ref": f"#/components/responses/{name}"} for status, name in errors.items()}
    return {"operationId": name, "summary": f"{name} it", "responses": {"200": _answer(thing), **refused}}


def _answer(name: str) -> Schema:
    return {"description": name, "content": {"application/json": {"schema": _reference(name)}}}


def _parameter(name: str, schema: Schema, location: str = "query") -> Schema:
    return {"name": name, "in": location, "required": location == "path", "schema": schema}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
