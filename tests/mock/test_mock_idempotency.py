import asyncio
from collections.abc import Callable

import httpx
import pytest

from tests.mock.conftest import APP, OTHER_APP, TESTS, Clock, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
BODY = {"title": "Once", "maxStamps": 2}
KEY = {"Idempotency-Key": "key-1"}
CONFLICT = (409, "IDEMPOTENCY_KEY_CONFLICT")
IN_PROGRESS = (409, "IDEMPOTENCY_REQUEST_IN_PROGRESS")
LIFETIME_SECONDS = 24 * 3600


def created_since(client: httpx.Client, before: int) -> int:
    return len(client.get(TESTS).json()) - before


def test_a_replay_is_the_original_response_and_says_so(own: httpx.Client, clock: Clock) -> None:
    before = len(own.get(TESTS).json())
    original = own.post(TESTS, json=BODY, headers=KEY)
    clock.seconds += 60
    replay = own.post(TESTS, json=BODY, headers=KEY)
    assert (replay.status_code, replay.content) == (original.status_code, original.content)
    assert replay.headers["location"] == original.headers["location"]
    assert "idempotency-replayed" not in original.headers
    assert replay.headers["idempotency-replayed"] == "true"
    assert created_since(own, before) == 1


def test_a_body_in_another_order_is_identical(own: httpx.Client) -> None:
    own.post(TESTS, json=BODY, headers=KEY)
    replay = own.post(TESTS, content=b'{ "maxStamps": 2, "title": "Once" }', headers=KEY)
    assert replay.headers["idempotency-replayed"] == "true"


def test_a_key_with_another_body_is_a_conflict(own: httpx.Client, problem: Problem) -> None:
    own.post(TESTS, json=BODY, headers=KEY)
    before = len(own.get(TESTS).json())
    assert problem(own.post(TESTS, json={**BODY, "maxStamps": 3}, headers=KEY)) == CONFLICT
    assert created_since(own, before) == 0


def test_a_key_on_another_path_is_a_conflict(own: httpx.Client, problem: Problem) -> None:
    own.post(TESTS, json=BODY, headers=KEY)
    response = own.post(f"/apps/{OTHER_APP}/production-tests", json=BODY, headers=KEY)
    assert problem(response) == CONFLICT


def test_requests_without_a_key_create_one_thing_each(own: httpx.Client) -> None:
    before = len(own.get(TESTS).json())
    responses = [own.post(TESTS, json=BODY) for _ in range(2)]
    assert len({response.json()["id"] for response in responses}) == 2
    assert created_since(own, before) == 2


def test_a_key_lives_for_24_hours(own: httpx.Client, clock: Clock) -> None:
    original = own.post(TESTS, json=BODY, headers=KEY)
    clock.seconds += LIFETIME_SECONDS - 1
    assert own.post(TESTS, json=BODY, headers=KEY).headers["idempotency-replayed"] == "true"
    clock.seconds += 1
    renewed = own.post(TESTS, json={"title": "Another"}, headers=KEY)
    assert (renewed.status_code, "idempotency-replayed" in renewed.headers) == (201, False)
    assert renewed.json()["id"] != original.json()["id"]


def test_a_refused_request_is_not_remembered(own: httpx.Client) -> None:
    assert own.post(TESTS, json={"title": "t", "providerIds": ["passport"]}, headers=KEY).status_code == 400
    assert own.post(TESTS, json=BODY, headers=KEY).status_code == 201


@pytest.mark.parametrize(("length", "status"), [(255, 201), (256, 400)])
def test_a_key_has_at_most_255_characters(client: httpx.Client, length: int, status: int) -> None:
    response = client.post(TESTS, json=BODY, headers={"Idempotency-Key": "k" * length})
    assert response.status_code == status


def test_concurrent_requests_with_one_key_create_one_thing(serve_mock: ServeMock, problem: Problem) -> None:
    client = serve_mock(create_seconds=0.2)
    before = len(client.get(TESTS).json())

    async def post_all() -> list[httpx.Response]:
        async with httpx.AsyncClient(base_url=client.base_url, headers=client.headers, trust_env=False) as racing:
            same = [racing.post(TESTS, json=BODY, headers=KEY) for _ in range(5)]
            other = racing.post(TESTS, json={"title": "Another"}, headers={"Idempotency-Key": APP})
            return await asyncio.gather(*same, other)

    *same, other = asyncio.run(post_all())
    created = [response for response in same if response.status_code == 201]
    refused = [response for response in same if response.status_code != 201]
    assert len({response.json()["id"] for response in created}) == 1
    assert [problem(response) for response in refused] == [IN_PROGRESS] * 4
    assert other.status_code == 201
    assert created_since(client, before) == 2
    assert client.post(TESTS, json=BODY, headers=KEY).content == created[0].content
