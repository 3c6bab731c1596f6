from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.changes.changes import Change
from scripts.changes.rules import RULES
from scripts.spec.reading import Loader
from tests.changes.small_spec import SMALL, between, changes

GROUPS: dict[str, list[dict[str, Any]]] = yaml.load(
    Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"), Loader
)
BACKWARDS = GROUPS.pop("backwards")
CASES = [case for group in GROUPS.values() for case in group]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_change_has_its_class(case: dict[str, Any]) -> None:
    assert classes(changes(case["old"], case["new"])) == set(case["found"])


@pytest.mark.parametrize("case", BACKWARDS, ids=[case["says"] for case in BACKWARDS])
def test_change_back_has_its_class(case: dict[str, Any]) -> None:
    assert classes(between(SMALL.replace(case["old"], case["new"]), SMALL)) == set(case["found"])


def test_error_code_that_comes_with_another_status_breaks() -> None:
    moved = SMALL.replace("{NOT_FOUND: {}}", "{NOT_FOUND: {}, TAKEN: {}}").replace("{TAKEN: {details: [by]}}", "{}")
    assert [f"{change.severity} {change.kind}" for change in between(SMALL, moved)] == [
        "breaking error-code-moved",
        "additive error-code-added",
    ]


@pytest.mark.parametrize(
    ("required", "found"), [(True, "breaking required-body-added"), (False, "additive body-added")]
)
def test_body_that_is_taken_now_breaks_when_it_is_needed(required: bool, found: str) -> None:
    base, fresh = yaml.safe_load(SMALL), yaml.safe_load(SMALL)
    del base["paths"]["/things/{thing_id}"]["post"]["requestBody"]
    fresh["paths"]["/things/{thing_id}"]["post"]["requestBody"]["required"] = required
    assert classes(between(yaml.safe_dump(base), yaml.safe_dump(fresh))) == {found}


def classes(found: list[Change]) -> set[str]:
    """Return the kinds of changes with their class."""
    return {f"{change.severity} {change.kind}" for change in found}


def test_every_rule_has_two_whole_sentences() -> None:
    for rule in RULES.values():
        for sentence in (rule.in_request, rule.in_response):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
