"""Harmless variants of what becomes of a created test, and of what its request shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contract_tests.mock import Workspace
from contract_tests.mutants.mutant import App, changed
from contract_tests.spec import Spec


def harmless_states(spec: Spec) -> dict[str, App]:
    """Servers that treat what was created otherwise, by name."""
    return {
        "status is scheduled at once": changed(spec, workspace=_ScheduledAtOnce),
        "failed requests are not listed": changed(spec, workspace=_HidingFailed),
        "scheduling always fails": changed(spec, workspace=_Failing),
        "others create tests meanwhile": changed(spec, workspace=_Busy),
        "a payload always has a description": changed(spec, workspace=_Describing),
        "a payload has only what every payload has": changed(spec, workspace=_Terse),
        "the providers of a payload are sorted": changed(spec, workspace=_SortingProviders),
    }


class _ScheduledAtOnce(Workspace):
    def request(self, test: Any, now: float) -> dict[str, Any]:
        request = super().request(test, now)
        if request["status"] == "pending":
            request |= {"status": "scheduled", "challengeId": test.challenge_id}
        return request


class _HidingFailed(Workspace):
    def tests(self, app: dict[str, Any]) -> Sequence[Any]:
        now = self.now()
        return [test for test in super().tests(app) if test.state(now).value != "failed"]


class _Failing(Workspace):
    def item(self, test: Any, now: float) -> dict[str, Any]:
        if self._is_old(test, now):
            return super().item(test, now)
        return {"type": "request", "challenge": None, "request": self.request(test, now)}

    def request(self, test: Any, now: float) -> dict[str, Any]:
        request = super().request(test, now)
        if request["status"] == "scheduled" and not self._is_old(test, now):
            request |= {"status": "failed", "challengeId": None}
        return request

    def find_challenge(self, app: dict[str, Any], challenge_id: str) -> Any:
        found = super().find_challenge(app, challenge_id)
        return found if found and self._is_old(found, self.now()) else None

    def _is_old(self, test: Any, now: float) -> bool:
        return bool(now - test.created_at > 3600)


class _Busy(Workspace):
    def tests(self, app: dict[str, Any]) -> Sequence[Any]:
        if any(self.is_eligible(app, choice) for choice in app["providers"]):
            self.create(app, {"title": "Somebody else's"})
        return super().tests(app)


class _Describing(Workspace):
    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        return {"description": None, **super().payload(body, provider_ids)}


class _Terse(Workspace):
    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        payload = super().payload(body, provider_ids)
        return {name: payload[name] for name in ("title", "providerIds", "maxStampClaims", "targetPlatform")}


class _SortingProviders(Workspace):
    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        return super().payload(body, sorted(provider_ids))
