"""Mutants that show in one of a few answers only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App
from contract_tests.mutants.mutant import Mutant, fault, operations_with
from contract_tests.mutants.rewrites import at, json_body, location, no_header
from contract_tests.mutants.selection import Chance, at_times, but, listed, one_in, refused
from contract_tests.mutants.wire import Answer, Call, Rewrite
from scripts.spec.spec import Spec

KIND = "intermittent"
EVERY = {"often": (2, 10), "seldom": (5, 25), "now and then": (5, 10), "at every other": (2,)}
SELDOM = 25
UNGUARDED = ("getApp", "listApps", "createProductionTest", "getWorkspace")
UNKNOWN = ("getApp", "listWorkflows", "getProductionTestReport", "updateApp")
FEW_CREATIONS = "a run makes a dozen production tests, and may never get the one answer of 25 that is wrong"


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant that shows now and then."""
    for (operation_id, frequency), table in ANSWERS.items():
        for number in EVERY[frequency] if operation_id in spec.operations else ():
            for what, rewrite in table.items():
                yield _one_in(spec, number, operation_id, what, rewrite)
    for (*operations, frequency), workspaces in EFFECTS.items():
        for number in EVERY[frequency] if spec.operations.keys() >= set(operations) else ():
            for what, effect in workspaces.items():
                name = f"{what}, one in {number}"
                change = _forgetful(number, name, effect)
                yield fault(spec.operations[operations[0]], KIND, name, change, shows_on=tuple(operations))
    yield from _refusals(spec)
    for operation, _ in operations_with(spec, "x-idempotency"):
        for number in EVERY["at every other"]:
            what = f"one of {number} replays does it again"
            collection = (operation.creates or {}).get("collection", "getApp")
            shows_on = (operation.id, collection, "listApps")
            yield fault(operation, KIND, what, _repeating(number, what), shows_on=shows_on)


def _one_in(spec: Spec, number: int, operation_id: str, what: str, rewrite: Rewrite) -> Mutant:
    name = f"{what}, one in {number}"
    unseen = FEW_CREATIONS if number == SELDOM and operation_id == "createProductionTest" else ""
    return fault(spec.operations[operation_id], KIND, name, one_in(number, name, rewrite), unseen=unseen)


def _refusals(spec: Spec) -> Iterator[Mutant]:
    for operation in (spec.operations[name] for name in UNGUARDED if name in spec.operations):
        what = "one of 2 keys is not looked at"
        yield fault(operation, KIND, what, at_times(2, what, _LettingIn))
    for operation in (spec.operations[name] for name in UNKNOWN if name in spec.operations):
        what = "one of 2 unknown identifiers gets another code"
        coded = one_in(2, what, at("/error/code", lambda code: "AUTH_FORBIDDEN"))
        yield fault(operation, KIND, what, coded, response=operation.responses["404"])
    everywhere = tuple(spec.operations)
    change = Change(rewriting=one_in(10, "everywhere", no_header("content-type")).rewriting)
    yield Mutant("any answer without its media type, one in 10", KIND, everywhere, "no media type", change)


class _LettingIn(HttpRules):
    def authenticate(self, operation: Any, headers: Any) -> None:
        """Let everybody in."""


def _repeating(number: int, seed: str) -> type[HttpRules]:
    class Repeating(HttpRules):
        def __init__(self, workspace: Workspace, options: MockOptions) -> None:
            super().__init__(workspace, options)
            self._chance = Chance(number, seed)

        async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
            is_known = self.remembered.get(key, self.workspace.now()) is not None
            answer = await super().once(operation, policy, key, address, call)
            if is_known and self._chance.hits():
                await self.perform(operation, call)
            return answer

    return Repeating


def _forgetful(number: int, seed: str, method: str) -> type[Workspace]:
    """A workspace one of whose methods changes nothing now and then."""

    class Forgetful(Workspace):
        def __init__(self, options: MockOptions) -> None:
            super().__init__(options)
            self._chance = Chance(number, seed)

        def update_app(self, app: App, body: Mapping[str, Any]) -> App:
            if method == "update_app" and self._chance.hits():
                return self.cleared(self.merged(app, body))
            return super().update_app(app, body)

        def replace_redirect_uris(self, app: App, redirect_uris: Any) -> App:
            if method == "replace_redirect_uris" and self._chance.hits():
                return {**app, "redirectUris": self.normalised(redirect_uris)}
            return super().replace_redirect_uris(app, redirect_uris)

        def delete_app(self, app: App) -> None:
            if method != "delete_app" or not self._chance.hits():
                super().delete_app(app)

        def store_workflows(self, app: App, workflows: Any) -> None:
            if method != "store_workflows" or not self._chance.hits():
                super().store_workflows(app, workflows)

    return Forgetful


