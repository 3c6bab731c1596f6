"""Mutants of what a server does with idempotency keys, and of what a replayed answer looks like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from contract_tests.judging.expressions import body_pointer
from contract_tests.mock import HttpRules, RefusalError
from contract_tests.mutants.change import Change
from contract_tests.mutants.faults.creation import renewed
from contract_tests.mutants.mutant import How, Mutant, fault, faults, operations_with
from contract_tests.mutants.rewrites import at, has_header, header, json_body, location, no_header, status, when
from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

# Long enough for the second of two simultaneous requests to arrive while the first is running.
CREATE_SECONDS = 0.3
SHORT_LIFETIME_SECONDS, REDUCED_LIFETIME_SECONDS = 1, 3600
TOO_LONG = "the key must be remembered for 24 hours: no run waits an hour to see that it is not"
FIRST_CHARACTERS = 64


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation that takes an idempotency key."""
    keyed = list(operations_with(spec, "x-idempotency"))
    for operation, policy in keyed:
        chosen = {
            what: how for what, how in KEYS.items() if operation.request_schema or not what.startswith("conflict")
        }
        yield from faults(operation, "idempotency", chosen)
        yield from _at_once(operation, policy["in-progress"])
    # One policy is that of many operations.
    for name in dict.fromkeys(operation.value["x-idempotency"] for operation, _ in keyed):
        yield from _lifetimes([operation for operation, _ in keyed if operation.value["x-idempotency"] == name])
    for operation, policy in keyed:
        yield from faults(operation, "idempotency", {**_replays(operation), **_marks(operation, policy)})


class _Ignoring(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        return await self.perform(operation, call)


class _Shortening(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        return await super().once(operation, policy, key[:FIRST_CHARACTERS], address, call)


class _CreatingOnReplay(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        is_known = _remembered(self, key) is not None
        answer = await super().once(operation, policy, key, address, call)
        if is_known:
            await self.perform(operation, call)
        return answer


class _RememberingLate(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        entry = _remembered(self, key)
        if entry is not None and entry.answer is None:
            return await self.perform(operation, call)
        return await super().once(operation, policy, key, address, call)


class _PerformingConflicts(HttpRules):
    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        try:
            return await super().once(operation, policy, key, address, call)
        except RefusalError as refusal:
            if refusal.code != policy.conflict.code:
                raise
            return await self.conflict(refusal, operation, policy, key, call)

    async def conflict(self, refusal: RefusalError, operation: Any, policy: Any, key: str, call: Any) -> Any:
        """Answer a request whose key was used for another one."""
        return await self.perform(operation, call)


class _CreatingOnConflict(_PerformingConflicts):
    async def conflict(self, refusal: RefusalError, operation: Any, policy: Any, key: str, call: Any) -> Any:
        await self.perform(operation, call)
        raise refusal


class _ReplayingConflicts(_PerformingConflicts):
    async def conflict(self, refusal: RefusalError, operation: Any, policy: Any, key: str, call: Any) -> Any:
        entry = _remembered(self, key)
        if entry.answer is None:
            raise refusal
        return self.replay(policy, entry.answer)


def _remembered(rules: HttpRules, key: str) -> Any:
    return rules.remembered.get(key, rules.workspace.now())


KEYS: dict[str, How] = {
    "key is ignored": _Ignoring,
    "only the first characters of a key count": _Shortening,
    "conflict gets the first answer": _ReplayingConflicts,
    "conflict is performed": _PerformingConflicts,
    "conflict is refused, but creates": _CreatingOnConflict,
    "replay creates another": _CreatingOnReplay,
}


def _at_once(operation: Operation, in_progress: dict[str, Any]) -> Iterator[Mutant]:
    late = {"create_seconds": CREATE_SECONDS}
    both = Change(http=_RememberingLate, options=late)
    yield fault(operation, "idempotency", "two at once create two", both)
    status, code = in_progress["status"], in_progress["code"]
    refused = {
        "second of two at once gets another code": _refused(code, status, "RESOURCE_CONFLICT"),
        "second of two at once gets 425": _refused(code, 425, code),
        "second of two at once gets 500": _refused(code, 500, "SYSTEM_INTERNAL_ERROR"),
    }
    changes = {what: Change(rewrite=rewrite, options=late) for what, rewrite in refused.items()}
    yield from faults(operation, "idempotency", changes, response=operation.responses[str(status)])


def _refused(usual_code: str, other: int, code: str) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        body = answer.json
        if body["error"]["code"] == usual_code:
            body["error"]["code"] = code
            answer.status, answer.json = other, body

    return rewrite


def _lifetimes(operations: list[Operation]) -> Iterator[Mutant]:
    first, ids = operations[0], tuple(operation.id for operation in operations)
    pointer = f"/x-policies/idempotency/{first.value['x-idempotency']}/lifetime-seconds"
    for seconds, unseen in {SHORT_LIFETIME_SECONDS: "", REDUCED_LIFETIME_SECONDS: TOO_LONG}.items():
        change = Change(edit={pointer: seconds})
        what = f"key is forgotten after {seconds} s"
        yield fault(first, "idempotency", what, change, shows_on=ids, unseen=unseen)


def _marks(operation: Operation, policy: dict[str, Any]) -> dict[str, Rewrite]:
    mark, value = policy["replayed"]["header"], policy["replayed"]["value"]
    other = 201 if operation.success.status == "200" else 200
    rewrites = {
        "is not marked": no_header(mark),
        "is marked with 1": header(mark, "1"),
        "is marked with false": header(mark, "false"),
        f"has status {other}": status(other),
        "has status 208": status(208),
        "is an empty object": json_body(lambda body: {}),
    }
    return {
        **{f"replay {what}": when(has_header(mark), rewrite) for what, rewrite in rewrites.items()},
        "first answer to a key is marked": when(
            lambda call, answer: policy["header"] in call.headers, header(mark, value)
        ),
        "every answer is marked": header(mark, value),
    }


def _replays(operation: Operation) -> dict[str, Rewrite]:
    """What a replay may show otherwise, of what the operation makes."""
    mark = operation.extensions["x-idempotency"]["replayed"]["header"]
    creates, rotates = operation.creates or {}, operation.extensions.get("x-rotates", {})
    rewrites: dict[str, Rewrite] = {}
    if "identifier" in creates:
        rewrites["names another thing"] = at(body_pointer(creates["identifier"]), renewed)
    if "timestamp" in creates:
        rewrites["is dated anew"] = at(body_pointer(creates["timestamp"]), lambda value: datetime.now(UTC).isoformat())
    if "location" in creates:
        rewrites["leads elsewhere"] = location(lambda path: f"{path.rpartition('/')[0]}/{uuid4()}")
        rewrites["leads nowhere"] = no_header("location")
    if "secret" in rotates:
        rewrites["shows another secret"] = at(body_pointer(rotates["secret"]), renewed)
    return {f"replay {what}": when(has_header(mark), rewrite) for what, rewrite in rewrites.items()}
