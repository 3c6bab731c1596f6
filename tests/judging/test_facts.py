"""What the requests of a finding have in common is said in words, if none of the others has it too."""

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.facts import facts_of, in_common
from tests.judging.exchanges import SPEC, exchange

COMES_AND_GOES = "though the same request was also answered as expected: it comes and goes"


def common(exchanges: list[Exchange], *affected: int, compares: bool = False) -> list[str]:
    """What those exchanges have in common that stand at some places in the list, the first at 0."""
    facts = [facts_of(one, SPEC) for one in exchanges]
    others = [one for index, one in enumerate(facts) if index not in affected]
    return in_common([facts[index] for index in affected], others, "", compares=compares, is_since=False)


def pages(*queries: str) -> list[Exchange]:
    return [exchange("listApps", 200, {}, query=query) for query in queries]


def apps(*names: str) -> list[Exchange]:
    return [exchange("getApp", 200, {}, path={"client_id": name}) for name in names]


def rotated(*keys: str) -> list[Exchange]:
    """Requests that have no body, some with an idempotency key."""
    headers = [{"Idempotency-Key": key} if key else {} for key in keys]
    return [exchange("rotateClientSecret", 201, {}, request_headers=some) for some in headers]


def asked(name: str, *values: Any, operation: str = "createProductionTest") -> list[Exchange]:
    """Requests that differ in one field of their bodies."""
    return [exchange(operation, 201, {}, sent={name: value}) for value in values]


@pytest.mark.parametrize(
    ("queries", "affected", "words"),
    [
        (["?offset=0", "?offset=20", "?offset=30"], [1], ["only with offset 20"]),
        (["?offset=0", "?offset=20", "?offset=30"], [2], ["only with offset 30"]),
        (["?offset=0", "?offset=5", "?offset=20", "?offset=30"], [0, 1], ["only with offset 5 and less"]),
        (["?offset=0", "?offset=5", "?offset=20", "?offset=30"], [0, 2], []),
        (["?include=a", "?include=a", "?include=b", "?include=b"], [0, 1], ["only with include a"]),
        (["?include=a", "?include=b", "?include=b"], [0], []),
    ],
)
def test_a_window_is_said_as_a_number_or_where_it_begins_or_ends(
    queries: list[str], affected: list[int], words: list[str]
) -> None:
    """One number tells something; a text that was sent once does not."""
    assert common(pages(*queries), *affected) == words


@pytest.mark.parametrize(
    ("names", "affected", "words"),
    [
        (["shop-1", "shop-1", "gate", "gate"], [0, 1], ["only for client_id shop-1"]),
        (["a shop", "a shop", "gate", "gate"], [0, 1], ["only for client_id 'a shop'"]),
        (["b", "d", "f", "g", "h"], [0], []),
        (["g", "h", "b", "d", "f"], [0, 1], ["always for 2 of 5 values of client_id, such as g"]),
        (["b", "d", "f", "g", "h"], [0, 1], ["always for 2 of 5 values of client_id, such as b"]),
    ],
)
def test_owners_are_named_or_counted_in_whatever_order_their_names_are(
    names: list[str], affected: list[int], words: list[str]
) -> None:
    """What happened once, to one of many owners, may be chance."""
    assert common(apps(*names), *affected) == words


def test_a_header_is_said_to_be_sent_or_not() -> None:
    assert common(rotated("a", "b", "", ""), 0, 1) == ["only when Idempotency-Key is sent"]
    assert common(rotated("a", "b", "", ""), 2, 3) == ["only when Idempotency-Key is not sent"]


def test_the_same_request_with_another_key_is_not_the_same() -> None:
    """With a header whose value is not kept nobody knows whether one request is like another."""
    assert common(rotated("", "", ""), 0) == [COMES_AND_GOES]
    assert common(rotated("a", "b", "c"), 0) == []


def test_what_was_held_against_other_answers_does_not_come_and_go() -> None:
    """Of answers that differ from each other one alone cannot be told to be as expected."""
    same = pages("?offset=0", "?offset=0", "?offset=0")
    assert common(same, 1) == [COMES_AND_GOES]
    assert common(same, 1, compares=True) == []


@pytest.mark.parametrize(
    ("exchanges", "words"),
    [
        (asked("targetPlatform", "ios", "ios", "android", "android"), ["only with targetPlatform ios"]),
        (
            asked("allowDuplicateParticipation", True, True, False, False),
            ["only with allowDuplicateParticipation true"],
        ),
        (asked("allowDuplicateParticipation", True, True, 1, 1), ["only with allowDuplicateParticipation true"]),
        (asked("title", "a", "a", "b", "b"), []),
        (asked("notDocumented", "a", "a", "b", "b"), []),
        (asked("title", "a", "a", "b", "b", operation="setDefaultWorkflow"), []),
    ],
)
def test_a_text_is_said_where_the_contract_lists_it_alone(exchanges: list[Exchange], words: list[str]) -> None:
    """Any other text may be a secret."""
    assert common(exchanges, 0, 1) == words


def test_whose_things_they_are_is_said_before_what_was_sent() -> None:
    """Fields are said in the order in which they were sent, whatever their names."""
    sent = {"maxStamps": 7, "allowDuplicateParticipation": True}
    paths = [{"client_id": name} for name in ("Shop1", "Shop1", "Gate2", "Gate2")]
    bodies: list[Any] = [sent, sent, {}, {}]
    both = [
        exchange("createProductionTest", 201, {}, sent=body, path=path)
        for body, path in zip(bodies, paths, strict=True)
    ]
    assert common(both, 0, 1) == ["only for client_id Shop1", "only when maxStamps is sent"]
