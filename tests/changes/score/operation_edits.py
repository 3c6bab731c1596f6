"""Every edit of an operation, its parameters, its messages and its promises that the spec has room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.changes.rules import Severity
from scripts.spec.document import Document
from scripts.spec.operations import Operation, Parameter, Part, Response, operations
from scripts.spec.pointers import child, get, parent, split
from tests.changes.score.edits import ADDITIVE, BREAKING, DOCUMENTATION, Edit, Root, edited

NEW_PARAMETER = {"name": "added", "in": "query", "schema": {"type": "string"}}
NEW_RESPONSE = {"description": "New", "content": {"application/json": {"schema": {"type": "object"}}}}
BASIC = {"type": "http", "scheme": "basic"}
PROMISES = ("x-paging", "x-idempotency", "x-creates", "x-echo", "x-lifecycle")


def operation_edits(document: Document) -> Iterator[Edit]:
    """Yield the edits of the document and of every operation."""
    root = document.root
    yield from _document(root)
    for operation in operations(document):
        yield from _operation(root, operation)
        yield from _promises(root, operation)
        yield from _responses(root, operation)
        for parameter in operation.parameters:
            yield from _parameter(root, operation, parameter)
        if operation.body:
            yield from _body(root, operation.body)


def _set(root: Root, kind: str, pointer: str, expected: Severity, name: str, value: Any) -> Edit:
    return edited(root, kind, pointer, expected, lambda owner: owner.update({name: value}), child(pointer, name))


def _drop(root: Root, kind: str, pointer: str, expected: Severity, name: str) -> Edit:
    return edited(root, kind, pointer, expected, lambda owner: owner.pop(name), child(pointer, name))


def _document(root: Root) -> Iterator[Edit]:
    servers = root["servers"]
    added = {"url": "https://third.example.com", "description": "Third"}
    yield _set(root, "server removed", "", BREAKING, "servers", servers[:-1])
    yield _set(root, "server added", "", ADDITIVE, "servers", [*servers, added])
    yield _set(root, "server described", "/servers/0", DOCUMENTATION, "description", "Another")
    yield _set(root, "title changed", "/info", DOCUMENTATION, "title", "Another")
    yield _set(root, "tag described", "/tags/0", DOCUMENTATION, "description", "Another")
    schemes = "/components/securitySchemes"
    for name in get(root, schemes):
        yield _set(root, "scheme changed", schemes, BREAKING, name, BASIC)
        yield _drop(root, "refusal withdrawn", child(schemes, name), BREAKING, "x-refused")
        yield _drop(root, "credential shown", child(schemes, name), BREAKING, "x-secret")
        yield _set(root, "scheme described", child(schemes, name), DOCUMENTATION, "description", "Another")
    for name, policy in root["x-policies"]["idempotency"].items():
        place = child("/x-policies/idempotency", name)
        lifetime = policy["lifetime-seconds"]
        yield _set(root, "lifetime shortened", place, BREAKING, "lifetime-seconds", lifetime // 2)
        yield _set(root, "lifetime extended", place, ADDITIVE, "lifetime-seconds", lifetime * 2)
        yield _set(root, "idempotency header renamed", place, BREAKING, "header", "X-Key")
    for name in root["x-policies"]["paging"]:
        yield _set(root, "paging changed", child("/x-policies/paging", name), BREAKING, "items", "/items")


def _operation(root: Root, operation: Operation) -> Iterator[Edit]:
    value, pointer, path_item = operation.value, operation.pointer, parent(operation.pointer)
    yield _drop(root, "operation removed", path_item, BREAKING, split(pointer)[-1])
    yield _set(root, "operation renamed", pointer, BREAKING, "operationId", "renamed")
    yield _set(root, "first tag changed", pointer, BREAKING, "tags", ["added"])
    yield _set(root, "second tag added", pointer, DOCUMENTATION, "tags", [*value["tags"], "added"])
    yield _set(root, "summary changed", pointer, DOCUMENTATION, "summary", "Another")
    yield _set(root, "page moved", pointer, DOCUMENTATION, "externalDocs", {"url": "https://docs.hopae.com/x"})
    yield _set(root, "operation deprecated", pointer, DOCUMENTATION, "deprecated", True)
    yield _set(root, "credential dropped", pointer, ADDITIVE, "security", [])
    yield _set(root, "credential optional", pointer, ADDITIVE, "security", [*value["security"], {}])
    parameters = value.get("parameters", [])
    yield _set(root, "parameter added", pointer, ADDITIVE, "parameters", [*parameters, NEW_PARAMETER])
    needed = NEW_PARAMETER | {"required": True}
    yield _set(root, "required parameter added", pointer, BREAKING, "parameters", [*parameters, needed])
    yield _set(root, "server of its own", pointer, BREAKING, "servers", [{"url": "https://own.example.com"}])
    moved = value | {"operationId": "added"}
    yield _set(root, "operation added", "/paths", ADDITIVE, f"{operation.path}/added", {"get": moved})
    yield edited(root, "operation moved", "/paths", BREAKING, lambda paths: _move(paths, operation), pointer)


def _move(paths: dict[str, Any], operation: Operation) -> None:
    item, method = paths[operation.path], split(operation.pointer)[-1]
    own = {"parameters": item["parameters"]} if "parameters" in item else {}
    paths[f"{operation.path}/moved"] = own | {method: item.pop(method)}


def _promises(root: Root, operation: Operation) -> Iterator[Edit]:
    value, pointer = operation.value, operation.pointer
    for name in [name for name in PROMISES if name in value]:
        yield _drop(root, f"{name} withdrawn", pointer, BREAKING, name)
        if isinstance(value[name], dict):
            for member in value[name]:
                yield _drop(root, f"{name} member withdrawn", child(pointer, name), BREAKING, member)
            yield _set(root, f"{name} member added", child(pointer, name), ADDITIVE, "added", "/added")
        if isinstance(value[name], list):
            yield _set(root, f"{name} rule withdrawn", pointer, BREAKING, name, value[name][1:])
            more = {"from": "$request.body#/added", "to": "$response.body#/added"}
            yield _set(root, f"{name} rule added", pointer, ADDITIVE, name, [*value[name], more])
    if "x-echo" not in value:
        yield _set(root, "x-echo added", pointer, ADDITIVE, "x-echo", [{"from": "$request.path.a", "to": "/a"}])


def _parameter(root: Root, operation: Operation, parameter: Parameter) -> Iterator[Edit]:
    pointer, kind = parameter.pointer, parameter.location
    yield _set(root, "parameter described", pointer, DOCUMENTATION, "description", "Another")
    yield _set(root, "parameter deprecated", pointer, DOCUMENTATION, "deprecated", True)
    if kind == "path":
        yield edited(root, "path parameter renamed", "", BREAKING, lambda fresh: _rename(fresh, pointer), pointer)
    else:
        yield _set(root, "parameter renamed", pointer, BREAKING, "name", f"{parameter.name}-renamed")
        yield _set(root, "parameter required", pointer, BREAKING, "required", True)
        yield _set(root, "parameter relocated", pointer, BREAKING, "in", "query" if kind == "header" else "header")
        remaining = operation.value["parameters"][1:]
        yield _set(root, "parameter removed", operation.pointer, BREAKING, "parameters", remaining)
    if kind == "query":
        yield _set(root, "parameter style changed", pointer, BREAKING, "style", "spaceDelimited")
    if parameter.owner:
        yield _drop(root, "owner withdrawn", pointer, BREAKING, "x-owner")
        yield _set(root, "refusal changed", child(pointer, "x-owner", "refused"), BREAKING, "status", 410)


def _rename(root: Root, pointer: str) -> None:
    name = get(root, pointer)["name"]
    get(root, pointer)["name"] = f"{name}_renamed"
    for path in list(root["paths"]):
        root["paths"][path.replace(f"{{{name}}}", f"{{{name}_renamed}}")] = root["paths"].pop(path)


def _body(root: Root, body: Part) -> Iterator[Edit]:
    yield _drop(root, "body removed", parent(body.pointer), BREAKING, split(body.pointer)[-1])
    if body.value.get("required"):
        yield _set(root, "body optional", body.pointer, ADDITIVE, "required", False)
    yield from _content(root, body)


def _content(root: Root, owner: Part) -> Iterator[Edit]:
    content, pointer = owner.value.get("content", {}), owner.pointer
    for name, media_type in content.items():
        yield _set(root, "media type replaced", pointer, BREAKING, "content", {"application/cbor": media_type})
        more = content | {"application/cbor": media_type}
        yield _set(root, "media type added", pointer, ADDITIVE, "content", more)
        if "examples" in media_type:
            yield _drop(root, "examples dropped", child(pointer, "content", name), DOCUMENTATION, "examples")


def _responses(root: Root, operation: Operation) -> Iterator[Edit]:
    responses = child(operation.pointer, "responses")
    yield _set(root, "success status added", responses, BREAKING, "299", NEW_RESPONSE)
    yield _set(root, "error status added", responses, ADDITIVE, "503", NEW_RESPONSE)
    for status, response in operation.responses.items():
        success = status.startswith("2")
        yield _drop(root, "status removed", responses, BREAKING if success else ADDITIVE, status)
        yield _set(root, "response described", response.pointer, DOCUMENTATION, "description", "Another")
        if success:
            yield from _content(root, response)
        if "links" in response.value:
            yield _drop(root, "links dropped", response.pointer, DOCUMENTATION, "links")
        yield from _headers(root, response)
        for code in response.error_codes:
            yield from _error_code(root, operation, response, code)


def _headers(root: Root, response: Response) -> Iterator[Edit]:
    headers = response.parts("headers")
    more = response.value.get("headers", {}) | {"X-Added": {"schema": {"type": "string"}}}
    yield _set(root, "header added", response.pointer, ADDITIVE, "headers", more)
    for name, header in headers.items():
        yield _drop(root, "header removed", child(response.pointer, "headers"), BREAKING, name)
        required = bool(header.value.get("required"))
        kind, expected = ("header optional", BREAKING) if required else ("header required", ADDITIVE)
        yield _set(root, kind, header.pointer, expected, "required", not required)


def _error_code(root: Root, operation: Operation, response: Response, code: str) -> Iterator[Edit]:
    codes = child(response.pointer, "x-error-codes")
    other = next(one.pointer for one in operation.responses.values() if one.pointer != response.pointer)
    yield _set(root, "error code added", codes, ADDITIVE, "ADDED", {})
    if len(response.error_codes) > 1:
        yield _drop(root, "error code removed", codes, ADDITIVE, code)
    if "details" in response.error_codes[code]:
        yield _drop(root, "error details withdrawn", child(codes, code), BREAKING, "details")

    def move(fresh: Root) -> None:
        del get(fresh, codes)[code]
        get(fresh, other).setdefault("x-error-codes", {})[code] = {}

    yield edited(root, "error code moved", "", BREAKING, move, child(codes, code))
