"""Mutants of paging: defaults, windows, echoes and totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from contract_tests.mock import HttpRules, RefusalError
from contract_tests.mutants.mutant import Mutant, faults, operations_with
from scripts.spec.spec import Spec

Items = Sequence[Any]
# From all items and the limit and the offset that were asked for: the fields of the page that differ.
Window = Callable[[Items, int, int], dict[str, Any]]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation with pages."""
    for operation, paging in operations_with(spec, "x-paging"):
        limit = operation.parameter("query", paging["limit"]["parameter"])
        assert limit is not None
        windows = {**_limits(limit.schema["default"]), **OFFSETS, **TOTALS}
        yield from faults(operation, "paging", {what: _paging(window) for what, window in windows.items()})


def _limits(default: int) -> dict[str, Window]:
    most = default + 5
    return {
        "limit ignored": lambda items, limit, offset: {"items": items[offset:]},
        "default limit always applied": lambda items, limit, offset: {
            "items": items[offset:][:default],
            "limit": default,
        },
        "limit cut": lambda items, limit, offset: {
            "items": items[offset:][: min(limit, most)],
            "limit": min(limit, most),
        },
        "limit cut, echoed whole": lambda items, limit, offset: {"items": items[offset:][: min(limit, most)]},
        "one item too many": lambda items, limit, offset: {"items": items[offset:][: limit + 1]},
        "one item too few": lambda items, limit, offset: {"items": items[offset:][: limit - 1]},
        "echoed limit is the default": lambda items, limit, offset: {"limit": default},
        "echoed limit is the number of items": lambda items, limit, offset: {"limit": len(items[offset:][:limit])},
    }


def _refusing_past_the_end(items: Items, limit: int, offset: int) -> dict[str, Any]:
    if offset >= len(items):
        raise RefusalError(404, "RESOURCE_NOT_FOUND", "There is no such page")
    return {}


OFFSETS: dict[str, Window] = {
    "offset ignored": lambda items, limit, offset: {"items": items[:limit]},
    "offset taken for a page number": lambda items, limit, offset: {"items": items[offset * limit :][:limit]},
    "windows overlap": lambda items, limit, offset: {"items": items[max(0, offset - 1) :][:limit]},
    "windows leave a gap": lambda items, limit, offset: {"items": items[offset + (offset > 0) :][:limit]},
    "echoed offset is zero": lambda items, limit, offset: {"offset": 0},
    "echoed offset is the next one": lambda items, limit, offset: {"offset": offset + limit},
    "past the end is refused": _refusing_past_the_end,
    "past the end comes the first page": lambda items, limit, offset: (
        {"items": items[:limit]} if offset >= len(items) else {}
    ),
    "past the end comes the last item": lambda items, limit, offset: {
        "items": items[min(offset, len(items) - 1) :][:limit]
    },
}
TOTALS: dict[str, Window] = {
    "last item never shown": lambda items, limit, offset: {"items": items[:-1][offset:][:limit]},
    "item shown twice": lambda items, limit, offset: {"items": [*items[:-1], items[0]][offset:][:limit]},
    "total is one too many": lambda items, limit, offset: {"total": len(items) + 1},
    "total is one too few": lambda items, limit, offset: {"total": len(items) - 1},
    "total is that of the page": lambda items, limit, offset: {"total": len(items[offset:][:limit])},
    "total is what is left": lambda items, limit, offset: {"total": max(0, len(items) - offset)},
    "total is zero past the end": lambda items, limit, offset: {"total": 0} if offset >= len(items) else {},
}


def _paging(window: Window) -> type[HttpRules]:
    class Paging(HttpRules):
        def window(self, paging: Any, items: Items, parameters: Mapping[str, Any]) -> dict[str, Any]:
            differing = window(items, parameters[paging.limit], parameters[paging.offset])
            renamed = {getattr(paging, f"{field}_field"): value for field, value in differing.items()}
            return {**super().window(paging, items, parameters), **renamed}

    return Paging
