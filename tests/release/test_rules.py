from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.release.rules import RULES
from tests.release.small_spec import SMALL, between, changes

CASES: list[dict[str, Any]] = [
    case
    for group in yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")).values()
    for case in group
]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_change_has_its_class(case: dict[str, Any]) -> None:
    found = {f"{change.severity} {change.kind}" for change in changes(case["old"], case["new"])}
    assert set(case["found"]) == found


def test_error_code_that_comes_with_another_status_breaks() -> None:
    moved = SMALL.replace("{NOT_FOUND: {}}", "{NOT_FOUND: {}, TAKEN: {}}").replace("{TAKEN: {details: [by]}}", "{}")
    assert [f"{change.severity} {change.kind}" for change in between(SMALL, moved)] == [
        "breaking error-code-moved",
        "additive error-code-added",
    ]


def test_every_rule_has_two_whole_sentences() -> None:
    for rule in RULES.values():
        for sentence in (rule.in_request, rule.in_response):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
