"""A complete list shows each thing once, and all that lists before it have shown and nobody has deleted."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.agreement import Whose
from contract_tests.judging.exchange import Exchange
from contract_tests.judging.listings import MANY, Lists, Memory, is_complete
from contract_tests.judging.shown_things import LAG_SECONDS
from scripts.spec.resources import Resource
from tests.judging.exchanges import APP, SPEC, envelope, exchange, sample

SHOWN = sample("AppPage")["data"][0]
OWN, LIST = "Ours0001", "http://127.0.0.1/connect/v1/apps"
SOON, LATE = LAG_SECONDS - 0.1, LAG_SECONDS + 0.1


def whose(kind: Resource, path: dict[str, str], state: Any) -> Whose:
    """An app of one identifier, and what is below it, is the run's own."""
    return "own" if kind.name in ("app", "workflow") and OWN in path.values() else "shared"


def at(moment: float, one: Exchange, **changes: Any) -> Exchange:
    return replace(one, started_at=moment, **changes)


def listed(moment: float, *identifiers: Any, total: int | None = None) -> Exchange:
    """A list of apps at a moment; complete unless there are more in total."""
    apps = [{**SHOWN, "clientId": identifier} for identifier in identifiers]
    body = {"data": apps, "total": len(apps) if total is None else total, "limit": 20, "offset": 0}
    return at(moment, exchange("listApps", 200, body))


def deleted(moment: float, identifier: str, status: int = 200) -> Exchange:
    return at(moment, exchange("deleteApp", status, {}, path={"client_id": identifier}))


def created(moment: float, identifier: str = OWN, **headers: str) -> Exchange:
    return at(
        moment, exchange("createApp", 201, {**SHOWN, "clientId": identifier}, sent={"name": "x"}, headers=headers)
    )


def workflows(moment: float, *identifiers: str, path: str = APP) -> Exchange:
    body = [{"workflowId": identifier} for identifier in identifiers]
    return at(moment, exchange("listWorkflows", 200, body, path={"client_id": path}))


def read(*exchanges: Exchange) -> list[tuple[int, str, str]]:
    """What is found in a row of exchanges: which of them is odd, what was expected and what was observed."""
    lists = Lists(SPEC, whose)
    found = [odd for one in exchanges for odd in lists.read(one)]
    return [(exchanges.index(one), deviation.expected, deviation.observed) for one, deviation in found]


def test_a_thing_that_a_list_shows_twice_is_found() -> None:
    """On a page as well as in a complete list."""
    assert read(listed(0, "a", "b", "a")) == [(0, "each thing once", "clientId 'a' more than once")]
    assert read(listed(0, "a", "a", total=9)) == [(0, "each thing once", "clientId 'a' more than once")]
    assert read(listed(0, "a", "b")) == []


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(LATE, [(1, f"'{OWN}'", "absent")]), (SOON, []), (LAG_SECONDS, [])],
)
def test_own_thing_is_missed_once_lists_have_had_their_time(moment: float, expected: list[Any]) -> None:
    """A list may lag for a while after a creation."""
    assert read(listed(0, OWN, "a"), listed(moment, "a")) == expected
    assert read(created(0), listed(moment, "a")) == expected


def test_own_thing_is_missed_in_each_list_without_it() -> None:
    found = read(listed(0, OWN), listed(LATE, "a"), listed(9, OWN), listed(10, "a"))
    assert [index for index, _, _ in found] == [1, 3]


@pytest.mark.parametrize(
    "one",
    [
        created(0, **{"Idempotency-Replayed": "true"}),
        replace(created(0), attempts=2),
        replace(created(0), status=400),
        created(0, "Theirs01"),
        at(0, exchange("createProductionTest", 201, sample("ProductionTestRequest"), sent={"title": "x"})),
        at(0, exchange("createApp", 201, {**SHOWN, "clientId": None}, sent={"name": "x"})),
        replace(created(0), operation=None),
        replace(listed(0, OWN), authentic=False),
        replace(listed(0, OWN), status=400),
        replace(listed(0, OWN), body=b"<html>"),
    ],
)
def test_what_may_not_have_been_made_is_not_expected(one: Exchange) -> None:
    """A replay, a repeated or refused creation, or one of what is somebody else's."""
    assert read(one, listed(LATE, "a")) == []


