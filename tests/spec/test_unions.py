"""The members of a union without a tag are told apart by a required field that they alone have."""

from typing import Any

import pytest

from scripts.spec.document import Document
from scripts.spec.unions import member_of, members, told_apart


def described(*required: str, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object with some fields."""
    return {"type": "object", "required": list(required), "properties": {name: {} for name in (*required, *optional)}}


DONE, FAILED = described("app", optional=("key", "note")), described("error", optional=("key",))


def test_the_first_field_that_is_required_and_nowhere_else_tells_a_member() -> None:
    """What else a member alone has tells it where that field is missing."""
    done, failed = told_apart([DONE, FAILED])
    assert (done.needed, done.own) == ("app", frozenset({"app", "note"}))
    assert (failed.needed, failed.own) == ("error", frozenset({"error"}))


@pytest.mark.parametrize(
    "schemas",
    [
        [DONE],
        [DONE, {"type": "null"}],
        [DONE, described("app", "error")],
        [DONE, described("key", optional=("error",))],
        [{"type": "string"}, {"type": "array", "items": {}}],
    ],
)
def test_other_unions_are_not_told_apart_by_fields(schemas: list[dict[str, Any]]) -> None:
    """One member, null, other types, and members without a required field of their own are none."""
    assert told_apart(schemas) == []


@pytest.mark.parametrize(
    ("value", "member"),
    [
        ({"app": {}}, 0),
        ({"error": {}}, 1),
        ({"app": {}, "error": {}}, 0),
        ({"error": {}, "note": ""}, 1),
        ({"note": ""}, 0),
        ({"key": ""}, 0),
        ({"anything": ""}, 0),
        ([], 0),
    ],
)
def test_a_value_is_of_the_member_whose_field_it_has(value: Any, member: int) -> None:
    """The needed field counts before others; what has none is of the first member."""
    assert member_of(told_apart([DONE, FAILED]), value) == member


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_members_are_found_through_references(keyword: str) -> None:
    """Either keyword makes a union; one with a discriminator has tags."""
    union = {keyword: [{"$ref": "#/done"}, {"$ref": "#/failed"}]}
    document = Document({"union": union, "done": DONE, "failed": FAILED, "tagged": {**union, "discriminator": {}}})
    assert [pointer for pointer, _ in members(document, "/union")] == [f"/union/{keyword}/0", f"/union/{keyword}/1"]
    assert members(document, "/tagged") == []
    assert members(document, "/done") == []
