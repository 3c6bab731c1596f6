"""What tells the answers that show a finding from the others, besides what was sent."""

from dataclasses import replace

import pytest

from contract_tests.judging.finding import SHAPE, Deviation, Finding
from contract_tests.judging.how_often import HowOften
from tests.judging.counted import COMES_AND_GOES, page, told
from tests.judging.exchanges import SPEC, exchange


@pytest.mark.parametrize(
    ("shown", "common"),
    [
        ({"wf_1", "wf_2"}, ("only for what this run has made",)),
        ({"wf_3", "wf_4"}, ("only for what was there before this run",)),
        ({"wf_1", "wf_3"}, ("though requests like it with another workflow_id were answered as expected",)),
    ],
)
def test_what_the_run_has_made_is_told_from_what_was_there(shown: set[str], common: tuple[str, ...]) -> None:
    """A server may treat what is new, or old, in another way, whatever it is called."""
    creations = [exchange("createWorkflow", 201, {"workflowId": name}, sent={}) for name in ("wf_1", "wf_2")]
    paths = [{"client_id": "Shop1", "workflow_id": f"wf_{number}"} for number in range(1, 5)]
    reads = [exchange("getWorkflow", 200, {}, path=path) for path in paths]
    assert told([*creations, *reads], lambda one: one.path_values.get("workflow_id") in shown).common == common


def test_a_list_of_one_item_is_not_counted_among_those_that_may_be_in_another_order() -> None:
    often, place = HowOften(SPEC), "response 200 body /redirectUris"
    lists = [frozenset({"/redirectUris"}), frozenset({"/redirectUris"}), frozenset[str]()]
    for number, ordered in enumerate(lists, 1):
        often.note(replace(exchange("getApp", 200, {}), number=number), ordered=ordered)
    deviation = Deviation("change", "breaking", place, "array of 8", "the same, in another order", "/x")
    shown = replace(exchange("getApp", 200, {}), number=1)
    finding = Finding(deviation, "getApp", SHAPE, "https://docs.example", 1, (shown,))
    assert often.told(finding, [1], explains=False).answers == 2


def test_where_the_window_of_a_list_stands_is_said() -> None:
    """An answer says how many items there are, and the request which of them it asks for."""
    windows = [(0, 40), (20, 40), (40, 40), (40, 60), (60, 60), (80, 60)]
    pages = [
        exchange("listApps", 200, {"data": [], "total": total}, query=f"?limit=20&offset={offset}")
        for offset, total in windows
    ]
    place = "response 200 body /data"
    beyond = told(pages, lambda one: one.number in (3, 5, 6), place=place)
    assert beyond.common[0] == "only where the window is beyond the end of the list"
    at_the_end = told(pages, lambda one: one.number in (2, 4), place=place)
    assert at_the_end.common[0] == "only where the window is at the end of the list"


def test_what_some_items_show_is_not_said_to_come_and_go() -> None:
    """The same request may show other things by now."""
    exchanges = [page(0) for _ in range(4)]
    inside = told(exchanges, lambda one: one.number == 2, place="response 200 body /data/*/name")
    assert inside.common == ("though the same request was also answered as expected",)
    assert told(exchanges, lambda one: one.number == 2).common == (COMES_AND_GOES,)
