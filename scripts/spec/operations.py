"""The operations of a document, with their parameters, bodies and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from scripts.spec.document import Document, Schema
from scripts.spec.media_types import JSON
from scripts.spec.pointers import child, parent

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
EXPRESSION = re.compile(r"\$(request|response)\.(body|path|query|header)(?:#(/.+)|\.(.+))?")


@dataclass(frozen=True)
class Part:
    """An object of a document, such as a request body: `operation.body.value`; `pointer` is where it is defined."""

    document: Document
    pointer: str

    @cached_property
    def value(self) -> dict[str, Any]:
        """The object as the document has it."""
        return dict(self.document.raw(self.pointer))

    @cached_property
    def json_schema(self) -> str | None:
        """The pointer of the schema of its JSON content, or None."""
        media_type = self.value.get("content", {}).get(JSON, {})
        return self.document.locate(child(self.pointer, "content", JSON, "schema")) if "schema" in media_type else None

    def parts(self, name: str) -> dict[str, Part]:
        """The objects of a map that it has, such as `content`, by their keys."""
        keys = self.value.get(name, {})
        return {key: Part(self.document, self.document.locate(child(self.pointer, name, key))) for key in keys}


@dataclass(frozen=True)
class Parameter(Part):
    """A parameter of an operation: `parameter.location` is `path`, `query`, `header` or `cookie`."""

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.value["name"])

    @property
    def location(self) -> str:
        """Where it is sent."""
        return str(self.value["in"])

    @property
    def required(self) -> bool:
        """Whether it has to be sent."""
        return bool(self.value.get("required", False))

    @property
    def schema(self) -> Schema:
        """The schema of its values."""
        return dict(self.document.resolve(self.value.get("schema", {})))

    @property
    def owner(self) -> dict[str, Any] | None:
        """`x-owner`: the collection that its values come from, or None."""
        return self.value.get("x-owner")


@dataclass(frozen=True)
class Response(Part):
    """What a document says about one status of an operation: `operation.success.headers["Location"]`."""

    status: str

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types of its body; none when it has no body."""
        return tuple(self.value.get("content", {}))

    @property
    def schema(self) -> str | None:
        """The pointer of the schema of its JSON body, or None."""
        return self.json_schema

    @cached_property
    def headers(self) -> dict[str, str]:
        """The pointers of its headers, by name."""
        return {name: header.pointer for name, header in self.parts("headers").items()}

    @cached_property
    def required_headers(self) -> list[str]:
        """The names of the headers that always come."""
        return [name for name, pointer in self.headers.items() if self.document.raw(pointer).get("required")]

    @property
    def error_codes(self) -> dict[str, Any]:
        """`x-error-codes`: what is documented of each code."""
        return dict(self.value.get("x-error-codes", {}))


