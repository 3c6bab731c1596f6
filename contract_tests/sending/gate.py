"""The one transport of a run: every request passes it, whoever sends it, and nothing goes round it.

It keeps the budgets and the pace, refuses other hosts, obeys 429, repeats what is safe to repeat after a
dropped connection, notices a key that died, and hands every exchange to an observer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import anyio.to_thread
import httpx

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, NoAnswer
from contract_tests.sending.options import Budget, Target
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

ATTEMPTS = 3
RETRY_PAUSE_SECONDS = 0.2
OUTAGE_PAUSES_SECONDS = (0.5, 1.0, 2.0)
LONGEST_RETRY_AFTER_SECONDS = 60.0
DEFAULT_WAIT_SECONDS = 1.0
MAX_RATE_LIMITED = 10
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Gate(httpx.BaseTransport):
    """Sends requests to one target on behalf of a run.

    Args:
        spec: Tells which operation a request is for, and which operations create things.
        target: The only server that requests may go to.
        budget: What may be spent.
        observe: Called with every exchange, in the order of the answers.
        unanswered: Called with an operation's id and a description when it gives no answer while others do.
    """

    def __init__(
        self,
        spec: Spec,
        target: Target,
        budget: Budget,
        observe: Callable[[Exchange], None],
        unanswered: Callable[[Operation, str], None],
    ) -> None:
        self.rule = "preflight"
        self.requests = 0
        self.creates = 0
        self._spec, self._target, self._budget = spec, target, budget
        self._observe, self._unanswered = observe, unanswered
        self._base = httpx.URL(target.base_url)
        self._inner = httpx.HTTPTransport()
        self._lock = threading.Lock()
        self._not_before = 0.0
        self._accepted = False
        self._failing: set[str] = set()
        self._silent: set[str] = set()
        self._failure: str | None = None

    @property
    def creates_left(self) -> int:
        """How many things may still be created."""
        return self._budget.max_creates - self.creates

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request within the budgets.

        Raises:
            CouldNotRun: The target is gone, refuses the key, or the request is for another server.
            BudgetSpent: There is nothing left to spend on it.
            NoAnswer: This operation alone does not answer.
        """
        body = request.read()
        matched = self._spec.match(request.method, self._relative_path(request))
        operation, path_values = matched or (None, {})
        creating = self._reserve(operation)
        started, began = time.time(), time.perf_counter()

        def exchange_with(answer: httpx.Response) -> Exchange:
            return Exchange(
                rule=self.rule,
                operation=operation,
                path_values=path_values,
                method=request.method,
                url=str(request.url),
                request_headers=request.headers,
                request_body=body,
                authentic=request.headers.get("Authorization") == f"Bearer {self._target.key}",
                status=answer.status_code,
                headers=answer.headers,
                body=answer.content,
                started_at=started,
                elapsed_seconds=time.perf_counter() - began,
            )

        response = self._answer(request, operation, lambda limited: self._observe(exchange_with(limited)))
        if response.status_code >= 500:
            self._notice_outage(operation, response.status_code)
        exchange = exchange_with(response)
        if creating and not _created(exchange):
            with self._lock:
                self.creates -= 1
        self._observe(exchange)
        self._notice_dead_key(exchange)
        return _unread(response, exchange)

    def stop(self, reason: str) -> None:
        """Send nothing any more: every further request raises CouldNotRun with the reason."""
        self._failure = reason

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _relative_path(self, request: httpx.Request) -> str:
        same_server = (request.url.scheme, request.url.host, request.url.port) == (
            self._base.scheme,
            self._base.host,
            self._base.port,
        )
        if not same_server:
            raise CouldNotRun(f"refused to send a request to {request.url.host}, which is not the target")
        path = request.url.raw_path.partition(b"?")[0].decode("ascii")
        return path.removeprefix(self._base.raw_path.decode("ascii").rstrip("/"))

    def _reserve(self, operation: Operation | None) -> bool:
        creating = operation is not None and operation.creates is not None
        with self._lock:
            if self._failure:
                raise CouldNotRun(self._failure)
            if creating and self.creates >= self._budget.max_creates:
                raise BudgetSpent(f"the budget of {self._budget.max_creates} created things is spent")
            self.creates += creating
        return creating

    def _answer(
        self, request: httpx.Request, operation: Operation | None, observe: Callable[[httpx.Response], None]
    ) -> httpx.Response:
        """The first answer that is neither a rate limit nor a dropped connection.

        A rate limit is not to be reported, unless it does not say how long to wait.
        """
        failures = rate_limited = 0
        while True:
            self._spend()
            try:
                response = self._inner.handle_request(request)
                response.read()
            except httpx.LocalProtocolError as error:
                raise NoAnswer(f"the request cannot be sent: {error}") from error
            except httpx.TransportError as error:
                failures += 1
                if not self._repeatable(request, operation):
                    raise NoAnswer(
                        f"the connection broke ({type(error).__name__}) and it is not safe to repeat"
                    ) from error
                if failures >= ATTEMPTS or (operation and operation.id in self._silent):
                    raise self._given_up(operation, error) from error
                time.sleep(RETRY_PAUSE_SECONDS * failures)
                continue
            if response.status_code != 429:
                return response
            rate_limited += 1
            if retry_after_seconds(response.headers.get("Retry-After")) is None:
                observe(response)
            if rate_limited > MAX_RATE_LIMITED:
                raise self._fail("the target keeps answering 429; lower --rate")
            self._wait_for_rate_limit(response)

    def _spend(self) -> None:
        """Take one request from the budget and wait for its turn; repeats and probes count like any other."""
        with self._lock:
            if self.requests >= self._budget.max_requests:
                raise BudgetSpent(f"the budget of {self._budget.max_requests} requests is spent")
            self.requests += 1
            now = time.monotonic()
            start = max(now, self._not_before)
            if self._budget.rate:
                self._not_before = start + 1 / self._budget.rate
        time.sleep(max(0.0, start - now))

    def _repeatable(self, request: httpx.Request, operation: Operation | None) -> bool:
        policy = operation.extensions.get("x-idempotency") if operation else None
        return request.method in SAFE_METHODS or bool(policy and policy["header"] in request.headers)

    def _given_up(self, operation: Operation | None, error: httpx.TransportError) -> Exception:
        reason = type(error).__name__
        if operation is None or not self._accepted or not self._reachable():
            return self._fail(f"no answer from {self._target.base_url} ({reason}); is it running and reachable?")
        self._silent.add(operation.id)
        self._unanswered(operation, reason)
        return NoAnswer(f"{operation.id} gave no answer ({reason})")

    def _wait_for_rate_limit(self, response: httpx.Response) -> None:
        asked = retry_after_seconds(response.headers.get("Retry-After"))
        seconds = min(DEFAULT_WAIT_SECONDS if asked is None else asked, LONGEST_RETRY_AFTER_SECONDS)
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + seconds)

    def _notice_dead_key(self, exchange: Exchange) -> None:
        self._accepted = self._accepted or (exchange.authentic and exchange.succeeded)
        refused = (self._spec.credentials_refused["status"], 403)
        if exchange.authentic and exchange.status in refused and self._probe() in refused:
            raise self._fail(f"the key is refused (status {exchange.status}); check CONNECT_API_KEY")

    def _notice_outage(self, operation: Operation | None, status: int) -> None:
        """Tell an operation that fails from a target that fails: ask another one, once for each that fails."""
        name = operation.id if operation else ""
        if name in self._failing:
            return
        self._failing.add(name)
        others = [one for one in self._spec.operations.values() if one.method == "GET" and one is not operation]
        for pause in OUTAGE_PAUSES_SECONDS:
            if not others or any((self._probe(one) or 0) < 500 for one in others):
                return
            time.sleep(pause)
        raise self._fail(f"the target answers {status} to everything; try again later")

    def _reachable(self) -> bool:
        return self._probe() is not None

    def _probe(self, operation: Operation | None = None) -> int | None:
        """The status of an operation, asked with the run's key; without one, of the first that needs no identifier."""
        gets = [one for one in self._spec.operations.values() if one.method == "GET"]
        path = (operation or next(one for one in gets if "{" not in one.path)).path
        path = path.format(**{one.name: "0" for one in operation.parameters_in("path")} if operation else {})
        headers = {"Host": self._base.netloc.decode(), "Authorization": f"Bearer {self._target.key}"}
        request = httpx.Request(
            "GET",
            f"{self._target.base_url}{path}",
            headers=headers,
            extensions={"timeout": TIMEOUT.as_dict()},
        )
        try:
            self._spend()
            response = self._inner.handle_request(request)
            response.read()
        except httpx.TransportError:
            return None
        return response.status_code

    def _fail(self, reason: str) -> CouldNotRun:
        self._failure = reason
        return CouldNotRun(reason)


