"""A finding says in how many of how many answers it was seen, and what those have in common."""

from dataclasses import replace
from typing import Any

import pytest

from contract_tests.judging.evidence import how_often, observed_with_code
from contract_tests.judging.finding import SHAPE, Deviation, Finding
from contract_tests.judging.how_often import HowOften, status_place
from tests.judging.counted import COMES_AND_GOES, page, told
from tests.judging.exchanges import SPEC, exchange


def test_answers_of_the_same_status_are_counted() -> None:
    """What one answer of ten has wrong was seen in 1 of 10; refusals are not among them."""
    exchanges = [*(page(0) for _ in range(10)), page(0, 404)]
    finding = told(exchanges, lambda one: one.number == 3)
    assert (finding.occurrences, finding.answers) == (1, 10)


def test_answer_with_five_wrong_items_is_one_answer() -> None:
    """Answers are counted, not the places in them, and each is evidence once."""
    finding = told([page(0), page(0)], lambda one: one.number == 1, times=5)
    assert (finding.occurrences, finding.answers, len(finding.evidence)) == (1, 2, 1)


def test_answers_with_an_empty_list_are_not_counted_for_what_its_items_show() -> None:
    """An item that is not there is neither right nor wrong."""
    often, place = HowOften(SPEC), "response 200 body /data/*/providers/*/config"
    items = frozenset({"/data/*", "/data/*/providers/*"})
    for number, there in enumerate((items, items, frozenset({"/data/*"}), frozenset[str]()), 1):
        often.note(replace(page(number), number=number), there)
    deviation = Deviation("type", "breaking", place, "object", "array", "/x")
    finding = Finding(deviation, "listApps", SHAPE, "https://docs.example", 1, (replace(page(1), number=1),))
    assert often.told(finding, [1], explains=False).answers == 2
    outer = replace(finding, deviation=replace(deviation, place="response 200 body /data/*/name"))
    assert often.told(outer, [1], explains=False).answers == 3


def test_rule_counts_what_it_looked_at() -> None:
    """A rule's finding is counted among the answers that the rule looked at for it."""
    exchanges = [page(0) for _ in range(4)]
    assert told(exchanges, lambda one: one.number > 2, rule="paging/limit", kind="paging").answers == 4


def test_accepted_request_is_compared_with_no_other() -> None:
    """Answers to other requests do not tell whether a limit is kept."""
    finding = told([page(0), page(0)], lambda one: one.number == 1, place="request body /name", kind="limit")
    assert (finding.occurrences, finding.answers) == (1, None)


@pytest.mark.parametrize(
    ("offsets", "affected", "common"),
    [
        ([0, 0, 20, 20, 30], {20}, ("only with offset 20",)),
        ([0, 5, 20, 30], {20, 30}, ("only with offset 20 and more",)),
        ([0, 0, 20, 20], {0}, ("only with offset 0",)),
        ([0, 20, 20], {20}, ("but not in the answer to GET /connect/v1/apps?limit=10&offset=0",)),
        ([0, 0, 20, 20], {0, 20}, ()),
        ([None, None, 0, 0], {None}, ("only when limit is not sent", "only when offset is not sent")),
    ],
)
def test_pages_in_common_are_said(
    offsets: list[int | None], affected: set[int | None], common: tuple[str, ...]
) -> None:
    """Only what all affected pages have, and none of at least two others, is said; of one other, which it was."""
    exchanges = [page(offset) for offset in offsets]
    numbers = {number for number, offset in enumerate(offsets, 1) if offset in affected}
    assert told(exchanges, lambda one: one.number in numbers).common == common


def test_owner_in_common_is_said() -> None:
    """What happens for one owner alone names it, once it happened twice."""
    exchanges = [exchange("getApp", 200, {}, path={"client_id": name}) for name in ("Shop1", "Gate2", "Shop1", "Gate2")]
    finding = told(exchanges, lambda one: one.path_values["client_id"] == "Shop1")
    assert finding.common == ("only for client_id Shop1",)
    assert told(exchanges, lambda one: one.number == 1).common == (COMES_AND_GOES,)


