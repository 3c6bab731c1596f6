"""Which promises an exchange is held against, and which exchanges are not."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.promises import held_promises
from contract_tests.judging.requests import RequestReader
from tests.judging.exchanges import SPEC, envelope, exchange, sample

REQUESTS = RequestReader(SPEC)
CREATED = sample("ProductionTestRequest")
APP = sample("AppPage")["data"][0]


def held(one: Exchange) -> list[str]:
    """The rules that an exchange is held against."""
    return [rule for rule, _ in held_promises(one, REQUESTS.read(one))]


def creation(sent: Any, status: int = 201) -> Exchange:
    return exchange("createProductionTest", status, CREATED, sent=sent)


@pytest.mark.parametrize(
    ("one", "rules"),
    [
        (exchange("listApps", 200, sample("AppPage")), ["paging/every-answer"]),
        (
            creation({"title": "x"}),
            ["creation/echo", "creation/shown-as-sent", "creation/location", "creation/dated-now"],
        ),
        (
            exchange("createApp", 201, APP, sent={"name": "x"}),
            ["creation/shown-as-sent", "creation/location", "creation/dated-now"],
        ),
        (exchange("updateApp", 200, APP, sent={"name": "x"}), ["change/shown-as-sent"]),
        (exchange("getApp", 200, APP), []),
    ],
)
def test_an_answer_is_held_against_what_its_operation_promises(one: Exchange, rules: list[str]) -> None:
    """Each extension of an operation is a promise about its answers."""
    assert held(one) == rules


def test_a_text_with_a_line_break_that_was_taken_is_held() -> None:
    """Whether it is taken is published nowhere; once it is, it was asked for."""
    assert "creation/echo" in held(creation({"title": "two\nlines"}))


@pytest.mark.parametrize(
    "one",
    [
        creation({"title": "x", "no-such-field": 1}),
        creation({"title": "x" * 201}),
        creation({"title": "x"}, 400),
        replace(creation({"title": "x"}), authentic=False),
        replace(creation({"title": "x"}), expects_refusal=True),
        exchange("listApps", 401, envelope("AUTH_INVALID_CREDENTIALS")),
        exchange("listApps", 200, sample("AppPage"), query="?limit=0"),
    ],
)
def test_what_nobody_promises_is_not_held(one: Exchange) -> None:
    """A request that is odd, breaks a limit, is unauthentic or refused, or was to be refused says nothing."""
    assert held(one) == []


def test_a_request_to_no_operation_is_not_held() -> None:
    one = exchange("listApps", 200, sample("AppPage"))
    assert list(held_promises(replace(one, operation=None), REQUESTS.read(one))) == []


def test_what_is_broken_comes_with_its_rule() -> None:
    """Each rule has its own deviations."""
    one = creation({"title": "Another"})
    found = {rule: [deviation.place for deviation in broken] for rule, broken in held_promises(one, REQUESTS.read(one))}
    assert found["creation/echo"] == ["response 201 body /payload/title"]
    assert found["creation/shown-as-sent"] == []
    assert found["creation/location"] == ["response 201 header Location"]
