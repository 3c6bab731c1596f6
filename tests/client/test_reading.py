"""Answers that are too large, compressed, or not what they say."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from functools import cache

import httpx
import pytest
from hopae_connect import (
    APIConnectionError,
    APIResponseValidationError,
    InternalServerError,
)
from hopae_connect._reading import LARGEST_BODY_BYTES
from hopae_connect.api.apps import list_apps

from tests.client.conftest import EMPTY_PAGE, Call, Connect, Fails, Serve
from tests.client.servers import Behaviour, Connection, answer, answers

PAGE = json.dumps(EMPTY_PAGE).encode()
GZIP = "Content-Encoding: gzip"
TOO_LARGE = "GET /apps: 200, but the body: expected at most 16 MiB, found more"


@cache
def _half_a_gigabyte() -> bytes:
    return gzip.compress(b"\0" * 2**29, mtime=0)


def bomb(connection: Connection, number: int) -> None:
    """Send half a gigabyte in half a megabyte."""
    answers(answer(200, _half_a_gigabyte(), GZIP))(connection, number)


def huge(connection: Connection, number: int) -> None:
    """Send a body without end, until the client hangs up."""
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    for _ in range(50):
        connection.send(b" " * 2**20)


@pytest.mark.slow
@pytest.mark.parametrize(
    "behaviour",
    [huge, answers(answer(200, b" " * 50_000_000)), bomb],
    ids=["without end", "50 MB", "a bomb of 512 MB"],
)
def test_body_beyond_the_limit_is_not_read(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, behaviour: Behaviour
) -> None:
    """An answer of success that is too large is refused with an error that says so."""
    client = connect(serve_behaviour(behaviour).url, timeout=30.0)
    error = fails(APIResponseValidationError, lambda: call("sync", list_apps, client))
    assert (str(error), error.where, error.response.content) == (TOO_LARGE, "", b"")


def test_bomb_costs_little_memory(serve_behaviour: Serve, connect: Connect, fails: Fails) -> None:
    """What a compressed body of half a gigabyte takes is a few times the limit."""
    client = connect(serve_behaviour(bomb).url, timeout=30.0)
    # What the server takes to make it is not counted.
    _half_a_gigabyte()
    tracemalloc.start()
    try:
        fails(APIResponseValidationError, lambda: list_apps.sync(client=client))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * LARGEST_BODY_BYTES


def test_refusal_beyond_the_limit_is_the_refusal_that_it_is(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails
) -> None:
    client = connect(serve_behaviour(answers(answer(500, b"x" * 50_000_000))).url, timeout=30.0)
    error = fails(InternalServerError, lambda: call("sync", list_apps, client))
    assert str(error) == "GET /apps: 500"


def test_largest_body_is_read(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    body = PAGE + b" " * (LARGEST_BODY_BYTES - len(PAGE))
    assert call("sync", list_apps, connect(serve_behaviour(answers(answer(200, body))).url, timeout=30.0)).total == 0


def test_compressed_body_is_read(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    """The one way of compression that is asked for is understood."""
    server = serve_behaviour(answers(answer(200, gzip.compress(PAGE), GZIP)))
    assert call("sync", list_apps, connect(server.url)).total == 0
    assert b"\r\nAccept-Encoding: gzip\r\n" in server.requests[0]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"no gzip", "the body is no gzip: "),
        (zlib.compress(PAGE), "the body is no gzip: "),
        (gzip.compress(PAGE)[:-9], "the compressed body breaks off"),
        (gzip.compress(b" " * LARGEST_BODY_BYTES)[:-8], "the compressed body breaks off"),
    ],
    ids=["none", "of another kind", "cut", "cut where it is as large as may be"],
)
def test_broken_compression_is_no_answer(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, body: bytes, reason: str
) -> None:
    server = serve_behaviour(answers(answer(200, body, GZIP), answer(200, PAGE)))
    error = fails(APIConnectionError, lambda: call("sync", list_apps, connect(server.url)))
    assert f"DecodingError: {reason}" in str(error)
    server = serve_behaviour(answers(answer(200, body, GZIP), answer(200, PAGE)))
    assert call("sync", list_apps, connect(server.url, max_retries=1)).total == 0


def test_compression_that_was_not_asked_for_is_not_understood(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails
) -> None:
    client = connect(serve_behaviour(answers(answer(200, b"\x8b\x00", "Content-Encoding: br"))).url)
    error = fails(APIResponseValidationError, lambda: call("sync", list_apps, client))
    assert (error.expected, error.found) == ("JSON", "something else")


def test_answers_of_a_transport_that_has_read_them_are_taken(connect: Connect) -> None:
    """A transport for tests answers at once, with a body that was compressed or not."""
    made = httpx.MockTransport(lambda request: httpx.Response(200, headers={"x": "y"}, json=EMPTY_PAGE))
    with httpx.Client(transport=made) as own:
        response = list_apps.sync_detailed(client=connect("http://api.example.com", http_client=own))
    assert (response.headers["x"], response.parsed) == ("y", list_apps.OPERATION.decode(EMPTY_PAGE))  # type: ignore[misc]
