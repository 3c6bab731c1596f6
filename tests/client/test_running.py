"""A production test from its creation to its report, in one call or in steps."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hopae_connect import AmbiguousMatchError, BadRequestError, HopaeConnect, NotFoundError, Progress, WaitTimeoutError

from contract_tests.mock import load_spec
from tests.client.conftest import KEY, Connected, Mock, Serve
from tests.client.servers import Server, answer, answers

EXAMPLES = load_spec()["components"]["examples"]
REQUEST: dict[str, Any] = EXAMPLES["ProductionTestRequest"]["value"]
ACTIVE: dict[str, Any] = EXAMPLES["ProductionTestReport"]["value"]
REPORT: dict[str, Any] = copy.deepcopy(ACTIVE)
REPORT["challenge"]["isActive"] = False
CREATED = answer(201, REQUEST)
REPLAYED = answer(201, REQUEST, "Idempotency-Replayed: true")
SHORT: dict[str, Any] = {"timeout": 5.0, "poll_interval": 0.01}


def challenge(identifier: str) -> dict[str, Any]:
    """Return an item that could be what the example request has become."""
    item: dict[str, Any] = copy.deepcopy(EXAMPLES["ProductionTestList"]["value"][0])
    own = {"id": identifier, "title": REQUEST["payload"]["title"], "createdAt": REQUEST["createdAt"]}
    item["challenge"].update(own)
    return item


def listed(*identifiers: str) -> bytes:
    return answer(200, [challenge(one) for one in identifiers])


def run(connected: Connected, url: str, **options: Any) -> Any:
    arguments = {"title": "BankID SE Test", **SHORT, **options}
    return connected(lambda connect: connect.production_tests.run("FK5b0KSM", **arguments), url)


def targets(server: Server) -> list[str]:
    return [b" ".join(request.split(b" ")[:2]).decode().replace("/apps/FK5b0KSM", "") for request in server.requests]


def test_in_one_call(mock: Mock, connected: Connected) -> None:
    seen: list[Progress] = []
    arguments = {"title": "To the end", "max_stamps": 2, "poll_interval": 0.01, "on_progress": seen.append}
    report = connected(
        lambda connect: connect.production_tests.run("Shop0001", **arguments), mock.base_url, api_key=mock.key
    )
    assert (report.challenge.title, report.stats.total_claims, seen[-1].state) == ("To the end", 2, "finished")


def test_in_steps(mock: Mock) -> None:
    with HopaeConnect(mock.key, base_url=mock.base_url) as connect:
        tests = connect.production_tests
        created = tests.create("Shop0001", title="In steps", max_stamps=2)
        settled = tests.wait_settled("Shop0001", created, **SHORT)
        report = tests.wait_finished("Shop0001", created, settled=settled, **SHORT)
        assert report == tests.get_report("Shop0001", settled.id)


@pytest.mark.parametrize(
    ("options", "created"),
    [({}, CREATED), ({"idempotency_key": "mine"}, CREATED), ({}, REPLAYED)],
    ids=["a new key", "a key of one's own", "a creation whose first answer was lost"],
)
def test_what_was_there_before_is_not_taken_for_it(
    serve_behaviour: Serve, connected: Connected, options: dict[str, Any], created: bytes
) -> None:
    old, new = "ch_old", "ch_new"
    server = serve_behaviour(answers(listed(old), created, listed(old), listed(old, new), answer(200, REPORT)))
    run(connected, server.url, **options)
    base = "/production-tests"
    polls = [f"GET {base}", f"POST {base}", f"GET {base}", f"GET {base}"]
    assert targets(server) == [*polls, f"GET {base}/ch_new/report"]


def test_waiting_alone_cannot_tell_them_apart(serve_behaviour: Serve) -> None:
    server = serve_behaviour(answers(CREATED, listed("ch_old", "ch_new")))
    with HopaeConnect(KEY, base_url=server.url) as connect:
        created = connect.production_tests.create("FK5b0KSM", title="BankID SE Test")
        with pytest.raises(AmbiguousMatchError):
            connect.production_tests.wait_finished("FK5b0KSM", created, **SHORT)


def test_a_run_goes_on_with_its_key(serve_behaviour: Serve, connected: Connected) -> None:
    first = serve_behaviour(answers(listed(), CREATED, listed()))
    with pytest.raises(WaitTimeoutError) as caught:
        run(connected, first.url, timeout=0.3)
    key = caught.value.idempotency_key
    assert f"Idempotency-Key: {key}".encode() in first.requests[1]
    again = serve_behaviour(answers(listed("ch_new"), REPLAYED, listed("ch_new"), answer(200, REPORT)))
    assert run(connected, again.url, idempotency_key=key).challenge.is_active is False
    assert again.requests[1].partition(b"\r\n\r\n")[2] == first.requests[1].partition(b"\r\n\r\n")[2]
    assert f"Idempotency-Key: {key}".encode() in again.requests[1]


def test_each_run_has_a_key_of_its_own(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(listed(), answer(400), listed(), answer(400)))
    keys = set()
    for _ in range(2):
        with pytest.raises(BadRequestError) as caught:
            run(connected, server.url)
        keys.add(caught.value.idempotency_key)
    assert len(keys) == 2


def test_a_run_ends_at_its_limit(serve_behaviour: Serve, connected: Connected) -> None:
    """It does not wait for the end of a challenge in which all have taken part that were asked for."""
    reports = [answer(200, {**ACTIVE, "stats": {**ACTIVE["stats"], "totalClaims": claims}}) for claims in (2, 3)]
    server = serve_behaviour(answers(listed(), CREATED, listed("ch_new"), *reports))
    seen: list[Progress] = []
    report = run(connected, server.url, on_progress=seen.append)
    assert (report.stats.total_claims, report.challenge.is_active) == (3, True)
    assert [(one.state, one.value, one.limit) for one in seen[1:]] == [("active", 2, 3), ("finished", 3, 3)]


def test_nothing_is_created_where_the_list_is_refused(mock: Mock, connected: Connected) -> None:
    with pytest.raises(NotFoundError) as caught:
        connected(
            lambda connect: connect.production_tests.run("Unknown1", title="A test"), mock.base_url, api_key=mock.key
        )
    assert caught.value.method == "GET"
