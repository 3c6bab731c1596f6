"""In how many of how many answers a finding was seen, where that can be told."""

from dataclasses import replace

import pytest

from contract_tests.judging.exchange import Exchange
from contract_tests.judging.finding import SHAPE, Deviation, Finding
from contract_tests.judging.how_often import MOST_EXCHANGES, HowOften
from tests.judging.exchanges import SPEC, exchange

RULE = "agreement/every-answer"
COMES_AND_GOES = "though the same request was also answered as expected: it comes and goes"


def page(number: int, offset: int = 0, status: int = 200) -> Exchange:
    return replace(exchange("listApps", status, {}, query=f"?offset={offset}"), number=number)


def found(one: Exchange, *, rule: str = SHAPE, kind: str = "type", since: str = "", times: int = 1) -> Finding:
    deviation = Deviation(kind, "breaking", "response 200 body /total", "1", "2", "/x", since=since)
    return Finding(deviation, "listApps", rule, "https://docs.example", times, (one,))


def noted(*exchanges: Exchange) -> HowOften:
    often = HowOften(SPEC)
    for one in exchanges:
        often.note(one)
    return often


AGREED = "other answers agreed or had nothing to be held against"
PAGES = [page(1), page(2), page(3), page(4)]


@pytest.mark.parametrize(("kind", "answers"), [("type", 4), ("limit", None)])
def test_an_answer_that_shows_a_finding_again_later_counts_once(kind: str, answers: int | None) -> None:
    """Whether or not it is known how many answers would have shown it."""
    told = noted(*PAGES).told(found(PAGES[0], kind=kind, times=3), [1, 2, 1], explains=False)
    assert (told.occurrences, told.answers) == (2, answers)


@pytest.mark.parametrize(
    ("since", "explains", "common"),
    [
        ("", True, ("only with offset 20",)),
        ("", False, ()),
        (
            "as listApps showed it",
            True,
            ("only with offset 20", f"2 {AGREED}"),
        ),
        ("since listApps shows it before and after", True, ()),
        ("since listApps shows it before and after", False, ()),
    ],
)
def test_what_requests_have_in_common_is_said_unless_the_reason_is(
    since: str, explains: bool, common: tuple[str, ...]
) -> None:
    often = noted(page(1), page(2), page(3, 20), page(4, 20))
    assert often.told(found(page(3, 20), since=since), [3, 4], explains=explains).common == common


@pytest.mark.parametrize(
    ("since", "common"),
    [
        *((one, (COMES_AND_GOES,)) for one in ("", "as it was sent", "as in lists before, and not deleted")),
        ("as listApps showed it", (f"3 {AGREED}",)),
    ],
)
def test_what_contradicts_other_answers_is_not_said_to_come_and_go(since: str, common: tuple[str, ...]) -> None:
    """The answers that it was held against may be those that have the fault."""
    assert noted(*PAGES).told(found(PAGES[0], since=since), [1], explains=True).common == common


def test_a_rule_that_looks_at_whole_answers_counts_those_that_could_have_shown_the_place() -> None:
    """Not the refusals that it looked at, nor the answers that came while it did not look."""
    refusal = page(5, status=404)
    often = noted(*PAGES, refusal)
    for one in (PAGES[0], PAGES[2], refusal):
        often.looked(one, RULE, "listApps")
    told = often.told(found(PAGES[0], rule=RULE, kind="agreement"), [1], explains=False)
    assert (told.occurrences, told.answers) == (1, 2)


def test_a_finding_of_a_request_to_no_operation_is_counted_alone() -> None:
    nowhere = replace(page(1), operation=None)
    told = noted(nowhere).told(found(nowhere, times=2), [1], explains=True)
    assert (told.occurrences, told.answers, told.common) == (1, None, ())


@pytest.mark.parametrize(("others", "answers"), [(0, 4), (MOST_EXCHANGES - 4, 4), (MOST_EXCHANGES - 3, None)])
def test_after_too_many_answers_it_is_not_said_in_how_many(others: int, answers: int | None) -> None:
    """The small facts of all answers are kept up to the last that fits; those of a part of them would be wrong."""
    often = noted(*[replace(page(9), operation=None)] * others, *PAGES)
    assert often.told(found(PAGES[0]), [1], explains=False).answers == answers
