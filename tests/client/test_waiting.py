from __future__ import annotations

import asyncio
import copy
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hopae_connect import (
    AmbiguousMatchError,
    APIResponseValidationError,
    AuthenticatedClient,
    InternalServerError,
    NotFoundError,
    Progress,
    WaitFailedError,
    WaitTimeoutError,
)
from hopae_connect.api.apps import list_apps
from hopae_connect.api.production_tests import create_production_test, get_production_test_report
from hopae_connect.models import Challenge, ProductionTestCreate, ProductionTestRequest

from contract_tests.mock import FAILURE_MARKER, load_spec
from tests.client.conftest import Call, Connect, Mock, Serve
from tests.client.servers import Connection, answer, answers

EXAMPLES = load_spec()["components"]["examples"]
REQUEST: dict[str, Any] = EXAMPLES["ProductionTestRequest"]["value"]
CREATED = ProductionTestRequest.from_dict(REQUEST)
PENDING = {"type": "request", "challenge": None, "request": REQUEST}
SHORT: dict[str, Any] = {"timeout": 5.0, "poll_interval": 0.01}


def challenge(identifier: str, **fields: Any) -> dict[str, Any]:
    """Return an item with the challenge that the request becomes, unless the fields differ."""
    example = copy.deepcopy(EXAMPLES["ProductionTestList"]["value"][0])
    own = {"id": identifier, "title": "BankID SE Test", "createdAt": "2026-04-08T10:00:01.000Z"}
    example["challenge"].update(own | fields)
    result: dict[str, Any] = example
    return result


@pytest.fixture
def settle(serve_behaviour: Serve, connect: Connect, call: Call) -> Callable[..., Challenge]:
    """Wait for the example request with a server that gives one list after the other."""

    def settle(*lists: list[dict[str, Any]], **options: Any) -> Challenge:
        client = connect(serve_behaviour(answers(*(answer(200, one) for one in lists))).url)
        arguments = {"client_id": "FK5b0KSM", "created": CREATED, **SHORT, **options}
        settled: Challenge = call("wait_settled", create_production_test, client, **arguments)
        return settled

    return settle


Settle = Callable[..., Challenge]


def create(client: AuthenticatedClient, title: str) -> ProductionTestRequest:
    body = ProductionTestCreate(title=title, max_stamps=2)
    return create_production_test.sync("Shop0001", client=client, body=body)


def test_from_request_to_challenge_to_report(client: AuthenticatedClient, call: Call) -> None:
    began, created = time.monotonic(), create(client, "To the end")
    seen: list[Progress] = []
    arguments = {"client_id": "Shop0001", "created": created, **SHORT, "on_progress": seen.append}
    settled = call("wait_settled", create_production_test, client, **arguments)
    report = call("wait_finished", create_production_test, client, **arguments, settled=settled)
    assert (settled.title, report.challenge.id, report.stats.total_claims) == ("To the end", settled.id, 2)
    assert (seen[-1].state, seen[-1].value, seen[-1].limit) == ("finished", 2, 2)
    assert all(0 < one.elapsed < time.monotonic() - began for one in seen)


def test_progress_is_told_after_every_poll(settle: Settle) -> None:
    seen: list[Progress] = []
    settle([PENDING], [], [challenge("ch_own")], on_progress=seen.append)
    assert [one.state for one in seen] == ["pending", "settling", "settled"]


def test_all_the_way_in_one_call(client: AuthenticatedClient, call: Call) -> None:
    arguments = {"client_id": "Shop0001", "created": create(client, "At once"), **SHORT}
    assert call("wait_finished", create_production_test, client, **arguments).stats.total_claims == 2


def test_challenge_that_ends_before_its_limit(serve_mock: Callable[..., Mock], connect: Connect, call: Call) -> None:
    mock = serve_mock(challenge_lifetime_seconds=0.2, claim_interval_seconds=3600.0)
    client = connect(mock.base_url, api_key=mock.key)
    arguments = {"client_id": "Shop0001", "created": create(client, "Too short"), **SHORT}
    report = call("wait_finished", create_production_test, client, **arguments)
    assert (report.stats.total_claims, report.challenge.is_active) == (0, False)


