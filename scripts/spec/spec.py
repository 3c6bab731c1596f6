"""A spec: a document with its operations, and what holds for all of them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from scripts.spec.document import Document
from scripts.spec.operations import Operation, Parameter, operations
from scripts.spec.resources import Resource, is_safe, resources


class Spec(Document):
    """An OpenAPI document as the rest of this repository reads it: `spec.operations["listApps"]`.

    Nothing of it is checked here; `scripts.spec.checks` does that.
    """

    @property
    def version(self) -> str:
        """The version of the contract."""
        return str(self.root["info"]["version"])

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations by operationId, in the order of the document."""
        return {operation.id: operation for operation in operations(self)}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The resources by the names that the extensions give them."""
        return resources(self.operations)

    def resource_of(self, parameter: Parameter) -> Resource | None:
        """The resource that a path parameter names one of, or None."""
        found = (one for one in self.resources.values() if one.parameter and one.parameter.pointer == parameter.pointer)
        return next(found, None)

    def is_disposable(self, operation: Operation) -> bool:
        """Whether what an operation creates can be deleted again."""
        name = (operation.creates or {}).get("resource")
        return name in self.resources and self.resources[name].disposable

    def own_parameters(self, operation: Operation) -> list[Parameter]:
        """The path parameters, in the order of the path, that must name a thing which the run made.

        Empty for an operation that only reads, or that creates for good: that one is tried on what is there.
        """
        if is_safe(operation) or (operation.creates and not self.is_disposable(operation)):
            return []
        return [one for one in operation.path_parameters if (kind := self.resource_of(one)) and kind.disposable]

    @cached_property
    def credentials_refused(self) -> dict[str, Any]:
        """Status and code that missing or wrong credentials get, from the security scheme."""
        (scheme,) = self.root["components"]["securitySchemes"].values()
        return dict(scheme["x-refused"])

    def environments(self) -> dict[str, dict[str, str]]:
        """The servers by the name of their environment: `url` and the `key-prefix` of its keys, the default first."""
        named = {
            server["x-environment"]["name"]: server for server in self.root["servers"] if "x-environment" in server
        }
        return {
            name: {"url": server["url"], "key-prefix": server["x-environment"]["key-prefix"]}
            for name, server in named.items()
        }

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation that a request is for, with its path parameters, or None.

        A path that is written out goes before one with parameters in its place, whatever their order in the document.

        Args:
            method: The method, in any case.
            path: The path relative to the server, percent-encoded.
        """
        for operation in self._most_written_out_first:
            if operation.method == method.upper() and (values := operation.match(path)) is not None:
                return operation, values
        return None

    @cached_property
    def _most_written_out_first(self) -> list[Operation]:
        return sorted(self.operations.values(), key=lambda one: one.path.count("{"))
