"""Faults in what the server does: it creates and says something else, forgets keys, shows what is not there."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable

from tests.hostile.faults.catalogue import UNCLEAR, WRONG, Exchange, Prepare, fault
from tests.hostile.faults.status import refuse
from tests.hostile.jsontext import Json
from tests.hostile.wire import Answer, Connection
from tests.hostile.workspace import OPERATIONS, Workspace

APPS, TESTS, CREATE, REPORT = ((name,) for name in OPERATIONS)


def _created_but(kind: str, words: str, status: int, code: str, *headers: tuple[bytes, bytes]) -> None:
    """The thing is created, and the answer is a refusal."""

    @fault(f"creates-{kind}", f"creates and answers {words}", operations=CREATE, answers="successes")
    def apply(exchange: Exchange) -> bool:
        return refuse(exchange, status, code, *headers)


_created_but("400", "400 with a documented envelope", 400, "VALIDATION_INVALID_PARAMETER")
_created_but("401", "401", 401, "AUTH_INVALID_CREDENTIALS")
_created_but("403", "403", 403, "AUTH_FORBIDDEN")
_created_but("404", "404", 404, "RESOURCE_NOT_FOUND")
_created_but("409", "409 in progress", 409, "IDEMPOTENCY_REQUEST_IN_PROGRESS")
_created_but("409-conflict", "409 for a key that is new", 409, "IDEMPOTENCY_KEY_CONFLICT")
_created_but("409-resource", "409 of the resource", 409, "RESOURCE_CONFLICT")
_created_but("422", "422, which is documented nowhere", 422, "VALIDATION_INVALID_PARAMETER")
_created_but("429", "429 to come back at once", 429, "RATE_LIMITED", (b"Retry-After", b"0"))
_created_but("429-second", "429 to come back in a second", 429, "RATE_LIMITED", (b"Retry-After", b"1"))
_created_but("500", "500", 500, "SYSTEM_INTERNAL_ERROR")
_created_but("503", "503 to come back at once", 503, "SYSTEM_INTERNAL_ERROR", (b"Retry-After", b"0"))
_created_but("302", "302 to the list", 302, "MOVED", (b"Location", b"/connect/v1/apps"))
_created_but("307", "307 to itself, to be posted again", 307, "MOVED", (b"Location", b"?again"))
_created_but("408", "408 to try again", 408, "TIMEOUT", (b"Connection", b"close"))
_created_but("425", "425, too early", 425, "TOO_EARLY")


def _created_then(kind: str, words: str, finish: Callable[[Connection, Answer], object]) -> None:
    """The thing is created, and no answer comes."""

    @fault(f"creates-{kind}", f"creates and {words}", operations=CREATE, answers="successes")
    def apply(exchange: Exchange) -> bool:
        async def send(connection: Connection, answer: Answer) -> None:
            answer.keep_alive = False
            outcome = finish(connection, answer)
            if asyncio.iscoroutine(outcome):
                await outcome

        exchange.answer.send = send
        return WRONG


_created_then("closes", "closes the connection", lambda connection, answer: None)
_created_then("resets", "resets the connection", lambda connection, answer: connection.reset())
_created_then("silence", "says nothing for an hour", lambda connection, answer: asyncio.sleep(3600))
_created_then("garbage", "answers garbage", lambda connection, answer: connection.write(b"\x00\xff garbage\r\n\r\n"))
_created_then(
    "half",
    "answers the head alone",
    lambda connection, answer: connection.write(answer.head((b"Content-Length", b"400"))),
)


def _switched(
    kind: str, words: str, prepare: Prepare, operations: tuple[str, ...] = CREATE, *, wrong: bool = UNCLEAR
) -> None:
    """A workspace that does otherwise; its answers are what they are."""

    @fault(kind, words, operations=operations, prepare=prepare)
    def apply(exchange: Exchange) -> bool:
        return wrong


def _set(name: str, value: object) -> Prepare:
    return lambda workspace: setattr(workspace, name, value)


def _odd_identifiers(text: str) -> Prepare:
    """New requests and challenges have the text in their identifiers; the server knows them under it."""

    def prepare(workspace: Workspace) -> None:
        shown = text.format(elsewhere=workspace.elsewhere)
        workspace.rename = lambda identifier: identifier.replace("-", shown, 1)

    return prepare


def _odd_apps(text: str) -> Prepare:
    def prepare(workspace: Workspace) -> None:
        for app in workspace.apps:
            tests = workspace.tests.pop(app["clientId"])
            app["clientId"] = app["clientId"][:4] + text.format(elsewhere=workspace.elsewhere)
            workspace.tests[app["clientId"]] = tests

    return prepare


_switched("forgets-keys", "every repetition creates once more", _set("forgets_keys", True))
_switched("takes-any-body", "every body creates a test", _set("takes_any_body", True))
_switched("takes-any-key", "every caller may do everything", _set("takes_any_credential", True), OPERATIONS)
_switched("acts-on-refused", "what is refused is created all the same", _set("acts_on_refused", True))
_switched("never-settles", "tests stay pending for ever", _set("settle_seconds", 1e9))
_switched("settles-at-once", "tests are challenges at once", _set("settle_seconds", 0.0))
_switched("hides-new-tests", "created tests are in no list", _set("hides_new_tests", True))

ODD_TEXTS = {
    "slash": "a/b/../c",
    "question": "?x=1&y=",
    "fragment": "#top",
    "percent": "%2e%2e%2f%00",
    "control": "\r\nX-Injected: 1\x00\x1b[2J",
    "unicode": "Ünï🚀\u202e",
    "url": "http://{elsewhere}/",
    "long": "i" * 20_000,
    "backslash": "\\..\\",
    "surrogate": "\ud800",
    "dots": "/../../../admin",
}
for name, text in ODD_TEXTS.items():
    _switched(f"id-{name}", f"identifiers of tests with {text[:20]!r} in them", _odd_identifiers(text), CREATE)
for name, text in ODD_TEXTS.items():
    _switched(f"client-{name}", f"identifiers of apps with {text[:20]!r} in them", _odd_apps(text), APPS, wrong=WRONG)
_switched(
    "id-only-dots",
    "tests that are called .. and ...",
    _set("rename", lambda identifier: ".." if identifier.startswith("ch_") else "..."),
)
_switched("id-empty", "tests without a name", _set("rename", lambda identifier: ""))
_switched("id-same", "all tests have one identifier", _set("rename", lambda identifier: identifier[:3] + "the-one"))


@fault(
    "creates-replayed",
    "creates at every repetition and says each time that it is a replay",
    operations=CREATE,
    answers="successes",
    prepare=_set("forgets_keys", True),
)
def creates_replayed(exchange: Exchange) -> bool:
    exchange.answer.set_header("Idempotency-Replayed", b"true")
    return UNCLEAR


def _no_apps(workspace: Workspace) -> None:
    workspace.apps.clear()
    workspace.tests.clear()


def _many_apps(workspace: Workspace) -> None:
    first = workspace.apps[0]
    workspace.apps += [{**first, "clientId": f"A{number:07d}"} for number in range(5000)]
    workspace.tests |= {app["clientId"]: [] for app in workspace.apps if app["clientId"] not in workspace.tests}


def _many_tests(workspace: Workspace) -> None:
    for tests in workspace.tests.values():
        tests *= 3000


def _no_providers(workspace: Workspace) -> None:
    for app in workspace.apps:
        app["providers"] = {}


_switched("no-apps", "a workspace without apps", _no_apps, APPS)
_switched("many-apps", "a workspace of 5,000 apps", _many_apps, APPS)
_switched("many-tests", "3,000 tests in each app", _many_tests, TESTS)
_switched("no-providers", "apps without providers", _no_providers, APPS)


def _paged(kind: str, words: str, change: Callable[[Json, Exchange], None], *, wrong: bool = UNCLEAR) -> None:
    @fault(f"paging-{kind}", words, operations=APPS, answers="successes")
    def apply(exchange: Exchange) -> bool:
        value = exchange.answer.value
        if isinstance(value, dict) and isinstance(value.get("data"), list):
            change(value, exchange)
            return wrong
        return UNCLEAR


def _first_page(value: Json, exchange: Exchange) -> None:
    value["data"] = copy.deepcopy(exchange.workspace.apps[:2])
    value["total"] = int(value["offset"]) + 1000


_paged("endless", "every window is full and there are always more", _first_page)
_paged("total", "a total of 10^12", lambda value, exchange: value.update(total=10**12))
_paged("limit-0", "windows that say that their limit is 0", lambda value, exchange: value.update(limit=0))
_paged(
    "limit-negative",
    "windows that say that their limit is -5",
    lambda value, exchange: value.update(limit=-5),
    wrong=WRONG,
)
_paged("empty", "windows that are empty though the total is not", lambda value, exchange: value.update(data=[]))
_paged("offset", "windows that say that their offset is 10^18", lambda value, exchange: value.update(offset=10**18))
_paged("shuffled", "windows in another order each time", lambda value, exchange: exchange.random.shuffle(value["data"]))


@fault("client-changes", "apps whose identifiers change with each answer", operations=APPS, answers="successes")
def client_changes(exchange: Exchange) -> bool:
    value = exchange.answer.value
    for app in value.get("data", []) if isinstance(value, dict) else []:
        app["clientId"] = f"{exchange.random.getrandbits(32):08x}"
    return UNCLEAR


@fault("creates-two", "one request, two entries in the list", operations=TESTS, answers="successes")
def creates_two(exchange: Exchange) -> bool:
    if isinstance(exchange.answer.value, list):
        exchange.answer.value = exchange.answer.value + exchange.answer.value[-1:]
    return UNCLEAR


@fault("report-of-another", "the report of another challenge", operations=REPORT, answers="successes")
def report_of_another(exchange: Exchange) -> bool:
    tests = [test for tests in exchange.workspace.tests.values() for test in tests]
    exchange.answer.value = exchange.random.choice(tests).report(exchange.workspace.settle_seconds)
    return UNCLEAR
