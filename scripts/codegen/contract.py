"""What the templates read of the contract besides what the generator hands them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.strings import ClassName

from scripts.codegen.lifecycles import lifecycle
from scripts.codegen.project import GenerationError
from scripts.codegen.resources import Resource, resources
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, parent, split, target
from scripts.spec.spec import Spec
from scripts.spec.unions import told_apart

SCHEMAS = "/components/schemas"
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
    """A model of the generator, with its fields by place: `contract.model("AppPage").field("/data")`."""

    contract: Contract
    value: ModelProperty

    @property
    def name(self) -> str:
        """The name of its class."""
        return str(self.value.class_info.name)

    @property
    def module(self) -> str:
        """The name of its module."""
        return self.value.class_info.module_name

    def field(self, pointer: str) -> PropertyProtocol:
        """Return the field that a JSON pointer leads to; raise GenerationError when the model has none there."""
        return self._fields(pointer)[-1]

    def attribute(self, pointer: str) -> str:
        """Return how Python reads that field from a value of the model: `meta.count` for `/meta/count`."""
        return ".".join(one.python_name for one in self._fields(pointer))

    def _fields(self, pointer: str) -> list[PropertyProtocol]:
        """Return the fields that are passed on the way to a place, in models inside this one too."""
        name, *rest = split(pointer)
        fields = [*(self.value.required_properties or []), *(self.value.optional_properties or [])]
        for one in fields:
            if one.name.get_untrusted_value() != name:
                continue
            if not rest:
                return [one]
            if isinstance(one, ModelProperty):
                return [one, *self.contract.model(one.class_info.name)._fields(child("", *rest))]
        raise GenerationError(f"{self.value.class_info.name} has no field {pointer}")


@dataclass(frozen=True)
class Contract:
    """A spec with what the generator has made of it; the templates call it `contract`: `contract.pages("App")`."""

    spec: Spec
    data: GeneratorData
    prefix: str

    @cached_property
    def schemas(self) -> dict[str, str]:
        """The pointers of the named schemas by the class that each becomes."""
        names = self.spec.raw(SCHEMAS)
        return {str(ClassName(name, self.prefix)): child(SCHEMAS, name) for name in names}

    @property
    def environments(self) -> list[dict[str, str]]:
        """The servers that have a name, the default first."""
        found = self.spec.environments()
        return [{"name": name, "url": one["url"], "key_prefix": one["key-prefix"]} for name, one in found.items()]

    @property
    def idempotency(self) -> dict[str, Any]:
        """The idempotency policies by the constant that each becomes."""
        policies = self.spec.root.get("x-policies", {}).get("idempotency", {})
        return {_idempotency_constant(name): policy for name, policy in policies.items()}

    @property
    def envelope(self) -> dict[str, str]:
        """Where a refusal says its code, its message and its details, by pointers; these stand beside the code else."""
        found = self.spec.root["x-error-envelope"]
        return {**found, "details": found.get("details", child(parent(found["code"]), "details"))}

    @cached_property
    def error(self) -> Model:
        """The model of the body of every refusal; raise GenerationError when there is not exactly one."""
        answers = [answer for one in self.spec.operations.values() for answer in one.responses.values()]
        refusals = [answer.schema for answer in answers if answer.schema and not answer.status.startswith("2")]
        classes = {self.class_of([schema]) for schema in refusals}
        if len(classes) != 1:
            raise GenerationError(f"refusals have {len(classes)} models ({', '.join(sorted(classes))}) instead of one")
        return self.model(classes.pop())

    def operation(self, endpoint: Endpoint) -> OperationView:
        """Return the operation that an endpoint was made from."""
        key = (endpoint.path.get_untrusted_value(), endpoint.method.upper())
        for operation in self.spec.operations.values():
            if (operation.path, operation.method) == key:
                return OperationView(self, operation)
        raise GenerationError(f"no operation for {endpoint.name}")

    @cached_property
    def resources(self) -> list[Resource]:
        """The resources of the client that stand at its top."""
        return resources(self)

    def module_of(self, operation: Operation) -> tuple[str, str]:
        """Return the package and the module of an operation."""
        for tag, collection in self.data.endpoint_collections_by_tag.items():
            for endpoint in collection.endpoints:
                if self.operation(endpoint).operation is operation:
                    return str(tag), endpoint.name
        raise GenerationError(f"no endpoint for {operation.id}")

    def model(self, class_name: str) -> Model:
        """Return a model by the name of its class."""
        for one in self.data.models:
            if isinstance(one, ModelProperty) and one.class_info.name == class_name:
                return Model(self, one)
        raise GenerationError(f"there is no model {class_name}")

    def class_of(self, pointers: list[str]) -> str:
        """Return the class of the one named schema that some schemas refer to."""
        branches = {branch for pointer in pointers for branch in self.spec.branches(pointer)}
        (found,) = (class_name for class_name, pointer in self.schemas.items() if pointer in branches)
        return found

    def secret_fields(self, class_name: str) -> set[str]:
        """Return the names of the fields of a model that must not be shown."""
        schema = self.spec.raw(self.schemas[class_name]) if class_name in self.schemas else {}
        return {name for name, value in schema.get("properties", {}).items() if value.get("x-secret")}

    def is_secret(self, class_name: str) -> bool:
        """Tell whether a model must not be shown, by itself or as the value of a field."""
        if class_name in self.schemas and self.spec.raw(self.schemas[class_name]).get("x-secret"):
            return True
        schemas = (self.spec.raw(pointer) for pointer in self.schemas.values())
        fields = (value for schema in schemas for value in schema.get("properties", {}).values())
        secret = {target(value["$ref"]) for value in fields if value.get("x-secret") and "$ref" in value}
        return self.schemas.get(class_name) in secret

    def pages(self, class_name: str) -> list[str]:
        """Return the documentation pages of the operations whose bodies contain a model."""
        wanted = self.schemas.get(class_name)
        return [operation.documentation for operation, parts in self._parts if wanted in parts]

    @cached_property
    def _parts(self) -> list[tuple[Operation, set[str]]]:
        """The operations, each with the schemas that its bodies are made of."""
        spec, found = self.spec, []
        for operation in spec.operations.values():
            bodies = [body for body in (operation.request_schema, operation.response_schema) if body]
            found.append((operation, {part for body in bodies for part in spec.parts(body)}))
        return found

    def expected(self, one: PropertyProtocol) -> str:
        """Return what the values of a property are, as a message says it."""
        if isinstance(one, UnionProperty):
            return " or ".join(dict.fromkeys(self.expected(inner) for inner in one.inner_properties))
        if isinstance(one, ConstProperty):
            return f"the constant {one.value.raw_value!r}"
        return EXPECTED[type(one).__name__]

    def needed_field(self, union: UnionProperty, member: ModelProperty) -> str | None:
        """Return the field by which a member of a union is told from the others; None where a constant tells it."""
        models = [one for one in union.inner_properties if isinstance(one, ModelProperty)]
        fields = [_field_names(self.model(one.class_info.name).value) for one in models]
        found = dict(zip((one.class_info.name for one in models), told_apart(fields), strict=False))
        return found[member.class_info.name].needed if member.class_info.name in found else None

    def item_class(self, one: PropertyProtocol) -> str | None:
        """Return the class whose fields an odd item of a list is read by; None when items are no such objects."""
        kinds = one.inner_properties if isinstance(one, UnionProperty) else [one]
        names = [str(kind.class_info.name) for kind in kinds if isinstance(kind, ModelProperty)]
        models = [self.model(name).value for name in names]
        if len(models) < len(kinds) or not all(one.required_properties or one.optional_properties for one in models):
            return None
        return names[-1]

    def literal(self, value: object) -> str:
        """Return a value as Python, the same wherever it is written."""
        return f"frozenset({sorted(value)!r})" if isinstance(value, frozenset) else repr(value)

    def refuse(self, message: str) -> NoReturn:
        """Stop the generation; raise GenerationError."""
        raise GenerationError(message)


@dataclass(frozen=True)
class OperationView:
    """An operation as its template sees it: `operation.paging.page_size`."""

    contract: Contract
    operation: Operation

    @property
    def documentation(self) -> str:
        """The page of the operation."""
        return self.operation.documentation

    @property
    def idempotency(self) -> str | None:
        """The constant of the idempotency policy."""
        name = self.operation.value.get("x-idempotency")
        return name and _idempotency_constant(name)

    @cached_property
    def paging(self) -> dict[str, Any] | None:
        """The parameters and places of the paging policy, the largest page and the class of an item."""
        policy, answer = self.operation.extensions.get("x-paging"), self.operation.response_schema
        if not policy or not answer:
            return None
        limit = self.operation.parameter("query", policy["limit"]["parameter"])
        assert limit is not None
        return {
            "limit": limit.name,
            "offset": policy["offset"]["parameter"],
            "items": policy["items"],
            "total": policy["total"],
            "page_size": limit.schema.get("maximum", limit.schema.get("default", 20)),
            "item_class": self.contract.class_of(self.contract.spec.find(answer, f"{policy['items']}/*")),
        }

    @cached_property
    def lifecycle(self) -> dict[str, Any] | None:
        """What the wait helpers need, when the operation creates what settles later and can be read then."""
        return lifecycle(self.contract, self.operation)

    @property
    def imports(self) -> list[str]:
        """The imports that the extensions bring with them."""
        lines = []
        if self.idempotency:
            lines.append(f"from ..._contract import {self.idempotency}")
        if self.paging:
            lines += ["from ... import _paging", self._model_import(self.paging["item_class"])]
        if self.lifecycle:
            calls = (self.lifecycle["poll"], self.lifecycle["read"])
            lines += [self._model_import(self.lifecycle[name]) for name in ("settled_class", "report_class")]
            lines += [f"from ..{call['package']} import {call['module']}" for call in calls]
            lines.append("from ..._models import lenient")
            lines.append("from ..._pacing import OnProgress, Pace")
            lines.append("from ..._waiting import Lifecycle, afinish, asettle, finish, settle")
        return lines

    def _model_import(self, class_name: str) -> str:
        return f"from ...models.{self.contract.model(class_name).module} import {class_name}"


def _field_names(model: ModelProperty) -> dict[str, Any]:
    """Return the fields of a model as a schema has them; none where a constant tells it from others."""
    required, optional = model.required_properties or [], model.optional_properties or []
    if any(isinstance(one, ConstProperty) for one in required):
        return {}
    names = [one.name.get_untrusted_value() for one in required]
    return {"properties": [*names, *(one.name.get_untrusted_value() for one in optional)], "required": names}


def _idempotency_constant(policy: str) -> str:
    return f"{policy.replace('-', '_').upper()}_IDEMPOTENCY"
