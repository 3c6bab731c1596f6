"""Harmless variants of when a created test settles, what becomes of it, and what its request shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contract_tests.mock import Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import is_new, listing
from contract_tests.mutants.mutant import How
from scripts.spec.spec import Spec

CLOCK_AHEAD_SECONDS = 60.0
# What every payload has.
EVERYWHERE = ("title", "providerIds", "maxStampClaims", "targetPlatform")


def variants(spec: Spec) -> dict[str, How]:
    """Servers that treat what was created otherwise."""
    return {
        "settles at once": Change(options={"settle_seconds": 0.0}),
        "settles after 3 s": Change(options={"settle_seconds": 3.0}),
        "stamps are claimed at once": Change(options={"claim_interval_seconds": 0.01}),
        "no stamps are claimed": Change(options={"claim_interval_seconds": 1e6}),
        "the clock is a minute ahead": Change(options={"clock": lambda: time.time() + CLOCK_AHEAD_SECONDS}),
        "status is scheduled at once": _ScheduledAtOnce,
        "failed requests are not listed": listing(
            lambda tests, now: [test for test in tests if test.state(now).value != "failed"]
        ),
        "scheduling always fails": _Failing,
        "others create tests meanwhile": _Busy,
        "a payload always has a description": _payload(lambda payload: {"description": None, **payload}),
        "a payload has only what every payload has": _payload(
            lambda payload: {name: payload[name] for name in EVERYWHERE}
        ),
        "the providers of a payload are sorted": _payload(
            lambda payload: {**payload, "providerIds": sorted(payload["providerIds"])}
        ),
    }


class _ScheduledAtOnce(Workspace):
    def request(self, test: Any, now: float) -> dict[str, Any]:
        request = super().request(test, now)
        if request["status"] == "pending":
            request |= {"status": "scheduled", "challengeId": test.challenge_id}
        return request


class _Failing(Workspace):
    def item(self, test: Any, now: float) -> dict[str, Any]:
        if not is_new(test, now):
            return super().item(test, now)
        return {"type": "request", "challenge": None, "request": self.request(test, now)}

    def request(self, test: Any, now: float) -> dict[str, Any]:
        request = super().request(test, now)
        if request["status"] == "scheduled" and is_new(test, now):
            request |= {"status": "failed", "challengeId": None}
        return request

    def find_challenge(self, app: dict[str, Any], challenge_id: str) -> Any:
        found = super().find_challenge(app, challenge_id)
        return None if found and is_new(found, self.now()) else found


class _Busy(Workspace):
    def tests(self, app: dict[str, Any]) -> Sequence[Any]:
        if any(self.is_eligible(app, choice) for choice in app["providers"]):
            self.create(app, {"title": "Somebody else's"})
        return super().tests(app)


def _payload(change: Callable[[dict[str, Any]], dict[str, Any]]) -> type[Workspace]:
    class Payload(Workspace):
        def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
            return change(super().payload(body, provider_ids))

    return Payload
