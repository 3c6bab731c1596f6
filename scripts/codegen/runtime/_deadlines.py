"""Gives an attempt of the synchronous client one deadline.

The timeouts of httpx count from one read to the next, so a server that sends a byte now and then would keep a
call waiting for ever. An event loop can cancel such a call from outside; a thread cannot be cancelled, so each
read and write of its connection gets no more than the time that is left.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ._http import Client, ConnectTimeout, ReadTimeout

_current = threading.local()


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Let what this thread does on bounded connections take no longer than `seconds` in all."""
    _current.at = None if seconds is None else time.monotonic() + seconds
    try:
        yield
    finally:
        _current.at = None


def check() -> None:
    """Raise ReadTimeout when the deadline of this thread has passed."""
    _left(None)


def bound(client: Client) -> Client:
    """Make the connections of a client keep to the deadline of the thread that uses them.

    Warns:
        RuntimeWarning: This version of httpx keeps them elsewhere.
    """
    # httpx has no public way to a network backend that keeps the proxies of the environment.
    transports = (getattr(client, "_transport", None), *getattr(client, "_mounts", {}).values())
    # A mount of None is a host that is called without a proxy.
    bounded = [_bind(one) for one in transports if one is not None]
    if not bounded or not all(bounded):
        message = "hopae_connect cannot bound the synchronous calls with this version of httpx: a server that sends "
        message += "its headers byte by byte can keep a call waiting beyond its timeout"
        warnings.warn(message, RuntimeWarning, stacklevel=2)
    return client


def _bind(transport: object) -> bool:
    pool: Any = getattr(transport, "_pool", None)
    if not hasattr(pool, "_network_backend"):
        return False
    pool._network_backend = _Backend(pool._network_backend)
    return True


def _left(timeout: float | None, late: type[Exception] = ReadTimeout) -> float | None:
    at = getattr(_current, "at", None)
    if at is None:
        return timeout
    left: float = at - time.monotonic()
    if left <= 0:
        raise late("the answer was not complete in time")
    return left if timeout is None else min(left, timeout)


class _Backend:
    """A network backend of httpcore whose streams are bounded."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> _Stream:
        return _Stream(self._inner.connect_tcp(host, port, timeout=_left(timeout, ConnectTimeout), **options))

    def connect_unix_socket(self, path: str, timeout: float | None = None, **options: Any) -> _Stream:
        return _Stream(self._inner.connect_unix_socket(path, timeout=_left(timeout, ConnectTimeout), **options))

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
