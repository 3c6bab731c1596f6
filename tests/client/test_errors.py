from __future__ import annotations

import inspect
import json
import logging
import pickle
import re
from typing import Any

import hopae_connect.errors
import pytest
from hopae_connect import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    AuthenticatedClient,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    HopaeConnectError,
    IdempotencyConflictError,
    IdempotencyInProgressError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    Response,
    WaitFailedError,
    _exceptions,
)
from hopae_connect.api.apps import list_apps
from hopae_connect.api.production_tests import create_production_test, get_production_test_report
from hopae_connect.models import ErrorResponse, ProductionTestCreate

from tests.client.conftest import KEY, Call, Connect, Fails, Mock, Serve
from tests.client.servers import answer, answers

CLASSES: list[tuple[int, str, type[APIStatusError]]] = [
    (400, "VALIDATION_INVALID_PARAMETER", BadRequestError),
    (401, "AUTH_INVALID_CREDENTIALS", AuthenticationError),
    (403, "AUTH_FORBIDDEN", PermissionDeniedError),
    (404, "RESOURCE_NOT_FOUND", NotFoundError),
    (409, "RESOURCE_CONFLICT", ConflictError),
    (409, "IDEMPOTENCY_KEY_CONFLICT", IdempotencyConflictError),
    (409, "IDEMPOTENCY_REQUEST_IN_PROGRESS", IdempotencyInProgressError),
    (409, "A_CODE_OF_TOMORROW", ConflictError),
    (418, "A_CODE_OF_TOMORROW", APIStatusError),
    (429, "RATE_LIMITED", RateLimitError),
    (500, "SYSTEM_INTERNAL_ERROR", InternalServerError),
    (520, "A_CODE_OF_TOMORROW", InternalServerError),
]


@pytest.mark.parametrize(("status", "code", "kind"), CLASSES)
def test_refusal_is_an_exception_of_its_own(
    serve_behaviour: Serve,
    connect: Connect,
    call: Call,
    fails: Fails,
    status: int,
    code: str,
    kind: type[APIStatusError],
) -> None:
    body = {"error": {"code": code, "message": "No.", "details": {"parameter": "title"}}, "request_id": "r-1"}
    client = connect(serve_behaviour(answers(answer(status, body, "Retry-After: 7"))).url)
    create, test = create_production_test, ProductionTestCreate(title="A title")
    error = fails(APIStatusError, lambda: call("sync", create, client, client_id="Shop0001", body=test))
    assert type(error) is kind
    assert (error.status_code, error.code, error.message, error.request_id) == (status, code, "No.", "r-1")
    assert (error.details, error.retry_after) == ({"parameter": "title"}, 7.0)
    assert (error.method, error.path) == ("POST", "/apps/Shop0001/production-tests")
    assert str(error) == f"POST /apps/Shop0001/production-tests: {status} {code}: No. (request r-1)"


def test_refusals_of_the_mock(client: AuthenticatedClient, connect: Connect, mock: Mock, call: Call) -> None:
    with pytest.raises(NotFoundError):
        call("sync", get_production_test_report, client, client_id="Shop0001", challenge_id="ch_unknown")
    with pytest.raises(AuthenticationError):
        call("sync", list_apps, connect(mock.base_url))
    with pytest.raises(BadRequestError):
        call("sync", list_apps, client, limit=0)


def test_detailed_call_returns_any_answer(client: AuthenticatedClient, call: Call) -> None:
    refused = call("sync_detailed", list_apps, client, limit=0)
    assert (refused.status_code, refused.is_success, refused.headers["content-type"]) == (
        400,
        False,
        "application/json",
    )
    assert isinstance(refused.parsed, ErrorResponse)
    assert refused.parsed.error.code == "VALIDATION_INVALID_PARAMETER"
    granted = call("sync_detailed", list_apps, client)
    assert (granted.status_code, granted.is_success, granted.replayed) == (200, True, False)
    assert granted.parsed.offset == 0


def test_detailed_call_returns_an_answer_of_another_form(serve_behaviour: Serve, connect: Connect, call: Call) -> None:
    client = connect(serve_behaviour(answers(answer(520, b"<html>"))).url)
    response = call("sync_detailed", list_apps, client)
    assert (response.status_code, response.content, response.parsed) == (520, b"<html>", None)


MISFITS: list[tuple[Any, str, str, str]] = [
    ({"data": [], "total": 0, "limit": 20}, "/offset", "a value", "nothing"),
    ({"data": {}, "total": 0, "limit": 20, "offset": 0}, "/data", "an array", "an object"),
    ({"data": [], "total": "0", "limit": 20, "offset": 0}, "/total", "a whole number", "a string"),
    ({"data": [], "total": 0.5, "limit": 20, "offset": 0}, "/total", "a whole number", "a number"),
    ([], "", "an object", "an array"),
    (None, "", "an object", "null"),
]