@dataclass(frozen=True, eq=False)
class Operation(Part):
    """An operation of a document: `operation.responses["404"].error_codes`."""

    path: str
    method: str

    @property
    def id(self) -> str:
        """The operationId, or method and path where there is none."""
        return str(self.value.get("operationId", f"{self.method} {self.path}"))

    @property
    def tag(self) -> str:
        """The first of its tags."""
        return str(self.value["tags"][0])

    @property
    def documentation(self) -> str:
        """The address of its documentation page."""
        return str(self.value["externalDocs"]["url"])

    @cached_property
    def extensions(self) -> dict[str, Any]:
        """Its `x-` members; the name of a policy is replaced by the policy."""
        return {key: self._policy(key, value) for key, value in self.value.items() if key.startswith("x-")}

    @property
    def creates(self) -> dict[str, Any] | None:
        """`x-creates`: where the answer names the thing that the operation made, or None."""
        return self.extensions.get("x-creates")

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, those of its path item first unless it has its own of the same name."""
        found = {}
        for owner in (parent(self.pointer), self.pointer):
            for index in range(len(self.document.raw(owner).get("parameters", []))):
                parameter = Parameter(self.document, self.document.locate(child(owner, "parameters", index)))
                found[parameter.location, parameter.name] = parameter
        return tuple(found.values())

    @property
    def security(self) -> list[dict[str, list[str]]]:
        """The ways to authenticate: its own, or else those of the document."""
        return list(self.value.get("security", self.document.root.get("security", [])))

    @property
    def error_envelope(self) -> dict[str, str]:
        """`x-error-envelope`: where a refusal says its `code` and `message`, by pointers into the body."""
        return dict(self.document.root["x-error-envelope"])

    @cached_property
    def path_parameters(self) -> list[Parameter]:
        """Its path parameters in the order of the path: an owner stands before what it owns."""
        return sorted(self.parameters_in("path"), key=lambda one: self.path.find(f"{{{one.name}}}"))

    def own_path(self, values: Mapping[str, str]) -> dict[str, str]:
        """Those of some path parameters that it takes."""
        return {one.name: values[one.name] for one in self.path_parameters}

    def fits(self, values: Mapping[str, str]) -> bool:
        """Whether some path parameters have a value for each that it takes."""
        return {one.name for one in self.path_parameters} <= values.keys()

    def parameters_in(self, location: str) -> list[Parameter]:
        """The parameters in `path`, `query` or `header`."""
        return [parameter for parameter in self.parameters if parameter.location == location]

    def parameter(self, location: str, name: str) -> Parameter | None:
        """A parameter by where it is sent and its name, or None."""
        return next((one for one in self.parameters_in(location) if one.name == name), None)

    @cached_property
    def body(self) -> Part | None:
        """The request body, or None."""
        pointer = child(self.pointer, "requestBody")
        return Part(self.document, self.document.locate(pointer)) if "requestBody" in self.value else None

    @property
    def request_schema(self) -> str | None:
        """The pointer of the schema of the JSON request body, or None."""
        return self.body.json_schema if self.body else None

    @property
    def body_required(self) -> bool:
        """Whether a request needs a body."""
        return bool(self.body and self.body.value.get("required"))

    @cached_property
    def responses(self) -> dict[str, Response]:
        """The responses by status, `default` among them where it is documented."""
        owner = child(self.pointer, "responses")
        return {
            status: Response(self.document, self.document.locate(child(owner, status)), status)
            for status in self.value.get("responses", {})
            if not status.startswith("x-")
        }

    def response(self, status: int) -> Response | None:
        """The response that documents a status, or None; any success where no page says which one it is."""
        found = self.responses.get(str(status))
        is_open = found is None and 200 <= status < 300 and not self.promises_status
        return self.success if is_open else found

    @property
    def promises_status(self) -> bool:
        """Whether a page, or the vendor's OpenAPI document, says which status its success has."""
        return bool(self.successes) and self.success.value.get("x-source") != "inferred"

    @property
    def successes(self) -> list[Response]:
        """The responses of a 2xx status, the lowest first."""
        return [self.responses[status] for status in sorted(self.responses) if status.startswith("2")]

    @property
    def success(self) -> Response:
        """The response with the lowest 2xx status; every operation of a valid contract has one."""
        return self.successes[0]

    @property
    def response_schema(self) -> str | None:
        """The pointer of the schema of the JSON body of the success response, or None."""
        return self.successes[0].schema if self.successes else None

    def match(self, path: str) -> dict[str, str] | None:
        """The path parameters in a request path relative to the server, or None; both may be percent-encoded."""
        steps, template = path.split("/"), self.path.split("/")
        if len(steps) != len(template):
            return None
        values = {}
        for step, expected in zip(map(unquote, steps), template, strict=True):
            if expected.startswith("{") and step:
                values[expected[1:-1]] = step
            elif step != expected:
                return None
        return values

    def evaluate(self, expression: str) -> list[str]:
        """The pointers of the schemas of what a runtime expression stands for; none when it leads nowhere."""
        match = EXPRESSION.fullmatch(expression)
        if match is None:
            return []
        side, part, path, name = match.groups()
        if part == "body":
            schema = self.request_schema if side == "request" else self.response_schema
            return self.document.find(schema, path or "") if schema and not name else []
        if side == "request":
            parameter = self.parameter(part, name)
            found = parameter.pointer if parameter else None
        else:
            found = self.header(name) if part == "header" else None
        return [child(found, "schema")] if found else []

    def header(self, name: str) -> str | None:
        """The pointer of a header of the success response, or None."""
        return self.successes[0].headers.get(name) if self.successes else None

    def _policy(self, extension: str, value: Any) -> Any:
        policies = self.document.root.get("x-policies", {}).get(extension.removeprefix("x-"), {})
        return policies[value] if isinstance(value, str) and value in policies else value


def operations(document: Document) -> Iterator[Operation]:
    """Yield the operations of a document in its order."""
    for path in document.root.get("paths", {}):
        # Beside the paths, which begin with a slash, extensions may stand.
        if path.startswith("/"):
            item = document.locate(child("/paths", path))
            for method in document.raw(item):
                if method in METHODS:
                    yield Operation(document, child(item, method), path, method.upper())
