"""A recorded run against the mock as it is, in which the answers of a mutant are read without a run of its own."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Finding
from contract_tests.judging.judge import Judge
from contract_tests.judging.leaks import Leaks
from contract_tests.judging.redact import Redactor
from contract_tests.judging.requests import RequestReader
from contract_tests.judging.shapes import Shapes
from contract_tests.mock import MockOptions
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.wire import Answer, Call, answer_of
from contract_tests.sending.messages import Sent
from contract_tests.sending.repeating import GATEWAY_STATUSES
from contract_tests.sending.wire import Answer as WireAnswer
from scripts.spec.spec import Spec

KEY = MockOptions().key
RECORDING = "recording"
# What the gate of a run waits out or asks again, and hands to nobody.
NOT_HANDED_ON = (429, *GATEWAY_STATUSES)


def recorded(app: Starlette, spec: Spec) -> list[Exchange]:
    """Have an app note every exchange of an operation from now on, in the list that is returned."""
    exchanges: list[Exchange] = []
    app.add_middleware(_Recorder, spec=spec, base_path=app.state.base_path, exchanges=exchanges)
    return exchanges


class Recordings:
    """The exchanges of a run: `recordings.named(mutant)` is what names it in them, once they are changed.

    They are read as a run reads them, each by itself: what follows from several of them is for rules, which need a run.
    """

    def __init__(self, spec: Spec, exchanges: Iterable[Exchange]) -> None:
        # The same question with the same answer says nothing new.
        self._exchanges = list({_identity(exchange): exchange for exchange in exchanges}.values())
        self._shapes = Shapes(spec)
        self._requests, self._judge = RequestReader(spec), Judge(spec, self._shapes)
        self._redactor = Redactor(self._shapes, KEY)
        self._revealed = self._learn()

    def named(self, mutant: Mutant) -> dict[str, Any] | None:
        """A report with the first finding that names a mutant, or None where none does."""
        for finding in self.findings(mutant.change):
            if finding.operation in mutant.operations:
                return {"verdict": "drift", "findings": [self._as_json(finding)]}
        return None

    def findings(self, change: Change) -> Iterator[Finding]:
        """What is found in the answers once they are changed, by a change that only rewrites them."""
        leaks = Leaks(self._shapes, KEY)
        for number, exchange in enumerate(self._exchanges):
            operation = exchange.operation
            assert operation is not None
            if change.rewrites(operation, exchange.status):
                exchange = _rewritten(exchange, change)
            else:
                leaks.know(self._revealed.get(number, ()))
                continue
            if exchange.status in NOT_HANDED_ON:
                continue
            request = self._requests.read(exchange)
            for deviation in [*self._judge.read(exchange, request), *leaks.read(exchange)]:
                yield Finding(deviation, operation.id, SHAPE, operation.documentation, 1, (exchange,))

    def _learn(self) -> dict[int, set[str]]:
        """Learn the secrets, and return those that an exchange tells a run first, by its number."""
        known: set[str] = set()
        revealed = {}
        for number, exchange in enumerate(self._exchanges):
            self._redactor.learn(exchange)
            nodes = self._shapes.nodes(exchange)
            shown = {node.value for node in nodes if node.secret and isinstance(node.value, str)}
            if shown - known:
                revealed[number] = shown - known
                known |= shown
        return revealed

    def _as_json(self, finding: Finding) -> dict[str, Any]:
        deviation, text = finding.deviation, self._redactor.text
        return {
            "id": finding.id,
            "operation": finding.operation,
            "kind": deviation.kind,
            "place": text(deviation.place),
            "expected": text(deviation.expected),
            "observed": text(deviation.observed),
            "rule": finding.rule,
        }


def _identity(exchange: Exchange) -> tuple[object, ...]:
    asked = exchange.method, exchange.url, tuple(exchange.request_headers.raw), exchange.request_body
    return *asked, exchange.status, tuple(exchange.headers.raw), exchange.body


def _rewritten(exchange: Exchange, change: Change) -> Exchange:
    """An exchange with the answer that a changed server gives."""
    call = Call(exchange.operation, Headers(raw=exchange.request_headers.raw), exchange.request_body)
    answer = Answer(exchange.status, dict(exchange.headers.items()), exchange.body)
    assert change.rewrite is not None
    change.rewrite(call, answer)
    return replace(exchange, status=answer.status, headers=httpx.Headers(answer.headers), body=answer.body)


class _Recorder:
    """Stands before an app and notes what is asked of its operations and answered."""

    def __init__(self, app: ASGIApp, spec: Spec, base_path: str, exchanges: list[Exchange]) -> None:
        self._app, self._spec, self._base_path, self._exchanges = app, spec, base_path, exchanges

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body, began = await request.body(), time.perf_counter()
        answer = await answer_of(self._app, scope, body)
        raw_path = scope["raw_path"].decode("latin-1")
        matched = self._spec.match(request.method, raw_path.removeprefix(self._base_path))
        if matched is not None:
            url = httpx.URL(f"http://{request.headers['host']}{raw_path}", query=scope["query_string"])
            asked = httpx.Request(request.method, url, headers=scope["headers"], content=body)
            sent = Sent(asked, *matched, started_at=time.time(), began=began)
            came = WireAnswer(answer.status, httpx.Headers(answer.headers), answer.body)
            self._exchanges.append(sent.exchange(came, rule=RECORDING, key=KEY, attempts=1))
        await Response(answer.body, answer.status, answer.headers)(scope, receive, send)
