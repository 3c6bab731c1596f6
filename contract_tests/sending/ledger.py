"""What a run has spent: requests, things that may have been created, and time."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.making import asked_for, failures, made
from contract_tests.sending.exceptions import BudgetSpent
from contract_tests.sending.options import Budget
from scripts.spec.operations import Operation

# What a run keeps back for its end: to read a collection before and after, with one page more than there was, and to
# look at each thing and delete it.
LISTINGS = 2
REQUESTS_PER_DISPOSABLE = 2
CLEAN_UP_SECONDS = 60.0


class Ledger:
    """Keeps a budget and the pace: `ledger.spend_request()` before each request.

    Args:
        budget: What may be spent; its deadline counts from now on.
        is_disposable: Tells whether what an operation creates can be deleted again.
    """

    def __init__(self, budget: Budget, is_disposable: Callable[[Operation], bool]) -> None:
        self.requests = 0
        self.until = time.monotonic() + budget.deadline
        # Requests that are kept back for the end.
        self.kept_back = 0
        self._budget, self._is_disposable = budget, is_disposable
        # By whether they can be deleted: how many may be made, and how many were, as the server would count them.
        self._most = {False: budget.max_creates, True: budget.max_disposables}
        self._creations = {False: 0, True: 0}
        self._not_before = 0.0
        self._keys: Counter[str] = Counter()
        # By key, what answers have named, and what a replay named before the first answer was there.
        self._made: defaultdict[str, set[str]] = defaultdict(set)
        self._foretold: defaultdict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()

    @property
    def requests_left(self) -> int:
        """How many requests may still be sent before the end of the run."""
        return self._budget.max_requests - self.requests - self.kept_back

    def creations(self, operation: Operation) -> int:
        """How many things were made of the kind that an operation makes: for good, or to be deleted."""
        return self._creations[self._is_disposable(operation)]

    def creations_left(self, operation: Operation) -> int:
        """How many things an operation may still create."""
        disposable = self._is_disposable(operation)
        return self._most[disposable] - self._creations[disposable]

    def begin_clean_up(self) -> None:
        """Release what was kept back, of requests and of time."""
        with self._lock:
            seconds = CLEAN_UP_SECONDS + (self.kept_back / self._budget.rate if self._budget.rate else 0)
            self.kept_back = 0
            self.until = max(self.until, time.monotonic() + seconds)

    def keep_for_listing(self, requests: int) -> None:
        """Keep back what it takes to read a collection again at the end, which took some requests before."""
        with self._lock:
            self.kept_back += LISTINGS * (requests + 1)

    def spend_request(self) -> None:
        """Take one request from the budget and wait for its turn; repeats and probes count like any other.

        Raises:
            BudgetSpent: The requests or the time of the run are used up.
        """
        with self._lock:
            if self.requests_left <= 0:
                raise BudgetSpent(f"the budget of {self._budget.max_requests} requests is spent")
            now = time.monotonic()
            start = max(now, self._not_before)
            if start >= self.until:
                raise BudgetSpent(f"the deadline of {self._budget.deadline:g} s has passed")
            self.requests += 1
            if self._budget.rate:
                self._not_before = start + 1 / self._budget.rate
        # A sleep of no time would still give the processor away.
        if start > now:
            time.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let no request go before some seconds have passed."""
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + seconds)

    @property
    def held_seconds(self) -> float:
        """How long it takes until the next request may go."""
        return max(0.0, self._not_before - time.monotonic())

    def reserve_creation(self, operation: Operation, key: str | None, expects_refusal: bool, number: int = 1) -> int:
        """Take the creations of a request from the budget, which has an idempotency key or None; return how many.

        Of one that is sent to be refused a single one is taken, however many things it asks for.

        The last one is kept for keys that were sent before, the one before it for refusals: they should create nothing.

        Raises:
            BudgetSpent: There is none left.
        """
        disposable = self._is_disposable(operation)
        with self._lock:
            most = self._most[disposable]
            kept = 0 if self._keys[key or ""] > 0 else 1 if expects_refusal else 2
            wanted = 1 if expects_refusal else number
            if self._creations[disposable] + wanted > min(most, max(1, most - kept)):
                what = "disposable things" if disposable else "created things"
                raise BudgetSpent(f"the budget of {most} {what} is spent")
            if disposable and self.requests_left <= REQUESTS_PER_DISPOSABLE * number:
                raise BudgetSpent("what is left of the requests is kept for cleaning up")
            self._count(disposable, wanted)
            if key:
                self._keys[key] += 1
            return wanted

    def settle_creation(self, exchange: Exchange) -> None:
        """Keep what was reserved for an exchange, or what its answer tells, or give it back where it made nothing."""
        with self._lock:
            operation, may_have = exchange.operation, self.may_have_created(exchange)
            assert operation is not None
            disposable, number = self._is_disposable(operation), asked_for(operation, exchange.request_json)
            reserved = 1 if exchange.expects_refusal else number
            key, name = exchange.idempotency_key or "", _name(exchange) if exchange.succeeded else ""
            if not may_have:
                self._count(disposable, -reserved)
                if not exchange.is_replay:
                    # That was the first answer.
                    self._foretold[key].discard(name)
            elif exchange.succeeded:
                # What is neither named nor said to have failed may have been made all the same.
                self._count(disposable, (len(made(exchange)) if failures(exchange) else number) - reserved)
                self._made[key].add(name)
                if exchange.is_replay:
                    self._foretold[key].add(name)
            else:
                self._count(disposable, number - reserved)

    def release_creation(self, operation: Operation, number: int = 1) -> None:
        """Give creations back that were reserved and made nothing."""
        with self._lock:
            self._count(self._is_disposable(operation), -number)

    def _count(self, disposable: bool, number: int) -> None:
        """Count things that may have been made, and keep back what it takes to delete them."""
        self._creations[disposable] += number
        self.kept_back += REQUESTS_PER_DISPOSABLE * number * disposable

    def may_have_created(self, exchange: Exchange) -> bool:
        """Whether the server may have made something, as cautiously as one can tell from its answer.

        It has not where it refused, as documented, what was sent to be refused, nor where a replay and the first answer
        to its key name the same thing, whichever came first.
        """
        operation = exchange.operation
        # A key that was sent before, or is on its way twice, may be answered for the other request.
        key = exchange.idempotency_key or ""
        known = self._keys[key] > 1
        if exchange.succeeded:
            # Of two requests at once the replay may be here first.
            named = (self._made if exchange.is_replay else self._foretold)[key]
            return not (known and _name(exchange) in named)
        documented = operation is not None and operation.response(exchange.status) is not None
        refused = documented and 400 <= exchange.status < 500 and exchange.status != 429
        return not (refused and (exchange.expects_refusal or not exchange.authentic or known))


def _name(exchange: Exchange) -> str:
    """What an answer calls the thing that was made: by its identifier, or by all that it says where it has none."""
    names = list(made(exchange).values())
    is_one = len(names) == 1 and isinstance(names[0], str)
    return str(names[0]) if is_one else hashlib.sha256(exchange.body).hexdigest()
