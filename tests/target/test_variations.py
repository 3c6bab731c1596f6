"""Bodies that differ from an accepted one in one value each."""

from pathlib import Path
from typing import Any

import pytest

from contract_tests.target.samples import every_field, is_valid
from contract_tests.target.variations import variations
from scripts.spec.checks import read_openapi
from scripts.spec.reading import load_spec

SPEC = load_spec()
LIBRARY = read_openapi((Path(__file__).parents[1] / "second_api" / "spec.yaml").read_bytes())
CREATION = SPEC.operations["createProductionTest"]
CHOICES = {"providerIds": ["bankidse", "ftn", "mitid"]}
FULL = {
    "title": "A test",
    "description": "x" * 1000,
    "providerIds": ["ftn"],
    "targetPlatform": "ios",
    "maxStamps": 1,
    "allowDuplicateParticipation": True,
}


def varied(body: dict[str, Any], choices: dict[str, list[str]] = CHOICES) -> set[tuple[str, str]]:
    return {(one.place, one.how) for one in variations(SPEC, CREATION, body, {"title": "Another"}, choices)}


def test_every_field_is_changed_and_each_optional_one_is_left_out() -> None:
    changed = {(f"/{name}", "differs") for name in FULL}
    assert varied(FULL) == changed | {(f"/{name}", "is left out") for name in FULL if name != "title"}


def test_every_field_that_is_not_there_is_added() -> None:
    assert varied({"title": "A test"}) == {("/title", "differs")} | {
        (f"/{name}", "is added") for name in FULL if name != "title"
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("maxStamps", 3), ("allowDuplicateParticipation", False), ("providerIds", ["mitid", "ftn", "bankidse"])],
)
def test_a_default_in_other_words_is_no_other_body(name: str, value: object) -> None:
    """Whether a server compares what was written or what it means is published nowhere."""
    assert (f"/{name}", "is left out") not in varied({"title": "A test", name: value})
    added = [one.body[name] for one in variations(SPEC, CREATION, {"title": "A test"}, {}, CHOICES) if name in one.body]
    assert value not in added


def test_choices_that_are_not_known_to_be_accepted_are_not_tried() -> None:
    assert not {place for place, how in varied({"title": "A test"}, {}) if place == "/providerIds"}
    assert ("/providerIds", "differs") not in varied(FULL, {})


def test_each_body_differs_in_the_place_that_it_names_and_keeps_to_the_schema() -> None:
    for spec in (SPEC, LIBRARY):
        for operation in spec.operations.values():
            if not operation.request_schema:
                continue
            body = every_field(spec, operation.request_schema)
            for one in variations(spec, operation, body, {}, {}):
                field = one.place.split("/")[1]
                assert one.body != body
                assert {**one.body, field: None} == {**body, field: None}
                assert is_valid(spec, operation.request_schema, one.body), one


def test_values_inside_a_list_are_changed_and_not_said_to_be_accepted_where_fields_have_to_fit() -> None:
    operation = SPEC.operations["createWorkflow"]
    body = every_field(SPEC, operation.request_schema or "")
    found = {one.place: one.certain for one in variations(SPEC, operation, body, {}, {})}
    assert found["/nodes/*/next"] is False
    assert found["/name"] is True
