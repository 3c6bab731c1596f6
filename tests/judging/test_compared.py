"""Two values in words show where they differ."""

from typing import Any

import pytest

from contract_tests.judging.compared import compared, named, places_that_differ
from contract_tests.judging.evidence import words
from contract_tests.judging.finding import Deviation
from contract_tests.judging.redact import Redactor
from contract_tests.judging.shapes import Shapes
from scripts.spec.pointers import ABSENT
from tests.judging.exchanges import KEY, SPEC

LONG = "x" * 200
DAY = "2026-11-03T09:46:00.000Z"


@pytest.mark.parametrize(
    ("expected", "observed", "said"),
    [
        (1, 2, ("1", "2")),
        (1, "1", ("1", "'1'")),
        ("a", ABSENT, ("'a'", "absent")),
        ("Age gate", "AGE GATE", ("'Age gate'", "'AGE GATE' (the same, in upper case)")),
        ("one", "other", ("'one'", "'other'")),
        (LONG, LONG[:150], ("string of 200 characters", "the expected text, cut after 150 characters")),
        ("no time", DAY, ("'no time'", f"'{DAY}'")),
        (1, ["https://a.example/callback"] * 20, ("1", "array of 20")),
        (LONG, "y" * 200, ("string of 200 characters", "another string of 200 characters")),
        (
            LONG,
            LONG[:9] + "é" + "y" * 89,
            (
                "string of 200 characters",
                "the expected text, with 'éyyy' in place of 'xxxx' after 9 characters, where it first differs",
            ),
        ),
        (DAY, "2026-11-03T11:46:00.000Z", (f"'{DAY}'", "'2026-11-03T11:46:00.000Z' (2 h later)")),
        (DAY, "2026-11-03T09:46:00.001Z", (f"'{DAY}'", "'2026-11-03T09:46:00.001Z' (1 ms later)")),
        (DAY, "2026-11-03T10:47:00.000Z", (f"'{DAY}'", "'2026-11-03T10:47:00.000Z' (61 min later)")),
        (DAY, "2026-11-03T09:45:59.900Z", (f"'{DAY}'", "'2026-11-03T09:45:59.900Z' (100 ms earlier)")),
        (DAY, "2026-11-13T09:46:00.000Z", (f"'{DAY}'", "'2026-11-13T09:46:00.000Z' (10 days later)")),
        (["a", "b"], ["a"], ("['a', 'b']", "['a']")),
        ([], ["a"], ("[]", "['a']")),
        (["a", "b"], ["b", "a"], ("['a', 'b']", "['b', 'a'] (the same, in reverse)")),
        (["b", "a"], ["a", "b"], ("['b', 'a']", "['a', 'b'] (the same, sorted)")),
        ([{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "a"}], ("array of 2", "the same, in reverse")),
        (
            [{"id": one} for one in "abc"],
            [{"id": one} for one in "acb"],
            ("array of 3", "the same, in another order: item 1 is id 'c' in place of id 'b'"),
        ),
        (["a"], ["a", "a"], ("['a']", "['a', 'a']")),
        ([True], [1], ("[true]", "[1]")),
        (
            [f"https://a.example/{number}" for number in range(4)],
            [f"https://a.example/{number}" for number in range(3)] + ["https://a.example/x"],
            (
                "['https://a.example/0', 'https://a.example/1', 'https://a.example/2', 'https://a.example/3']",
                "array of 4, without 'https://a.example/3' and with 'https://a.example/x'",
            ),
        ),
        (
            [f"https://a.example/{number}" for number in range(4)],
            ["https://a.example/0"],
            (
                "['https://a.example/0', 'https://a.example/1', 'https://a.example/2', 'https://a.example/3']",
                "['https://a.example/0'], without 'https://a.example/1', 'https://a.example/2' and "
                "'https://a.example/3'",
            ),
        ),
        ([{"id": "a"}, {"id": "b"}], [{"id": "a"}], ("array of 2", "array of 1, without id 'b'")),
        (
            [{"id": "a"}, {"title": "", "tags": [], "id": "b"}],
            [{"id": "a"}],
            ("array of 2", "array of 1, without id 'b'"),
        ),
        ([{"id": "a"}], [{"id": "b"}], ("'a' at /*/id", "'b' at /*/id")),
        ([LONG[:70]] * 3 + ["a"], [LONG[:70]] * 3 + ["b"], ("'a' at /*", "'b' at /*")),
        ({"a": "Age"}, {"a": "AGE"}, ("'Age' at /a", "'AGE' (the same, in upper case) at /a")),
        ({"a": {"b": 1}}, {"a": "b"}, ("object of 1 at /a", "'b' at /a")),
        ({"a": 1, "b": 2, "c": 3}, {}, ("1 at /a", "absent at /a, and /b and /c differ")),
        ({"a": None}, {}, ("object of 1 at /", "object of 0 at /")),
        ([{"a": 1}, {"a": 1}], [{"a": 2}, {"a": 2}], ("1 at /*/a", "2 at /*/a")),
        ({"a": 1, "b": 2}, {"a": 2}, ("1 at /a", "2 at /a, and /b differs")),
    ],
)
def test_two_values_are_said_by_what_differs(expected: Any, observed: Any, said: tuple[str, str]) -> None:
    """Scalars are shown, texts by how they changed, lists by what is missing or extra, objects by the place."""
    assert compared(expected, observed) == said