@pytest.mark.parametrize("status", [200, 204, 500, 302])
def test_what_was_deleted_is_not_expected(status: int) -> None:
    """Nor is what may have been."""
    assert read(listed(0, OWN), deleted(3, OWN, status), listed(9)) == []


def test_what_stood_below_a_deleted_thing_is_not_expected() -> None:
    """It went along; of another owner it is still there."""
    rows = [workflows(0, "wf_1", path=OWN), deleted(3, OWN), workflows(9, path=OWN)]
    assert read(*rows) == []
    rows[1] = deleted(3, APP)
    assert read(*rows) == [(2, "'wf_1'", "absent")]


@pytest.mark.parametrize("status", [400, 404, 499])
def test_what_was_not_deleted_is_still_expected(status: int) -> None:
    found = read(listed(0, OWN), deleted(3, OWN, status), listed(9))
    assert found == [(2, f"'{OWN}'", "absent")]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(3 + LATE, [(2, "nothing that was deleted", f"'{OWN}'")]), (3 + SOON, []), (3 + LAG_SECONDS, [])],
)
def test_what_was_deleted_does_not_come_back(moment: float, expected: list[Any]) -> None:
    """A list may lag for a while after a deletion."""
    assert read(listed(0, OWN), deleted(3, OWN), listed(moment, OWN)) == expected


def test_a_list_that_lags_after_a_deletion_does_not_bring_the_thing_back_to_mind() -> None:
    assert read(listed(0, OWN), deleted(3, OWN), listed(3.1, OWN), listed(9)) == []


def test_what_was_deleted_does_not_come_back_on_a_page_either() -> None:
    found = read(deleted(0, OWN), listed(LATE, OWN, "a", total=9))
    assert found == [(1, "nothing that was deleted", f"'{OWN}'")]


def test_thing_of_others_that_is_gone_is_no_finding() -> None:
    """They may delete it, and make another one of the same name."""
    assert read(listed(0, "a", "b"), listed(5, "b"), listed(9, "b")) == []
    assert read(listed(0, "a"), listed(5), listed(9, "a"), listed(12)) == []
    assert read(*(listed(moment, "a") for moment in range(5)), listed(9)) == []


def test_many_things_of_others_may_be_gone_at_once_where_they_can_be_deleted() -> None:
    assert read(listed(0, "a", "b", "c"), listed(9)) == []


def test_thing_of_others_that_comes_and_goes_is_found() -> None:
    """What was deleted does not come back, and not twice."""
    row = [listed(1), listed(2, "a"), listed(3), listed(4, "a"), listed(5)]
    assert read(listed(0, "a"), listed(0.5, "a"), *row) == [(6, "'a'", "absent")]


def test_thing_of_others_that_is_absent_as_often_as_present_is_no_finding() -> None:
    """Which of both is the odd one, nobody knows."""
    row = [listed(0, "a"), listed(1), listed(2, "a"), listed(3), listed(4, "a"), listed(5)]
    assert read(*row) == []
    assert read(created(0, "a"), *row) == []


def test_pages_are_no_complete_list() -> None:
    """What a page does not show may be on another one."""
    assert read(listed(0, OWN, "a"), listed(9, "a", total=2)) == []
    assert read(listed(0, OWN, total=2), listed(9, "a")) == []


@pytest.mark.parametrize(
    ("one", "items", "expected"),
    [
        (listed(0, "a"), ["a"], True),
        (listed(0, "a", total=2), ["a"], False),
        (listed(0), [], True),
        *(
            (replace(listed(0, "a"), url=f"{LIST}?limit={limit}&offset={offset}"), ["a"], expected)
            for limit, offset, expected in ((2, 0, True), (1, 0, False), (2, 1, False))
        ),
        (workflows(0, "w"), ["w"], True),
        (replace(listed(0, "a"), operation=None), [], True),
    ],
)
def test_a_list_is_complete_without_pages_or_with_all_in_one(one: Exchange, items: list[Any], expected: bool) -> None:
    """A later page is not, nor one without room for more, whatever it says of the total."""
    assert is_complete(one, items) == expected


