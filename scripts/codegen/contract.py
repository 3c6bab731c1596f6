"""What the templates read of the contract besides what the generator hands them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.strings import ClassName

from scripts.codegen.document import ROOT, Document, child, split
from scripts.codegen.lifecycles import lifecycle
from scripts.codegen.operations import Operation, operations
from scripts.codegen.project import GenerationError

SCHEMAS = child(ROOT, "components", "schemas")
EXPECTED = {
    "NoneProperty": "null",
    "StringProperty": "a string",
    "DateTimeProperty": "a date-time",
    "DateProperty": "a date",
    "EnumProperty": "a string",
    "IntProperty": "a whole number",
    "FloatProperty": "a number",
    "BooleanProperty": "a boolean",
    "ListProperty": "an array",
    "ModelProperty": "an object",
}


@dataclass(frozen=True)
class Model:
    """A model of the generator, with its fields by place."""

    value: ModelProperty

    @property
    def module(self) -> str:
        """The name of its module."""
        return self.value.class_info.module_name

    def field(self, pointer: str) -> PropertyProtocol:
        """Return the field that a JSON pointer leads to; raise GenerationError when the model has none there."""
        fields = [*(self.value.required_properties or []), *(self.value.optional_properties or [])]
        for one in fields:
            if split(pointer) == [one.name.get_untrusted_value()]:
                return one
        raise GenerationError(f"{self.value.class_info.name} has no field {pointer} of its own")


@dataclass(frozen=True)
class Contract:
    """A document with what the generator has made of it."""

    document: Document
    data: GeneratorData
    prefix: str
    schemas: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = self.document.at(SCHEMAS)
        object.__setattr__(self, "schemas", {str(ClassName(name, self.prefix)): child(SCHEMAS, name) for name in names})

    @property
    def environments(self) -> list[dict[str, str]]:
        """The servers that have a name, the default first."""
        servers = [server for server in self.document.root["servers"] if "x-environment" in server]
        return [
            {"url": one["url"], "name": one["x-environment"]["name"], "key_prefix": one["x-environment"]["key-prefix"]}
            for one in servers
        ]

    @property
    def idempotency(self) -> dict[str, Any]:
        """The idempotency policies by name."""
        policies: dict[str, Any] = self.document.root.get("x-policies", {}).get("idempotency", {})
        return policies

    def operation(self, endpoint: Endpoint) -> OperationView:
        """Return the operation that an endpoint was made from."""
        for operation in self.operations:
            *_, path, method = split(operation.pointer)
            if (path, method) == (endpoint.path.get_untrusted_value(), endpoint.method):
                return OperationView(self, operation)
        raise GenerationError(f"no operation for {endpoint.name}")

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations of the document."""
        return operations(self.document)

    def model(self, class_name: str) -> Model:
        """Return a model by the name of its class."""
        for one in self.data.models:
            if isinstance(one, ModelProperty) and one.class_info.name == class_name:
                return Model(one)
        raise GenerationError(f"there is no model {class_name}")

    def module_of(self, operation_id: str) -> tuple[str, str]:
        """Return the package and the module of an operation."""
        (wanted,) = (one for one in self.operations if one.id == operation_id)
        *_, path, method = split(wanted.pointer)
        for tag, collection in self.data.endpoint_collections_by_tag.items():
            for endpoint in collection.endpoints:
                if (endpoint.path.get_untrusted_value(), endpoint.method) == (path, method):
                    return str(tag), endpoint.name
        raise GenerationError(f"no endpoint for {operation_id}")

    def class_of(self, pointers: list[str]) -> str:
        """Return the class of the one named schema that some schemas refer to."""
        (found,) = {pointer for one in pointers for pointer in self.document.branches(one) if self._is_named(pointer)}
        return str(ClassName(split(found)[-1], self.prefix))

    def secret_fields(self, class_name: str) -> set[str]:
        """Return the names of the fields of a model that must not be shown."""
        schema = self.document.at(self.schemas[class_name]) if class_name in self.schemas else {}
        return {name for name, value in schema.get("properties", {}).items() if value.get("x-secret")}

    def is_secret(self, class_name: str) -> bool:
        """Tell whether a model is the value of a field that must not be shown."""
        target = self.schemas.get(class_name)
        values = (self.document.at(pointer).get("properties", {}) for pointer in self.schemas.values())
        members = (member for properties in values for member in properties.values())
        return any(member.get("x-secret") and member.get("$ref") == target for member in members)

    def pages(self, class_name: str) -> list[str]:
        """Return the documentation pages of the operations whose bodies contain a model."""
        target = self.schemas.get(class_name)
        return [
            str(operation.value["externalDocs"]["url"])
            for operation in self.operations
            if any(
                target in self._reachable(body)
                for body in (operation.request_schema, operation.response_schema)
                if body
            )
        ]

    def expected(self, one: PropertyProtocol) -> str:
        """Return in words what the values of a property are."""
        if isinstance(one, UnionProperty):
            return " or ".join(dict.fromkeys(self.expected(inner) for inner in one.inner_properties))
        if isinstance(one, ConstProperty):
            return f"the constant {one.value.raw_value!r}"
        return EXPECTED[type(one).__name__]

    def literal(self, value: object) -> str:
        """Return a value as Python, the same wherever it is written."""
        return f"frozenset({sorted(value)!r})" if isinstance(value, frozenset) else repr(value)

    def refuse(self, message: str) -> NoReturn:
        """Stop the generation; raise GenerationError."""
        raise GenerationError(message)

    def _is_named(self, pointer: str) -> bool:
        return pointer in self.schemas.values()

    def _reachable(self, pointer: str) -> set[str]:
        seen: set[str] = set()
        waiting = [pointer]
        while waiting:
            for branch in self.document.branches(waiting.pop()):
                if branch not in seen:
                    seen.add(branch)
                    waiting += self._parts(branch)
        return seen

    def _parts(self, pointer: str) -> Iterator[str]:
        schema = self.document.at(pointer)
        yield from (child(pointer, "properties", name) for name in schema.get("properties", {}))
        yield from (
            child(pointer, key) for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)
        )


