"""Faults in the body as a whole: no JSON, other JSON, JSON in another encoding, too much of it."""

from __future__ import annotations

import copy
from collections.abc import Callable

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault
from tests.hostile.jsontext import Json, Raw, dump, places

XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><a>&j;</a>"
)


def _bytes(kind: str, words: str, change: Callable[[bytes], bytes], *, wrong: bool = WRONG) -> None:
    """A fault that makes other bytes of the body's bytes."""

    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        before = exchange.answer.payload()
        exchange.answer.body = change(before)
        return wrong and exchange.answer.body != before


def _tree(kind: str, words: str, change: Callable[[Json], Json], *, wrong: bool = WRONG, answers: str = "any") -> None:
    """A fault that makes another tree of the body's tree."""

    @fault(kind, words, answers=answers)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.value = change(exchange.answer.value)
        return wrong


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _nested(depth: int, start: str = "[", end: str = "]") -> Raw:
    return Raw(start * depth + "0" + end * depth)


_bytes("body-empty", "an empty body", lambda data: b"")
_bytes("body-blank", "a body of blanks", lambda data: b" \r\n\t ")
_bytes("body-html", "an HTML page said to be JSON", lambda data: b"<!doctype html><title>Oops</title><p>Oops</p>")
_bytes("body-xml", "an XML document with entities that multiply", lambda data: XML_BOMB)
_bytes("body-cut", "JSON cut in the middle", lambda data: data[: len(data) // 2])
_bytes("body-cut-escape", "JSON cut in an escape", lambda data: data[:-1] + b',"x":"\\u00')
_bytes("body-trailing", "JSON with garbage behind it", lambda data: data + b"}]garbage")
_bytes("body-twice", "the same JSON twice", lambda data: data + b"\n" + data)
_bytes("body-prefix", "JSON behind an anti-hijacking prefix", lambda data: b")]}',\n" + data)
_bytes("body-jsonp", "JSON in a call of a function", lambda data: b"callback(" + data + b");")
_bytes("body-comment", "JSON with a comment", lambda data: b"/* hello */" + data)
_bytes("body-comma", "JSON with a trailing comma", lambda data: data[:-1] + b"," + data[-1:])
_bytes("body-quotes", "JSON in single quotes", lambda data: data.replace(b'"', b"'"))
_bytes("body-bom", "a byte-order mark before the JSON", lambda data: b"\xef\xbb\xbf" + data, wrong=UNCLEAR)
_bytes("body-utf16", "UTF-16 with a byte-order mark", lambda data: _text(data).encode("utf-16"))
_bytes("body-utf16-bare", "UTF-16 without a byte-order mark", lambda data: _text(data).encode("utf-16-be"))
_bytes("body-utf32", "UTF-32", lambda data: _text(data).encode("utf-32"))
_bytes("body-utf7", "UTF-7", lambda data: _text(data).encode("utf-7"), wrong=UNCLEAR)
_bytes("body-ebcdic", "EBCDIC", lambda data: _text(data).encode("cp500"))
_bytes("body-latin", "Latin-1 in a new field", lambda data: data[:-1] + b',"\xe9t\xe9":1' + data[-1:])
_bytes("body-invalid-utf8", "invalid UTF-8 in the middle", lambda data: data.replace(b"e", b"\xc3\x28", 1))
_bytes("body-overlong", "an overlong UTF-8 sequence", lambda data: data.replace(b"a", b"\xc1\xa1", 1))
_bytes("body-surrogate-utf8", "a surrogate encoded in UTF-8", lambda data: data.replace(b"a", b"\xed\xa0\x80", 1))
_bytes(
    "body-nul", "NUL bytes through the body", lambda data: b"\0".join(data[n : n + 50] for n in range(0, len(data), 50))
)
_bytes("body-binary", "a megabyte of noise", lambda data: bytes(range(256)) * 4096)
_bytes("body-padded", "80 MB of blanks behind the JSON", lambda data: data + b" " * 80_000_000, wrong=UNCLEAR)
_bytes("body-deep-unclosed", "100,000 brackets that nobody closes", lambda data: b"[" * 100_000)
_bytes("body-string-open", "a string of 20 MB without an end", lambda data: b'{"data":"' + b"s" * 20_000_000)

_tree("body-null", "null", lambda value: None)
_tree("body-number", "a number", lambda value: 42)
_tree("body-minus-zero", "-0.0", lambda value: Raw("-0.0"))
_tree("body-nan", "NaN alone", lambda value: Raw("NaN"))
_tree("body-infinity", "-Infinity alone", lambda value: Raw("-Infinity"))
_tree("body-digits", "a number of 10,000 digits alone", lambda value: Raw("9" * 10_000))
_tree("body-exponent", "1e99999999 alone", lambda value: Raw("1e99999999"))
_tree("body-text", "a string", lambda value: "hello")
_tree("body-quoted", "its JSON as a string", lambda value: _text(dump(value)))
_tree(
    "body-turned",
    "an object for an array, an array for an object",
    lambda value: {"0": value} if isinstance(value, list) else [value],
)
_tree("body-wrapped", "its JSON in an envelope", lambda value: {"status": "ok", "result": value})
_tree("body-nothing", "an empty object", lambda value: {} if isinstance(value, dict) else [{}])
_tree("body-deep-450", "nesting of 450", lambda value: _nested(450))
_tree("body-deep-5000", "nesting of 5,000", lambda value: _nested(5000))
_tree("body-deep-100000", "nesting of 100,000", lambda value: _nested(100_000))
_tree("body-deep-objects", "objects nested 20,000 deep", lambda value: _nested(20_000, '{"a":', "}"))
_tree("body-flat-2000000", "an array of two million numbers", lambda value: Raw("[" + "0," * 2_000_000 + "0]"))
_tree("body-objects-300000", "an array of 300,000 empty objects", lambda value: Raw("[" + "{}," * 300_000 + "{}]"))
_tree(
    "body-names-200000",
    "an object of 200,000 names",
    lambda value: Raw("{" + ",".join(f'"n{n}":0' for n in range(200_000)) + "}"),
)


@fault("body-errors-as-data", "an error envelope with the status of a success", answers="successes")
def errors_as_data(exchange: Exchange) -> bool:
    exchange.answer.value = {"error": {"code": "SYSTEM_INTERNAL_ERROR", "message": "Sorry"}, "request_id": "none"}
    return WRONG


@fault("body-of-another", "the body of another operation", answers="successes")
def of_another(exchange: Exchange) -> bool:
    apps = {"data": copy.deepcopy(exchange.workspace.apps), "total": 3, "limit": 20, "offset": 0}
    exchange.answer.value = [] if exchange.operation == "listApps" else apps
    return WRONG


def top_objects(value: Json) -> list[dict[str, Json]]:
    """The body when it is an object, the objects in it when it is an array."""
    candidates = value if isinstance(value, list) else [value]
    return [candidate for candidate in candidates if isinstance(candidate, dict)]


@fault("new-fields-5000", "5,000 new fields beside the documented ones")
def new_fields(exchange: Exchange) -> bool:
    fields = {f"field{number}": exchange.random.randrange(10**9) for number in range(5000)}
    for target in top_objects(exchange.answer.value):
        target.update(fields)
    return UNCLEAR


@fault("new-fields-everywhere", "a hundred new fields in every object")
def new_fields_everywhere(exchange: Exchange) -> bool:
    fields = {f"extra{number}": None for number in range(100)}
    for place in places(exchange.answer.value):
        if isinstance(place.value, dict):
            place.value.update(fields)
    return UNCLEAR


@fault("new-names-each-time", "fifty new fields under new names in each answer")
def new_names(exchange: Exchange) -> bool:
    fields = {f"f{exchange.random.getrandbits(48):012x}": "new" for _ in range(50)}
    for target in top_objects(exchange.answer.value):
        target.update(fields)
    return UNCLEAR


@fault("items-2000", "every item of the list two thousand times", operations=("listApps", "listProductionTests"))
def items(exchange: Exchange) -> bool:
    value = exchange.answer.value
    if isinstance(value, list):
        exchange.answer.value = value * 2000
    elif isinstance(value, dict) and isinstance(value.get("data"), list):
        value["data"] = value["data"] * 2000
    return UNCLEAR
