"""Rewrites of a spec that change nothing for anyone."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from scripts.spec.document import Document
from scripts.spec.operations import operations
from scripts.spec.pointers import child, get, parent, target
from scripts.spec.reading import parse_spec
from tests.changes.score.edits import Edit, Root, edited, reached

UNORDERED = ("required", "enum", "x-extensible-enum", "parameters", "oneOf", "anyOf", "security", "servers")


def rewrites(document: Document) -> Iterator[Edit]:
    """Yield the rewrites of a document, each with no change expected."""
    yield from _of_the_whole(document)
    yield from _of_components(document.root)
    yield from _of_schemas(document)
    yield from _of_operations(document)


def _whole(root: Root, kind: str, change: Callable[[Root], object]) -> Edit:
    return edited(root, kind, "", None, change)


def _of_the_whole(document: Document) -> Iterator[Edit]:
    root = document.root
    yield Edit("keys reordered", "", None, _reversed_keys(root))
    yield Edit("lists reordered", "", None, _reversed_lists(root))
    yield Edit("as JSON", "", None, _read_back(json.dumps(root, indent=2)))
    yield Edit("as other YAML", "", None, _read_back(yaml.safe_dump(root, sort_keys=True)))
    yield _whole(root, "version moved", lambda fresh: fresh["info"].update(version="9.9.9"))
    yield _whole(root, "common security dropped", lambda fresh: fresh.pop("security"))
    unused = {"type": "object", "description": "Used nowhere"}
    yield _whole(root, "unused component", lambda fresh: fresh["components"]["schemas"].update(Unused=unused))
    yield _whole(root, "references inlined", lambda fresh: fresh.update(_inlined(document, fresh, ())))


def _of_components(root: Root) -> Iterator[Edit]:
    for section, components in root["components"].items():
        for name in components if section != "examples" else ():
            text = json.dumps(root)
            old, new = f"#/components/{section}/{name}", f"#/components/{section}/{name}Renamed"
            fresh: Root = json.loads(text.replace(f'"{old}"', f'"{new}"'))
            fresh["components"][section][f"{name}Renamed"] = fresh["components"][section].pop(name)
            if section == "securitySchemes":
                _rename_scheme(fresh, name)
            yield Edit("component renamed", old, None, fresh)


def _rename_scheme(root: Root, name: str) -> None:
    for operation in operations(Document(root)):
        for requirement in operation.value["security"]:
            if name in requirement:
                requirement[f"{name}Renamed"] = requirement.pop(name)


def _of_schemas(document: Document) -> Iterator[Edit]:
    root = document.root
    for pointer in reached(document):
        schema = document.raw(pointer)
        if "$ref" in schema:
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            yield edited(root, "reference inlined", pointer, None, _replace_by(document.at(pointer) | rest))
            wrapped = {"allOf": [{"$ref": schema["$ref"]}]} | rest
            yield edited(root, "reference in allOf", pointer, None, _replace_by(wrapped))
        elif parent(pointer) != "/components/schemas":
            yield _split_off(root, pointer)
        yield from _same_meaning(root, pointer, schema)


def _split_off(root: Root, pointer: str) -> Edit:
    def change(fresh: Root) -> None:
        schema = get(fresh, pointer)
        fresh["components"]["schemas"]["SplitOff"] = dict(schema)
        schema.clear()
        schema["$ref"] = "#/components/schemas/SplitOff"

    edit = _whole(root, "component split off", change)
    return Edit(edit.kind, pointer, None, edit.root)


def _same_meaning(root: Root, pointer: str, schema: dict[str, Any]) -> Iterator[Edit]:
    kind = schema.get("type")
    if isinstance(kind, list) and len(kind) == 2 and "null" in kind:
        value = {key: item for key, item in schema.items() if key != "type"}
        union = {"anyOf": [{"type": kind[0]}, {"type": kind[1]}]} | value
        yield edited(root, "null as a member", pointer, None, _replace_by(union))
    if isinstance(kind, str):
        yield edited(root, "type as a list", pointer, None, _replace_by(schema | {"type": [kind]}))
    if "const" in schema:
        single = {key: item for key, item in schema.items() if key != "const"} | {"enum": [schema["const"]]}
        yield edited(root, "const as enum", pointer, None, _replace_by(single))
    if kind == "object" and "additionalProperties" not in schema:
        yield edited(root, "openness spelt out", pointer, None, _replace_by(schema | {"additionalProperties": True}))
    if kind == "object" and len(schema.get("properties", {})) > 1:
        yield edited(root, "object in two parts", pointer, None, _replace_by(_halved(schema)))
    if kind == "string" and "minLength" not in schema:
        yield edited(root, "limit without effect", pointer, None, _replace_by(schema | {"minLength": 0}))


def _halved(schema: dict[str, Any]) -> dict[str, Any]:
    names = list(schema["properties"])
    halves = (names[: len(names) // 2], names[len(names) // 2 :])
    parts = [{"type": "object", "properties": {name: schema["properties"][name] for name in half}} for half in halves]
    return {key: value for key, value in schema.items() if key not in ("type", "properties")} | {"allOf": parts}


def _of_operations(document: Document) -> Iterator[Edit]:
    root = document.root
    for operation in operations(document):
        common = document.raw(parent(operation.pointer)).get("parameters", [])
        if common:
            change = _with_parameters([*common, *operation.value.get("parameters", [])])
            yield edited(root, "common parameters repeated", operation.pointer, None, change)
        for status, response in operation.responses.items():
            place = child(operation.pointer, "responses", status)
            if response.pointer != place:
                yield edited(root, "response inlined", place, None, _replace_by(response.value))


def _with_parameters(parameters: list[Any]) -> Callable[[dict[str, Any]], object]:
    return lambda operation: operation.update(parameters=parameters)


def _replace_by(value: dict[str, Any]) -> Callable[[dict[str, Any]], object]:
    def change(schema: dict[str, Any]) -> None:
        fresh = copy.deepcopy(value)
        schema.clear()
        schema.update(fresh)

    return change


def _reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed_keys(value[key]) for key in reversed(value)}
    return [_reversed_keys(item) for item in value] if isinstance(value, list) else value


def _reversed_lists(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _reversed_lists(item, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [_reversed_lists(item) for item in value]
        return items[::-1] if name in UNORDERED else items
    return value


def _inlined(document: Document, value: Any, above: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_inlined(document, item, above) for item in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    own = {key: _inlined(document, item, above) for key, item in value.items() if key != "$ref" or reference in above}
    if isinstance(reference, str) and reference not in above:
        return _inlined(document, document.raw(target(reference)), (*above, reference)) | own
    return own


def _read_back(text: str) -> Root:
    return parse_spec(text.encode(), "written").root
