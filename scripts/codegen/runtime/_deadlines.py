"""Gives an attempt of the synchronous client one deadline.

The timeouts of httpx count from one read to the next, so a server that sends a byte now and then would keep a
call waiting for ever. asyncio can cancel such a call from outside; a thread cannot be cancelled, so each read
and write of its connection gets no more than the time that is left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

_current = threading.local()


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Let what this thread does on bounded connections take no longer than `seconds` in all."""
    _current.at = None if seconds is None else time.monotonic() + seconds
    try:
        yield
    finally:
        _current.at = None


def bound(client: httpx.Client) -> httpx.Client:
    """Make the connections of a client keep to the deadline of the thread that uses them."""
    # httpx has no public way to a network backend that keeps the proxies of the environment.
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        if hasattr(pool, "_network_backend"):
            pool._network_backend = _Backend(pool._network_backend)
    return client


def _left(timeout: float | None) -> float | None:
    at = getattr(_current, "at", None)
    if at is None:
        return timeout
    left: float = at - time.monotonic()
    if left <= 0:
        raise httpx.ReadTimeout("the answer was not complete in time")
    return left if timeout is None else min(left, timeout)


class _Backend:
    """A network backend of httpcore whose streams are bounded."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> _Stream:
        return _Stream(self._inner.connect_tcp(host, port, timeout=_left(timeout), **options))

    def connect_unix_socket(self, path: str, timeout: float | None = None, **options: Any) -> _Stream:
        return _Stream(self._inner.connect_unix_socket(path, timeout=_left(timeout), **options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Stream:
    """A network stream of httpcore that gives each read and write no more than the time that is left."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data: bytes = self._inner.read(max_bytes, timeout=_left(timeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=_left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
