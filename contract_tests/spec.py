"""The spec as the contract run reads it: operations, schemas, and the extensions that say what a schema cannot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

SPEC_PATH = Path(__file__).resolve().parent.parent / "openapi" / "connect.yaml"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"

Schema = dict[str, Any]


class SpecError(Exception):
    """The spec cannot be read; the message is one line."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, with the place in the spec where it is defined."""

    name: str
    location: str
    required: bool
    schema: Schema
    pointer: str
    owner: dict[str, Any] | None


@dataclass(frozen=True)
class DocumentedResponse:
    """What the spec says about one status of an operation."""

    status: int
    media_types: tuple[str, ...]
    schema_pointer: str | None
    headers: dict[str, dict[str, Any]]
    error_codes: tuple[str, ...]
    pointer: str


@dataclass(frozen=True)
class Operation:
    """An operation of the spec.

    `extensions` holds the operation's own x- members with policy names already replaced by the policy.
    """

    id: str
    tag: str
    method: str
    path: str
    documentation: str
    pointer: str
    parameters: tuple[Parameter, ...]
    body_schema_pointer: str | None
    body_required: bool
    responses: dict[int, DocumentedResponse]
    extensions: dict[str, Any]
    _pattern: re.Pattern[str] = field(repr=False)

    @property
    def success(self) -> DocumentedResponse:
        """The documented response with the lowest 2xx status."""
        return self.responses[min(status for status in self.responses if status < 300)]

    @property
    def creates(self) -> dict[str, Any] | None:
        """`x-creates`: where the answer names the thing that the operation made, or None."""
        return self.extensions.get("x-creates")

    def parameters_in(self, location: str) -> list[Parameter]:
        """The parameters in `path`, `query` or `header`."""
        return [parameter for parameter in self.parameters if parameter.location == location]

    def match(self, path: str) -> dict[str, str] | None:
        """The path parameters in a request path relative to the server, percent-decoded, or None."""
        found = self._pattern.fullmatch(path)
        return {name: unquote(value) for name, value in found.groupdict().items()} if found else None


class Spec:
    """The parsed OpenAPI document with references resolved on demand.

    Args:
        document: The document as parsed from YAML.
        source: The file's bytes, from which the digest in reports is made.
    """

    def __init__(self, document: dict[str, Any], source: bytes = b"") -> None:
        self.document = document
        self.sha256 = hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()
        self.version: str = document["info"]["version"]
        # Reading an answer looks up the same few hundred places again and again.
        self.at = cache(self._at)
        self.locate = cache(self._locate)
        self.raw = cache(self._raw)

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations by operationId, in the order of the document."""
        return {operation.id: operation for operation in self._operations()}

    @cached_property
    def credentials_refused(self) -> dict[str, Any]:
        """Status and code that missing or wrong credentials get, from the security scheme."""
        (scheme,) = self.document["components"]["securitySchemes"].values()
        return dict(scheme["x-refused"])

    def environments(self) -> dict[str, dict[str, str]]:
        """The servers by the name of their environment: `url` and the `key-prefix` of its keys."""
        return {
            server["x-environment"]["name"]: {
                "url": server["url"],
                "key-prefix": server["x-environment"]["key-prefix"],
            }
            for server in self.document["servers"]
        }

    def _at(self, pointer: str) -> Any:
        """The value at a JSON pointer (`#/components/…` or `/components/…`), references followed."""
        value: Any = self.document
        for token in pointer.removeprefix("#").split("/")[1:]:
            value = self.resolve(value)
            value = value[int(token)] if isinstance(value, list) else value[_unescape(token)]
        return self.resolve(value)

    def resolve(self, value: Any) -> Any:
        """`value`, or what its `$ref` points to."""
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            value = self.at(value["$ref"])
        return value

    def _locate(self, pointer: str) -> str:
        """The pointer where the value at `pointer` is defined: references followed at its end."""
        value = self.raw(pointer)
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            pointer = str(value["$ref"]).removeprefix("#")
            value = self.raw(pointer)
        return pointer

    def _raw(self, pointer: str) -> Any:
        """The value at a JSON pointer as it is written there: a reference at its end is not followed."""
        parent, _, last = pointer.rpartition("/")
        container = self.at(parent) if parent else self.document
        return container[int(last)] if isinstance(container, list) else container[_unescape(last)]

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation that a request is for, with its path parameters, or None."""
        for operation in self.operations.values():
            if operation.method == method.upper():
                values = operation.match(path)
                if values is not None:
                    return operation, values
        return None

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield self._operation(path, method, item)

    def _operation(self, path: str, method: str, item: dict[str, Any]) -> Operation:
        pointer = f"/paths/{path.replace('/', '~1')}/{method}"
        raw = item[method]
        shared = f"/paths/{path.replace('/', '~1')}/parameters"
        body = self.resolve(raw.get("requestBody"))
        media_type = (body or {}).get("content", {}).get(JSON)
        return Operation(
            id=raw["operationId"],
            tag=raw["tags"][0],
            method=method.upper(),
            path=path,
            documentation=raw["externalDocs"]["url"],
            pointer=pointer,
            parameters=(
                *self._parameters(shared, item.get("parameters", [])),
                *self._parameters(f"{pointer}/parameters", raw.get("parameters", [])),
            ),
            body_schema_pointer=(
                self.locate(f"{pointer}/requestBody/content/{JSON.replace('/', '~1')}/schema") if media_type else None
            ),
            body_required=bool((body or {}).get("required")),
            responses={int(status): self._response(pointer, status) for status in raw["responses"]},
            extensions={key: self._policy(key, value) for key, value in raw.items() if key.startswith("x-")},
            _pattern=re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))),
        )

    def _parameters(self, pointer: str, raw: list[Any]) -> Iterator[Parameter]:
        for index, entry in enumerate(raw):
            value = self.resolve(entry)
            yield Parameter(
                name=value["name"],
                location=value["in"],
                required=value.get("required", False),
                schema=self.resolve(value["schema"]),
                pointer=self.locate(f"{pointer}/{index}"),
                owner=value.get("x-owner"),
            )

    def _response(self, operation_pointer: str, status: str) -> DocumentedResponse:
        pointer = self.locate(f"{operation_pointer}/responses/{status}")
        raw = self.at(pointer)
        content = raw.get("content", {})
        json_schema = f"{pointer}/content/{JSON.replace('/', '~1')}/schema"
        return DocumentedResponse(
            status=int(status),
            media_types=tuple(content),
            schema_pointer=self.locate(json_schema) if JSON in content else None,
            headers={name: self.resolve(header) for name, header in raw.get("headers", {}).items()},
            error_codes=tuple(raw.get("x-error-codes", {})),
            pointer=pointer,
        )

    def _policy(self, extension: str, value: Any) -> Any:
        policies = self.document.get("x-policies", {}).get(extension.removeprefix("x-"), {})
        return policies[value] if isinstance(value, str) and value in policies else value


def load_spec(path: Path = SPEC_PATH) -> Spec:
    """Read the spec from a file.

    Raises:
        SpecError: The file is missing or is not YAML.
    """
    try:
        source = path.read_bytes()
        return Spec(yaml.load(source, Loader=_Loader), source)
    except (OSError, yaml.YAMLError) as error:
        raise SpecError(f"{path}: {str(error).splitlines()[0]}") from error


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Keeps date-times as the strings that they are in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
