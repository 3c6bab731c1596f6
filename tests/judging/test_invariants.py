from __future__ import annotations

from typing import Any

import pytest

from contract_tests.judging.invariants import broken_invariants

ONLY_WHEN = {"value": "/choices", "only-when": {"field": "/type", "is": "enum"}}


@pytest.mark.parametrize(
    "value",
    [{"type": "enum", "choices": ["a"]}, {"type": "enum"}, {"type": "text"}, {"type": "text", "choices": None}, {}],
)
def test_a_field_that_another_one_calls_for_may_be_there_or_not(value: dict[str, Any]) -> None:
    assert list(broken_invariants([ONLY_WHEN], value)) == []


def test_a_field_that_another_one_does_not_call_for_is_named() -> None:
    found = list(broken_invariants([ONLY_WHEN], {"type": "text", "choices": ["a"]}))
    assert [one[:3] for one in found] == [(0, "/choices", "absent unless /type is enum")]


TRUE_WHEN = {"value": "/isActive", "true-when": {"field": "/status", "is": "activated"}}


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ({"isActive": True, "status": "activated"}, True),
        ({"isActive": False, "status": "rejected"}, True),
        ({"isActive": True}, True),
        ({"isActive": False, "status": "activated"}, False),
        ({"isActive": True, "status": "rejected"}, False),
    ],
)
def test_a_flag_says_the_same_as_the_state(value: dict[str, Any], holds: bool) -> None:
    assert (list(broken_invariants([TRUE_WHEN], value)) == []) is holds
