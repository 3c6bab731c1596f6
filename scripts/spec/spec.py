"""A spec: a document with its operations, and what holds for all of them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from scripts.spec.document import Document
from scripts.spec.operations import Operation, operations


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

        Args:
            method: The method, in any case.
            path: The path relative to the server, percent-encoded.
        """
        for operation in self.operations.values():
            if operation.method == method.upper():
                values = operation.match(path)
                if values is not None:
                    return operation, values
        return None
