from collections.abc import Callable

import httpx
import pytest

from tests.mock.conftest import APP, OTHER_APP, Clock, ServeMock

Problem = Callable[[httpx.Response], tuple[int, str]]
INVALID = (400, "VALIDATION_INVALID_PARAMETER")
DOMAIN, OTHER_DOMAIN = (f"/apps/{client_id}/custom-domain" for client_id in (APP, OTHER_APP))
HOSTS = {"webDomain": "verify.shop.example", "oidcDomain": "login.shop.example"}
NONE = {"status": "unconfigured", "requiredAction": "none", "dnsRecords": []}
KEY = {"Idempotency-Key": "key-1"}


def test_an_app_has_no_custom_domain_at_first(own: httpx.Client) -> None:
    assert own.get(DOMAIN).json() == NONE


def test_hosts_that_are_set_need_a_record_each(own: httpx.Client) -> None:
    answered = own.put(DOMAIN, json=HOSTS).json()
    assert {name: answered[name] for name in HOSTS} == HOSTS
    assert (answered["status"], answered["requiredAction"]) == ("awaiting_dns", "add_cname")
    assert [record["host"] for record in answered["dnsRecords"]] == list(HOSTS.values())
    assert own.get(DOMAIN).json() == answered
    assert own.get(OTHER_DOMAIN).json() == NONE


@pytest.mark.parametrize(
    "hosts",
    [
        {"oidcDomain": HOSTS["webDomain"]},
        {"oidcDomain": "login.other.example"},
        {"webDomain": "https://verify.shop.example"},
        {"webDomain": "verify.shop.example/path"},
    ],
)
def test_hosts_that_do_not_fit_together_are_refused(own: httpx.Client, problem: Problem, hosts: dict[str, str]) -> None:
    assert problem(own.put(DOMAIN, json=HOSTS | hosts)) == INVALID
    assert own.get(DOMAIN).json() == NONE


def test_hosts_can_be_set_again_once_they_are_deleted(own: httpx.Client, problem: Problem) -> None:
    own.put(DOMAIN, json=HOSTS)
    assert problem(own.put(DOMAIN, json=HOSTS)) == INVALID
    assert own.delete(DOMAIN).json() == own.get(DOMAIN).json() == NONE
    assert own.put(DOMAIN, json=HOSTS).status_code == 200


@pytest.mark.parametrize(
    ("host", "state"),
    [("verify.shop.example", ("active", "none")), ("invalid.shop.example", ("invalid", "retry"))],
)
def test_a_domain_goes_through_its_states(
    serve_mock: ServeMock, clock: Clock, host: str, state: tuple[str, str]
) -> None:
    mock = serve_mock(clock=clock, settle_seconds=60)
    mock.put(DOMAIN, json=HOSTS | {"webDomain": host})
    verified = mock.post(f"{DOMAIN}/verify").json()
    assert (verified["status"], verified["requiredAction"]) == ("verifying", "waiting")
    clock.seconds += 60
    settled = mock.get(DOMAIN).json()
    assert (settled["status"], settled["requiredAction"]) == state
    assert ("statusMessage" in settled) == (state[0] == "invalid")
    assert settled["lastCheckedAt"] == verified["lastCheckedAt"]


def test_what_is_not_there_cannot_be_verified(own: httpx.Client, problem: Problem) -> None:
    assert problem(own.post(f"{DOMAIN}/verify", headers=KEY)) == INVALID


def test_a_deleted_app_takes_its_domain_along(own: httpx.Client, problem: Problem) -> None:
    own.put(DOMAIN, json=HOSTS)
    own.delete(f"/apps/{APP}")
    assert problem(own.get(DOMAIN)) == (404, "RESOURCE_NOT_FOUND")
