"""A server that misbehaves gets a typed error out of the client: no hang, no duplicate, no key in the wrong place."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from hopae_connect import (
    UNSET,
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticatedClient,
    InternalServerError,
    InvalidArgumentError,
    RateLimitError,
    Unset,
)
from hopae_connect.api.apps import list_apps
from hopae_connect.api.production_tests import create_production_test, get_production_test_report, list_production_tests
from hopae_connect.models import ProductionTestCreate

from tests.client.conftest import EMPTY_PAGE, KEY, Call, Connect, Fails, Mock, Serve
from tests.client.servers import Behaviour, Connection, answer, answers

HTML = b"<!doctype html><title>Something is in the way</title>"
UNAVAILABLE = answer(503, HTML, "Retry-After: 0")


def test_refused_connection(connect: Connect, call: Call, fails: Fails) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = connect(f"http://127.0.0.1:{port}")
    error = fails(APIConnectionError, lambda: call("sync", list_apps, client))
    assert (error.method, error.path) == ("GET", "/apps")


CERTIFICATE = Path(__file__).with_name("self_signed.pem")


def test_refused_certificate_is_final(connect: Connect, call: Call, fails: Fails) -> None:
    """A certificate that nobody vouches for is not tried again; the error says that trying again cannot help."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    connections: list[socket.socket] = []

    def accept() -> None:
        for _ in range(2):
            wire, _ = listener.accept()
            connections.append(wire)
            with contextlib.suppress(OSError), wire:
                context.wrap_socket(wire, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        accepting = threading.Thread(target=accept)
        accepting.start()
        client = connect(f"https://127.0.0.1:{port}", max_retries=5)
        error = fails(APIConnectionError, lambda: call("sync", list_apps, client))
        socket.create_connection(("127.0.0.1", port)).close()
        accepting.join()
    assert error.permanent
    assert "CERTIFICATE_VERIFY_FAILED" in str(error)
    assert len(connections) == 2


def reset_at_once(connection: Connection, number: int) -> None:
    connection.reset()


def reset_in_the_body(connection: Connection, number: int) -> None:
    connection.send(answer(200, EMPTY_PAGE)[:-10])
    connection.reset()


def end_before_the_body_does(connection: Connection, number: int) -> None:
    connection.send(answer(200, EMPTY_PAGE)[:-10])


def speak_something_else(connection: Connection, number: int) -> None:
    connection.send(b"220 mail.example.com ESMTP\r\n")


@pytest.mark.parametrize(
    "behaviour", [reset_at_once, reset_in_the_body, end_before_the_body_does, speak_something_else]
)
def test_broken_connection(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, behaviour: Behaviour
) -> None:
    client = connect(serve_behaviour(behaviour).url)
    error = fails(APIConnectionError, lambda: call("sync", list_apps, client))
    assert not isinstance(error, APITimeoutError)


def say_nothing(connection: Connection, number: int) -> None:
    connection.hang()


def drip_from_the_first_byte(connection: Connection, number: int) -> None:
    connection.drip(answer(200, EMPTY_PAGE))


def drip_the_body(connection: Connection, number: int) -> None:
    head, _, body = answer(200, EMPTY_PAGE).partition(b"\r\n\r\n")
    connection.send(head + b"\r\n\r\n")
    connection.drip(body)


@pytest.mark.parametrize("behaviour", [say_nothing, drip_from_the_first_byte, drip_the_body])
def test_answer_that_does_not_come_in_time(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, behaviour: Behaviour
) -> None:
    client = connect(serve_behaviour(behaviour).url, timeout=0.4)
    fails(APITimeoutError, lambda: call("sync", list_apps, client))


NOT_THE_CONTRACT = {
    "truncated JSON": b'{"data": [',
    "HTML": HTML,
    "no body": b"",
    "not UTF-8": b'{"data": "\xff"}',
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("body", NOT_THE_CONTRACT.values(), ids=NOT_THE_CONTRACT.keys())
def test_success_without_the_contracts_body(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, body: bytes
) -> None:
    client = connect(serve_behaviour(answers(answer(200, body))).url)
    error = fails(APIResponseValidationError, lambda: call("sync", list_apps, client))
    assert (error.where, error.response.status_code) == ("", 200)
    assert error.response.content == body
    assert "Something is in the way" not in str(error)


@pytest.mark.parametrize("body", [HTML, b"", b"[]", b"null", b'{"error": "no"}'])
@pytest.mark.parametrize("status", [500, 502, 520, 599])
def test_failure_without_the_contracts_body(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, status: int, body: bytes
) -> None:
    client = connect(serve_behaviour(answers(answer(status, body))).url)
    error = fails(InternalServerError, lambda: call("sync", list_apps, client))
    assert (error.status_code, error.code, error.request_id, error.details) == (status, None, None, {})


def test_three_times_unavailable_and_then_there(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    server = serve_behaviour(answers(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, answer(200, EMPTY_PAGE)))
    assert call("sync", list_apps, connect(server.url, max_retries=3)).total == 0
    assert len(server.requests) == 4


def test_unavailable_for_longer_than_the_retries(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails
) -> None:
    server = serve_behaviour(answers(UNAVAILABLE))
    error = fails(InternalServerError, lambda: call("sync", list_apps, connect(server.url, max_retries=2)))
    assert (error.status_code, len(server.requests)) == (503, 3)


@pytest.mark.parametrize("retry_after", ["0", "Fri, 01 Jan 2021 00:00:00 GMT", "soon"])
def test_too_many_requests_is_tried_again(
    serve_behaviour: Serve, connect: Connect, call: Call, retry_after: str
) -> None:
    server = serve_behaviour(answers(answer(429, {}, f"Retry-After: {retry_after}"), answer(200, EMPTY_PAGE)))
    assert call("sync", list_apps, connect(server.url, max_retries=1)).total == 0


def test_too_many_requests_for_an_hour_is_raised_at_once(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails
) -> None:
    server = serve_behaviour(answers(answer(429, {}, "Retry-After: 3600")))
    error = fails(RateLimitError, lambda: call("sync", list_apps, connect(server.url, max_retries=5)))
    assert (error.retry_after, len(server.requests)) == (3600.0, 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_another_host_is_not_followed(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, status: int
) -> None:
    elsewhere = serve_behaviour(answers(answer(200, EMPTY_PAGE)))
    here = serve_behaviour(answers(answer(status, b"", f"Location: {elsewhere.url}/apps")))
    error = fails(APIStatusError, lambda: call("sync", list_apps, connect(here.url)))
    assert (error.status_code, elsewhere.requests) == (status, [])


def test_redirect_is_not_followed_by_an_injected_client_either(serve_behaviour: Serve, connect: Connect) -> None:
    elsewhere = serve_behaviour(answers(answer(200, EMPTY_PAGE)))
    here = serve_behaviour(answers(answer(302, b"", f"Location: {elsewhere.url}/apps")))
    with httpx.Client(follow_redirects=True) as own, pytest.raises(APIStatusError):
        list_apps.sync(client=connect(here.url, http_client=own))
    assert elsewhere.requests == []


def test_create_whose_answer_is_lost_leaves_one_thing(
    serve_behaviour: Serve, connect: Connect, call: Call, mock: Mock
) -> None:
    def lose_the_first_answer(connection: Connection, number: int) -> None:
        head, _, body = server.requests[number].partition(b"\r\n\r\n")
        method, path = head.split(b" ")[:2]
        lines = [line.decode().split(": ", 1) for line in head.split(b"\r\n")[1:]]
        headers = {name: value for name, value in lines if name.lower() not in ("host", "content-length")}
        url = mock.base_url + path.decode()
        response = httpx.request(method.decode(), url, headers=headers, content=body, trust_env=False)
        if number == 0:
            connection.reset()
        else:
            replayed = f"Idempotency-Replayed: {response.headers.get('Idempotency-Replayed', 'false')}"
            connection.send(answer(response.status_code, response.content, replayed))

    server = serve_behaviour(lose_the_first_answer)
    client = connect(server.url, api_key=mock.key, max_retries=1)
    direct = connect(mock.base_url, api_key=mock.key)
    before = len(list_production_tests.sync("Shop0001", client=direct))
    body = ProductionTestCreate(title="The answer is lost")
    response = call("sync_detailed", create_production_test, client, client_id="Shop0001", body=body)
    assert (response.status_code, response.replayed, len(server.requests)) == (201, True, 2)
    assert len(list_production_tests.sync("Shop0001", client=direct)) == before + 1


def test_cancelled_call_ends_at_once_and_leaves_the_client_usable(
    serve_behaviour: Serve, connect: Connect, mock: Mock
) -> None:
    arrived = threading.Event()

    def announce_and_hang(connection: Connection, number: int) -> None:
        arrived.set()
        if number == 0:
            connection.hang()
        connection.send(answer(200, EMPTY_PAGE))

    client = connect(serve_behaviour(announce_and_hang).url)

    async def scenario() -> int:
        async with client:
            task = asyncio.create_task(list_apps.asyncio(client=client))
            await asyncio.to_thread(arrived.wait)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return (await list_apps.asyncio(client=client)).total

    assert asyncio.run(scenario()) == 0


def test_two_hundred_threads_on_one_client(client: AuthenticatedClient) -> None:
    found: list[str] = []

    def work() -> None:
        found.append(list_apps.sync(client=client, limit=1).data[0].client_id)

    threads = [threading.Thread(target=work) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Shop0001"] * 200


@pytest.mark.slow
def test_a_thousand_tasks_on_one_client(mock: Mock, connect: Connect) -> None:
    client = connect(mock.base_url, api_key=mock.key, timeout=60.0)

    async def scenario() -> list[str]:
        async with client:
            pages = await asyncio.gather(*(list_apps.asyncio(client=client, limit=1) for _ in range(1000)))
            return [page.data[0].client_id for page in pages]

    assert asyncio.run(scenario()) == ["Shop0001"] * 1000


def test_one_client_in_several_event_loops(client: AuthenticatedClient) -> None:
    async def total() -> int:
        return (await list_apps.asyncio(client=client)).total

    assert asyncio.run(total()) == asyncio.run(total())


HOSTILE = ["a/b", "a/../b", "..%2f", "a?b=c", "a#b", "a b", "a\r\nX-Injected: 1", "ä", "%2e%2e", "a\x00b", ";a=b"]


@pytest.mark.parametrize("value", HOSTILE)
def test_path_parameter_stays_one_segment(serve_behaviour: Serve, connect: Connect, call: Call, value: str) -> None:
    server = serve_behaviour(answers(answer(200, [])))
    assert call("sync", list_production_tests, connect(server.url), client_id=value) == []
    (request,) = server.requests
    target = request.split(b"\r\n")[0].split(b" ")[1].decode()
    assert target.count("/") == 3
    assert httpx.URL(f"http://localhost{target}").path == f"/apps/{value}/production-tests"
    assert b"X-Injected" not in request.split(b"\r\n")


@pytest.mark.parametrize("value", ["", ".", "..", "\ud800"])
def test_path_parameter_that_leads_elsewhere_is_not_sent(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, value: str
) -> None:
    server = serve_behaviour(answers(answer(200, [])))
    client = connect(server.url)
    report = get_production_test_report
    error = fails(InvalidArgumentError, lambda: call("sync", report, client, client_id="Shop0001", challenge_id=value))
    assert str(error).startswith("challenge_id: ")
    assert server.requests == []


@pytest.mark.parametrize("value", [None, UNSET, Unset(), True, b"Shop0001", 1.5, ["Shop0001"]])
def test_path_parameter_that_is_none_is_not_sent(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, value: Any
) -> None:
    """What is neither text nor a whole number is no part of a path, least of all what is left out."""
    server = serve_behaviour(answers(answer(200, [])))
    error = fails(
        InvalidArgumentError, lambda: call("sync", list_production_tests, connect(server.url), client_id=value)
    )
    assert str(error).startswith("client_id: a path takes text or a whole number, not ")
    assert server.requests == []


@pytest.mark.parametrize("limit", [UNSET, Unset()])
def test_query_parameter_that_is_left_out_is_not_sent(
    serve_behaviour: Serve, connect: Connect, call: Call, limit: Unset
) -> None:
    server = serve_behaviour(answers(answer(200, EMPTY_PAGE)))
    call("sync", list_apps, connect(server.url), limit=limit, offset=limit)
    assert server.requests[0].startswith(b"GET /apps HTTP/1.1\r\n")


@pytest.mark.parametrize("value", ["a\r\nX-Injected: 1", "ä", "a\x00b"])
def test_header_that_cannot_be_sent_is_refused(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, value: str
) -> None:
    server = serve_behaviour(answers(answer(201, {})))
    client, body = connect(server.url), ProductionTestCreate(title="A title")
    create = create_production_test
    fails(
        InvalidArgumentError,
        lambda: call("sync", create, client, client_id="Shop0001", body=body, idempotency_key=value),
    )
    assert server.requests == []


def test_key_that_the_server_repeats_is_not_shown(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails
) -> None:
    error = {"error": {"code": "AUTH_INVALID_CREDENTIALS", "message": f"Wrong key {KEY}"}, "request_id": "r"}
    client = connect(serve_behaviour(answers(answer(401, error))).url)
    assert fails(APIStatusError, lambda: call("sync", list_apps, client)).message == "Wrong key <hidden>"
