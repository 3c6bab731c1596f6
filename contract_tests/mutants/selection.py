"""Which answers, and which things in them, a change concerns."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.rewrites import json_body
from contract_tests.mutants.wire import Answer, Call, Rewrite, refusal
from scripts.spec.pointers import get

Item = dict[str, Any]
Concerns = Callable[[Item], bool]


class Chance:
    """One of each so many turns, at a place that follows from a seed: `Chance(5, "orders").hits()`."""

    def __init__(self, number: int, seed: str) -> None:
        self._number, self._turns, self._place = number, count(), 0
        self._random = random.Random(seed)

    def hits(self) -> bool:
        """Whether it is this turn."""
        turn = next(self._turns) % self._number
        if turn == 0:
            self._place = self._random.randrange(self._number)
        return turn == self._place


def one_in(number: int, seed: str, rewrite: Rewrite) -> Change:
    """Change one of each so many answers."""

    def start() -> Rewrite:
        chance = Chance(number, seed)
        return lambda call, answer: rewrite(call, answer) if chance.hits() else None

    return Change(rewriting=start)


def each_time(rewrite: Callable[[int, Call, Answer], object]) -> Change:
    """Change answers by how many there were before."""

    def start() -> Rewrite:
        turns = count()
        return lambda call, answer: rewrite(next(turns), call, answer)

    return Change(rewriting=start)


def at_times(number: int, seed: str, broken: type[HttpRules]) -> type[HttpRules]:
    """Rules that are broken for one of each so many requests."""

    class AtTimes(HttpRules):
        def __init__(self, workspace: Workspace, options: MockOptions) -> None:
            super().__init__(workspace, options)
            self._chance, self._broken = Chance(number, seed), broken(workspace, options)

        async def answer(self, operation: Any, request: Request) -> Any:
            if not self._chance.hits():
                return await super().answer(operation, request)
            self._broken.remembered = self.remembered
            return await self._broken.answer(operation, request)

    return AtTimes


def items(pointer: str, concerns: Concerns, change: Callable[[Item], Item]) -> Rewrite:
    """Change those things of a list, which is at a pointer of the body, that a condition holds for."""
    return listed(pointer, lambda found: [change(item) if concerns(item) else item for item in found])


def last(pointer: str, change: Callable[[Item], Item]) -> Rewrite:
    """Change the last thing of a list."""
    return listed(pointer, lambda found: [*found[:-1], *map(change, found[-1:])])


def listed(pointer: str, change: Callable[[list[Any]], list[Any]]) -> Rewrite:
    """Change a list, which is at a pointer of the body; the body itself for an empty one."""

    def changed(body: Any) -> Any:
        if not pointer:
            return change(body)
        get(body, pointer)[:] = change(get(body, pointer))
        return body

    return json_body(changed)


def refused(status: int, code: str) -> Rewrite:
    """Answer with a refusal, whatever was done."""

    def rewrite(call: Call, answer: Answer) -> None:
        other = refusal(status, code)
        answer.status, answer.body, answer.headers = other.status, other.body, other.headers

    return rewrite


def but(item: Item, *names: str) -> Item:
    """A thing without some of its fields."""
    return {name: value for name, value in item.items() if name not in names}
