"""What the answers of a run carried: the fields that came, those that never did, and of which types they were."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.presence import Presence
from contract_tests.judging.shapes import Shapes
from scripts.spec.spec import Spec
from tests.judging.exchanges import SPEC, envelope, exchange, sample

SHAPES = Shapes(SPEC)


def noted(*exchanges: Exchange, spec: Spec = SPEC) -> Presence:
    presence = Presence(spec, SHAPES if spec is SPEC else Shapes(spec))
    for one in exchanges:
        presence.note(one)
    return presence


def seen(operation: str, *exchanges: Exchange) -> dict[str, Any]:
    """What is said to have been looked at of an operation, beside its name."""
    (entry,) = [one for one in noted(*exchanges).seen() if one.pop("operation") == operation]
    return entry


def redirects(body: Any, status: int = 200) -> Exchange:
    return exchange("getRedirectUris", status, body)


ADDRESSES = {"redirectUris": ["https://a.example"]}
REFUSED = redirects(envelope("RESOURCE_NOT_FOUND"), 404)


def report(edit: Callable[[Any], object] = lambda _: None) -> Exchange:
    body = sample("ProductionTestReport")
    edit(body)
    return exchange("getProductionTestReport", 200, body)


def test_every_operation_is_listed_in_the_order_of_the_contract() -> None:
    assert [one["operation"] for one in noted().seen()] == list(SPEC.operations)
    assert seen("getApp") == {"succeeded": False, "statuses": [], "places": []}


def test_statuses_and_places_of_all_answers_are_told_in_order() -> None:
    """The places are those of successes alone; that of the body as a whole is none."""
    places = ["/redirectUris", "/redirectUris/*"]
    told = seen("getRedirectUris", REFUSED, redirects(ADDRESSES), redirects({}, 500), redirects({}))
    assert told == {"succeeded": True, "statuses": [200, 404, 500], "places": places}


@pytest.mark.parametrize(
    ("one", "succeeded"),
    [
        (redirects(ADDRESSES), True),
        (redirects({"redirectUris": []}), True),
        (redirects({"of": "something else"}), False),
        (redirects({}), False),
        (redirects(b"<html>"), False),
        (redirects(None), False),
        (redirects(ADDRESSES, 201), False),
        (REFUSED, False),
        (exchange("listWorkflows", 200, []), True),
        (exchange("listWorkflows", 200, {}), False),
        (exchange("deleteApp", 200, b""), True),
        (exchange("deleteApp", 204, b""), False),
    ],
)
def test_an_operation_has_succeeded_where_its_documented_success_is_of_this_api(one: Exchange, succeeded: bool) -> None:
    """A body that holds no documented field may come from anything that answers 200; an empty list has none to hold."""
    assert seen(one.operation_id, one)["succeeded"] is succeeded


def test_documented_successes_are_counted() -> None:
    """Of each operation apart; a refusal is none, nor is a success of another status or of no operation."""
    others = redirects(ADDRESSES, 201), replace(redirects(ADDRESSES), operation=None), exchange("deleteApp", 200, b"")
    presence = noted(redirects(ADDRESSES), REFUSED, redirects({}), *others, redirects(ADDRESSES))
    assert presence.successes == {"getRedirectUris": 3, "deleteApp": 1}


def test_types_are_those_that_a_place_had_in_any_success() -> None:
    presence = noted(report(), report(lambda body: body["challenge"].update(completedAt="2026-04-09T00:00:00Z")))
    place = "/challenge/completedAt"
    assert presence.types("getProductionTestReport", place) == {"null", "string"}
    assert presence.types("getProductionTestReport", "/stats/providerBreakdown/*") == {"object"}
    assert presence.types("getProductionTestReport", "/challenge/nothing") == set()
    assert presence.types("getApp", place) == set()


@pytest.mark.parametrize(
    ("edit", "missing"),
    [
        (lambda body: body["challenge"].pop("title"), ["/challenge/title"]),
        (
            lambda body: body["stats"]["providerBreakdown"][0].pop("claimCount"),
            ["/stats/providerBreakdown/*/claimCount"],
        ),
        (lambda body: body.pop("challenge"), ["/challenge"]),
        (lambda body: body.update(challenge={}), [f"/challenge/{name}" for name in report().json["challenge"]]),
    ],
)
def test_a_documented_field_that_never_came_is_named_by_its_place(
    edit: Callable[[Any], object], missing: list[str]
) -> None:
    """Where a whole object never came, its fields are not named one by one."""
    assert noted(report(edit)).unseen()["getProductionTestReport"] == missing


def test_a_field_that_came_once_has_been_seen() -> None:
    rare = report(lambda body: body["challenge"].pop("title"))
    assert "getProductionTestReport" not in noted(report(), rare).unseen()


def test_an_operation_without_a_documented_body_has_no_fields_to_come() -> None:
    assert "deleteApp" not in noted().unseen()
    assert noted().unseen()["getRedirectUris"] == ["/redirectUris"]


def test_fields_of_what_a_list_holds_are_named_where_the_list_came() -> None:
    """Without the list they are not worth a line each; a field that two forms of an item have is named once."""
    assert noted().unseen()["listApps"] == ["/data", "/total", "/limit", "/offset"]
    empty = noted(exchange("listApps", 200, {"data": [], "total": 0, "limit": 20, "offset": 0})).unseen()["listApps"]
    assert "/data/*/name" in empty
    assert "/data/*/webhookConfig/url" not in empty
    tests = noted(exchange("listProductionTests", 200, [])).unseen()["listProductionTests"]
    assert sorted(tests) == sorted(set(tests))


def test_a_field_of_one_of_several_forms_of_a_value_is_named_too() -> None:
    """What follows a node is a text or a list of routes; a run that saw texts alone has not seen what a route has."""
    root = json.loads(json.dumps(SPEC.root))
    root["components"]["schemas"]["WorkflowRoute"]["properties"] = {"when": {"type": "string"}}
    workflow = sample("AppPage")["data"][0]["workflows"][0]
    presence = noted(exchange("getWorkflow", 200, workflow), spec=Spec(root))
    assert presence.unseen()["getWorkflow"] == ["/nodes/*/next/*/when"]
