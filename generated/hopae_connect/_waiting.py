"""Waits until a created thing has settled, and until what it became is finished.

An item of the polled list does not say which creation it came from, unless a pending item names what it
became. So the settled thing is found by what it must have: the values that the creation carries over, an
identifier that was not there while the thing was seen pending, and a time of creation that is not before its
own. When several have all that, waiting ends with an error rather than with a guess.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ._exceptions import AmbiguousMatchError, WaitFailedError
from ._json import get, to_json
from ._pacing import Pace

if TYPE_CHECKING:
    from ._client import AuthenticatedClient

M = TypeVar("M")

# Whoever schedules may have another clock than whoever took the request.
CLOCK_TOLERANCE = timedelta(seconds=5)


class Lifecycle(NamedTuple):
    """How a created thing is watched. All but `failed` are JSON pointers; `created_at` may be None.

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
    created_at: str | None
    settled_at: str
    pending_settled: str
    progress: str
    limit: str
    active: str


def settle(
    lifecycle: Lifecycle,
    created: dict[str, Any],
    poll: Callable[[AuthenticatedClient], list[Any]],
    client: AuthenticatedClient,
    pace: Pace,
    before: Iterable[Any] = (),
) -> Any:
    """Poll until the created thing has settled, and return the JSON of what it became.

    Args:
        lifecycle: How it is watched.
        created: The answer to the creation.
        poll: Reads the list.
        client: Sends what `poll` asks for.
        pace: The deadline and the pauses.
        before: The items that the list had before the creation, none of which it can be.

    Raises:
        WaitTimeoutError, WaitFailedError, AmbiguousMatchError: It has come to no good end.
    """
    watch = _Watch(lifecycle, created, before)
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
    before: Iterable[Any] = (),
) -> Any:
    """Poll until the created thing has settled, like `settle`."""
    from anyio import sleep

    watch = _Watch(lifecycle, created, before)
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
    from anyio import sleep

    snapshot = None
    while True:
        with pace.polling(client) as limited:
            snapshot = await read(limited)
        if snapshot is not None and _is_finished(lifecycle, created, snapshot, pace):
            return snapshot
        await sleep(pace.pause())


class _Watch:
    """What the polled lists tell about one created thing. `settled` is what it became, once that is known."""

    def __init__(self, lifecycle: Lifecycle, created: dict[str, Any], before: Iterable[Any]) -> None:
        self._lifecycle, self._created = lifecycle, created
        self._identifier = get(created, lifecycle.identifier)
        self._foreign: set[str | int] = set(self._settled_among(before))
        self._named: str | int | None = None
        self.state = "settling"
        self.settled: Any = None

    def observe(self, items: list[Any]) -> None:
        present = self._settled_among(items)
        for item in items:
            if get(item, self._lifecycle.pending_identifier) == self._identifier:
                self._observe_pending(item, set(present))
                if self._named is None:
                    return
        found = self._matches(present)
        if len(found) > 1:
            raise AmbiguousMatchError(
                f"{len(found)} items could be what {self._identifier} has become", [str(one) for one in found]
            )
        if found:
            self.settled = get(next(iter(found.values())), self._lifecycle.settled)
            self.state = "settled"

    def _settled_among(self, items: Iterable[Any]) -> dict[str | int, Any]:
        named = ((get(item, self._lifecycle.settled_identifier), item) for item in items)
        return {name: item for name, item in named if isinstance(name, str | int)}

    def _observe_pending(self, item: Any, present: set[str | int]) -> None:
        self.state = str(get(item, self._lifecycle.pending_status))
        if self.state in self._lifecycle.failed:
            raise WaitFailedError(f"{self._identifier} is {self.state}", self.state)
        self._named = get(item, self._lifecycle.pending_settled)
        self._foreign |= present

    def _matches(self, present: dict[str | int, Any]) -> dict[str | int, Any]:
        if self._named is not None:
            return {name: item for name, item in present.items() if name == self._named}
        self.state = "settling"
        return {name: item for name, item in present.items() if name not in self._foreign and self._fits(item)}

    def _fits(self, item: Any) -> bool:
        lifecycle, created = self._lifecycle, self._created
        if any(get(created, source) != get(item, target) for source, target in lifecycle.carries):
            return False
        if lifecycle.created_at is None:
            return True
        earlier, later = _moment(get(created, lifecycle.created_at)), _moment(get(item, lifecycle.settled_at))
        return earlier is not None and later is not None and later >= earlier - CLOCK_TOLERANCE


def _moment(value: object) -> datetime | None:
    """Return the moment that a JSON value stands for, with its time zone; None when it stands for none."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _is_finished(lifecycle: Lifecycle, created: dict[str, Any], snapshot: Any, pace: Pace) -> bool:
    body = to_json(snapshot)
    value, limit = get(body, lifecycle.progress), get(created, lifecycle.limit)
    reached = value is not None and limit is not None and value >= limit
    finished = reached or get(body, lifecycle.active) is False
    pace.report("finished" if finished else "active", value, limit)
    return finished
