"""Servers that carry out both of two requests that come at once with one idempotency key."""

import asyncio
import json
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"
# Longer than the two are apart when they are sent.
RUNNING_SECONDS = 0.5


class Both(HttpRules):
    """Remembers a key only once its first request has ended, and leaves the same behind after either."""

    mark: ClassVar[dict[str, str]] = {}

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._running: set[str] = set()

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        if operation.id != "verifyCustomDomain":
            return await super().once(operation, policy, key, address, call)
        if key in self._running:
            again = _at_one_time(await self.perform(operation, call))
            return replace(again, headers={**again.headers, **self.mark})
        self._running.add(key)
        answer = _at_one_time(await super().once(operation, policy, key, address, call))
        await asyncio.sleep(RUNNING_SECONDS)
        self._running.discard(key)
        return answer


class OneOfThem(Both):
    """Marks the second answer as a replay, as one that had waited for the first."""

    mark: ClassVar[dict[str, str]] = {"Idempotency-Replayed": "true"}


def _at_one_time(answer: Any) -> Any:
    shown = {**json.loads(answer.body), "lastCheckedAt": "2026-11-27T08:00:00.000Z"}
    return replace(answer, body=json.dumps(shown).encode())


@pytest.mark.parametrize(("rules", "places"), [(Both, ["response body"]), (OneOfThem, [])])
def test_two_at_once_that_leave_the_same_behind_are_told_by_their_marks(
    judge: Contract, rules: type[HttpRules], places: list[str]
) -> None:
    """Of two that succeed, one has to be marked as a replay."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=rules)) as base_url:
        outcome = judge(base_url, KEY, "--rule", "idempotency", "--operation", "verifyCustomDomain")
    found = [one for one in outcome.findings if one["rule"] == "idempotency/two-at-once"]
    assert [one["place"] for one in found] == places, outcome.output
