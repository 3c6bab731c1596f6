"""When a request is sent again, and how long to wait before that."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ._http import Headers, NoAnswer
from ._operations import Request

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 8.0
LONGEST_RETRY_AFTER_SECONDS = 60.0
RETRIED_STATUSES = frozenset({408, 429})


class Retries:
    """The retries of one request.

    Args:
        request: Repeated only if that is safe: its method is idempotent, or it carries an idempotency key.
            Any other is repeated only when the connection was never made.
        limit: How often it is sent again at most.
    """

    def __init__(self, request: Request[Any], limit: int) -> None:
        self._request, self._left = request, limit
        self._delay = FIRST_DELAY_SECONDS

    def delay_after_no_answer(self, failure: NoAnswer) -> float | None:
        """Return how many seconds to wait before the next attempt; None when there is none."""
        if failure.permanent:
            return None
        return self._next() if self._request.may_be_repeated or failure.never_sent else None

    def delay_after_answer(self, status: int, headers: Headers, code: str | None) -> float | None:
        """Return how many seconds to wait before the next attempt; None when the answer stands."""
        policy = self._request.operation.idempotency
        in_progress = policy is not None and status == 409 and code == policy.in_progress
        if not (status in RETRIED_STATUSES or status >= 500 or in_progress) or not self._request.may_be_repeated:
            return None
        asked = retry_after(headers)
        if asked is not None and asked > LONGEST_RETRY_AFTER_SECONDS:
            return None
        delay = self._next()
        return delay if delay is None or asked is None else asked

    def _next(self) -> float | None:
        if self._left <= 0:
            return None
        self._left -= 1
        delay, self._delay = self._delay, min(self._delay * 2, LONGEST_DELAY_SECONDS)
        return delay * random.uniform(0.75, 1.0)


def retry_after(headers: Headers) -> float | None:
    """Return the seconds of a Retry-After header, given as such or as an HTTP date; None without a usable one."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    moment = _http_date(value)
    if moment is None:
        return None
    now = _http_date(headers.get("Date", "")) or datetime.now(UTC)
    return max(0.0, (moment - now).total_seconds())


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
