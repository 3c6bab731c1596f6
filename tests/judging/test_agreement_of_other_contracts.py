"""Agreement follows what a contract says of its things, also where this contract does not say it."""

from dataclasses import replace
from typing import Any

from contract_tests.judging.agreement import Agreement, Whose
from contract_tests.judging.exchange import Exchange
from scripts.spec.resources import Resource
from scripts.spec.spec import Spec
from tests.judging.app_answers import acting, app, workflows
from tests.judging.exchanges import SPEC
from tests.judging.other_contracts import contract, unnamed_workflows

WORKFLOWS, UPDATE = "/paths/~1apps~1{client_id}~1workflows/get", "/paths/~1apps~1{client_id}/patch"
APP = "/components/schemas/App"


def read(spec: Spec, *exchanges: Exchange) -> tuple[list[str], int]:
    """The kinds of the things that a row of exchanges shows by a contract, and how much in them is odd."""
    kinds: list[str] = []

    def whose(kind: Resource, path: dict[str, str], state: Any) -> Whose:
        kinds.append(kind.name)
        return "own"

    agreement = Agreement(spec, whose)
    held = [replace(one, operation=spec.operations[one.operation_id]) for one in exchanges]
    return kinds, len([odd for one in held for odd in agreement.read(one)])


def test_a_thing_shows_others_inside_where_their_list_shows_them_as_a_whole() -> None:
    """A list that shows a part of each says nothing of what stands in another thing."""
    in_part = contract(WORKFLOWS, x_shows={"resource": "workflow", "at": "/*", "as": "/summary"})
    assert read(SPEC, app()) == (["app", "workflow"], 0)
    assert read(in_part, app()) == (["app"], 0)


def test_what_no_path_names_is_held_as_a_part_of_what_shows_it_alone() -> None:
    assert read(unnamed_workflows(), app(), workflows()) == (["app"], 0)


def test_a_thing_whose_schema_names_no_fields_shows_no_others() -> None:
    assert read(contract(APP, without="properties"), app()) == (["app"], 0)


def test_what_a_change_leaves_open_is_let_go_of() -> None:
    """The contract asserts nothing of what a request makes of it."""
    left_open = contract(UPDATE, x_changes={"resource": "app", "by": "merge", "leaves-open": ["/name"]})
    change = acting("updateApp", sent={"name": "x"})
    named = [app(name=name) for name in ("One", "One", "Two", "Two")]
    with_logo = [app(logo=logo) for logo in ("One", "One", "Two", "One")]
    assert read(left_open, *named[:2], change, *named[2:])[1] == 0
    assert read(left_open, *with_logo[:2], change, *with_logo[2:])[1] == 1
