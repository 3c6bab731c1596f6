"""The operations of a document, and where the values of their requests and answers are described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scripts.codegen.document import ROOT, Document, Problem, child
from scripts.codegen.places import places

DOCUMENTATION = "https://docs.hopae.com/"
JSON = "application/json"
EXPRESSION = re.compile(r"\$(request|response)\.(body|path|query|header)(?:#(/.+)|\.(.+))")


@dataclass(frozen=True)
class Operation:
    """An operation of a document; all places are pointers with `$ref` followed."""

    document: Document
    pointer: str
    value: dict[str, Any]

    @property
    def id(self) -> str:
        """The operationId."""
        return str(self.value["operationId"])

    @cached_property
    def parameters(self) -> dict[tuple[str, str], str]:
        """The parameters by location and name, those of the path item among them."""
        path_item = self.pointer.rpartition("/")[0]
        found = {}
        for owner in (path_item, self.pointer):
            for index in range(len(self.document.at(owner).get("parameters", []))):
                pointer = self.document.resolve(child(owner, "parameters", index))
                parameter = self.document.at(pointer)
                found[parameter["in"], parameter["name"]] = pointer
        return found

    @cached_property
    def responses(self) -> dict[str, str]:
        """The responses by status."""
        own = child(self.pointer, "responses")
        return {
            status: self.document.resolve(child(own, status))
            for status in self.document.at(own)
            if not status.startswith("x-")
        }

    @property
    def success(self) -> str | None:
        """The response with the lowest status that means success."""
        statuses = sorted(status for status in self.responses if status.startswith("2"))
        return self.responses[statuses[0]] if statuses else None

    @property
    def request_schema(self) -> str | None:
        """The schema of the JSON request body."""
        if "requestBody" not in self.value:
            return None
        return self._json_schema(self.document.resolve(child(self.pointer, "requestBody")))

    @property
    def response_schema(self) -> str | None:
        """The schema of the JSON body of the success response."""
        return self._json_schema(self.success) if self.success else None

    def _json_schema(self, owner: str) -> str | None:
        media_type = self.document.at(owner).get("content", {}).get(JSON, {})
        return child(owner, "content", JSON, "schema") if "schema" in media_type else None

    def evaluate(self, expression: str) -> list[str]:
        """Return the schemas of what a runtime expression stands for; none when it leads nowhere."""
        match = EXPRESSION.fullmatch(expression)
        if match is None:
            return []
        side, part, path, name = match.groups()
        if part == "body":
            schema = self.request_schema if side == "request" else self.response_schema
            return self.document.find(schema, path) if schema and path else []
        if side == "request":
            found = self.parameters.get((part, name))
        else:
            found = self.header(name) if part == "header" else None
        return [child(found, "schema")] if found else []

    def header(self, name: str) -> str | None:
        """Return the pointer of a header of the success response, or None."""
        if self.success is None or name not in self.document.at(self.success).get("headers", {}):
            return None
        return self.document.resolve(child(self.success, "headers", name))

    def error_codes(self, status: object) -> dict[str, Any]:
        """Return the documented error codes of a status."""
        response = self.responses.get(str(status))
        codes: dict[str, Any] = self.document.at(response).get("x-error-codes", {}) if response else {}
        return codes


def operations(document: Document) -> list[Operation]:
    """Return the operations of a document in its order."""
    return [
        Operation(document, place.pointer, place.value)
        for place in places(document)
        if place.kind == "operation" and place.pointer.startswith(f"{ROOT}/paths/")
    ]


def check_operations(document: Document) -> Iterator[Problem]:
    """Yield the operations that lack what every operation of the contract has."""
    seen: set[str] = set()
    for operation in operations(document):
        if "operationId" not in operation.value:
            yield Problem(operation.pointer, "has no operationId")
        elif operation.id in seen:
            yield Problem(operation.pointer, f"has an operationId that is taken: {operation.id}")
        seen.add(operation.value.get("operationId", ""))
        if "security" not in operation.value:
            yield Problem(operation.pointer, "has no security of its own, and the generator reads no other")
        url = operation.value.get("externalDocs", {}).get("url", "")
        if not url.startswith(DOCUMENTATION):
            yield Problem(operation.pointer, f"has no externalDocs.url below {DOCUMENTATION}")
        if operation.success is None:
            yield Problem(operation.pointer, "has no response for success")
        for (location, name), parameter in operation.parameters.items():
            if location == "header" and document.at(parameter).get("schema", {}).get("format") == "uuid":
                yield Problem(parameter, f"the generated client fails on {name}, because its format is uuid")
