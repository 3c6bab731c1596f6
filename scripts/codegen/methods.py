"""The operations as methods of the client's resources, with their arguments, as the templates see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import AnyProperty, ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.strings import safe_for_docstring

from scripts.codegen.argument_types import argument_type, imports_of

if TYPE_CHECKING:
    from scripts.codegen.contract import Contract, OperationView

# What a method has besides the arguments of its operation.
OPTIONS = frozenset(
    ["self", "options", "timeout", "max_retries", "extra_headers", "idempotency_key", "poll_interval", "on_progress"]
)


@dataclass(frozen=True)
class Argument:
    """An argument of a method. `name` is Python's, `sent_as` the API's."""

    name: str
    sent_as: str
    type: str
    required: bool
    description: str

    @property
    def declaration(self) -> str:
        """How a signature has it."""
        return f"{self.name}: {self.type}" + ("" if self.required else " | Unset = UNSET")


@dataclass(frozen=True)
class Method:
    """An operation as a method of its resource."""

    contract: Contract
    endpoint: Endpoint
    name: str
    package: str

    @property
    def operation(self) -> OperationView:
        """The operation."""
        return self.contract.operation(self.endpoint)

    @property
    def description(self) -> str:
        """What it does, in a line."""
        return _prose(self.endpoint.description or "")

    @property
    def keyed(self) -> str:
        """The class of its options."""
        return "KeyedOptions" if self.operation.idempotency else "Options"

    @property
    def path(self) -> list[Argument]:
        """The parameters of the path."""
        return self._by_place["path"]

    @property
    def query(self) -> list[Argument]:
        """The parameters of the query."""
        return self._by_place["query"]

    @property
    def headers(self) -> list[Argument]:
        """The headers, without the idempotency key, which is an option."""
        return self._by_place["header"]

    @property
    def body(self) -> list[Argument]:
        """The fields of the body; the body itself where it is no object."""
        return self._by_place["body"]

    @property
    def keywords(self) -> list[Argument]:
        """All arguments but those of the path."""
        return [*self.query, *self.headers, *self.body]

    @property
    def body_is_object(self) -> bool:
        """Whether the fields of the body are arguments."""
        return bool(self.endpoint.bodies) and isinstance(self.endpoint.bodies[0].prop, ModelProperty)

    @cached_property
    def success(self) -> str:
        """The type of what it returns. `list` would be the method of that name."""
        for response in self.endpoint.responses.patterns:
            statuses = response.status_code.range
            if statuses and 200 <= statuses[0] < 300 and not isinstance(response.prop, AnyProperty):
                return re.sub(r"\blist\[", "List[", response.prop.get_type_string().as_unembedded_code())
        return "None"

    @property
    def item(self) -> str:
        """The type of the items of its pages."""
        paging = self.operation.paging
        assert paging is not None
        items = self.contract.model(self.success).field(paging["items"])
        return items.inner_property.get_type_string().as_unembedded_code()  # type: ignore[attr-defined,no-any-return]

    @property
    def imports(self) -> set[str]:
        """The imports of the types in its signature."""
        lines = {line.replace("from ...", "from ..") for line in self.endpoint.relative_imports}
        for _, one in self._properties():
            lines |= imports_of(one)
        if paging := self.operation.paging:
            model = self.contract.model(paging["item_class"])
            lines.add(f"from ..models.{model.module} import {model.name}")
        if lifecycle := self.operation.lifecycle:
            models = [self.contract.model(lifecycle[name]) for name in ("settled_class", "report_class")]
            lines |= {f"from ..models.{model.module} import {model.name}" for model in models}
            calls = (lifecycle["poll"], lifecycle["read"])
            lines |= {f"from ..api.{call['package']} import {call['module']}" for call in calls}
        return lines

    @cached_property
    def _by_place(self) -> dict[str, list[Argument]]:
        found: dict[str, list[Argument]] = {"path": [], "query": [], "header": [], "body": []}
        names = set(OPTIONS)
        for place, one in self._properties():
            name = str(one.python_name)
            while name in names:
                name = f"{place}_{name}"
            names.add(name)
            sent_as = one.name.get_untrusted_value()
            argument = Argument(name, sent_as, argument_type(one), one.required, _prose(one.description or sent_as))
            found[place].append(argument)
        return found

    def _properties(self) -> Iterator[tuple[str, PropertyProtocol]]:
        policy = self.contract.idempotency.get(self.operation.idempotency or "")
        key = policy["header"].lower() if policy else None
        yield from (("path", one) for one in self.endpoint.path_parameters)
        yield from (("query", one) for one in self.endpoint.query_parameters)
        for one in self.endpoint.header_parameters:
            if one.name.get_untrusted_value().lower() != key:
                yield "header", one
        for body in self.endpoint.bodies[:1]:
            fields = [body.prop]
            if isinstance(body.prop, ModelProperty):
                fields = [*(body.prop.required_properties or []), *(body.prop.optional_properties or [])]
            yield from (("body", one) for one in fields)


def _prose(text: object) -> str:
    return " ".join(str(safe_for_docstring(text)).split())