class AsyncGate(httpx.AsyncBaseTransport):
    """The same gate for asyncio: requests wait in worker threads, so that there is one path to the target."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request through the gate; raises what the gate raises."""
        await request.aread()
        response = await anyio.to_thread.run_sync(self._gate.handle_request, request)
        response.read()
        decoded = {k: v for k, v in response.headers.items() if k not in ("content-encoding", "transfer-encoding")}
        return httpx.Response(response.status_code, headers=decoded, content=response.content)


def _unread(response: httpx.Response, exchange: Exchange) -> httpx.Response:
    """A copy of an answer as a client expects it from a transport, which leads to its exchange."""
    # The content is decoded already, so a header that says otherwise would have it decoded twice.
    decoded = (b"content-encoding", b"content-length", b"transfer-encoding")
    headers = [(name, value) for name, value in response.headers.raw if name.lower() not in decoded]
    return httpx.Response(
        response.status_code,
        headers=headers,
        stream=httpx.ByteStream(response.content),
        extensions={"exchange": exchange},
    )


def retry_after_seconds(value: str | None) -> float | None:
    """Seconds to wait according to a Retry-After header in seconds or as an HTTP date; None when it says neither."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _created(exchange: Exchange) -> bool:
    """Whether an answer stands for a new thing rather than for a refusal or a replay."""
    policy = (exchange.operation.extensions if exchange.operation else {}).get("x-idempotency")
    replayed = bool(policy and policy["replayed"]["header"] in exchange.headers)
    return exchange.succeeded and not replayed
