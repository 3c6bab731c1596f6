"""Phrases of rules become sentences, in which only our own words stand outside of backticks."""

import pytest

from contract_tests.reports.phrases import without_slashes, words
from contract_tests.reports.places import does
from tests.reports.samples import finding, said

BODY = "response 200 body"


@pytest.mark.parametrize(
    ("place", "expected", "observed", "sentence"),
    [
        (
            BODY,
            "'a' alone with the name 'Shop'",
            "'b'",
            "`listApps` lists `'b'` as well, with the name `'Shop'` that was given to `'a'` alone.",
        ),
        (
            "request",
            "requests that keep to every limit accepted each time",
            "6 of 59 refused with 400",
            "`listApps` refuses some requests that keep to every limit, and accepts the same ones later: 6 of 59 "
            "refused with 400.",
        ),
        (
            "response 201 header Location",
            "an address that ends in 'req_1', as the body names it /request_id",
            "'req_2'",
            "`listApps` sends a `Location` that ends in `'req_2'`, and a body in which `request_id` is `'req_1'`.",
        ),
        (
            BODY,
            "what has settled listed as settled alone",
            "'a' pending, too",
            "`listApps` lists `'a'` pending, too, though that has settled.",
        ),
        (
            "response",
            "nothing created",
            "another one in the list",
            "`listApps` creates something, though it answers that it does not: another one in the list.",
        ),
        (
            "request body /a and /b",
            "'x' as /a and 1 as /b accepted together, which keeps to every limit",
            "refused with 400",
            "`listApps` refuses `'x'` as `a` and 1 as `b` with `400`, though that keeps to every limit.",
        ),
        (
            "request body /a and /b",
            "'x' as /a and 1 as /b accepted together, which keeps to every limit and is accepted without either",
            "refused with 400",
            "`listApps` refuses `'x'` as `a` and 1 as `b` with `400`, though that keeps to every limit and is accepted "
            "without either.",
        ),
        (
            "response 200 body /*/activation",
            "shown, since include asks for activation",
            "absent from 11 of 11 items",
            "`listApps` leaves out `activation`, though `include` asks for it: absent from 11 of 11 items.",
        ),
    ],
)
def test_a_phrase_of_its_own_has_its_sentence(place: str, expected: str, observed: str, sentence: str) -> None:
    assert said(finding(place, kind="value", expected=expected, observed=observed, rule="liveness/answers")) == [
        sentence
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("as it was sent", "as it was sent"),
        ("absent", "`absent`"),
        ("since client_id 'a b' names nothing", "since `client_id 'a b'` names nothing"),
        ("['a', 'b'], as in one page of 2", "`['a', 'b']`, as in one page of 2"),
        ("before /expiresAt", "before `expiresAt`"),
        ("string of 20 characters at /name", "a string of 20 characters at `name`"),
        ("of the form ^(a|b)$", "of the form `^(a|b)$`"),
        ("'a [link](http://b)' and more", "`'a [link](http://b)'` and more"),
        ("a [link](http://b) and more", "`a [link](http://b) and more`"),
        ("it's *bold*, isn't it", "`it's *bold*, isn't it`"),
        ("'a`b' and `c`", "`'a'b' and 'c'`"),
    ],
)
def test_only_our_own_words_stand_outside_of_backticks(text: str, marked: str) -> None:
    """Values and names stand inside, and so does a whole text with anything that Markdown might obey."""
    assert words(text) == marked


def test_addresses_keep_their_slashes() -> None:
    """Only a pointer that stands by itself begins with the name of a field."""
    text = "one of /nodes/*/id, not 'https://a.example/b' or '/c'"
    assert without_slashes(text) == "one of nodes/*/id, not 'https://a.example/b' or '/c'"


@pytest.mark.parametrize(
    ("where", "verb", "start"),
    [
        ("`listApps`", "does", "`listApps` does"),
        ("`listApps` and `getApp`", "does", "`listApps` and `getApp` do"),
        ("all 4 operations", "lists", "All 4 operations list"),
    ],
)
def test_a_verb_is_that_of_one_or_of_several_operations(where: str, verb: str, start: str) -> None:
    assert does(where, verb) == start
