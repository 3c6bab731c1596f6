"""What was created goes from waiting to settled and never back, and every answer shows it alike meanwhile."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.courses import Courses
from contract_tests.judging.exchange import Exchange
from tests.judging.course_answers import (
    CHALLENGE,
    LATE,
    SOON,
    TITLE,
    WAITING,
    challenge,
    created,
    listed,
    read,
    report,
    request,
)
from tests.judging.exchanges import APP, SPEC


def test_a_whole_course_is_in_order() -> None:
    row = (
        created(0),
        listed(1, request()),
        listed(5, request(status="scheduled", challengeId=CHALLENGE)),
        listed(10, challenge()),
        report(11),
        listed(20, challenge(isActive=False, completedAt="2026-04-09T00:00:00Z")),
        report(21, isActive=False, completedAt="2026-04-09T00:00:00Z"),
    )
    assert read(*row) == []


def test_what_waits_stays_as_it_was_asked_for() -> None:
    """The third answer tells whether the list or the creation is odd."""
    words = repr(TITLE), "'Other'"
    assert read(created(), listed(1, request("Other")), listed(2, request())) == [
        (1, "/*/request/payload/title", *words)
    ]
    other = created(body={"payload": {**WAITING["request"]["payload"], "title": "Other"}})
    assert read(other, listed(1, request()), listed(2, request())) == [(0, "response 201 body /payload/title", *words)]


def test_what_others_asked_for_may_change_once_but_not_to_and_fro() -> None:
    row = [listed(moment, request(title)) for moment, title in enumerate(["a", "a", "b", "a", "b"])]
    assert read(*row) == [(4, "/*/request/payload/title", "'a'", "'b'")]
    assert read(*row[1:]) == [(3, "/*/request/payload/title", "'a'", "'b'")]
    assert read(*row[:4]) == []


@pytest.mark.parametrize(
    "one",
    [created(headers={"Idempotency-Replayed": "true"}), created(body={"id": None}), replace(created(), status=400)],
)
def test_what_a_replay_or_a_refusal_shows_is_not_what_was_asked_for_now(one: Exchange) -> None:
    assert read(one, listed(1, request("Other")), listed(2, request())) == []


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(LATE, [(1, "/*/request/status", "'scheduled'", "'pending'")]), (SOON, [])],
)
def test_a_state_does_not_go_back(moment: float, expected: list[Any]) -> None:
    """For a while an answer may still show how it was."""
    scheduled = request(status="scheduled", challengeId=CHALLENGE)
    assert read(listed(0, scheduled), listed(moment, request())) == expected


def test_what_has_failed_does_not_wait_again() -> None:
    row = listed(0, request()), listed(1, request(status="failed")), listed(9, request(status="failed"))
    assert read(*row) == []
    assert read(*row, listed(10, request())) == [(3, "/*/request/status", "'failed'", "'pending'")]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(LATE, [(2, "/*/request/status", "no waiting status", "'pending'")]), (SOON, [])],
)
def test_what_has_settled_waits_no_longer(moment: float, expected: list[Any]) -> None:
    assert read(created(0), listed(0, challenge()), listed(moment, challenge(), request())) == expected


def test_a_request_of_others_with_another_title_may_wait() -> None:
    assert read(created(0, "Other"), listed(0, challenge()), listed(9, challenge(), request("Other"))) == []


@pytest.mark.parametrize(
    ("asked_at", "expected"),
    [
        ("2026-04-08T11:00:01Z", [(1, "/*/challenge/createdAt", True)]),
        ("2026-04-08T11:00:00Z", []),
        ("some time", []),
        (None, []),
    ],
)
def test_nothing_settles_before_it_was_asked_for(asked_at: Any, expected: list[Any]) -> None:
    found = read(created(body={"createdAt": asked_at}), listed(9, challenge()))
    assert [(index, place, words.startswith("not before")) for index, place, words, _ in found] == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (request(status="scheduled"), [(0, "/*/request/challengeId", "the identifier of what it has become", "null")]),
        (
            request(status="scheduled", challengeId="left out"),
            [(0, "/*/request/challengeId", "the identifier of what it has become", "absent")],
        ),
        (request(status="scheduled", challengeId=CHALLENGE), []),
        (request(status="pending"), []),
        (request(status="failed"), []),
        (request(status="a new one"), []),
    ],
)
def test_what_is_scheduled_names_what_it_becomes(item: Any, expected: list[Any]) -> None:
    assert read(listed(0, item)) == expected


def test_what_is_scheduled_names_nothing_else() -> None:
    """What it has become is told by the title, which carries over."""
    other = listed(1, request(status="scheduled", challengeId="ch_other"))
    right = listed(1, request(status="scheduled", challengeId=CHALLENGE))
    odd = (1, "/*/request/challengeId", f"'{CHALLENGE}'", "'ch_other'")
    assert read(created(), other, listed(9, challenge()), listed(10, challenge())) == [odd]
    assert read(created(), right, listed(9, challenge())) == []
    assert read(created(), other, right, listed(9, challenge())) == [odd]
    assert read(other, listed(9, challenge())) == []


@pytest.mark.parametrize(
    ("client_id", "expected"),
    [
        ("Other001", [(0, "/*/request/clientId", f"'{APP}'", "'Other001'")]),
        (APP, []),
        ("left out", []),
    ],
)
def test_what_was_asked_for_below_an_app_names_that_app(client_id: str, expected: list[Any]) -> None:
    assert read(listed(0, request(clientId=client_id))) == expected


def test_a_list_shows_each_challenge_once() -> None:
    assert read(listed(0, challenge(), challenge())) == [
        (0, "response 200 body", "each thing once", f"challenge/id '{CHALLENGE}' more than once")
    ]


def test_a_challenge_of_the_run_stays_in_the_list() -> None:
    """One of others may be gone."""
    gone = [(2, "response 200 body", f"'{CHALLENGE}'", "absent")]
    assert read(created(), listed(1, challenge()), listed(9)) == gone
    assert read(created(), listed(0, request()), listed(1, challenge()), listed(9)) == [(3, *gone[0][1:])]
    assert read(created(), listed(1, challenge()), listed(1 + SOON)) == []
    assert read(created(title="Other"), listed(1, challenge()), listed(9)) == []


@pytest.mark.parametrize("foreign", [request(id="req_foreign"), challenge(id="ch_foreign")])
def test_a_challenge_of_the_same_title_as_another_may_go(foreign: dict[str, Any]) -> None:
    """Where somebody else asks for a test of the same title, nobody can tell which of the two was the run's."""
    assert read(created(), listed(1, challenge(), foreign), listed(9)) == []
    assert read(created(), listed(1, foreign), listed(2, challenge()), listed(9)) == []


