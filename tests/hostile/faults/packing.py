"""Faults in the compression of an answer."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault

BLOCK = b" " * 10_000_000
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LAST_BLOCK = b"\x03\x00"


@lru_cache(maxsize=8)
def padded(start: bytes, blocks: int) -> bytes:
    """A sound gzip member of the text and ten million blanks for each block, made without holding them."""
    checksum = zlib.crc32(start)
    for _ in range(blocks):
        checksum = zlib.crc32(BLOCK, checksum)
    size = (len(start) + blocks * len(BLOCK)) % 2**32
    return GZIP_HEADER + _flushed(start) + _flushed(BLOCK) * blocks + LAST_BLOCK + struct.pack("<II", checksum, size)


def _flushed(data: bytes) -> bytes:
    """Deflated so that another block can follow."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def _pack(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _packed(kind: str, words: str, encoding: bytes, pack: Callable[[bytes], bytes], *, wrong: bool = WRONG) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.set_header("Content-Encoding", encoding)
        exchange.answer.body = pack(exchange.answer.payload())
        return wrong


_packed("gzip", "gzip as it should be", b"gzip", _pack, wrong=UNCLEAR)
_packed("deflate", "deflate as it should be", b"deflate", zlib.compress, wrong=UNCLEAR)
_packed("bomb", "a gzip bomb of 3 GB of blanks", b"gzip", lambda data: padded(b"", 300))
_packed(
    "bomb-nested",
    "a gzip bomb of 1 GB in gzip in gzip",
    b"gzip, gzip, gzip",
    lambda data: _pack(_pack(padded(b"", 100))),
)
_packed("bomb-padded", "the JSON and 400 MB of blanks in gzip", b"gzip", lambda data: padded(data, 40), wrong=UNCLEAR)
_packed("bomb-string", "a string of 500 MB in gzip", b"gzip", lambda data: padded(b'{"data":"', 50))
_packed("gzip-none", "gzip announced, JSON sent", b"gzip", bytes)
_packed("gzip-cut", "gzip that is cut off", b"gzip", lambda data: _pack(data)[:-12])
_packed("gzip-empty", "gzip of no bytes", b"gzip", lambda data: b"")
_packed("gzip-broken", "gzip with broken bytes", b"gzip", lambda data: _pack(data)[:20] + b"\xff" * 40)
_packed(
    "gzip-checksum", "gzip with a wrong checksum", b"gzip", lambda data: _pack(data)[:-8] + b"\0" * 8, wrong=UNCLEAR
)
_packed("gzip-garbage", "gzip followed by garbage", b"gzip", lambda data: _pack(data) + b"garbage", wrong=UNCLEAR)
_packed("deflate-broken", "deflate that is noise", b"deflate", lambda data: bytes(range(256)))
