from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.spec.spec import Spec
from tests.docs.conftest import Run
from tests.docs.vendor_documents import PUBLISHED, TESTS, Tree, body, differences, schemas


def test_a_document_that_says_the_same_has_no_findings(spec: Spec, vendor: Tree) -> None:
    assert differences(spec, vendor) == []


CHANGES: list[tuple[Callable[[Tree], object], str, str, str]] = [
    (
        lambda d: body(d)["required"].append("description"),
        "required",
        "breaking",
        "schemas/ProductionTestCreate/description required",
    ),
    (
        lambda d: body(d)["properties"].pop("maxStamps"),
        "missing-field",
        "breaking",
        "schemas/ProductionTestCreate/maxStamps",
    ),
    (
        lambda d: body(d)["properties"].update({"region": {"type": "string"}}),
        "undocumented-field",
        "additive",
        "schemas/ProductionTestCreate/region",
    ),
    (
        lambda d: body(d)["properties"].update({"stamps": body(d)["properties"].pop("maxStamps")}),
        "missing-field",
        "breaking",
        "schemas/ProductionTestCreate/maxStamps",
    ),
    (
        lambda d: body(d)["properties"]["title"].update(maxLength=100),
        "maxLength",
        "breaking",
        "schemas/ProductionTestCreate/title maxLength",
    ),
    (
        lambda d: body(d)["properties"]["title"].update(minLength=3),
        "minLength",
        "breaking",
        "schemas/ProductionTestCreate/title minLength",
    ),
    (
        lambda d: body(d)["properties"]["targetPlatform"]["enum"].append("web"),
        "values",
        "additive",
        "schemas/ProductionTestCreate/targetPlatform values",
    ),
    (
        lambda d: body(d)["properties"]["targetPlatform"].update(enum=["ios"]),
        "values",
        "breaking",
        "schemas/ProductionTestCreate/targetPlatform values",
    ),
    (
        lambda d: body(d)["properties"]["maxStamps"].update(default=5),
        "default",
        "breaking",
        "schemas/ProductionTestCreate/maxStamps default",
    ),
    (
        lambda d: schemas(d)["Request"]["properties"]["id"].update(type="integer"),
        "type",
        "breaking",
        "schemas/ProductionTestRequest/id type",
    ),
    (
        lambda d: schemas(d)["Request"]["properties"]["status"].update(nullable=True),
        "type",
        "breaking",
        "schemas/ProductionTestRequest/status type",
    ),
    (
        lambda d: schemas(d)["Request"]["required"].remove("status"),
        "required",
        "breaking",
        "schemas/ProductionTestRequest/status required",
    ),
    (
        lambda d: d["paths"][TESTS]["post"]["responses"].update({"202": {"description": "Later"}}),
        "undocumented-status",
        "additive",
        "/response/202",
    ),
    (
        lambda d: d["paths"][TESTS]["post"]["responses"].update(
            {"200": d["paths"][TESTS]["post"]["responses"].pop("201")}
        ),
        "missing-status",
        "breaking",
        "/response/201",
    ),
    (
        lambda d: d["paths"][TESTS]["post"]["parameters"].pop(),
        "missing-parameter",
        "breaking",
        "/request/header/Idempotency-Key",
    ),
    (
        lambda d: d["paths"][TESTS]["post"]["parameters"].append(
            {"name": "dryRun", "in": "query", "required": True, "schema": {"type": "boolean"}}
        ),
        "undocumented-parameter",
        "breaking",
        "/request/query/dryRun",
    ),
    (lambda d: d["paths"][TESTS].pop("post"), "missing-operation", "breaking", "/operation"),
]


@pytest.mark.parametrize(("change", "kind", "severity", "place"), CHANGES, ids=[change[3] for change in CHANGES])
def test_one_change_is_one_finding(
    spec: Spec, vendor: Tree, change: Callable[[Tree], object], kind: str, severity: str, place: str
) -> None:
    change(vendor)
    ((_, found),) = differences(spec, vendor)
    assert (found.kind, found.severity, found.place) == (kind, severity, f"vendor-openapi {place}")


def test_what_the_spec_has_from_there_must_be_there(spec: Spec, vendor: Tree) -> None:
    del schemas(vendor)["App"]["properties"]["logo"]
    found = {operation.id: one for operation, one in differences(spec, vendor)}["listApps"]
    assert found.place == "vendor-openapi schemas/App/logo"
    assert found.expected == "as in the spec (vendor-openapi)"


def test_an_operation_with_other_credentials_is_none_of_the_contract(spec: Spec, vendor: Tree) -> None:
    vendor["components"]["securitySchemes"]["console"] = {"type": "http", "scheme": "bearer"}
    vendor["paths"]["/v1/members"] = {"get": {"security": [{"console": []}], "responses": {}}}
    assert differences(spec, vendor) == []


def test_fields_of_an_object_that_the_spec_leaves_open_are_no_findings(spec: Spec, vendor: Tree) -> None:
    replaced = vendor["paths"]["/v1/apps/{id}/redirect-uris"]["put"]["responses"]["200"]["content"]
    schema = replaced["application/json"]["schema"]
    schema["properties"] = schema["properties"] | {"region": {"type": "string"}}
    assert differences(spec, vendor) == []


def test_a_schema_that_holds_itself_is_read(spec: Spec, vendor: Tree) -> None:
    schemas(vendor)["Challenge"]["properties"]["sponsor"] = {
        "nullable": True,
        "allOf": [{"$ref": "#/components/schemas/Challenge"}],
    }
    places = {found.place for _, found in differences(spec, vendor)}
    assert "vendor-openapi schemas/Challenge/sponsor/id" in places


def test_a_difference_of_a_schema_is_said_once(spec: Spec, vendor: Tree) -> None:
    schemas(vendor)["Challenge"]["properties"]["title"]["type"] = "number"
    ((operation, found),) = differences(spec, vendor)
    assert (operation.id, found.place) == ("listProductionTests", "vendor-openapi schemas/Challenge/title type")


def test_what_their_document_leaves_open_is_said(run: Run, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, report = run("--pages", pages, "--vendor-openapi", PUBLISHED)
    line = "35 fields of App were not compared, since their document leaves that open (listApps)"
    assert line in report["notes"]
    assert line in capsys.readouterr().out


def test_a_schema_that_is_true_says_nothing(spec: Spec, vendor: Tree) -> None:
    body(vendor)["properties"]["title"] = True
    assert differences(spec, vendor) == []
    schemas(vendor)["Item"] = True
    assert differences(spec, vendor) == []


def test_json_by_another_media_type_is_read(spec: Spec, vendor: Tree) -> None:
    body(vendor)["properties"].pop("maxStamps")
    content = vendor["paths"][TESTS]["post"]["requestBody"]["content"]
    content["application/vnd.hopae+json; charset=utf-8"] = content.pop("application/json")
    assert [found.place for _, found in differences(spec, vendor)] == [
        "vendor-openapi schemas/ProductionTestCreate/maxStamps",
        "vendor-openapi /request/body media-types",
    ]
