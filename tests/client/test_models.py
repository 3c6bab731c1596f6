from __future__ import annotations

import copy
import json
import pickle
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import attrs
import hopae_connect.models
import pytest
from hopae_connect import UNSET, AuthenticatedClient, DecodeError, UnknownItem, Unset
from hopae_connect._models import strictly
from hopae_connect.api.apps import list_apps
from hopae_connect.api.production_tests import list_production_tests
from hopae_connect.models import (
    App,
    AppPage,
    AppProvider,
    AppProviders,
    Challenge,
    ChallengeItem,
    ErrorResponse,
    ProductionTestCreate,
    ProductionTestReport,
    ProductionTestRequest,
    ProviderConfig,
    RequestItem,
    TargetPlatform,
    UnknownProductionTestItem,
    WebhookConfig,
    WorkflowNode,
    WorkflowRoute,
)

from contract_tests.mock import load_spec
from tests.client.conftest import Call
from tests.client.servers import Behaviour, Server, answer, answers

EXAMPLES = load_spec()["components"]["examples"]
APP: dict[str, Any] = EXAMPLES["AppPage"]["value"]["data"][0]
CHALLENGE_ITEM, REQUEST_ITEM = EXAMPLES["ProductionTestList"]["value"]
CHALLENGE: dict[str, Any] = CHALLENGE_ITEM["challenge"]
MODELS: list[tuple[Any, Any]] = [
    (AppPage, EXAMPLES["AppPage"]["value"]),
    (ProductionTestCreate, EXAMPLES["ProductionTestCreate"]["value"]),
    (ProductionTestRequest, EXAMPLES["ProductionTestRequest"]["value"]),
    (ProductionTestReport, EXAMPLES["ProductionTestReport"]["value"]),
    (ErrorResponse, EXAMPLES["InvalidParameter"]["value"]),
    (ChallengeItem, CHALLENGE_ITEM),
    (RequestItem, REQUEST_ITEM),
    (WorkflowNode, {"id": "n", "type": "if", "next": [{"when": "a", "to": "b"}]}),
]
SECRETS = ("sh_app_...", "CLIENT_SECRET", "a-provider-secret", "whsec_preview", "from tomorrow")

with_examples = pytest.mark.parametrize(("model", "value"), MODELS, ids=lambda one: getattr(one, "__name__", ""))


@with_examples
def test_round_trip_is_lossless_down_to_the_order_of_fields(model: Any, value: Any) -> None:
    decoded = model.from_dict(json.loads(json.dumps(value)))
    assert decoded.to_dict() == value
    assert pickle.loads(pickle.dumps(decoded)) == copy.copy(decoded) == copy.deepcopy(decoded) == decoded
    assert copy.deepcopy(decoded).to_dict() == value


@with_examples
def test_unknown_fields_are_kept_at_every_depth(model: Any, value: Any) -> None:
    def extended(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: extended(child) for name, child in value.items()} | {"x-new": [{"a": None}], "y": 1.5}
        return [extended(child) for child in value] if isinstance(value, list) else value

    wanted = extended(value)
    for free in ("providers",):
        for item in wanted.get("data", []):
            item[free] = {name: one for name, one in item[free].items() if isinstance(one, dict)}
    assert model.from_dict(wanted).to_dict() == wanted


def test_equality_is_by_value_and_class() -> None:
    one, same, other = App.from_dict(APP), App.from_dict(APP), App.from_dict({**APP, "name": "Other"})
    extended = App.from_dict({**APP, "new": 1})
    assert (one == same, one == other, one == extended, one == APP) == (True, False, False, False)
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


TIMES = [
    "2026-04-08T10:00:00.000Z",
    "2026-04-08T10:00:00Z",
    "2026-04-08T10:00:00.1Z",
    "2026-04-08T10:00:00.123456789Z",
    "2026-04-08T12:00:00+02:00",
    "2026-04-08T10:00:00.000+00:00",
    "2026-04-08 10:00:00.000Z",
]


def copies(model: Any) -> list[Any]:
    return [copy.deepcopy(model), pickle.loads(pickle.dumps(model))]


@pytest.mark.parametrize("text", TIMES)
def test_moments_are_aware_and_written_back_as_they_came(text: str) -> None:
    challenge = Challenge.from_dict({**CHALLENGE, "createdAt": text})
    assert challenge.created_at.replace(microsecond=0) == datetime(2026, 4, 8, 10, tzinfo=UTC)
    for again in (challenge, *copies(challenge)):
        assert again.to_dict()["createdAt"] == text


