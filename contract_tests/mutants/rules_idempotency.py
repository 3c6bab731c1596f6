"""Mutants of what a server does with idempotency keys: first requests, repeated ones, and two at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.mock import HttpRules, RefusalError
from contract_tests.mutants.mutant import Mutant, changed
from contract_tests.mutants.wire import Answer, Call, Rewrite
from contract_tests.spec import Operation, Spec

# Long enough for the second of two simultaneous requests to arrive while the first is running.
CREATE_SECONDS = 0.3
SHORT_LIFETIME_SECONDS, REDUCED_LIFETIME_SECONDS = 1, 3600
TOO_LONG = "the key must be remembered for 24 hours: no run waits an hour to see that it is not"
FIRST_CHARACTERS = 64


@dataclass(frozen=True)
class Keyed:
    """A request with a key, at the rules that are to answer it."""

    rules: HttpRules
    operation: Any
    policy: Any
    key: str
    address: str
    call: Any

    @property
    def entry(self) -> Any:
        """What is remembered under the key, or None."""
        return self.rules.remembered.get(self.key, self.rules.workspace.now())

    async def usual(self, key: str | None = None) -> Any:
        """The answer of the unchanged rules, for another key if one is given."""
        return await HttpRules.once(self.rules, self.operation, self.policy, key or self.key, self.address, self.call)

    async def perform(self) -> Any:
        """The answer to the request as if it had no key."""
        return await self.rules.perform(self.operation, self.call)


Once = Callable[[Keyed], Awaitable[Any]]


def idempotency_mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of every operation that takes an idempotency key."""
    for operation in spec.operations.values():
        if "x-idempotency" in operation.extensions:
            for what, once in _changes().items():
                yield _mutant(spec, operation, what, http=_doing(operation, once))
            yield from _at_once(spec, operation)
            yield from _lifetimes(spec, operation)


def _changes() -> dict[str, Once]:
    return {
        "key is ignored": _ignoring,
        "only the first characters of a key count": _shortening,
        "conflict gets the first answer": _replaying_conflicts,
        "conflict is performed": _performing_conflicts,
        "conflict is refused, but creates": _creating_on_conflict,
        "replay creates another": _creating_on_replay,
    }


async def _ignoring(keyed: Keyed) -> Any:
    return await keyed.perform()


async def _shortening(keyed: Keyed) -> Any:
    return await keyed.usual(keyed.key[:FIRST_CHARACTERS])


async def _replaying_conflicts(keyed: Keyed) -> Any:
    try:
        return await keyed.usual()
    except RefusalError as refusal:
        if refusal.code != keyed.policy.conflict.code or keyed.entry.answer is None:
            raise
        return keyed.rules.replay(keyed.policy, keyed.entry.answer)


async def _performing_conflicts(keyed: Keyed) -> Any:
    try:
        return await keyed.usual()
    except RefusalError as refusal:
        if refusal.code != keyed.policy.conflict.code:
            raise
        return await keyed.perform()


async def _creating_on_conflict(keyed: Keyed) -> Any:
    try:
        return await keyed.usual()
    except RefusalError as refusal:
        if refusal.code == keyed.policy.conflict.code:
            await keyed.perform()
        raise


async def _creating_on_replay(keyed: Keyed) -> Any:
    is_known = keyed.entry is not None
    answer = await keyed.usual()
    if is_known:
        await keyed.perform()
    return answer


async def _remembering_late(keyed: Keyed) -> Any:
    is_running = keyed.entry is not None and keyed.entry.answer is None
    return await (keyed.perform() if is_running else keyed.usual())


def _doing(operation: Operation, once: Once) -> type[HttpRules]:
    class Doing(HttpRules):
        async def once(self, asked: Any, policy: Any, key: str, address: str, call: Any) -> Any:
            keyed = Keyed(self, asked, policy, key, address, call)
            return await (once(keyed) if asked.id == operation.id else keyed.usual())

    return Doing


def _at_once(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    in_progress = operation.extensions["x-idempotency"]["in-progress"]
    late: dict[str, Any] = {"create_seconds": CREATE_SECONDS}
    yield _mutant(spec, operation, "two at once create two", http=_doing(operation, _remembering_late), **late)
    for what, (status, code) in {
        "second of two at once gets another code": (in_progress["status"], "RESOURCE_CONFLICT"),
        "second of two at once gets 425": (425, in_progress["code"]),
        "second of two at once gets 500": (500, "SYSTEM_INTERNAL_ERROR"),
    }.items():
        refused = _refused(in_progress["code"], status, code)
        yield _mutant(spec, operation, what, rewrite=refused, status=in_progress["status"], **late)


def _refused(usual_code: str, status: int, code: str) -> Rewrite:
    def rewrite(call: Call, answer: Answer) -> None:
        body = answer.json
        if body["error"]["code"] == usual_code:
            body["error"]["code"] = code
            answer.status, answer.json = status, body

    return rewrite


def _lifetimes(spec: Spec, operation: Operation) -> Iterator[Mutant]:
    pointer = f"/x-policies/idempotency/{spec.at(operation.pointer)['x-idempotency']}"

    def lasting(seconds: int) -> Callable[[Spec], None]:
        return lambda edited: edited.at(pointer).update({"lifetime-seconds": seconds})

    short, reduced = SHORT_LIFETIME_SECONDS, REDUCED_LIFETIME_SECONDS
    yield _mutant(spec, operation, f"key is forgotten after {short} s", edit=lasting(short))
    yield _mutant(spec, operation, f"key is forgotten after {reduced} s", TOO_LONG, edit=lasting(reduced))


def _mutant(spec: Spec, operation: Operation, what: str, unseen: str = "", **change: Any) -> Mutant:
    app = changed(spec, operation_id=operation.id, **change)
    return Mutant(f"{operation.id} {what}", "idempotency", (operation.id,), what, app, unseen)
