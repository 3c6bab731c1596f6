"""Faults in the headers of an answer."""

from __future__ import annotations

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault

CREATE = ("createProductionTest",)


def _extra(kind: str, words: str, *headers: tuple[bytes, bytes], wrong: bool = UNCLEAR) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.headers += headers
        return wrong


_extra("header-latin", "a header value in Latin-1", (b"X-Proxy", "Zürich".encode("latin-1")))
_extra("header-utf8", "a header value in UTF-8, with an emoji", (b"X-Proxy", "東京 🚀".encode()))
_extra("header-binary", "a header value of bytes that are no text", (b"X-Proxy", b"\x80\xff\xc3\x28"))
_extra(
    "header-escape",
    "terminal escapes in a header value",
    (b"X-Note", b"\x1b[2J\x1b]8;;http://hostile.invalid\x07x\x1b]8;;\x07"),
)
_extra("header-c1", "C1 controls in a header value", (b"X-Note", b"\x9b31m\x9d0;title\x9c\x85\x08"))
_extra("header-nul", "NUL in a header value", (b"X-Note", b"a\x00b"))
_extra(
    "header-markup",
    "markup in a header value",
    (b"X-Note", b"</script><hostile-tag onclick=a>[l](http://hostile.invalid) @hostile-mention"),
)
_extra("header-name-latin", "a header name outside ASCII", ("X-Zürich".encode("latin-1"), b"1"))
_extra("header-name-control", "control characters in a header name", (b"X-\x01\x1b[31m\x7f", b"1"))
_extra("header-name-space", "blanks in a header name", (b"X Odd Name ", b"1"))
_extra("header-name-empty", "an empty header name", (b"", b"nothing"))
_extra("header-name-markup", "a header name that is markup", (b"X-<hostile-tag-onclick>", b"1"))
_extra("header-folded", "a header folded over lines", (b"X-Folded", b"one\r\n two\r\n\tthree"))
_extra("headers-3000", "3,000 short headers", *((b"X-%d" % n, b"v") for n in range(3000)))
_extra("headers-50000", "50,000 headers of one name", *([(b"X-Same", b"value")] * 50_000))
_extra("header-huge", "a header of 3 MB", (b"X-Huge", b"h" * 3_000_000))
_extra("header-90k", "a header just below what clients take", (b"X-Long", b"l" * 60_000))
_extra("cookies-2000", "2,000 cookies", *((b"Set-Cookie", b"c%d=v; Path=/; Domain=.invalid" % n) for n in range(2000)))
_extra("cookie-odd", "a cookie that is none", (b"Set-Cookie", b'=;;;\xff"; expires=Thu, 99 Foo 99999; Max-Age=1e400'))
_extra(
    "date-odd", "a Date of no calendar, a negative Age", (b"Date", b"Thu, 32 Foo -001 25:61:61 XYZ"), (b"Age", b"-1")
)
_extra("encoding-unknown", "a Content-Encoding that nobody knows", (b"Content-Encoding", b"x-hostile"))
_extra("encoding-brotli", "br announced, JSON sent", (b"Content-Encoding", b"br"), wrong=UNCLEAR)
_extra("encoding-zstd", "zstd announced, JSON sent", (b"Content-Encoding", b"zstd"), wrong=UNCLEAR)
_extra("encoding-stacked", "sixty Content-Encodings", (b"Content-Encoding", b", ".join([b"gzip"] * 60)), wrong=WRONG)
_extra("connection-close", "Connection: close that is kept open", (b"Connection", b"close"))
_extra("transfer-unknown", "a Transfer-Encoding that nobody knows", (b"Transfer-Encoding", b"hostile"))
_extra(
    "security-headers",
    "reports and policies for another host",
    (b"Report-To", b'{"group":"x","endpoints":[{"url":"http://hostile.invalid"}]}'),
)


def _media_type(kind: str, words: str, value: bytes | None, *, wrong: bool = WRONG) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.set_header("Content-Type", value)
        return wrong


_media_type("type-missing", "no Content-Type", None, wrong=UNCLEAR)
_media_type("type-html", "JSON as text/html", b"text/html; charset=utf-8")
_media_type("type-garbage", "a Content-Type that is none", b';;;="\\')
_media_type("type-binary", "a Content-Type of bytes", b"\xff\xfe/\x80")
_media_type(
    "type-charset-codec", "a charset that is no text codec", b"application/json; charset=zlib_codec", wrong=UNCLEAR
)
_media_type(
    "type-charset-odd", "a charset with a NUL and a slash", b"application/json; charset=../\x00x", wrong=UNCLEAR
)
_media_type("type-charset-utf7", "JSON said to be UTF-7", b"application/json; charset=utf-7", wrong=UNCLEAR)
_media_type("type-charset-idna", "JSON said to be punycode", b"application/json; charset=punycode", wrong=UNCLEAR)
_media_type(
    "type-parameters", "a Content-Type with 20,000 parameters", b"application/json" + b";a=b" * 20_000, wrong=UNCLEAR
)


