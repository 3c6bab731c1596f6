from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract_tests.docs.surface import DocumentError
from contract_tests.docs.vendor import compare_documents
from scripts.spec.document import Document
from scripts.spec.spec import Spec
from tests.docs.conftest import OPENAPI, Run

VENDOR = Path(__file__).with_name("vendor.yaml")
ACCEPTED = len(yaml.safe_load((OPENAPI / "vendor_openapi.baseline.yaml").read_text("utf-8")))
TESTS = "/v1/apps/{id}/production-tests"

Tree = dict[str, Any]


@pytest.fixture
def vendor() -> Tree:
    """The vendor's document, free to be changed; it differs from the spec in what the baseline accepts, no more."""
    document: Tree = yaml.safe_load(VENDOR.read_text("utf-8"))
    app = document["components"]["schemas"]["App"]
    del app["required"][-2:]
    replaced = document["paths"]["/v1/apps/{id}/redirect-uris"]["put"]["responses"]["200"]["content"]
    replaced["application/json"]["schema"] = app | {"required": ["redirectUris"]}
    return document


def _body(document: Tree) -> Tree:
    schema: Tree = document["paths"][TESTS]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return schema


def _schemas(document: Tree) -> Tree:
    schemas: Tree = document["components"]["schemas"]
    return schemas


def test_a_document_that_says_the_same_has_no_findings(spec: Spec, vendor: Tree) -> None:
    assert list(compare_documents(spec, Document(vendor))) == []


