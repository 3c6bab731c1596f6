"""An exchange: one request of a run and the answer that it got."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx

from contract_tests.judging.json_reading import NotJson, read_json
from scripts.spec.operations import Operation, Response
from scripts.spec.pointers import get

LARGEST_EVIDENCE = 64 * 1024


def idempotency_key(operation: Operation | None, headers: httpx.Headers) -> str | None:
    """The idempotency key of a request, where its operation takes one and it has one."""
    policy = operation.extensions.get("x-idempotency") if operation else None
    return headers.get(policy["header"]) if policy else None


@dataclass(frozen=True, eq=False)
class Exchange:
    """A request and its answer, whole, with the operation that the request was for.

    `rule` names the test that sent it. `authentic` tells whether it carried the key of the run, `expects_refusal`
    whether it was sent to be refused, `attempts` how often it was sent until this answer came. `body_problem` says
    why the body could not be taken from the wire; `number` tells the exchanges of a run apart, and is 0 for one that
    is of no run. Bodies are unpacked, and otherwise as they came: redaction happens where reports are written.
    """

    rule: str
    operation: Operation | None
    path_values: dict[str, str]
    method: str
    url: str
    request_headers: httpx.Headers = field(repr=False)
    request_body: bytes = field(repr=False)
    authentic: bool
    expects_refusal: bool
    attempts: int
    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)
    body_problem: str | None
    started_at: float
    elapsed_seconds: float
    number: int = 0

    @cached_property
    def request_line(self) -> str:
        """The method, the path and the query of the request."""
        address = urlsplit(self.url)
        return f"{self.method} {address.path}{f'?{address.query}' if address.query else ''}"

    @cached_property
    def request_json(self) -> Any:
        """The request's body as JSON, or a NotJson."""
        return read_json(self.request_body)

    @cached_property
    def json(self) -> Any:
        """The answer's body as JSON, or a NotJson that says why it is none."""
        return NotJson(self.body_problem) if self.body_problem else read_json(self.body)

    @cached_property
    def evidence(self) -> Exchange:
        """The exchange as findings keep it: without a body that is too large to be shown."""
        if len(self.body) <= LARGEST_EVIDENCE:
            return self
        return replace(self, body=b"", body_problem=f"{len(self.body)} bytes, too many to be shown")

    @property
    def is_json(self) -> bool:
        """Whether the answer's body is JSON."""
        return not isinstance(self.json, NotJson)

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The query parameters in the order in which they were sent, repeated ones included."""
        return httpx.URL(self.url).params.multi_items()

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def has_changed_nothing(self) -> bool:
        """Whether it was refused for certain: of several attempts one that was lost may have been carried out."""
        return 400 <= self.status < 500 and self.attempts == 1

    @property
    def operation_id(self) -> str:
        """The id of the operation; nothing for a request to none."""
        return self.operation.id if self.operation else ""

    @property
    def idempotency_key(self) -> str | None:
        """The idempotency key of the request, where its operation takes one and it has one."""
        return idempotency_key(self.operation, self.request_headers)

    @property
    def refusal(self) -> str:
        """A refusal in words: its status and its code."""
        return f"refused with {self.status} {self.error_code or ''}".strip()

    @property
    def is_replay(self) -> bool:
        """Whether the answer says that it is the answer to an earlier request with the same idempotency key."""
        policy = self.operation.extensions.get("x-idempotency") if self.operation else None
        return policy is not None and policy["replayed"]["header"] in self.headers

    @property
    def documented_response(self) -> Response | None:
        """What documents the answer: its status, or for an undocumented success the documented one."""
        operation = self.operation
        if operation is None:
            return None
        return operation.response(self.status) or (operation.success if self.succeeded else None)

    @property
    def schema(self) -> str | None:
        """The pointer of the schema that documents the answer's body, or None."""
        response = self.documented_response
        return response.schema if response else None

    @property
    def error_code(self) -> str | None:
        """The code of the error envelope, if there is one."""
        code = get(self.json, self.operation.error_envelope["code"]) if self.operation else None
        return code if isinstance(code, str) else None
