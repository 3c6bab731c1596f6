"""Sends requests until they are answered."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, TypeVar

from ._answers import error_code, model_of, response_of
from ._deadlines import deadline
from ._exceptions import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    HopaeConnectError,
    InvalidArgumentError,
)
from ._http import (
    AsyncHTTPClient,
    HTTPClient,
    NoAnswer,
    PoolTimeout,
    ReadTimeout,
    invalid_urls,
    no_answer,
    request_errors,
)
from ._reading import ACCEPTED_ENCODING, Answer, aread, read
from ._response import Response
from ._retries import Retries

if TYPE_CHECKING:
    from ._client import AuthenticatedClient
    from ._connections import AsyncConnections
    from ._contract import ErrorModel
    from ._operations import Request

T = TypeVar("T")

logger = logging.getLogger("hopae_connect")


def call(client: AuthenticatedClient, request: Request[T]) -> T:
    """Send a request and return the model of success; raise everything else."""
    return model_of(client, request, send(client, request))


async def acall(client: AuthenticatedClient, request: Request[T]) -> T:
    """Send a request and return the model of success; raise everything else."""
    return model_of(client, request, await asend(client, request))


def send(client: AuthenticatedClient, request: Request[T]) -> Response[T | ErrorModel]:
    """Send a request, again if need be, and return the answer; raise when there is none."""
    try:
        exchange = _Exchange(client, request, client.http)
        while True:
            step = exchange.step_after(_attempt(exchange))
            if isinstance(step, Response):
                return step
            time.sleep(step)
    except HopaeConnectError as error:
        error.idempotency_key = request.idempotency_key
        raise


async def asend(client: AuthenticatedClient, request: Request[T]) -> Response[T | ErrorModel]:
    """Send a request, again if need be, and return the answer; raise when there is none."""
    from anyio import sleep

    try:
        connections = await client.async_http()
        exchange = _Exchange(client, request, connections.http)
        while True:
            step = exchange.step_after(await _aattempt(exchange, connections))
            if isinstance(step, Response):
                return step
            await sleep(step)
    except HopaeConnectError as error:
        error.idempotency_key = request.idempotency_key
        raise


def _attempt(exchange: _Exchange) -> Answer | NoAnswer:
    try:
        with deadline(exchange.limit):
            return read(exchange.http.send(exchange.request(), auth=None, follow_redirects=False, stream=True))
    except exchange.errors as error:
        return no_answer(error, exchange.without_key)
    except RuntimeError:
        if not exchange.http.is_closed:
            raise
    raise ClientClosedError


async def _aattempt(exchange: _Exchange, connections: AsyncConnections) -> Answer | NoAnswer:
    from anyio import fail_after

    connected = False
    try:
        with fail_after(exchange.limit):
            async with connections.slots:
                connected = True
                request = exchange.request()
                return await aread(await connections.http.send(request, auth=None, follow_redirects=False, stream=True))
    except TimeoutError:
        if connected:
            return no_answer(ReadTimeout("the answer was not complete in time"))
        return no_answer(PoolTimeout("no connection was free in time"))
    except exchange.errors as error:
        return no_answer(error, exchange.without_key)
    except RuntimeError:
        if not exchange.http.is_closed:
            raise
    raise ClientClosedError


class _Exchange:
    """One request with all its attempts, whichever way they are sent.

    Attributes:
        http: The httpx client.
        limit: How many seconds an attempt may take in all; None when only the httpx client says so.
        errors: What the httpx client raises when there is no answer.
        without_key: Blots the key out of a text.
    """

    def __init__(self, client: AuthenticatedClient, request: Request[Any], http: HTTPClient | AsyncHTTPClient) -> None:
        self._client, self._request, self.http = client, request, http
        self._retries = Retries(request, client.max_retries)
        self.limit, self._timeouts = client.timeouts_over(http)
        self.errors, self.without_key = request_errors(http), client.without_key

    def request(self) -> Any:
        """Return the request of the next attempt.

        Raises:
            InvalidArgumentError: Its URL is none.
        """
        request, client = self._request, self._client
        try:
            return self.http.build_request(
                request.operation.method,
                client.base_url + request.path,
                params=request.query or None,
                headers={**client.headers, "Accept-Encoding": ACCEPTED_ENCODING, **request.headers},
                content=request.content,
                timeout=self._timeouts,
            )
        except invalid_urls(self.http) as error:
            reason = f"{request.operation.method} {request.operation.path}: {error}"
        raise InvalidArgumentError(client.without_key(reason))

    def step_after(self, outcome: Answer | NoAnswer) -> Response[Any] | float:
        """Return the answer, if it stands, or else how many seconds to wait before the next attempt.

        Raises:
            APIConnectionError: There is no answer, and no next attempt.
            APIResponseValidationError: The answer is a success that does not match the contract.
        """
        if isinstance(outcome, NoAnswer):
            return self._delay_after_no_answer(outcome)
        logger.debug("%s %s: %d", self._request.operation.method, self._path, outcome.status)
        code = error_code(outcome) if outcome.status == 409 else None
        delay = self._retries.delay_after_answer(outcome.status, outcome.headers, code)
        return response_of(self._client, self._request, outcome) if delay is None else delay

    def _delay_after_no_answer(self, failure: NoAnswer) -> float:
        method = self._request.operation.method
        logger.debug("%s %s: %s", method, self._path, failure.reason)
        delay = self._retries.delay_after_no_answer(failure)
        if delay is None:
            kind = APITimeoutError if failure.timed_out else APIConnectionError
            raise kind(failure.reason, method, self._path, failure.permanent) from failure.error
        return delay

    @property
    def _path(self) -> str:
        return self._client.without_key(self._request.path)
