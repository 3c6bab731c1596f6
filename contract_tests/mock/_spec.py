"""The spec, read into what the rules of HTTP need to know about each operation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator

from ._errors import MockError, RefusalError

SPEC_PATH = Path(__file__).parents[2] / "openapi" / "connect.yaml"
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


@dataclass(frozen=True, slots=True)
class Refused:
    """The status and the code of a refusal, as an extension of the spec names them."""

    status: int
    code: str

    def refusal(self, message: str) -> RefusalError:
        """The refusal with this status and code."""
        return RefusalError(self.status, self.code, message)


@dataclass(frozen=True, slots=True)
class Owner:
    """The collection that an identifier must be found in, and what it gets otherwise."""

    collection: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Parameter:
    """A path, query or header parameter."""

    name: str
    place: str
    required: bool
    schema: Mapping[str, Any]
    validator: Draft202012Validator
    owner: Owner | None


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: the media types that it may have and its validator."""

    required: bool
    media_types: frozenset[str]
    validator: Draft202012Validator


@dataclass(frozen=True, slots=True)
class Paging:
    """The names of the paging parameters and of the fields of a window."""

    limit: str
    offset: str
    limit_field: str
    offset_field: str
    items_field: str
    total_field: str


@dataclass(frozen=True, slots=True)
class Idempotency:
    """How a repeated request is recognised and answered."""

    header: str
    lifetime_seconds: float
    replayed: tuple[str, str]
    conflict: Refused
    in_progress: Refused


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the spec. `credentials` is None where no key is asked for."""

    id: str
    method: str
    path: str
    status: int
    credentials: Refused | None
    parameters: tuple[Parameter, ...]
    body: Body | None
    paging: Paging | None
    idempotency: Idempotency | None
    locates: bool


def load_spec(path: Path = SPEC_PATH) -> dict[str, Any]:
    """Return the spec in the YAML file `path`. Raise MockError when it cannot be read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        spec = yaml.load(path.read_bytes(), Loader=loader)
    except (OSError, yaml.YAMLError) as error:
        raise MockError(f"cannot read the spec {path.name}: {' '.join(str(error).split())}") from error
    if not isinstance(spec, dict):
        raise MockError(f"cannot read the spec {path.name}: it is not a mapping")
    return spec


def base_path(spec: Mapping[str, Any]) -> str:
    """Return the path of the spec's first server, without a slash at its end."""
    url: str = spec["servers"][0]["url"]
    return urlsplit(url).path.rstrip("/")


def operations(spec: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield every operation of `spec`, in its order."""
    for path, item in spec["paths"].items():
        for method in item.keys() & METHODS:
            yield _operation(spec, path, method, item)


def _operation(spec: Mapping[str, Any], path: str, method: str, item: Mapping[str, Any]) -> Operation:
    source = item[method]
    parameters = [_parameter(spec, node) for node in _parameters(spec, item, source)]
    return Operation(
        id=source["operationId"],
        method=method.upper(),
        path=base_path(spec) + path,
        status=min(int(status) for status in source["responses"] if status.startswith("2")),
        credentials=_credentials(spec, source),
        parameters=tuple(sorted(parameters, key=lambda one: path.find(f"{{{one.name}}}"))),
        body=_body(spec, source),
        paging=_paging(spec, source),
        idempotency=_idempotency(spec, source),
        locates="location" in source.get("x-creates", {}),
    )


def _resolve(spec: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        target: Any = spec
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _validator(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": spec.get("components", {})})


def _refused(node: Mapping[str, Any]) -> Refused:
    return Refused(node["status"], node["code"])


def _parameters(spec: Mapping[str, Any], item: Mapping[str, Any], source: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    nodes = [_resolve(spec, node) for node in [*item.get("parameters", []), *source.get("parameters", [])]]
    return list({(node["in"], node["name"]): node for node in nodes}.values())


def _parameter(spec: Mapping[str, Any], node: Mapping[str, Any]) -> Parameter:
    schema = node["schema"]
    owner = node.get("x-owner")
    return Parameter(
        name=node["name"],
        place=node["in"],
        required=node.get("required", False),
        schema=_resolve(spec, schema),
        validator=_validator(spec, schema),
        owner=owner and Owner(owner["collection"], _refused(owner["refused"])),
    )


def _body(spec: Mapping[str, Any], source: Mapping[str, Any]) -> Body | None:
    if "requestBody" not in source:
        return None
    node = _resolve(spec, source["requestBody"])
    schema = next(iter(node["content"].values()))["schema"]
    return Body(node.get("required", False), frozenset(node["content"]), _validator(spec, schema))


def _credentials(spec: Mapping[str, Any], source: Mapping[str, Any]) -> Refused | None:
    for requirement in source.get("security", spec.get("security", [])):
        for name in requirement:
            scheme = _resolve(spec, spec["components"]["securitySchemes"][name])
            if (scheme["type"], scheme.get("scheme")) != ("http", "bearer"):
                raise MockError(f"{source['operationId']}: the security scheme {name} is not a bearer key")
            return _refused(scheme["x-refused"])
    return None


def _paging(spec: Mapping[str, Any], source: Mapping[str, Any]) -> Paging | None:
    if "x-paging" not in source:
        return None
    policy = spec["x-policies"]["paging"][source["x-paging"]]
    return Paging(
        limit=policy["limit"]["parameter"],
        offset=policy["offset"]["parameter"],
        limit_field=policy["limit"]["field"].removeprefix("/"),
        offset_field=policy["offset"]["field"].removeprefix("/"),
        items_field=policy["items"].removeprefix("/"),
        total_field=policy["total"].removeprefix("/"),
    )


def _idempotency(spec: Mapping[str, Any], source: Mapping[str, Any]) -> Idempotency | None:
    if "x-idempotency" not in source:
        return None
    policy = spec["x-policies"]["idempotency"][source["x-idempotency"]]
    return Idempotency(
        header=policy["header"],
        lifetime_seconds=policy["lifetime-seconds"],
        replayed=(policy["replayed"]["header"], policy["replayed"]["value"]),
        conflict=_refused(policy["conflict"]),
        in_progress=_refused(policy["in-progress"]),
    )
