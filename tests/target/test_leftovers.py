"""What killed runs left is found by its mark and deleted, and nothing else is touched."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.sending.exceptions import CouldNotRun, Inconclusive, NotMade
from contract_tests.target.data import TargetData
from contract_tests.target.leftovers import Outcome, outermost, remove_leftovers
from scripts.spec.spec import Spec
from tests.target.meddling import SPEC, Workspace, workspace

APP, WORKFLOW = SPEC.resources["app"], SPEC.resources["workflow"]
MARK = "contract 0a1b2c3d 5"
BODY = {"entryNodeId": "a", "nodes": [{"id": "a", "type": "request"}]}
# Names that the user may have given.
ALMOST = [
    "contract",
    "contract 0a1b2c3d",
    "contract 0a1b2c3d 5x",
    "contract 0a1b2c3d five",
    "contract 0A1B2C3D 5",
    "Contract 0a1b2c3d 5",
    "contract 0a1b2c3d4 5",
    "contract 0a1b2c3g 5",
    " contract 0a1b2c3d 5",
    "contract  0a1b2c3d 5",
    "contract 0a1b2c3d\n5",
    "The contract 0a1b2c3d 5",
]


@pytest.fixture
def target() -> Iterator[Workspace]:
    with workspace() as found:
        yield found


def removed(target: Workspace, *, dry_run: bool = False) -> tuple[Outcome, list[str]]:
    """What became of what was found, and what was said of it."""
    lines: list[str] = []
    return remove_leftovers(target.run(), lines.append, dry_run=dry_run), lines


def test_what_bears_a_mark_is_deleted_and_nothing_else(target: Workspace) -> None:
    """Apps whose names only look like a mark stay as they are, and so does everything else of the user's."""
    for name in ALMOST:
        target.add(name)
    before = target.apps()
    left = [target.add(MARK), target.add(f"{MARK} and more\nof it")]
    outcome, lines = removed(target)
    assert target.apps() == before
    assert [one.identifier for one in outcome.deleted] == left
    assert lines[0] == f"deleted: createApp {left[0]} ({MARK})"


def test_every_mark_that_a_run_makes_is_found(target: Workspace) -> None:
    """What a run made and did not delete is deleted, with what lies below it, whichever run it was."""
    before = target.apps()
    for _ in range(2):
        data = TargetData(target.run())
        app = data.own.make(APP, {})
        data.own.make(WORKFLOW, app.path)
        data.resources.create_at_limits(SPEC.operations["createApp"], {}, {})
    outcome, _ = removed(target)
    assert (target.apps(), outcome.left, len(outcome.deleted) > 3) == (before, [], True)


@pytest.mark.slow
def test_more_than_a_page_is_found(target: Workspace) -> None:
    """What stands on the second page, or comes to it when something before it is deleted, is found."""
    before = target.apps()
    for number in range(130):
        target.add(f"contract 0a1b2c3d {number}")
    outcome, _ = removed(target)
    assert (target.apps(), len(outcome.deleted)) == (before, 130)


def test_what_lies_below_an_app_of_the_users_is_not_looked_at(target: Workspace) -> None:
    """The guard lets no run make anything there, so a workflow with such a name is the user's."""
    (app, *_) = target.apps()
    target.ask("POST", f"/apps/{app}/workflows", {**BODY, "name": MARK})
    before = target.apps()
    outcome, lines = removed(target)
    assert (target.apps(), outcome, lines) == (before, Outcome(), [])


def test_dry_run_deletes_nothing(target: Workspace) -> None:
    """It says what would be deleted."""
    left = target.add(MARK)
    before = target.apps()
    _, lines = removed(target, dry_run=True)
    assert (target.apps(), lines) == (before, [f"would delete: createApp {left} ({MARK})"])


@pytest.mark.parametrize("field", ["clientId", "name"])
def test_thing_that_is_read_otherwise_is_left(target: Workspace, field: str) -> None:
    """A read by its identifier has to show the same identifier and the same mark as the collection."""
    left, users = target.add(MARK), target.add("An app of the user's")
    before = target.apps()
    shown: Any = {**before[left], field: before[users][field]}
    target.meddler = lambda method, path: shown if (method, path) == ("GET", f"/apps/{left}") else None
    outcome, lines = removed(target)
    assert (target.apps(), outcome.deleted) == (before, [])
    assert lines == [f"left behind: createApp {left} ({MARK}): getApp does not show the same identifier and mark"]


