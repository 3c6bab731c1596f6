"""Harmless variants of what no page tells: the numbers of a report, the words of a challenge, odd keys and bodies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from contract_tests.mock import HttpRules, MockOptions, ProductionTest, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App, reading
from contract_tests.mutants.mutant import How
from contract_tests.mutants.rewrites import at
from scripts.spec.spec import Spec


def variants(spec: Spec) -> dict[str, How]:
    """Servers that decide otherwise what is left open."""
    return {**REPORTS, **CHALLENGES, **KEYS, **REFUSALS}


def _stats(change: Callable[[dict[str, Any]], dict[str, Any]]) -> type[Workspace]:
    class Stats(Workspace):
        def stats(self, test: ProductionTest, now: float) -> dict[str, Any]:
            stats = super().stats(test, now)
            return {**stats, **change(stats)}

    return Stats


def _texts(body: Mapping[str, Any]) -> list[str]:
    return [value for value in body.values() if isinstance(value, str)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _challenged(change: Callable[[dict[str, Any]], dict[str, Any]]) -> type[Workspace]:
    """A workspace whose challenges are shown otherwise, wherever they are shown."""

    class Challenged(Workspace):
        def challenge(self, test: ProductionTest, now: float) -> dict[str, Any]:
            challenge = super().challenge(test, now)
            return {**challenge, **change(challenge)}

    return Challenged


class _Defaulted(Workspace):
    def payload(self, body: Mapping[str, Any], provider_ids: list[str]) -> dict[str, Any]:
        return {"allowDuplicateParticipation": False, "description": None, **super().payload(body, provider_ids)}


class _ActivatingOnce(Workspace):
    """An activation that was asked for cannot be asked for again."""

    def activate(self, app: App, wanted: Mapping[str, Mapping[str, str | bool]]) -> dict[str, Any]:
        for provider_id in wanted:
            if (app["clientId"], provider_id) in self._activations:
                raise RefusalError.invalid("providers", provider_id, "has been asked for")
        return super().activate(app, wanted)


class _FailingAgain(Workspace):
    """An activation that was asked for fails by itself where it is asked for again."""

    def submit(self, client_id: str, provider_id: str, values: Mapping[str, str | bool]) -> dict[str, Any]:
        if (client_id, provider_id) in self._activations:
            return self.needs_contract(provider_id)
        return super().submit(client_id, provider_id, values)


class _Spelling(HttpRules):
    """Rules for which two bodies are the same where they are spelt the same."""

    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        super().__init__(workspace, options)
        self._bodies: dict[str, bytes] = {}

    async def answer(self, operation: Any, request: Request) -> Any:
        key, raw = request.headers.get("idempotency-key"), await request.body()
        if operation.idempotency is None or key is None or operation.body is None:
            return await super().answer(operation, request)
        is_known = self.remembered.get(key, self.workspace.now()) is not None
        if is_known and self._bodies.get(key, raw) != raw:
            self.authenticate(operation, request.headers)
            conflict = operation.idempotency.conflict
            raise RefusalError(conflict.status, conflict.code, "The body is spelt otherwise")
        if not is_known:
            self._bodies[key] = raw
        return await super().answer(operation, request)


class _ByPath(HttpRules):
    """Rules for which a key on another path is another key."""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        return await super().once(operation, policy, f"{address} {key}", address, call)


class _RememberingRefusals(HttpRules):
    """Rules that repeat a refusal to a key."""

    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        super().__init__(workspace, options)
        self._refused: dict[tuple[str, str], RefusalError] = {}

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        request = (key, f"{address} {json.dumps(call.body, sort_keys=True)}")
        if request in self._refused:
            raise self._refused[request]
        try:
            return await super().once(operation, policy, key, address, call)
        except RefusalError as refusal:
            if refusal.status == 400:
                self._refused[request] = refusal
            raise


def _refusing(concerns: Callable[[dict[str, Any]], bool], code: str = "VALIDATION_INVALID_PARAMETER") -> How:
    def read(body: dict[str, Any]) -> dict[str, Any]:
        if concerns(body):
            raise RefusalError(400, code, "The body is not accepted")
        return body

    return reading(read)


class _DefaultStays(Workspace):
    """A workspace that has a code of its own for the deletion of a default workflow."""

    def delete_workflow(self, app: App, workflow: Any) -> None:
        if self.is_default(app, workflow):
            raise RefusalError(400, "WORKFLOW_IS_DEFAULT", "The workflow is the default one")
        super().delete_workflow(app, workflow)


class _HostsOnce(Workspace):
    """A workspace that gives a host to one app alone, also when that has given it back."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self._given: dict[str, str] = {}

    def set_custom_domain(self, app: App, body: Mapping[str, str]) -> dict[str, Any]:
        if any(self._given.get(host, app["clientId"]) != app["clientId"] for host in body.values()):
            raise RefusalError(400, "CUSTOM_DOMAIN_IN_USE", "Another app has that host")
        answer = super().set_custom_domain(app, body)
        self._given |= dict.fromkeys(body.values(), str(app["clientId"]))
        return answer


