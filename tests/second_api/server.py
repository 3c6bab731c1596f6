"""The second API over HTTP: `create_app()` behaves as spec.yaml says, `create_app(fault=name)` drifts in one way."""

import json
import re
from copy import deepcopy
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .bodies import Refused
from .calls import Answer, Call
from .drifts import DRIFTS
from .lending import Library

KEY = "lib_test_4e1f0c9ab27d"
PREFIX = "/v2"

SHELF = "/shelves/(?P<shelf_id>[^/]*)"
BOOK = f"{SHELF}/books/(?P<book_id>[^/]*)"
OPERATIONS = {
    "/shelves": {"GET": "list_shelves", "POST": "create_shelf"},
    SHELF: {"GET": "get_shelf", "PATCH": "update_shelf", "PUT": "replace_shelf", "DELETE": "delete_shelf"},
    f"{SHELF}/feed-token": {"POST": "rotate_feed_token"},
    f"{SHELF}/loan-rules": {"GET": "get_loan_rules", "PATCH": "update_loan_rules"},
    f"{SHELF}/books": {"GET": "list_books", "POST": "create_book"},
    BOOK: {"GET": "get_book", "DELETE": "delete_book"},
    "/settings": {"GET": "get_settings", "PATCH": "update_settings"},
}
WITH_BODY = {"create_shelf", "update_shelf", "replace_shelf", "update_loan_rules", "create_book", "update_settings"}
# No identifier is longer, and Python refuses to read numbers of many thousand digits.
IDENTIFIER_DIGITS_MOST = 18


class App:
    """An ASGI application in front of one library."""

    def __init__(self, library: Library) -> None:
        self.served = library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        answer = self.answer(request, await request.body())
        await response(answer)(scope, receive, send)

    def answer(self, request: Request, body: bytes) -> Answer:
        operation = ""
        try:
            authenticate(request)
            operation, identifiers = route(request)
            call = read_call(operation, identifiers, request, body)
            answer: Answer = getattr(self.served, operation)(call)
        except Refused as refused:
            headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
            if refused.status == 405:
                headers = {"Allow": refused.text}
            return Answer(refused.status, self.served.problem(operation, refused), headers)
        return answer


def create_app(fault: str | None = None) -> App:
    """Return a new application with the user's things in it.

    Args:
        fault: the name of a drift of drifts.py; without it the application follows spec.yaml.

    Raises:
        KeyError: no drift has this name.
    """
    return App(Library() if fault is None else DRIFTS[fault].served())


def snapshot(app: Any) -> dict[str, Any]:
    """Return a deep copy of all that the library holds and shows, by resource and identifier.

    Remembered request keys and the counters of identifiers are not part of it: a run that cleans up leaves those.
    """
    library = app.served
    return deepcopy(
        {
            "shelves": library.shelves,
            "loan-rules": library.loan_rules,
            "books": library.books,
            "settings": library.settings,
        }
    )


def authenticate(request: Request) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or key != KEY:
        raise Refused(401, "KEY_REFUSED", "The key is missing or wrong")


def route(request: Request) -> tuple[str, dict[str, str]]:
    """Return the operation and the identifiers of its path."""
    for pattern, methods in OPERATIONS.items():
        match = re.fullmatch(PREFIX + pattern, request.url.path)
        if match is None:
            continue
        if request.method not in methods:
            raise Refused(405, "METHOD_NOT_ALLOWED", ", ".join(methods))
        return methods[request.method], match.groupdict()
    raise Refused(404, "ROUTE_NOT_FOUND", "There is no such address")


def read_call(operation: str, identifiers: dict[str, str], request: Request, body: bytes) -> Call:
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    return Call(
        operation=operation,
        path=request.url.path,
        shelf_id=identifier(identifiers, "shelf_id"),
        book_id=identifier(identifiers, "book_id"),
        query=query,
        key=request.headers.get("x-request-key"),
        body=read_json(request, body) if operation in WITH_BODY else None,
    )


def identifier(identifiers: dict[str, str], name: str) -> int:
    """Return an identifier of the path; 0, which nothing has, where the path has none or one that is too long."""
    text = identifiers.get(name, "0")
    if name in identifiers and not re.fullmatch("[1-9][0-9]*", text):
        raise Refused(400, "INVALID_PARAMETER", f"{name}: a positive integer")
    return int(text) if len(text) <= IDENTIFIER_DIGITS_MOST else 0


def read_json(request: Request, body: bytes) -> Any:
    """Return the body's value; one that is not there or not JSON reads as `Ellipsis`, which no reader takes."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        return ...
    try:
        return json.loads(body.decode(), parse_constant=reject)
    except (ValueError, RecursionError):
        return ...


def reject(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def response(answer: Answer) -> Response:
    if answer.body is None:
        return Response(status_code=answer.status, headers=answer.headers)
    content = json.dumps(answer.body, separators=(",", ":"))
    return Response(content, answer.status, answer.headers, "application/json")
