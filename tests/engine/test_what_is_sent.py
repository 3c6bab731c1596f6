"""What a run sends, and holds against later answers, so that a fault in what was sent and stored shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract_tests.engine.session import contract_run
from contract_tests.mock import HttpRules, MockOptions, RefusalError, Workspace, serve
from contract_tests.mutants.catalogue import catalogue
from contract_tests.mutants.change import Change
from contract_tests.mutants.rewrites import at, each_item
from contract_tests.sending.options import Budget, Options, Target
from scripts.spec.reading import load_spec

SPEC = load_spec()
TOO_LONG = "submitActivation header Idempotency-Key maxLength 256"
# By rule, operation and place.
Found = set[tuple[str, str, str]]
Judged = Callable[..., Found]
How = Change | type[Workspace]


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    """What a run finds with a group of rules about some operations of a mock that differs."""

    def run(how: How, rule: str | None, *operations: str) -> Found:
        app = (how if isinstance(how, Change) else Change(workspace=how or Workspace)).app(SPEC)
        options = Options(Budget.for_spec(SPEC), 10.0, 1, rule=rule, operations=frozenset(operations), generates=False)
        with serve(app) as url:
            report = contract_run(SPEC, Target("mock", url, MockOptions().key), options, tmp_path, io.StringIO())
        assert (report.failure, report.left) == (None, [])
        return {(one.rule, one.operation, one.deviation.place) for one in report.findings}

    return run


class WithoutSettings(Workspace):
    """Stores the nodes of a workflow without their settings."""

    def new_workflow(self, body: Any) -> Any:
        nodes = [{name: value for name, value in node.items() if name != "config"} for node in body["nodes"]]
        return super().new_workflow({**body, "nodes": nodes})


def test_settings_that_are_lost_are_missed(judged: Judged) -> None:
    """Fields that have to fit to each other are sent as an example of a whole body has them, with all their insides."""
    found = judged(WithoutSettings, "creation", "createWorkflow")
    assert found == {("creation/shown-as-sent", "createWorkflow", "response 201 body /nodes/*/config")}


def test_list_in_another_order_than_it_was_sent_is_named(judged: Judged) -> None:
    reverse = each_item(lambda one: {**one, "nodes": one["nodes"][::-1]})
    change = Change(rewrite=reverse, operation_id="listWorkflows", status="200")
    found = judged(change, "agreement/read-as-answered", "createWorkflow")
    assert {(rule, operation) for rule, operation, _ in found} == {("agreement/read-as-answered", "listWorkflows")}


@pytest.mark.slow
def test_what_was_sent_and_is_not_read_again_is_named(judged: Judged) -> None:
    change = Change(rewrite=at("/nodes/*/config", lambda config: {}), operation_id="getWorkflow", status="200")
    found = judged(change, None, "createWorkflow")
    assert ("agreement/read-as-answered", "getWorkflow", "response 200 body /nodes/*/config/mode") in found


@pytest.mark.slow
def test_what_a_request_that_was_to_be_refused_has_changed_is_not_as_it_was_created(judged: Judged) -> None:
    """A key that is too long is the only fault of an activation that is accepted with it, and marks the app changed."""
    change = next(one.change for one in catalogue(SPEC) if one.name == TOO_LONG)
    found = judged(change, None, "createApp", "submitActivation")
    assert {place for rule, _, place in found if rule != "limits/header-beyond"} == {"request header Idempotency-Key"}


class KeepsTheLogo(Workspace):
    """An empty text leaves the logo that was there."""

    def merged(self, app: Any, body: Any) -> Any:
        kept = {"logo": app["logo"]} if body.get("logo") == "" and "logo" in app else {}
        return {**super().merged(app, body), **kept}


class TakesProviders(Workspace):
    """A change takes the providers away."""

    def merged(self, app: Any, body: Any) -> Any:
        return {**super().merged(app, body), "providers": {}}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (KeepsTheLogo, ("change/cleared", "updateApp", "response 200 body /logo of getApp")),
        (TakesProviders, ("change/stored", "updateApp", "response 200 body /providers/passport of getApp")),
    ],
)
def test_change_that_does_not_do_what_it_should_is_named(judged: Judged, how: How, expected: tuple[str, ...]) -> None:
    assert expected in judged(how, "change", "updateApp")


class KeepsWhatIsBelow(Workspace):
    """Finds the workflows of an app that was deleted, too."""

    def __init__(self, options: MockOptions) -> None:
        super().__init__(options)
        self.gone: dict[str, Any] = {}

    def delete_app(self, app: Any) -> None:
        self.gone |= {one["workflowId"]: one for one in app["workflows"]}
        super().delete_app(app)


class FindingBelow(HttpRules):
    """The rules with which they are found."""

    def owned(self, operation: Any, parameters: Any) -> dict[str, Any]:
        assert isinstance(self.workspace, KeepsWhatIsBelow)
        if found := self.workspace.gone.get(parameters.get("workflow_id", "")):
            return {"client_id": {}, "workflow_id": found}
        return super().owned(operation, parameters)


@pytest.mark.slow
def test_what_stood_below_a_deleted_thing_and_is_found_is_named(judged: Judged) -> None:
    change = Change(workspace=KeepsWhatIsBelow, http=FindingBelow, operation_id="getWorkflow")
    found = judged(change, "deletion/gone", "deleteApp")
    assert found == {("deletion/gone", "getWorkflow", "response status")}


class OneSecret(Workspace):
    """Gives every app the same secret."""

    def new_client_secret(self) -> str:
        return "sh_app_mock_same"


class OnceForEachName(Workspace):
    """Answers the app of a name that is there already."""

    def create_app(self, body: Any) -> Any:
        known = [app for app in self.apps() if app["name"] == body["name"]]
        return known[0] if known else super().create_app(body)


class NoDefault(Workspace):
    """Makes no default workflow."""

    def new_app(self, body: Any) -> Any:
        return {**super().new_app(body), "workflows": []}


class NamesTaken(Workspace):
    """Refuses a second app of a name."""

    def create_app(self, body: Any) -> Any:
        if any(app["name"] == body["name"] for app in self.apps()):
            raise RefusalError(409, "RESOURCE_CONFLICT", "There is an app of that name")
        return super().create_app(body)


def test_secret_that_two_things_have_is_named(judged: Judged) -> None:
    found = judged(OneSecret, "rotation/of-its-own", "rotateClientSecret")
    assert found == {("rotation/of-its-own", "createApp", "response 201 body /clientSecret")}


def test_second_creation_that_makes_nothing_is_named(judged: Judged) -> None:
    found = judged(OnceForEachName, "creation", "createApp")
    assert found == {("creation/made-anew", "createApp", "response 201 body /clientId")}


def test_second_creation_that_is_refused_is_not(judged: Judged) -> None:
    """Whether a text may come twice is published nowhere."""
    assert judged(NamesTaken, "creation", "createApp") == set()


@pytest.mark.slow
def test_what_comes_with_a_thing_and_is_not_there_is_named(judged: Judged) -> None:
    found = judged(NoDefault, "creation", "createApp")
    assert found == {("creation/comes-with", "createApp", "response status of getWorkflow")}


class DefaultLogo(Workspace):
    """Shows a logo of its own where an app has none."""

    def cleared(self, app: Any) -> Any:
        return {**app, "logo": app.get("logo") or "data:image/gif;base64,R0lGODlhAQABAAAAACw="}


def test_default_in_place_of_what_was_cleared_is_not_named(judged: Judged) -> None:
    """What is shown of a field that was taken away is published nowhere."""
    assert judged(DefaultLogo, "change/cleared", "updateApp") == set()
