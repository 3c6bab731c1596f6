"""Mutants of invariants: sums, bounds and orders inside a schema that no longer hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from contract_tests.drift.pointers import each, get
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.places import Place, places
from contract_tests.mutants.pointers import put
from contract_tests.mutants.wire import rewrite_json
from contract_tests.spec import Operation, Spec

MOMENT = "2026-04-08T10:00:00.000Z"

Break = Callable[[dict[str, Any]], None]


def invariant_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every way to break every invariant of every success."""
    for operation in spec.operations.values():
        for place in places(spec, operation.success.schema_pointer or ""):
            for rule in place.schema.get("x-invariants", []):
                for what, change in _breaks(rule).items():
                    yield _mutant(spec, operation, place, what, change)


def _mutant(spec: Spec, operation: Operation, place: Place, what: str, change: Break) -> Mutant:
    def broken(body: Any) -> Any:
        document = [body]
        for container, key in place.sites(document):
            change(container[key])
        return document[0]

    app = changed(spec, rewrite=rewrite_json(broken), operation_id=operation.id, status=operation.success.status)
    return Mutant(f"{operation.id} {place} {what}", "invariant", (operation.id,), f"{place}: {what}", app)


def _breaks(rule: dict[str, str]) -> dict[str, Break]:
    if "sum" in rule:
        return _sums(rule["sum"], rule["equals"])
    value = rule["value"]
    if "at-most" in rule:
        bound = rule["at-most"]
        return {f"{value} above {bound}": lambda found: _put(found, bound, max(0, get(found, value) - 1))}
    if "before" in rule:
        end = rule["before"]
        return {
            f"{value} after {end}": lambda found: _swap(found, value, end),
            f"{value} at {end}": lambda found: _put(found, end, get(found, value)),
        }
    flag = rule["null-while"]
    return {f"{value} set while {flag}": lambda found: _put(found, value, MOMENT) if get(found, flag) else None}


def _sums(parts: str, total: str) -> dict[str, Break]:
    container, _, field = parts.partition("/*")

    def lowered(found: dict[str, Any]) -> None:
        _put(found, total, max(0, get(found, total) - 1))

    def one_missing(found: dict[str, Any]) -> None:
        counted = [part for part in get(found, container) if get(part, field)]
        _put(found, container, [part for part in get(found, container) if part not in counted[:1]])

    def one_twice(found: dict[str, Any]) -> None:
        counted = [part for part in get(found, container) if get(part, field)]
        _put(found, container, [*get(found, container), *counted[:1]])

    def all_in_each(found: dict[str, Any]) -> None:
        for part in each(found, f"{container}/*"):
            _put(part, field, get(found, total) + 1)

    return {
        f"{total} one too few": lowered,
        f"a part of {parts} missing": one_missing,
        f"a part of {parts} twice": one_twice,
        f"{parts} above {total}": all_in_each,
    }


def _put(found: dict[str, Any], pointer: str, value: Any) -> None:
    put(found, pointer, value)


def _swap(found: dict[str, Any], first: str, second: str) -> None:
    one, two = get(found, first), get(found, second)
    put(found, first, two)
    put(found, second, one)