def test_identifier_that_might_lead_elsewhere_is_left(target: Workspace) -> None:
    """No request is made of an identifier such as the name of a folder above."""
    before = target.apps()
    listed = {"data": [{**app, "name": MARK, "clientId": "../apps"} for app in before.values()]}
    target.meddler = lambda method, path: listed if path == "/apps" else 500
    outcome, _ = removed(target)
    assert {why for _, why in outcome.left} == {"its identifier might be taken for another path"}
    assert target.apps() == before


def test_refused_deletion_is_said(target: Workspace) -> None:
    """What the target does not delete is left and named, with what it answered."""
    left = target.add(MARK)
    target.meddler = lambda method, path: 403 if method == "DELETE" else None
    outcome, lines = removed(target)
    assert outcome.deleted == []
    assert lines == [f"left behind: createApp {left} ({MARK}): deleteApp answered 403"]


@pytest.mark.slow
def test_deletion_without_effect_is_said(target: Workspace) -> None:
    """What the collection still shows is not deleted, whatever the answer was."""
    left = target.add(MARK)
    target.meddler = lambda method, path: 200 if method == "DELETE" else None
    outcome, lines = removed(target)
    assert (outcome.deleted, len(outcome.left)) == ([], 1)
    assert lines[-1] == f"left behind: createApp {left} ({MARK}): still there after deleteApp succeeded"


@pytest.mark.parametrize("answer", [{}, {"items": []}, {"data": {}}, [], 404])
def test_collection_that_shows_no_list_is_not_an_empty_one(target: Workspace, answer: Any) -> None:
    """That nothing is left is only said of a collection that could be read."""
    target.add(MARK)
    target.meddler = lambda method, path: answer if path == "/apps" else None
    with pytest.raises(Inconclusive, match="so what a run left cannot be found"):
        removed(target)


def test_dead_key_could_not_run(target: Workspace) -> None:
    """A key that is refused is said at once."""
    target.meddler = lambda method, path: 401
    with pytest.raises(CouldNotRun, match="the key is refused"):
        removed(target)


def test_collection_without_the_mark_is_read_one_by_one(target: Workspace) -> None:
    """Where the items do not show the field at all, each thing is asked for it."""
    before = target.apps()
    target.add(MARK)
    short = [{name: value for name, value in app.items() if name != "name"} for app in target.apps().values()]
    listed = iter([{"data": short}])
    target.meddler = lambda method, path: next(listed, None) if path == "/apps" else None
    outcome, _ = removed(target)
    assert (target.apps(), len(outcome.deleted)) == (before, 1)


def test_guard_admits_what_was_found_alone(target: Workspace) -> None:
    """One thing that another run left may be deleted, and not the one beside it."""
    run, left = target.run(), target.add(MARK)
    deletion, (users, *_) = SPEC.operations["deleteApp"], target.apps()
    run.gate.made.admit_found(APP, {}, left, MARK)
    with pytest.raises(NotMade):
        run.send(deletion, {"client_id": users})
    assert run.send(deletion, {"client_id": left}).succeeded


@pytest.mark.parametrize("mark", ["My App", "contract 0a1b2c3d", ""])
def test_guard_admits_nothing_without_a_mark(target: Workspace, mark: str) -> None:
    """However a thing is found, it is the mark that counts."""
    users = target.add(mark or "nothing")
    with pytest.raises(NotMade):
        target.run().gate.made.admit_found(APP, {}, users, mark)


@pytest.mark.slow
def test_things_below_what_no_operation_deletes_are_found() -> None:
    """Where apps are there for good, a run makes workflows below the user's, and they are looked for in all of them."""
    root = copy.deepcopy(SPEC.root)
    del root["paths"]["/apps/{client_id}"]["delete"]
    spec = Spec(root)
    assert [[kind.name for kind in outermost(one)] for one in (SPEC, spec)] == [["app"], ["workflow"]]
    with workspace(spec) as target:
        before = workflows(target)
        for app in before:
            target.ask("POST", f"/apps/{app}/workflows", {**BODY, "name": MARK})
        outcome, _ = removed(target)
        assert (workflows(target), len(outcome.deleted)) == (before, len(before))


def workflows(target: Workspace) -> dict[str, list[str]]:
    """The identifiers of the workflows of each app."""
    return {name: [one["workflowId"] for one in app["workflows"]] for name, app in target.apps().items()}
