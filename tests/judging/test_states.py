"""States of a thing: what they have in common, what is lost of them, and what a request asks to be stored."""

from typing import Any

import pytest

from contract_tests.judging.states import (
    changed_between,
    differences,
    is_same,
    lost,
    merged,
    missing,
    normalised,
    only,
    request_field,
    stored,
    taken,
    without,
)
from scripts.spec.pointers import ABSENT
from tests.judging.exchanges import SPEC, exchange, sample

NOON, SAME_NOON = "2026-04-08T12:00:00Z", "2026-04-08T14:00:00.000+02:00"
URIS = "/components/schemas/AppUpdate/properties/redirectUris"


# Items are told by the field that has the same values in both lists, each once.
TWO_DIFFER = [("/*/aId", 1, 9), ("/*/aId", 2, 9)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1, True),
        (1, 1.0, True),
        (1, 2, False),
        (1, True, False),
        (False, 0, False),
        (True, True, True),
        (None, None, True),
        (None, "", False),
        (NOON, SAME_NOON, True),
        (NOON, "2026-04-08T12:00:01Z", False),
        ("2026-04-08T12:00:00", "2026-04-08T12:00:00.000", False),
        ("one", "other", False),
        (NOON, "one", False),
        ("one", NOON, False),
        (NOON, 1, False),
    ],
)
def test_values_that_say_the_same_are_the_same(one: Any, other: Any, expected: bool) -> None:
    """A moment may be written in several ways if it has a zone; true is not 1."""
    assert is_same(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": 1}, {"a": 2, "b": 3}, [("/a", 1, 2)]),
        ({"a": 1}, {"b": 1}, []),
        ({"a": {"b": "x"}}, {"a": {"b": "y"}}, [("/a/b", "x", "y")]),
        ({"a": 1}, {"a": "1"}, []),
        ({"a": NOON}, {"a": SAME_NOON}, []),
        ([1, 2], [2, 1], []),
        ([1, 2], [1, 3], [("", [1, 2], [1, 3])]),
        ([{"id": 1, "v": 1}, {"id": 2}], [{"id": 2, "w": 1}, {"id": 1, "v": 2}], [("/*/v", 1, 2)]),
        ([{"aId": 1, "id": 1}, {"aId": 2, "id": 2}], [{"aId": 9, "id": 2}, {"aId": 9, "id": 1}], TWO_DIFFER),
        ([{"id": 1}], [], [("", [{"id": 1}], [])]),
        ([{"id": 1}], [1], [("", [{"id": 1}], [1])]),
    ],
)
def test_states_differ_where_both_say_something(one: Any, other: Any, expected: list[Any]) -> None:
    """The order of arrays does not matter, nor what only one of them has."""
    assert list(differences(one, other)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": 3}, [("/b", 2, ABSENT)]),
        ({"a": None}, {}, []),
        ({"a": {"b": 1}}, {"a": {}}, [("/a/b", 1, ABSENT)]),
        ({"a": {"b": 1}}, {"a": 1}, []),
        ({}, {"a": 1}, []),
        ([{"id": 1, "v": 1}, {"id": 2}], [{"id": 2}, {"id": 1}], [("/*/v", 1, ABSENT)]),
        ([{"id": 1, "v": 1}], [{"id": 1}, {"id": 2}], []),
    ],
)
def test_a_field_that_is_not_shown_any_more_is_lost(before: Any, after: Any, expected: list[Any]) -> None:
    """What is null may as well be left out."""
    assert list(lost(before, after)) == expected


def test_only_what_a_request_can_set_is_taken() -> None:
    before = {"name": "x", "config": {"url": "u"}, "note": "n"}
    assert list(taken(before, {"config": {}}, {"name", "config"})) == [
        ("/name", "x", ABSENT),
        ("/config/url", "u", ABSENT),
    ]
    assert list(taken(before, {}, ())) == []


def test_an_entry_of_a_map_is_taken_and_a_field_in_it_is_not() -> None:
    before = {"providers": {"mitid": {"enabled": True, "config": {}}, "ftn": {"enabled": True}}}
    after = {"providers": {"mitid": {"enabled": True}}}
    assert list(taken(before, after, {"/providers"})) == [("/providers/ftn", {"enabled": True}, ABSENT)]


def test_what_may_change_along_has_not_changed_between_two_states() -> None:
    """Differences and settable fields that are lost count, but for what a request touches."""
    before = {"name": "x", "at": 1, "note": "n", "logo": "l"}
    found = changed_between(before, {"name": "y", "at": 2}, ["/at"], {"logo", "name"})
    assert found == [("/name", "x", "y"), ("/logo", "l", ABSENT)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}, {"a": 1, "b": 3, "c": 4}),
        ({"a": {"b": 1}}, {"a": {"c": 1}}, {"a": {"b": 1, "c": 1}}),
        ({"a": 1}, None, None),
        (None, {"a": 1}, {"a": 1}),
    ],
)
def test_a_later_state_lies_over_an_earlier_one(before: Any, after: Any, expected: Any) -> None:
    assert merged(before, after) == expected


