"""Mutants of identifiers that are nearly right, and of things of others that are found in some cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contract_tests.mock import HttpRules, MockOptions, ProductionTest, RefusalError, Workspace
from contract_tests.mutants.change import Change
from contract_tests.mutants.mock_rules import App, Tables, by_hand, is_new
from contract_tests.mutants.mutant import How, Mutant
from scripts.spec.spec import Spec

# Whether an identifier is taken for a known one.
Alike = Callable[[str, str], bool]


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of ownership in some cases."""
    yield from by_hand(spec, "identifiers", TABLES)


ALIKE: dict[str, Alike] = {
    "in another case": lambda sent, known: sent.lower() == known.lower(),
    "without its end": lambda sent, known: len(sent) >= 6 and known.startswith(sent),
    "with something after it": lambda sent, known: bool(known) and sent.startswith(known),
    "with another last character": lambda sent, known: len(sent) == len(known) and sent[:-1] == known[:-1],
}


def _finding_apps(alike: Alike) -> type[Workspace]:
    class FindingApps(Workspace):
        def find_app(self, client_id: str) -> App | None:
            near = (app for app in self.apps() if alike(client_id, app["clientId"]))
            return super().find_app(client_id) or next(near, None)

    return FindingApps


def _finding_workflows(alike: Alike) -> type[Workspace]:
    class FindingWorkflows(Workspace):
        def find_workflow(self, app: App, workflow_id: str) -> Any:
            near = (one for one in app["workflows"] if alike(workflow_id, one["workflowId"]))
            return super().find_workflow(app, workflow_id) or next(near, None)

    return FindingWorkflows


def _finding_challenges(finds: Callable[[Any, App, str, ProductionTest], bool]) -> type[Workspace]:
    """A workspace that finds those scheduled tests of any app, too, that a function takes for the one that is meant."""

    class FindingChallenges(Workspace):
        def find_challenge(self, app: App, challenge_id: str) -> ProductionTest | None:
            tests = [test for one in self.apps() for test in self.tests(one)]
            near = (test for test in tests if finds(self, app, challenge_id, test))
            return super().find_challenge(app, challenge_id) or next(near, None)

    return FindingChallenges


def _challenges_alike(alike: Alike) -> type[Workspace]:
    def finds(workspace: Any, app: App, challenge_id: str, test: ProductionTest) -> bool:
        is_own = test.client_id == app["clientId"] and test.state(workspace.now()).value == "scheduled"
        return is_own and alike(challenge_id, test.challenge_id)

    return _finding_challenges(finds)


def _foreign(concerns: Callable[[ProductionTest, float], bool]) -> type[Workspace]:
    """A workspace that finds challenges of other apps where a condition holds for them."""

    def finds(workspace: Any, app: App, challenge_id: str, test: ProductionTest) -> bool:
        now = workspace.now()
        is_meant = challenge_id == test.challenge_id and test.state(now).value == "scheduled"
        return is_meant and concerns(test, now)

    return _finding_challenges(finds)


def _mistaken(concerns: Callable[[ProductionTest, float], bool]) -> type[Workspace]:
    """A workspace that finds challenges by their requests where a condition holds for them."""

    def finds(workspace: Any, app: App, challenge_id: str, test: ProductionTest) -> bool:
        now = workspace.now()
        return challenge_id == test.request_id and test.client_id == app["clientId"] and concerns(test, now)

    return _finding_challenges(finds)


class _ForeignWorkflows(HttpRules):
    """Rules that find a workflow of any app, unless it is the default one."""

    def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return super().owned(operation, parameters)
        except RefusalError:
            app = self.workspace.find_app(parameters["client_id"])
            every = (
                (one, self.workspace.find_workflow(one, parameters["workflow_id"])) for one in self.workspace.apps()
            )
            owner = next(
                (one for one, workflow in every if workflow and not self.workspace.is_default(one, workflow)), None
            )
            if app is None or owner is None:
                raise
            return super().owned(operation, {**parameters, "client_id": owner["clientId"]})


class _Remembering(Workspace):
    """A workspace that knows the apps that were deleted."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.gone: dict[str, App] = {}

    def delete_app(self, app: App) -> None:
        self.gone[app["clientId"]] = app
        super().delete_app(app)


class _Outliving(HttpRules):
    """Rules that find a deleted app."""

    def owned(self, operation: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
        gone: dict[str, App] = getattr(self.workspace, "gone", {})
        if parameters["client_id"] in gone:
            return {"client_id": gone[parameters["client_id"]]}
        return super().owned(operation, parameters)


OUTLIVING = Change(workspace=_Remembering, http=_Outliving)
APPS: dict[str, How] = {f"finds an app {what}": _finding_apps(alike) for what, alike in ALIKE.items()}
WORKFLOWS: dict[str, How] = {f"finds a workflow {what}": _finding_workflows(alike) for what, alike in ALIKE.items()}
CHALLENGES: dict[str, How] = {
    **{f"finds a challenge {what}": _challenges_alike(alike) for what, alike in ALIKE.items()},
    "finds complete challenges of other apps": _foreign(lambda test, now: test.completed_at(now) is not None),
    "finds old challenges of other apps": _foreign(lambda test, now: not is_new(test, now)),
    "finds new challenges of other apps": _foreign(is_new),
    "finds new challenges by their requests": _mistaken(
        lambda test, now: is_new(test, now) and test.state(now).value == "scheduled"
    ),
    "finds a report before there is a challenge": _mistaken(
        lambda test, now: is_new(test, now) and test.state(now).value == "pending"
    ),
}
TABLES: Tables = {
    ("getApp", "updateApp", "listWorkflows", "listProductionTests", "replaceRedirectUris", "deleteApp"): APPS,
    ("getWorkflow", "deleteWorkflow"): WORKFLOWS,
    ("getProductionTestReport",): CHALLENGES,
    ("getWorkflow",): {"reads workflows of other apps that are not their default": _ForeignWorkflows},
    ("listWorkflows", "deleteApp"): {"lists the workflows of a deleted app": OUTLIVING},
    ("listProductionTests", "deleteApp"): {"lists the tests of a deleted app": OUTLIVING},
    ("updateApp", "deleteApp", "getApp", "listApps"): {"a change brings a deleted app back": OUTLIVING},
    ("rotateClientSecret", "deleteApp", "getApp", "listApps"): {"a rotation brings a deleted app back": OUTLIVING},
    ("deleteWorkflow",): {"deletes workflows of other apps that are not their default": _ForeignWorkflows},
}
