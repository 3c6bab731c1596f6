"""How long a server asks to wait."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_TEXT = 40


def retry_after_seconds(value: str | None, now: str | None = None) -> float | None:
    """Seconds to wait according to a Retry-After header in seconds or as an HTTP date; None when it says neither.

    Args:
        value: The header.
        now: The Date header beside it: a date is meant on the clock of the server.
    """
    text = (value or "").strip()
    if not text or len(text) > LONGEST_TEXT:
        return None
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - _instant(now)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _instant(date: str | None) -> datetime:
    """The time that a Date header tells, or ours where it tells none."""
    try:
        return parsedate_to_datetime(date or "")
    except (ValueError, TypeError, OverflowError):
        return datetime.now(UTC)
