"""The pages that are made have all that the contract, the baseline and the lock have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from contract_tests.docs.lock import read_lock
from contract_tests.judging.baseline import load_baseline
from scripts.reference.client import ROOT, examples_page, models_page, resources_page
from scripts.reference.contradictions import contradictions_page
from scripts.reference.markdown import code, flow, table, text
from scripts.reference.operations import operations_pages, overview_page
from scripts.reference.schemas import schemas_page
from scripts.reference.sources import VENDOR_BASELINE_PATH
from scripts.reference.types import type_of
from scripts.spec.operations import Operation
from scripts.spec.reading import load_spec

SPEC, ENTRIES = load_spec(), load_baseline(VENDOR_BASELINE_PATH)
PAGES = "".join(page for _, _, page in operations_pages(SPEC, ENTRIES))


def section(page: str, name: str) -> str:
    """What stands below a heading of the second level."""
    found = re.search(rf"^## {name} \{{ .*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[0]


@pytest.mark.parametrize("operation", list(SPEC.operations.values()), ids=lambda one: one.id)
def test_an_operation_shows_all_that_the_contract_says_of_it(operation: Operation) -> None:
    shown = section(PAGES, operation.id)
    assert code(f"{operation.method} {operation.path}") in shown
    assert text(operation.value["description"]) in shown
    assert operation.documentation in shown
    for parameter in operation.parameters:
        assert f"| {code(parameter.name)} in the {parameter.location} |" in shown
    for response in operation.responses.values():
        assert f"| {response.status} |" in shown
        assert all(code(name) in shown for name in response.error_codes)
    for name, value in operation.value.items():
        if name.startswith("x-") and name != "x-method":
            assert f"| {code(name)} | {code(flow(value))} |" in shown


def test_a_known_disagreement_stands_where_it_is_about() -> None:
    """One about an operation stands at the operation, one about a field at the field."""
    for entry in ENTRIES:
        if entry.operation != "all":
            assert entry.reason in section(PAGES, entry.operation)
    required = section(schemas_page(SPEC, ENTRIES), "App").splitlines()
    (row,) = (line for line in required if line.startswith("| `createdAt` |"))
    assert row.endswith("vendor's OpenAPI only; [contradicted](contradictions.md) in required |")


def test_every_field_of_every_schema_has_a_row() -> None:
    page = schemas_page(SPEC, [])
    for name, schema in SPEC.root["components"]["schemas"].items():
        rows = re.findall(r"^\| `(.+?)` \|", section(page, name), re.MULTILINE)
        assert rows == list(schema.get("properties", {})), name


def test_the_overview_links_every_operation() -> None:
    page = overview_page(SPEC)
    assert f"## {len(SPEC.operations)} operations" in page
    assert all(f"[{one.id}]({one.tag}.md#{one.id})" in page for one in SPEC.operations.values())


def test_contradictions_are_those_of_baseline_contract_and_lock() -> None:
    lock = read_lock(ROOT / "openapi" / "docs.lock.yaml")
    page = contradictions_page(SPEC, ENTRIES, lock)
    assert [entry for entry in ENTRIES if entry.place.removeprefix("vendor-openapi ") not in page] == []
    assert {entry.reason for entry in ENTRIES} <= set(re.findall(r"\| ([^|]+) \| \d{4}-\d\d-\d\d \|", page))
    inferred = page.partition("### Inferred\n")[2].partition("\n##")[0]
    written = (ROOT / "openapi" / "connect.yaml").read_text(encoding="utf-8")
    assert inferred.count("\n| `") == len(re.findall(r"x-source: inferred$", written, re.MULTILINE)) > 0
    notes = [note for locked in lock.pages.values() for note in locked.unreadable]
    assert notes != []
    assert [note for note in notes if note["reason"].replace("|", "\\|") not in page] == []


def test_the_client_pages_have_every_resource_model_and_example() -> None:
    """Each public method of each resource is named; what only leads to another resource is not."""
    resources = resources_page()
    assert "## connect.apps.redirect_uris\n" in resources
    assert "AppsRedirectUrisResource\n    options: {members: [get, replace]," in resources
    assert "::: hopae_connect.models.App\n" in models_page()
    examples = examples_page()
    assert all(path.read_text("utf-8").rstrip() in examples for path in Path(ROOT, "examples").glob("*.py"))


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/App"}}, "array of [App](schemas.md#App)"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "map of integer"),
        ({"anyOf": [{"$ref": "#/components/schemas/App"}, {"type": "null"}]}, "[App](schemas.md#App) or null"),
        ({"allOf": [{"$ref": "#/components/schemas/App"}, {"type": "object"}]}, "[App](schemas.md#App) and object"),
        ({"enum": ["ios", None]}, "`ios` or `None`"),
        ({"const": "challenge"}, "`challenge`"),
        ({}, "any"),
    ],
)
def test_a_type_is_said_in_words(schema: dict[str, object], words: str) -> None:
    assert type_of(schema) == words


def test_a_cell_keeps_its_bars_to_itself() -> None:
    assert table(["a"], [["x | y"]]) == ["| a |", "| --- |", "| x \\| y |", ""]
    assert table(["a"], []) == []
    assert yaml.safe_load(flow({"status": 404, "code": None})) == {"status": 404, "code": None}
