"""Answers about production tests, and what courses find odd in a row of them."""

from dataclasses import replace
from typing import Any

from contract_tests.judging.courses import Courses
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.shown_things import LAG_SECONDS
from tests.judging.exchanges import APP, SPEC, envelope, exchange, sample

SETTLED, WAITING = sample("ProductionTestList")
REPORT = sample("ProductionTestReport")
CHALLENGE, REQUEST, TITLE = SETTLED["challenge"]["id"], WAITING["request"]["id"], SETTLED["challenge"]["title"]
SOON, LATE = LAG_SECONDS, LAG_SECONDS + 0.1


def request(title: str = TITLE, **fields: Any) -> dict[str, Any]:
    """An item that waits."""
    body = {**WAITING["request"], "payload": {**WAITING["request"]["payload"], "title": title}, **fields}
    return {**WAITING, "request": {name: value for name, value in body.items() if value != "left out"}}


def challenge(**fields: Any) -> dict[str, Any]:
    """An item that has settled."""
    body = {**SETTLED["challenge"], "createdAt": "2026-04-08T11:00:00.000Z", **fields}
    return {**SETTLED, "challenge": {name: value for name, value in body.items() if value != "left out"}}


def created(moment: float = 0.0, title: str = TITLE, **parts: Any) -> Exchange:
    body = request(title)["request"] | parts.pop("body", {})
    one = exchange("createProductionTest", 201, body, sent={"title": title}, **parts)
    return replace(one, started_at=moment)


def listed(moment: float, *items: Any, path: str = APP, **parts: Any) -> Exchange:
    one = exchange("listProductionTests", 200, list(items), path={"client_id": path})
    return replace(one, started_at=moment, **parts)


def report(moment: float, status: int = 200, /, *, stats: Any = None, **fields: Any) -> Exchange:
    body = {**REPORT, "challenge": challenge(**fields)["challenge"]} | ({} if stats is None else {"stats": stats})
    shown = body if status == 200 else envelope("RESOURCE_NOT_FOUND")
    path = {"challenge_id": fields.get("id", CHALLENGE)}
    return replace(exchange("getProductionTestReport", status, shown, path=path), started_at=moment)


def read(*exchanges: Exchange) -> list[tuple[int, str, str, str]]:
    """What is odd in a row of exchanges: which of them, where, and both values in words."""
    courses = Courses(SPEC)
    found = [odd for one in exchanges for odd in courses.read(one)]
    order = list(exchanges)
    return [
        (order.index(one), odd.place.removeprefix("response 200 body "), odd.expected, odd.observed)
        for one, odd in found
    ]