@pytest.mark.parametrize(
    ("pointers", "expected"),
    [
        ((), {"a": {"b": 1, "c": 2}, "d": 3}),
        (("/d",), {"a": {"b": 1, "c": 2}}),
        (("/a/b",), {"a": {"c": 2}, "d": 3}),
        (("/a", "/d"), {}),
        (("/x", "/a/x", "/d/x", ""), {"a": {"b": 1, "c": 2}, "d": 3}),
    ],
)
def test_a_state_without_some_of_its_members(pointers: tuple[str, ...], expected: Any) -> None:
    state = {"a": {"b": 1, "c": 2}, "d": 3}
    assert without(state, *pointers) == expected
    assert state == {"a": {"b": 1, "c": 2}, "d": 3}


@pytest.mark.parametrize(
    ("pointers", "expected"),
    [
        ([], {}),
        (["/d", "/x"], {"d": None}),
        (["/a/b", "/a/c"], {"a": {"b": 1, "c": 2}}),
        (["/a/b"], {"a": {"b": 1}}),
    ],
)
def test_only_some_members_of_a_state(pointers: list[str], expected: Any) -> None:
    """Null is a value like any other."""
    assert only({"a": {"b": 1, "c": 2, "e": 3}, "d": None}, pointers) == expected


@pytest.mark.parametrize(
    ("expected", "observed", "found"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1}, {}, [("/a", 1, ABSENT)]),
        ({"a": NOON}, {"a": SAME_NOON}, []),
        ([1, 2], [2, 1], [("", [1, 2], [2, 1])]),
        (
            [{"a": 1}, {"a": 2}],
            [{"a": 2, "b": 3}, {"a": 1}],
            [("", [{"a": 1}, {"a": 2}], [{"a": 2, "b": 3}, {"a": 1}])],
        ),
        ([1, 2], [1, 3], [("/*", 2, 3)]),
        ([1], [1, 2], [("", [1], [1, 2])]),
        (True, 1, [("", True, 1)]),
    ],
)
def test_what_was_stored_has_to_be_shown(expected: Any, observed: Any, found: list[Any]) -> None:
    assert list(missing(expected, observed)) == found


def test_long_arrays_are_reordered_only_where_their_items_are_the_same() -> None:
    """To hold each of many items against every other would take a target's word for how long a run lasts."""
    items = [{"a": number} for number in range(20_000)]
    assert list(missing(items, items[::-1])) == [("", items, items[::-1])]
    more = [item | {"b": 0} for item in reversed(items)]
    assert {pointer for pointer, _, _ in missing(items, more)} == {"/*/a"}


@pytest.mark.parametrize(
    ("operation", "pointer", "expected"),
    [
        ("updateApp", "/redirectUris", URIS),
        ("updateApp", "/no-such-field", None),
        ("updateApp", "", None),
        ("rotateClientSecret", "/name", None),
        ("createApp", "/name", "/components/schemas/AppCreate/properties/name"),
    ],
)
def test_the_field_of_a_request_that_is_stored_at_a_place(operation: str, pointer: str, expected: str | None) -> None:
    assert request_field(SPEC, SPEC.operations[operation], pointer) == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (URIS, ["https://A.example/P", "https://a.example/P"], ["https://a.example/P"]),
        (URIS, ["https://b.example", "https://a.example"], ["https://b.example", "https://a.example"]),
        (URIS, [7, "http://["], [7, "http://["]),
        (None, ["https://A.example"] * 2, ["https://A.example"] * 2),
        ("/components/schemas/AppUpdate/properties/name", "HTTPS://A.example", "HTTPS://A.example"),
    ],
)
def test_a_value_in_one_form_for_all_that_a_server_may_make_of_it(field: str | None, value: Any, expected: Any) -> None:
    assert normalised(SPEC, field, value) == expected


def test_what_is_repeated_elsewhere_is_not_stored_under_its_own_name() -> None:
    """An echo says where a field of a creation is shown."""
    sent = {"title": "x", "maxStamps": 3}
    production_test = exchange("createProductionTest", 201, sample("ProductionTestRequest"), sent=sent)
    change = exchange("updateApp", 200, {}, sent={"name": "x"})
    assert stored(SPEC.operations["createProductionTest"], production_test) == {}
    assert stored(SPEC.operations["updateApp"], change) == {"/name": "x"}


def test_a_change_may_store_what_no_request_holds() -> None:
    acts = exchange("deleteCustomDomain", 200, {"status": "unconfigured"})
    assert acts.operation is not None
    assert stored(acts.operation, acts) == {"/status": "unconfigured", "/dnsRecords": []}


def test_what_lies_in_a_place_that_changes_along_may_change() -> None:
    before, after = ({"records": [{"id": 1, "host": host}], "recorded": host} for host in ("a", "b"))
    assert changed_between(before, after, ["/records"], []) == [("/recorded", "a", "b")]


def test_a_star_takes_members_out_of_each_element() -> None:
    """Of an array as of a map; what is no such thing stays as it is."""
    assert without([{"a": 1, "b": 2}, {"b": 3}, "text"], "/*/b") == [{"a": 1}, {}, "text"]
    assert without({"x": {"a": 1}, "y": {}}, "/*/a") == {"x": {}, "y": {}}
    assert without("text", "/*/a") == "text"
