"""A few things that differ most from each other stand for all of a collection."""

from itertools import pairwise
from typing import Any

import pytest

from contract_tests.target.different import MOST, most_different

PLAIN = {"name": "A shop", "state": "active"}


def numbered(count: int) -> list[dict[str, Any]]:
    """Things that differ in their names alone."""
    return [{**PLAIN, "name": f"Shop {number}"} for number in range(count)]


def with_odd(odd: dict[str, Any], position: int = 57) -> list[dict[str, Any]]:
    """A hundred things, one of which is another."""
    items = numbered(100)
    items[position] = {**items[position], **odd}
    return items


@pytest.mark.parametrize("count", [0, 1, 2, MOST])
def test_few_things_are_all_chosen(count: int) -> None:
    assert most_different(numbered(count)) == numbered(count)


@pytest.mark.parametrize(
    "odd",
    [
        {"state": "in-review"},
        {"state": "in_review"},
        {"state": None},
        {"state": ["active"]},
        {"more": "Something"},
        {"more": None},
        {"state": True},
        {"state": 7},
    ],
)
def test_a_thing_with_something_that_no_other_has_is_chosen(odd: dict[str, Any]) -> None:
    """A field, a type or a state, wherever it stands."""
    items = with_odd(odd)
    found = most_different(items, 3)
    assert items[57] in found
    assert len(found) == 3


@pytest.mark.parametrize("length", [0, 1, 2])
def test_empty_lists_and_those_of_one_and_of_several_differ(length: int) -> None:
    lengths = [one for one in (0, 1, 2) if one != length]
    items = [{"list": ["One of many"] * lengths[number % 2]} for number in range(100)]
    items[57] = {"list": ["One of many"] * length}
    assert items[57] in most_different(items, 4)


def test_lists_of_two_and_more_are_alike() -> None:
    items = [{"list": ["Text"] * 2, "number": f"No. {number}"} for number in range(100)]
    items[57]["list"] = ["Text"] * 9
    assert items[57] not in most_different(items, 3)


def test_what_is_deep_inside_counts_too() -> None:
    items = [{"list": [{"state": "on"}], "name": f"No. {number}"} for number in range(100)]
    items[57]["list"] = [{"state": "off"}]
    assert items[57] in most_different(items, 3)


def test_names_do_not_make_a_difference() -> None:
    """The first and the last are chosen, and others spread over the list."""
    items = numbered(100)
    found = [items.index(one) for one in most_different(items, 5)]
    assert (found[0], found[-1], len(found)) == (0, 99, 5)
    assert [later - earlier for earlier, later in pairwise(found[1:-1])] == [32, 32]


def test_the_order_of_the_list_is_kept() -> None:
    items = with_odd({"state": "closed"}, 3)
    found = [items.index(one) for one in most_different(items)]
    assert found == sorted(found)
    assert len(found) == MOST


def test_no_more_than_asked_for_are_chosen() -> None:
    """Though each has something that no other has."""
    items = [{f"field{number}": 1} for number in range(50)]
    assert len(most_different(items, 7)) == 7
