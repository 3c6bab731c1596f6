"""Mutants of windows that few ask for: near the end, that do not divide the total, far above the default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from contract_tests.mock import HttpRules
from contract_tests.mutants.mock_rules import by_hand
from contract_tests.mutants.mutant import How, Mutant
from scripts.spec.spec import Spec

DEFAULT = 20
# Takes all items, the limit and the offset; returns what the answer says otherwise: items, total, limit, offset.
Window = Callable[[Sequence[Any], int, int], dict[str, Any]]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of unusual windows."""
    table: dict[str, How] = {what: _windowed(window) for what, window in WINDOWS.items()}
    yield from by_hand(spec, "context", {("listApps",): table})


def _windowed(window: Window) -> type[HttpRules]:
    class Windowed(HttpRules):
        def window(self, paging: Any, items: Sequence[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
            differing = window(list(items), parameters[paging.limit], parameters[paging.offset])
            renamed = {getattr(paging, f"{field}_field"): value for field, value in differing.items()}
            return {**super().window(paging, items, parameters), **renamed}

    return Windowed


def _when(concerns: Callable[[int, int, int], bool], window: Window) -> Window:
    """A window that differs only for some totals, limits and offsets."""
    return lambda items, limit, offset: window(items, limit, offset) if concerns(len(items), limit, offset) else {}


def _is_last(total: int, limit: int, offset: int) -> bool:
    return offset < total <= offset + limit


def _is_cut(total: int, limit: int, offset: int) -> bool:
    return offset < total < offset + limit


WINDOWS: dict[str, Window] = {
    "a window that is not full says how many it holds as its limit": _when(
        _is_cut, lambda items, limit, offset: {"limit": len(items) - offset}
    ),
    "a window that is not full begins earlier, to be full": _when(
        _is_cut, lambda items, limit, offset: {"items": items[-limit:]}
    ),
    "a window that is not full loses the last item": _when(
        _is_cut, lambda items, limit, offset: {"items": items[offset:-1]}
    ),
    "the last window loses its last item unless it is the only one": _when(
        lambda total, limit, offset: offset > 0 and _is_last(total, limit, offset),
        lambda items, limit, offset: {"items": items[offset:-1]},
    ),
    "the last window says the offset that comes next": _when(
        _is_last, lambda items, limit, offset: {"offset": len(items)}
    ),
    "an offset that is no multiple of the limit is rounded down": lambda items, limit, offset: {
        "items": items[offset - offset % limit :][:limit]
    },
    "an offset that is no multiple of the limit is said rounded down": lambda items, limit, offset: {
        "offset": offset - offset % limit
    },
    "an offset above ten is one more": _when(
        lambda total, limit, offset: offset > 10, lambda items, limit, offset: {"items": items[offset + 1 :][:limit]}
    ),
    "an offset of the last item alone gets nothing": _when(
        lambda total, limit, offset: offset == total - 1, lambda items, limit, offset: {"items": []}
    ),
    "an offset past the end is said to be the end": _when(
        lambda total, limit, offset: offset > total, lambda items, limit, offset: {"offset": len(items)}
    ),
    "the total past the end is the offset": _when(
        lambda total, limit, offset: offset > total, lambda items, limit, offset: {"total": offset}
    ),
    "a limit above the default gets the default": _when(
        lambda total, limit, offset: limit > DEFAULT, lambda items, limit, offset: {"items": items[offset:][:DEFAULT]}
    ),
    "a limit above the default is said to be the default": _when(
        lambda total, limit, offset: limit > DEFAULT, lambda items, limit, offset: {"limit": DEFAULT}
    ),
    "a limit above 50 is said to be 50": lambda items, limit, offset: {"limit": min(limit, 50)},
    "a limit above the total is said to be the total": lambda items, limit, offset: {"limit": min(limit, len(items))},
    "a limit of 100 is said to be 99": _when(
        lambda total, limit, offset: limit == 100, lambda items, limit, offset: {"limit": 99}
    ),
    "a limit of one gets two": _when(
        lambda total, limit, offset: limit == 1, lambda items, limit, offset: {"items": items[offset:][:2]}
    ),
    "an odd limit gets one item less": _when(
        lambda total, limit, offset: limit % 2 == 1 and limit > 1,
        lambda items, limit, offset: {"items": items[offset:][: limit - 1]},
    ),
    "the total is rounded up to whole windows": lambda items, limit, offset: {"total": -(-len(items) // limit) * limit},
    "the total is that of the windows so far": _when(
        lambda total, limit, offset: limit < DEFAULT,
        lambda items, limit, offset: {"total": min(len(items), offset + limit + 1)},
    ),
    "the total of a small window is what is left": _when(
        lambda total, limit, offset: limit < 10, lambda items, limit, offset: {"total": max(0, len(items) - offset)}
    ),
    "windows with a limit and an offset come from the end": _when(
        lambda total, limit, offset: offset > 0 and limit != DEFAULT,
        lambda items, limit, offset: {"items": items[::-1][offset:][:limit]},
    ),
}
