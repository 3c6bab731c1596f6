"""A request on its way through the gate, the exchange that comes of it, and the answer as a client expects it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from contract_tests.judging.exchange import Exchange, idempotency_key
from contract_tests.sending.wire import Answer
from scripts.spec.operations import Operation
from scripts.spec.resources import SAFE_METHODS

# The mark of a request that should be refused, among the extensions of an httpx request.
EXPECTS_REFUSAL = "expects_refusal"


@dataclass(frozen=True)
class Sent:
    """A request on its way, with the operation that it is for and when it began, by the clock and by the counter."""

    request: httpx.Request
    operation: Operation | None
    path_values: dict[str, str]
    started_at: float
    began: float

    @property
    def repeatable(self) -> bool:
        """Whether sending it twice does no more than sending it once."""
        return self.request.method in SAFE_METHODS or bool(idempotency_key(self.operation, self.request.headers))

    @property
    def may_follow_a_refusal(self) -> bool:
        """Whether it may be sent again after an answer that says it was not carried out: it makes nothing new."""
        makes = self.operation is None or not self.operation.extensions.keys().isdisjoint(("x-creates", "x-rotates"))
        return self.repeatable or not makes

    def exchange(self, answer: Answer, *, rule: str, key: str, attempts: int, number: int = 0) -> Exchange:
        """The request with its answer, which came now, after so many attempts of a rule; `key` is that of the run."""
        return Exchange(
            rule=rule,
            operation=self.operation,
            path_values=self.path_values,
            method=self.request.method,
            url=str(self.request.url),
            request_headers=self.request.headers,
            request_body=self.request.content,
            authentic=self.request.headers.get("Authorization") == f"Bearer {key}",
            expects_refusal=bool(self.request.extensions.get(EXPECTS_REFUSAL)),
            attempts=attempts,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            body_problem=answer.problem,
            started_at=self.started_at,
            elapsed_seconds=time.perf_counter() - self.began,
            number=number,
        )


def response_of(exchange: Exchange) -> httpx.Response:
    """An answer as a client expects it from a transport, which leads to its exchange."""
    # The content is decoded already, so a header that says otherwise would have it decoded twice. A client makes a
    # request of every Location of a redirection, though it is never followed, and fails where it is none.
    left_out = {b"content-encoding", b"content-length", b"transfer-encoding"}
    left_out |= {b"location"} if exchange.status // 100 == 3 else set()
    return httpx.Response(
        exchange.status,
        headers=[(name, value) for name, value in exchange.headers.raw if name.lower() not in left_out],
        stream=httpx.ByteStream(exchange.body),
        extensions={"exchange": exchange},
    )


def segment(value: str) -> str:
    """A path parameter as one segment of a path, so that nothing in it leads elsewhere."""
    encoded = quote(value, safe="")
    return encoded.replace(".", "%2E") if set(value) <= {"."} else encoded
