"""Faults that show a secret: the key or what an answer showed before, anywhere and in any encoding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.hostile.canaries import Secret
from tests.hostile.disguises import disguise, percent
from tests.hostile.faults.bodies import top_objects
from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, fault
from tests.hostile.faults.framing import CHUNKED
from tests.hostile.faults.status import envelope
from tests.hostile.jsontext import Members, Raw, places, renamed, replaced
from tests.hostile.wire import Answer, Connection
from tests.hostile.workspace import Workspace

CREATE = ("createProductionTest",)
APPS = ("listApps",)


def _echo(
    kind: str, words: str, *, wrong: bool = UNCLEAR, **where: Any
) -> Callable[[Callable[[Exchange, str], None]], None]:
    """Register a place where a disguised secret is shown."""

    def register(show: Callable[[Exchange, str], None]) -> None:
        @fault(f"secret-{kind}", f"a secret {words}", **where)
        def apply(exchange: Exchange) -> bool:
            _, text = disguise(exchange.random, exchange.random.choice(exchange.secrets))
            show(exchange, text)
            return wrong

    return register


def _wire(text: str) -> bytes:
    return text.encode("latin-1")


@_echo("in-header", "in the value of a header")
def in_header(exchange: Exchange, text: str) -> None:
    exchange.answer.headers.append((b"X-Request-Context", _wire(f"caller={text}; ok")))


@_echo("in-header-name", "in the name of a header")
def in_header_name(exchange: Exchange, text: str) -> None:
    token = "".join(character for character in text if character.isalnum() or character in "-_%&#")
    exchange.answer.headers.append((_wire(f"X-Key-{token}"), b"1"))


@_echo("in-known-header", "in a header that is well known")
def in_known_header(exchange: Exchange, text: str) -> None:
    name = exchange.random.choice(
        ("Content-Type", "Retry-After", "Set-Cookie", "WWW-Authenticate", "Server", "ETag", "Idempotency-Replayed")
    )
    exchange.answer.set_header(name, _wire(text))


@_echo("in-reason", "in the reason phrase")
def in_reason(exchange: Exchange, text: str) -> None:
    exchange.answer.reason = _wire(f"OK for {text}")


@_echo("in-status-line", "in a status line that is none", wrong=WRONG)
def in_status_line(exchange: Exchange, text: str) -> None:
    exchange.answer.start_line = _wire(f"HTTP/1.1 key {text}")


@_echo("in-length", "in a Content-Length that is none", wrong=WRONG)
def in_length(exchange: Exchange, text: str) -> None:
    exchange.answer.framing = (b"Content-Length", _wire(text))
    exchange.answer.keep_alive = False


@_echo("in-encoding", "in a Content-Encoding")
def in_encoding(exchange: Exchange, text: str) -> None:
    exchange.answer.set_header("Content-Encoding", _wire(text))


@_echo("in-chunk-size", "in a chunk size that is none", wrong=WRONG)
def in_chunk_size(exchange: Exchange, text: str) -> None:
    async def chunked(connection: Connection, answer: Answer) -> None:
        answer.keep_alive = False
        await connection.write(answer.head(CHUNKED) + _wire(text) + b"\r\n{}\r\n0\r\n\r\n")

    exchange.answer.send = chunked


@_echo("in-trailer", "in a trailer")
def in_trailer(exchange: Exchange, text: str) -> None:
    async def chunked(connection: Connection, answer: Answer) -> None:
        payload = answer.payload()
        await connection.write(
            answer.head(CHUNKED) + b"%x\r\n%s\r\n0\r\nX-Key: %s\r\n\r\n" % (len(payload), payload, _wire(text))
        )

    exchange.answer.send = chunked


@_echo("in-error-text", "in the text of a refusal", answers="refusals")
def in_error_text(exchange: Exchange, text: str) -> None:
    exchange.answer.value = envelope("AUTH_INVALID_CREDENTIALS", f"Key {text} cannot be used here")


@_echo("in-error-code", "as the code and the details of a refusal", answers="refusals")
def in_error_code(exchange: Exchange, text: str) -> None:
    exchange.answer.value = {"error": {"code": text, "message": "no", "details": {text: text}}, "request_id": text}


@_echo("in-500", "in the text of a 500", wrong=WRONG)
def in_500(exchange: Exchange, text: str) -> None:
    exchange.answer.status = 500
    exchange.answer.value = envelope("SYSTEM_INTERNAL_ERROR", f"panic: header was Bearer {text}")


@_echo("in-html", "in an HTML page", wrong=WRONG)
def in_html(exchange: Exchange, text: str) -> None:
    exchange.answer.status = exchange.random.choice((200, 401, 502))
    exchange.answer.set_header("Content-Type", b"text/html")
    exchange.answer.body = _wire(f"<html><body><a href='/login?key={text}'>{text}</a></body></html>")


@_echo("in-broken-json", "in JSON that cannot be read", wrong=WRONG)
def in_broken_json(exchange: Exchange, text: str) -> None:
    exchange.answer.body = exchange.answer.payload()[:10] + _wire(f'"{text}": {text}, ') + b"\x80\xff"


@_echo("in-broken-gzip", "in what is announced as gzip", wrong=WRONG)
def in_broken_gzip(exchange: Exchange, text: str) -> None:
    exchange.answer.set_header("Content-Encoding", b"gzip")
    exchange.answer.body = _wire(text)


@_echo("in-redirect", "in the Location of a redirect", wrong=WRONG)
def in_redirect(exchange: Exchange, text: str) -> None:
    exchange.answer.status = exchange.random.choice((301, 302, 303, 307, 308))
    exchange.answer.set_header("Location", _wire(f"http://{exchange.elsewhere}/login?key={text}#{text}"))


@_echo("in-user-info", "as the user info of a redirect", wrong=WRONG)
def in_user_info(exchange: Exchange, text: str) -> None:
    exchange.answer.status = 302
    exchange.answer.set_header("Location", _wire(f"http://user:{text}@{exchange.elsewhere}/"))


@_echo("in-location", "in the Location of what was created", operations=CREATE, answers="successes")
def in_location(exchange: Exchange, text: str) -> None:
    exchange.answer.set_header("Location", _wire(f"/connect/v1/apps/{text}/production-tests/{text}"))


@_echo("in-identifier", "as the identifier of what was created", operations=CREATE, answers="successes")
def in_identifier(exchange: Exchange, text: str) -> None:
    for target in top_objects(exchange.answer.value):
        target["id"] = f"req_{text}"


@_echo("in-value", "as a value anywhere")
def in_value(exchange: Exchange, text: str) -> None:
    place = exchange.random.choice(places(exchange.answer.value))
    exchange.answer.value = replaced(exchange.answer.value, place, text)


@_echo("inside-value", "inside a long value anywhere")
def inside_value(exchange: Exchange, text: str) -> None:
    place = exchange.random.choice(places(exchange.answer.value))
    padding = "lorem ipsum " * exchange.random.randint(1, 60)
    exchange.answer.value = replaced(
        exchange.answer.value, place, padding[exchange.random.randint(0, 12) :] + text + padding
    )


@_echo("in-escapes", "in a value that JSON escapes hide")
def in_escapes(exchange: Exchange, text: str) -> None:
    place = exchange.random.choice(places(exchange.answer.value))
    hidden = "".join(f"\\u{ord(character):04X}" for character in text)
    exchange.answer.value = replaced(exchange.answer.value, place, Raw(f'"{hidden}"'))


@_echo("as-new-name", "as the name of a new member")
def as_new_name(exchange: Exchange, text: str) -> None:
    objects = [place.value for place in places(exchange.answer.value) if isinstance(place.value, dict)]
    if objects:
        exchange.random.choice(objects)[text] = "new"


@_echo("as-name", "as the name of a documented member")
def as_name(exchange: Exchange, text: str) -> None:
    members = [place for place in places(exchange.answer.value) if isinstance(place.container, dict)]
    if members:
        renamed(exchange.random.choice(members), text)


@_echo("as-duplicate-name", "as a name that stands twice", wrong=WRONG)
def as_duplicate_name(exchange: Exchange, text: str) -> None:
    exchange.answer.value = Members([(text, exchange.answer.value), (text, text)])


UNDOCUMENTED_NAMES = ("signing_key", "rotatedCredential", "previous", "legacyToken", "note")


@fault("secret-undocumented", "a secret of the usual look under an undocumented name", answers="successes")
def undocumented(exchange: Exchange) -> bool:
    secret: Secret = exchange.random.choice(exchange.canaries.undocumented)
    for target in top_objects(exchange.answer.value):
        target[exchange.random.choice(UNDOCUMENTED_NAMES)] = secret.value
    return UNCLEAR


@fault("secret-renamed", "the client secrets under another name", operations=APPS, answers="successes")
def renamed_secret(exchange: Exchange) -> bool:
    name = exchange.random.choice(("client_secret", "ClientSecret", "secretOfClient", "client-secret", "value"))
    members = [
        place
        for place in places(exchange.answer.value)
        if place.key == "clientSecret" and place.pointer.count("/") == 3
    ]
    for place in members:
        renamed(place, name)
    return bool(members)


@fault("secret-reshaped", "the client secrets in another shape", operations=APPS, answers="successes")
def reshaped_secret(exchange: Exchange) -> bool:
    wrap = exchange.random.choice((lambda text: [text], lambda text: {"value": text}, lambda text: [[{"a": text}]]))
    members = [
        place
        for place in places(exchange.answer.value)
        if place.key == "clientSecret" and place.pointer.count("/") == 3
    ]
    for place in members:
        exchange.answer.value = replaced(exchange.answer.value, place, wrap(place.value))
    return bool(members)


def _show_twice(workspace: Workspace) -> None:
    for app in workspace.apps:
        app["name"] = f"App with {percent(app['clientSecret'])}"
        app["redirectUris"] = [f"https://app.example.com/callback?secret={app['clientSecret'].lower()}"]


@fault(
    "secret-twice",
    "the client secrets once more, in the apps' names and redirects",
    operations=APPS,
    prepare=_show_twice,
)
def secret_twice(exchange: Exchange) -> bool:
    return UNCLEAR
