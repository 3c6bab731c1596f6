"""One answer on the wire, whatever the server sends."""

import gzip
import socket
import time
import zlib

import httpx
import pytest

from contract_tests.sending import wire
from contract_tests.sending.wire import Answer, Broken, Unsendable, Wire
from tests.sending.raw_server import Serve, answer, dripping, raw_server, sending


def ask(serve: Serve, seconds: float = 5.0, headers: dict[str, str] | None = None) -> Answer:
    with raw_server(serve) as url:
        connections = Wire()
        try:
            request = httpx.Request("GET", url, headers=headers)
            request.read()
            return connections.send(request, time.monotonic() + seconds)
        finally:
            connections.close()


def test_answer_is_read_whole() -> None:
    found = ask(sending(answer(b'{"a": 1}', "X-Test: yes", status="418 Teapot")))
    assert (found.status, found.headers["X-Test"], found.body, found.problem) == (418, "yes", b'{"a": 1}', None)


@pytest.mark.parametrize(
    "packed",
    [
        (gzip.compress(b"text"), "gzip"),
        (zlib.compress(b"text"), "deflate"),
        (zlib.compress(b"text")[2:-4], "deflate"),
        (gzip.compress(gzip.compress(b"text")), "gzip, gzip"),
        (b"text", "identity"),
    ],
)
def test_packed_body_is_unpacked(packed: tuple[bytes, str]) -> None:
    body, coding = packed
    assert ask(sending(answer(body, f"Content-Encoding: {coding}"))).body == b"text"


def test_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"0" * (wire.MOST_BYTES + 1))
    found = ask(sending(answer(bomb, "Content-Encoding: gzip")))
    assert (b"", f"more than {wire.MOST_BYTES} bytes once unpacked") == (found.body, found.problem)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "no-such"])
def test_body_that_is_not_packed_as_it_says_has_a_problem(coding: str) -> None:
    found = ask(sending(answer(b"not packed at all", f"Content-Encoding: {coding}")))
    assert found.body == b""
    assert found.problem


def test_endless_body_is_left_after_the_limit() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"0" * 65536)

    assert ask(endless, seconds=20).problem == f"more than {wire.MOST_WIRE_BYTES} bytes"


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"HTTP/1.1 200 OK\r\nX-Drip: 1", b"HTTP/1.1 200 OK\r\n\r\n0000000000"])
def test_answer_that_drips_is_left_when_its_time_is_over(data: bytes) -> None:
    with pytest.raises(Broken, match="the answer took too long"):
        ask(dripping(data, 0.2), seconds=1.0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 99 Low\r\n\r\n",
        b"<html>of HTTP/0.9</html>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 20_000 + b"\r\n{}",
    ],
)
def test_answer_that_is_no_http_is_broken(data: bytes) -> None:
    with pytest.raises(Broken) as caught:
        ask(sending(data))
    assert caught.value.sent


def test_server_that_is_not_there_was_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    request = httpx.Request("GET", f"http://127.0.0.1:{port}/")
    request.read()
    with pytest.raises(Broken) as caught:
        Wire().send(request, time.monotonic() + 5)
    assert not caught.value.sent


def test_header_values_outside_ascii_are_kept() -> None:
    assert ask(sending(answer(b"{}", "X-Name: Åse"))).headers["X-Name"] == "Åse"


def test_reason_of_a_failure_repeats_nothing_that_the_server_sent() -> None:
    with pytest.raises(Broken) as caught:
        ask(sending(b"HTTP/1.1 c4n4ry c4n4ry\r\n\r\n"))
    assert "c4n4ry" not in str(caught.value)


def test_request_that_http_cannot_carry_is_not_sent() -> None:
    with pytest.raises(Unsendable):
        ask(sending(answer()), headers={"X-Line": "a\nb"})
