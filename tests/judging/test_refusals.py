"""Refusals of requests that should have been accepted are kept, unless a text of some form may be to blame."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.refusals import MOST_KEPT, Refusals
from contract_tests.judging.requests import RequestReader
from tests.judging.exchanges import SPEC, envelope, exchange

REQUESTS = RequestReader(SPEC)
CREATION, CHANGE = SPEC.operations["createProductionTest"], SPEC.operations["updateApp"]


def answered(status: int, sent: Any, operation: str = "updateApp", **parts: Any) -> Exchange:
    return exchange(operation, status, envelope("VALIDATION_INVALID_PARAMETER"), sent=sent, **parts)


def noted(*exchanges: Exchange) -> Refusals:
    refusals = Refusals(SPEC)
    for one in exchanges:
        refusals.note(one, REQUESTS.read(one))
    return refusals


def kept(*exchanges: Exchange) -> Refusals:
    """What is kept of some exchanges with an app with which the operations succeed."""
    return noted(
        answered(200, {"name": "known"}), answered(201, {"title": "known"}, "createProductionTest"), *exchanges
    )


def test_a_refusal_for_what_may_not_be_there_is_not_kept() -> None:
    assert kept(answered(400, {"name": "x"}, path={"client_id": "Unknown1"})).of(CHANGE) == []


@pytest.mark.parametrize("status", [400, 402, 405, 410, 413, 415, 422, 499])
def test_a_refusal_of_what_is_in_order_is_kept(status: int) -> None:
    one = answered(status, {"name": "x"})
    assert kept(one).of(CHANGE) == [one]


@pytest.mark.parametrize("status", [200, 302, 399, 401, 403, 404, 409, 429, 500, 503])
def test_what_depends_on_more_than_the_request_is_not_kept(status: int) -> None:
    """Missing rights, unknown things, conflicts and rate limits say nothing about the request itself."""
    assert kept(answered(status, {"name": "x"})).of(CHANGE) == []


@pytest.mark.parametrize(
    "one",
    [
        answered(400, {"name": "x", "no-such-field": 1}),
        answered(400, {"title": "x" * 201}, "createProductionTest"),
        answered(400, {"title": "two\nlines"}, "createProductionTest"),
        replace(answered(400, {"name": "x"}), authentic=False),
        replace(answered(400, {"name": "x"}), expects_refusal=True),
    ],
)
def test_a_request_that_nobody_promises_to_accept_is_not_in_order(one: Exchange) -> None:
    refusals = noted(one)
    assert one.operation is not None
    assert (refusals.of(one.operation), refusals.in_order[one.operation.id]) == ([], 0)


def test_requests_in_order_are_counted_by_operation() -> None:
    """Each counts, accepted or not."""
    refusals = noted(answered(200, {"name": "x"}), answered(400, {"name": "y"}), answered(500, {"name": "z"}))
    assert (refusals.in_order["updateApp"], refusals.in_order["createProductionTest"]) == (3, 0)


def test_refusals_of_another_operation_are_apart() -> None:
    refusals = noted(answered(400, {"name": "x"}))
    assert refusals.of(CREATION) == []


def test_a_request_to_no_operation_is_passed_over() -> None:
    one = answered(400, {"name": "x"})
    refusals = Refusals(SPEC)
    refusals.note(replace(one, operation=None), REQUESTS.read(one))
    assert dict(refusals.in_order) == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"defaultSuccessRedirectUri": "https://a.example/1"},
        {"redirectUris": ["https://a.example/1"]},
        {"webhookConfig": {"url": "https://a.example/1"}},
    ],
)
def test_a_text_of_some_form_may_be_to_blame_until_it_is_accepted(sent: Any) -> None:
    """What no form can say may be wrong with it, wherever it stands; accepted once, it is not to blame."""
    refused = answered(400, sent)
    accepted = answered(200, {"defaultFailureRedirectUri": "https://a.example/1"})
    other = answered(200, {"defaultFailureRedirectUri": "https://a.example/2"})
    assert kept(refused, other).of(CHANGE) == []
    assert kept(refused, accepted).of(CHANGE) == [refused]
    assert kept(accepted, refused).of(CHANGE) == [refused]


def test_every_text_of_some_form_has_to_be_accepted_before() -> None:
    refused = answered(400, {"redirectUris": ["https://a.example/1", "https://a.example/2"]})
    accepted = answered(200, {"redirectUris": ["https://a.example/1"]})
    assert kept(accepted, refused).of(CHANGE) == []


def test_no_more_than_some_refusals_are_kept() -> None:
    """A target that refuses everything does not fill the memory."""
    many = [answered(400, {"name": f"x{number}"}) for number in range(MOST_KEPT + 2)]
    assert kept(*many).of(CHANGE) == many[:MOST_KEPT]
