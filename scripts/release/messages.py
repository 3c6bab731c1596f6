"""Compares what an operation takes and what it answers: parameters, bodies, responses and their headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scripts.codegen.document import Document, child, split
from scripts.codegen.operations import Operation
from scripts.release.changes import Spot
from scripts.release.keywords import compare_remarks
from scripts.release.promises import Add, compare_promises, compare_unknown
from scripts.release.schemas import SchemaWalk
from scripts.release.views import resolved

STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
READ_BY_PEOPLE = ("summary", "description", "example", "examples", "externalDocs", "deprecated")
SUCCESS = re.compile(r"2\d\d|2XX")


@dataclass(frozen=True)
class Part:
    """An object of a document, such as a parameter, by its pointer with `$ref` followed."""

    document: Document
    pointer: str

    @property
    def value(self) -> dict[str, Any]:
        """The object."""
        found: dict[str, Any] = self.document.at(self.pointer)
        return found

    @property
    def remarks(self) -> dict[str, Any]:
        """The members that only people read, references followed."""
        names = [name for name in READ_BY_PEOPLE if name in self.value]
        return {name: resolved(self.document, child(self.pointer, name)) for name in names}

    @property
    def links(self) -> Any:
        """The links of a response, references followed."""
        return resolved(self.document, child(self.pointer, "links")) if "links" in self.value else None

    def parts(self, name: str) -> dict[str, Part]:
        """Return the objects of a map by their keys."""
        keys = [key for key in self.value.get(name, {}) if not key.startswith("x-")]
        return {key: Part(self.document, self.document.resolve(child(self.pointer, name, key))) for key in keys}

    @property
    def schema(self) -> tuple[str, ...]:
        """The schema of the object's value; none when it has none."""
        if "schema" in self.value:
            return (child(self.pointer, "schema"),)
        for media_type in self.parts("content").values():
            return media_type.schema
        return ()


