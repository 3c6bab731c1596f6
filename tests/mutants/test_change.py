"""A change of the mock shows where it should, and nowhere else."""

import asyncio
import copy
from typing import Any

import httpx
import pytest

from contract_tests.mock import HttpRules, MockOptions
from contract_tests.mutants.change import Change
from contract_tests.mutants.rewrites import header, status
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
