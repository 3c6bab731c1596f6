"""Exchanges made by hand, as a run records them."""

import json
from typing import Any

import httpx

from contract_tests.judging.exchange import Exchange
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec

SPEC: Spec = load_spec()
KEY = "sk_workspace_test_of_these_tests"
APP = "FK5b0KSM"


def sample(name: str) -> Any:
    """A fresh copy of an example of the spec."""
    return json.loads(json.dumps(SPEC.root["components"]["examples"][name]["value"]))


def exchange(
    operation_id: str,
    status: int,
    body: Any,
    *,
    sent: Any = None,
    query: str = "",
    path: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    request_headers: dict[str, str] | None = None,
) -> Exchange:
    """An exchange of an operation, with the key of the run and a JSON answer unless `body` is bytes."""
    operation = SPEC.operations[operation_id]
    values = {parameter.name: APP for parameter in operation.parameters_in("path")} | (path or {})
    default = {"Content-Type": "application/json", "Location": f"/apps/{APP}/production-tests/req_1"}
    sent_headers = {"Authorization": f"Bearer {KEY}"} | ({} if sent is None else {"Content-Type": "application/json"})
    return Exchange(
        rule="test",
        operation=operation,
        path_values=values,
        method=operation.method,
        url=f"http://target/connect/v1{operation.path.format(**values)}{query}",
        request_headers=httpx.Headers(sent_headers | (request_headers or {})),
        request_body=b"" if sent is None else json.dumps(sent).encode(),
        authentic=True,
        expects_refusal=False,
        attempts=1,
        status=status,
        headers=httpx.Headers(default | (headers or {})),
        body=body if isinstance(body, bytes) else json.dumps(body).encode(),
        body_problem=None,
        started_at=0.0,
        elapsed_seconds=0.0,
    )


def envelope(code: str) -> dict[str, Any]:
    """The error envelope with a code."""
    return {"error": {"code": code, "message": "no"}, "request_id": "0b0d5d0e-6f7e-4a39-9a51-3a6f6d0f7c55"}
