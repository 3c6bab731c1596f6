"""One page of a list, and all that follow."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from ._raw_response import RawResponse

T = TypeVar("T")


class Paging(NamedTuple):
    """How an operation is paged: the parameter that passes items over, and how its answer is read."""

    offset: str
    items: Callable[[Any], list[Any]]
    total: Callable[[Any], int]


class _Window(Generic[T]):
    """What the pages of both kinds show.

    Attributes:
        data: The items of this page.
        total: How many items there are over all.
    """

    data: list[T]
    total: int

    def __init__(self, data: list[T], total: int, offset: int) -> None:
        self.data, self.total = data, total
        self._end = offset + len(data)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(data={self.data!r}, total={self.total!r})"

    @property
    def has_next_page(self) -> bool:
        """Whether items follow. An empty page is the last, whatever the total says."""
        return bool(self.data) and self._end < self.total


class Page(_Window[T]):
    """A page of a list. Iterating goes over its items and on through the pages that follow, as they are needed."""

    def __init__(self, data: list[T], total: int, offset: int, fetch: Callable[[int], Page[T]]) -> None:
        super().__init__(data, total, offset)
        self._fetch = fetch

    def next_page(self) -> Page[T] | None:
        """Fetch the page that follows; None when this is the last."""
        return self._fetch(self._end) if self.has_next_page else None

    def __iter__(self) -> Iterator[T]:
        page: Page[T] | None = self
        while page is not None:
            yield from page.data
            page = page.next_page()


class AsyncPage(_Window[T]):
    """A page of a list. Iterating goes over its items and on through the pages that follow, as they are needed."""

    def __init__(self, data: list[T], total: int, offset: int, fetch: Callable[[int], Awaitable[AsyncPage[T]]]) -> None:
        super().__init__(data, total, offset)
        self._fetch = fetch

    async def next_page(self) -> AsyncPage[T] | None:
        """Fetch the page that follows; None when this is the last."""
        return await self._fetch(self._end) if self.has_next_page else None

    async def __aiter__(self) -> AsyncIterator[T]:
        page: AsyncPage[T] | None = self
        while page is not None:
            for item in page.data:
                yield item
            page = await page.next_page()


class AsyncPages(Generic[T]):
    """A list that was asked for: `await` it for the page, or go over all items with `async for`."""

    def __init__(self, fetch: Callable[[], Awaitable[RawResponse[AsyncPage[T]]]]) -> None:
        self._fetch = fetch

    def __await__(self) -> Generator[Any, Any, AsyncPage[T]]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._first():
            yield item

    async def _first(self) -> AsyncPage[T]:
        return (await self._fetch()).parsed
