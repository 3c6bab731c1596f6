"""The strict reading of an exchange, and what it leaves alone."""

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.judge import Judge
from contract_tests.judging.requests import RequestReader
from contract_tests.judging.shapes import Shapes
from tests.judging.exchanges import SPEC, envelope, exchange, sample

JUDGE, REQUESTS = Judge(SPEC, Shapes(SPEC)), RequestReader(SPEC)
CREATED = sample("ProductionTestRequest")
CREATE = "createProductionTest"


def kinds(one: Exchange) -> list[tuple[str, str]]:
    return [(deviation.kind, deviation.place) for deviation in JUDGE.read(one, REQUESTS.read(one))]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (exchange("listApps", 204, b""), ("status", "response 204")),
        (exchange("listApps", 200, sample("AppPage"), headers={"Content-Type": "text/plain"}), ("media-type", "")),
        (exchange("listApps", 200, b"<html>"), ("not-json", "response 200 body")),
        (exchange("listApps", 500, envelope("SYSTEM_INTERNAL_ERROR")), ("server-error", "response status")),
        (exchange("listApps", 401, envelope("AUTH_FORBIDDEN")), ("error-code", "response 401 body /error/code")),
        (exchange("listApps", 401, envelope("AUTH_EXPIRED")), ("new-value", "response 401 body /error/code")),
        (exchange("listApps", 401, {"message": "no"}), ("missing-field", "response 401 body /error")),
        (exchange("listApps", 429, envelope("TOO_MANY")), ("missing-header", "response 429 header Retry-After")),
        (
            exchange("listApps", 200, sample("AppPage"), headers={"Sunset": "tomorrow"}),
            ("notice", "response header Sunset"),
        ),
        (exchange(CREATE, 201, CREATED, sent={"title": "x" * 201}), ("limit", "request body /title")),
        (exchange(CREATE, 201, CREATED, sent={}), ("limit", "request body /title")),
        (exchange(CREATE, 201, CREATED, sent={"title": 7}), ("limit", "request body /title")),
        (
            exchange(CREATE, 201, CREATED, sent={"title": "x"}, request_headers={"Idempotency-Key": "k" * 256}),
            ("limit", "request header Idempotency-Key"),
        ),
        (
            exchange(CREATE, 201, CREATED, sent={"title": "x"}, headers={"Location": "/elsewhere"}),
            ("header", "response 201 header Location"),
        ),
        (
            exchange(CREATE, 201, CREATED, sent={"title": "x"}, headers={"Idempotency-Replayed": "maybe"}),
            ("header", "response 201 header Idempotency-Replayed"),
        ),
        (
            exchange(CREATE, 422, envelope("VALIDATION_INVALID_PARAMETER"), sent={"title": 7}),
            ("status", "response 422"),
        ),
    ],
)
def test_contradiction_is_found(one: Exchange, expected: tuple[str, str]) -> None:
    """An answer that contradicts the documentation is a deviation of its kind at its place."""
    found = kinds(one)
    assert any(kind == expected[0] and place.startswith(expected[1]) for kind, place in found), found


@pytest.mark.parametrize(
    "one",
    [
        exchange("listApps", 200, sample("AppPage"), headers={"Content-Type": "application/json; charset=utf-8"}),
        exchange("listApps", 200, sample("AppPage"), headers={"X-Anything": "1"}),
        exchange("listApps", 422, {"any": 1}, query="?limit=101"),
        exchange("listApps", 500, envelope("SYSTEM_INTERNAL_ERROR"), query="?limit=x"),
        exchange("listProductionTests", 403, b"<html>", path={"client_id": "../etc"}),
        exchange(CREATE, 400, envelope("PROVIDER_NOT_ELIGIBLE"), sent={"title": "x", "providerIds": ["passport"]}),
        exchange(CREATE, 201, CREATED, sent={"title": "x", "description": None}),
        exchange(CREATE, 400, envelope("VALIDATION_INVALID_PARAMETER"), sent={"title": ""}),
        exchange(CREATE, 415, {"any": 1}, sent={"title": "x"}, request_headers={"Content-Type": "text/plain"}),
        exchange(CREATE, 201, {k: v for k, v in CREATED.items() if k != "challengeId"}, sent={"title": "x"}),
    ],
)
def test_what_nobody_promises_is_left_alone(one: Exchange) -> None:
    """What the documentation leaves open is no deviation, whichever way it is answered."""
    assert kinds(one) == []


def test_undocumented_success_is_still_read() -> None:
    """A success with another status than the documented one is read like the documented one."""
    body = {name: value for name, value in CREATED.items() if name != "payload"}
    assert kinds(exchange(CREATE, 200, body, sent={"title": "x"})) == [
        ("status", "response 200"),
        ("missing-field", "response 200 body /payload"),
    ]
