"""The resources of the client, as the templates see them: `contract.resources`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.codegen.call_names import call_name
from scripts.codegen.methods import Method
from scripts.codegen.project import GenerationError

if TYPE_CHECKING:
    from scripts.codegen.contract import Contract

# What the clients and the resources have besides.
CLIENT_NAMES = frozenset(
    ["client", "aclose", "close", "delete", "get", "patch", "post", "put", "with_options", "with_raw_response"]
)
RESOURCE_NAMES = frozenset(["with_raw_response"])
WAITS = ("wait_settled", "wait_finished", "run")


@dataclass(frozen=True)
class Resource:
    """A resource of the client: `path` are the names that lead to it, `below` the resources that it leads to."""

    path: tuple[str, ...]
    methods: list[Method]
    below: list[Resource]

    @property
    def name(self) -> str:
        """Its name within the resource above it."""
        return self.path[-1]

    @property
    def module(self) -> str:
        """The name of its module."""
        return "_".join(self.path)

    @property
    def class_name(self) -> str:
        """The name of its class."""
        return "".join(word.capitalize() for word in self.module.split("_")) + "Resource"

    @property
    def imports(self) -> list[str]:
        """The imports of its methods."""
        lines = {line for method in self.methods for line in method.imports}
        lines |= {f"from ..api.{method.package} import {method.endpoint.name}" for method in self.methods}
        return sorted(lines)


def resources(contract: Contract) -> list[Resource]:
    """Return the resources that stand at the top; raise GenerationError where two things have one name."""
    found: dict[tuple[str, ...], list[Method]] = {}
    for tag, collection in contract.data.endpoint_collections_by_tag.items():
        for endpoint in collection.endpoints:
            path = call_name(contract.operation(endpoint).operation, str(tag))
            method = Method(contract, endpoint, path[-1], str(tag))
            found.setdefault(path[:-1], []).append(method)
    top = _below((), found)
    _refuse_twice("the client", [one.name for one in top], CLIENT_NAMES)
    return top


def _below(path: tuple[str, ...], methods: dict[tuple[str, ...], list[Method]]) -> list[Resource]:
    depth = len(path) + 1
    names = sorted({one[:depth] for one in methods if one[: depth - 1] == path and len(one) >= depth})
    return [_resource(name, methods) for name in names]


def _resource(path: tuple[str, ...], methods: dict[tuple[str, ...], list[Method]]) -> Resource:
    own, below = methods.get(path, []), _below(path, methods)
    waits = [wait for method in own if method.operation.lifecycle for wait in WAITS]
    names = [method.name for method in own] + waits + [one.name for one in below]
    _refuse_twice(".".join(path), names, RESOURCE_NAMES)
    return Resource(path, own, below)


def _refuse_twice(owner: str, names: list[str], taken: frozenset[str]) -> None:
    counted = Counter([*names, *taken])
    if twice := sorted(name for name, count in counted.items() if count > 1):
        raise GenerationError(f"{owner} has two things called {twice[0]}; say another name with x-method")
