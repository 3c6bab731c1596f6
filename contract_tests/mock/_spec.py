"""The spec, read into what the rules of HTTP need to know about each operation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator

from ._answers import MockError

SPEC_PATH = Path(__file__).parents[2] / "openapi" / "connect.yaml"
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})

Node = dict[str, Any]


class Refused(NamedTuple):
    """What an extension of the spec says of a refusal: `raise RefusalError(*refused, "There is no such app")`."""

    status: int
    code: str


class Parameter:
    """A path, query or header parameter. `owner` is what x-owner says of an identifier."""

    def __init__(self, spec: Node, node: Node) -> None:
        self.name: str = node["name"]
        self.place: str = node["in"]
        self.required: bool = node.get("required", False)
        self.schema = _resolve(spec, node["schema"])
        self.validator = _validator(spec, node["schema"])
        self.owner: Node | None = node.get("x-owner")


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


class Operation:
    """An operation of the spec: `operation.credentials` is what a request without the key gets, if it needs one."""

    def __init__(self, spec: Node, path: str, method: str) -> None:
        item = spec["paths"][path]
        source, policies = item[method], spec.get("x-policies", {})
        self.id: str = source["operationId"]
        self.method = method.upper()
        self.path = base_path(spec) + path
        self.status = min(int(status) for status in source["responses"] if status.startswith("2"))
        self.credentials = _credentials(spec, source)
        # An owner stands before what it owns, as in the path.
        self.parameters = sorted(_parameters(spec, item, source), key=lambda one: path.find(f"{{{one.name}}}"))
        self.body = Body(spec, _resolve(spec, source["requestBody"])) if "requestBody" in source else None
        paging, idempotency = source.get("x-paging"), source.get("x-idempotency")
        self.paging = Paging(policies["paging"][paging]) if paging else None
        self.idempotency = Idempotency(policies["idempotency"][idempotency]) if idempotency else None
        self.locates = "location" in source.get("x-creates", {})


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


def operations(spec: Node) -> Iterator[Operation]:
    """Yield every operation of `spec`, in its order."""
    for path, item in spec["paths"].items():
        yield from (Operation(spec, path, method) for method in item if method in METHODS)


def _resolve(spec: Node, node: Node) -> Node:
    while "$ref" in node:
        target: Any = spec
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


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


def _parameters(spec: Node, item: Node, source: Node) -> list[Parameter]:
    nodes = [_resolve(spec, node) for node in [*item.get("parameters", []), *source.get("parameters", [])]]
    return [Parameter(spec, node) for node in {(node["in"], node["name"]): node for node in nodes}.values()]
