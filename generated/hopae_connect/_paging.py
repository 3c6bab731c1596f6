"""Walks over all items of a paged operation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TypeVar

P = TypeVar("P")
I = TypeVar("I")


def iterate(
    fetch: Callable[[int, int], P], items: Callable[[P], list[I]], total: Callable[[P], int], page_size: int
) -> Iterator[I]:
    """Yield the items of all windows, each fetched when it is needed.

    An empty window ends it, and so does the total of the newest window: it may change on the way.

    Args:
        fetch: Fetches a window by its limit and offset.
        items: Reads the items from a window.
        total: Reads from a window how many items there are over all.
        page_size: The limit of a window.
    """
    offset = 0
    while True:
        window = fetch(page_size, offset)
        found = items(window)
        yield from found
        offset += len(found)
        if not found or offset >= total(window):
            return


async def aiterate(
    fetch: Callable[[int, int], Awaitable[P]],
    items: Callable[[P], list[I]],
    total: Callable[[P], int],
    page_size: int,
) -> AsyncIterator[I]:
    """Yield the items of all windows, each fetched when it is needed, like `iterate`."""
    offset = 0
    while True:
        window = await fetch(page_size, offset)
        found = items(window)
        for item in found:
            yield item
        offset += len(found)
        if not found or offset >= total(window):
            return
