"""The spec, read into what the rules of HTTP need to know about each operation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator

from ._answers import MockError
from ._handlers import Tables

SPEC_PATH = Path(__file__).parents[2] / "openapi" / "connect.yaml"
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})

Node = dict[str, Any]


class Refused(NamedTuple):
    """What an extension of the spec says of a refusal: `raise RefusalError(*refused, "There is no such app")`."""

    status: int
    code: str


class Owner:
    """How an identifier is found in its collection, and what one that is not found gets."""

    def __init__(self, name: str, node: Node, tables: Tables) -> None:
        collection = node["collection"]
        if collection not in tables.finders:
            raise MockError(f"no finder for {name} in {collection}: add one to FINDERS")
        self.find = tables.finders[collection]
        self.refused = Refused(**node["refused"])


class Parameter:
    """A path, query or header parameter. `owner` is there for an identifier that something else owns."""

    def __init__(self, spec: Node, node: Node, tables: Tables) -> None:
        self.name: str = node["name"]
        self.place: str = node["in"]
        self.required: bool = node.get("required", False)
        self.schema = _merged(spec, node["schema"])
        self.validator = _validator(spec, node["schema"])
        self.owner = Owner(self.name, node["x-owner"], tables) if "x-owner" in node else None


class Body:
    """A request body: the media types that it may have and its validator."""

    def __init__(self, spec: Node, node: Node) -> None:
        self.required: bool = node.get("required", False)
        self.media_types = frozenset(node["content"])
        self.validator = _validator(spec, next(iter(node["content"].values()))["schema"])


class Paging:
    """The names of the paging parameters and of the fields of a window."""

    def __init__(self, policy: Node) -> None:
        self.limit: str = policy["limit"]["parameter"]
        self.offset: str = policy["offset"]["parameter"]
        self.limit_field: str = policy["limit"]["field"].removeprefix("/")
        self.offset_field: str = policy["offset"]["field"].removeprefix("/")
        self.items_field: str = policy["items"].removeprefix("/")
        self.total_field: str = policy["total"].removeprefix("/")


class Idempotency:
    """How a repeated request is recognised and answered."""

    def __init__(self, policy: Node) -> None:
        self.header: str = policy["header"]
        self.lifetime_seconds: float = policy["lifetime-seconds"]
        self.replayed: dict[str, str] = {policy["replayed"]["header"]: policy["replayed"]["value"]}
        self.conflict = Refused(**policy["conflict"])
        self.in_progress = Refused(**policy["in-progress"])


class Location:
    """Where the answer to a creation tells the address of what was made."""

    def __init__(self, creates: Node) -> None:
        self.header: str = creates["location"].removeprefix("$response.header.")
        self._steps: list[str] = creates["identifier"].removeprefix("$response.body#/").split("/")

    def identifier(self, body: Any) -> Any:
        """Return the identifier of what was made."""
        for step in self._steps:
            body = body[step]
        return body


class Operation:
    """An operation of the spec: `operation.credentials` is what a request without the key gets, if it needs one."""

    def __init__(self, spec: Node, path: str, method: str, tables: Tables) -> None:
        item = spec["paths"][path]
        source, policies = item[method], spec.get("x-policies", {})
        self.id: str = source["operationId"]
        if self.id not in tables.handlers:
            raise MockError(f"no handler for the operation {self.id}: add one to HANDLERS")
        self.handler = tables.handlers[self.id]
        self.method = method.upper()
        self.path = base_path(spec) + path
        status = min(status for status in source["responses"] if status.startswith("2"))
        self.status = int(status)
        self.answers = "content" in _resolve(spec, source["responses"][status])
        self.credentials = _credentials(spec, source)
        # An owner stands before what it owns, as in the path.
        self.parameters = sorted(_parameters(spec, item, source, tables), key=lambda one: path.find(f"{{{one.name}}}"))
        self.body = Body(spec, _resolve(spec, source["requestBody"])) if "requestBody" in source else None
        paging, idempotency = source.get("x-paging"), source.get("x-idempotency")
        self.paging = Paging(policies["paging"][paging]) if paging else None
        self.idempotency = Idempotency(policies["idempotency"][idempotency]) if idempotency else None
        creates = source.get("x-creates", {})
        self.location = Location(creates) if "location" in creates else None
        self.is_slow = bool(creates or idempotency)


def load_spec(path: Path = SPEC_PATH) -> Node:
    """Return the spec in the YAML file `path`. Raise MockError when it cannot be read."""
    try:
        spec = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise MockError(f"cannot read the spec {path.name}: {' '.join(str(error).split())}") from error
    if not isinstance(spec, dict):
        raise MockError(f"cannot read the spec {path.name}: it is not a mapping")
    return spec


def base_path(spec: Node) -> str:
    """Return the path of the spec's first server, without a slash at its end."""
    url: str = spec["servers"][0]["url"]
    return urlsplit(url).path.rstrip("/")


def operations(spec: Node, tables: Tables) -> Iterator[Operation]:
    """Yield every operation of `spec`, in its order. Raise MockError for one that `tables` do not cover."""
    for path, item in spec["paths"].items():
        yield from (Operation(spec, path, method, tables) for method in item if method in METHODS)


def _resolve(spec: Node, node: Node) -> Node:
    while "$ref" in node:
        target: Any = spec
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _merged(spec: Node, schema: Node) -> Node:
    """Return a schema with the keywords of those that it is made of."""
    parts = [*schema.get("allOf", []), *([_resolve(spec, schema)] if "$ref" in schema else [])]
    merged: Node = {}
    for part in parts:
        merged |= _merged(spec, part)
    return merged | {name: value for name, value in schema.items() if name not in ("allOf", "$ref")}


def _validator(spec: Node, schema: Node) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": spec.get("components", {})})


def _credentials(spec: Node, source: Node) -> Refused | None:
    requirements: Any = source.get("security", spec.get("security", []))
    name = next((name for requirement in requirements for name in requirement), None)
    if name is None:
        return None
    scheme = _resolve(spec, spec["components"]["securitySchemes"][name])
    if (scheme["type"], scheme.get("scheme")) != ("http", "bearer"):
        raise MockError(f"{source['operationId']}: the security scheme {name} is not a bearer key")
    return Refused(**scheme["x-refused"])


def _parameters(spec: Node, item: Node, source: Node, tables: Tables) -> list[Parameter]:
    nodes = [_resolve(spec, node) for node in [*item.get("parameters", []), *source.get("parameters", [])]]
    return [Parameter(spec, node, tables) for node in {(node["in"], node["name"]): node for node in nodes}.values()]
