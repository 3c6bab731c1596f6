"""Of several answers that disagree, the one that is odd is named."""

from typing import Any

import pytest

from contract_tests.reports.disagreeing import disagreement


def found(operation: str, observed: str, elsewhere: str, expected: str) -> dict[str, Any]:
    """A finding of an operation that shows a name otherwise than another one does."""
    since = f"as {elsewhere} showed it before at /name, with no change in between"
    place = "response 200 body /name"
    return {"operation": operation, "place": place, "expected": f"{expected}, {since}", "observed": observed}


LISTED = [
    found("getApp", "'new'", "listApps", "'old'"),
    found("listApps", "'old'", "updateApp", "'new'"),
    found("updateApp", "'new'", "listApps", "'old'"),
]

PLACES = ("/workflows/*/name", "/data/*/workflows/*/name", "/workflows/*/name")


def test_operation_that_all_others_contradict_is_named() -> None:
    """The sentence names it, whom it disagrees with, and both values."""
    words = "`listApps` disagrees with `getApp` and `updateApp` about `name`: it shows `'old'`, they show `'new'`."
    assert disagreement(LISTED) == words


def test_two_that_disagree_are_both_named() -> None:
    """Nobody can say which of them is right."""
    words = "`getApp` and `listApps` disagree about `name`: `listApps` shows `'old'`, `getApp` shows `'new'`."
    assert disagreement(LISTED[:1]) == words
    assert disagreement([*LISTED[:1], found("listApps", "'old'", "getApp", "'new'")]) == words


def test_answer_to_a_change_is_one_of_the_sides() -> None:
    """What a creation answered is compared with what reads show."""
    answered = {**found("getApp", "'new'", "", ""), "expected": "'old', as createApp answered"}
    words = "`createApp` disagrees with `getApp` and `listApps` about `name`: it shows `'old'`, they show `'new'`."
    assert disagreement([answered, found("createApp", "'old'", "listApps", "'new'")]) == words


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [*LISTED, found("getApp", "'new'", "updateApp", "'old'")],
        [found("getApp", "'new'", "getApp", "'old'")],
        [{"operation": "getApp", "place": "response 200 body /name"}],
    ],
)
def test_nobody_is_named_where_it_could_be_any(findings: list[dict[str, Any]]) -> None:
    """Of some that all disagree, and of an answer that disagrees with itself, none is the odd one."""
    assert disagreement(findings) == ""


def test_what_is_disagreed_about_is_named_by_where_it_is() -> None:
    """A name of a thing inside another one does not pass for that of the other; items of a list are left out."""
    inside = [{**one, "place": f"response 200 body {place}"} for one, place in zip(LISTED, PLACES, strict=True)]
    assert "disagrees with `getApp` and `updateApp` about `workflows/*/name`: " in disagreement(inside)
