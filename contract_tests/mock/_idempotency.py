from collections import OrderedDict
from dataclasses import dataclass

from ._answers import Answer


@dataclass(slots=True)
class Entry:
    """What is known about a key. `answer` is None while its first request is running."""

    digest: bytes
    expires_at: float
    answer: Answer | None = None


class IdempotencyStore:
    """The keys of a workspace with the answers to their first requests, the oldest first."""

    def __init__(self, max_keys: int) -> None:
        self._max_keys = max_keys
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str, now: float) -> Entry | None:
        """Return the entry of `key` that is still alive at `now`, in seconds since the epoch."""
        entry = self._entries.get(key)
        return entry if entry is not None and now < entry.expires_at else None

    def begin(self, key: str, digest: bytes, now: float, lifetime_seconds: float) -> Entry:
        """Record the first request with `key` as running, and drop what is expired or too much."""
        self._entries.pop(key, None)
        entry = self._entries[key] = Entry(digest, now + lifetime_seconds)
        while len(self._entries) > self._max_keys or next(iter(self._entries.values())).expires_at <= now:
            self._entries.popitem(last=False)
        return entry

    def forget(self, key: str) -> None:
        """Drop `key`, since its first request was refused."""
        self._entries.pop(key, None)
