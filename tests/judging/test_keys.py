"""An idempotency key that is new gets a first answer, and one that comes again the answer that it had."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.keys import MOST_KEYS, Keys
from tests.judging.exchanges import SPEC, envelope, exchange, sample

BODY = sample("ProductionTestRequest")
SENT = {"title": "x"}
REPLAYED = {"Idempotency-Replayed": "true"}
CONFLICT, IN_PROGRESS = envelope("IDEMPOTENCY_KEY_CONFLICT"), envelope("IDEMPOTENCY_REQUEST_IN_PROGRESS")


def keyed(
    key: str,
    status: int = 201,
    body: Any = None,
    *,
    replayed: bool = False,
    at: float = 0.0,
    took: float = 0.1,
    **parts: Any,
) -> Exchange:
    """A creation with a key: when it was sent, and how long its answer took."""
    one = exchange(
        "createProductionTest",
        status,
        BODY if body is None else body,
        request_headers={"Idempotency-Key": key},
        headers=REPLAYED if replayed else {},
        **{"sent": SENT, **parts},
    )
    return replace(one, started_at=at, elapsed_seconds=took)


def read(*exchanges: Exchange) -> list[tuple[int, str, str]]:
    """What is found in a row of exchanges: which of them is odd, where, and what was observed."""
    keys = Keys()
    found = [odd for one in exchanges for odd in keys.read(one)]
    return [(exchanges.index(one), deviation.place, deviation.observed) for one, deviation in found]


LATER = keyed("later", at=100.0)
HEADER = "request header Idempotency-Key"


@pytest.mark.parametrize(
    "exchanges",
    [
        (keyed("a"), keyed("b")),
        (keyed("a"), keyed("a", replayed=True)),
        (keyed("a"), keyed("a", 409, CONFLICT, sent={"title": "y"})),
        (keyed("a", 400, envelope("VALIDATION_INVALID_PARAMETER")), keyed("a", replayed=True), LATER),
        (keyed("a", 409, IN_PROGRESS), LATER),
        (keyed("a", 409, envelope("RESOURCE_CONFLICT")), LATER),
        (keyed("a", 400, CONFLICT), LATER),
    ],
)
def test_keys_that_are_used_as_documented_are_in_order(exchanges: tuple[Exchange, ...]) -> None:
    assert read(*exchanges) == []


@pytest.mark.parametrize(
    ("one", "observed"),
    [
        (keyed("a", replayed=True), "a replay"),
        (keyed("a", 409, CONFLICT), "refused with 409 IDEMPOTENCY_KEY_CONFLICT"),
    ],
)
def test_a_new_key_that_is_taken_for_an_old_one_is_found(one: Exchange, observed: str) -> None:
    """It is said as soon as the next answer tells that no other request with the key was under way."""
    keys = Keys()
    assert keys.read(one) == []
    ((odd, deviation),) = keys.read(LATER)
    assert (odd, deviation.place, deviation.observed) == (one, HEADER, observed)
    assert (deviation.kind, deviation.severity, deviation.expected) == ("replay", "breaking", "taken for a new key")
    assert keys.read(LATER) == []


def test_a_request_that_was_sent_more_than_once_may_be_a_replay() -> None:
    """The first attempt was lost on its way back."""
    assert read(replace(keyed("a", replayed=True), attempts=2), LATER) == []


@pytest.mark.parametrize(
    ("first", "odd"),
    [
        (keyed("a", at=10.0, took=1.0), []),
        (keyed("a", at=11.2, took=1.0), []),
        (keyed("a", at=11.4, took=1.0), [(0, HEADER, "a replay")]),
        (keyed("b", at=10.0, took=1.0), [(0, HEADER, "a replay")]),
    ],
)
def test_two_requests_under_way_at_once_are_answered_in_any_order(first: Exchange, odd: list[Any]) -> None:
    """The replay may come before the first answer, if the first was sent before the replay had come."""
    assert read(keyed("a", replayed=True, at=11.0, took=0.25), first, LATER) == odd


def test_after_two_under_way_at_once_nothing_is_held_against_the_key() -> None:
    """Which of both was the first answer, nobody knows."""
    replay = keyed("a", replayed=True, at=11.0)
    assert read(replay, keyed("a", at=11.0), keyed("a", 201, {**BODY, "id": "x"}, replayed=True, at=50.0)) == []


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"id": "req_other"}, 1),
        ({"challengeId": "ch_1"}, 1),
        ({"createdAt": "2026-04-08T10:00:01Z"}, 1),
        ({"createdAt": "2026-04-08T12:00:00+02:00"}, 0),
        ({"more": None}, 0),
    ],
)
def test_a_replay_says_what_the_first_answer_said(change: dict[str, Any], places: int) -> None:
    """What is null may as well be left out, and a moment be written in another way."""
    found = read(keyed("a"), keyed("a", body={**BODY, **change}, replayed=True))
    assert [(index, place) for index, place, _ in found] == [(1, "response 201 body")] * places


def test_what_is_null_may_be_left_out_of_a_replay() -> None:
    left_out = {name: value for name, value in BODY.items() if value is not None}
    assert read(keyed("a"), keyed("a", body=left_out, replayed=True)) == []


@pytest.mark.parametrize(
    "again",
    [
        keyed("a", body={**BODY, "id": "x"}),
        keyed("a", 500, {"id": "x"}, replayed=True),
        keyed("a", 409, IN_PROGRESS),
        keyed("a", body={**BODY, "id": "x"}, replayed=True, sent={"title": "y"}),
        keyed("a", body={**BODY, "id": "x"}, replayed=True, path={"client_id": "Other001"}),
    ],
)
def test_what_is_no_replay_of_the_same_request_is_left_alone(again: Exchange) -> None:
    """What a key does with another body or on another path is for other rules, or published nowhere."""
    assert read(keyed("a"), again) == []


def test_every_replay_is_held_against_the_first_answer() -> None:
    other = keyed("a", body={**BODY, "id": "x"}, replayed=True)
    assert [index for index, _, _ in read(keyed("a"), keyed("a", replayed=True), other)] == [2]


def test_a_forgotten_key_is_known_but_its_answer_is_not() -> None:
    """Nobody knows what came of a request, so that a replay may say anything and the key is not new."""
    keys = Keys()
    keys.read(keyed("a"))
    keys.forget()
    other = keyed("a", body={**BODY, "id": "x"}, replayed=True)
    assert [*keys.read(other), *keys.read(LATER)] == []


@pytest.mark.parametrize(
    "one",
    [
        replace(keyed("a", replayed=True), authentic=False),
        replace(keyed("a", replayed=True), operation=None),
        exchange("createProductionTest", 201, BODY, sent=SENT, headers=REPLAYED),
        exchange("updateApp", 200, {}, sent={"name": "x"}, request_headers={"Idempotency-Key": "a"}),
    ],
)
def test_a_request_without_a_key_of_the_run_is_not_about_keys(one: Exchange) -> None:
    """Another operation takes no key, and a request without the key of the run is not answered for it."""
    keys = Keys()
    assert not keys.is_about(one)
    assert [*keys.read(one), *keys.read(LATER)] == []
    assert keys.is_about(LATER)


def test_an_answer_without_a_key_in_between_does_not_hide_what_is_odd() -> None:
    between = exchange("listApps", 200, sample("AppPage"))
    assert read(keyed("a", replayed=True), between, LATER) == [(0, HEADER, "a replay")]


def test_an_odd_answer_after_it_does_not_hide_what_is_odd() -> None:
    other = keyed("b", body={**BODY, "id": "x"}, replayed=True, at=50.0)
    found = read(keyed("b"), keyed("a", replayed=True), other)
    assert [(index, place) for index, place, _ in found] == [(1, HEADER), (2, "response 201 body")]


@pytest.mark.parametrize(
    ("row", "words", "since"),
    [
        (
            (keyed("a", replayed=True), LATER),
            ("taken for a new key", "a replay"),
            "since no request had this key before",
        ),
        (
            (keyed("a"), keyed("a", body={**BODY, "id": "x"}, replayed=True)),
            (f"'{BODY['id']}' at /id", "'x' at /id"),
            "as in the first answer to the same key",
        ),
    ],
)
def test_what_is_odd_about_a_key_is_said_with_the_promise_that_it_breaks(
    row: tuple[Exchange, ...], words: tuple[str, str], since: str
) -> None:
    keys = Keys()
    ((_, odd),) = [found for one in row for found in keys.read(one)]
    promise = f"{SPEC.operations['createProductionTest'].pointer}/x-idempotency"
    assert (odd.kind, odd.severity, odd.expected, odd.observed) == ("replay", "breaking", *words)
    assert (odd.pointer, odd.since) == (promise, since)


def test_nothing_is_said_of_keys_beyond_those_that_are_kept() -> None:
    """Of a key whose first answer was not kept nobody knows whether it is new."""
    kept = [keyed(str(number)) for number in range(MOST_KEYS)]
    beyond = keyed("beyond"), keyed("beyond", replayed=True), LATER
    assert read(*kept, *beyond) == []
    assert read(*kept[:-1], beyond[1], LATER) == [(MOST_KEYS - 1, HEADER, "a replay")]
