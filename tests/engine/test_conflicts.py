"""Servers that tell two bodies of one idempotency key apart by some of their fields alone."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, create_app, load_spec, serve
from tests.engine.conftest import Contract

KEY = "sk_workspace_test_for_the_tests"
ALONE = ("--rule", "idempotency", "--operation", "createProductionTest", "--operation", "createWorkflow")


class Forgetful(HttpRules):
    """Compares bodies without some of their fields."""

    ignored: Collection[str] = ()

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        body = {name: value for name, value in (call.body or {}).items() if name not in self.ignored}
        return await super().once(operation, policy, key, address, replace(call, body=body))


class WithoutDescription(Forgetful):
    ignored = ("description",)


class WithoutNodes(HttpRules):
    """Compares everything about a workflow but its nodes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._nodes: dict[str, Any] = {}

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        if call.body and "nodes" in call.body:
            call = replace(call, body={**call.body, "nodes": self._nodes.setdefault(key, call.body["nodes"])})
        return await super().once(operation, policy, key, address, call)


class Overwriting(HttpRules):
    """Forgets the first answer to a key when another body comes with it."""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        try:
            return await super().once(operation, policy, key, address, call)
        except Exception:
            self.remembered.forget(key)
            raise


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rules", "operation", "places"),
    [
        (WithoutDescription, "createProductionTest", {"request body /description"}),
        (WithoutNodes, "createWorkflow", {"request body /nodes/*/id", "request body /nodes/*/next"}),
    ],
)
def test_a_field_that_is_not_compared_is_named(
    judge: Contract, rules: type[HttpRules], operation: str, places: set[str]
) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=rules)) as base_url:
        outcome = judge(base_url, KEY, *ALONE)
    found = [one for one in outcome.findings if one["rule"] == "idempotency/another-body-conflicts"]
    assert {one["operation"] for one in found} == {operation}
    assert {one["place"] for one in found} >= places
    assert all(one["expected"].startswith("409 IDEMPOTENCY_KEY_CONFLICT, since ") for one in found)
    assert {one["observed"] for one in found} == {"answered with 201 as a replay"}


@pytest.mark.slow
def test_first_answer_that_a_conflict_replaces_is_missed(judge: Contract) -> None:
    with serve(create_app(load_spec(), MockOptions(key=KEY), http=Overwriting)) as base_url:
        outcome = judge(base_url, KEY, *ALONE)
    assert "idempotency/another-body-conflicts" in {one["rule"] for one in outcome.findings}, outcome.output
