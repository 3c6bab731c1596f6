"""Bodies at and beyond the documented limits, inside arrays and objects too."""

from pathlib import Path

import pytest

from contract_tests.target.beyond import beyond
from contract_tests.target.samples import is_valid, sample, several
from contract_tests.target.within import tied_values, within
from scripts.spec.checks import read_openapi
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec

SPEC = load_spec()
LIBRARY = read_openapi((Path(__file__).parents[1] / "second_api" / "spec.yaml").read_bytes())


def operations_with_body(spec: Spec) -> list[str]:
    return [operation.id for operation in spec.operations.values() if operation.request_schema]


def limits(spec: Spec, operation: str) -> set[tuple[str, str]]:
    return {(one.place, one.limit) for one in beyond(spec, spec.operations[operation])}


def test_limits_of_items_are_tried() -> None:
    found = limits(SPEC, "replaceRedirectUris")
    assert ("/redirectUris", "at most 20 items") in found
    assert ("/redirectUris/*", "at most 2048 characters") in found
    assert ("/redirectUris/*", "of type string") in found


def test_limits_deep_inside_are_tried() -> None:
    found = limits(LIBRARY, "createShelf")
    assert ("/rows", "at most 5 items") in found
    assert ("/rows/*/capacity", "required") in found
    assert any(place == "/rows/*/label" and limit.startswith("of the form") for place, limit in found)


def test_what_was_seen_in_a_sample_alone_is_no_limit() -> None:
    """Nobody promises that a verification whose channel is a number is refused."""
    found = {place for place, _ in limits(SPEC, "createWorkflow")}
    assert "/nodes/*/config" in found
    assert "/nodes/*/config/channel" not in found


def test_fields_that_have_to_fit_to_each_other_are_taken_from_examples_of_whole_bodies() -> None:
    (found,) = tied_values(SPEC, SPEC.operations["createWorkflow"])
    assert found.keys() == {"entryNodeId", "nodes"}
    assert found["entryNodeId"] in {node["id"] for node in found["nodes"]}
    assert tied_values(SPEC, SPEC.operations["createProductionTest"]) == []


@pytest.mark.parametrize("operation", operations_with_body(LIBRARY))
def test_each_change_breaks_the_schema_and_what_it_is_made_from_does_not(operation: str) -> None:
    schema = LIBRARY.operations[operation].request_schema
    assert schema is not None
    body = sample(LIBRARY, schema)
    assert is_valid(LIBRARY, schema, body)
    for change in beyond(LIBRARY, LIBRARY.operations[operation]):
        assert not is_valid(LIBRARY, schema, change.apply(body)), change


@pytest.mark.parametrize("operation", operations_with_body(LIBRARY))
def test_every_accepted_value_keeps_to_the_schema(operation: str) -> None:
    schema = LIBRARY.operations[operation].request_schema
    assert schema is not None
    for name, values in within(LIBRARY, LIBRARY.operations[operation]).items():
        assert values
        for value in values:
            assert is_valid(LIBRARY, f"{schema}/properties/{name}", value)


def test_a_list_that_tells_has_addresses_that_differ_in_what_is_easily_lost() -> None:
    found = several(SPEC, "/components/schemas/RedirectUris")
    assert len({one.lower() for one in found}) < len(set(found)) < len(found)
    assert any(":8443" in one for one in found)
    assert any("?" in one for one in found)


def test_an_example_with_something_before_it_breaks_a_pattern() -> None:
    broken = [one.value for one in beyond(SPEC, SPEC.operations["setCustomDomain"]) if one.field == "webDomain"]
    assert "https://verify.example.com" in broken


def test_two_fields_that_differ_are_sent_alike() -> None:
    (broken,) = [
        one for one in beyond(SPEC, SPEC.operations["setCustomDomain"]) if one.limit == "another than /webDomain"
    ]
    assert (broken.place, broken.value) == ("/oidcDomain", "verify.example.com")
