"""Waits until a created thing has settled, and until what it became is finished.

An item of the polled list does not say which creation it came from, unless a pending item names what it
became. So the settled thing is found by what it must have: the values that the creation carries over, an
identifier that was not there while the thing was seen pending, and a time of creation that is not before its
own. When several have all that, waiting ends with an error rather than with a guess.
"""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ._exceptions import (
    AmbiguousMatchError,
    APIConnectionError,
    InternalServerError,
    RateLimitError,
    WaitFailedError,
    WaitTimeoutError,
)
from ._json import get, to_json

if TYPE_CHECKING:
    from ._client import AuthenticatedClient

M = TypeVar("M")

LONGEST_INTERVAL_SECONDS = 15.0
GROWTH = 1.5
# Whoever schedules may have another clock than whoever took the request.
CLOCK_TOLERANCE = timedelta(seconds=5)


class Lifecycle(NamedTuple):
    """How a created thing is watched. All but `failed` are JSON pointers.

    `identifier`, `created_at` and `limit` are places in the answer to the creation; `pending_…`, `settled_…`
    and `settled` in an item of the polled list; `progress` and `active` in the snapshot.
    """

    identifier: str
    pending_identifier: str
    pending_status: str
    failed: frozenset[str]
    settled: str
    settled_identifier: str
    carries: tuple[tuple[str, str], ...]
    created_at: str | None = None
    settled_at: str | None = None
    pending_settled: str | None = None
    progress: str | None = None
    limit: str | None = None
    active: str | None = None


class Progress(NamedTuple):
    """How far a wait has come.

    Attributes:
        state: The status while the thing is pending, `settling` when it has left that state and is not found
            yet, `settled`, then `active` or `finished`.
        elapsed: Seconds since the wait began.
        value: What has been reached of `limit`, once there is something to count.
        limit: What ends the wait when it is reached.
    """

    state: str
    elapsed: float
    value: int | None = None
    limit: int | None = None


OnProgress = Callable[[Progress], None]


class Pace:
    """The deadline of a wait, the growing pauses within it, and the failures that it gets over.

    Args:
        timeout: How many seconds the wait may take.
        interval: Seconds before the second poll.
        on_progress: Called after every poll.
    """

    def __init__(self, timeout: float, interval: float, on_progress: OnProgress | None) -> None:
        self._began = time.monotonic()
        self._timeout, self._interval, self._on_progress = timeout, interval, on_progress
        self._asked = 0.0
        self._failures = 0

    @contextmanager
    def polling(self, client: AuthenticatedClient) -> Iterator[AuthenticatedClient]:
        """Yield the client for one poll. A failure that may pass is one poll missed, as often as the client retries.

        Raises:
            WaitTimeoutError: The deadline has passed.
        """
        left = self._left()
        self._asked = 0.0
        try:
            yield client.with_options(
                timeout=left if client.timeout is None else min(left, client.timeout), max_retries=0
            )
            self._failures = 0
        except (APIConnectionError, RateLimitError, InternalServerError) as error:
            self._left(error)
            self._failures += 1
            if self._failures > client.max_retries:
                raise
            self._asked = getattr(error, "retry_after", None) or 0.0

    def report(self, state: str, value: int | None = None, limit: int | None = None) -> None:
        """Tell how far the wait has come."""
        if self._on_progress is not None:
            self._on_progress(Progress(state, time.monotonic() - self._began, value, limit))

    def pause(self) -> float:
        """Return how many seconds to wait before the next poll.

        Raises:
            WaitTimeoutError: The deadline has passed.
        """
        interval = min(self._interval, LONGEST_INTERVAL_SECONDS)
        self._interval = interval * GROWTH
        return min(max(interval * random.uniform(0.8, 1.0), self._asked), self._left())

    def _left(self, cause: Exception | None = None) -> float:
        left = self._began + self._timeout - time.monotonic()
        if left <= 0:
            raise WaitTimeoutError(f"it has not come within {self._timeout:g} seconds") from cause
        return left


def settle(
    lifecycle: Lifecycle,
    created: dict[str, Any],
    poll: Callable[[AuthenticatedClient], list[Any]],
    client: AuthenticatedClient,
    pace: Pace,
) -> Any:
    """Poll until the created thing has settled, and return the JSON of what it became.

    Raises:
        WaitTimeoutError, WaitFailedError, AmbiguousMatchError: It has come to no good end.
    """
    watch = _Watch(lifecycle, created)
    while True:
        with pace.polling(client) as limited:
            watch.observe(to_json(poll(limited)))
        pace.report(watch.state)
        if watch.settled is not None:
            return watch.settled
        time.sleep(pace.pause())


