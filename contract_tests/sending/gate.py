"""The one transport of a run: every request passes it, whoever sends it, and nothing goes round it.

It keeps the budgets and the pace, refuses other hosts, obeys 429, repeats what is safe to repeat after a lost
connection or a gateway's 502, 503 and 504, notices a key that died, and hands every exchange to an observer.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import anyio.to_thread
import httpx

from contract_tests.judging.exchange import Exchange, idempotency_key
from contract_tests.judging.json_reading import read_json
from contract_tests.judging.making import asked_for
from contract_tests.sending.away import is_of_the_api, may_be_away, status_of
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, NoAnswer, NotMade
from contract_tests.sending.ledger import Ledger
from contract_tests.sending.made import Made
from contract_tests.sending.messages import EXPECTS_REFUSAL, Sent, response_of, segment
from contract_tests.sending.options import Budget, Target
from contract_tests.sending.repeating import GivenUp, Repeating, StillLimited
from contract_tests.sending.wire import Answer, Broken, Unsendable, Wire
from scripts.spec.operations import Operation
from scripts.spec.resources import SAFE_METHODS, is_safe
from scripts.spec.spec import Spec

OUTAGE_PAUSES_SECONDS = (0.5, 1.0, 2.0)
TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class Gate(httpx.BaseTransport):
    """Sends requests to one target on behalf of a run: `httpx.Client(transport=gate)`.

    Args:
        spec: Tells which operation a request is for, and which operations create things.
        target: The only server that requests may go to.
        budget: What may be spent.
        observe: Called with every exchange, in the order of the answers.
        unanswered: Called with an operation and a description when it gives no answer while others do.
        lost: Called when nobody knows what came of a request that may have changed something, with its operation and
            path parameters.
    """

    def __init__(
        self,
        spec: Spec,
        target: Target,
        budget: Budget,
        observe: Callable[[Exchange], None],
        unanswered: Callable[[Operation, str], None],
        lost: Callable[[Operation, dict[str, str]], None],
    ) -> None:
        self.rule = "preflight"
        self.ledger = Ledger(budget, spec.is_disposable)
        self.made = Made(spec, self._look)
        self._spec, self._target = spec, target
        self._observe, self._unanswered, self._lost = observe, unanswered, lost
        self._base = httpx.URL(target.base_url)
        self._wire = Wire()
        self._repeating = Repeating(self._wire, self.ledger)
        self._numbers = itertools.count(1)
        self._accepted = False
        self._failing: set[str] = set()
        self._silent: set[str] = set()
        self._failure: str | None = None
        self._is_stopped = self._is_cleaning_up = False
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request within the budgets.

        Raises:
            CouldNotRun: The target is gone, refuses the key, or the request is for another server.
            BudgetSpent: There is nothing left to spend on it.
            NotMade: It would change what the run did not make.
            NoAnswer: This operation alone does not answer.
        """
        request.read()
        operation, path_values = self._spec.match(request.method, self._relative_path(request)) or (None, {})
        if self._failure:
            raise CouldNotRun(self._failure)
        if request.method not in SAFE_METHODS:
            self._require_own(operation, path_values)
        if operation and operation.id in self._silent:
            raise NoAnswer(f"{operation.id} gives no answer")
        creating, reserved = operation if operation and operation.creates else None, 0
        if creating:
            key, expects_refusal = idempotency_key(operation, request.headers), request.extensions.get(EXPECTS_REFUSAL)
            number = asked_for(creating, read_json(request.content))
            reserved = self.ledger.reserve_creation(creating, key, bool(expects_refusal), number)
        since = self.made.begin(operation, path_values, request.content)
        sent = Sent(request, operation, path_values, time.time(), time.perf_counter())
        answer, attempts = self._answer(sent, reserved)
        exchange = self._exchange(sent, answer, attempts)
        if may_be_away(exchange):
            self._notice_outage(operation, answer)
        if creating:
            self.ledger.settle_creation(exchange)
        self.made.note(exchange, since)
        self._observe(exchange)
        self._notice_dead_key(exchange)
        return response_of(exchange)

    @property
    def repeats(self) -> Counter[str]:
        """How often requests were repeated, by why."""
        return self._repeating.repeats

    def stop(self, reason: str) -> None:
        """Send nothing any more: every further request raises CouldNotRun with the reason.

        Cleaning up goes on, and is stopped by the second call only, whenever the first one came.
        """
        if self._is_stopped or not self._is_cleaning_up:
            self._failure = reason
        self._is_stopped = True

    def begin_clean_up(self) -> None:
        """Let requests pass again for a while, even if the run was stopped or has spent its budget."""
        self._failure, self._is_cleaning_up = None, True
        self._silent.clear()
        self._repeating.forget()
        self.ledger.begin_clean_up()

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _require_own(self, operation: Operation | None, path_values: dict[str, str]) -> None:
        if operation is None:
            raise NoAnswer("the request is for no operation of the contract and might change something; not sent")
        if not self.made.admits(operation, path_values):
            raise NotMade(f"{operation.id} would change what this run did not make; not sent")

    def _look(self, reader: Operation, path_values: dict[str, str]) -> Any:
        """The JSON that a reading operation answers, or None where it does not succeed."""
        path = reader.path.format(**{name: segment(value) for name, value in path_values.items()})
        headers = {"Authorization": f"Bearer {self._target.key}"}
        try:
            url = f"{self._target.base_url}{path}"
            exchange = self.handle_request(httpx.Request("GET", url, headers=headers)).extensions["exchange"]
        except (NoAnswer, BudgetSpent, httpx.InvalidURL, UnicodeError):
            return None
        return exchange.json if exchange.succeeded and exchange.is_json else None

    def _relative_path(self, request: httpx.Request) -> str:
        url, base = request.url, self._base
        if (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port):
            raise CouldNotRun("refused to send a request to another server than the target")
        path = url.raw_path.partition(b"?")[0].decode("ascii")
        return path.removeprefix(base.raw_path.decode("ascii").rstrip("/"))

    def _exchange(self, sent: Sent, answer: Answer, attempts: int) -> Exchange:
        number = next(self._numbers)
        return sent.exchange(answer, rule=self.rule, key=self._target.key, attempts=attempts, number=number)

    def _answer(self, sent: Sent, reserved: int) -> tuple[Answer, int]:
        """The answer to a request and the number of attempts; creations that were not sent are given back."""
        try:
            return self._repeating.answer(sent, lambda *limited: self._observe(self._exchange(sent, *limited)))
        except (BudgetSpent, Unsendable) as error:
            if sent.operation is not None and reserved:
                self.ledger.release_creation(sent.operation, reserved)
            if isinstance(error, BudgetSpent):
                raise
            raise NoAnswer(f"HTTP has no way to send the request: {error}") from error
        except NoAnswer:
            self._lose(sent)
            raise
        except GivenUp as error:
            self._lose(sent)
            raise self._given_up(sent.operation, str(error)) from error
        except StillLimited as error:
            raise self._fail("the target keeps answering 429; lower --rate, or try again later") from error

    def _lose(self, sent: Sent) -> None:
        """Say that nobody knows what came of a request that may have changed something."""
        if sent.operation is not None and not is_safe(sent.operation):
            self.made.lose(sent.operation, sent.path_values)
            self._lost(sent.operation, sent.path_values)

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
