"""One run against one target: what the rules send through, report to, and end up with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx

from contract_tests.judging.baseline import apply
from contract_tests.judging.echoes import clock_difference
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Again, Deviation
from contract_tests.judging.redact import Redactor
from contract_tests.judging.refusals import Refusals
from contract_tests.judging.report import Left, Report
from contract_tests.judging.shapes import Node
from contract_tests.sending.creations import Creations
from contract_tests.sending.exceptions import NoAnswer
from contract_tests.sending.expectations import Expectations
from contract_tests.sending.gate import TIMEOUT, AsyncGate, Gate
from contract_tests.sending.hosts import with_own_hosts
from contract_tests.sending.last_seen import LastSeen
from contract_tests.sending.messages import EXPECTS_REFUSAL, segment
from contract_tests.sending.options import Options, Target
from contract_tests.sending.reading import Reader
from scripts.spec.operations import Operation
from scripts.spec.pointers import ABSENT
from scripts.spec.spec import Spec


class Run(Expectations):
    """Sends requests for rules, has every exchange read strictly, and collects what is found.

    Args:
        spec: The contract.
        target: The server to judge.
        options: Budgets, patience, seed and accepted differences.
    """

    def __init__(self, spec: Spec, target: Target, options: Options) -> None:
        self.spec, self.target, self.options = spec, target, options
        self._baseline = options.baseline
        self.left: list[Left] = []
        # The collections of which a reading found no end.
        self.unending: set[str] = set()
        # By the id of a finding.
        self.again: dict[str, Again] = {}
        self.creations, self.last_seen = Creations(spec), LastSeen()
        self.failure: str | None = None
        reader = Reader(spec, target.key, lambda *thing: self.gate.made.whose(*thing))
        super().__init__(Gate(spec, target, options.budget, self._observe, self._unanswered, self._forget), reader)
        self.client = httpx.Client(transport=self.gate, timeout=TIMEOUT)
        self._watchers: list[Callable[[Exchange], None]] = []
        # Two requests may be answered at once, and what is read of one answer hangs on those before it.
        self._reading = threading.RLock()
        self._waits_for = ""
        # Brings a thing of the run out of the states in which an operation refuses.
        self.bring_out: Callable[[Operation, dict[str, str]], None] | None = None
        self._started, self._began = datetime.now(UTC), time.perf_counter()

    @property
    def redactor(self) -> Redactor:
        """What keeps the secrets of the run out of everything that is written."""
        return self._reader.redactor

    @property
    def refusals(self) -> Refusals:
        """The refusals of requests that keep to the documentation."""
        return self._reader.refusals

    def send(
        self,
        operation: Operation,
        path: dict[str, str],
        *,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        body: Any = ABSENT,
        authorization: str | None = "",
        expects_refusal: bool = False,
        as_it_is: bool = False,
    ) -> Exchange:
        """Send a request for an operation.

        Args:
            path: The path parameters.
            body: The JSON body; none when it is left out. Host names of examples are made the thing's own.
            authorization: The Authorization header; the run's key when it is empty, no header when it is None.
            expects_refusal: Whether the request is sent to be refused; a refusal then made nothing for certain.
            as_it_is: Whether what it is about is left in a state in which the operation refuses.

        Raises:
            CouldNotRun: The target is gone or refuses the key.
            BudgetSpent, NoAnswer: The request could not be made.
        """
        if not as_it_is:
            self.make_ready(operation, path)
        sent = dict(headers or {})
        if authorization is not None:
            sent["Authorization"] = authorization or f"Bearer {self.target.key}"
        try:
            response = self.client.request(
                operation.method,
                self.url(operation, path),
                params=query,
                headers=sent,
                extensions={EXPECTS_REFUSAL: expects_refusal},
                **({} if body is ABSENT else {"json": with_own_hosts(body, path)}),
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise NoAnswer("the request cannot be sent: HTTP has no way to write it") from error
        exchange = self.exchange(response)
        if exchange.operation is not operation:
            raise NoAnswer(f"an identifier makes another path than that of {operation.id}")
        return exchange

    def make_ready(self, operation: Operation, path: dict[str, str]) -> None:
        """Bring a thing of the run that a path names out of the states in which an operation refuses."""
        if self.bring_out:
            self.bring_out(operation, path)

    def url(self, operation: Operation, path: dict[str, str]) -> str:
        """The address of an operation on the target, with percent-encoded path parameters."""
        encoded = {name: segment(value) for name, value in path.items()}
        return self.target.base_url.rstrip("/") + operation.path.format(**encoded)

    def exchange(self, response: httpx.Response) -> Exchange:
        """The recorded exchange behind a response that came through the gate."""
        exchange: Exchange = response.extensions["exchange"]
        return exchange

    def nodes(self, exchange: Exchange) -> tuple[Node, ...]:
        """Every documented value in an answer, the outermost first."""
        return self._reader.shapes.nodes(exchange)

    def creation_lost(self, operation: Operation) -> None:
        """Count what the current rule may have created without hearing of it."""
        self.creations.lost(self.gate.rule, operation)

    def may_create(self, operation: Operation, share: int) -> bool:
        """Whether rules of the current group may create something more, within their share and the budget."""
        return (
            self.creations.by_group(self.gate.rule, operation) < share
            and self.gate.ledger.creations_left(operation) > 0
        )

    def async_client(self, **options: Any) -> httpx.AsyncClient:
        """A client for asyncio whose requests pass the same gate; `options` are those of httpx.AsyncClient."""
        return httpx.AsyncClient(transport=AsyncGate(self.gate), timeout=TIMEOUT, **options)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()
        self.gate.close()

    @contextmanager
    def watching(self, observer: Callable[[Exchange], None]) -> Iterator[None]:
        """Have `observer` called with every exchange inside."""
        self._watchers.append(observer)
        try:
            yield
        finally:
            self._watchers.remove(observer)

    def exercised(self, rule: str, operation: Operation) -> int:
        """How many requests a rule has sent for an operation."""
        return self._reader.exercised[(rule, operation.id)]

    def successes(self, operation: Operation) -> int:
        """How many answers of an operation were its documented success."""
        return self._reader.presence.successes[operation.id]

    @contextmanager
    def waits(self, what: str) -> Iterator[None]:
        """Say meanwhile what the run waits for, such as `for what was created to settle`."""
        self._waits_for = what
        try:
            yield
        finally:
            self._waits_for = ""

    @property
    def waiting(self) -> str:
        """What the run waits for at the moment; empty when it does not."""
        seconds = self.gate.ledger.held_seconds
        return self._waits_for or (f"{seconds:.0f} s for the rate limit" if seconds >= 1 else "")

    @contextmanager
    def rule(self, name: str) -> Iterator[None]:
        """Name the rule that the requests inside belong to."""
        previous, self.gate.rule = self.gate.rule, name
        try:
            yield
        finally:
            self.gate.rule = previous

    def result(self) -> Report:
        """The report as it stands now."""
        target = self.target
        verdicts = apply(self._baseline, self._reader.told(self.findings, self.again), self._started.date())
        verdict = "could-not-run" if self.failure else "drift" if verdicts.open else "conforms"
        return Report(
            verdict=verdict,
            failure=self.failure,
            target={"kind": target.kind, "base_url": target.base_url, "client_id": target.client_id},
            spec_version=self.spec.version,
            spec_sha256=self.spec.sha256,
            started_at=self._started,
            duration_seconds=time.perf_counter() - self._began,
            requests=self.gate.ledger.requests,
            created=self.creations.for_good,
            findings=verdicts.open,
            accepted=verdicts.accepted,
            stale=verdicts.stale,
            inconclusive=self.inconclusive,
            exercised=dict(self._reader.exercised),
            held=dict(self._reader.held),
            unseen=self._reader.presence.unseen(),
            repeated=dict(self.gate.repeats),
            left_out=self.findings.left_out,
            seen=self._reader.presence.seen(),
            notes=self.notes,
            not_applicable=self.not_applicable,
            left=self.left,
        )

    def _observe(self, exchange: Exchange) -> None:
        with self._reading:
            self._read(exchange)

    def _read(self, exchange: Exchange) -> None:
        for watcher in self._watchers:
            watcher(exchange)
        self.creations.note(exchange)
        self.last_seen.note(exchange)
        if exchange.operation and exchange.operation.creates and (ahead := clock_difference(exchange)):
            self.note(f"the server's clock is {round(ahead.total_seconds() / 60)} minutes off ours")
        for rule, odd, deviation in self._reader.read(exchange):
            # What answers while a failed run cleans up says nothing of the API.
            if self.failure is None:
                self.report(odd, deviation, rule=rule)

    def _forget(self, operation: Operation, path_values: dict[str, str]) -> None:
        with self._reading:
            self._reader.forget(operation, path_values)
            self.last_seen.forget()

    def _unanswered(self, operation: Operation, reason: str) -> None:
        deviation = Deviation("no-answer", "breaking", "response", "an answer", f"none ({reason})", operation.pointer)
        self._add(operation, deviation, SHAPE, ())
