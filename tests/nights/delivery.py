"""How an answer becomes bytes: encodings, pieces, protocols and the many ways to write the same headers and JSON."""

import gzip
import json
import random
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

from tests.nights.night import Delivery, Headers, JsonValue, Reply

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MOST_PIECES = 40
SLOWEST_SECONDS = 1.0
NAME_STYLES: dict[str, Callable[[str], str]] = {"usual": str, "lower": str.lower, "upper": str.upper}


@dataclass(frozen=True)
class Parcel:
    """An answer as bytes, and whether the connection ends with it, `announced` or not."""

    head: bytes
    pieces: tuple[bytes, ...]
    wait_seconds: float
    close: str


class Post:
    """Packs the answers of a night."""

    def __init__(self, delivery: Delivery, seed: int, clock_seconds: float) -> None:
        self.delivery = delivery
        self.clock_seconds = clock_seconds
        self.rng = random.Random(f"post {seed}")
        self.count = 0

    def pack(self, reply: Reply, method: str, accepted: str) -> Parcel:
        """Return the bytes of an answer to a request by `method` that accepts the encodings of `accepted`."""
        self.count += 1
        body = self._body(reply)
        headers = [("Content-Type", self._media_type(reply))] if body else []
        encoded = self._encode(body, accepted)
        if encoded is not body:
            headers.append(("Content-Encoding", self.delivery.encoding))
        if self.delivery.date:
            headers.append(("Date", formatdate(time.time() + self.clock_seconds, usegmt=True)))
        headers += [*reply.headers, *self.delivery.extra_headers]
        headers += self._framing(len(encoded))
        if method == "HEAD":
            encoded = b""
        pieces = tuple(self._pieces(encoded))
        return Parcel(self._head(reply.status, headers), pieces, self._wait(reply), self._close())

    def _body(self, reply: Reply) -> bytes:
        if reply.body is None:
            return b""
        if isinstance(reply.body, bytes):
            return reply.body
        return (BYTE_ORDER_MARK if self.delivery.bom else b"") + write_json(
            reply.body, self.delivery.json_style, self.rng
        ).encode()

    def _media_type(self, reply: Reply) -> str:
        if reply.media_type == "application/json" and self.delivery.media_type:
            return self.delivery.media_type
        return reply.media_type

    def _encode(self, body: bytes, accepted: str) -> bytes:
        encoding = self.delivery.encoding
        if not body or not encoding or encoding not in accepted:
            return body
        return gzip.compress(body, 1) if encoding == "gzip" else zlib.compress(body, 1)

    def _framing(self, length: int) -> Headers:
        if self.delivery.protocol == "HTTP/1.0":
            return ()
        if self.delivery.chunked:
            framing: Headers = (("Transfer-Encoding", "chunked"),)
        else:
            framing = (("Content-Length", str(length)),)
        return (*framing, ("Connection", "close")) if self.delivery.close == "announced" else framing

    def _head(self, status: int, headers: list[tuple[str, str]]) -> bytes:
        delivery = self.delivery
        if delivery.header_order == "reversed":
            headers = headers[::-1]
        if delivery.header_order == "shuffled":
            self.rng.shuffle(headers)
        reason = delivery.reason
        if reason is None:
            reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
        lines = [f"{delivery.protocol} {status} {reason}"]
        lines += [f"{self._name(name)}: {value}" for name, value in headers]
        interim = b"".join(
            f"HTTP/1.1 {code} {HTTPStatus(code).phrase}\r\nLink: </style.css>; rel=preload\r\n\r\n".encode()
            for code in delivery.interim
        )
        return interim + ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _name(self, name: str) -> str:
        if self.delivery.header_case == "mixed":
            return "".join(self.rng.choice((letter.upper(), letter.lower())) for letter in name)
        return NAME_STYLES[self.delivery.header_case](name)

    def _pieces(self, body: bytes) -> Iterator[bytes]:
        size = self.delivery.piece_bytes or max(1, len(body))
        for number, start in enumerate(range(0, len(body), size)):
            last = number == MOST_PIECES
            piece = body[start:] if last else body[start : start + size]
            yield b"%x\r\n%s\r\n" % (len(piece), piece) if self.delivery.chunked else piece
            if last:
                break
        if self.delivery.chunked:
            yield b"0\r\n\r\n"

    def _wait(self, reply: Reply) -> float:
        delivery = self.delivery
        wait = delivery.delay_seconds + min(SLOWEST_SECONDS, self.count * delivery.slower_by_seconds)
        if delivery.pause_every and self.count % delivery.pause_every == 0:
            wait += delivery.pause_seconds
        return wait + reply.wait_seconds

    def _close(self) -> str:
        if self.delivery.protocol == "HTTP/1.0":
            return "announced"
        if self.delivery.close == "silent":
            return "silent" if self.count % 10 == 0 else ""
        return self.delivery.close


def write_json(value: JsonValue, style: str, rng: random.Random) -> str:
    """Return the same JSON in one of several styles: compact, spread, escaped, reversed or shuffled."""
    match style:
        case "spread":
            return "\r\n \t" + json.dumps(value, indent=4, separators=(" ,", " :\t")).replace("\n", "\r\n") + "\r\n\r\n"
        case "ascii":
            return json.dumps(value)
        case "escaped":
            return _escaped(value)
        case "reversed":
            return json.dumps(_ordered(value, lambda names: names.reverse()), ensure_ascii=False)
        case "shuffled":
            return json.dumps(_ordered(value, rng.shuffle), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _escaped(value: JsonValue) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_escaped(key)}:{_escaped(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_escaped, value)) + "]"
    if isinstance(value, str):
        units = value.encode("utf-16-be")
        return '"' + "".join(f"\\u{units[at]:02X}{units[at + 1]:02x}" for at in range(0, len(units), 2)) + '"'
    return json.dumps(value)


def _ordered(value: JsonValue, change: Callable[[list[str]], None]) -> JsonValue:
    if isinstance(value, list):
        return [_ordered(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    names = list(value)
    change(names)
    return {name: _ordered(value[name], change) for name in names}
