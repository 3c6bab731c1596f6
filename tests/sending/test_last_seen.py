"""What was last seen of a thing: remembered while nothing is sent that may change it."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.sending.last_seen import MOST_KEPT, LastSeen
from scripts.spec.pointers import ABSENT
from tests.judging.exchanges import APP, SPEC, envelope, exchange, sample

PATH = {"client_id": APP}
KIND, READER = SPEC.resources["custom-domain"], SPEC.operations["getCustomDomain"]
DOMAIN = {"clientId": APP, "status": "unconfigured", "dnsRecords": []}
HOSTS = {"webDomain": "verify.shop.example"}


def _read(status: str = "unconfigured", client_id: str = APP) -> Exchange:
    return exchange("getCustomDomain", 200, {**DOMAIN, "status": status}, path={"client_id": client_id})


def _status(*exchanges: Exchange) -> Any:
    """The state of a custom domain that is remembered after a row of exchanges."""
    seen = LastSeen()
    for one in exchanges:
        seen.note(one)
    return seen.value(KIND, PATH, "/status")


def test_what_a_read_showed_is_remembered() -> None:
    seen = LastSeen()
    seen.note(_read())
    assert seen.by(READER, PATH)["status"] == seen.value(KIND, PATH, "/status") == "unconfigured"
    assert seen.value(KIND, PATH, "/webDomain") is seen.by(READER, {"client_id": "Another1"}) is ABSENT


def test_a_change_leaves_what_its_answer_shows() -> None:
    """What a read showed before it is forgotten."""
    setting = exchange("setCustomDomain", 200, {**DOMAIN, "status": "awaiting_dns"}, sent=HOSTS)
    assert _status(_read(), setting) == "awaiting_dns"
    seen = LastSeen()
    for one in (_read(), setting):
        seen.note(one)
    assert seen.by(READER, PATH) is ABSENT


@pytest.mark.parametrize(
    ("operation", "status", "path"),
    [
        ("updateApp", 200, {}),
        ("deleteApp", 200, {}),
        ("setCustomDomain", 500, {}),
        ("deleteWorkflow", 200, {"workflow_id": "wf_1"}),
    ],
    ids=lambda one: str(one),
)
def test_a_request_that_may_change_a_thing_makes_it_forgotten(operation: str, status: int, path: Any) -> None:
    assert _status(_read(), exchange(operation, status, envelope("X"), path=path)) is ABSENT


def test_a_refusal_that_was_expected_changes_nothing() -> None:
    """One that was not says that the thing is not as it seemed."""
    refused = exchange("setCustomDomain", 400, envelope("VALIDATION_INVALID_PARAMETER"), sent=HOSTS)
    assert _status(_read(), replace(refused, expects_refusal=True)) == "unconfigured"
    assert _status(_read(), refused) is ABSENT


def test_what_is_sent_to_another_thing_changes_nothing() -> None:
    other = exchange("setCustomDomain", 200, {**DOMAIN, "status": "awaiting_dns"}, path={"client_id": "Another1"})
    made = exchange("createApp", 201, sample("AppPage")["data"][0])
    assert _status(_read(), other, made) == "unconfigured"


def test_a_replay_shows_how_a_thing_was() -> None:
    answer = exchange("verifyCustomDomain", 200, DOMAIN, headers={"Idempotency-Replayed": "true"})
    assert _status(answer) is ABSENT


def test_no_more_than_so_many_answers_are_kept() -> None:
    others = [_read(client_id=f"Other{number:03}") for number in range(MOST_KEPT)]
    assert _status(_read(), *others[1:]) == "unconfigured"
    assert _status(_read(), *others) is ABSENT


def test_all_is_forgotten_when_nobody_knows_what_came_of_a_request() -> None:
    seen = LastSeen()
    seen.note(_read())
    seen.forget()
    assert seen.by(READER, PATH) is ABSENT