REPORTS: dict[str, How] = {
    "providers without claims are left out of a breakdown": _stats(
        lambda stats: {"providerBreakdown": [one for one in stats["providerBreakdown"] if one["claimCount"]]}
    ),
    "all registered providers are in a breakdown": _stats(
        lambda stats: {
            "providerBreakdown": [
                *stats["providerBreakdown"],
                {"providerId": "ftn", "providerName": "FTN", "claimCount": 0},
            ]
        }
    ),
    "providers have other names": at("/stats/providerBreakdown/*/providerName", lambda name: f"{name} (test)"),
    "every claim takes many participations": _stats(
        lambda stats: {"totalParticipations": 9 * stats["totalClaims"] + 100}
    ),
    "every participation is a claim": _stats(lambda stats: {"totalParticipations": stats["totalClaims"]}),
    "challenges last for 30 days": Change(options={"challenge_lifetime_seconds": 30 * 86400.0}),
    "challenges end after a few seconds": Change(options={"challenge_lifetime_seconds": 5.0}),
}
CHALLENGES: dict[str, How] = {
    "challenges are described in other words": _challenged(
        lambda challenge: {"description": f"About {challenge['description'] or 'nothing'}"}
    ),
    "challenges are not described": _challenged(lambda challenge: {"description": None}),
    "challenges have a sponsor": _challenged(lambda challenge: {"sponsor": {"name": "Sponsor", "since": 2026}}),
    "challenges have no sources": _challenged(lambda challenge: {"sources": []}),
    "a payload shows all defaults": _Defaulted,
}
KEYS: dict[str, How] = {
    "a body that is spelt otherwise is another one": _Spelling,
    "a key on another path is another key": _ByPath,
    "refusals are repeated, too": _RememberingRefusals,
}
LONGEST = {"title": 200, "description": 1000}
REFUSALS: dict[str, How] = {
    "an activation that was asked for is refused": _ActivatingOnce,
    "an activation that was asked for fails by itself": _FailingAgain,
    "texts with a line break are refused": _refusing(lambda body: any("\n" in text for text in _texts(body))),
    "texts are counted in units of UTF-16": _refusing(
        lambda body: any(_units(body.get(name, "")) > most for name, most in LONGEST.items())
    ),
    "an empty list of providers is refused": _refusing(lambda body: body.get("providerIds") == []),
    "a change that names an identifier or a secret is refused": _refusing(
        lambda body: bool({"clientId", "clientSecret"} & body.keys())
    ),
    "the default workflow is refused with a code of its own": _DefaultStays,
    "a host that another app has is refused": _HostsOnce,
    "what is missing is called invalid": at(
        "/error/code", lambda code: "VALIDATION_INVALID_PARAMETER" if code == "VALIDATION_MISSING_PARAMETER" else code
    ),
}
