"""The answer to an accepted request repeats what was asked for."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.echoes import broken_echoes, broken_storing
from contract_tests.judging.exchange import Exchange
from scripts.spec.pointers import ABSENT
from tests.judging.exchanges import APP, SPEC, exchange, sample

TITLE = {"title": "BankID SE Test"}
DEFAULT = "which is the default, since it was not sent"
SHOWN = sample("AppPage")["data"][0]
URIS = ["https://app.example.com/One", "https://app.example.com/two"]


def created(sent: dict[str, Any], *, client_id: Any = APP, path: str = APP, **payload: Any) -> Exchange:
    """The answer to a creation, whose payload repeats the title and the defaults but for some fields."""
    body = sample("ProductionTestRequest") | {"clientId": client_id}
    body["payload"] = {"title": "BankID SE Test", "maxStampClaims": 3, "targetPlatform": None, **payload}
    body["payload"] = {name: value for name, value in body["payload"].items() if value is not ABSENT}
    body = {name: value for name, value in body.items() if value is not ABSENT}
    return exchange("createProductionTest", 201, body, sent=sent, path={"client_id": path})


@pytest.mark.parametrize(
    "one",
    [
        created(TITLE),
        created({**TITLE, "maxStamps": 7}, maxStampClaims=7),
        created({**TITLE, "providerIds": ["a", "b"]}, providerIds=["b", "a"]),
        created({**TITLE, "description": "x"}),
        created({**TITLE, "description": "x"}, description="x"),
        created(TITLE, description="of the server"),
        created(TITLE, allowDuplicateParticipation=False),
        created({**TITLE, "allowDuplicateParticipation": True}, allowDuplicateParticipation=True),
        created({**TITLE, "allowDuplicateParticipation": True}),
        created(TITLE, client_id=12345678, path="12345678"),
    ],
)
def test_what_was_sent_comes_back_or_its_default(one: Exchange) -> None:
    """Optional fields may be left out, lists may come in another order, a number may stand in a path."""
    assert list(broken_echoes(one)) == []


@pytest.mark.parametrize(
    ("one", "place", "words", "since"),
    [
        (created({"title": "Other"}), "/payload/title", ("'Other'", "'BankID SE Test'"), "as it was sent"),
        (created(TITLE, title=ABSENT), "/payload/title", ("'BankID SE Test'", "absent"), "as it was sent"),
        (
            created(TITLE, maxStampClaims=4),
            "/payload/maxStampClaims",
            ("3", "4"),
            DEFAULT,
        ),
        (created({**TITLE, "maxStamps": 4}), "/payload/maxStampClaims", ("4", "3"), "as it was sent as maxStamps"),
        (
            created(TITLE, targetPlatform=ABSENT),
            "/payload/targetPlatform",
            ("null", "absent"),
            DEFAULT,
        ),
        (
            created({**TITLE, "providerIds": ["a", "b"]}, providerIds=["a"]),
            "/payload/providerIds",
            ("['a', 'b']", "['a']"),
            "as it was sent",
        ),
        (
            created({**TITLE, "providerIds": ["a", "b"]}, providerIds="ab"),
            "/payload/providerIds",
            ("['a', 'b']", "'ab'"),
            "as it was sent",
        ),
        (
            created({**TITLE, "providerIds": "ab"}, providerIds=["a", "b"]),
            "/payload/providerIds",
            ("'ab'", "['a', 'b']"),
            "as it was sent",
        ),
        (
            created({**TITLE, "description": "x"}, description="y"),
            "/payload/description",
            ("'x'", "'y'"),
            "as it was sent",
        ),
        (
            created(TITLE, allowDuplicateParticipation=True),
            "/payload/allowDuplicateParticipation",
            ("false", "true"),
            DEFAULT,
        ),
        (
            created(TITLE, allowDuplicateParticipation=0),
            "/payload/allowDuplicateParticipation",
            ("false", "0"),
            DEFAULT,
        ),
        (created(TITLE, client_id="Other001"), "/clientId", (f"'{APP}'", "'Other001'"), "as it was sent"),
        (created(TITLE, client_id=ABSENT), "/clientId", (f"'{APP}'", "absent"), "as it was sent"),
    ],
)
def test_what_does_not_come_back_is_found(one: Exchange, place: str, words: tuple[str, str], since: str) -> None:
    (found,) = broken_echoes(one)
    assert (found.place, (found.expected, found.observed), found.since) == (f"response 201 body {place}", words, since)


def test_a_broken_echo_points_to_its_promise() -> None:
    (found,) = broken_echoes(created({"title": "Other"}))
    assert (found.kind, found.severity) == ("echo", "breaking")
    assert SPEC.at(found.pointer)["to"] == "$response.body#/payload/title"


def test_an_operation_without_echoes_repeats_nothing() -> None:
    one = exchange("createApp", 201, SHOWN, sent={"name": "Other"})
    assert list(broken_echoes(one)) == list(broken_echoes(replace(one, operation=None))) == []


def changed(sent: dict[str, Any], **shown: Any) -> Exchange:
    return exchange("updateApp", 200, {**SHOWN, **shown}, sent=sent)


@pytest.mark.parametrize(
    "one",
    [
        exchange("createApp", 201, {**SHOWN, "name": "x"}, sent={"name": "x"}),
        exchange("createApp", 201, {}, sent={"name": "x"}),
        exchange("createApp", 201, SHOWN, sent="no object"),
        created({"title": "Other"}),
        exchange("getApp", 200, SHOWN),
        exchange("updateApp", 400, SHOWN, sent={"name": "x"}),
        changed({"redirectUris": URIS}, redirectUris=URIS),
        changed({"redirectUris": ["https://APP.Example.com/One", *URIS]}, redirectUris=URIS),
        changed({"webhookConfig": {"enabled": False}}, webhookConfig={"enabled": False, "retryAttempts": 3}),
        exchange("replaceRedirectUris", 200, {"redirectUris": URIS}, sent={"redirectUris": [*URIS, URIS[0]]}),
    ],
)
def test_what_is_shown_as_sent_or_not_at_all_is_in_order(one: Exchange) -> None:
    """The case of a host and duplicates may be lost, and an object may show more than was sent."""
    assert list(broken_storing(one)) == []


@pytest.mark.parametrize(
    ("one", "kind", "place"),
    [
        (exchange("createApp", 201, SHOWN, sent={"name": "x"}), "echo", "response 201 body /name"),
        (changed({"name": "x"}), "change", "response 200 body /name"),
        (changed({"redirectUris": URIS}, redirectUris=URIS[:1]), "change", "response 200 body /redirectUris"),
        (
            changed({"redirectUris": URIS[:1]}, redirectUris=[URIS[0].lower()]),
            "change",
            "response 200 body /redirectUris/*",
        ),
        (
            changed({"webhookConfig": {"enabled": False}}, webhookConfig={"enabled": True}),
            "change",
            "response 200 body /webhookConfig/enabled",
        ),
        (
            changed({"webhookConfig": {"timeoutSeconds": 4}}, webhookConfig={"enabled": True}),
            "change",
            "response 200 body /webhookConfig/timeoutSeconds",
        ),
    ],
)
def test_what_is_shown_otherwise_than_sent_is_found(one: Exchange, kind: str, place: str) -> None:
    (found,) = broken_storing(one)
    assert (found.kind, found.place, found.since) == (kind, place, "as it was sent")


def test_an_order_that_may_not_change_is_held() -> None:
    one = changed({"redirectUris": URIS}, redirectUris=URIS[::-1])
    assert {found.place for found in broken_storing(one)} == {"response 200 body /redirectUris"}
