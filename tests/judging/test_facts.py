"""What the requests of a finding have in common is said in words, if none of the others has it too."""

from typing import Any

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.facts import facts_of
from contract_tests.judging.in_common import accepted_beside, in_common
from tests.judging.exchanges import SPEC, exchange

ALIKE = "though requests like it were answered as expected, too"
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
        (
            ["?offset=0", "?offset=5", "?offset=20", "?offset=30"],
            [0, 2],
            ["though requests like it were answered as expected, too"],
        ),
        (["?include=a", "?include=a", "?include=b", "?include=b"], [0, 1], ["only with include a"]),
        (
            ["?include=b&include=a", "?include=b&include=a", "?include=a", "?include=a"],
            [0, 1],
            ["only with include 'b,a'"],
        ),
        (
            ["?include=a", "?include=b", "?include=b"],
            [0],
            ["though one with another include was answered as expected"],
        ),
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
        (["b", "d", "f", "g", "h"], [0], ["though requests like it with another client_id were answered as expected"]),
        (
            ["g", "h", "b", "d", "f"],
            [0, 1],
            ["always for g and h, 2 of the 5 values of client_id that were asked for, and never for b, d and 1 more"],
        ),
        (
            ["b", "d", "f", "g", "h"],
            [0, 1],
            ["always for b and d, 2 of the 5 values of client_id that were asked for, and never for f, g and 1 more"],
        ),
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
    assert common(rotated("a", "b", "c"), 0) == [ALIKE]


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
        (asked("title", "a", "a", "b", "b"), [ALIKE]),
        (asked("notDocumented", "a", "a", "b", "b"), [ALIKE]),
        (asked("title", "a", "a", "b", "b", operation="setDefaultWorkflow"), [ALIKE]),
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


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("a \U0001faaa", "b \U0001faaa", "é b", "b"), ["only where title has characters beyond 16 bits"]),
        (("é", "ü", "a", "b"), ["only where title has characters beyond ASCII"]),
        (("a & <b>", "<i> & c", "a b c d", "'b'"), ["only where title has markup and ampersands"]),
        (("<1", ">", "&<", "b"), ["though one with another title was answered as expected"]),
        (("a" * 30, "b" * 20, "a" * 10, "b"), ["only with title of 20 characters and more"]),
        (("a", "bb", "a" * 10, "b" * 5), ["only with title of 2 characters and less"]),
        (("é" * 9, "é" * 6, "x" * 10, "é" * 3), ["only with title of 12 bytes and more"]),
    ],
)
def test_what_is_in_a_text_is_said_and_never_the_text(texts: tuple[str, ...], words: list[str]) -> None:
    assert common(asked("title", *texts), 0, 1) == words


def test_null_is_told_from_nothing_and_from_zero() -> None:
    null, zero = [None, None, 5, 7], [None, 0, 5, 7]
    assert common(asked("maxStamps", *null), 0, 1) == ["only with maxStamps null"]
    assert "null" not in " ".join(common(asked("maxStamps", *zero), 0, 1))


def test_what_is_in_a_text_says_nothing_about_another_field() -> None:
    facts = [facts_of(one, SPEC) for one in asked("title", "é", "ü", "a", "b")]
    told = [in_common(facts[:2], facts[2:], about, compares=False, is_since=False) for about in ("title", "status")]
    assert told == [
        ["only where title has characters beyond ASCII"],
        ["though one with another title was answered as expected"],
    ]


def test_items_of_a_list_are_read_together() -> None:
    exchanges = asked("redirectUris", ["https://a.example", "https://b.example/?x"], ["/&"], ["/"], ["/"])
    assert common(exchanges, 1) == ["only where redirectUris has ampersands"]


@pytest.mark.parametrize(
    ("uses", "words"),
    [
        ((2, 3, 1, 1), ["only when the Idempotency-Key had been sent before"]),
        ((3, 4, 1, 2), ["only when the Idempotency-Key had been sent before 2 times"]),
        ((2, 1, 1, 1), [COMES_AND_GOES]),
    ],
)
def test_a_key_that_had_come_before_is_said(uses: tuple[int, ...], words: list[str]) -> None:
    keys = ["same" for _ in uses]
    facts = [facts_of(one, SPEC, use) for one, use in zip(rotated(*keys), uses, strict=True)]
    told = in_common(facts[:2], facts[2:], "", compares=False, is_since=False)
    assert told == words


def test_a_key_that_had_come_before_is_told_from_a_new_one() -> None:
    """What one answer of several replays has is likely to have to do with that."""
    facts = [facts_of(one, SPEC, use) for one, use in zip(rotated(*"aabbb"), (2, 3, 3, 1, 1), strict=True)]
    told = in_common(facts[:1], facts[1:], "", compares=False, is_since=False)
    assert told == ["though one with another Idempotency-Key was answered as expected"]
    told = in_common(facts[:1], facts[3:], "", compares=False, is_since=False)
    assert told == ["only when the Idempotency-Key had been sent before"]


def test_the_request_that_differs_least_is_told_by_what_it_has_otherwise() -> None:
    """Of those that were answered as expected the one that is most like an affected one says most."""
    sent: list[Any] = [{"title": "a", "maxStamps": 3}, {"title": "b"}, {"maxStamps": 3}, {"title": "c", "maxStamps": 4}]
    both, alone, without, other = [exchange("createProductionTest", 201, {}, sent=body) for body in sent]
    expected = "was answered as expected"
    assert common([both, alone, other, other], 0, 1) == [f"though one with maxStamps 4 {expected}"]
    assert common([both, alone, without, without], 0, 1) == ["only when title is sent"]
    assert common([alone, without, both, both], 0, 1) == [f"though one with maxStamps {expected}"]
    assert common([alone, both, without, alone], 0, 1) == [COMES_AND_GOES]


@pytest.mark.parametrize(
    ("refused", "accepted", "words"),
    [
        ("k" * 255, ("k" * 40, "k" * 46), ["the longest that was accepted has 46 characters"]),
        ("k" * 40, ("k" * 46, "k"), ["one of as many characters or more was accepted"]),
        (
            "é" * 9,
            ("k" * 9, "k" * 30),
            ["only where title has characters beyond ASCII", "one of as many characters or more was accepted"],
        ),
        (12, (2, 10, 20), ["10 was accepted", "20 was accepted"]),
        (12, (13, 20), ["13 was accepted"]),
        (12, (), []),
        (True, (1, 2), []),
    ],
)
def test_what_was_accepted_beside_a_refused_value_is_said(
    refused: Any, accepted: tuple[Any, ...], words: list[str]
) -> None:
    facts = [facts_of(one, SPEC) for one in asked("title", refused, *accepted)]
    assert accepted_beside(facts[:1], facts[1:], "title") == words


@pytest.mark.parametrize(
    ("refused", "accepted", "words"),
    [
        ([3], [1, 2], ["no more than 2 at once were accepted"]),
        ([3], [1, 5], ["as many others were accepted"]),
        ([3, 50], [1, 10], []),
    ],
)
def test_of_a_list_that_is_refused_it_is_said_how_many_items_were_accepted(
    refused: list[int], accepted: list[int], words: list[str]
) -> None:
    sent = [asked("providerIds", *(["p"] * size for size in some)) for some in (refused, accepted)]
    odd, known = ([facts_of(one, SPEC) for one in some] for some in sent)
    assert accepted_beside(odd, known, "providerIds") == words
