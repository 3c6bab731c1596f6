"""An exchange: one request of a run and the answer that it got."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import httpx

from scripts.spec.operations import Operation, Response


class NotJson:
    """The type of NOT_JSON: a body that is empty or does not parse."""

    def __repr__(self) -> str:
        return "not JSON"


NOT_JSON: Final = NotJson()


@dataclass(frozen=True)
class Exchange:
    """A request and its answer, whole, with the operation that the request was for.

    `rule` names the test that sent it. `authentic` tells whether it carried the key of the run.
    Bodies and headers are as they were on the wire: redaction happens where reports are written.
    """

    rule: str
    operation: Operation | None
    path_values: dict[str, str]
    method: str
    url: str
    request_headers: httpx.Headers = field(repr=False)
    request_body: bytes = field(repr=False)
    authentic: bool
    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)
    started_at: float
    elapsed_seconds: float

    @cached_property
    def request_json(self) -> Any:
        """The request's body as JSON, or NOT_JSON."""
        return _parse(self.request_body)

    @cached_property
    def json(self) -> Any:
        """The answer's body as JSON, or NOT_JSON."""
        return _parse(self.body)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query parameters in the order in which they were sent, repeated ones included."""
        return httpx.URL(self.url).params.multi_items()

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

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
        body = self.json
        error = body.get("error") if isinstance(body, dict) else None
        code = error.get("code") if isinstance(error, dict) else None
        return code if isinstance(code, str) else None


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return NOT_JSON