def test_moment_that_was_changed_is_written_anew() -> None:
    challenge = Challenge.from_dict({**CHALLENGE, "createdAt": "2026-04-08T12:00:00+02:00"})
    challenge.created_at += timedelta(hours=1)
    for again in (challenge, *copies(challenge)):
        assert again.to_dict()["createdAt"] == "2026-04-08T11:00:00.000Z"
    challenge.created_at = datetime(2026, 1, 1, 1, 0, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    assert challenge.to_dict()["createdAt"] == "2026-01-01T00:00:00.000005Z"
    challenge.created_at = datetime(2026, 1, 1, 0, 0, 0, 5000, tzinfo=UTC)
    assert challenge.to_dict()["createdAt"] == "2026-01-01T00:00:00.005Z"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one time zone for all of the machine")
def test_moment_is_written_in_utc_wherever_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    challenge = Challenge.from_dict(CHALLENGE)
    challenge.created_at = datetime(2026, 1, 1, tzinfo=UTC)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "JST-9")
        time.tzset()
        written = challenge.to_dict()["createdAt"]
    time.tzset()
    assert written == "2026-01-01T00:00:00.000Z"


def test_moment_without_time_zone_is_neither_read_nor_written() -> None:
    with pytest.raises(DecodeError, match="/createdAt: expected a date-time with its offset, found a string"):
        Challenge.from_dict({**CHALLENGE, "createdAt": "2026-04-08T10:00:00"})
    challenge = Challenge.from_dict(CHALLENGE)
    challenge.created_at = datetime(2026, 4, 8)
    with pytest.raises(ValueError, match="without time zone"):
        challenge.to_dict()


MISFITS: list[tuple[Any, Any, str]] = [
    (App, {**APP, "name": None}, "/name: expected a string, found null"),
    (App, {**APP, "redirectUris": ["a", 1]}, "/redirectUris/1: expected a string, found a number"),
    (App, {**APP, "redirectUris": "a"}, "/redirectUris: expected an array, found a string"),
    (Challenge, {**CHALLENGE, "sources": ["a", None]}, "/sources/1: expected a string, found null"),
    (Challenge, {**CHALLENGE, "sources": "a"}, "/sources: expected an array or null, found a string"),
    (ChallengeItem, {**CHALLENGE_ITEM, "challenge": {**CHALLENGE, "sources": [1]}}, "/challenge/sources/0: expected"),
    (App, {**APP, "providers": {"a": None}}, "/providers/a: expected an object, found null"),
    (App, {**APP, "providers": []}, "/providers: expected an object, found an array"),
    (App, {**APP, "providers": {"a/b": {}}}, "/providers/a~1b/enabled: expected a value, found nothing"),
    (App, {**APP, "providers": {"a~b": {}}}, "/providers/a~0b/enabled: expected a value, found nothing"),
    (App, {**APP, "workflows": None}, "/workflows: expected an array, found null"),
    (App, {**APP, "createdAt": "yesterday"}, "/createdAt: expected a date-time, found a string"),
    (Challenge, {**CHALLENGE, "isActive": 1}, "/isActive: expected a boolean, found a number"),
    (Challenge, {**CHALLENGE, "sponsor": []}, "/sponsor: expected an object or null, found an array"),
    (WorkflowNode, {"id": "n", "type": "if", "next": 1}, "/next: expected a string or an array, found a number"),
    (ProductionTestCreate, {"title": "T", "targetPlatform": "tv"}, "/targetPlatform: expected one of android, ios"),
    (ChallengeItem, {**CHALLENGE_ITEM, "type": "request"}, "/type: expected the constant 'challenge', found a string"),
    (App, None, "the body: expected an object, found null"),
    (AppProviders, [], "the body: expected an object, found an array"),
]


@pytest.mark.parametrize(("model", "value", "message"), MISFITS)
def test_misfit_is_named_with_its_place_and_without_its_value(model: Any, value: Any, message: str) -> None:
    with pytest.raises(DecodeError) as caught:
        model.from_dict(value)
    assert str(caught.value).startswith(message)
    assert message.startswith(caught.value.where or "the body")


def test_whole_number_may_be_written_with_a_fraction_of_zero() -> None:
    page = AppPage.from_dict({"data": [], "total": 3.0, "limit": 1, "offset": 0})
    assert (page.total, type(page.total)) == (3, int)


