"""Faults in the status line, and answers of another kind than the one that is due."""

from __future__ import annotations

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault
from tests.hostile.jsontext import Json
from tests.hostile.wire import Answer, Connection

PAGE = b"<!doctype html><html><head><title>Sign in</title></head><body><h1>Please sign in</h1></body></html>"
REQUEST_ID = "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55"


def envelope(code: str, message: str = "An error") -> Json:
    """A documented error body."""
    return {"error": {"code": code, "message": message}, "request_id": REQUEST_ID}


def refuse(exchange: Exchange, status: int, code: str, *headers: tuple[bytes, bytes]) -> bool:
    """Put a documented refusal in place of the answer."""
    answer = exchange.answer
    answer.status, answer.value, answer.body, answer.reason = status, envelope(code), None, None
    answer.headers = [(b"Content-Type", b"application/json"), *headers]
    return WRONG


def _start_line(kind: str, words: str, line: bytes) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.start_line = line
        return WRONG


_start_line("status-99", "the status 99", b"HTTP/1.1 99 Odd")
_start_line("status-999", "the status 999", b"HTTP/1.1 999 Odd")
_start_line("status-0", "the status 000", b"HTTP/1.1 000 Odd")
_start_line("status-word", "a status that is no number", b"HTTP/1.1 fine OK")
_start_line("status-superscript", "a status in superscript digits", "HTTP/1.1 ²⁰⁰ OK".encode())
_start_line("version-unknown", "the version HTTP/3.7", b"HTTP/3.7 200 OK")
_start_line("status-line-garbage", "a status line of random bytes", b"\x00\x16\xfe\xff\x80 \x1b[2J")
_start_line("status-line-endless", "a status line of 2 MB", b"HTTP/1.1 200 " + b"A" * 2_000_000)


def _refusal(kind: str, words: str, status: int, code: str, *headers: tuple[bytes, bytes]) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        return refuse(exchange, status, code, *headers)


_refusal("always-401", "401 for the right key", 401, "AUTH_INVALID_CREDENTIALS")
_refusal("always-403", "403 for the right key", 403, "AUTH_FORBIDDEN")
_refusal("always-404", "404 for everything", 404, "RESOURCE_NOT_FOUND")
_refusal("always-409", "409 in progress for everything", 409, "IDEMPOTENCY_REQUEST_IN_PROGRESS")
_refusal("always-500", "500 with its envelope", 500, "SYSTEM_INTERNAL_ERROR")
_refusal("always-503", "503 to come back in a day", 503, "SYSTEM_INTERNAL_ERROR", (b"Retry-After", b"86400"))
_refusal("status-418", "a status that is documented nowhere", 418, "TEAPOT")
_refusal("status-407", "a proxy that wants a password", 407, "PROXY", (b"Proxy-Authenticate", b"Basic realm=x"))
_refusal("always-429", "429 to come back in a second", 429, "RATE_LIMITED", (b"Retry-After", b"1"))
_refusal("429-now", "429 to come back at once", 429, "RATE_LIMITED", (b"Retry-After", b"0"))
_refusal("429-silent", "429 without Retry-After", 429, "RATE_LIMITED")
_refusal("429-superscript", "429 with Retry-After: ²", 429, "RATE_LIMITED", (b"Retry-After", "²".encode("latin-1")))
_refusal("429-huge", "429 to come back in 10^30 seconds", 429, "RATE_LIMITED", (b"Retry-After", b"1" + b"0" * 30))
_refusal("429-digits", "429 with 10,000 digits", 429, "RATE_LIMITED", (b"Retry-After", b"9" * 10_000))
_refusal("429-negative", "429 with Retry-After: -1", 429, "RATE_LIMITED", (b"Retry-After", b"-1"))
_refusal("429-nan", "429 with Retry-After: nan", 429, "RATE_LIMITED", (b"Retry-After", b"nan"))
_refusal("429-infinite", "429 with Retry-After: inf", 429, "RATE_LIMITED", (b"Retry-After", b"inf"))
_refusal("429-date", "429 until 9999", 429, "RATE_LIMITED", (b"Retry-After", b"Fri, 31 Dec 9999 23:59:59 GMT"))
_refusal(
    "429-no-date",
    "429 with an impossible date",
    429,
    "RATE_LIMITED",
    (b"Retry-After", b"Fri, 99 Foo 0000 99:99:99 GMT"),
)
_refusal(
    "429-zone", "429 with a date in a zone of 99 hours", 429, "RATE_LIMITED",
    (b"Retry-After", b"Mon, 01 Jan 2035 00:00:00 +9999"),
)  # fmt: skip
_refusal("429-minute", "429 for a minute each time", 429, "RATE_LIMITED", (b"Retry-After", b"60"))
_refusal(
    "429-twice", "429 with two Retry-After", 429, "RATE_LIMITED", (b"Retry-After", b"1"), (b"Retry-After", b"3600")
)