async def asettle(
    lifecycle: Lifecycle,
    created: dict[str, Any],
    poll: Callable[[AuthenticatedClient], Awaitable[list[Any]]],
    client: AuthenticatedClient,
    pace: Pace,
) -> Any:
    """Poll until the created thing has settled, like `settle`."""
    from asyncio import sleep

    watch = _Watch(lifecycle, created)
    while True:
        with pace.polling(client) as limited:
            watch.observe(to_json(await poll(limited)))
        pace.report(watch.state)
        if watch.settled is not None:
            return watch.settled
        await sleep(pace.pause())


def finish(
    lifecycle: Lifecycle,
    created: dict[str, Any],
    read: Callable[[AuthenticatedClient], M],
    client: AuthenticatedClient,
    pace: Pace,
) -> M:
    """Read the snapshot until the limit is reached or nothing can change any more, and return the last one.

    Raises:
        WaitTimeoutError: The deadline has passed.
    """
    snapshot = None
    while True:
        with pace.polling(client) as limited:
            snapshot = read(limited)
        if snapshot is not None and _is_finished(lifecycle, created, snapshot, pace):
            return snapshot
        time.sleep(pace.pause())


async def afinish(
    lifecycle: Lifecycle,
    created: dict[str, Any],
    read: Callable[[AuthenticatedClient], Awaitable[M]],
    client: AuthenticatedClient,
    pace: Pace,
) -> M:
    """Read the snapshot until the limit is reached or nothing can change any more, like `finish`."""
    from asyncio import sleep

    snapshot = None
    while True:
        with pace.polling(client) as limited:
            snapshot = await read(limited)
        if snapshot is not None and _is_finished(lifecycle, created, snapshot, pace):
            return snapshot
        await sleep(pace.pause())


class _Watch:
    """What the polled lists tell about one created thing. `settled` is what it became, once that is known."""

    def __init__(self, lifecycle: Lifecycle, created: dict[str, Any]) -> None:
        self._lifecycle, self._created = lifecycle, created
        self._identifier = get(created, lifecycle.identifier)
        self._foreign: set[str] = set()
        self._named: str | None = None
        self.state = "settling"
        self.settled: Any = None

    def observe(self, items: list[Any]) -> None:
        lifecycle = self._lifecycle
        present = {get(item, lifecycle.settled_identifier): item for item in items}
        present.pop(None, None)
        for item in items:
            if get(item, lifecycle.pending_identifier) == self._identifier:
                self._observe_pending(item, set(present))
                if self._named is None:
                    return
        found = self._matches(present)
        if len(found) > 1:
            raise AmbiguousMatchError(f"{len(found)} items could be what {self._identifier} has become", list(found))
        if found:
            self.settled = get(next(iter(found.values())), lifecycle.settled)
            self.state = "settled"

    def _observe_pending(self, item: Any, present: set[str]) -> None:
        self.state = str(get(item, self._lifecycle.pending_status))
        if self.state in self._lifecycle.failed:
            raise WaitFailedError(f"{self._identifier} is {self.state}", self.state)
        if self._lifecycle.pending_settled:
            self._named = get(item, self._lifecycle.pending_settled)
        self._foreign |= present

    def _matches(self, present: dict[str, Any]) -> dict[str, Any]:
        if self._named is not None:
            return {name: item for name, item in present.items() if name == self._named}
        self.state = "settling"
        return {name: item for name, item in present.items() if name not in self._foreign and self._fits(item)}

    def _fits(self, item: Any) -> bool:
        lifecycle, created = self._lifecycle, self._created
        if any(get(created, source) != get(item, target) for source, target in lifecycle.carries):
            return False
        if lifecycle.created_at is None or lifecycle.settled_at is None:
            return True
        earlier = datetime.fromisoformat(get(created, lifecycle.created_at))
        return datetime.fromisoformat(get(item, lifecycle.settled_at)) >= earlier - CLOCK_TOLERANCE


def _is_finished(lifecycle: Lifecycle, created: dict[str, Any], snapshot: Any, pace: Pace) -> bool:
    body = to_json(snapshot)
    value = get(body, lifecycle.progress) if lifecycle.progress else None
    limit = get(created, lifecycle.limit) if lifecycle.limit else None
    reached = value is not None and limit is not None and value >= limit
    finished = reached or (lifecycle.active is not None and get(body, lifecycle.active) is False)
    pace.report("finished" if finished else "active", value, limit)
    return finished
