"""Invariants hold, are broken in words that name both values, or cannot be told where a value is not there."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.judging.invariants import broken_invariants

COUNT = {"count": "/results/*/error", "equals": "/errorCount"}
SUM = {"sum": "/parts/*/claims", "equals": "/claims"}
AT_MOST = {"value": "/claims", "at-most": "/participations"}
AMONG = {"value": "/entry", "among": "/nodes/*/id"}
UNLIKE = {"value": "/login", "unlike": "/web"}
BEFORE = {"value": "/createdAt", "before": "/expiresAt"}
ONLY_WHEN = {"value": "/choices", "only-when": {"field": "/type", "is": "enum"}}
TRUE_WHEN = {"value": "/isActive", "true-when": {"field": "/status", "is": "activated"}}
NULL_WHILE = {"value": "/completedAt", "null-while": "/isActive"}

EARLY, LATE = "2026-04-08T10:00:00Z", "2026-04-08T10:00:01Z"
NODES = [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (COUNT, {"results": [{"error": {}}, {"app": {}}], "errorCount": 1}),
        (COUNT, {"results": [], "errorCount": 0}),
        (SUM, {"parts": [{"claims": 1}, {"claims": 2}], "claims": 3}),
        (SUM, {"parts": [], "claims": 0}),
        (AT_MOST, {"claims": 1, "participations": 2}),
        (AT_MOST, {"claims": 2, "participations": 2}),
        (AMONG, {"entry": "b", "nodes": NODES}),
        (UNLIKE, {"login": "a", "web": "b"}),
        (BEFORE, {"createdAt": EARLY, "expiresAt": LATE}),
        (BEFORE, {"createdAt": EARLY, "expiresAt": EARLY}),
        (BEFORE, {"createdAt": EARLY, "expiresAt": "2026-04-08T12:00:00+02:00"}),
        (ONLY_WHEN, {"type": "enum", "choices": ["a"]}),
        (ONLY_WHEN, {"type": "enum"}),
        (ONLY_WHEN, {"type": "text"}),
        (ONLY_WHEN, {"type": "text", "choices": None}),
        (TRUE_WHEN, {"isActive": True, "status": "activated"}),
        (TRUE_WHEN, {"isActive": False, "status": "rejected"}),
        (NULL_WHILE, {"completedAt": None, "isActive": True}),
        (NULL_WHILE, {"isActive": True}),
        (NULL_WHILE, {"completedAt": EARLY, "isActive": False}),
    ],
)
def test_an_invariant_that_holds_is_not_named(rule: dict[str, Any], value: dict[str, Any]) -> None:
    assert list(broken_invariants([rule], value)) == []


@pytest.mark.parametrize(
    ("rule", "value", "broken"),
    [
        (
            COUNT,
            {"results": [{"error": {}}, {"app": {}}], "errorCount": 2},
            ("/errorCount", "the number of /results/*/error", "2 (there are 1)"),
        ),
        (
            SUM,
            {"parts": [{"claims": 1}, {"claims": 2}], "claims": 4},
            ("/claims", "the sum of /parts/*/claims", "4 (the sum is 3)"),
        ),
        (AT_MOST, {"claims": 3, "participations": 2}, ("/claims", "at most /participations", "3 (the bound is 2)")),
        (AMONG, {"entry": "c", "nodes": NODES}, ("/entry", "one of /nodes/*/id", "'c'")),
        (UNLIKE, {"login": "a", "web": "a"}, ("/login", "another than /web", "'a'")),
        (
            BEFORE,
            {"createdAt": LATE, "expiresAt": EARLY},
            ("/createdAt", "before /expiresAt", f"{LATE} (/expiresAt is {EARLY})"),
        ),
        (
            ONLY_WHEN,
            {"type": "text", "choices": ["a"]},
            ("/choices", "absent unless /type is enum", "array of 1"),
        ),
        (
            TRUE_WHEN,
            {"isActive": False, "status": "activated"},
            ("/isActive", "true exactly when /status is activated", "false (it is 'activated')"),
        ),
        (
            TRUE_WHEN,
            {"isActive": True, "status": "rejected"},
            ("/isActive", "true exactly when /status is activated", "true (it is 'rejected')"),
        ),
        (
            NULL_WHILE,
            {"completedAt": EARLY, "isActive": True},
            ("/completedAt", "null while /isActive is true", f"'{EARLY}'"),
        ),
    ],
)
def test_an_invariant_that_is_broken_is_said_with_both_values(
    rule: dict[str, Any], value: dict[str, Any], broken: tuple[str, str, str]
) -> None:
    assert list(broken_invariants([rule], value)) == [(0, *broken)]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (COUNT, {"results": [{"error": {}}]}),
        (COUNT, {"results": [{"error": {}}], "errorCount": "2"}),
        (SUM, {"parts": [{"claims": 1}]}),
        (SUM, {"parts": [{"claims": None}], "claims": 1}),
        (AT_MOST, {"claims": 3}),
        (AT_MOST, {"claims": 3, "participations": None}),
        (AT_MOST, {"claims": None, "participations": 2}),
        (AMONG, {"nodes": NODES}),
        (AMONG, {"entry": None, "nodes": NODES}),
        (AMONG, {"entry": "", "nodes": NODES}),
        (AMONG, {"entry": "c"}),
        (AMONG, {"entry": "c", "nodes": []}),
        (UNLIKE, {}),
        (UNLIKE, {"login": None, "web": None}),
        (BEFORE, {"createdAt": LATE}),
        (BEFORE, {"expiresAt": EARLY}),
        (BEFORE, {"createdAt": LATE, "expiresAt": "soon"}),
        (ONLY_WHEN, {}),
        (ONLY_WHEN, {"choices": ["a"]}),
        (TRUE_WHEN, {"isActive": True}),
        (TRUE_WHEN, {"isActive": True, "status": None}),
        (TRUE_WHEN, {"isActive": "yes", "status": "rejected"}),
        (NULL_WHILE, {"completedAt": EARLY}),
    ],
)
def test_an_invariant_is_not_broken_by_what_is_not_there(rule: dict[str, Any], value: dict[str, Any]) -> None:
    """What is missing, empty or of another type is for the strict reading to say."""
    assert list(broken_invariants([rule], value)) == []


def test_each_broken_invariant_of_an_object_is_named_by_its_place_in_the_list() -> None:
    found = broken_invariants([AT_MOST, UNLIKE, AMONG], {"login": "a", "web": "a", "entry": "c", "nodes": NODES})
    assert [(index, field) for index, field, *_ in found] == [(1, "/login"), (2, "/entry")]
