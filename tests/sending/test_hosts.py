"""Host names in bodies: what a run sends for one thing is not what it sends for another."""

from typing import Any

import pytest

from contract_tests.sending.hosts import with_own_hosts

FIRST, SECOND = {"client_id": "One"}, {"client_id": "Two"}
BODY = {"webDomain": "verify.example.com", "oidcDomain": "login.example.com"}


def _domain(host: str) -> str:
    return host.partition(".")[2]


def test_hosts_of_two_things_differ_and_those_of_one_stay_below_one_domain() -> None:
    one, other = with_own_hosts(BODY, FIRST), with_own_hosts(BODY, SECOND)
    assert _domain(one["webDomain"]) == _domain(one["oidcDomain"]) != _domain(other["webDomain"])
    assert one["webDomain"].startswith("verify.")
    assert one["webDomain"].endswith(".example.com")


def test_a_body_that_is_sent_again_is_the_same() -> None:
    once = with_own_hosts({"hosts": [BODY]}, FIRST)
    assert once != {"hosts": [BODY]}
    assert with_own_hosts(once, FIRST) == once


@pytest.mark.parametrize(
    "value",
    ["https://verify.example.com", "example.com", "verify.shop.se", "verify.example.com/", "-.-", 7, None, ["text"]],
)
def test_what_is_no_host_of_an_example_is_left_as_it_is(value: Any) -> None:
    assert with_own_hosts({"field": value}, FIRST) == {"field": value}
