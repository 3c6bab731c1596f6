"""Presence: what the answers of a run carried: which documented fields never, and the others with which types."""

from __future__ import annotations

from collections.abc import Iterator

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.shapes import Shapes
from contract_tests.judging.values import json_type
from scripts.spec.spec import Spec


class Presence:
    """Notes which documented fields the successful answers of each operation carried."""

    def __init__(self, spec: Spec, shapes: Shapes) -> None:
        self._spec, self._shapes = spec, shapes
        self._seen: dict[str, dict[str, set[str]]] = {}

    def note(self, exchange: Exchange) -> None:
        """Take a successful answer into account."""
        operation = exchange.operation
        if operation is None or str(exchange.status) != operation.success.status or not exchange.is_json:
            return
        if operation.success.schema is not None:
            seen = self._seen.setdefault(operation.id, {})
            for node in self._shapes.nodes(exchange):
                seen.setdefault(node.path, set()).add(json_type(node.value))

    def types(self, operation_id: str, path: str) -> set[str]:
        """The JSON types that the successful answers of an operation had at a path."""
        return self._seen.get(operation_id, {}).get(path, set())

    def unseen(self) -> dict[str, list[str]]:
        """By operation that answered at all, the paths of documented fields that never came."""
        absent = {}
        for operation_id, seen in self._seen.items():
            pointer = self._spec.operations[operation_id].success.schema
            documented = [path for path in self._documented(pointer or "", "") if not path.endswith("/*")]
            missing = [path for path in documented if path not in seen]
            # Where an object never came, its fields are not worth a line each.
            absent[operation_id] = [path for path in missing if path.rpartition("/")[0] not in missing]
        return {operation_id: paths for operation_id, paths in absent.items() if paths}

    def _documented(self, declared: str, path: str) -> Iterator[str]:
        pointer = self._spec.locate(declared)
        schema = self._spec.at(pointer)
        if path:
            yield path
        for union in ("oneOf", "anyOf"):
            for index in range(len(schema.get(union, []))):
                branch = f"{pointer}/{union}/{index}"
                yield from (found for found in self._documented(branch, path) if found != path)
        for name in schema.get("properties", {}):
            yield from self._documented(f"{pointer}/properties/{name}", f"{path}/{name}")
        if "items" in schema:
            yield from self._documented(f"{pointer}/items", f"{path}/*")
        if isinstance(schema.get("additionalProperties"), dict):
            yield from self._documented(f"{pointer}/additionalProperties", f"{path}/*")
