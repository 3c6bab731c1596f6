"""Faults on the wire: how many bytes come, when, and where they end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault
from tests.hostile.wire import Answer, Connection, Sender

DRIP_SECONDS = 29
HEADER_DRIP_SECONDS = 5
FOREVER_SECONDS = 3600
BLOCK = b" " * 65_536


def _wire(kind: str, words: str, *, wrong: bool = WRONG) -> Callable[[Sender], Sender]:
    """Register a sender as a fault."""

    def register(sender: Sender) -> Sender:
        async def send(connection: Connection, answer: Answer) -> None:
            answer.keep_alive = False
            await sender(connection, answer)

        @fault(kind, words)
        def apply(exchange: Exchange) -> bool:
            exchange.answer.send = send
            return wrong

        return sender

    return register


def _length(size: int) -> tuple[bytes, bytes]:
    return b"Content-Length", b"%d" % size


CHUNKED = (b"Transfer-Encoding", b"chunked")


@_wire("silence", "no byte of an answer")
async def silence(connection: Connection, answer: Answer) -> None:
    await asyncio.sleep(FOREVER_SECONDS)


@_wire("slow", "an answer after six seconds", wrong=UNCLEAR)
async def slow(connection: Connection, answer: Answer) -> None:
    await asyncio.sleep(6)
    payload = answer.payload()
    await connection.write(answer.head(_length(len(payload))) + payload)


@_wire("drip-body", "a body of one byte in 29 seconds")
async def drip_body(connection: Connection, answer: Answer) -> None:
    payload = answer.payload()
    await connection.write(answer.head(_length(len(payload))))
    for byte in payload:
        await connection.write(bytes([byte]))
        await asyncio.sleep(DRIP_SECONDS)


@_wire("drip-head", "a head of one byte in 5 seconds")
async def drip_head(connection: Connection, answer: Answer) -> None:
    for byte in answer.head(_length(0)):
        await connection.write(bytes([byte]))
        await asyncio.sleep(HEADER_DRIP_SECONDS)


@_wire("drip-blank", "the whole answer, then blanks, one a second, up to the length")
async def drip_blank(connection: Connection, answer: Answer) -> None:
    payload = answer.payload()
    await connection.write(answer.head(_length(len(payload) + 100_000)) + payload)
    while True:
        await connection.write(b" ")
        await asyncio.sleep(1)


@_wire("stall", "half of the body, then nothing")
async def stall(connection: Connection, answer: Answer) -> None:
    payload = answer.payload()
    await connection.write(answer.head(_length(len(payload))) + payload[: len(payload) // 2])
    await asyncio.sleep(FOREVER_SECONDS)


async def _endless(connection: Connection, block: bytes) -> None:
    while True:
        await connection.write(block)


@_wire("endless-body", "a body without end")
async def endless_body(connection: Connection, answer: Answer) -> None:
    await connection.write(answer.head(None) + b"[")
    await _endless(connection, BLOCK)


@_wire("endless-chunks", "chunks without end")
async def endless_chunks(connection: Connection, answer: Answer) -> None:
    await connection.write(answer.head(CHUNKED))
    await _endless(connection, b"10000\r\n" + BLOCK + b"\r\n")


@_wire("endless-tiny-chunks", "chunks of one byte without end")
async def endless_tiny_chunks(connection: Connection, answer: Answer) -> None:
    await connection.write(answer.head(CHUNKED))
    await _endless(connection, b"1\r\n \r\n" * 2000)


@_wire("endless-headers", "headers without end")
async def endless_headers(connection: Connection, answer: Answer) -> None:
    await connection.write(answer.head(None)[:-2])
    await _endless(connection, b"X-More: and more\r\n" * 1000)


@_wire("endless-trailers", "trailers without end")
async def endless_trailers(connection: Connection, answer: Answer) -> None:
    payload = answer.payload()
    await connection.write(answer.head(CHUNKED) + b"%x\r\n%s\r\n0\r\n" % (len(payload), payload))
    await _endless(connection, b"X-More: and more\r\n" * 1000)


@_wire("endless-extension", "a chunk extension without end")
async def endless_extension(connection: Connection, answer: Answer) -> None:
    await connection.write(answer.head(CHUNKED) + b"5;x=")
    await _endless(connection, b"x" * 65_536)


def _chunked(kind: str, words: str, chunks: bytes) -> None:
    @_wire(kind, words)
    async def sender(connection: Connection, answer: Answer) -> None:
        await connection.write(answer.head(CHUNKED) + chunks)


_chunked("chunk-size-word", "a chunk size that is no number", b"zz\r\n{}\r\n0\r\n\r\n")
_chunked("chunk-size-negative", "a negative chunk size", b"-5\r\n{}\r\n0\r\n\r\n")
_chunked("chunk-size-huge", "a chunk of 2^76 bytes", b"FFFFFFFFFFFFFFFFFFF\r\n{}\r\n")
_chunked("chunks-cut", "chunks that are cut off", b"2\r\n{")


@_wire("length-long", "a Content-Length longer than the body")
async def length_long(connection: Connection, answer: Answer) -> None:
    payload = answer.payload()
    await connection.write(answer.head(_length(len(payload) + 1000)) + payload)


@fault("length-short", "a Content-Length shorter than the body, the rest before the next answer")
def length_short(exchange: Exchange) -> bool:
    size = len(exchange.answer.payload())
    exchange.answer.framing = _length(size // 2)
    return WRONG


@fault("length-and-chunked", "Content-Length and chunked at once")
def length_and_chunked(exchange: Exchange) -> bool:
    exchange.answer.headers.append((b"Transfer-Encoding", b"chunked"))
    return WRONG


@_wire("close", "the connection ends without an answer")
async def close(connection: Connection, answer: Answer) -> None:
    return


@_wire("reset", "the connection is reset in the body")
async def reset(connection: Connection, answer: Answer) -> None:
    payload = answer.payload()
    await connection.write(answer.head(_length(len(payload) + 10)) + payload[:20])
    await asyncio.sleep(0.05)
    connection.reset()


@_wire("close-head", "the connection ends in the middle of the head")
async def close_head(connection: Connection, answer: Answer) -> None:
    await connection.write(answer.head(None)[:40])


@fault("answered-twice", "a second answer to the same request, before the next one")
def answered_twice(exchange: Exchange) -> bool:
    async def twice(connection: Connection, answer: Answer) -> None:
        payload = answer.payload()
        await connection.write((answer.head(_length(len(payload))) + payload) * 2)

    exchange.answer.send = twice
    return UNCLEAR


@fault("closes-kept", "the connection said to be kept ends after each answer")
def closes_kept(exchange: Exchange) -> bool:
    exchange.answer.headers.append((b"Connection", b"keep-alive"))
    exchange.answer.keep_alive = False
    return UNCLEAR


@_wire("tls", "a TLS alert in place of HTTP")
async def tls(connection: Connection, answer: Answer) -> None:
    await connection.write(b"\x15\x03\x03\x00\x02\x02\x46")


@_wire("noise", "300 KB of noise in place of HTTP")
async def noise(connection: Connection, answer: Answer) -> None:
    await connection.write(bytes(range(256)) * 1200)