CHANGES: list[tuple[Callable[[Tree], object], str, str, str]] = [
    (
        lambda d: _body(d)["required"].append("description"),
        "required",
        "breaking",
        "/request/body/description required",
    ),
    (lambda d: _body(d)["properties"].pop("maxStamps"), "missing-field", "breaking", "/request/body/maxStamps"),
    (
        lambda d: _body(d)["properties"].update({"region": {"type": "string"}}),
        "undocumented-field",
        "additive",
        "/request/body/region",
    ),
    (
        lambda d: _body(d)["properties"].update({"stamps": _body(d)["properties"].pop("maxStamps")}),
        "missing-field",
        "breaking",
        "/request/body/maxStamps",
    ),
    (
        lambda d: _body(d)["properties"]["title"].update(maxLength=100),
        "maxLength",
        "breaking",
        "/request/body/title maxLength",
    ),
    (
        lambda d: _body(d)["properties"]["title"].update(minLength=3),
        "minLength",
        "breaking",
        "/request/body/title minLength",
    ),
    (
        lambda d: _body(d)["properties"]["targetPlatform"]["enum"].append("web"),
        "values",
        "additive",
        "/request/body/targetPlatform values",
    ),
    (
        lambda d: _body(d)["properties"]["targetPlatform"].update(enum=["ios"]),
        "values",
        "breaking",
        "/request/body/targetPlatform values",
    ),
    (
        lambda d: _body(d)["properties"]["maxStamps"].update(default=5),
        "default",
        "breaking",
        "/request/body/maxStamps default",
    ),
    (
        lambda d: _schemas(d)["Request"]["properties"]["id"].update(type="integer"),
        "type",
        "breaking",
        "/response/201/body/id type",
    ),
    (
        lambda d: _schemas(d)["Request"]["properties"]["status"].update(nullable=True),
        "type",
        "breaking",
        "/response/201/body/status type",
    ),
    (
        lambda d: _schemas(d)["Request"]["required"].remove("status"),
        "required",
        "breaking",
        "/response/201/body/status required",
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
    (found,) = [
        one for operation, one in compare_documents(spec, Document(vendor)) if operation.id == "createProductionTest"
    ]
    assert (found.kind, found.severity, found.place) == (kind, severity, f"vendor-openapi {place}")


def test_what_the_spec_has_from_there_must_be_there(spec: Spec, vendor: Tree) -> None:
    del _schemas(vendor)["App"]["properties"]["logo"]
    found = {operation.id: one for operation, one in compare_documents(spec, Document(vendor))}["listApps"]
    assert found.place == "vendor-openapi /response/200/body/data/*/logo"
    assert found.expected == "as in the spec (vendor-openapi)"


def test_operations_that_only_they_have_are_no_findings(spec: Spec, vendor: Tree) -> None:
    vendor["paths"]["/v1/members"] = {"get": {"responses": {}}}
    assert list(compare_documents(spec, Document(vendor))) == []


def test_fields_of_an_object_that_the_spec_leaves_open_are_no_findings(spec: Spec, vendor: Tree) -> None:
    replaced = vendor["paths"]["/v1/apps/{id}/redirect-uris"]["put"]["responses"]["200"]["content"]
    schema = replaced["application/json"]["schema"]
    schema["properties"] = schema["properties"] | {"region": {"type": "string"}}
    assert list(compare_documents(spec, Document(vendor))) == []


def test_a_schema_that_holds_itself_is_read(spec: Spec, vendor: Tree) -> None:
    _schemas(vendor)["Challenge"]["properties"]["sponsor"] = {
        "nullable": True,
        "allOf": [{"$ref": "#/components/schemas/Challenge"}],
    }
    places = {found.place for _, found in compare_documents(spec, Document(vendor))}
    assert "vendor-openapi /response/200/body/challenge/sponsor/id" in places


def test_a_reference_that_leads_nowhere_is_reported(spec: Spec, vendor: Tree) -> None:
    _schemas(vendor)["Item"]["properties"]["challenge"] = {"$ref": "#/components/schemas/Gone"}
    why = "ValueError: the reference #/components/schemas/Gone leads nowhere"
    with pytest.raises(DocumentError, match=rf"^GET /v1/apps/\{{id\}}/production-tests cannot be read: {why}$"):
        list(compare_documents(spec, Document(vendor)))


def test_a_limit_that_is_no_number_is_reported(spec: Spec, vendor: Tree) -> None:
    _body(vendor)["properties"]["title"]["maxLength"] = None
    with pytest.raises(DocumentError, match=r"cannot be read: TypeError: maxLength is no number$"):
        list(compare_documents(spec, Document(vendor)))


def test_a_schema_that_is_true_says_nothing(spec: Spec, vendor: Tree) -> None:
    _body(vendor)["properties"]["title"] = True
    assert list(compare_documents(spec, Document(vendor))) == []


def test_json_by_another_media_type_is_read(spec: Spec, vendor: Tree) -> None:
    _body(vendor)["properties"].pop("maxStamps")
    content = vendor["paths"][TESTS]["post"]["requestBody"]["content"]
    content["application/vnd.hopae+json; charset=utf-8"] = content.pop("application/json")
    assert [found.place for _, found in compare_documents(spec, Document(vendor))] == [
        "vendor-openapi /request/body/maxStamps"
    ]


def test_the_baseline_accepts_what_is_known(run: Run, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run("--pages", pages, "--vendor-openapi", VENDOR)
    assert (code, report["verdict"], len(report["accepted"])) == (0, "conforms", ACCEPTED)
    assert capsys.readouterr().out.count("accepted until ") == ACCEPTED


def test_json_is_read_like_yaml(run: Run, pages: Path, tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(yaml.safe_load(VENDOR.read_text("utf-8"))), "utf-8")
    assert run("--pages", pages, "--vendor-openapi", document)[0] == 0


def test_statuses_need_no_quotes(run: Run, pages: Path, tmp_path: Path) -> None:
    document = tmp_path / "theirs.yaml"
    document.write_text(VENDOR.read_text("utf-8").replace("'201':", "201:").replace("'200':", "200:"), "utf-8")
    code, report = run("--pages", pages, "--vendor-openapi", document)
    assert (code, len(report["accepted"])) == (0, ACCEPTED)


def test_a_finding_names_the_document(run: Run, pages: Path, tmp_path: Path, vendor: Tree) -> None:
    _body(vendor)["properties"]["title"]["maxLength"] = 100
    document = tmp_path / "theirs.json"
    document.write_text(json.dumps(vendor), "utf-8")
    code, report = run("--pages", pages, "--vendor-openapi", document)
    (finding,) = report["findings"]
    assert (code, finding["rule"], finding["evidence"]) == (1, "vendor-openapi", [{"document": "theirs.json"}])
    assert [entry["state"] for entry in report["baseline"]] == ["unused"] * ACCEPTED


def test_an_entry_past_its_day_accepts_nothing(run: Run, openapi: Path, pages: Path) -> None:
    baseline = openapi / "vendor_openapi.baseline.yaml"
    baseline.write_text(baseline.read_text("utf-8").replace("2027-05-31", "2020-01-01"), "utf-8")
    code, report = run("--pages", pages, "--vendor-openapi", VENDOR)
    assert (code, len(report["findings"]), report["accepted"]) == (1, ACCEPTED, [])


@pytest.mark.parametrize("text", ["- {operation: listApps}", "x", "- ["])
def test_a_broken_baseline_is_one_line(
    run: Run, openapi: Path, pages: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (openapi / "vendor_openapi.baseline.yaml").write_text(text, "utf-8")
    assert run("--pages", pages)[0] == 2
    error = capsys.readouterr().err
    assert error.startswith("error: vendor_openapi.baseline.yaml")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "openapi: [",
        "swagger: '2.0'\npaths: {}",
        "openapi: 3.0.0",
        "openapi: 3.1.0\npaths: []",
        "\x00",
        "{" * 50,
    ],
)
def test_what_is_no_openapi_document_is_one_line(
    run: Run, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    document = tmp_path / "theirs.yaml"
    document.write_text(text, "utf-8")
    assert run("--pages", pages, "--vendor-openapi", document)[0] == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1


def test_a_document_that_is_not_there_is_one_line(
    run: Run, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--pages", pages, "--vendor-openapi", tmp_path / "none.json")[0] == 2
    assert capsys.readouterr().err.count("\n") == 1
