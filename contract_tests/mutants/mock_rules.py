"""Ways to break a rule of the mock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, ProductionTest, Workspace

# What the mock starts with is older.
NEW_SECONDS = 3600


def is_new(test: ProductionTest, now: float) -> bool:
    """Whether a test was created since the mock was started."""
    return now - test.created_at <= NEW_SECONDS


def scheduled(tests: Sequence[ProductionTest], now: float) -> list[ProductionTest]:
    """The tests that have become challenges."""
    return [test for test in tests if test.state(now).value == "scheduled"]


def listing(change: Callable[[list[ProductionTest], float], list[ProductionTest]]) -> type[Workspace]:
    """A workspace that lists what a function makes of an app's tests and the time."""

    class Listing(Workspace):
        def tests(self, app: dict[str, Any]) -> Sequence[ProductionTest]:
            return change(list(super().tests(app)), self.now())

    return Listing


def finding(is_found: Callable[[ProductionTest, float], bool]) -> type[Workspace]:
    """A workspace that finds only some of its challenges."""

    class Finding(Workspace):
        def find_challenge(self, app: dict[str, Any], challenge_id: str) -> ProductionTest | None:
            found = super().find_challenge(app, challenge_id)
            return found if found and is_found(found, self.now()) else None

    return Finding


def reading(read: Callable[[dict[str, Any]], dict[str, Any]]) -> type[HttpRules]:
    """Rules whose bodies pass a function once they are validated."""

    class Reading(HttpRules):
        async def body(self, declared: Any, request: Request) -> Any:
            return read(await super().body(declared, request) or {})

    return Reading