def test_many_challenges_are_not_gone_at_once() -> None:
    """Nothing deletes them, whosever they are."""
    many = [challenge(id=identifier) for identifier in ("ch_1", "ch_2", "ch_3")]
    assert [index for index, *_ in read(listed(0, *many), listed(1))] == [1]
    assert read(listed(0, *many[:2]), listed(1)) == []


def test_challenges_may_go_where_others_come() -> None:
    """Where somebody else makes challenges meanwhile, somebody else may take them away."""
    many = [challenge(id=identifier) for identifier in ("ch_1", "ch_2", "ch_3")]
    assert read(listed(0, *many), listed(1, *many, challenge(id="ch_4")), listed(2)) == []


def test_two_courses_are_apart() -> None:
    """What one app shows of a request or of its list says nothing about those of another app."""
    ended = listed(0, request(status="scheduled", challengeId=CHALLENGE))
    assert read(ended, listed(9, request(clientId="Other001"), path="Other001")) == []
    many = [challenge(id=identifier) for identifier in ("ch_1", "ch_2", "ch_3")]
    assert read(listed(0, *many), listed(1, path="Other001")) == []
    assert (
        read(report(0, id="ch_1", title="One"), report(1, id="ch_2", title="Two"), report(2, id="ch_1", title="One"))
        == []
    )


@pytest.mark.parametrize(
    "one",
    [
        listed(9, request("Other"), authentic=False),
        listed(9, request("Other"), status=400),
        listed(9, request("Other"), body=b"<html>"),
        listed(9, request("Other"), body=b"{}"),
        listed(9, "text", None, {}),
        replace(listed(9, request("Other")), operation=SPEC.operations["listWorkflows"]),
    ],
)
def test_what_shows_no_course_is_passed_over(one: Exchange) -> None:
    assert read(created(), listed(1, request()), one, listed(10, request())) == []


def test_a_success_of_a_list_or_a_report_is_about_courses() -> None:
    courses = Courses(SPEC)
    assert courses.is_about(listed(0))
    assert courses.is_about(report(0))
    assert not courses.is_about(report(0, 404))
    assert not courses.is_about(created())


def test_nothing_that_is_sent_changes_what_settles() -> None:
    courses = Courses(SPEC)
    courses.read(report(0, isActive=False))
    courses.forget()
    assert [odd.observed for _, odd in courses.read(report(9, isActive=True))] == ["true"]
