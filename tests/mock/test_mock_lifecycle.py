from collections.abc import Callable
from typing import Any

import httpx

from contract_tests.mock import FAILURE_MARKER, MockOptions
from tests.mock.conftest import NEW_APP, OTHER_APP, TESTS, Clock, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
SETTLE_SECONDS = MockOptions().settle_seconds
CLAIM_SECONDS = MockOptions().claim_interval_seconds
LIFETIME_SECONDS = MockOptions().challenge_lifetime_seconds


def last_item(client: httpx.Client) -> Any:
    return client.get(TESTS).json()[-1]


def create(client: httpx.Client, **body: Any) -> Any:
    return client.post(TESTS, json={"title": "Lifecycle", **body}).json()


def report(client: httpx.Client) -> Any:
    return client.get(f"{TESTS}/{last_item(client)['challenge']['id']}/report").json()


def test_a_created_request_is_listed_as_it_was_answered(own: httpx.Client) -> None:
    created = create(own)
    assert last_item(own) == {"type": "request", "challenge": None, "request": created}


def test_a_request_becomes_a_challenge_when_it_has_settled(own: httpx.Client, clock: Clock) -> None:
    created = create(own, description="What for")
    clock.seconds += SETTLE_SECONDS - 0.01
    assert last_item(own)["type"] == "request"
    clock.seconds += 0.01
    item = last_item(own)
    challenge_id = item["challenge"].pop("id")
    assert challenge_id.startswith("ch_")
    assert challenge_id.removeprefix("ch_") != created["id"].removeprefix("req_")
    assert item == {
        "type": "challenge",
        "challenge": {
            "title": "Lifecycle",
            "description": "What for",
            "expiresAt": "2026-04-15T08:00:01.000Z",
            "createdAt": "2026-04-08T08:00:01.000Z",
            "completedAt": None,
            "isActive": True,
            "challengeMode": "stamp",
            "sponsor": None,
            "sources": None,
        },
        "request": None,
    }


def test_a_challenge_keeps_its_id(own: httpx.Client, clock: Clock) -> None:
    create(own)
    clock.seconds += SETTLE_SECONDS
    first = last_item(own)["challenge"]["id"]
    clock.seconds += 60
    assert last_item(own)["challenge"]["id"] == first


def test_a_challenge_that_is_not_scheduled_has_no_report(serve_mock: ServeMock, problem: Problem, clock: Clock) -> None:
    client = serve_mock()
    create(client)
    clock.seconds += SETTLE_SECONDS
    challenge_id = last_item(client)["challenge"]["id"]
    clock.seconds -= 0.01
    assert problem(client.get(f"{TESTS}/{challenge_id}/report")) == (404, "RESOURCE_NOT_FOUND")


def test_a_request_whose_scheduling_fails_stays_a_request(own: httpx.Client, clock: Clock) -> None:
    created = create(own, title=f"Please fail, {FAILURE_MARKER}")
    assert created["status"] == "pending"
    clock.seconds += SETTLE_SECONDS
    failed = {**created, "status": "failed"}
    assert last_item(own) == {"type": "request", "challenge": None, "request": failed}


def test_a_report_starts_without_claims(own: httpx.Client, clock: Clock) -> None:
    create(own, providerIds=["bankidse"])
    clock.seconds += SETTLE_SECONDS
    breakdown = [{"providerId": "bankidse", "providerName": "BankID SE", "claimCount": 0}]
    stats = {"totalParticipations": 0, "totalClaims": 0, "providerBreakdown": breakdown}
    assert report(own) == {"challenge": last_item(own)["challenge"], "stats": stats}


def test_claims_grow_up_to_the_limit_and_add_up_by_provider(own: httpx.Client, clock: Clock) -> None:
    create(own, providerIds=["bankidse", "mitid"], maxStamps=5)
    clock.seconds += SETTLE_SECONDS
    totals = []
    for _ in range(8):
        stats = report(own)["stats"]
        totals.append(stats["totalClaims"])
        assert sum(provider["claimCount"] for provider in stats["providerBreakdown"]) == stats["totalClaims"]
        assert stats["totalClaims"] <= stats["totalParticipations"]
        clock.seconds += CLAIM_SECONDS
    assert totals == [0, 1, 2, 3, 4, 5, 5, 5]


def test_the_last_stamp_completes_the_challenge(own: httpx.Client, clock: Clock) -> None:
    create(own, maxStamps=2)
    clock.seconds += SETTLE_SECONDS + 2 * CLAIM_SECONDS - 0.01
    assert (report(own)["challenge"]["completedAt"], report(own)["challenge"]["isActive"]) == (None, True)
    clock.seconds += 60
    challenge = report(own)["challenge"]
    assert (challenge["completedAt"], challenge["isActive"]) == ("2026-04-08T08:00:02.000Z", False)


def test_a_limit_of_three_is_reached_within_seconds(own: httpx.Client, clock: Clock) -> None:
    create(own)
    clock.seconds += 3
    assert report(own)["stats"]["totalClaims"] == 3


def test_a_challenge_expires_with_stamps_left(own: httpx.Client, clock: Clock) -> None:
    create(own, maxStamps=10**9)
    clock.seconds += SETTLE_SECONDS + LIFETIME_SECONDS - 0.01
    assert report(own)["challenge"]["isActive"] is True
    clock.seconds += 0.01
    expired = report(own)
    assert (expired["challenge"]["isActive"], expired["challenge"]["completedAt"]) == (False, None)
    clock.seconds += 3600
    assert report(own) == expired


def test_a_test_of_no_providers_gets_no_claims(own: httpx.Client, clock: Clock) -> None:
    create(own, providerIds=[])
    clock.seconds += SETTLE_SECONDS + 60
    stats = {"totalParticipations": 0, "totalClaims": 0, "providerBreakdown": []}
    assert report(own)["stats"] == stats


def test_an_app_lists_only_its_own_tests(own: httpx.Client) -> None:
    before = own.get(f"/apps/{OTHER_APP}/production-tests").json()
    create(own)
    assert own.get(f"/apps/{OTHER_APP}/production-tests").json() == before


def test_the_seed_shows_every_state(own: httpx.Client) -> None:
    def state(item: Any) -> tuple[str, Any, bool]:
        if item["type"] == "request":
            return "request", item["request"]["status"], False
        return "challenge", item["challenge"]["completedAt"] is not None, item["challenge"]["isActive"]

    expected = [
        ("challenge", True, False),
        ("challenge", False, False),
        ("challenge", True, False),
        ("challenge", True, False),
        ("request", "failed", False),
        ("challenge", False, True),
    ]
    assert [state(item) for item in own.get(TESTS).json()] == expected
    assert own.get(f"/apps/{NEW_APP}/production-tests").json() == []


def test_the_seeded_complete_challenge_is_at_its_limit(own: httpx.Client) -> None:
    complete = own.get(TESTS).json()[3]["challenge"]
    stats = own.get(f"{TESTS}/{complete['id']}/report").json()["stats"]
    assert (complete["completedAt"] is not None, stats["totalClaims"]) == (True, 3)


def test_the_seed_is_always_the_same(serve_mock: ServeMock) -> None:
    first, second = serve_mock(), serve_mock()
    for path in ("/apps?limit=100", TESTS, f"/apps/{OTHER_APP}/production-tests"):
        assert first.get(path).content == second.get(path).content