@fault("type-twice", "two Content-Types that disagree")
def type_twice(exchange: Exchange) -> bool:
    exchange.answer.headers.insert(0, (b"Content-Type", b"text/html"))
    return UNCLEAR


def _length(kind: str, words: str, *values: bytes) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.headers += [(b"Content-Length", value) for value in values]
        exchange.answer.framing = (b"X-Framing", b"none")
        exchange.answer.keep_alive = False
        return WRONG


_length("length-negative", "Content-Length: -1", b"-1")
_length("length-word", "a Content-Length that is no number", b"many")
_length("length-superscript", "a Content-Length in superscript", "²".encode("latin-1"))
_length("length-huge", "a Content-Length of 10^30", b"1" + b"0" * 30)
_length("length-digits", "a Content-Length of 10,000 digits", b"9" * 10_000)
_length("length-two", "two Content-Lengths", b"5", b"50000")


def _location(kind: str, words: str, value: bytes | None, *, wrong: bool = WRONG) -> None:
    @fault(kind, words, operations=CREATE, answers="successes")
    def apply(exchange: Exchange) -> bool:
        shown = None if value is None else value.replace(b"{elsewhere}", exchange.elsewhere.encode())
        exchange.answer.set_header("Location", shown)
        return wrong


_location("location-missing", "no Location", None)
_location("location-no-url", "a Location that is no URL", b"http://[::1")
_location("location-port", "a Location with a port that is none", b"http://127.0.0.1:99999999/x")
_location("location-superscript", "a Location with a superscript port", "http://127.0.0.1:²/apps".encode("latin-1"))
_location("location-binary", "a Location of bytes", b"/apps/\xff\xfe\x80/production-tests")
_location("location-escape", "a Location with terminal escapes", b"/\x1b[2J\x1b[31m")
_location("location-label", "a Location with a label too long", b"http://" + b"a" * 5000 + b".invalid/")
_location("location-script", "a Location that is a script", b"javascript:hostile()")
_location("location-huge", "a Location of 80 KB", b"/" + b"l" * 50_000)
_location("location-dots", "a Location out of the API", b"../../../../../../etc/passwd")
_location("location-other-test", "a Location of another test", b"/connect/v1/apps/AAAAAAAA/production-tests/req_other")
_location(
    "location-elsewhere", "a Location at another host, otherwise right",
    b"http://{elsewhere}/connect/v1/apps/AAAAAAAA/production-tests/req_other",
)  # fmt: skip


@fault("location-twice", "two Locations", operations=CREATE, answers="successes")
def location_twice(exchange: Exchange) -> bool:
    exchange.answer.headers.append((b"Location", f"http://{exchange.elsewhere}/".encode()))
    return UNCLEAR


def _replayed(kind: str, words: str, value: bytes | None, *, only_first: bool) -> None:
    @fault(kind, words, operations=CREATE, answers="successes")
    def apply(exchange: Exchange) -> bool:
        replayed = any(name == b"Idempotency-Replayed" for name, _ in exchange.answer.headers)
        if replayed != only_first:
            exchange.answer.set_header("Idempotency-Replayed", value)
        return UNCLEAR


_replayed("replayed-unasked", "a first answer says that it is replayed", b"true", only_first=True)
_replayed("replayed-odd", "a first answer with Idempotency-Replayed: \\xff", b"\xff", only_first=True)
_replayed("replayed-silent", "a replay does not say that it is one", None, only_first=False)


@fault("links-elsewhere", "Link, Refresh and Alt-Svc lead to another host")
def links_elsewhere(exchange: Exchange) -> bool:
    there = exchange.elsewhere.encode()
    exchange.answer.headers += [
        (b"Link", b"<http://%s/connect/v1/apps?offset=20>; rel=next" % there),
        (b"Refresh", b"0; url=http://%s/" % there),
        (b"Alt-Svc", b'h2="%s"; ma=86400' % there),
        (b"Content-Location", b"http://%s/apps" % there),
    ]
    return UNCLEAR