@fault("http-0.9", "a body without status line or headers")
def http_09(exchange: Exchange) -> bool:
    async def bare(connection: Connection, answer: Answer) -> None:
        answer.keep_alive = False
        await connection.write(answer.payload())

    exchange.answer.send = bare
    return WRONG


@fault("http-1.0", "HTTP/1.0, the end of the connection ends the body")
def http_10(exchange: Exchange) -> bool:
    async def old(connection: Connection, answer: Answer) -> None:
        answer.keep_alive = False
        answer.start_line = answer.start_line or b"HTTP/1.0 %d Old" % answer.status
        await connection.write(answer.head(None) + answer.payload())

    exchange.answer.send = old
    return UNCLEAR


def _informational(kind: str, words: str, lines: bytes, times: int | None, *, wrong: bool) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        async def prefixed(connection: Connection, answer: Answer) -> None:
            sent = 0
            while times is None or sent < times:
                await connection.write(lines)
                sent += 1
            payload = answer.payload()
            await connection.write(answer.head((b"Content-Length", b"%d" % len(payload))) + payload)

        exchange.answer.send = prefixed
        return wrong


_informational(
    "hints-200", "two hundred 103 before the answer", b"HTTP/1.1 103 Early Hints\r\n\r\n", 200, wrong=UNCLEAR
)
_informational("hints-endless", "103 without end", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", None, wrong=WRONG)
_informational("continue-endless", "100 without end", b"HTTP/1.1 100 Continue\r\n\r\n", None, wrong=WRONG)


@fault("upgrade-101", "an upgrade to another protocol that nobody asked for")
def upgrade(exchange: Exchange) -> bool:
    async def switch(connection: Connection, answer: Answer) -> None:
        answer.keep_alive = False
        await connection.write(
            b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello"
        )

    exchange.answer.send = switch
    return WRONG


@fault("sign-in-page", "200 with a page to sign in")
def sign_in_page(exchange: Exchange) -> bool:
    exchange.answer.status, exchange.answer.body = 200, PAGE
    exchange.answer.set_header("Content-Type", b"text/html; charset=utf-8")
    return WRONG


@fault("gateway-502", "a proxy's 502 in HTML")
def gateway(exchange: Exchange) -> bool:
    exchange.answer.status, exchange.answer.body = 502, b"<html><body>Bad gateway</body></html>"
    exchange.answer.set_header("Content-Type", b"text/html")
    return WRONG


@fault("status-520", "the undocumented 520 without a body")
def status_520(exchange: Exchange) -> bool:
    exchange.answer.status, exchange.answer.body = 520, b""
    return WRONG


@fault("another-success", "202, 203, 204, 205, 206, 226 or 299 for a success", answers="successes")
def another_success(exchange: Exchange) -> bool:
    exchange.answer.status = exchange.random.choice((202, 203, 204, 205, 206, 226, 299))
    return WRONG


@fault("not-modified", "304 without a body")
def not_modified(exchange: Exchange) -> bool:
    exchange.answer.status, exchange.answer.body = 304, b""
    return WRONG


@fault("refusal-as-success", "every refusal as 200 with its envelope", answers="refusals")
def refusal_as_success(exchange: Exchange) -> bool:
    exchange.answer.status = 200
    return UNCLEAR


def _redirect(kind: str, words: str, location: str) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.status = exchange.random.choice((301, 302, 303, 307, 308))
        text = location.format(elsewhere=exchange.elsewhere, target=exchange.request.target)
        exchange.answer.set_header("Location", text.encode())
        return WRONG


_redirect("redirect-elsewhere", "a redirect to another host", "http://{elsewhere}/connect/v1/apps")
_redirect("redirect-no-scheme", "a redirect to another host, without scheme", "//{elsewhere}/connect/v1/apps")
_redirect("redirect-loop", "a redirect to itself", "{target}")
_redirect("redirect-nowhere", "a redirect to what is no URL", "http://[::1")
_redirect("redirect-file", "a redirect to a file", "file:///etc/passwd")
_redirect("redirect-nothing", "a redirect with an empty Location", "")


def _reason(kind: str, words: str, reason: bytes) -> None:
    @fault(kind, words)
    def apply(exchange: Exchange) -> bool:
        exchange.answer.reason = reason
        return UNCLEAR


_reason("reason-escape", "a reason phrase with terminal escapes", b"\x1b[31mRed\x1b]0;title\x07")
_reason("reason-binary", "a reason phrase outside ASCII", b"\xff\xfe\xc3\x28")
_reason("reason-long", "a reason phrase of 60 KB", b"x" * 60_000)
_reason(
    "reason-markup",
    "a reason phrase with markup",
    b"<hostile-tag onclick=a> [l](http://hostile.invalid) @hostile-mention",
)