@pytest.mark.parametrize(("body", "where", "expected", "found"), MISFITS)
def test_answer_that_does_not_match_says_where(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, body: Any, where: str, expected: str, found: str
) -> None:
    client = connect(serve_behaviour(answers(answer(200, json.dumps(body).encode()))).url)
    error = fails(APIResponseValidationError, lambda: call("sync", list_apps, client))
    assert (error.where, error.expected, error.found) == (where, expected, found)
    place = where or "the body"
    assert str(error) == f"GET /apps: 200, but {place}: expected {expected}, found {found}"


PAGE = b"""<!doctype html><html><head><title>Request blocked</title><style>p {color: red}</style>
<script>document.write("<b>")</script></head><body><!-- internal note -->
<p>Your request was blocked by the firewall&nbsp;of example.com.\x1b[31m</p></body></html>"""

TEXTS: list[tuple[bytes, str]] = [
    (PAGE, " Request blocked Your request was blocked by the firewall of example.com. [31m"),
    (b"upstream connect error", " upstream connect error"),
    (b"word " * 100, " " + "word " * 23 + "word…"),
    (b"<script>alert(1)", ""),
    (b"", ""),
    (b"\x89PNG\r\n\x1a\n\x00", ""),
    (b'{"error": "no"}', ""),
]


@pytest.mark.parametrize(("body", "shown"), TEXTS, ids=[text[1][:12] or str(text[0][:12]) for text in TEXTS])
def test_refusal_that_is_no_json_is_quoted(
    serve_behaviour: Serve, connect: Connect, call: Call, fails: Fails, body: bytes, shown: str
) -> None:
    """The words of a firewall's or a proxy's page stand in the error, in one line and not at length."""
    client = connect(serve_behaviour(answers(answer(403, body, "X-From: a firewall"))).url)
    error = fails(PermissionDeniedError, lambda: call("sync", list_apps, client))
    assert str(error) == f"GET /apps: 403{shown}"
    assert (error.response.content, error.response.headers["x-from"]) == (body, "a firewall")
    assert (error.code, error.message) == (None, None)


def test_refusal_has_its_response(client: AuthenticatedClient, call: Call, fails: Fails) -> None:
    """The raw answer is at hand, and `repr` shows no body."""
    error = fails(BadRequestError, lambda: call("sync", list_apps, client, limit=0))
    assert (error.response.status_code, error.response.parsed.error.code) == (400, "VALIDATION_INVALID_PARAMETER")
    assert "VALIDATION" not in repr(error.response)
    assert pickle.loads(pickle.dumps(error)).response == error.response


ERRORS: list[HopaeConnectError] = [
    HopaeConnectError("text"),
    APIConnectionError("ConnectError: refused", "GET", "/apps"),
    NotFoundError(404, "GET", "/apps", code="RESOURCE_NOT_FOUND", details={"a": 1}),
    WaitFailedError("req_1 is failed", "failed"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_exceptions_survive_pickling(error: HopaeConnectError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_hierarchy_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"(\w+Error)\b", (_exceptions.__doc__ or ""))
    classes = [one for _, one in inspect.getmembers(_exceptions, inspect.isclass) if issubclass(one, HopaeConnectError)]
    assert sorted(drawn) == sorted(one.__name__ for one in classes)
    assert {one.__name__ for one in classes} <= set(hopae_connect.__all__)
    assert sorted(drawn) == sorted(hopae_connect.errors.__all__)


def test_answers_do_not_show_their_body(client: AuthenticatedClient) -> None:
    assert repr(list_apps.sync_detailed(client=client)) == "Response(status_code=200, replayed=False)"
    assert isinstance(list_apps.sync_detailed(client=client), Response)


def test_log_names_the_calls_and_no_secret(
    serve_behaviour: Serve, connect: Connect, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="hopae_connect")
    caplog.set_level(logging.DEBUG, logger="httpx")
    server = serve_behaviour(
        answers(answer(503, {}, "Retry-After: 0"), answer(200, {"data": [], "total": 0, "limit": 1, "offset": 0}))
    )
    call("sync", list_apps, connect(server.url, max_retries=1))
    own = [record.getMessage() for record in caplog.records if record.name == "hopae_connect"]
    assert own == ["GET /apps: 503", "GET /apps: 200"]
    assert KEY not in caplog.text


def test_log_names_a_call_that_has_no_answer(
    serve_behaviour: Serve, connect: Connect, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="hopae_connect")
    client = connect(serve_behaviour(lambda connection, number: connection.reset()).url)
    with pytest.raises(APIConnectionError) as caught:
        call("sync", list_apps, client)
    assert [record.getMessage() for record in caplog.records if record.name == "hopae_connect"] == [str(caught.value)]
    assert re.match(r"GET /apps: \w+Error: ", str(caught.value))
