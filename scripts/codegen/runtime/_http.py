"""All that this package knows of httpx, and of httpx2, whose clients it takes as well.

Both have the same names. An httpx2 client is asked for with its own classes and answers with its own errors, so
whatever depends on that goes through the library of the client at hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from os import environ
from ssl import SSLCertVerificationError, SSLContext, SSLError
from typing import Any, NamedTuple, Protocol, TypeAlias

from httpx import (
    URL,
    AsyncClient,
    Client,
    ConnectTimeout,
    DecodingError,
    Headers,
    InvalidURL,
    Limits,
    PoolTimeout,
    ReadError,
    ReadTimeout,
    RequestError,
    create_ssl_context,
)

__all__ = [
    "URL",
    "AsyncClient",
    "AsyncHTTPClient",
    "Client",
    "ConnectTimeout",
    "DecodingError",
    "HTTPClient",
    "Headers",
    "InvalidURL",
    "Limits",
    "NoAnswer",
    "Phases",
    "PoolTimeout",
    "ReadTimeout",
    "has_own_timeout",
    "invalid_urls",
    "is_client",
    "no_answer",
    "own_timeouts",
    "request_errors",
    "shared_ssl_context",
]

LIBRARIES = ("httpx", "httpx2")
DEFAULT_TIMEOUTS = (5.0, 5.0, 5.0, 5.0)

# Seconds for connecting, for each read, for each write, and for waiting for a connection.
Phases: TypeAlias = tuple[float | None, float | None, float | None, float | None]


class HTTPClient(Protocol):
    """An `httpx.Client` or an `httpx2.Client`."""

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        ...

    @property
    def timeout(self) -> Any:
        """The timeouts of its requests."""
        ...

    def build_request(self, *args: Any, **options: Any) -> Any:
        """Return a request."""
        ...

    def send(self, *args: Any, **options: Any) -> Any:
        """Send a request."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncHTTPClient(Protocol):
    """An `httpx.AsyncClient` or an `httpx2.AsyncClient`."""

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        ...

    @property
    def timeout(self) -> Any:
        """The timeouts of its requests."""
        ...

    def build_request(self, *args: Any, **options: Any) -> Any:
        """Return a request."""
        ...

    async def send(self, *args: Any, **options: Any) -> Any:
        """Send a request."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


class NoAnswer(NamedTuple):
    """Why an attempt got no answer.

    Attributes:
        reason: What httpx said, without the key.
        error: What it raised, or stands for that, without the frames that it came from: their variables hold the
            key. None where its own text does.
        timed_out: It took too long.
        never_sent: The request has certainly not arrived.
        permanent: Trying again cannot help.
    """

    reason: str
    error: Exception | None
    timed_out: bool = False
    never_sent: bool = False
    permanent: bool = False


def is_client(value: object, name: str) -> bool:
    """Tell whether a value is of the class `name` of httpx or httpx2, or of one derived from it."""
    return any(_root(one) in LIBRARIES and one.__name__ == name for one in type(value).__mro__)


def request_errors(client: object) -> tuple[type[Exception], ...]:
    """Return what sending with a client raises when there is no answer."""
    # httpcore lets some of those of TLS through: the oldest version that is allowed, and any that reads asynchronously.
    return RequestError, _library(client).RequestError, SSLError


def invalid_urls(client: object) -> tuple[type[Exception], ...]:
    """Return what a client raises for a URL that is none."""
    return InvalidURL, _library(client).InvalidURL


def own_timeouts(client: HTTPClient | AsyncHTTPClient) -> Phases:
    """Return the timeouts of a client."""
    own = client.timeout
    return own.connect, own.read, own.write, own.pool


def has_own_timeout(client: HTTPClient | AsyncHTTPClient) -> bool:
    """Tell whether a client has other timeouts than one that was made without a word about them."""
    return own_timeouts(client) != DEFAULT_TIMEOUTS


def no_answer(error: Exception, without_key: Callable[[object], str] = str) -> NoAnswer:
    """Return what an error of httpx or httpx2 means, or one of TLS; a server may have repeated the key in its text."""
    refused = _is_refused_certificate(error)
    if isinstance(error, SSLError):
        # Nobody knows whether TLS broke before the request was sent or after that.
        error = ReadError(str(error))
    httpx = _library(error)
    error.__traceback__ = error.__cause__ = error.__context__ = None
    reason = without_key(f"{type(error).__name__}: {error}")
    return NoAnswer(
        reason,
        error if str(error) in reason else None,
        timed_out=isinstance(error, httpx.TimeoutException),
        never_sent=isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout),
        permanent=refused or isinstance(error, httpx.UnsupportedProtocol | httpx.LocalProtocolError),
    )


def _library(value: object) -> Any:
    """Return the module httpx or httpx2, whichever the class of a value is from."""
    return sys.modules[next(root for one in type(value).__mro__ if (root := _root(one)) in LIBRARIES)]


def _root(one: type) -> str:
    return one.__module__.partition(".")[0]


def _is_refused_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def shared_ssl_context() -> SSLContext:
    """Return what httpx verifies servers with by default: one for all clients, since making it takes tens of ms."""
    return _ssl_context(environ.get("SSL_CERT_FILE"), environ.get("SSL_CERT_DIR"))


@cache
def _ssl_context(_file: str | None, _directory: str | None) -> SSLContext:
    return create_ssl_context()
