"""The deadline and the pauses of a wait."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from ._exceptions import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    HopaeConnectError,
    WaitTimeoutError,
)
from ._retries import RETRIED_STATUSES

if TYPE_CHECKING:
    from ._client import AuthenticatedClient

LONGEST_INTERVAL_SECONDS = 15.0
GROWTH = 1.5


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
        self._missed: Exception | None = None

    @contextmanager
    def polling(self, client: AuthenticatedClient) -> Iterator[AuthenticatedClient]:
        """Yield the client for one poll. A failure that may pass is a poll missed, for as long as the wait lasts.

        Raises:
            WaitTimeoutError: The deadline has passed.
        """
        left = self._left()
        self._asked = 0.0
        try:
            yield client.ending_within(left)
            self._missed = None
        except (APIConnectionError, APIStatusError, APIResponseValidationError) as error:
            if not _may_pass(error):
                raise
            # A poll that the deadline itself cut short says less than the one before.
            self._missed = self._missed if self._missed and self._is_over() else error
            self._left()
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

    def _is_over(self) -> bool:
        return time.monotonic() >= self._began + self._timeout

    def _left(self) -> float:
        left = self._began + self._timeout - time.monotonic()
        if left <= 0:
            # What the last poll ran into may be why.
            why = f"; the last poll failed: {self._missed}" if self._missed else ""
            raise WaitTimeoutError(f"it has not come within {self._timeout:g} seconds{why}") from self._missed
        return left


def _may_pass(error: HopaeConnectError) -> bool:
    """Tell whether an outage explains a failure: no answer, one that says so, or a page instead of the API's."""
    if isinstance(error, APIConnectionError):
        return not error.permanent
    if isinstance(error, APIStatusError):
        return error.status_code in RETRIED_STATUSES or error.status_code >= 500
    return isinstance(error, APIResponseValidationError) and error.expected == "JSON"
