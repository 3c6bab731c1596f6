"""What a run has spent: requests, things that may have been created, and time."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter

import httpx

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.expressions import evaluate
from contract_tests.sending.exceptions import BudgetSpent
from contract_tests.sending.options import Budget
from scripts.spec.operations import Operation


class Ledger:
    """Keeps a budget and the pace: `ledger.spend_request()` before each request.

    Args:
        budget: What may be spent; its deadline counts from now on.
    """

    def __init__(self, budget: Budget) -> None:
        self.requests = self.creations = 0
        self.until = time.monotonic() + budget.deadline
        self._budget = budget
        self._not_before = 0.0
        self._keys: Counter[str] = Counter()
        self._made: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    @property
    def creations_left(self) -> int:
        """How many things may still be created."""
        return self._budget.max_creates - self.creations

    def spend_request(self) -> None:
        """Take one request from the budget and wait for its turn; repeats and probes count like any other.

        Raises:
            BudgetSpent: The requests or the time of the run are used up.
        """
        with self._lock:
            if self.requests >= self._budget.max_requests:
                raise BudgetSpent(f"the budget of {self._budget.max_requests} requests is spent")
            now = time.monotonic()
            start = max(now, self._not_before)
            if start >= self.until:
                raise BudgetSpent(f"the deadline of {self._budget.deadline:g} s has passed")
            self.requests += 1
            if self._budget.rate:
                self._not_before = start + 1 / self._budget.rate
        time.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let no request go before some seconds have passed."""
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + seconds)

    def reserve_creation(self, key: str | None, expects_refusal: bool) -> None:
        """Take one creation from the budget, for a request with an idempotency key or None.

        The last one is kept for requests that should create nothing: refusals, and keys that were sent before.

        Raises:
            BudgetSpent: There is none left.
        """
        with self._lock:
            spare = expects_refusal or self._keys[key or ""] > 0 or self._budget.max_creates == 1
            if self.creations >= self._budget.max_creates - (0 if spare else 1):
                raise BudgetSpent(f"the budget of {self._budget.max_creates} created things is spent")
            self.creations += 1
            if key:
                self._keys[key] += 1

    def settle_creation(self, exchange: Exchange) -> None:
        """Keep what was reserved for an exchange, or give it back where it made nothing."""
        with self._lock:
            made = self.may_have_created(exchange)
            self.creations -= not made
            if made and exchange.succeeded:
                self._made.setdefault(_key_of(exchange), set()).add(_name(exchange))

    def release_creation(self) -> None:
        """Give a creation back that was reserved and made nothing."""
        with self._lock:
            self.creations -= 1

    def may_have_created(self, exchange: Exchange) -> bool:
        """Whether the server may have made something, as cautiously as one can tell from its answer.

        It has not where it refused, as documented, what was sent to be refused, nor where it names the same thing
        again for a key that it had named before.
        """
        operation = exchange.operation
        policy = (operation.extensions if operation else {}).get("x-idempotency")
        # A key that was sent before, or is on its way twice, may be answered for the other request.
        key = _key_of(exchange)
        known = self._keys[key] > 1
        if exchange.succeeded:
            replayed = bool(policy and policy["replayed"]["header"] in exchange.headers)
            return not (replayed and known and _name(exchange) in self._made.get(key, ()))
        documented = operation is not None and operation.response(exchange.status) is not None
        refused = documented and 400 <= exchange.status < 500 and exchange.status != 429
        return not (refused and (exchange.expects_refusal or not exchange.authentic or known))


def idempotency_key(operation: Operation | None, headers: httpx.Headers) -> str | None:
    """The idempotency key of a request, where its operation takes one and it has one."""
    policy = operation.extensions.get("x-idempotency") if operation else None
    return headers.get(policy["header"]) if policy else None


def _key_of(exchange: Exchange) -> str:
    return idempotency_key(exchange.operation, exchange.request_headers) or ""


def _name(exchange: Exchange) -> str:
    """What an answer calls the thing that was made: by its identifier, or by all that it says where it has none."""
    creates = exchange.operation.creates if exchange.operation else None
    identifier = evaluate(creates["identifier"], exchange) if creates else None
    return identifier if isinstance(identifier, str) else hashlib.sha256(exchange.body).hexdigest()
