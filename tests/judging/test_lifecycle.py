"""What a contract says of a lifecycle is what answers are held to, and what is odd is said with why it is."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.courses import Courses
from contract_tests.judging.exchange import Exchange
from scripts.spec.pointers import get
from scripts.spec.spec import Spec
from tests.judging.course_answers import CHALLENGE, LATE, REQUEST, TITLE, challenge, created, listed, report, request
from tests.judging.exchanges import APP, SPEC

CREATOR = SPEC.operations["createProductionTest"]
SCHEDULED = request(status="scheduled", challengeId=CHALLENGE)
MANY = [challenge(id=identifier) for identifier in ("ch_1", "ch_2", "ch_3")]
# A place in the body of an answer, and what was expected and observed there.
Odd = tuple[str, str, str]


def changed(change: Callable[[Any], object]) -> Spec:
    """The contract after a change of its document."""
    root = copy.deepcopy(SPEC.root)
    change(root)
    return Spec(root)


def read(spec: Spec, *exchanges: Exchange) -> list[Odd]:
    """What is odd in a row of exchanges by another contract."""
    courses = Courses(spec)
    row = [replace(one, operation=spec.operations[one.operation_id]) for one in exchanges]
    found = [odd for one in row for _, odd in courses.read(one)]
    return [(odd.place.removeprefix("response 200 body "), odd.expected, odd.observed) for odd in found]


@pytest.mark.parametrize(
    ("row", "words", "since"),
    [
        (
            (created(), listed(1, request("Other")), listed(2, request())),
            (repr(TITLE), "'Other'"),
            "as listProductionTests showed it later",
        ),
        (
            (created(), listed(1, request("Other")), listed(2, request("Other"))),
            ("'Other'", repr(TITLE)),
            "as listProductionTests showed it later",
        ),
        (
            (listed(0, SCHEDULED), listed(LATE, request())),
            ("'scheduled'", "'pending'"),
            "as answers before showed it",
        ),
        (
            (created(), listed(0, challenge()), listed(LATE, challenge(), request())),
            ("no waiting status", "'pending'"),
            f"since {REQUEST!r} has settled as {CHALLENGE!r} before",
        ),
        (
            (listed(0, challenge(isActive=False)), listed(LATE, challenge(isActive=True))),
            ("false", "true"),
            "as listProductionTests showed it before",
        ),
        (
            (listed(0, challenge(isActive=False)), report(LATE, isActive=True)),
            ("false", "true"),
            "as listProductionTests showed it",
        ),
        (
            (created(), listed(1, request(challengeId="ch_other"))),
            ("null", "'ch_other'"),
            "since it is pending",
        ),
        (
            (created(), listed(1, request(status="scheduled", challengeId="ch_other")), listed(9, challenge())),
            (f"'{CHALLENGE}'", "'ch_other'"),
            f"which is what id {REQUEST!r} has become",
        ),
        (
            (created(body={"createdAt": "2026-04-08T11:00:01Z"}), listed(9, challenge())),
            ("not before 2026-04-08 11:00:01+00:00", "2026-04-08 11:00:00+00:00"),
            "which is when it was asked for",
        ),
        (
            (listed(0, request(status="scheduled")),),
            ("the identifier of what it has become", "null"),
            "since it is scheduled",
        ),
        ((listed(0, request(clientId="Other001")),), (f"'{APP}'", "'Other001'"), "as in the path"),
    ],
)
def test_what_is_odd_about_a_course_is_said_with_why_and_with_the_promise_that_it_breaks(
    row: tuple[Exchange, ...], words: tuple[str, str], since: str
) -> None:
    courses = Courses(SPEC)
    ((_, odd),) = [found for one in row for found in courses.read(one)]
    assert (odd.kind, odd.severity, odd.expected, odd.observed) == ("lifecycle", "breaking", *words)
    assert (odd.pointer, odd.since) == (f"{CREATOR.pointer}/x-lifecycle", since)


def test_many_things_may_be_gone_at_once_where_a_contract_lets_them_be_deleted() -> None:
    def let_delete(root: Any) -> None:
        deletes = {"operationId": "deleteProductionTest", "x-deletes": {"resource": "production-test"}}
        path = root["paths"]["/apps/{client_id}/production-tests/{challenge_id}/report"]
        path["delete"] = {**deletes, "responses": {}}

    row = listed(0, *MANY), listed(1)
    assert len(read(SPEC, *row)) == 1
    assert read(changed(let_delete), *row) == []


def test_statuses_may_be_documented_as_all_that_there_are() -> None:
    """What is scheduled names what it becomes, whether or not there may be other statuses one day."""

    def close(root: Any) -> None:
        status = root["components"]["schemas"]["ProductionTestRequest"]["properties"]["status"]
        status["enum"] = status.pop("x-extensible-enum")

    (odd,) = read(changed(close), listed(0, request(status="scheduled")))
    assert odd == ("/*/request/challengeId", "the identifier of what it has become", "null")


@pytest.mark.parametrize("left_out", ["x-creates/timestamp", "x-echo"])
def test_a_contract_may_say_less_of_what_is_created(left_out: str) -> None:
    """Neither when it was asked for nor what it repeats: a course is followed all the same."""

    def leave_out(root: Any) -> None:
        *way, name = f"/{left_out}".split("/")
        del get(root, CREATOR.pointer + "/".join(way))[name]

    spec = changed(leave_out)
    assert read(spec, created(0), listed(1, request()), listed(2, challenge())) == []
    assert read(spec, listed(0, SCHEDULED), listed(LATE, request())) == [
        ("/*/request/status", "'scheduled'", "'pending'")
    ]
