from __future__ import annotations

import pickle
from typing import Any

import httpx
import pytest
from hopae_connect import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    AuthenticatedClient,
    BadRequestError,
    ConflictError,
    HopaeConnectError,
    IdempotencyInProgressError,
    InternalServerError,
    InvalidArgumentError,
)
from hopae_connect._calls import call as send_request
from hopae_connect._http import no_answer
from hopae_connect._operations import Operation
from hopae_connect._retries import Retries, retry_after
from hopae_connect.api.production_tests import create_production_test, list_production_tests
from hopae_connect.models import ProductionTestCreate

from tests.client.conftest import Call, Connect, Mock, Serve
from tests.client.servers import Behaviour, Connection, answer, answers

GET: Operation[Any] = Operation("GET", "/things", dict)
POST: Operation[Any] = Operation("POST", "/things", dict)
NOW = "Fri, 20 Nov 2026 12:00:00 GMT"
BODY = ProductionTestCreate(title="A title")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": " 0 "}, 0.0),
        ({"Retry-After": "Fri, 20 Nov 2026 12:00:30 GMT", "Date": NOW}, 30.0),
        ({"Retry-After": "Fri, 20 Nov 2026 11:00:00 GMT", "Date": NOW}, 0.0),
        ({"Retry-After": "Fri, 20 Nov 2026 12:00:30 -0000", "Date": NOW}, 30.0),
        ({}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "Fri, 99 Nov 2026 12:00:30 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    encoded = httpx.Headers([(name.encode(), value.encode()) for name, value in headers.items()])
    assert retry_after(encoded) == seconds


def test_pauses_grow_and_end() -> None:
    retries = Retries(GET.request(), limit=6)
    pauses = [retries.delay_after_answer(503, httpx.Headers(), None) for _ in range(7)]
    bounds = [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]
    assert pauses.pop() is None
    assert all(pause and 0.75 * bound <= pause <= bound for pause, bound in zip(pauses, bounds, strict=True))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 520])
def test_retry_after_is_obeyed(status: int) -> None:
    headers = httpx.Headers({"Retry-After": "42"})
    assert Retries(GET.request(), limit=1).delay_after_answer(status, headers, None) == 42.0


@pytest.mark.parametrize("status", [200, 201, 302, 400, 401, 403, 404, 409, 418, 422])
def test_other_answers_stand(status: int) -> None:
    assert Retries(GET.request(), limit=1).delay_after_answer(status, httpx.Headers(), None) is None


def test_request_that_may_have_arrived_is_not_repeated_without_a_key() -> None:
    retries = Retries(POST.request(body={}), limit=1)
    assert retries.delay_after_answer(503, httpx.Headers({"Retry-After": "0"}), None) is None
    assert retries.delay_after_no_answer(no_answer(httpx.ReadTimeout(""))) is None
    assert retries.delay_after_no_answer(no_answer(httpx.RemoteProtocolError(""))) is None
    assert retries.delay_after_no_answer(no_answer(httpx.ConnectError(""))) is not None


def test_request_that_cannot_be_sent_is_not_repeated() -> None:
    assert Retries(GET.request(), limit=1).delay_after_no_answer(no_answer(httpx.UnsupportedProtocol(""))) is None


def test_operation_without_a_body_in_its_answer_returns_none(serve_behaviour: Serve, connect: Connect) -> None:
    delete: Operation[None] = Operation("DELETE", "/things/{id}", None)
    client = connect(serve_behaviour(answers(answer(204))).url)
    assert send_request(client, delete.request(path={"id": "a"})) is None


def key_of(request: bytes) -> str:
    (line,) = [line for line in request.split(b"\r\n") if line.lower().startswith(b"idempotency-key: ")]
    return line.partition(b": ")[2].decode()


