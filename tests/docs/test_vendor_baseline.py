from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.docs.conftest import OPENAPI, Run
from tests.docs.vendor_documents import PUBLISHED, Tree, body

# What the shipped baseline accepts of the document that the vendor publishes.
ACCEPTED = 49
ENTRIES = len(yaml.safe_load((OPENAPI / "vendor_openapi.baseline.yaml").read_text("utf-8")))


def test_the_baseline_accepts_what_is_known(run: Run, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run("--pages", pages, "--vendor-openapi", PUBLISHED)
    assert (code, report["verdict"], len(report["accepted"])) == (0, "conforms", ACCEPTED)
    assert report["baseline"] == []
    assert capsys.readouterr().out.count("accepted until ") == ACCEPTED


def test_json_is_read_like_yaml(run: Run, pages: Path, tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(yaml.safe_load(PUBLISHED.read_text("utf-8"))), "utf-8")
    assert run("--pages", pages, "--vendor-openapi", document)[0] == 0


def test_statuses_need_no_quotes(run: Run, pages: Path, tmp_path: Path) -> None:
    document = tmp_path / "theirs.yaml"
    document.write_text(PUBLISHED.read_text("utf-8").replace("'201':", "201:").replace("'200':", "200:"), "utf-8")
    code, report = run("--pages", pages, "--vendor-openapi", document)
    assert (code, len(report["accepted"])) == (0, ACCEPTED)


def test_a_finding_names_the_document(run: Run, pages: Path, tmp_path: Path, vendor: Tree) -> None:
    body(vendor)["properties"]["title"]["maxLength"] = 100
    document = tmp_path / "theirs.json"
    document.write_text(json.dumps(vendor), "utf-8")
    code, report = run("--pages", pages, "--vendor-openapi", document)
    (finding,) = report["findings"]
    assert (code, finding["rule"], finding["evidence"]) == (1, "vendor-openapi", [{"document": "theirs.json"}])
    assert [entry["state"] for entry in report["baseline"]] == ["unused"] * ENTRIES


def test_an_entry_past_its_day_accepts_nothing(run: Run, openapi: Path, pages: Path) -> None:
    baseline = openapi / "vendor_openapi.baseline.yaml"
    baseline.write_text(baseline.read_text("utf-8").replace("2027-05-31", "2020-01-01"), "utf-8")
    code, report = run("--pages", pages, "--vendor-openapi", PUBLISHED)
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
