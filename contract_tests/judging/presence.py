"""Presence: what the answers of a run carried: which documented fields never, and the others with which types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.shapes import Shapes
from scripts.spec.pointers import parent
from scripts.spec.spec import Spec


class Presence:
    """Notes which documented fields the successful answers of each operation carried."""

    def __init__(self, spec: Spec, shapes: Shapes) -> None:
        self._spec, self._shapes = spec, shapes
        self._seen: dict[str, dict[str, set[str]]] = {}
        self._statuses: dict[str, set[int]] = {}
        self._succeeded: set[str] = set()
        # How many answers of each operation had the documented status.
        self.successes: Counter[str] = Counter()

    def note(self, exchange: Exchange) -> None:
        """Take an answer into account."""
        operation = exchange.operation
        if operation is None:
            return
        self._statuses.setdefault(operation.id, set()).add(exchange.status)
        if operation.response(exchange.status) is not operation.success:
            return
        self.successes[operation.id] += 1
        if operation.success.schema is None or self._shows_something(exchange):
            self._succeeded.add(operation.id)
        if body := self._shapes.body(exchange):
            seen = self._seen.setdefault(operation.id, {})
            for path, type_name in body.types:
                seen.setdefault(path, set()).add(type_name)

    def seen(self) -> list[dict[str, Any]]:
        """What was looked at of each operation: whether it succeeded, the statuses, the places in its successes."""
        return [
            {
                "operation": operation_id,
                "succeeded": operation_id in self._succeeded,
                "statuses": sorted(self._statuses.get(operation_id, ())),
                "places": sorted(path for path in self._seen.get(operation_id, {}) if path),
            }
            for operation_id in self._spec.operations
        ]

    def _shows_something(self, exchange: Exchange) -> bool:
        """Whether a body is an array or holds a documented field: it is of this API."""
        return isinstance(exchange.json, list) or len(self._shapes.nodes(exchange)) > 1

    def types(self, operation_id: str, path: str) -> set[str]:
        """The JSON types that the successful answers of an operation had at a path."""
        return self._seen.get(operation_id, {}).get(path, set())

    def unseen(self) -> dict[str, list[str]]:
        """By operation, the paths of documented fields that never came in a success."""
        absent = {}
        for operation_id, operation in self._spec.operations.items():
            seen, pointer = self._seen.get(operation_id, {}), operation.success.schema
            if pointer is None:
                continue
            # Two members of a union may have a field of one name.
            documented = dict.fromkeys(path for path in self._documented(pointer, "") if not path.endswith("/*"))
            missing = [path for path in documented if path not in seen]
            # Where an object or a list of some never came, their fields are not worth a line each.
            absent[operation_id] = [path for path in missing if _holder(path) not in missing]
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


def _holder(path: str) -> str:
    """The field that a field stands in, be it an object, or a list or a map of them."""
    holder = parent(path)
    while holder.endswith("/*"):
        holder = parent(holder)
    return holder