def _keeping_secret(call: Call, answer: Answer) -> None:
    answer.json = {"clientSecret": "sh_app_mock_00000000000000000000000000000000"}


def _swapped(challenge: dict[str, Any]) -> dict[str, Any]:
    return {**challenge, "createdAt": challenge["expiresAt"], "expiresAt": challenge["createdAt"]}


# By operation and how often, what is wrong with an answer.
ANSWERS: dict[tuple[str, str], dict[str, Rewrite]] = {
    ("getWorkspace", "often"): {"counts one app less": at("/apps_count", lambda number: number - 1)},
    ("getWorkspace", "seldom"): {"has no created_at": json_body(lambda body: but(body, "created_at"))},
    ("listApps", "often"): {"total is one too many": at("/total", lambda total: total + 1)},
    ("listApps", "seldom"): {
        "leaves the last app out": listed("/data", lambda apps: apps[:-1]),
        "shows an app without its name": listed("/data", lambda apps: [but(app, "name") for app in apps]),
    },
    ("listApps", "now and then"): {"echoes the offset of the next page": at("/offset", lambda offset: offset + 20)},
    ("createApp", "often"): {"has no Location": no_header("location")},
    ("createApp", "now and then"): {"answers another name": at("/name", lambda name: f"{name} (1)")},
    ("getApp", "often"): {"shows another name": at("/name", str.upper)},
    ("getApp", "seldom"): {"shows no workflows": at("/workflows", lambda found: [])},
    ("getApp", "now and then"): {"is not found": refused(404, "RESOURCE_NOT_FOUND")},
    ("updateApp", "often"): {"answers other addresses": at("/redirectUris", lambda uris: ["https://example.com/"])},
    ("replaceRedirectUris", "now and then"): {
        "answers an address more": at("/redirectUris", lambda uris: [*uris, "x"])
    },
    ("rotateClientSecret", "at every other"): {"answers the same secret again": _keeping_secret},
    ("createWorkflow", "often"): {"leads to the collection": location(lambda path: path.rpartition("/")[0])},
    ("createWorkflow", "now and then"): {"answers no nodes": at("/nodes", lambda nodes: [])},
    ("listWorkflows", "often"): {"leaves the last workflow out": listed("", lambda found: found[:-1])},
    ("listWorkflows", "seldom"): {"names are in capitals": at("/*/name", str.upper)},
    ("getWorkflow", "often"): {"shows nodes without ways": at("/nodes", lambda all: [but(one, "next") for one in all])},
    ("getWorkflow", "now and then"): {"is not found": refused(404, "RESOURCE_NOT_FOUND")},
    ("deleteWorkflow", "at every other"): {"says that nothing was deleted": at("/deleted", lambda deleted: False)},
    ("createProductionTest", "often"): {"echoes another title": at("/payload/title", lambda title: f"{title}.")},
    ("createProductionTest", "seldom"): {"names another app": at("/clientId", lambda client_id: client_id[::-1])},
    ("createProductionTest", "now and then"): {
        "echoes the default of stamps": at("/payload/maxStampClaims", lambda stamps: 3 if stamps != 3 else 4)
    },
    ("listProductionTests", "often"): {"leaves the last test out": listed("", lambda tests: tests[:-1])},
    ("listProductionTests", "seldom"): {"lists the first test twice": listed("", lambda tests: [*tests, *tests[:1]])},
    ("getProductionTestReport", "often"): {
        "counts one claim more": at("/stats/totalClaims", lambda claims: claims + 1)
    },
    ("getProductionTestReport", "seldom"): {"swaps the ends of the time": at("/challenge", _swapped)},
    ("getProductionTestReport", "now and then"): {"is not found": refused(404, "RESOURCE_NOT_FOUND")},
}
# By operations and how often, what is not done though it is answered as done.
EFFECTS: dict[tuple[str, ...], dict[str, str]] = {
    ("updateApp", "getApp", "listApps", "now and then"): {"a change is not stored": "update_app"},
    ("replaceRedirectUris", "getApp", "listApps", "now and then"): {"a list is not stored": "replace_redirect_uris"},
    ("deleteApp", "getApp", "listApps", "now and then"): {"an app is not deleted": "delete_app"},
    ("createWorkflow", "deleteWorkflow", "listWorkflows", "getWorkflow", "now and then"): {
        "workflows are not stored": "store_workflows"
    },
}
