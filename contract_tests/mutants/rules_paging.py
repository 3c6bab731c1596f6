"""Mutants of paging: defaults, windows, echoes and totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from contract_tests.mock import HttpRules, RefusalError
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.spec import Operation, Spec

Items = Sequence[Any]


class Page(NamedTuple):
    """What is shown of all items, their number, and the limit and the offset that are echoed."""

    items: Items
    total: int
    limit: int
    offset: int


# From all items and the limit and the offset that were asked for.
Window = Callable[[Items, int, int], Page]


def paging_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation with pages."""
    for operation in spec.operations.values():
        if "x-paging" not in operation.extensions:
            continue
        schemas = {one.name: one.schema for one in operation.parameters_in("query")}
        paging = operation.extensions["x-paging"]
        default: int = schemas[paging["limit"]["parameter"]]["default"]
        for what, window in _windows(default).items():
            app = changed(spec, http=_paging(operation, window))
            yield Mutant(f"{operation.id} {what}", "paging", (operation.id,), what, app)


def _page(items: Items, limit: int, offset: int) -> Page:
    return Page(items[offset : offset + limit], len(items), limit, offset)


def _windows(default: int) -> dict[str, Window]:
    return _limits(default) | _offsets() | _totals()


def _limits(default: int) -> dict[str, Window]:
    most = default + 5
    return {
        "limit ignored": lambda items, limit, offset: _page(items, limit, offset)._replace(items=items[offset:]),
        "default limit always applied": lambda items, limit, offset: _page(items, default, offset),
        "limit cut": lambda items, limit, offset: _page(items, min(limit, most), offset),
        "limit cut, echoed whole": lambda items, limit, offset: _page(items, min(limit, most), offset)._replace(
            limit=limit
        ),
        "one item too many": lambda items, limit, offset: _page(items, limit + 1, offset)._replace(limit=limit),
        "one item too few": lambda items, limit, offset: _page(items, limit - 1, offset)._replace(limit=limit),
        "echoed limit is the default": lambda items, limit, offset: _page(items, limit, offset)._replace(limit=default),
        "echoed limit is the number of items": lambda items, limit, offset: _page(items, limit, offset)._replace(
            limit=len(items[offset : offset + limit])
        ),
    }


def _offsets() -> dict[str, Window]:
    return {
        "offset ignored": lambda items, limit, offset: _page(items, limit, 0)._replace(offset=offset),
        "offset taken for a page number": lambda items, limit, offset: _page(items, limit, offset * limit)._replace(
            offset=offset
        ),
        "windows overlap": lambda items, limit, offset: _page(items, limit, max(0, offset - 1))._replace(offset=offset),
        "windows leave a gap": lambda items, limit, offset: _page(items, limit, offset + (offset > 0))._replace(
            offset=offset
        ),
        "echoed offset is zero": lambda items, limit, offset: _page(items, limit, offset)._replace(offset=0),
        "echoed offset is the next one": lambda items, limit, offset: _page(items, limit, offset)._replace(
            offset=offset + limit
        ),
        "past the end is refused": _refusing_past_the_end,
        "past the end comes the first page": lambda items, limit, offset: _page(
            items, limit, offset if offset < len(items) else 0
        )._replace(offset=offset),
        "past the end comes the last item": lambda items, limit, offset: _page(
            items, limit, min(offset, len(items) - 1)
        )._replace(offset=offset),
    }


def _totals() -> dict[str, Window]:
    return {
        "last item never shown": lambda items, limit, offset: _page(items[:-1], limit, offset)._replace(
            total=len(items)
        ),
        "item shown twice": lambda items, limit, offset: _page([*items[:-1], items[0]], limit, offset),
        "total is one too many": lambda items, limit, offset: _page(items, limit, offset)._replace(
            total=len(items) + 1
        ),
        "total is one too few": lambda items, limit, offset: _page(items, limit, offset)._replace(total=len(items) - 1),
        "total is that of the page": lambda items, limit, offset: _page(items, limit, offset)._replace(
            total=len(items[offset : offset + limit])
        ),
        "total is what is left": lambda items, limit, offset: _page(items, limit, offset)._replace(
            total=max(0, len(items) - offset)
        ),
        "total is zero past the end": lambda items, limit, offset: _page(items, limit, offset)._replace(
            total=len(items) if offset < len(items) else 0
        ),
    }


def _refusing_past_the_end(items: Items, limit: int, offset: int) -> Page:
    if offset >= len(items):
        raise RefusalError(404, "RESOURCE_NOT_FOUND", "There is no such page")
    return _page(items, limit, offset)


def _paging(operation: Operation, window: Window) -> type[HttpRules]:
    class Paged(HttpRules):
        async def perform(self, asked: Any, call: Any) -> Any:
            self._concerned = asked.id == operation.id
            return await super().perform(asked, call)

        def window(self, paging: Any, items: Items, parameters: Mapping[str, Any]) -> dict[str, Any]:
            if not self._concerned:
                return super().window(paging, items, parameters)
            page = window(items, parameters[paging.limit], parameters[paging.offset])
            fields = (paging.items_field, paging.total_field, paging.limit_field, paging.offset_field)
            return dict(zip(fields, page, strict=True))

    return Paged
