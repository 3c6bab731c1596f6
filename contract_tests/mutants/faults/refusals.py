"""Mutants of refusals that differ by what is wrong with a request: one field, one kind of value, one operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mutants.mutant import Mutant, fault
from contract_tests.mutants.rewrites import when
from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.spec import Spec

# Whether a body is refused for the reason that is looked for.
Reason = Callable[[Any], bool]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of one refusal among others."""
    for operation, table in ((spec.operations[name], BODIES[name]) for name in BODIES if name in spec.operations):
        for what, (reason, status, code) in table.items():
            rewrite = _for(reason, status, code)
            yield fault(operation, "context", what, rewrite, response=operation.responses["400"])
    for operation in (spec.operations[name] for name in CODES if name in spec.operations):
        status, other, code = CODES[operation.id]
        what = f"{status} has the code {code}" if status == other else f"{status} is {other}"
        rewrite = _for(lambda body: True, other, code)
        yield fault(operation, "context", what, rewrite, response=operation.responses[str(status)])


def _for(reason: Reason, status: int, code: str) -> Rewrite:
    """Another status and code for those refusals whose request has a certain fault."""

    def rewrite(call: Call, answer: Answer) -> None:
        body = answer.json
        body["error"] = {"code": code, "message": body["error"]["message"]}
        answer.status, answer.json = status, body

    return when(lambda call, answer: isinstance(call.json, dict | None) and reason(call.json or {}), rewrite)


def _longer(name: str, limit: int) -> Reason:
    return lambda body: isinstance(body.get(name), str) and len(body[name]) > limit


def _not_a(kind: type, name: str) -> Reason:
    return lambda body: name in body and not isinstance(body[name], kind)


def _too_few(body: Any) -> bool:
    return isinstance(body.get("maxStamps"), int) and body["maxStamps"] < 1


def _odd_platform(body: Any) -> bool:
    return body.get("targetPlatform") not in (None, "ios", "android")


def _too_many(body: Any) -> bool:
    return isinstance(body.get("redirectUris"), list) and len(body["redirectUris"]) > 20


def _fragments(body: Any) -> bool:
    return isinstance(body.get("redirectUris"), list) and any("#" in str(uri) for uri in body["redirectUris"])


INVALID = "VALIDATION_INVALID_PARAMETER"
BODIES: Mapping[str, Mapping[str, tuple[Reason, int, str]]] = {
    "createProductionTest": {
        "a title that is too long gets 413": (_longer("title", 200), 413, "PAYLOAD_TOO_LARGE"),
        "a description that is too long gets 422": (_longer("description", 1000), 422, INVALID),
        "too few stamps get 422": (_too_few, 422, INVALID),
        "too few stamps get the code of a conflict": (_too_few, 400, "RESOURCE_CONFLICT"),
        "an unknown platform gets 404": (_odd_platform, 404, "RESOURCE_NOT_FOUND"),
        "an unknown platform gets the code of what is not found": (_odd_platform, 400, "RESOURCE_NOT_FOUND"),
        "a title of another type gets 500": (_not_a(str, "title"), 500, "SYSTEM_INTERNAL_ERROR"),
        "a missing title gets 422": (lambda body: "title" not in body, 422, "VALIDATION_MISSING_PARAMETER"),
        "providers of another type get 500": (_not_a(list, "providerIds"), 500, "SYSTEM_INTERNAL_ERROR"),
    },
    "updateApp": {
        "a name of another type gets 422": (_not_a(str, "name"), 422, INVALID),
        "webhooks of another type get 500": (_not_a(dict, "webhookConfig"), 500, "SYSTEM_INTERNAL_ERROR"),
        "a logo of another type gets 415": (_not_a(str, "logo"), 415, "MEDIA_TYPE_UNSUPPORTED"),
    },
    "replaceRedirectUris": {
        "too many addresses get 409": (_too_many, 409, "RESOURCE_CONFLICT"),
        "too many addresses get 413": (_too_many, 413, "PAYLOAD_TOO_LARGE"),
        "addresses with fragments get 422": (_fragments, 422, INVALID),
    },
    "createWorkflow": {
        "missing nodes get 422": (lambda body: "nodes" not in body, 422, "VALIDATION_MISSING_PARAMETER"),
        "a name of another type gets 500": (_not_a(str, "name"), 500, "SYSTEM_INTERNAL_ERROR"),
    },
    "createApp": {"a name of another type gets 409": (_not_a(str, "name"), 409, "RESOURCE_CONFLICT")},
}
# By operation: a status, what it is instead, and with which code.
CODES: Mapping[str, tuple[int, int, str]] = {
    "getApp": (404, 404, "AUTH_FORBIDDEN"),
    "listWorkflows": (404, 404, "VALIDATION_INVALID_PARAMETER"),
    "listProductionTests": (404, 404, "RESOURCE_CONFLICT"),
    "replaceRedirectUris": (404, 410, "RESOURCE_NOT_FOUND"),
    "rotateClientSecret": (404, 409, "RESOURCE_CONFLICT"),
    "deleteWorkflow": (404, 404, "SYSTEM_INTERNAL_ERROR"),
    "createWorkflow": (409, 409, "RESOURCE_CONFLICT"),
    "createProductionTest": (409, 422, "IDEMPOTENCY_KEY_CONFLICT"),
    "createApp": (409, 409, "IDEMPOTENCY_REQUEST_IN_PROGRESS"),
}
