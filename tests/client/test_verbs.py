"""Calls of what the client has no method for."""

from __future__ import annotations

from typing import Any

import pytest
from hopae_connect import APIResponseValidationError, InternalServerError, InvalidArgumentError, NotFoundError

from tests.client.conftest import Connected, Mock, Serve
from tests.client.servers import answer, answers


def test_json_comes_as_it_is(mock: Mock, connected: Connected) -> None:
    page = connected(lambda connect: connect.get("/apps", params={"limit": 1}), mock.base_url, api_key=mock.key)
    assert (page["limit"], page["data"][0]["clientId"]) == (1, "Shop0001")


@pytest.mark.parametrize("verb", ["post", "put", "patch"])
def test_a_body_is_sent(serve_behaviour: Serve, connected: Connected, verb: str) -> None:
    server = serve_behaviour(answers(answer(200, [1])))
    assert connected(lambda connect: getattr(connect, verb)("/new", body={"a": None}), server.url) == [1]
    assert server.requests[0].startswith(f"{verb.upper()} /new HTTP".encode())
    assert server.requests[0].endswith(b'\r\n\r\n{"a":null}')


@pytest.mark.parametrize(("verb", "attempts"), [("get", 2), ("post", 1), ("put", 2), ("patch", 1), ("delete", 2)])
def test_every_verb_takes_parameters_and_options(
    serve_behaviour: Serve, connected: Connected, verb: str, attempts: int
) -> None:
    """Those that may be repeated without a key are, and an error says which it was."""
    server = serve_behaviour(answers(answer(503, {}, "Retry-After: 0")))
    arguments: dict[str, Any] = {"params": {"a": 1}, "max_retries": 1, "extra_headers": {"X-Trace": "one"}}
    with pytest.raises(InternalServerError) as caught:
        connected(lambda connect: getattr(connect, verb)("/new", **arguments), server.url)
    assert (caught.value.method, len(server.requests)) == (verb.upper(), attempts)
    for request in server.requests:
        assert request.startswith(f"{verb.upper()} /new?a=1 HTTP".encode())
        assert b"\r\nX-Trace: one\r\n" in request


def test_nothing_may_come(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(204)))
    assert connected(lambda connect: connect.delete("/new/1"), server.url) is None
    assert server.requests[0].startswith(b"DELETE /new/1 HTTP")


def test_a_page_of_something_else_is_refused(serve_behaviour: Serve, connected: Connected) -> None:
    server = serve_behaviour(answers(answer(200, b"<html>")))
    with pytest.raises(APIResponseValidationError):
        connected(lambda connect: connect.get("/new"), server.url)


def test_a_refusal_is_raised(mock: Mock, connected: Connected) -> None:
    with pytest.raises(NotFoundError) as caught:
        connected(lambda connect: connect.get("/apps/Unknown1"), mock.base_url, api_key=mock.key)
    assert caught.value.code == "RESOURCE_NOT_FOUND"


def test_the_raw_response(mock: Mock, connected: Connected) -> None:
    response = connected(lambda connect: connect.with_raw_response.get("/apps"), mock.base_url, api_key=mock.key)
    assert (response.status_code, response.parsed["offset"]) == (200, 0)


@pytest.mark.parametrize(("options", "attempts"), [({}, 1), ({"idempotency_key": "mine"}, 2)])
def test_a_post_is_repeated_with_a_key_alone(
    serve_behaviour: Serve, connected: Connected, options: dict[str, Any], attempts: int
) -> None:
    server = serve_behaviour(answers(answer(503, {}, "Retry-After: 0")))
    with pytest.raises(InternalServerError) as caught:
        connected(lambda connect: connect.post("/new", max_retries=1, **options), server.url)
    assert len(server.requests) == attempts
    assert caught.value.idempotency_key == options.get("idempotency_key")


@pytest.mark.parametrize("path", ["new", "https://elsewhere.example/new", "/new?x=1", "/new#x", "/a/../b", "/./b"])
def test_what_is_no_path_below_the_base_url(serve_behaviour: Serve, connected: Connected, path: str) -> None:
    server = serve_behaviour(answers(answer(200, {})))
    with pytest.raises(InvalidArgumentError, match="is no path below the base URL"):
        connected(lambda connect: connect.get(path), server.url)
    assert not server.requests