def test_secrets_are_not_shown() -> None:
    provider = {"enabled": True, "config": {"clientSecret": "a-provider-secret"}}
    webhooks = {"enabled": True, "secret": "whsec_preview", "newSecret": "from tomorrow"}
    app = App.from_dict({**APP, "providers": {"mitid": provider}, "webhookConfig": webhooks, "new": "from tomorrow"})
    page = AppPage(data=[app], total=1, limit=1, offset=0)
    shown = f"{page!r} {page} {app!r} {app.providers!r} {app.providers['mitid'].config!r} {app.webhook_config!r}"
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "client_secret=<hidden>" in shown
    assert "newSecret=..." in shown
    assert repr(app.providers["mitid"].config) == "ProviderConfig(<hidden>)"
    assert repr(WebhookConfig(enabled=True)) == "WebhookConfig(enabled=True)"
    assert repr(WebhookConfig(enabled=True, retry_attempts=2)) == "WebhookConfig(enabled=True, retry_attempts=2)"


def test_maps_are_dicts() -> None:
    app = App.from_dict(APP)
    assert list(app.providers) == ["smartid", "mitid", "id-austria", "ftn", "buypass"]
    assert isinstance(app.providers["mitid"], AppProvider)
    config = app.providers["mitid"].config
    assert isinstance(config, ProviderConfig)
    assert config["clientId"] == "CLIENT_ID"
    assert WorkflowRoute({"a": 1}).to_dict() == {"a": 1}


def test_models_are_made_by_hand() -> None:
    test = ProductionTestCreate(title="A title", target_platform=TargetPlatform.IOS, provider_ids=["mitid"])
    assert test.to_dict() == {
        "title": "A title",
        "providerIds": ["mitid"],
        "targetPlatform": "ios",
        "maxStamps": 3,
        "allowDuplicateParticipation": False,
    }


def test_closed_lists_compare_to_strings() -> None:
    assert [*TargetPlatform] == ["android", "ios"]
    assert ProductionTestCreate.from_dict({"title": "T", "targetPlatform": "ios"}).target_platform is TargetPlatform.IOS


def test_unknown_values_of_open_lists_stay_strings() -> None:
    node = WorkflowNode.from_dict({"id": "n", "type": "a-type-of-tomorrow"})
    assert (node.type_, node.next_, bool(node.next_)) == ("a-type-of-tomorrow", UNSET, False)
    request = ProductionTestRequest.from_dict({**EXAMPLES["ProductionTestRequest"]["value"], "status": "postponed"})
    assert request.status == "postponed"


def test_unknown_item_does_not_lose_the_others(
    serve_behaviour: Callable[[Behaviour], Server], connect: Callable[..., AuthenticatedClient], call: Call
) -> None:
    new = {"type": "campaign", "campaign": {"id": "c"}, "challenge": None}
    body = [CHALLENGE_ITEM, new, REQUEST_ITEM]
    client = connect(serve_behaviour(answers(answer(200, body))).url)
    items = call("sync", list_production_tests, client, client_id="Shop0001")
    assert [type(item) for item in items] == [ChallengeItem, UnknownProductionTestItem, RequestItem]
    assert items[1].type_ == "campaign"
    assert [item.to_dict() for item in items] == body


ODD_APPS: list[tuple[Any, str]] = [
    ({**APP, "createdAt": "yesterday"}, "/createdAt: expected a date-time, found a string"),
    ({}, "/clientId: expected a value, found nothing"),
    ({**APP, "providers": {"mitid": {"enabled": "yes"}}}, "/providers/mitid/enabled: expected a boolean"),
    (None, "the body: expected an object, found null"),
    ("Shop0001", "the body: expected an object, found a string"),
]


@pytest.mark.parametrize(("odd", "reason"), ODD_APPS)
def test_odd_item_does_not_lose_the_others(
    serve_behaviour: Callable[[Behaviour], Server],
    connect: Callable[..., AuthenticatedClient],
    call: Call,
    odd: Any,
    reason: str,
) -> None:
    """An item that breaks the contract is an unknown one with its data, and the rest of its page is what it is."""
    body = {"data": [APP, odd, APP], "total": 3, "limit": 20, "offset": 0}
    client = connect(serve_behaviour(answers(answer(200, body))).url)
    page = call("sync", list_apps, client)
    assert [type(item) for item in page.data] == [App, UnknownItem, App]
    assert page.to_dict() == body
    assert (page.data[1].data, str(page.data[1].reason).startswith(reason)) == (odd, True)
    assert [type(item) for item in call("iterate", list_apps, client)] == [App, UnknownItem, App]


