"""Servers that look at a limit only where its field is alone, or only where it is not."""

import json
from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from contract_tests.mock._answers import RefusalError
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"
ALONE = ("--rule", "limits", "--operation", "createProductionTest")


class LooksWhereAlone(HttpRules):
    """Takes any title beside a description."""

    async def body(self, declared: Any, request: Any) -> Any:
        try:
            return await super().body(declared, request)
        except RefusalError:
            sent = json.loads(await request.body() or "{}")
            if "description" not in sent or not isinstance(sent.get("title"), str) or len(sent["title"]) <= 200:
                raise
            return sent


class LooksBesideOthers(HttpRules):
    """Takes any title alone."""

    async def body(self, declared: Any, request: Any) -> Any:
        try:
            return await super().body(declared, request)
        except RefusalError:
            sent = json.loads(await request.body() or "{}")
            if sent.keys() != {"title"} or not isinstance(sent["title"], str):
                raise
            return sent


@pytest.mark.slow
@pytest.mark.parametrize("rules", [LooksWhereAlone, LooksBesideOthers])
def test_limit_of_a_required_field_holds_alone_and_beside_others(judge: Contract, rules: type[HttpRules]) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=rules)) as base_url:
        outcome = judge(base_url, KEY, *ALONE)
    found = {one["place"] for one in outcome.findings if one["kind"] == "limit"}
    assert found == {"request body /title"}, outcome.output


def test_limits_of_optional_fields_cost_no_more_requests(judge: Contract) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY))) as base_url:
        outcome = judge(base_url, KEY, *ALONE)
    sent = {one["rule"]: one["exchanges"] for one in outcome.report["exercised"] if one["operation"] == ALONE[-1]}
    # Fifteen limits, of which the four of the title are tried twice, and what was accepted with every field.
    assert sent["limits/body-beyond"] == 15 + 4 + 1, sent
