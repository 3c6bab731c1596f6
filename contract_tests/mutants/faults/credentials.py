"""Mutants of keys that are nearly right, of other schemes, and of refusals that differ from place to place."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from starlette.datastructures import Headers

from contract_tests.mock import HttpRules, MockOptions
from contract_tests.mutants.change import Change
from contract_tests.mutants.mutant import Mutant, fault
from contract_tests.mutants.rewrites import at, json_body
from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

KIND = "credentials"
KEY = MockOptions().key
OTHER_ENVIRONMENT = "sk_workspace_prod_"

Accepts = Callable[[str, str], bool]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of credentials."""
    for what, accepts in KEYS.items():
        everywhere = Change(http=_accepting(accepts))
        yield Mutant(f"{what} is accepted everywhere", KIND, tuple(spec.operations), what, everywhere)
    for operation in spec.operations.values():
        # Which operation has which fault does not depend on what other operations there are.
        number = zlib.crc32(operation.id.encode())
        what = list(KEYS)[number % len(KEYS)]
        yield fault(operation, KIND, f"{what} is accepted here alone", _accepting(KEYS[what]))
        what = list(REFUSALS)[number % len(REFUSALS)]
        yield fault(operation, KIND, what, REFUSALS[what], response=operation.responses["401"])
    for what, names in _groups(spec).items():
        yield Mutant(f"any key is accepted by {what}", KIND, names, what, Change(http=_accepting_by(names)))
    for what, names in _groups(spec).items():
        parts = [Change(rewrite=at("/error/code", _forbidden), operation_id=name, status="401") for name in names]
        coded = replace(parts[0], also=tuple(parts[1:]))
        yield Mutant(f"a wrong key gets another code from {what}", KIND, names, what, coded)


def _groups(spec: Spec) -> dict[str, tuple[str, ...]]:
    """The groups of operations that share a fault, as far as the spec has any of them."""
    groups = {what: tuple(one.id for one in spec.operations.values() if has(one)) for what, has in GROUPS.items()}
    return {what: names for what, names in groups.items() if names}


def _accepting(accepts: Accepts) -> type[HttpRules]:
    """Rules that take some credentials for right, by their scheme and what follows it."""

    class Accepting(HttpRules):
        def authenticate(self, operation: Any, headers: Headers) -> None:
            scheme, _, key = headers.get("authorization", "").partition(" ")
            if not accepts(scheme, key.strip()):
                super().authenticate(operation, headers)

    return Accepting


def _accepting_by(names: tuple[str, ...]) -> type[HttpRules]:
    class AcceptingBy(HttpRules):
        def authenticate(self, operation: Any, headers: Headers) -> None:
            if operation.id not in names or not headers.get("authorization"):
                super().authenticate(operation, headers)

    return AcceptingBy


def _is_bearer(scheme: str) -> bool:
    return scheme.lower() == "bearer"


def _forbidden(code: str) -> str:
    return "AUTH_FORBIDDEN"


def _status(status: int, code: str) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        body = answer.json
        body["error"]["code"] = code
        answer.status, answer.json = status, body

    return rewrite


KEYS: dict[str, Accepts] = {
    "a key of the other environment": lambda scheme, key: _is_bearer(scheme) and key.startswith(OTHER_ENVIRONMENT),
    "a key of the same form": lambda scheme, key: _is_bearer(scheme) and key.startswith("sk_workspace_test_"),
    "a key in another case": lambda scheme, key: _is_bearer(scheme) and key.lower() == KEY.lower(),
    "a key without its end": lambda scheme, key: _is_bearer(scheme) and len(key) > 20 and KEY.startswith(key),
    "a key with something after it": lambda scheme, key: _is_bearer(scheme) and key.startswith(KEY),
    "an empty key": lambda scheme, key: _is_bearer(scheme) and not key,
    "the key under another scheme": lambda scheme, key: not _is_bearer(scheme) and key == KEY,
    "the key without a scheme": lambda scheme, key: scheme == KEY,
    "a key with another last character": lambda scheme, key: (
        _is_bearer(scheme) and len(key) == len(KEY) and key[:-1] == KEY[:-1]
    ),
}
REFUSALS: dict[str, Rewrite] = {
    "a wrong key gets 403": _status(403, "AUTH_FORBIDDEN"),
    "a wrong key gets 404": _status(404, "RESOURCE_NOT_FOUND"),
    "a wrong key gets 400": _status(400, "VALIDATION_MISSING_PARAMETER"),
    "a wrong key gets the code of a missing permission": at("/error/code", _forbidden),
    "a wrong key gets no request id": json_body(
        lambda body: {name: value for name, value in body.items() if name != "request_id"}
    ),
    "a wrong key gets a short request id": at("/request_id", lambda request_id: request_id[:8]),
}
GROUPS: dict[str, Callable[[Operation], bool]] = {
    "operations that read": lambda operation: operation.method == "GET",
    "operations that delete": lambda operation: operation.method == "DELETE",
    "operations on production tests": lambda operation: "production-tests" in operation.path,
}
