"""A finding about one of many items says which of them it is."""

from typing import Any

import pytest

from contract_tests.judging.items import is_of_some, item

APPS = {"data": [{"id": "a", "name": "x", "tags": ["1", "2"]}, {"id": "b", "name": "y"}, {"id": "c", "name": "y"}]}


def shown(place: str, observed: str, body: Any = APPS, expected: str = "present") -> str:
    """The item that is named for a finding in an answer with a body."""
    evidence = [{"response": {"status": 200, "body": body}}]
    return item({"place": place, "expected": expected, "observed": observed, "evidence": evidence})


@pytest.mark.parametrize(
    ("place", "observed", "named"),
    [
        ("/data/*/name", "'y'", '/data/1, one of 2 among 3: {"id": "b", "name": "y"}'),
        (
            "/data/*/name",
            "'y' (the same, in lower case)",
            '/data/1, one of 2 among 3: {"id": "b", "name": "y"}',
        ),
        ("/data/*/tags", "absent", '/data/1, one of 2 among 3: {"id": "b", "name": "y"}'),
        ("/data/*/tags", "['1', '2']", '/data/0, the only one of 3: {"id": "a", "name": "x", "tags": ["1", "2"]}'),
        ("/data/*/tags", "array", '/data/0, the only one of 3: {"id": "a", "name": "x", "tags": ["1", "2"]}'),
        ("/data/*/tags/*", "'2'", '/data/0/tags/1, the only one of 2: "2"'),
        ("/data/*/name of listApps", "'x'", '/data/0, the only one of 3: {"id": "a", "name": "x", "tags": ["1", "2"]}'),
    ],
)
def test_the_first_item_that_shows_it_is_named(place: str, observed: str, named: str) -> None:
    assert shown(f"response 200 body {place}", observed) == named


@pytest.mark.parametrize(
    ("place", "observed", "body"),
    [
        ("response 200 body /data/*/name", "'z'", APPS),
        ("response 200 body /data", "array of 3", APPS),
        ("response 200 body /data/*/name", "'x'", {"data": [{"name": "x"}]}),
        ("response 200 body /data/*/name", "'x'", "[body too long]"),
        ("request body /data/*/name", "'x'", APPS),
        ("response 200 header Location", "absent", APPS),
    ],
)
def test_nothing_is_named_where_no_item_of_several_shows_it(place: str, observed: str, body: Any) -> None:
    assert shown(place, observed, body) == ""


def test_of_several_that_show_the_same_it_is_the_one_that_the_reason_names() -> None:
    """What is odd in one item may be right in the next."""
    place, named = "response 200 body /data/*/name", '/data/2 of 3: {"id": "c", "name": "y"}'
    assert shown(place, "'y'", expected="'x', as listApps showed id 'c' before") == named
    assert shown(place, "'y'", expected="'x', as it was sent") == ""
    assert shown(place, "'y'", expected="'x', as in the path").startswith("/data/1, one of 2 ")
    assert shown(place, "'x'", expected="'y', as it was sent").startswith("/data/0 of 3: ")


def test_reason_may_name_a_text_that_is_an_item_itself() -> None:
    tags = {"tags": ["a", "b", "a"]}
    assert (
        shown("response 200 body /tags/*", "'a'", tags, "'c', as getApp showed 'a' before")
        == '/tags/0, one of 2 among 3: "a"'
    )
    assert shown("response 200 body /tags/*", "'a'", tags, "'c', as it was sent") == ""


def test_item_is_shown_with_the_letters_that_it_has() -> None:
    assert shown("response 200 body /*", "'é'", ["a", "é"]) == '/1, the only one of 2: "é"'


def test_items_of_a_map_are_known_by_their_names_and_a_long_one_is_cut() -> None:
    named = shown("response 200 body /*/kind", "'b'", {"one": {"kind": "a"}, "two": {"kind": "b", "text": "x" * 900}})
    assert named.startswith('/two, the only one of 2: {"kind": "b"')
    assert len(named) <= 300


def test_finding_without_an_exchange_has_no_item() -> None:
    finding = {"place": "response 200 body /data/*/name", "observed": "'x'"}
    assert item(finding) == item({**finding, "evidence": [{"hours": "24"}]}) == ""


def test_object_that_is_not_there_lacks_no_field() -> None:
    """A sponsor that is null has no name, and is right."""
    challenges = [{"id": 1, "sponsor": None}, {"id": 2, "sponsor": {"name": "x"}}, {"id": 3, "sponsor": {}}]
    assert (
        shown("response 200 body /*/sponsor/name", "absent", challenges)
        == '/2, the only one of 3: {"id": 3, "sponsor": {}}'
    )


def test_others_that_are_as_long_are_not_counted() -> None:
    texts = ["x" * 120, "y" * 120, "z"]
    assert shown("response 200 body /*", "string of 120 characters", texts).startswith('/0: "xxx')


def test_what_the_items_that_show_it_have_in_common_is_said() -> None:
    """A kind that the others have not, or null; not what each item has of its own."""
    kinds = [("a", "old", 1), ("b", "old", 2), ("c", "new", None), ("d", "old", 4), ("e", "new", None)]
    body: dict[str, Any] = {"data": [{"id": name, "kind": kind, "at": at, "in": {}} for name, kind, at in kinds]}
    for one in body["data"]:
        if one["kind"] == "old":
            one["in"] = {"x": 1}
    place = "response 200 body /data/*/in/x"
    assert shown(place, "absent", body).startswith(
        "/data/2, one of 2 among 5, only where kind is 'new' and at is null: "
    )
    assert shown(place, "absent", body, "present, as it was sent") == ""
    assert shown("response 200 body /data/*/id", "'c'", body).startswith("/data/2, the only one of 5: ")


def test_items_that_cannot_show_it_do_not_make_those_that_do_some() -> None:
    """Of an object that only items of one kind have, the others lack nothing."""
    body: dict[str, Any] = {"data": [{"in": {}}, {"in": {}}, {}, {"in": None}]}
    entry = {"place": "response 200 body /data/*/in/x", "expected": "present", "observed": "absent"}
    evidence = [{"response": {"status": 200, "body": body}}]
    assert not is_of_some(entry | {"evidence": evidence})
    body["data"].append({"in": {"x": 1}})
    assert is_of_some(entry | {"evidence": evidence})


def test_of_a_long_item_the_field_that_differs_comes_first() -> None:
    """The end is cut off."""
    items = [{"id": "a", "text": "x" * 400, "at": None}, {"id": "b", "text": "y", "at": 1}]
    assert shown("response 200 body /*/at", "null", items).startswith('/0, the only one of 2: {"id": "a", "at": null, ')
