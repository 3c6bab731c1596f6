"""Every edit of an operation, its parameters, its messages and its promises that the spec has room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.codegen.document import ROOT, child, split
from scripts.release.changes import Severity
from scripts.release.score.edits import (
    ADDITIVE,
    BREAKING,
    DOCUMENTATION,
    Edit,
    Root,
    at,
    edited,
    follow,
    operation_pointers,
    parameter_pointers,
)

NEW_PARAMETER = {"name": "added", "in": "query", "schema": {"type": "string"}}
NEW_RESPONSE = {"description": "New", "content": {"application/json": {"schema": {"type": "object"}}}}
BASIC = {"type": "http", "scheme": "basic"}
PROMISES = ("x-paging", "x-idempotency", "x-creates", "x-echo", "x-lifecycle")


def operation_edits(root: Root) -> Iterator[Edit]:
    """Yield the edits of the document and of every operation."""
    yield from _document(root)
    for pointer in operation_pointers(root):
        yield from _operation(root, pointer)
        yield from _promises(root, pointer)
        yield from _responses(root, pointer)
        for parameter in parameter_pointers(root, pointer):
            yield from _parameter(root, pointer, parameter)
        if "requestBody" in at(root, pointer):
            yield from _body(root, follow(root, child(pointer, "requestBody")))


def _set(root: Root, kind: str, pointer: str, expected: Severity, name: str, value: Any) -> Edit:
    return edited(root, kind, pointer, expected, lambda owner: owner.update({name: value}), child(pointer, name))


def _drop(root: Root, kind: str, pointer: str, expected: Severity, name: str) -> Edit:
    return edited(root, kind, pointer, expected, lambda owner: owner.pop(name), child(pointer, name))


def _document(root: Root) -> Iterator[Edit]:
    servers = root["servers"]
    added = {"url": "https://third.example.com", "description": "Third"}
    yield _set(root, "server removed", ROOT, BREAKING, "servers", servers[:-1])
    yield _set(root, "server added", ROOT, ADDITIVE, "servers", [*servers, added])
    yield _set(root, "server described", child(ROOT, "servers", 0), DOCUMENTATION, "description", "Another")
    yield _set(root, "title changed", child(ROOT, "info"), DOCUMENTATION, "title", "Another")
    yield _set(root, "tag described", child(ROOT, "tags", 0), DOCUMENTATION, "description", "Another")
    schemes = child(ROOT, "components", "securitySchemes")
    for name in at(root, schemes):
        yield _set(root, "scheme changed", schemes, BREAKING, name, BASIC)
        yield _drop(root, "refusal withdrawn", child(schemes, name), BREAKING, "x-refused")
        yield _drop(root, "credential shown", child(schemes, name), BREAKING, "x-secret")
        yield _set(root, "scheme described", child(schemes, name), DOCUMENTATION, "description", "Another")
    for name, policy in root["x-policies"]["idempotency"].items():
        place = child(ROOT, "x-policies", "idempotency", name)
        lifetime = policy["lifetime-seconds"]
        yield _set(root, "lifetime shortened", place, BREAKING, "lifetime-seconds", lifetime // 2)
        yield _set(root, "lifetime extended", place, ADDITIVE, "lifetime-seconds", lifetime * 2)
        yield _set(root, "idempotency header renamed", place, BREAKING, "header", "X-Key")
    for name in root["x-policies"]["paging"]:
        place = child(ROOT, "x-policies", "paging", name)
        yield _set(root, "paging changed", place, BREAKING, "items", "/items")


def _operation(root: Root, pointer: str) -> Iterator[Edit]:
    operation = at(root, pointer)
    path_item, _, method = pointer.rpartition("/")
    yield _drop(root, "operation removed", path_item, BREAKING, method)
    yield _set(root, "operation renamed", pointer, BREAKING, "operationId", "renamed")
    yield _set(root, "first tag changed", pointer, BREAKING, "tags", ["added"])
    yield _set(root, "second tag added", pointer, DOCUMENTATION, "tags", [*operation["tags"], "added"])
    yield _set(root, "summary changed", pointer, DOCUMENTATION, "summary", "Another")
    yield _set(root, "page moved", pointer, DOCUMENTATION, "externalDocs", {"url": "https://docs.hopae.com/x"})
    yield _set(root, "operation deprecated", pointer, DOCUMENTATION, "deprecated", True)
    yield _set(root, "credential dropped", pointer, ADDITIVE, "security", [])
    yield _set(root, "credential optional", pointer, ADDITIVE, "security", [*operation["security"], {}])
    parameters = operation.get("parameters", [])
    yield _set(root, "parameter added", pointer, ADDITIVE, "parameters", [*parameters, NEW_PARAMETER])
    needed = NEW_PARAMETER | {"required": True}
    yield _set(root, "required parameter added", pointer, BREAKING, "parameters", [*parameters, needed])
    yield _set(root, "server of its own", pointer, ADDITIVE, "servers", [{"url": "https://own.example.com"}])
    path = split(path_item)[1]
    moved = operation | {"operationId": "added"}
    yield _set(root, "operation added", child(ROOT, "paths"), ADDITIVE, f"{path}/added", {"get": moved})
    yield edited(
        root, "operation moved", child(ROOT, "paths"), BREAKING, lambda paths: _move(paths, path, method), pointer
    )


def _move(paths: dict[str, Any], path: str, method: str) -> None:
    own = {"parameters": paths[path]["parameters"]} if "parameters" in paths[path] else {}
    paths[f"{path}/moved"] = own | {method: paths[path].pop(method)}


def _promises(root: Root, pointer: str) -> Iterator[Edit]:
    operation = at(root, pointer)
    for name in [name for name in PROMISES if name in operation]:
        yield _drop(root, f"{name} withdrawn", pointer, BREAKING, name)
        if isinstance(operation[name], dict):
            for member in operation[name]:
                yield _drop(root, f"{name} member withdrawn", child(pointer, name), BREAKING, member)
            yield _set(root, f"{name} member added", child(pointer, name), ADDITIVE, "added", "/added")
        if isinstance(operation[name], list):
            yield _set(root, f"{name} rule withdrawn", pointer, BREAKING, name, operation[name][1:])
            more = {"from": "$request.body#/added", "to": "$response.body#/added"}
            yield _set(root, f"{name} rule added", pointer, ADDITIVE, name, [*operation[name], more])
    if "x-echo" not in operation:
        yield _set(root, "x-echo added", pointer, ADDITIVE, "x-echo", [{"from": "$request.path.a", "to": "/a"}])


def _parameter(root: Root, operation: str, pointer: str) -> Iterator[Edit]:
    parameter = at(root, pointer)
    kind = parameter["in"]
    yield _set(root, "parameter described", pointer, DOCUMENTATION, "description", "Another")
    yield _set(root, "parameter deprecated", pointer, DOCUMENTATION, "deprecated", True)
    if kind == "path":
        yield edited(root, "path parameter renamed", ROOT, BREAKING, lambda fresh: _rename(fresh, pointer), pointer)
    else:
        yield _set(root, "parameter renamed", pointer, BREAKING, "name", f"{parameter['name']}-renamed")
        yield _set(root, "parameter required", pointer, BREAKING, "required", True)
        yield _set(root, "parameter relocated", pointer, BREAKING, "in", "query" if kind == "header" else "header")
        remaining = at(root, operation)["parameters"][1:]
        yield _set(root, "parameter removed", operation, BREAKING, "parameters", remaining)
    if kind == "query":
        yield _set(root, "parameter style changed", pointer, BREAKING, "style", "spaceDelimited")
    if "x-owner" in parameter:
        yield _drop(root, "owner withdrawn", pointer, BREAKING, "x-owner")
        refused = child(pointer, "x-owner", "refused")
        yield _set(root, "refusal changed", refused, BREAKING, "status", 410)


def _rename(root: Root, pointer: str) -> None:
    name = at(root, pointer)["name"]
    at(root, pointer)["name"] = f"{name}_renamed"
    for path in list(root["paths"]):
        root["paths"][path.replace(f"{{{name}}}", f"{{{name}_renamed}}")] = root["paths"].pop(path)


def _body(root: Root, pointer: str) -> Iterator[Edit]:
    body = at(root, pointer)
    owner, _, name = pointer.rpartition("/")
    yield _drop(root, "body removed", owner, BREAKING, name)
    if body.get("required"):
        yield _set(root, "body optional", pointer, ADDITIVE, "required", False)
    yield from _content(root, pointer)


def _content(root: Root, pointer: str) -> Iterator[Edit]:
    content = at(root, pointer).get("content", {})
    for name, media_type in content.items():
        yield _set(root, "media type replaced", pointer, BREAKING, "content", {"application/cbor": media_type})
        more = content | {"application/cbor": media_type}
        yield _set(root, "media type added", pointer, ADDITIVE, "content", more)
        if "examples" in media_type:
            yield _drop(root, "examples dropped", child(pointer, "content", name), DOCUMENTATION, "examples")


def _responses(root: Root, pointer: str) -> Iterator[Edit]:
    responses = child(pointer, "responses")
    yield _set(root, "success status added", responses, BREAKING, "299", NEW_RESPONSE)
    yield _set(root, "error status added", responses, ADDITIVE, "503", NEW_RESPONSE)
    for status in at(root, responses):
        success = status.startswith("2")
        yield _drop(root, "status removed", responses, BREAKING if success else ADDITIVE, status)
        place = follow(root, child(responses, status))
        yield _set(root, "response described", place, DOCUMENTATION, "description", "Another")
        if success:
            yield from _content(root, place)
        if "links" in at(root, place):
            yield _drop(root, "links dropped", place, DOCUMENTATION, "links")
        yield from _headers(root, place)
        for code in at(root, place).get("x-error-codes", {}):
            yield from _error_code(root, responses, place, code)


def _headers(root: Root, response: str) -> Iterator[Edit]:
    headers = at(root, response).get("headers", {})
    more = headers | {"X-Added": {"schema": {"type": "string"}}}
    yield _set(root, "header added", response, ADDITIVE, "headers", more)
    for name in headers:
        yield _drop(root, "header removed", child(response, "headers"), BREAKING, name)
        place = follow(root, child(response, "headers", name))
        required = bool(at(root, place).get("required"))
        kind, expected = ("header optional", BREAKING) if required else ("header required", ADDITIVE)
        yield _set(root, kind, place, expected, "required", not required)


def _error_code(root: Root, responses: str, response: str, code: str) -> Iterator[Edit]:
    codes = child(response, "x-error-codes")
    yield _set(root, "error code added", codes, ADDITIVE, "ADDED", {})
    if len(at(root, codes)) > 1:
        yield _drop(root, "error code removed", codes, ADDITIVE, code)
    if "details" in at(root, codes)[code]:
        yield _drop(root, "error details withdrawn", child(codes, code), BREAKING, "details")

    def move(fresh: Root) -> None:
        del at(fresh, codes)[code]
        other = next(status for status in at(fresh, responses) if follow(fresh, child(responses, status)) != response)
        at(fresh, follow(fresh, child(responses, other))).setdefault("x-error-codes", {})[code] = {}

    yield edited(root, "error code moved", ROOT, BREAKING, move, child(codes, code))