class MessageWalk:
    """Compares the messages of one operation in two documents."""

    def __init__(self, old: Operation, new: Operation, schemas: SchemaWalk, add: Add) -> None:
        self.old = old
        self.new = new
        self.schemas = schemas
        self.add = add

    def compare(self) -> None:
        """Report the changes of parameters, body and responses."""
        self._parameters()
        self._body()
        self._responses()

    def _spot(self, place: str, part: Part) -> Spot:
        direction = "response" if place.startswith("response") else "request"
        return Spot(self.old.id, place, "response" if direction == "response" else "request", part.pointer)

    def _parameters(self) -> None:
        old, new = parameters(self.old), parameters(self.new)
        for key in [key for key in old if key not in new]:
            other = next((found for found in new if found not in old and found[1] == key[1]), None)
            if other is not None:
                self.add("parameter-relocated", self._spot(_name(old[key]), old[key]), key[0], other[0])
                self._parameter(old.pop(key), new.pop(other))
            else:
                self.add("parameter-removed", self._spot(_name(old[key]), old[key]), _name(old[key]), None)
        for key, part in new.items():
            if key in old:
                self._parameter(old[key], part)
            else:
                kind = "required-parameter-added" if part.value.get("required") else "parameter-added"
                self.add(kind, self._spot(_name(part), part), None, _name(part))

    def _parameter(self, old: Part, new: Part) -> None:
        spot = self._spot(_name(old), old)
        before, after = old.value, new.value
        if before["name"].lower() != after["name"].lower():
            self.add("parameter-renamed", spot, before["name"], after["name"])
        self._requiredness("parameter", before, after, spot)
        if _style(before) != _style(after):
            self.add("parameter-style-changed", spot, _style(before), _style(after))
        self.schemas.compare(old.schema, new.schema, spot)
        compare_promises(before, after, ("x-owner",), spot, self.add)
        compare_unknown(before, after, spot, self.add)
        compare_remarks(old.remarks, new.remarks, spot, self.add)

    def _requiredness(self, what: str, old: dict[str, Any], new: dict[str, Any], spot: Spot) -> None:
        before, after = bool(old.get("required")), bool(new.get("required"))
        if before != after:
            names = {True: "required", False: "optional"}
            self.add(f"{what}-became-{names[after]}", spot, names[before], names[after])

    def _body(self) -> None:
        old, new = _body(self.old), _body(self.new)
        if old is None and new is not None:
            kind = "required-body-added" if new.value.get("required") else "body-added"
            self.add(kind, self._spot("request body", new), None, None)
        elif old is not None and new is None:
            self.add("body-removed", self._spot("request body", old), None, None)
        elif old is not None and new is not None:
            spot = self._spot("request body", old)
            self._requiredness("body", old.value, new.value, spot)
            self._content(old, new, spot)

    def _content(self, old: Part, new: Part, spot: Spot) -> None:
        before, after = old.parts("content"), new.parts("content")
        for name in {**before, **after}:
            if name not in after:
                self.add("media-type-removed", spot, name, None)
            elif name not in before:
                self.add("media-type-added", spot, None, name)
            else:
                self.schemas.compare(before[name].schema, after[name].schema, spot)
                compare_remarks(before[name].remarks, after[name].remarks, spot, self.add)
                compare_unknown(before[name].value, after[name].value, spot, self.add)
        compare_remarks(old.remarks, new.remarks, spot, self.add)
        compare_unknown(old.value, new.value, spot, self.add)

    def _responses(self) -> None:
        old, new = _responses(self.old), _responses(self.new)
        for status in {**old, **new}:
            meaning = "success" if SUCCESS.fullmatch(status) else "error"
            place = f"response {status}"
            if status not in new:
                self.add(f"{meaning}-status-removed", self._spot(place, old[status]), status, None)
            elif status not in old:
                self.add(f"{meaning}-status-added", self._spot(place, new[status]), None, status)
            else:
                self._response(old[status], new[status], place)
        self._error_codes(old, new)

    def _response(self, old: Part, new: Part, place: str) -> None:
        self._content(old, new, self._spot(f"{place} body", old))
        self._headers(old, new, place)
        if old.links != new.links:
            self.add("documentation-changed", self._spot(f"{place} links", old), None, None)

    def _headers(self, old: Part, new: Part, place: str) -> None:
        before, after = ({key.lower(): part for key, part in which.parts("headers").items()} for which in (old, new))
        for name in {**before, **after}:
            spot = self._spot(f"{place} header {name}", before.get(name) or after[name])
            if name not in after:
                self.add("header-removed", spot, name, None)
            elif name not in before:
                self.add("header-added", spot, None, name)
            else:
                self._requiredness("header", before[name].value, after[name].value, spot)
                self.schemas.compare(before[name].schema, after[name].schema, spot)
                compare_remarks(before[name].remarks, after[name].remarks, spot, self.add)

    def _error_codes(self, old: dict[str, Part], new: dict[str, Part]) -> None:
        now = {code for part in new.values() for code in part.value.get("x-error-codes", {})}
        for status in [status for status in old if status in new]:
            spot = self._spot(f"response {status} code", old[status])
            before, after = (which[status].value.get("x-error-codes", {}) for which in (old, new))
            for code in {**before, **after}:
                if code not in after:
                    self.add("error-code-moved" if code in now else "error-code-removed", spot, code, None)
                elif code not in before:
                    self.add("error-code-added", spot, None, code)
                else:
                    inner = spot.at(f" {code}", spot.home)
                    compare_promises(before[code], after[code], ("details",), inner, self.add)


def parameters(operation: Operation) -> dict[tuple[str, str], Part]:
    """Return the parameters by location and name; those of the path by position, since that is what they fill."""
    template = split(operation.pointer)[1]
    positions = {name: str(index) for index, name in enumerate(re.findall(r"\{([^}]*)\}", template))}
    found = {}
    for (location, name), pointer in operation.parameters.items():
        key = positions.get(name, name) if location == "path" else name.lower()
        found[location, key] = Part(operation.document, pointer)
    return found


def _name(part: Part) -> str:
    return f"{part.value['in']} {part.value['name']}"


def _style(parameter: dict[str, Any]) -> str:
    style = parameter.get("style", STYLES.get(parameter["in"]))
    explode = parameter.get("explode", style == "form")
    reserved = ", reserved" if parameter.get("allowReserved") else ""
    return f"{style}{', explode' if explode else ''}{reserved}"


def _body(operation: Operation) -> Part | None:
    if "requestBody" not in operation.value:
        return None
    return Part(operation.document, operation.document.resolve(child(operation.pointer, "requestBody")))


def _responses(operation: Operation) -> dict[str, Part]:
    return {status: Part(operation.document, pointer) for status, pointer in operation.responses.items()}