def test_key_is_made_once_and_kept_over_all_attempts(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    server = serve_behaviour(answers(answer(503, {}, "Retry-After: 0")))
    client = connect(server.url, max_retries=2)
    for _ in range(2):
        call("sync_detailed", create_production_test, client, client_id="Shop0001", body=BODY)
    keys = [key_of(request) for request in server.requests]
    assert keys == [keys[0]] * 3 + [keys[3]] * 3
    assert keys[0] != keys[3]


def test_own_key_is_sent_as_it_is(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    server = serve_behaviour(answers(answer(400, {})))
    create, client = create_production_test, connect(server.url)
    call("sync_detailed", create, client, client_id="Shop0001", body=BODY, idempotency_key="my own")
    assert key_of(server.requests[0]) == "my own"


@pytest.mark.parametrize("key", ["", " ", " \t"])
def test_blank_key_is_not_sent(serve_behaviour: Serve, connect: Connect, call: Call, key: str) -> None:
    server = serve_behaviour(answers(answer(201, {})))
    arguments = {"client_id": "Shop0001", "body": BODY, "idempotency_key": key}
    with pytest.raises(InvalidArgumentError, match=r"^Idempotency-Key: "):
        call("sync", create_production_test, connect(server.url), **arguments)
    assert server.requests == []


FAILURES: dict[str, tuple[Behaviour, type[HopaeConnectError]]] = {
    "no answer": (lambda connection, number: connection.reset(), APIConnectionError),
    "too late": (lambda connection, number: connection.hang(), APITimeoutError),
    "unavailable": (answers(answer(503, {})), InternalServerError),
    "refused": (answers(answer(400, {})), BadRequestError),
    "misfit": (answers(answer(201, {})), APIResponseValidationError),
}


@pytest.mark.parametrize(("behaviour", "kind"), FAILURES.values(), ids=FAILURES.keys())
@pytest.mark.parametrize("given", [{}, {"idempotency_key": "my own"}])
def test_error_of_a_keyed_call_has_the_key(
    serve_behaviour: Serve,
    connect: Connect,
    call: Call,
    behaviour: Behaviour,
    kind: type[HopaeConnectError],
    given: dict[str, str],
) -> None:
    """However a creation fails, its error says with which key it can be asked for again, also after pickling."""
    server = serve_behaviour(behaviour)
    client = connect(server.url, timeout=0.3 if kind is APITimeoutError else 5.0)
    with pytest.raises(kind) as caught:
        call("sync", create_production_test, client, client_id="Shop0001", body=BODY, **given)
    assert caught.value.idempotency_key == key_of(server.requests[0])
    assert pickle.loads(pickle.dumps(caught.value)).idempotency_key == caught.value.idempotency_key


def test_error_of_another_call_has_no_key(connect: Connect, call: Call) -> None:
    with pytest.raises(APIConnectionError) as caught:
        call("sync", list_production_tests, connect("http://127.0.0.1:1"), client_id="Shop0001")
    assert caught.value.idempotency_key is None


def test_creation_of_unknown_outcome_is_resumed(
    serve_behaviour: Serve, connect: Connect, mock: Mock, call: Call
) -> None:
    """A creation whose answer was lost is found again with the key of the error."""

    def create_and_lose_the_answer(connection: Connection, number: int) -> None:
        direct = connect(mock.base_url, api_key=mock.key)
        key = key_of(server.requests[number])
        create_production_test.sync("Shop0001", client=direct, body=BODY, idempotency_key=key)
        connection.reset()

    server = serve_behaviour(create_and_lose_the_answer)
    arguments = {"client_id": "Shop0001", "body": BODY}
    with pytest.raises(APIConnectionError) as caught:
        call("sync", create_production_test, connect(server.url), **arguments)
    known = {**arguments, "idempotency_key": caught.value.idempotency_key}
    direct = connect(mock.base_url, api_key=mock.key)
    assert call("sync_detailed", create_production_test, direct, **known).replayed


def test_repeated_create_is_recognisable(client: AuthenticatedClient, call: Call) -> None:
    arguments = {"client_id": "Shop0001", "body": BODY, "idempotency_key": "the same"}
    before = len(list_production_tests.sync("Shop0001", client=client))
    first = call("sync_detailed", create_production_test, client, **arguments)
    again = call("sync_detailed", create_production_test, client, **arguments)
    assert (first.replayed, again.replayed, first.parsed == again.parsed) == (False, True, True)
    assert len(list_production_tests.sync("Shop0001", client=client)) == before + 1


def conflict(code: str) -> bytes:
    body = {"error": {"code": code, "message": "No."}, "request_id": "r-1"}
    return answer(409, body, "Retry-After: 0")


def test_create_in_progress_is_tried_again(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    server = serve_behaviour(answers(conflict("IDEMPOTENCY_REQUEST_IN_PROGRESS")))
    with pytest.raises(IdempotencyInProgressError):
        call("sync", create_production_test, connect(server.url, max_retries=2), client_id="Shop0001", body=BODY)
    assert len(server.requests) == 3


@pytest.mark.parametrize("code", ["IDEMPOTENCY_KEY_CONFLICT", "RESOURCE_CONFLICT"])
def test_other_conflicts_stand(serve_behaviour: Serve, connect: Connect, call: Call, code: str) -> None:
    server = serve_behaviour(answers(conflict(code)))
    with pytest.raises(ConflictError):
        call("sync", create_production_test, connect(server.url, max_retries=2), client_id="Shop0001", body=BODY)
    assert len(server.requests) == 1
