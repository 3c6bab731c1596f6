from __future__ import annotations

from typing import Any

import pytest

from scripts.spec.pointers import ABSENT, child, drop, each, get, parent, put, split, target

VALUE: dict[str, Any] = {"a/b": {"~": 1}, "list": [{"id": 1}, {"id": 2}, {}], "null": None, "map": {"x": 3, "y": 4}}


@pytest.mark.parametrize("tokens", [["paths", "/apps/{id}", "get"], ["a~b", "~1", "", "0"], []])
def test_pointer_is_taken_apart_as_it_was_made(tokens: list[str]) -> None:
    assert split(child("", *tokens)) == tokens


def test_pointer_of_a_member_has_slashes_and_tildes_escaped() -> None:
    assert child("/paths", "/a~b", 0) == "/paths/~1a~0b/0"


def test_parent_holds_the_value() -> None:
    assert parent("/paths/~1apps/get") == "/paths/~1apps"
    assert parent("/paths") == ""


def test_target_of_a_reference_is_percent_decoded() -> None:
    assert target("#/paths/~1apps~1%7Bid%7D") == "/paths/~1apps~1{id}"


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", VALUE),
        ("/a~1b/~0", 1),
        ("/list/1/id", 2),
        ("/list/*/id", 1),
        ("/null", None),
        ("/null/x", ABSENT),
        ("/list/3", ABSENT),
        ("/list/-1", ABSENT),
        ("/list/id", ABSENT),
        ("/nothing", ABSENT),
    ],
)
def test_pointer_leads_to_a_value_or_nowhere(pointer: str, found: Any) -> None:
    assert get(VALUE, pointer) == found


@pytest.mark.parametrize(
    ("pointer", "found"), [("/list/*/id", [1, 2]), ("/map/*", [3, 4]), ("/null/*", []), ("/list/*/*", [1, 2])]
)
def test_star_stands_for_every_member(pointer: str, found: list[Any]) -> None:
    assert list(each(VALUE, pointer)) == found


def test_member_is_put_and_dropped_in_place() -> None:
    value = {"a": {"b": 1}, "list": [{"id": 1}]}
    assert put(value, "/a/c~1d", 2) == {"a": {"b": 1, "c/d": 2}, "list": [{"id": 1}]}
    assert drop(value, "/a/b") == {"a": {"c/d": 2}, "list": [{"id": 1}]}
    assert drop(value, "/list/0/id") == {"a": {"c/d": 2}, "list": [{}]}


def test_nothing_is_put_or_dropped_where_no_object_is() -> None:
    value: dict[str, Any] = {"a": 1}
    assert put(value, "/a/b", 2) == {"a": 1}
    assert put(value, "/x/y", 2) == {"a": 1}
    assert drop(value, "/a/b") == drop(value, "/x") == {"a": 1}


@pytest.mark.parametrize("name", ["\u00b2", "9" * 5000, "-1", "1_0", "2"])
def test_a_name_that_is_no_index_of_an_array_leads_nowhere(name: str) -> None:
    """Not even one that Python takes for a digit, or for none any more."""
    assert get([1, 2], f"/{name}") is ABSENT
    assert list(each([[1, 2]], f"/*/{name}")) == []


def test_absent_is_not_null() -> None:
    assert repr(get({}, "/a")) == "absent"
    assert get({"a": None}, "/a") is None
