"""Mutants of idempotency keys that are looked at in part, for part of the body, or for part of the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, RefusalError, Workspace
from contract_tests.mutants.mutant import How, Mutant, fault, faults, operations_with
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

KIND = "keys"
# A fault stands on every second of the operations that take keys, in turn.
PLACES = 2
Keyed = Callable[[str], str]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of what becomes of a key."""
    keyed = [operation for operation, _ in operations_with(spec, "x-idempotency")]
    for number, (what, how) in enumerate({**KEYS, **REFUSED, **REPLAYS}.items()):
        for operation in keyed[number % PLACES :: PLACES]:
            yield fault(operation, KIND, what, how)
    for operation in keyed:
        if operation.request_schema:
            yield from faults(operation, KIND, {**dict(_fields(operation)), **CONFLICTS})


def _fields(operation: Operation) -> Iterator[tuple[str, How]]:
    """Bodies that are taken for the same though a field differs, and those whose other fields are passed over."""
    fields = list(operation.document.at(operation.request_schema or "").get("properties", {}))
    for name in fields:
        yield f"another {name} is no conflict", _comparing(partial(_without, name))
    if len(fields) > 1:
        yield f"nothing but another {fields[0]} is a conflict", _comparing(lambda body: body.get(fields[0]))


def _without(name: str, body: dict[str, Any]) -> dict[str, Any]:
    return {**body, name: None}


def _comparing(compared: Callable[[Any], Any]) -> type[HttpRules]:
    """Rules that compare a part of the body with that of the first request."""

    class Comparing(HttpRules):
        def __init__(self, workspace: Workspace, options: MockOptions) -> None:
            super().__init__(workspace, options)
            self._first: dict[str, Any] = {}

        async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
            first = self._first.setdefault(key, call)
            same = first.parameters == call.parameters and compared(first.body) == compared(call.body)
            return await super().once(operation, policy, key, address, first if same else call)

    return Comparing


def _keying(keyed: Keyed) -> type[HttpRules]:
    """Rules for which keys are the same where a function makes the same of them."""

    class Keying(HttpRules):
        async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
            return await super().once(operation, policy, keyed(key), address, call)

    return Keying


def _refusing(is_refused: Callable[[str], bool]) -> type[HttpRules]:
    class Refusing(HttpRules):
        async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
            if is_refused(key):
                raise RefusalError.invalid(policy.header, key, "is not accepted")
            return await super().once(operation, policy, key, address, call)

    return Refusing


class _Counting(HttpRules):
    """Rules that know how often a key has come, and which came last."""

    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        super().__init__(workspace, options)
        self.times, self.last = Counter[str](), ""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        self.before(key)
        self.times[key] += 1
        self.last = key
        return await super().once(operation, policy, key, address, call)

    def before(self, key: str) -> None:
        """What is done before a request with a key."""


class _TwiceOnly(_Counting):
    def before(self, key: str) -> None:
        if self.times[key] > 1:
            self.remembered.forget(key)


class _LastOnly(_Counting):
    def before(self, key: str) -> None:
        if key != self.last:
            self.remembered.forget(key)


class _ThirdRefused(_Counting):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        answer = await super().once(operation, policy, key, address, call)
        if self.times[key] > 2:
            raise RefusalError(policy.conflict.status, policy.conflict.code, "The key was used too often")
        return answer


class _LastAnswer(HttpRules):
    """Rules whose replays show the newest answer of the operation, whatever its key was."""

    newest: Any = None

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        is_known = self.remembered.get(key, self.workspace.now()) is not None
        answer = await super().once(operation, policy, key, address, call)
        if is_known and self.newest is not None:
            return self.replay(policy, self.newest)
        return answer

    async def perform(self, operation: Any, call: Any) -> Any:
        self.newest = await super().perform(operation, call)
        return self.newest


class _MarkedOnce(_Counting):
    """Rules that mark the first replay only."""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        answer = await super().once(operation, policy, key, address, call)
        if self.times[key] < 3:
            return answer
        return replace(answer, headers={n: v for n, v in answer.headers.items() if n not in policy.replayed})


class _OnConflict(HttpRules):
    """Rules that do something once a key has come with another body."""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        try:
            return await super().once(operation, policy, key, address, call)
        except RefusalError as refusal:
            if refusal.code == policy.conflict.code:
                self.conflict(key)
            raise

    def conflict(self, key: str) -> None:
        """What a conflict does to a key: it is forgotten."""
        self.remembered.forget(key)


class _OneConflict(HttpRules):
    """Rules that refuse another body once, and take it the second time."""

    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        super().__init__(workspace, options)
        self._refused = set[str]()

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        try:
            return await super().once(operation, policy, key, address, call)
        except RefusalError as refusal:
            if refusal.code != policy.conflict.code or key not in self._refused:
                self._refused.add(key)
                raise
            return await self.perform(operation, call)


KEYS: dict[str, How] = {
    "keys in another case are the same": _keying(str.lower),
    "only letters and digits of a key count": _keying(lambda key: "".join(one for one in key if one.isalnum())),
    "only the last 32 characters of a key count": _keying(lambda key: key[-32:]),
    "only the first 128 characters of a key count": _keying(lambda key: key[:128]),
    "only the length of a key counts": _keying(lambda key: str(len(key))),
    "the last character of a key does not count": _keying(lambda key: key[:-1]),
}
REFUSED: dict[str, How] = {
    "keys of more than 64 characters are refused": _refusing(lambda key: len(key) > 64),
    "keys of more than 200 characters are refused": _refusing(lambda key: len(key) > 200),
    "keys with other signs than letters, digits and dashes are refused": _refusing(
        lambda key: not key.replace("-", "").isalnum()
    ),
    "keys that are no UUID are refused": _refusing(lambda key: len(key) != 36 or key.count("-") != 4),
}
REPLAYS: dict[str, How] = {
    "a key is good for two requests": _TwiceOnly,
    "a key is forgotten when another one comes": _LastOnly,
    "the third request with a key is a conflict": _ThirdRefused,
    "a replay shows the newest answer": _LastAnswer,
    "only the first replay is marked": _MarkedOnce,
}
CONFLICTS: dict[str, How] = {
    "a conflict makes the key free": _OnConflict,
    "another body is refused once": _OneConflict,
}
