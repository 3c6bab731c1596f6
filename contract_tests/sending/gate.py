"""The one transport of a run: every request passes it, whoever sends it, and nothing goes round it.

It keeps the budgets and the pace, refuses other hosts, obeys 429, repeats what is safe to repeat after a lost
connection or a gateway's 502, 503 and 504, notices a key that died, and hands every exchange to an observer.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

import anyio.to_thread
import httpx

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.away import is_of_the_api, may_be_away, status_of
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, NoAnswer
from contract_tests.sending.ledger import Ledger, idempotency_key
from contract_tests.sending.messages import EXPECTS_REFUSAL, SAFE_METHODS, Sent, response_of
from contract_tests.sending.options import Budget, Target
from contract_tests.sending.retry_after import retry_after_seconds
from contract_tests.sending.wire import Answer, Broken, Unsendable, Wire
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

# At 7 % of lost answers and gateways, four in a row happen in one of 140 runs; six in none of ten thousand.
ATTEMPTS = 6
MAX_LOST_IN_A_ROW = 4
RETRY_PAUSE_SECONDS = 0.2
OUTAGE_PAUSES_SECONDS = (0.5, 1.0, 2.0)
LONGEST_RETRY_AFTER_SECONDS = 60.0
LONGEST_WAITING_SECONDS = 180.0
DEFAULT_WAIT_SECONDS = 1.0
MAX_RATE_LIMITED = 10
# What a gateway answers for a service that is away for a moment.
GATEWAY_STATUSES = (502, 503, 504)
TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class Gate(httpx.BaseTransport):
    """Sends requests to one target on behalf of a run: `httpx.Client(transport=gate)`.

    Args:
        spec: Tells which operation a request is for, and which operations create things.
        target: The only server that requests may go to.
        budget: What may be spent.
        observe: Called with every exchange, in the order of the answers.
        unanswered: Called with an operation and a description when it gives no answer while others do.
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
        self.repeats: Counter[str] = Counter()
        self.ledger = Ledger(budget)
        self._spec, self._target = spec, target
        self._observe, self._unanswered = observe, unanswered
        self._base = httpx.URL(target.base_url)
        self._wire = Wire()
        self._waited = 0.0
        self._accepted = False
        self._failing: set[str] = set()
        self._silent: set[str] = set()
        # By operation, the requests in a row that were lost and cannot be repeated.
        self._lost: Counter[str] = Counter()
        self._failure: str | None = None
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request within the budgets.

        Raises:
            CouldNotRun: The target is gone, refuses the key, or the request is for another server.
            BudgetSpent: There is nothing left to spend on it.
            NoAnswer: This operation alone does not answer.
        """
        request.read()
        operation, path_values = self._spec.match(request.method, self._relative_path(request)) or (None, {})
        if self._failure:
            raise CouldNotRun(self._failure)
        if operation is None and request.method not in SAFE_METHODS:
            raise NoAnswer("the request is for no operation of the contract and might change something; not sent")
        if operation and operation.id in self._silent:
            raise NoAnswer(f"{operation.id} gives no answer")
        creating = operation is not None and operation.creates is not None
        if creating:
            key, expects_refusal = idempotency_key(operation, request.headers), request.extensions.get(EXPECTS_REFUSAL)
            self.ledger.reserve_creation(key, bool(expects_refusal))
        sent = Sent(request, operation, path_values, time.time(), time.perf_counter())
        try:
            answer, attempts = self._answer(sent)
        except (BudgetSpent, Unsendable) as error:
            if creating:
                self.ledger.release_creation()
            if isinstance(error, BudgetSpent):
                raise
            raise NoAnswer(f"HTTP has no way to send the request: {error}") from error
        exchange = self._exchange(sent, answer, attempts)
        if may_be_away(exchange):
            self._notice_outage(operation, answer)
        if operation:
            self._lost[operation.id] = 0
        if creating:
            self.ledger.settle_creation(exchange)
        self._observe(exchange)
        self._notice_dead_key(exchange)
        return response_of(exchange)

    def stop(self, reason: str) -> None:
        """Send nothing any more: every further request raises CouldNotRun with the reason."""
        self._failure = reason

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _relative_path(self, request: httpx.Request) -> str:
        url, base = request.url, self._base
        if (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port):
            raise CouldNotRun("refused to send a request to another server than the target")
        path = url.raw_path.partition(b"?")[0].decode("ascii")
        return path.removeprefix(base.raw_path.decode("ascii").rstrip("/"))

    def _exchange(self, sent: Sent, answer: Answer, attempts: int) -> Exchange:
        return sent.exchange(answer, rule=self.rule, key=self._target.key, attempts=attempts)

    def _answer(self, sent: Sent) -> tuple[Answer, int]:
        """The first answer that is neither a rate limit nor a loss, and how often the request was sent for it.

        Neither is to be reported unless it lasts, or a rate limit does not say how long to wait.
        """
        attempts = losses = limits = 0
        while True:
            self.ledger.spend_request()
            attempts += 1
            try:
                answer = self._wire.send(sent.request, self.ledger.until)
            except Broken as error:
                losses += 1
                self._repeat_or_give_up(sent, error, losses)
                continue
            if answer.status in GATEWAY_STATUSES and not sent.repeatable:
                raise NoAnswer(f"a gateway answered {answer.status}, and it is not safe to send the request again")
            if answer.status in GATEWAY_STATUSES and losses + 1 < ATTEMPTS:
                losses += 1
                self._repeat(str(answer.status), losses)
                continue
            if answer.status != 429:
                return answer, attempts
            limits += 1
            self._wait(sent, answer, attempts, limits)

    def _repeat_or_give_up(self, sent: Sent, error: Broken, losses: int) -> None:
        operation = sent.operation
        if error.sent and not sent.repeatable:
            if self._lost_too_often(operation):
                raise self._given_up(operation, str(error)) from error
            raise NoAnswer(f"{error}, and it is not safe to send the request again") from error
        if losses >= ATTEMPTS:
            raise self._given_up(operation, str(error)) from error
        self._repeat("lost", losses)

    def _lost_too_often(self, operation: Operation | None) -> bool:
        """Count a request that was lost and cannot be repeated; tell whether there were many in a row."""
        name = operation.id if operation else ""
        self._lost[name] += 1
        return self._lost[name] >= MAX_LOST_IN_A_ROW

    def _repeat(self, reason: str, losses: int) -> None:
        self.repeats[reason] += 1
        time.sleep(RETRY_PAUSE_SECONDS * losses)

    def _wait(self, sent: Sent, answer: Answer, attempts: int, limits: int) -> None:
        """Wait as long as a rate limit says, within bounds of one wait and of all together."""
        operation = sent.operation
        asked = retry_after_seconds(answer.headers.get("Retry-After"), answer.headers.get("Date"))
        if asked is None:
            self._observe(self._exchange(sent, answer, attempts))
        seconds = min(DEFAULT_WAIT_SECONDS if asked is None else asked, LONGEST_RETRY_AFTER_SECONDS)
        self._waited += seconds
        too_often = limits > MAX_RATE_LIMITED or (not sent.repeatable and self._lost_too_often(operation))
        if too_often or self._waited > LONGEST_WAITING_SECONDS:
            raise self._fail("the target keeps answering 429; lower --rate, or try again later")
        self.ledger.hold(seconds)
        if not sent.repeatable:
            raise NoAnswer("the target answers 429, and it is not safe to send the request again")
        self.repeats["429"] += 1

    def _given_up(self, operation: Operation | None, reason: str) -> Exception:
        if operation is None or not self._accepted or self._probe() is None:
            return self._fail(f"no answer from {self._target.base_url}: {reason}")
        self._silent.add(operation.id)
        self._unanswered(operation, reason)
        return NoAnswer(f"{operation.id} gave no answer: {reason}")

    def _notice_dead_key(self, exchange: Exchange) -> None:
        self._accepted = self._accepted or (exchange.authentic and exchange.succeeded)
        refused = (self._spec.credentials_refused["status"], 403)
        if exchange.authentic and exchange.status in refused and status_of(self._probe()) in refused:
            raise self._fail(f"the key is refused (status {exchange.status}); check CONNECT_API_KEY")

    def _notice_outage(self, operation: Operation | None, answer: Answer) -> None:
        """Tell an operation that fails from a target that is away: ask others, once for each that fails."""
        name = operation.id if operation else ""
        with self._lock:
            if name in self._failing:
                return
            self._failing.add(name)
        others = [one for one in self._spec.operations.values() if one.method == "GET" and one is not operation]
        for pause in OUTAGE_PAUSES_SECONDS:
            if not others or any(is_of_the_api(self._probe(one)) for one in others):
                return
            time.sleep(pause)
        what = (
            f"{answer.status} to everything" if answer.status >= 300 else "something that is none of the API's answers"
        )
        raise self._fail(f"the target answers {what}: is it being maintained, or is a login in the way?")

    def _probe(self, operation: Operation | None = None) -> Answer | None:
        """What an operation answers to the run's key; without one, the first operation that needs no identifier."""
        gets = [one for one in self._spec.operations.values() if one.method == "GET"]
        path = (operation or next(one for one in gets if "{" not in one.path)).path
        path = path.format(**{one.name: "0" for one in operation.parameters_in("path")} if operation else {})
        headers = {"Authorization": f"Bearer {self._target.key}"}
        self.ledger.spend_request()
        try:
            request = httpx.Request("GET", f"{self._target.base_url}{path}", headers=headers)
            return self._wire.send(request, self.ledger.until)
        except (Broken, Unsendable):
            return None

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
        return httpx.Response(response.status_code, headers=response.headers.raw, content=response.read())
