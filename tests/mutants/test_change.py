"""A change of the mock shows where it should, and nowhere else."""

import asyncio
import copy
from typing import Any

import httpx
import pytest

from contract_tests.mock import HttpRules, MockOptions
from contract_tests.mutants.change import Change
from contract_tests.mutants.rewrites import header, status
from contract_tests.mutants.selection import Chance, each_time
from scripts.spec.pointers import ABSENT
from scripts.spec.spec import Spec

KEY = {"Authorization": f"Bearer {MockOptions().key}"}
LIMIT = "/components/schemas/ProductionTestCreate/properties/title/maxLength"
TESTS = "/apps/Shop0001/production-tests"


class Open(HttpRules):
    def authenticate(self, operation: Any, headers: Any) -> None:
        """Let everybody in."""


def ask(spec: Spec, change: Change, method: str, path: str, **request: Any) -> httpx.Response:
    async def answer() -> httpx.Response:
        app = change.app(spec)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://mock{app.state.base_path}") as client:
            return await client.request(method, path, **request)

    return asyncio.run(answer())


def test_broken_rules_are_those_of_one_operation(spec: Spec) -> None:
    change = Change(http=Open, operation_id="listApps")
    assert ask(spec, change, "GET", "/apps").status_code == 200
    assert ask(spec, change, "GET", TESTS).status_code == 401
    assert ask(spec, Change(http=Open), "GET", TESTS).status_code == 200


def test_answers_are_rewritten_for_one_operation_and_status(spec: Spec) -> None:
    change = Change(rewrite=status(418), operation_id="listApps", status="200")
    assert ask(spec, change, "GET", "/apps", headers=KEY).status_code == 418
    assert ask(spec, change, "GET", "/apps").status_code == 401
    assert ask(spec, change, "GET", TESTS, headers=KEY).status_code == 200


def test_what_no_operation_answers_is_rewritten_where_none_is_named(spec: Spec) -> None:
    answer = ask(spec, Change(rewrite=header("X-Seen", "yes")), "GET", "/nowhere")
    assert (answer.status_code, answer.headers["x-seen"]) == (404, "yes")


def test_an_edit_is_followed_and_leaves_the_spec_alone(spec: Spec) -> None:
    before = copy.deepcopy(spec.root)
    for edit, expected in (({LIMIT: 3}, 400), ({LIMIT: ABSENT}, 201)):
        answer = ask(spec, Change(edit=edit), "POST", TESTS, headers=KEY, json={"title": "x" * 201})
        assert answer.status_code == expected
    assert spec.root == before


def test_an_edit_of_what_is_not_there_is_an_error(spec: Spec) -> None:
    with pytest.raises(KeyError):
        Change(edit={"/components/schemas/Nothing/maxLength": 3}).app(spec)


def test_a_change_of_answers_alone_is_told_from_one_of_what_the_server_does() -> None:
    rewrite = status(418)
    assert Change(rewrite=rewrite, operation_id="listApps", status="200").rewrites_only
    assert not Change().rewrites_only
    assert not Change(rewrite=rewrite, http=Open).rewrites_only
    assert not Change(rewrite=rewrite, edit={LIMIT: 3}).rewrites_only
    assert not Change(rewrite=rewrite, options={"create_seconds": 0.3}).rewrites_only


def test_changes_of_several_operations_show_together(spec: Spec) -> None:
    change = Change(
        http=Open,
        operation_id="listApps",
        also=(
            Change(rewrite=status(418), operation_id="getWorkspace", status="200"),
            Change(edit={LIMIT: 3}, options={"max_apps": 1}),
        ),
    )
    assert ask(spec, change, "GET", "/apps").status_code == 200
    assert ask(spec, change, "GET", "/apps/Shop0001").status_code == 401
    assert ask(spec, change, "GET", "/workspace", headers=KEY).status_code == 418
    assert ask(spec, change, "POST", TESTS, headers=KEY, json={"title": "long"}).status_code == 400
    assert ask(spec, change, "POST", "/apps", headers=KEY, json={"name": "App"}).status_code == 409
    assert not change.rewrites_only


def test_what_changes_answers_is_made_anew_for_each_server(spec: Spec) -> None:
    """The first of two answers is another one on every server."""
    change = each_time(lambda turn, call, answer: status(418 if turn == 0 else 200)(call, answer))
    assert [ask(spec, change, "GET", "/apps", headers=KEY).status_code for _ in range(2)] == [418, 418]
    assert not change.rewrites_only


def test_a_chance_hits_once_in_each_so_many_turns() -> None:
    chance, same = Chance(5, "seed"), Chance(5, "seed")
    turns = [chance.hits() for _ in range(50)]
    assert [sum(turns[start : start + 5]) for start in range(0, 50, 5)] == [1] * 10
    assert turns == [same.hits() for _ in range(50)]
    assert len({turns[start : start + 5].index(True) for start in range(0, 50, 5)}) > 1