def test_owners_in_common_are_counted() -> None:
    """What always happens for some owners and never for others says for how many; of a few it is chance."""
    names = ["Shop1", "Gate2", "Bank3", "Shop1", "Gate2", "Bank3", "Park4", "Pool5"]
    exchanges = [exchange("getApp", 200, {}, path={"client_id": name}) for name in names]
    finding = told(exchanges, lambda one: one.path_values["client_id"] in ("Shop1", "Bank3"))
    assert finding.common == (
        "always for Shop1 and Bank3, 2 of the 5 values of client_id that were asked for, "
        "and never for Pool5, Gate2 and 1 more",
    )
    few = told(exchanges[:6], lambda one: one.path_values["client_id"] in ("Shop1", "Bank3"))
    assert few.common == ("though requests like it with another client_id were answered as expected",)


def test_what_comes_and_goes_is_said_to() -> None:
    """Where the same request was answered both ways, nothing that was sent explains it."""
    finding = told([page(0) for _ in range(6)], lambda one: one.number % 2 == 0)
    assert finding.common == (COMES_AND_GOES,)


def test_what_came_to_stay_does_not_pass_for_what_comes_and_goes() -> None:
    """From one answer on, each shows it; what other requests got in between says nothing."""
    exchanges = [*(page(0) for _ in range(3)), page(0), page(20), page(0)]
    finding = told(exchanges, lambda one: one.number in (4, 6))
    assert finding.common == ("in each answer since the first that shows it",)


def test_requests_without_the_key_are_said() -> None:
    """What only requests without the key of the run get is said to be that."""
    exchanges = [replace(page(0), authentic=number > 2) for number in range(6)]
    assert told(exchanges, lambda one: not one.authentic).common == ("only without the run's key",)


def test_field_in_common_is_said_without_its_value() -> None:
    """That a field was sent is said; the free text in it, which may be anything, is not kept."""
    bodies: list[Any] = [{"title": "a"}, {"title": "b"}, {"title": "c", "description": "sk_workspace_test_1"}]
    exchanges = [exchange("createProductionTest", 201, {}, sent=body) for body in bodies]
    finding = told(exchanges, lambda one: one.number == 3, place="response 201 body /status")
    assert finding.common == ("only when description is sent, which may be chance",)


@pytest.mark.parametrize(
    ("sizes", "affected", "common"),
    [((1, 3, 4, 2), {3, 4}, "only with 3 providerIds and more"), ((1, 2, 2, 4), {2}, "only with 2 providerIds")],
)
def test_number_of_items_in_common_is_said(sizes: tuple[int, ...], affected: set[int], common: str) -> None:
    """Where the finding is about a list that was sent, its length is said, and not what else is so by chance."""
    bodies = [{"title": "a", "maxStamps": 12 if n in affected else 1, "providerIds": ["x"] * n} for n in sizes]
    exchanges = [exchange("createProductionTest", 201, {}, sent=body) for body in bodies]
    numbers = {number for number, size in enumerate(sizes, 1) if size in affected}
    place = "response 201 body /payload/providerIds"
    assert told(exchanges, lambda one: one.number in numbers, place=place).common == (common,)


def test_status_is_counted_among_the_answers_that_had_to_have_another_for_the_same_reason() -> None:
    """Of the requests that a rule sent to be refused, those count that had to get the same status."""
    often = HowOften(SPEC)
    refused = [replace(page(0, status), number=number) for number, status in enumerate((404, 400, 404, 409, 404), 1)]
    expected = ("404", "404", "404", "409", "404")
    rules = (*["ownership/unknown"] * 4, "ownership/foreign")
    for one, status, rule in zip(refused, expected, rules, strict=True):
        often.note(one)
        often.looked(one, rule, "listApps", "status", status_place("response status", status))
    deviation = Deviation("status", "breaking", "response status", "404", "400", "/x")
    finding = Finding(deviation, "listApps", "ownership/unknown", "https://docs.example", 1, (refused[1],))
    told_so = often.told(finding, [2], explains=False)
    assert (told_so.occurrences, told_so.answers) == (1, 3)


def test_what_a_rule_looked_at_is_not_counted_with_what_is_read_of_every_answer() -> None:
    """That rule looks for less: an answer that it has read need not be as expected."""
    often = HowOften(SPEC)
    answers = [replace(page(0), number=number) for number in range(1, 7)]
    for one in answers:
        often.note(one)
        often.looked(one, "idempotency/every-answer", "listApps")
    for one in answers[:2]:
        often.looked(one, "idempotency/two-at-once", "listApps")
    counts = []
    for rule, one in (("idempotency/two-at-once", answers[1]), ("idempotency/every-answer", answers[4])):
        deviation = Deviation("duplicate", "breaking", "response body", "one", "two", "/x")
        finding = Finding(deviation, "listApps", rule, "https://docs.example", 1, (one,))
        counts.append(often.told(finding, [one.number], explains=False).answers)
    assert counts == [2, 6]