def test_odd_item_has_the_fields_that_came() -> None:
    """Who does not ask what kind of item it is finds the fields under the names of the model, as they came."""
    page = AppPage.from_dict({"data": [{**APP, "createdAt": 1}], "total": 1, "limit": 1, "offset": 0})
    item: Any = page.data[0]
    assert (item.client_id, item.created_at) == (APP["clientId"], 1)
    with pytest.raises(AttributeError, match=r"has no nothing \(/createdAt: expected a date-time"):
        item.nothing  # noqa: B018
    again = pickle.loads(pickle.dumps(item))
    assert (again, copy.deepcopy(item), again.client_id) == (item, item, APP["clientId"])
    assert (item == page.data[0], item == APP) == (True, False)
    assert repr(item) == "UnknownItem(/createdAt: expected a date-time, found a number)"


ODD_ITEMS = [
    ({"type": "challenge", "challenge": None}, UnknownProductionTestItem),
    ({"type": "request", "challenge": None, "request": {"id": 1}}, UnknownProductionTestItem),
    ({"type": 1}, UnknownItem),
    (None, UnknownItem),
]


@pytest.mark.parametrize(("odd", "kind"), ODD_ITEMS)
def test_odd_item_of_several_kinds_is_one_of_an_unknown_kind(
    serve_behaviour: Callable[[Behaviour], Server],
    connect: Callable[..., AuthenticatedClient],
    call: Call,
    odd: Any,
    kind: type,
) -> None:
    """In a list of several kinds, an item that does not fit its own is an unknown one as long as it has a kind."""
    body = [CHALLENGE_ITEM, odd, REQUEST_ITEM]
    client = connect(serve_behaviour(answers(answer(200, body))).url)
    items = call("sync", list_production_tests, client, client_id="Shop0001")
    assert [type(item) for item in items] == [ChallengeItem, kind, RequestItem]
    assert [item.to_dict() for item in items] == body


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({**APP, "createdAt": 1}, "/data/1/createdAt: expected a date-time, found a number"),
        ("Shop0001", "/data/1: expected an object, found a string"),
    ],
)
def test_odd_item_raises_for_who_is_strict(odd: Any, reason: str) -> None:
    """The contract run reads with the same models, and overlooks nothing."""
    value = {"data": [APP, odd], "total": 2, "limit": 2, "offset": 0}
    with strictly(), pytest.raises(DecodeError, match=f"^{reason}$"):
        AppPage.from_dict(value)
    assert isinstance(AppPage.from_dict(value).data[1], UnknownItem)


def test_changed_copy_keeps_unknown_fields_of_its_own() -> None:
    """attrs.evolve takes unknown fields along, and the two models do not share them."""
    app = App.from_dict({**APP, "new": 1})
    changed = attrs.evolve(app, name="Other")
    assert changed.to_dict() == {**APP, "name": "Other", "new": 1}
    changed.additional_properties["new"] = 2
    assert app.to_dict() == {**APP, "new": 1}
    assert attrs.evolve(app, additional_properties={}).to_dict() == APP


def test_unset_is_one_and_only() -> None:
    assert pickle.loads(pickle.dumps(UNSET)) is copy.copy(UNSET) is copy.deepcopy(UNSET) is Unset() is UNSET
    assert (repr(UNSET), isinstance(UNSET, Unset)) == ("UNSET", True)


def test_every_model_is_there_and_documented() -> None:
    names = hopae_connect.models.__all__
    assert sorted(names) == dir(hopae_connect.models)
    for name in names:
        assert (getattr(hopae_connect.models, name).__doc__ or "").strip()
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        hopae_connect.models.Nothing  # noqa: B018
    files = list(Path(hopae_connect.models.__file__).parent.glob("*.py"))
    assert len(files) == len(names) + 1


def test_documentation_is_linked() -> None:
    page = "https://docs.hopae.com/api-reference/workspace/list-production-tests"
    assert f"See {page}" in (Challenge.__doc__ or "")
    assert f"See {page}" in (list_production_tests.sync.__doc__ or "")
