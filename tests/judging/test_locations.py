"""The answer to a creation says where the new thing is, and since when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from contract_tests.judging.echoes import broken_date, broken_location, broken_storing, clock_difference
from contract_tests.judging.exchange import Exchange
from tests.judging.exchanges import APP, exchange, sample

TITLE = {"title": "BankID SE Test"}
SENT_AT = datetime(2026, 4, 8, 10, 0, 0, tzinfo=UTC)
SHOWN = sample("AppPage")["data"][0]


def located(location: str | None, identifier: Any = "req_1") -> Exchange:
    body = sample("ProductionTestRequest") | {"id": identifier}
    one = exchange("createProductionTest", 201, body, sent=TITLE)
    headers = {} if location is None else {"Location": location}
    return replace(one, headers=type(one.headers)(headers))


@pytest.mark.parametrize(
    "one",
    [
        located(f"/connect/v1/apps/{APP}/production-tests/req_1"),
        located(f"/apps/{APP}/production-tests/req_1"),
        located(f"https://api.example.com/connect/v1/apps/{APP}/production-tests/req_1?from=creation#top"),
        located(f"/apps/{APP}/production-tests/7", 7),
        located(None),
        located("/elsewhere", None),
        exchange("updateApp", 200, SHOWN, sent={"name": "x"}),
    ],
)
def test_a_location_that_ends_in_the_new_thing_is_in_order(one: Exchange) -> None:
    """It may be absolute or relative; what is missing is for the strict reading to tell."""
    assert list(broken_location(one)) == []


@pytest.mark.parametrize(
    "location",
    [
        "/apps/Other001/production-tests/req_1",
        f"/apps/{APP}/production-tests/req_1/",
        f"/apps/{APP}/production-tests",
        "/elsewhere?to=" + f"/apps/{APP}/production-tests/req_1",
        "http://[",
    ],
)
def test_a_location_of_something_else_is_found(location: str) -> None:
    (found,) = broken_location(located(location))
    assert (found.place, found.observed) == ("response 201 header Location", repr(location))
    assert found.expected == f"an address that ends in '/apps/{APP}/production-tests/req_1'"


@pytest.mark.parametrize(
    ("last", "observed"), [("req_2", "'req_2'"), ("REQ_1", "'REQ_1' (the same, with other capitals)")]
)
def test_a_location_in_the_right_place_is_held_against_the_identifier_alone(last: str, observed: str) -> None:
    (found,) = broken_location(located(f"https://api.example.com/connect/v1/apps/{APP}/production-tests/{last}"))
    assert (found.expected, found.since) == ("an address that ends in 'req_1'", "as the body names it /id")
    assert found.observed == observed


def test_a_whole_location_in_other_capitals_is_said_to_be_that() -> None:
    (found,) = broken_location(located(f"/APPS/{APP}/production-tests/req_1"))
    assert found.observed == f"'/APPS/{APP}/production-tests/req_1' (the same, with other capitals)"


def dated(created_at: Any, *, clock: datetime | None = None, headers: dict[str, str] | None = None) -> Exchange:
    """A creation that was sent at SENT_AT by our clock, with the time on the clock of the server."""
    date = {} if clock is None else {"Date": format_datetime(clock, usegmt=True)}
    body = sample("ProductionTestRequest") | {"createdAt": created_at}
    one = exchange("createProductionTest", 201, body, sent=TITLE, headers={**date, **(headers or {})})
    return replace(one, started_at=SENT_AT.timestamp())


def moment(minutes: float) -> str:
    return (SENT_AT + timedelta(minutes=minutes)).isoformat()


@pytest.mark.parametrize(
    "one",
    [
        dated(moment(0)),
        dated(moment(5)),
        dated(moment(-5)),
        dated(moment(60), clock=SENT_AT + timedelta(hours=1)),
        dated(moment(-60), headers={"Idempotency-Replayed": "true"}),
        dated("yesterday"),
        dated(None),
        replace(exchange("createApp", 201, SHOWN, sent={"name": "x"}), started_at=SENT_AT.timestamp()),
    ],
)
def test_a_creation_dated_now_by_the_clock_of_the_server_is_in_order(one: Exchange) -> None:
    """A replay has the older date of the first answer."""
    assert list(broken_date(one)) == []


@pytest.mark.parametrize(
    ("one", "now"),
    [
        (dated(moment(5.1)), "10:00:00"),
        (dated(moment(-5.1)), "10:00:00"),
        (dated(moment(0), clock=SENT_AT + timedelta(hours=1)), "11:00:00"),
    ],
)
def test_a_creation_dated_otherwise_is_found(one: Exchange, now: str) -> None:
    (found,) = broken_date(one)
    assert (found.place, found.expected) == ("response 201 body /createdAt", "within 5 minutes of the request")
    assert found.since == f"which was sent at 2026-04-08 {now} UTC"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (None, None),
        (SENT_AT, None),
        (SENT_AT + timedelta(minutes=5), None),
        (SENT_AT + timedelta(minutes=6), timedelta(minutes=6)),
        (SENT_AT - timedelta(minutes=6), timedelta(minutes=-6)),
    ],
)
def test_a_clock_that_is_ahead_or_behind_is_told(clock: datetime | None, expected: timedelta | None) -> None:
    assert clock_difference(dated(moment(0), clock=clock)) == expected


def test_a_request_to_no_operation_promises_nothing() -> None:
    one = replace(located("/elsewhere"), operation=None)
    assert [*broken_storing(one), *broken_location(one), *broken_date(one)] == []
