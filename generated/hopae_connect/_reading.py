"""Reads the body of an answer, up to a limit that no honest answer reaches."""

from __future__ import annotations

from typing import Any

from ._deadlines import check
from ._http import DecodingError, Headers

LARGEST_BODY_BYTES = 16 * 1024 * 1024
# What is decompressed here; httpx would ask for more kinds, and decompress however much comes out.
ACCEPTED_ENCODING = "gzip"


class Answer:
    """An answer as it came. `content` is None when the body is larger than `LARGEST_BODY_BYTES`."""

    __slots__ = ("content", "headers", "status")

    def __init__(self, status: int, headers: Headers, content: bytes | None) -> None:
        self.status, self.headers, self.content = status, headers, content


def read(response: Any) -> Answer:
    """Read the answer that a synchronous httpx client has begun to receive.

    Raises:
        RequestError: The body breaks off, cannot be decompressed, or takes too long.
    """
    if response.is_stream_consumed:
        return _answer(response, response.content, decoded=True)
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            check()
            body += chunk
            if len(body) > LARGEST_BODY_BYTES:
                break
    finally:
        response.close()
    return _answer(response, body)


async def aread(response: Any) -> Answer:
    """Read the answer that an asynchronous httpx client has begun to receive, like `read`."""
    if response.is_stream_consumed:
        return _answer(response, response.content, decoded=True)
    body = bytearray()
    try:
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > LARGEST_BODY_BYTES:
                break
    finally:
        await response.aclose()
    return _answer(response, body)


def _answer(response: Any, body: bytes | bytearray, decoded: bool = False) -> Answer:
    headers = response.headers if type(response.headers) is Headers else Headers(response.headers.raw)
    fits = len(body) <= LARGEST_BODY_BYTES
    if fits and body and not decoded and headers.get("Content-Encoding", "").strip().lower() == ACCEPTED_ENCODING:
        body = _decompressed(body)
        fits = len(body) <= LARGEST_BODY_BYTES
    return Answer(response.status_code, headers, bytes(body) if fits else None)


def _decompressed(body: bytes | bytearray) -> bytes:
    """Return what a body holds, but little more than is allowed."""
    import zlib

    decompressor = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        data = decompressor.decompress(body, LARGEST_BODY_BYTES + 1)
    except zlib.error as error:
        raise DecodingError(f"the body is no gzip: {error}") from None
    if len(data) <= LARGEST_BODY_BYTES and not decompressor.eof:
        raise DecodingError("the compressed body breaks off")
    return data