def test_item_that_came_back_otherwise_is_neither_missing_nor_new() -> None:
    """Of a list of objects it is said which is gone, which is new, and which has another value in a field."""
    expected = [{"id": "start", "next": "end"}, {"id": "end"}]
    observed = [{"id": "start", "next": "check"}, {"id": "check"}, {"id": "last"}]
    said = "array of 3, without id 'end', with id 'check' and id 'last' and with another /next of id 'start'"
    assert compared(expected, observed) == ("array of 2", said)


def test_first_of_many_are_named_and_the_rest_is_counted() -> None:
    """An object is named by its first text or number; of no values it is said that there are none."""
    assert named([{"id": "a"}, "b", 7, None, True]) == "id 'a', 'b', 7 and 2 more"
    assert named([]) == "none"


def test_places_hold_no_index() -> None:
    """A place is the same whichever item of a list differs."""
    one, other = {"data": [{"id": 1}, {"id": 2}], "gone": 0}, {"data": [{"id": 1}, {"id": 3}], "new": 0}
    found = list(places_that_differ(one, other))
    assert found == [("/data/*/id", 2, 3), ("/gone", 0, ABSENT), ("/new", ABSENT, 0)]


def test_two_secrets_are_told_apart_though_none_is_shown() -> None:
    """Where both sides are blanked, the finding still says that they were two."""
    redactor = Redactor(Shapes(SPEC), KEY)
    redactor.secrets.add("the-other-secret")
    deviation = Deviation(
        "replay", "breaking", "response 201 body /clientSecret", repr(KEY), "'the-other-secret'", "/x"
    )
    assert words(deviation, redactor) == {"expected": "'[redacted]'", "observed": "'[redacted]', but a different one"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": None}, {}, []),
        ({}, {"a": None}, []),
        ({"a": None}, {"a": ""}, [("/a", None, "")]),
        ({"a": False}, {}, [("/a", False, ABSENT)]),
        ({"a": 0}, {"a": None}, [("/a", 0, None)]),
        ({"a": [None]}, {"a": []}, [("/a", [None], [])]),
        ({"a": "2026-04-08T12:00:00Z"}, {"a": "2026-04-08T14:00:00+02:00"}, []),
        ({"a": "2026-04-08T12:00:00Z"}, {"a": "2026-04-08T12:00:00+02:00"}, None),
        ([True], [1], [("/*", True, 1)]),
        ([{"a": "2026-04-08T12:00:00Z"}], [{"a": "2026-04-08T14:00:00+02:00"}], []),
        ([1, 2], [2, 1], [("", [1, 2], [2, 1])]),
    ],
)
def test_null_says_nothing_and_a_moment_has_several_words(one: Any, other: Any, expected: list[Any] | None) -> None:
    """Where two values say the same in other words, they do not differ."""
    found = list(places_that_differ(one, other))
    assert found == ([("/a", one["a"], other["a"])] if expected is None else expected)
