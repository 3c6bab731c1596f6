"""One request and its answer on the wire, within limits of time and size, whatever the server sends."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore
import httpx

ANSWER_SECONDS = 30.0
CONNECT_SECONDS = 10.0
MOST_WIRE_BYTES = 8 * 1024 * 1024
MOST_BYTES = 16 * 1024 * 1024
CODINGS = "gzip, deflate"

# Tens of milliseconds, which every run of a score would spend anew.
_ssl_context = cache(httpx.create_ssl_context)


class Broken(Exception):
    """There was no answer, or not a whole one. `sent` tells whether the server may have acted on the request."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


class Unsendable(Exception):
    """HTTP has no way to send the request."""


@dataclass(frozen=True)
class Answer:
    """An answer whose body is decoded; `problem` says what was wrong with the body where it could not be read."""

    status: int
    headers: httpx.Headers
    body: bytes
    problem: str | None = None


class Wire:
    """Connections to a server: `wire.send(request, until)`.

    Nothing is read that is not bounded: neither a head that comes byte by byte, nor a body that never ends, nor
    one that grows when it is unpacked.
    """

    def __init__(self) -> None:
        self._clock = _Clock()
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(),
            network_backend=_TimedBackend(self._clock),
            max_keepalive_connections=10,
        )

    def send(self, request: httpx.Request, until: float) -> Answer:
        """Send a request and read its answer.

        Args:
            request: The request, whose body has been read.
            until: When the answer has to be there, on the clock of `time.monotonic`.

        Raises:
            Unsendable: HTTP has no way to send it.
            Broken: No whole answer came.
        """
        self._clock.until = min(until, time.monotonic() + ANSWER_SECONDS)
        timeouts = {"connect": CONNECT_SECONDS, "read": ANSWER_SECONDS, "write": ANSWER_SECONDS, "pool": ANSWER_SECONDS}
        outgoing = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=[*_without_codings(request.headers.raw), (b"Accept-Encoding", CODINGS.encode())],
            content=request.content,
            extensions={"timeout": timeouts},
        )
        try:
            response = self._pool.handle_request(outgoing)
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.UnsupportedProtocol) as error:
            raise Broken(_reason(error), sent=False) from error
        except httpcore.LocalProtocolError as error:
            raise Unsendable(str(error)) from error
        except ERRORS as error:
            raise Broken(_reason(error), sent=True) from error
        try:
            raw, whole = _read(response.iter_stream())
        except ERRORS as error:
            raise Broken(_reason(error), sent=True) from error
        finally:
            response.close()
        headers = httpx.Headers(response.headers)
        body, problem = (raw, None) if whole else (b"", f"more than {MOST_WIRE_BYTES} bytes")
        if whole:
            body, problem = _decoded(raw, headers.get("Content-Encoding", ""))
        return Answer(response.status, headers, body, problem)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    ValueError,
)


class _Clock(threading.local):
    """When the answer that the current thread waits for has to be there."""

    until = 0.0

    def left(self, timeout: float | None) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long")
        return left if timeout is None else min(left, timeout)


class _TimedBackend(httpcore.NetworkBackend):
    """Connects as httpcore does, with streams that know when the whole answer has to be there."""

    def __init__(self, clock: _Clock) -> None:
        self._clock, self._backend = clock, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *more: Any, **options: Any
    ) -> _TimedStream:
        stream = self._backend.connect_tcp(host, port, self._clock.left(timeout), *more, **options)
        return _TimedStream(stream, self._clock)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, clock: _Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, *arguments: Any, **options: Any) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(*arguments, **options), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _read(chunks: Iterable[bytes]) -> tuple[bytes, bool]:
    """The bytes of a body, and whether they are all of it."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > MOST_WIRE_BYTES:
            return bytes(body), False
    return bytes(body), True


def _decoded(body: bytes, codings: str) -> tuple[bytes, str | None]:
    """A body without its content codings, or nothing and what is wrong with them."""
    for coding in reversed([one.strip().lower() for one in codings.split(",") if one.strip()]):
        if coding == "identity":
            continue
        if coding not in ("gzip", "x-gzip", "deflate"):
            return b"", "a content coding that was not asked for"
        unpacked = _unpacked(body, coding)
        if unpacked is None:
            return b"", f"not {coding}, although it says so"
        if len(unpacked) > MOST_BYTES:
            return b"", f"more than {MOST_BYTES} bytes once unpacked"
        body = unpacked
    return body, None


def _unpacked(body: bytes, coding: str) -> bytes | None:
    """A body unpacked up to one byte beyond the limit; None when it is broken."""
    # A deflate body comes with or without the header of zlib.
    for window in (zlib.MAX_WBITS | 16,) if coding != "deflate" else (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(body, MOST_BYTES + 1)
        except zlib.error:
            continue
        if unpacker.eof or len(unpacked) > MOST_BYTES or not body:
            return unpacked
    return None


def _without_codings(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() != b"accept-encoding"]


def _reason(error: Exception) -> str:
    """What went wrong in words of our own: the text of an exception may repeat what the server sent."""
    for cause in _causes(error):
        for kind, words in CAUSES:
            if isinstance(cause, kind):
                return words
    return REASONS.get(type(error), "the answer broke off or was no HTTP")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


# What a failure to connect comes from, the special before the general.
CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "the host name is unknown"),
    (ssl.SSLCertVerificationError, "its certificate is not accepted"),
    (ssl.SSLError, "it does not speak TLS; is it an http port?"),
    (ConnectionRefusedError, "the connection was refused; is it running?"),
)
REASONS: dict[type[Exception], str] = {
    httpcore.ConnectError: "the connection could not be made",
    httpcore.ConnectTimeout: "the connection took too long",
    httpcore.ReadTimeout: "the answer took too long",
    httpcore.WriteTimeout: "sending took too long",
    httpcore.ReadError: "the connection broke",
    httpcore.WriteError: "the connection broke",
    httpcore.RemoteProtocolError: "the answer was no HTTP, or not whole",
    httpcore.UnsupportedProtocol: "the address is no http or https URL",
}