@dataclass(frozen=True)
class OperationView:
    """An operation as its template sees it."""

    contract: Contract
    operation: Operation

    @property
    def documentation(self) -> str:
        """The page of the operation."""
        return str(self.operation.value["externalDocs"]["url"])

    @property
    def idempotency(self) -> str | None:
        """The name of the idempotency policy."""
        return self.operation.value.get("x-idempotency")

    @property
    def paging(self) -> dict[str, Any] | None:
        """The parameters and places of the paging policy, and the largest page."""
        if "x-paging" not in self.operation.value:
            return None
        policy = self.contract.document.root["x-policies"]["paging"][self.operation.value["x-paging"]]
        limit = self.contract.document.at(self.operation.parameters["query", policy["limit"]["parameter"]])["schema"]
        return {
            "limit": policy["limit"]["parameter"],
            "offset": policy["offset"]["parameter"],
            "items": policy["items"],
            "total": policy["total"],
            "page_size": limit.get("maximum", limit.get("default", 20)),
        }

    @property
    def item_class(self) -> str:
        """The class of the items of a paged operation."""
        schema = self.operation.response_schema
        assert schema is not None
        assert self.paging is not None
        return self.contract.class_of(self.contract.document.find(schema, f"{self.paging['items']}/*"))

    @cached_property
    def lifecycle(self) -> dict[str, Any] | None:
        """What the wait helpers need, when the operation creates what settles later and can be read then."""
        return lifecycle(self.contract, self.operation)

    @property
    def imports(self) -> list[str]:
        """The imports that the extensions bring with them."""
        lines = []
        if self.idempotency:
            lines.append(f"from ..._contract import {self.idempotency.upper()}_IDEMPOTENCY")
        if self.paging:
            lines += ["from ... import _paging", self._model_import(self.item_class)]
        if self.lifecycle:
            lines += [self._model_import(self.lifecycle[name]) for name in ("settled_class", "report_class")]
            lines += [
                f"from ..{one['package']} import {one['module']}"
                for one in (self.lifecycle["poll"], self.lifecycle["read"])
            ]
            lines.append("from ..._pacing import OnProgress, Pace")
            lines.append("from ..._waiting import Lifecycle, afinish, asettle, finish, settle")
        return lines

    def _model_import(self, class_name: str) -> str:
        return f"from ...models.{self.contract.model(class_name).module} import {class_name}"
