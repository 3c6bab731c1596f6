"""Servers that carry out both of two requests that come at once with one idempotency key."""

import asyncio
import json
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from contract_tests.mock import HttpRules, MockOptions, RefusalError, create_app, load_spec, serve
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"
# Longer than the two are apart when they are sent.
RUNNING_SECONDS = 0.5
LONGEST_TAKEN = 100


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


@pytest.mark.slow
@pytest.mark.parametrize(("rules", "places"), [(Both, ["response body"]), (OneOfThem, [])])
def test_two_at_once_that_leave_the_same_behind_are_told_by_their_marks(
    judge: Contract, rules: type[HttpRules], places: list[str]
) -> None:
    """Of two that succeed, one has to be marked as a replay."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=rules)) as base_url:
        outcome = judge(base_url, KEY, "--rule", "idempotency", "--operation", "verifyCustomDomain")
    found = [one for one in outcome.findings if one["rule"] == "idempotency/two-at-once"]
    assert [one["place"] for one in found] == places, outcome.output


class RefusesBoth(HttpRules):
    """Refuses whatever comes while another request with its key is under way, and that one as well."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._running: dict[str, int] = {}

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        if operation.id != "verifyCustomDomain":
            return await super().once(operation, policy, key, address, call)
        self._running[key] = self._running.get(key, 0) + 1
        await asyncio.sleep(RUNNING_SECONDS)
        if self._running[key] > 1:
            raise RefusalError(400, "VALIDATION_INVALID_PARAMETER", "Once at a time")
        del self._running[key]
        return await super().once(operation, policy, key, address, call)


class TooEarly(HttpRules):
    """Answers the second of two at once with a status that is documented nowhere."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._running: set[str] = set()

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        if key in self._running:
            raise RefusalError(425, "IDEMPOTENCY_REQUEST_IN_PROGRESS", "The first is still running")
        self._running.add(key)
        if operation.id == "verifyCustomDomain":
            await asyncio.sleep(RUNNING_SECONDS)
        answer = await super().once(operation, policy, key, address, call)
        self._running.discard(key)
        return answer


class RefusesLongKeys(HttpRules):
    """Takes no key that is as long as documented."""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        if len(key) > LONGEST_TAKEN:
            raise RefusalError(400, "VALIDATION_INVALID_PARAMETER", "The key is too long")
        return await super().once(operation, policy, key, address, call)


@pytest.mark.slow
def test_two_at_once_are_told_from_one_alone(judge: Contract) -> None:
    """What is refused alone as well says nothing of two at once."""
    options = ("--rule", "idempotency/two-at-once", "--operation", "verifyCustomDomain")
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=RefusesBoth)) as base_url:
        (found,) = judge(base_url, KEY, *options).findings
    assert (found["place"], found["observed"]) == ("response status", "400")
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=RefusesLongKeys)) as base_url:
        outcome = judge(base_url, KEY, *options)
    assert outcome.findings == []
    assert "the request is refused alone as well" in outcome.output


@pytest.mark.slow
def test_status_of_one_of_two_at_once_is_told_with_the_other(judge: Contract) -> None:
    """A status that no page has is understood by what was under way."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=TooEarly)) as base_url:
        outcome = judge(base_url, KEY, "--rule", "idempotency/two-at-once", "--operation", "verifyCustomDomain")
    (found,) = (one for one in outcome.findings if one["place"] == "response 425")
    assert [line.partition(" with ")[2] for line in found["earlier"]] == ["this Idempotency-Key, at the same time: 200"]


@pytest.mark.slow
def test_header_that_is_refused_explains_what_needs_it(judge: Contract) -> None:
    """Replays, rotations and refusals of another kind are not judged by requests that never got so far."""
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=RefusesLongKeys)) as base_url:
        outcome = judge(base_url, KEY, "--operation", "createApp", "--operation", "rotateClientSecret")
    (cause,) = outcome.report["causes"]
    assert cause["sentence"] == (
        "`createApp` and `rotateClientSecret` refuse a string of 255 characters as Idempotency-Key with "
        "`400 VALIDATION_INVALID_PARAMETER`, though that keeps to every limit (at most 255 characters)."
    )