def test_request_that_fails(client: AuthenticatedClient, call: Call) -> None:
    arguments = {"client_id": "Shop0001", "created": create(client, FAILURE_MARKER), **SHORT}
    with pytest.raises(WaitFailedError) as caught:
        call("wait_settled", create_production_test, client, **arguments)
    assert caught.value.status == "failed"
    assert str(caught.value) == f"{arguments['created'].id} is failed"


def test_deadline(settle: Settle) -> None:
    with pytest.raises(WaitTimeoutError, match=r"not come within 0\.2 seconds"):
        settle([PENDING], timeout=0.2)


def test_deadline_that_has_passed_before_the_first_poll(settle: Settle) -> None:
    with pytest.raises(WaitTimeoutError, match=r"not come within 0 seconds$"):
        settle([challenge("ch_own")], timeout=0.0)


def test_deadline_while_the_server_says_nothing(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    client = connect(serve_behaviour(lambda connection, number: connection.hang()).url, max_retries=9)
    arguments = {"client_id": "FK5b0KSM", "created": CREATED, "timeout": 0.3}
    with pytest.raises(WaitTimeoutError):
        call("wait_settled", create_production_test, client, **arguments)


def test_same_title_from_before_is_another_challenge(settle: Settle) -> None:
    old = challenge("ch_old", createdAt="2026-04-07T10:00:00.000Z")
    assert settle([old], [old, challenge("ch_new")]).id == "ch_new"


def test_same_title_that_came_while_the_request_was_pending_is_another_challenge(settle: Settle) -> None:
    other = challenge("ch_other")
    assert settle([PENDING, other], [other], [other, challenge("ch_own")]).id == "ch_own"


def test_what_a_list_leaves_out_for_a_while_stays_another_challenge(settle: Settle) -> None:
    """Such as the first page of several, of which the other challenge is on the second for once."""
    other = challenge("ch_other")
    assert settle([PENDING, other], [PENDING], [other], [other, challenge("ch_own")]).id == "ch_own"


def test_other_titles_are_other_challenges(settle: Settle) -> None:
    other = challenge("ch_other", title="Other")
    assert settle([other], [other, challenge("ch_own")]).id == "ch_own"


def test_contract_that_names_no_time_of_creation_is_waited_with(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What carries the values, and came when nothing was pending any more, is what was waited for."""
    untimed = create_production_test.LIFECYCLE._replace(created_at=None)
    monkeypatch.setattr(create_production_test, "LIFECYCLE", untimed)
    old = challenge("ch_old")
    assert settle([PENDING, old], [old, challenge("ch_own", createdAt="2026-04-07T10:00:00.000Z")]).id == "ch_own"


@pytest.mark.parametrize("moment", ["2026-04-08T09:59:58.000Z", "2026-04-08T09:59:55.000Z"])
def test_clock_that_is_a_little_behind(settle: Settle, moment: str) -> None:
    older = challenge("ch_older", createdAt="2026-04-08T09:59:54.999Z")
    assert settle([older, challenge("ch_own", createdAt=moment)]).id == "ch_own"


def test_two_that_fit_are_an_error_and_no_guess(settle: Settle) -> None:
    with pytest.raises(AmbiguousMatchError) as caught:
        settle([challenge("ch_1"), challenge("ch_2")])
    assert caught.value.candidates == ["ch_1", "ch_2"]
    assert str(caught.value) == f"2 items could be what {CREATED.id} has become"


def test_name_of_the_challenge_settles_what_is_ambiguous(settle: Settle) -> None:
    named = {**PENDING, "request": {**REQUEST, "status": "scheduled", "challengeId": "ch_2"}}
    both = [challenge("ch_1"), challenge("ch_2")]
    assert settle([named], [named, *both]).id == "ch_2"
    assert settle([named], both).id == "ch_2"


def test_unknown_items_are_passed_over(settle: Settle) -> None:
    assert settle([{"type": "campaign", "id": 1}, challenge("ch_own")]).id == "ch_own"


LOST = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n"
OUTAGES = [
    [answer(503)] * 12,
    [answer(429, {}, "Retry-After: 0")] * 6,
    [answer(408)] * 6,
    [LOST] * 6,
    [answer(200, b"<html>We are back soon</html>")] * 6,
    [answer(502), LOST, answer(500), answer(429), answer(504), LOST],
]


@pytest.mark.parametrize("outage", OUTAGES, ids=["503", "429", "408", "lost", "a page", "all of them"])
@pytest.mark.parametrize("max_retries", [0, 2])
def test_outage_is_outlived(
    serve_behaviour: Serve, connect: Connect, call: Call, outage: list[bytes], max_retries: int
) -> None:
    """A wait goes on through any number of polls that fail, as long as its own time lasts."""
    client = connect(serve_behaviour(answers(*outage, answer(200, [challenge("ch_own")]))).url, max_retries=max_retries)
    arguments = {"client_id": "FK5b0KSM", "created": CREATED, "timeout": 60.0, "poll_interval": 0.002}
    assert call("wait_settled", create_production_test, client, **arguments).id == "ch_own"


def test_outage_is_outlived_while_waiting_for_the_end(
    serve_mock: Callable[..., Mock], serve_behaviour: Serve, connect: Connect, call: Call
) -> None:
    """So does the second half of a wait, which reads the report."""
    mock = serve_mock()
    direct = connect(mock.base_url, api_key=mock.key)
    created = create(direct, "Through an outage")
    settled = create_production_test.wait_settled("Shop0001", created, client=direct, **SHORT)
    create_production_test.wait_finished("Shop0001", created, client=direct, settled=settled, **SHORT)
    report = get_production_test_report.sync("Shop0001", settled.id, client=direct).to_dict()
    client = connect(serve_behaviour(answers(*[answer(503)] * 6, answer(200, report))).url)
    arguments = {"client_id": "Shop0001", "created": created, "settled": settled, "poll_interval": 0.002}
    assert call("wait_finished", create_production_test, client, **arguments).stats.total_claims == 2


def test_poll_that_fails_is_missed_and_not_repeated(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """Whatever the retries of the client are; its progress is told as well."""
    unavailable = answer(503, {}, "Retry-After: 0")
    polls = answers(unavailable, unavailable, answer(200, [challenge("ch_own")]))
    client = connect(serve_behaviour(polls).url, max_retries=2)
    seen: list[Progress] = []
    arguments = {"client_id": "FK5b0KSM", "created": CREATED, **SHORT, "on_progress": seen.append}
    call("wait_settled", create_production_test, client, **arguments)
    assert [one.state for one in seen] == ["settling", "settling", "settled"]


def test_what_is_not_known_yet_is_not_told(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """As long as no report was read, there is no progress to tell."""
    report = EXAMPLES["ProductionTestReport"]["value"]
    report = {**report, "challenge": {**report["challenge"], "isActive": False}}
    client = connect(serve_behaviour(answers(answer(503), answer(200, report))).url)
    seen: list[Progress] = []
    settled = Challenge.from_dict(report["challenge"])
    arguments = {"client_id": "FK5b0KSM", "created": CREATED, "settled": settled, **SHORT, "on_progress": seen.append}
    call("wait_finished", create_production_test, client, **arguments)
    assert [(one.state, one.value) for one in seen] == [("finished", 2)]


def test_list_that_breaks_the_contract_is_raised_at_once(settle: Settle) -> None:
    with pytest.raises(APIResponseValidationError):
        settle({})


@pytest.mark.slow
def test_outage_that_stays_ends_the_wait_in_time(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """At its own deadline the wait ends, and says what the last poll ran into."""
    server = serve_behaviour(answers(answer(503)))
    arguments = {"client_id": "FK5b0KSM", "created": CREATED, "timeout": 2.0, "poll_interval": 0.01}
    with pytest.raises(WaitTimeoutError, match=r"within 2 seconds; the last poll failed: GET .*: 503$") as caught:
        call("wait_settled", create_production_test, connect(server.url, max_retries=2), **arguments)
    assert isinstance(caught.value.__cause__, InternalServerError)
    assert len(server.requests) > 4


def test_answer_that_asks_to_wait_beyond_the_deadline_ends_the_wait_at_it(
    serve_behaviour: Serve, connect: Connect, call: Call
) -> None:
    client = connect(serve_behaviour(answers(answer(503, {}, "Retry-After: 3600"))).url)
    began = time.monotonic()
    with pytest.raises(WaitTimeoutError):
        call("wait_settled", create_production_test, client, client_id="FK5b0KSM", created=CREATED, timeout=0.4)
    assert time.monotonic() - began < 60


def test_no_poll_waits_for_a_connection_beyond_the_deadline(serve_behaviour: Serve, connect: Connect) -> None:
    """Where every connection is taken, a wait still ends in time."""
    taken_by_a_call = threading.Event()

    def hang(connection: Connection, number: int) -> None:
        taken_by_a_call.set()
        connection.hang()

    client = connect(serve_behaviour(hang).url, limits=httpx.Limits(max_connections=1), timeout=60.0)

    async def scenario() -> None:
        taken = asyncio.create_task(list_apps.asyncio(client=client))
        assert await asyncio.to_thread(taken_by_a_call.wait, 30)
        began = time.monotonic()
        with pytest.raises(WaitTimeoutError):
            await create_production_test.await_settled("FK5b0KSM", CREATED, client=client, timeout=0.3)
        assert time.monotonic() - began < 30
        taken.cancel()
        await asyncio.wait([taken])

    asyncio.run(scenario())


ODD: list[Any] = [
    None,
    {"type": "challenge", "challenge": {"id": ["ch_odd"]}},
    {"type": "challenge", "challenge": {"id": "ch_odd", "title": "BankID SE Test"}},
    challenge("ch_odd", createdAt="yesterday"),
    challenge("ch_odd", createdAt=None),
    challenge("ch_odd", createdAt="2026-04-08T10:00:01"),
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_item_does_not_end_the_wait(settle: Settle, odd: Any) -> None:
    """An item that breaks the contract is passed over, since nobody knows when it was made."""
    assert settle([odd, PENDING], [odd], [odd, challenge("ch_own")]).id == "ch_own"
    assert settle([odd], [odd, challenge("ch_own")]).id == "ch_own"


def test_settled_thing_that_is_odd_itself_is_still_found(
    serve_behaviour: Serve, connect: Connect, call: Call, settle: Settle
) -> None:
    """What was waited for may break the contract in a field, and is returned with its data."""
    odd = challenge("ch_own", isActive="yes")
    assert settle([PENDING], [odd]).to_dict() == odd["challenge"]
    report = EXAMPLES["ProductionTestReport"]["value"]
    report = {**report, "challenge": {**report["challenge"], "isActive": False}}
    server = serve_behaviour(answers(answer(200, [odd]), answer(200, report)))
    arguments = {"client_id": "FK5b0KSM", "created": CREATED, **SHORT}
    assert not call("wait_finished", create_production_test, connect(server.url), **arguments).challenge.is_active
    assert server.requests[1].startswith(b"GET /apps/FK5b0KSM/production-tests/ch_own/")


def test_refusal_is_raised_at_once(client: AuthenticatedClient, call: Call) -> None:
    with pytest.raises(NotFoundError):
        call("wait_settled", create_production_test, client, client_id="Unknown1", created=CREATED)
