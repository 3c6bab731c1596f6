"""Harmless changes of answers that come and go: what may be said in two ways is said in either."""

from __future__ import annotations

import itertools
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import How
from contract_tests.mutants.rewrites import JsonChange, at, has_header, header, json_body, location, when
from contract_tests.mutants.selection import but, each_time, listed
from contract_tests.mutants.wire import Answer, Call, Refuse, Rewrite, rate_limiting, refusal
from scripts.spec.pointers import drop
from scripts.spec.spec import Spec

EVERY = 7
PAST = "Thu, 01 Jan 2026 00:00:00 GMT"
WORDS = ("Not so", "Inte s\u00e5", "", "No: see https://docs.hopae.com")
EAST = timezone(timedelta(hours=2))
FIRST_UUID = 0x0196_0000_0000_7000_8000_0000_0000_0000

numbers = itertools.count(1)


def variants(spec: Spec) -> dict[str, How]:
    """Servers whose answers differ from one to the next."""
    return {**_refusals(), **_texts(), **_orders(), **_absences()}


def _refusals() -> dict[str, How]:
    return {
        "error messages differ each time": _by_turns(*(at("/error/message", _saying(words)) for words in WORDS)),
        "error details come and go": _by_turns(json_body(lambda body: drop(body, "/error/details"))),
        "error details hold more each time": at("/error/details", lambda details: {**details, "seen": next(numbers)}),
        "request ids are in capitals": at("/request_id", str.upper),
        "request ids are in the order of time": at(
            "/request_id", lambda request_id: str(uuid.UUID(int=FIRST_UUID + next(numbers)))
        ),
        "who is not known is told how to sign in": when(
            lambda call, answer: answer.status == 401, header("www-authenticate", 'Bearer realm="workspace"')
        ),
        "every seventh call is rate limited until a date": Change(refuse=rate_limiting(EVERY, {"retry-after": PAST})),
        "every seventh call finds the service away, in its own words": Change(refuse=_away),
    }


def _texts() -> dict[str, How]:
    return {
        "slashes are escaped": _text(lambda text: text.replace("/", r"\/")),
        # No word of JSON has this letter.
        "letters are escaped": _text(lambda text: text.replace("o", r"\u006f")),
        "whole numbers of reports have a fraction": _of("getProductionTestReport", at("/stats", _with_fractions)),
        "times have six digits by turns": _by_turns(_times(lambda time: f"{time[:-1]}000Z")),
        "times are at +00:00 by turns": _by_turns(_times(lambda time: f"{time[:-1]}+00:00")),
        "times are in another zone by turns": _by_turns(_times(_in_the_east)),
        "Location is absolute by turns": _by_turns(location(lambda path: f"https://api.hopae.com{path}")),
        "names of headers are in capitals": Change(middleware=Middleware(_Capitals)),
    }


def _orders() -> dict[str, How]:
    return {
        "fields come in random order": json_body(_each_object(_shuffled)),
        "a page is in another order each time": _of("listApps", listed("/data", _random)),
        "workflows are in another order each time": _of("listWorkflows", listed("", _random)),
        "tests are in another order each time": _of("listProductionTests", listed("", _random)),
        "a breakdown is in another order each time": _of(
            "getProductionTestReport", listed("/stats/providerBreakdown", _random)
        ),
        "providers are in another order each time": _of("getApp", at("/providers", _shuffled)),
        "a replay has its fields in another order": when(has_header("Idempotency-Replayed"), json_body(_shuffled)),
    }


def _absences() -> dict[str, How]:
    return {
        "challengeId is absent by turns": _by_turns(json_body(_each_object(_without_null("challengeId")))),
        "one of two branches is absent by turns": _by_turns(
            json_body(_each_object(_without_null("challenge", "request")))
        ),
        "times of apps are left out by turns": _by_turns(
            json_body(lambda app: but(app, "createdAt", "updatedAt")), operation_id="getApp"
        ),
        "times of workflows are in the collection alone": _of(
            "getWorkflow", json_body(lambda workflow: but(workflow, "createdAt", "updatedAt"))
        ),
    }


def _by_turns(*rewrites: Rewrite, operation_id: str | None = None) -> Change:
    """Change answers in one way after the other; the last way is to leave them."""

    def rewrite(turn: int, call: Call, answer: Answer) -> None:
        if turn % (len(rewrites) + 1) < len(rewrites):
            rewrites[turn % (len(rewrites) + 1)](call, answer)

    return Change(rewriting=each_time(rewrite).rewriting, operation_id=operation_id)


def _of(operation_id: str, rewrite: Rewrite) -> Change:
    return Change(rewrite=rewrite, operation_id=operation_id, status="200")


def _saying(words: str) -> JsonChange:
    return lambda message: words


def _text(change: Callable[[str], str]) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        answer.body = change(answer.body.decode()).encode()

    return rewrite


def _each_object(change: Callable[[dict[str, Any]], dict[str, Any]]) -> JsonChange:
    """Change every object of a body, the innermost first."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return change({name: changed(inner) for name, inner in value.items()})
        return [changed(item) for item in value] if isinstance(value, list) else value

    return changed


def _times(change: Callable[[str], str]) -> Rewrite:
    def changed(value: dict[str, Any]) -> dict[str, Any]:
        times = {name: time for name, time in value.items() if name.endswith("At") and isinstance(time, str)}
        return value | {name: change(time) for name, time in times.items()}

    return json_body(_each_object(changed))


def _in_the_east(time: str) -> str:
    return datetime.fromisoformat(time).astimezone(EAST).isoformat(timespec="milliseconds")


def _with_fractions(stats: dict[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, int) else value for name, value in stats.items()}


def _shuffled(value: dict[str, Any]) -> dict[str, Any]:
    return dict(_random(list(value.items())))


def _random(found: list[Any]) -> list[Any]:
    return random.sample(found, len(found))


def _without_null(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda value: {name: inner for name, inner in value.items() if inner is not None or name not in names}


def _away() -> Refuse:
    calls = itertools.count(1)
    return lambda call: refusal(503, "SYSTEM_AWAY", {"retry-after": "0"}) if next(calls) % EVERY == 0 else None


class _Capitals:
    """Stands before an app and writes the names of headers in capitals."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            headers = [(name.upper(), value) for name, value in message.get("headers", [])]
            await send({**message, "headers": headers} if headers else message)

        await self._app(scope, receive, sending)