def test_value_in_common_is_said() -> None:
    """A number of the body that all affected requests share is named."""
    bodies = [{"title": "a", "maxStamps": count} for count in (1, 7, 2, 7)]
    exchanges = [exchange("createProductionTest", 201, {}, sent=body) for body in bodies]
    finding = told(exchanges, lambda one: one.number in (2, 4), place="response 201 body /status")
    assert finding.common == ("only with maxStamps 7, which may be chance",)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"occurrences": 3, "answers": 31}, "in 3 of the 31 answers looked at"),
        ({"occurrences": 31, "answers": 31}, "in all 31 answers"),
        ({"occurrences": 2, "answers": 2}, "in both answers"),
        ({"occurrences": 1, "answers": 1}, "in the one answer looked at"),
        ({"occurrences": 4, "answers": None}, "4 times"),
        ({"occurrences": 1}, "once"),
        ({"occurrences": 9}, "9 times"),
        (
            {"occurrences": 3, "answers": 31, "common": ["only with offset 20"], "again": {"sent": 2, "seen": 2}},
            "in 3 of the 31 answers looked at, only with offset 20; sent again 2 times, seen each time",
        ),
        (
            {"occurrences": 3, "answers": 13, "common": ["only with maxStamps 12", "only with 4 providerIds"]},
            "in 3 of the 13 answers looked at, only with maxStamps 12, only with 4 providerIds; which of these is the "
            "reason, if any, is open",
        ),
        (
            {"occurrences": 4, "common": ["only where title has markup", "one of as many characters was accepted"]},
            "4 times, only where title has markup, one of as many characters was accepted",
        ),
        (
            {"occurrences": 1, "answers": 9, "common": ["though one without logo was answered as expected"]},
            "in 1 of the 9 answers looked at, though one without logo was answered as expected",
        ),
        (
            {
                "occurrences": 2,
                "common": [
                    "only with a 1",
                    "only with b 2",
                    "5 other answers agreed",
                ],
            },
            "2 times, only with a 1, only with b 2, 5 other answers agreed; which of these is the reason, if "
            "any, is open",
        ),
        (
            {"occurrences": 1, "common": ["2 other answers agreed"]},
            "once, 2 other answers agreed",
        ),
        (
            {"occurrences": 1, "answers": 9, "again": {"sent": 2, "seen": 0}},
            "in 1 of the 9 answers looked at; sent again 2 times, not seen then",
        ),
        (
            {"occurrences": 2, "answers": 2, "again": {"sent": 2, "seen": 0, "otherwise": 200}},
            "in both answers; sent again 2 times, answered with 200 then",
        ),
        (
            {"occurrences": 1, "evidence": [{"request": {"method": "POST"}}]},
            "once; not sent again, since it is not a GET",
        ),
        ({"occurrences": 1, "evidence": [{"request": {"method": "GET"}}]}, "once"),
    ],
)
def test_how_often_in_words(entry: dict[str, Any], words: str) -> None:
    """A report says how often in one line, that of an older program too, whose findings know less."""
    assert how_often(entry) == words


def test_status_is_observed_with_its_error_code() -> None:
    """Why something was refused is the first question of whoever reads that it was; of a value there is no code."""
    answer = {"request": {}, "response": {"status": 400, "error_code": "VALIDATION_FAILED"}}
    entry = {"kind": "status", "observed": "400", "evidence": [answer]}
    assert observed_with_code(entry) == "400 VALIDATION_FAILED"
    assert observed_with_code({**entry, "kind": "value"}) == "400"
    assert observed_with_code({**entry, "evidence": []}) == "400"


@pytest.mark.parametrize(
    ("seen", "said"), [(1, "it comes and goes; sent again 2 times, seen 1 times"), (2, "as expected; sent")]
)
def test_what_came_each_time_when_it_was_sent_again_is_not_said_to_come_and_go(seen: int, said: str) -> None:
    entry = {"occurrences": 4, "answers": 9, "common": [COMES_AND_GOES], "again": {"sent": 2, "seen": seen}}
    assert said in how_often(entry)
