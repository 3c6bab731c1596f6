"""What has settled stays as it is, but for what ends and what is counted."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.courses import Courses
from contract_tests.judging.exchange import Exchange
from tests.judging.course_answers import CHALLENGE, LATE, SOON, challenge, listed, read, report, request
from tests.judging.exchanges import SPEC


@pytest.mark.parametrize(("field", "value"), [("title", "Other"), ("createdAt", "2026-04-08T11:30:00.000Z")])
def test_some_fields_of_what_has_settled_never_change(field: str, value: str) -> None:
    """Of two answers that differ the third tells which is odd."""
    found = read(listed(0, challenge()), report(1, **{field: value}), listed(2, challenge()))
    assert [(index, place) for index, place, *_ in found] == [(1, f"/challenge/{field}")]
    found = read(report(0), listed(1, challenge(**{field: value})), report(2))
    assert [(index, place) for index, place, *_ in found] == [(1, f"/*/challenge/{field}")]


def test_what_never_changes_is_told_once_for_each_answer() -> None:
    row = [report(moment, title=title) for moment, title in enumerate("aabab")]
    assert [(index, place) for index, place, *_ in read(*row)] == [(2, "/challenge/title"), (4, "/challenge/title")]


def test_other_fields_of_what_has_settled_may_change_but_not_to_and_fro() -> None:
    row = [report(moment, description=text) for moment, text in enumerate(["a", "a", "b", "a", "b"])]
    assert read(*row[:4]) == []
    assert read(*row) == [(4, "/challenge/description", "'a'", "'b'")]
    assert read(*row[1:]) == [(3, "/challenge/description", "'a'", "'b'")]


COMPLETED = "2026-04-09T00:00:00Z"


@pytest.mark.parametrize("before", [{"isActive": True}, {"completedAt": "2026-04-08T00:00:00Z"}])
def test_how_something_ends_may_come_and_go_for_a_while(before: dict[str, Any]) -> None:
    """Some answers may still show how it was, however many do."""
    over = {"isActive": False, "completedAt": COMPLETED}
    row = [report(moment / 10, **(over if moment in (2, 4) else over | before)) for moment in range(6)]
    assert read(*row) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"isActive": False}, {"isActive": True}, [("/isActive", "false", "true")]),
        ({"isActive": False}, {"isActive": False}, []),
        ({"isActive": True}, {"isActive": False}, []),
        ({"isActive": False}, {"isActive": "left out"}, []),
        ({"completedAt": COMPLETED}, {"completedAt": None}, [("/completedAt", f"'{COMPLETED}'", "null")]),
        (
            {"completedAt": COMPLETED},
            {"completedAt": "2026-04-09T00:00:01Z"},
            [("/completedAt", f"'{COMPLETED}'", "'2026-04-09T00:00:01Z' (1000 ms later)")],
        ),
        ({"completedAt": COMPLETED}, {"completedAt": "2026-04-09T02:00:00+02:00"}, []),
        ({"completedAt": COMPLETED}, {"completedAt": "left out"}, []),
        ({"completedAt": None}, {"completedAt": COMPLETED}, []),
    ],
)
def test_what_is_over_stays_over(before: Any, after: Any, expected: list[Any]) -> None:
    """For a while an answer may still show how it was; whatever shows it, it is held alike."""
    in_list, in_report = "/*/challenge", "/challenge"
    assert read(listed(9, challenge(**before)), listed(9 + SOON, challenge(**after))) == []
    found = read(listed(0, challenge(**before)), listed(LATE, challenge(**after)))
    assert found == [(1, in_list + pointer, *words) for pointer, *words in expected]
    found = read(listed(0, challenge(**before)), report(LATE, **after))
    assert found == [(1, in_report + pointer, *words) for pointer, *words in expected]


def counted(moment: float, count: Any, identifier: str | None = CHALLENGE) -> Exchange:
    return report(moment, stats={"totalParticipations": count}, id=identifier)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([counted(0, 4), counted(LATE, 3)], [(1, "/stats/totalParticipations", "at least 4", "3")]),
        ([counted(0, 4), counted(SOON, 3)], []),
        ([counted(0, 4), counted(9, 4), counted(18, 5)], []),
        ([counted(0, 4), counted(9, 5), counted(10, 4)], []),
        ([counted(0, 4), counted(9, 5), counted(20, 4)], [(2, "/stats/totalParticipations", "at least 5", "4")]),
        ([counted(0, 4), counted(5, 4), counted(5 + SOON, 3)], [(2, "/stats/totalParticipations", "at least 4", "3")]),
        ([counted(0, 4), counted(9, True), counted(10, None), counted(11, "3")], []),
        ([counted(0, 4), counted(9, 3, "ch_other")], []),
        ([counted(0, 0), counted(9, 0)], []),
        (
            [report(0, stats={"of": [], "total": 4}), report(9, stats={"of": [], "total": 3})],
            [(1, "/stats/total", "at least 4", "3")],
        ),
        ([counted(0, 4), report(9, stats="none")], []),
        ([counted(0, 4, None), counted(9, 3, None)], []),
    ],
)
def test_a_count_does_not_decrease(row: list[Exchange], expected: list[Any]) -> None:
    """For a while an answer may show an older one; each challenge has its own."""
    assert read(*row) == expected


@pytest.mark.parametrize("status", [400, 404, 499])
def test_what_is_listed_before_and_after_is_found(status: int) -> None:
    odd = (1, "response status", "200", str(status))
    row = (listed(0, challenge()), report(5, status), listed(6, challenge()), listed(7, challenge()))
    assert read(*row[:3]) == [odd]
    assert read(*row) == [odd]


def test_what_is_listed_but_not_found_is_held_against_the_promise_of_the_creation() -> None:
    courses = Courses(SPEC)
    row = (listed(0, challenge()), report(5, 404), listed(6, challenge()))
    ((_, odd),) = [found for one in row for found in courses.read(one)]
    assert (odd.kind, odd.severity) == ("lifecycle", "breaking")
    assert odd.since == f"since listProductionTests shows {challenge()['challenge']['id']!r} before and after"
    assert SPEC.at(odd.pointer) == SPEC.operations["createProductionTest"].extensions["x-lifecycle"]


def test_what_is_new_may_be_found_a_little_later() -> None:
    assert read(listed(5, challenge()), report(5 + SOON, 404), listed(9, challenge())) == []


@pytest.mark.parametrize(
    "row",
    [
        (report(5, 404), listed(6, challenge())),
        (listed(0, challenge()), report(5, 404)),
        (listed(0, challenge()), report(5, 200), listed(6, challenge())),
        (listed(0, challenge()), report(5, 302), listed(6, challenge())),
        (listed(0, challenge()), report(5, 500), listed(6, challenge())),
        (listed(0, challenge()), report(5, 404, id="ch_other"), listed(6, challenge())),
        (listed(0, challenge()), replace(report(5, 404), expects_refusal=True), listed(6, challenge())),
        (listed(0, challenge()), replace(report(5, 404), authentic=False), listed(6, challenge())),
        (listed(0, challenge()), report(5, 404), listed(6), listed(7, request())),
    ],
)
def test_what_may_not_be_there_need_not_be_found(row: tuple[Exchange, ...]) -> None:
    assert read(*row) == []
