"""Sends requests until they are answered, and turns the answers into models or exceptions."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx
from attrs import evolve

from ._contract import ERROR_ENVELOPE, error_model
from ._deadlines import deadline
from ._exceptions import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    IdempotencyConflictError,
    IdempotencyInProgressError,
    InvalidArgumentError,
    by_status,
)
from ._json import DecodeError, get
from ._response import Response
from ._retries import Retries, retry_after

if TYPE_CHECKING:
    from ._client import AuthenticatedClient
    from ._contract import ErrorModel
    from ._operations import Request

T = TypeVar("T")

logger = logging.getLogger("hopae_connect")


def call(client: AuthenticatedClient, request: Request[T]) -> T:
    """Send a request and return the model of success; raise everything else."""
    return _model(client, request, send(client, request))


async def acall(client: AuthenticatedClient, request: Request[T]) -> T:
    """Send a request and return the model of success; raise everything else."""
    return _model(client, request, await asend(client, request))


def send(client: AuthenticatedClient, request: Request[T]) -> Response[T | ErrorModel]:
    """Send a request, again if need be, and return the answer; raise when there is none."""
    http = client.http
    exchange = _Exchange(client, request, http)
    while True:
        try:
            with deadline(client.timeout):
                answer = http.send(exchange.attempt(), auth=None, follow_redirects=False)
        except httpx.RequestError as error:
            delay = exchange.failed(error)
        else:
            pause = exchange.answered(answer)
            if pause is None:
                return exchange.response(answer)
            delay = pause
        time.sleep(delay)


async def asend(client: AuthenticatedClient, request: Request[T]) -> Response[T | ErrorModel]:
    """Send a request, again if need be, and return the answer; raise when there is none."""
    from asyncio import sleep, timeout

    http, slots = client.async_http
    exchange = _Exchange(client, request, http)
    while True:
        try:
            async with slots, timeout(client.timeout):
                answer = await http.send(exchange.attempt(), auth=None, follow_redirects=False)
        except TimeoutError:
            delay = exchange.failed(httpx.ReadTimeout("the answer was not complete in time"))
        except httpx.RequestError as error:
            delay = exchange.failed(error)
        else:
            pause = exchange.answered(answer)
            if pause is None:
                return exchange.response(answer)
            delay = pause
        await sleep(delay)


class _Exchange:
    """One request with all its attempts, whichever way they are sent."""

    def __init__(
        self, client: AuthenticatedClient, request: Request[Any], http: httpx.Client | httpx.AsyncClient
    ) -> None:
        self._client, self._request, self._http = client, request, http
        self._retries = Retries(request, client.max_retries)

    def attempt(self) -> httpx.Request:
        request, client = self._request, self._client
        try:
            return self._http.build_request(
                request.operation.method,
                client.base_url + request.path,
                params=request.query or None,
                headers={**client.headers, **request.headers},
                content=request.content,
                timeout=client.timeout,
            )
        except httpx.InvalidURL as error:
            raise InvalidArgumentError(f"{request.operation.method} {request.operation.path}: {error}") from None

    def failed(self, error: httpx.RequestError) -> float:
        """Return how many seconds to wait before the next attempt; raise when there is none."""
        method, path = self._request.operation.method, self._request.path
        reason = self._client.without_key(f"{type(error).__name__}: {error}")
        delay = self._retries.delay_after_error(error)
        logger.debug("%s %s: %s", method, path, reason)
        if delay is None:
            kind = APITimeoutError if isinstance(error, httpx.TimeoutException) else APIConnectionError
            raise kind(reason, method, path) from error
        return delay

    def answered(self, answer: httpx.Response) -> float | None:
        """Return how many seconds to wait before the next attempt; None when the answer stands."""
        status = answer.status_code
        logger.debug("%s %s: %d", self._request.operation.method, self._request.path, status)
        code = get(_json_of(answer.content), ERROR_ENVELOPE.code) if status == 409 else None
        return self._retries.delay_after_answer(status, answer.headers, code)

    def response(self, answer: httpx.Response) -> Response[Any]:
        """Return the answer with its body as a model."""
        policy = self._request.operation.idempotency
        replayed = policy is not None and answer.headers.get(policy.replayed[0]) == policy.replayed[1]
        response: Response[Any] = Response(answer.status_code, answer.headers, answer.content, None, replayed)
        if response.is_success:
            return self._decoded(response)
        return evolve(response, parsed=_error_model(response))

    def _decoded(self, response: Response[Any]) -> Response[Any]:
        operation = self._request.operation
        if operation.decode is None:
            return response
        body = _json_of(response.content)
        try:
            if body is None:
                raise DecodeError("", "JSON", "something else" if response.content else "nothing")
            return evolve(response, parsed=operation.decode(body))
        except DecodeError as error:
            place = error.within(body)
            raise APIResponseValidationError(
                operation.method, self._request.path, place.where, place.expected, place.found, response
            ) from None


def _model(client: AuthenticatedClient, request: Request[T], response: Response[T | ErrorModel]) -> T:
    if response.is_success:
        return cast("T", response.parsed)
    raise _status_error(client, request, response)


def _status_error(client: AuthenticatedClient, request: Request[Any], response: Response[Any]) -> APIStatusError:
    body = _json_of(response.content)
    code, message = _text(get(body, ERROR_ENVELOPE.code)), _text(get(body, ERROR_ENVELOPE.message))
    details = get(body, ERROR_ENVELOPE.details)
    kind = by_status(response.status_code)
    if (policy := request.operation.idempotency) and response.status_code == 409:
        own = {policy.conflict: IdempotencyConflictError, policy.in_progress: IdempotencyInProgressError}
        kind = own.get(code or "", kind)
    return kind(
        response.status_code,
        request.operation.method,
        request.path,
        code=code and client.without_key(code),
        message=message and client.without_key(message),
        details=details if isinstance(details, dict) else None,
        request_id=_text(get(body, "/request_id")),
        retry_after=retry_after(response.headers),
    )


def _error_model(response: Response[Any]) -> ErrorModel | None:
    try:
        return error_model(_json_of(response.content))
    except DecodeError:
        return None


def _json_of(content: bytes) -> Any:
    """Return a body as JSON; None when it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