def test_what_was_deleted_may_have_its_identifier_from_another_list() -> None:
    """Numbers are often counted for each kind of thing, or for each owner."""
    own = {"client_id": OWN, "workflow_id": "7"}
    gone = at(1, exchange("deleteWorkflow", 200, {"deleted": True}, path=own))
    assert read(workflows(0, "7", path=OWN), gone, workflows(9, "7", path=APP), listed(9, "7")) == []
    found = read(workflows(0, "7", path=OWN), gone, workflows(9, "7", path=OWN))
    assert found == [(2, "nothing that was deleted", "'7'")]


def test_lists_of_two_owners_are_two() -> None:
    """A workflow of one app is not missing in the list of another."""
    assert read(workflows(0, "w", path=OWN), workflows(9, "v", path=APP)) == []
    assert read(workflows(0, "w", path=OWN), workflows(9, "v", path=OWN)) == [(1, "'w'", "absent")]


def test_a_place_is_that_of_the_items() -> None:
    lists = Lists(SPEC, whose)
    ((_, of_pages),) = lists.read(listed(0, "a", "a"))
    ((_, of_array),) = lists.read(workflows(0, "w", "w"))
    assert (of_pages.place, of_array.place) == ("response 200 body /data", "response 200 body")
    assert (of_pages.kind, of_pages.severity) == ("listed", "breaking")


@pytest.mark.parametrize(
    ("row", "since"),
    [
        ((listed(0, "a", "a"),), ""),
        ((deleted(0, OWN), listed(LATE, OWN)), ""),
        ((listed(0, OWN), listed(LATE)), "as in lists before, and not deleted"),
    ],
)
def test_what_is_odd_about_a_list_is_said_with_what_documents_the_list(row: tuple[Exchange, ...], since: str) -> None:
    lists = Lists(SPEC, whose)
    ((_, odd),) = [found for one in row for found in lists.read(one)]
    assert (odd.pointer, odd.since) == (SPEC.operations["listApps"].response_schema, since)


def test_identifiers_may_be_numbers_and_what_names_nothing_is_passed_over() -> None:
    assert read(listed(0, 7, 7)) == [(0, "each thing once", "clientId '7' more than once")]
    assert read(listed(0, None, None, ["a"], ["a"])) == []


def test_a_forgotten_list_expects_nothing() -> None:
    """Nobody knows what came of a request."""
    lists = Lists(SPEC, whose)
    lists.read(listed(0, OWN))
    lists.read(deleted(0, "a"))
    lists.forget()
    assert lists.read(listed(9, "a")) == []


def test_a_success_of_a_list_alone_is_about_lists() -> None:
    lists = Lists(SPEC, whose)
    refused = exchange("listApps", 401, envelope("AUTH_INVALID_CREDENTIALS"))
    assert lists.is_about(listed(0))
    assert not lists.is_about(refused)
    assert not lists.is_about(created(0))
    assert not lists.is_about(replace(listed(0), operation=None))


@pytest.mark.parametrize(
    ("before", "after", "can_be_deleted", "expected"),
    [
        ("abcd", "d", False, ["a", "b", "c"]),
        ("abcd", "", False, ["a", "b", "c", "d"]),
        ("abcd", "", True, []),
        ("ab", "", False, []),
        ("abcdef", "def", False, ["a", "b", "c"]),
        ("abcdefg", "defg", False, []),
        # Somebody adds to the list, and so may take away.
        ("abc", "xyz", False, []),
    ],
)
def test_many_things_that_nobody_can_delete_are_not_gone_at_once(
    before: str, after: str, can_be_deleted: bool, expected: list[str]
) -> None:
    """One or a few may be; half of all and at least three are too much to be a chance."""
    memory = Memory(can_be_deleted=can_be_deleted)
    assert memory.missing("list", before, 0.0, lambda one: False) == []
    assert memory.missing("list", after, 1.0, lambda one: False) == expected
    assert MANY == 3


def test_a_thing_of_the_run_that_is_added_is_no_sign_of_others() -> None:
    """Nobody else adds to the list, and so nobody takes away."""
    memory = Memory(can_be_deleted=False)
    for shown in ("abc", "abco"):
        assert memory.missing("list", shown, 0.0, lambda one: one == "o") == []
    assert memory.missing("list", "o", 1.0, lambda one: one == "o") == ["a", "b", "c"]
