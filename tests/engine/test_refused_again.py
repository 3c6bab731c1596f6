"""Servers that refuse what keeps to every documented limit: it is sent again, and what is to blame is named."""

from typing import Any

import pytest

from contract_tests.mock import HttpRules, MockOptions, RefusalError, create_app, load_spec, serve
from tests.engine.conftest import Contract, Outcome

KEY = "sk_workspace_test_for_the_tests"


class NearOffsets(HttpRules):
    """Passes over a thousand items at most."""

    def parameters(self, operation: Any, request: Any) -> dict[str, Any]:
        found = super().parameters(operation, request)
        if found.get("offset", 0) > 1000:
            raise RefusalError.invalid("offset", found["offset"], "is too large")
        return found


class NoDots(HttpRules):
    """Takes no key that ends in a dot."""

    async def once(self, operation: Any, policy: Any, key: str, address: str, call: Any) -> Any:
        if key.endswith("."):
            raise RefusalError.invalid(policy.header, key, "is not accepted")
        return await super().once(operation, policy, key, address, call)


class AsManyStampsAsProviders(HttpRules):
    """Takes no test that fewer people may join than it has providers."""

    async def perform(self, operation: Any, call: Any) -> Any:
        body = call.body if isinstance(call.body, dict) else {}
        if body.get("maxStamps", 3) < len(body.get("providerIds", [])):
            raise RefusalError.invalid("maxStamps", body["maxStamps"], "is too small")
        return await super().perform(operation, call)


class NoStampsForAPlatform(HttpRules):
    """Takes no test for one platform that says how many people may join."""

    async def perform(self, operation: Any, call: Any) -> Any:
        body = call.body if isinstance(call.body, dict) else {}
        if {"targetPlatform", "maxStamps"} <= body.keys():
            raise RefusalError.invalid("maxStamps", body["maxStamps"], "is not for a platform")
        return await super().perform(operation, call)


def judged(judge: Contract, rules: type[HttpRules], *arguments: str) -> Outcome:
    with serve(create_app(load_spec(), MockOptions(key=KEY, settle_seconds=0.5), http=rules)) as base_url:
        return judge(base_url, KEY, *arguments)


@pytest.mark.slow
def test_a_documented_request_that_is_refused_twice_is_named(judge: Contract) -> None:
    """A generated case was refused, and so was the same request when it was sent again."""
    outcome = judged(judge, NearOffsets, "--operation", "listApps")
    assert [(one["rule"], one["kind"], one["expected"]) for one in outcome.findings] == [
        ("refusals/generated-in-order", "limit", "accepted")
    ], outcome.output
    assert outcome.findings[0]["observed"] == "refused with 400 VALIDATION_INVALID_PARAMETER"


@pytest.mark.slow
def test_a_form_of_keys_that_is_refused_is_named(judge: Contract) -> None:
    """What was refused is accepted with a plain key."""
    outcome = judged(judge, NoDots, "--operation", "createProductionTest")
    found = {(one["place"], one["observed"]) for one in outcome.findings if one["kind"] == "limit"}
    assert found == {("request header Idempotency-Key", "refused with 400 VALIDATION_INVALID_PARAMETER")}, (
        outcome.output
    )


@pytest.mark.slow
def test_a_refusal_that_came_again_is_named_when_nothing_is_left_to_find_out_more(judge: Contract) -> None:
    """The things that may be created are used up while it is looked for the fields that are to blame."""
    outcome = judged(judge, AsManyStampsAsProviders, "--operation", "createProductionTest", "--max-creates", "11")
    assert [(one["rule"], one["place"]) for one in outcome.findings] == [("refusals/in-order", "request body")], (
        outcome.output
    )


@pytest.mark.slow
@pytest.mark.parametrize("creations", ["5", "12"])
def test_fields_that_are_refused_together_are_named_once_whatever_is_left(judge: Contract, creations: str) -> None:
    """The whole body is named where its budget ends before its fields are found, and never beside them."""
    outcome = judged(judge, NoStampsForAPlatform, "--operation", "createProductionTest", "--max-creates", creations)
    (place,) = [one["place"] for one in outcome.findings if one["rule"] == "creation/every-accepted-value"]
    assert {"/targetPlatform", "/maxStamps"} <= set(place.split()), outcome.output
