from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scripts.changes.changes import worst
from scripts.spec.reading import load_spec
from tests.changes.pairs import Pair
from tests.changes.score.run import PAIRS, Outcome, edits, outcome, pair_outcome, sample, score, table
from tests.changes.small_spec import SMALL, between, changes

SPEC = load_spec(Path(__file__).resolve().parent.parent.parent / "openapi" / "connect.yaml")


@pytest.mark.slow
def test_one_edit_of_each_kind_gets_its_known_class() -> None:
    outcomes = [outcome(SPEC, edit) for edit in sample(edits(SPEC), 1)]
    assert len(outcomes) > 80
    assert [outcome for outcome in outcomes if not outcome.right] == []


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.says for pair in PAIRS])
def test_change_by_the_text_of_openapi_gets_its_class(pair: Pair) -> None:
    assert pair_outcome(pair).right


@pytest.mark.slow
def test_small_spec_with_a_recursive_schema_scores_full_marks(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    outcomes = score(load_spec(path), per_kind=3)
    assert len(outcomes) > 80
    assert [outcome for outcome in outcomes if not outcome.right] == []


def test_table_names_what_is_classified_wrong() -> None:
    outcomes = [
        Outcome("field removed", "#/a", "breaking", "breaking"),
        Outcome("field removed", "#/b", "breaking", None),
    ]
    assert list(table(outcomes)) == [
        "field removed    1 of   2  breaking",
        "wrong: field removed at #/b: None, not breaking",
        "spec changes classified right: 1 of 2 (2 edits, 0 harmless rewrites)",
    ]


def test_change_of_a_shared_component_is_reported_once_with_every_place() -> None:
    (change,) = changes("properties: {code: {type: string}}", "properties: {code: {type: [string, 'null']}}")
    assert (change.operation, change.place) == ("changeThing", "response 404 body /code")
    assert change.defined_at == "#/components/schemas/Error/properties/code"
    assert change.also == ("changeThing: response 409 body /code",)


def test_change_in_a_component_of_both_directions_is_reported_for_each() -> None:
    found = changes("radius: {type: number}", "radius: {type: integer}")
    assert [(change.severity, change.place) for change in found] == [
        ("breaking", "request body /shape/radius"),
        ("additive", "response 200 body /shape/radius"),
    ]


def test_breaking_changes_come_first() -> None:
    altered = SMALL.replace("summary: Change a thing", "summary: Alter").replace("maximum: 100", "maximum: 50")
    assert [change.severity for change in between(SMALL, altered)] == ["breaking", "documentation"]


def test_long_values_are_shortened() -> None:
    (change,) = changes("summary: Change a thing", f"summary: {'very ' * 40}long")
    assert len(change.after) <= 80


def test_worst_of_nothing_is_nothing() -> None:
    assert worst([]) is None


def test_additional_alternative_of_a_single_schema_widens_it() -> None:
    found = changes("ratio: {type: number}", "ratio: {anyOf: [{type: number}, {type: string}]}")
    assert [f"{change.severity} {change.kind}" for change in found] == ["additive member-added"]


def test_operations_behind_a_reference_are_not_passed_over() -> None:
    base = yaml.safe_load(SMALL)
    base["components"]["pathItems"] = {"Thing": base["paths"].pop("/things/{thing_id}")}
    base["paths"]["/things/{thing_id}"] = {"$ref": "#/components/pathItems/Thing"}
    text = yaml.safe_dump(base)
    found = between(text, text.replace("maximum: 100", "maximum: 50"))
    assert [f"{change.severity} {change.kind}" for change in found] == ["breaking limit-tightened"]
