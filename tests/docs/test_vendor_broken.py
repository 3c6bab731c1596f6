from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.spec.spec import Spec
from tests.docs.conftest import Run
from tests.docs.vendor_documents import TESTS, Tree, differences, schemas

BROKEN: list[tuple[Callable[[Tree], object], str]] = [
    (
        lambda d: schemas(d)["Item"]["properties"].update(challenge={"$ref": "#/components/schemas/Gone"}),
        "#/components/schemas/Item/properties/challenge: refers to #/components/schemas/Gone, which is not there",
    ),
    (
        lambda d: schemas(d)["App"]["properties"]["name"].update(maxLength="long"),
        '#/components/schemas/App/properties/name/maxLength: "long" is not of type "number"',
    ),
    (lambda d: d.update(servers="here"), '#/servers: "here" is not of type "array"'),
    (
        lambda d: d["components"]["securitySchemes"].update(key="bearer"),
        '#/components/securitySchemes/key: "bearer" is not of type "object"',
    ),
    (
        lambda d: d["paths"][TESTS]["get"].update(security=["key"]),
        '#/paths/~1v1~1apps~1{id}~1production-tests/get/security/0: "key" is not of type "object"',
    ),
    (lambda d: schemas(d)["App"].update(type=[{}]), '#/components/schemas/App/type/0: {} is not of type "string"'),
    (
        lambda d: schemas(d)["App"].update(properties=["name"]),
        '#/components/schemas/App/properties: ["name"] is not of type "object"',
    ),
    (
        lambda d: schemas(d)["App"].update(required="name"),
        '#/components/schemas/App/required: "name" is not of type "array"',
    ),
    (lambda d: schemas(d).update(Node="node"), '#/components/schemas/Node: "node" is not of types "boolean", "object"'),
    (
        lambda d: d["paths"][TESTS].update(get=None),
        '#/paths/~1v1~1apps~1{id}~1production-tests/get: null is not of type "object"',
    ),
    (
        lambda d: d["paths"].update({TESTS: []}),
        '#/paths/~1v1~1apps~1{id}~1production-tests: [] is not of type "object"',
    ),
    (
        lambda d: d["paths"][TESTS]["get"]["parameters"].append({"name": "x"}),
        '#/paths/~1v1~1apps~1{id}~1production-tests/get/parameters/1: "in" is a required property',
    ),
    (
        lambda d: d["paths"][TESTS]["get"].update(parameters={}),
        '#/paths/~1v1~1apps~1{id}~1production-tests/get/parameters: {} is not of type "array"',
    ),
    (
        lambda d: d["paths"][TESTS]["get"]["responses"].update({"200": "fine"}),
        '#/paths/~1v1~1apps~1{id}~1production-tests/get/responses/200: "fine" is not of type "object"',
    ),
    (lambda d: d.update(security=[None]), '#/security/0: null is not of type "object"'),
    (
        lambda d: d["paths"].update({TESTS: {"$ref": "other.yaml#/tests"}}),
        "#/paths/~1v1~1apps~1{id}~1production-tests: refers to other.yaml#/tests, which is not there",
    ),
    (
        lambda d: d["paths"][TESTS]["get"].update(responses={"$ref": "#/paths"}),
        '#/paths/~1v1~1apps~1{id}~1production-tests/get/responses/$ref: "#/paths" is not of type "object"',
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("change", "why"), BROKEN, ids=[why for _, why in BROKEN])
def test_a_broken_document_says_what_is_broken(
    run: Run,
    pages: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    vendor: Tree,
    change: Callable[[Tree], object],
    why: str,
) -> None:
    change(vendor)
    document = tmp_path / "theirs.json"
    document.write_text(json.dumps(vendor), "utf-8")
    assert run("--pages", pages, "--vendor-openapi", document)[0] == 2
    assert capsys.readouterr().err == f"error: theirs.json: {why}\n"


def test_what_is_broken_where_no_operation_of_ours_needs_it_is_passed_over(spec: Spec, vendor: Tree) -> None:
    vendor["paths"]["/v1/members"] = {"get": None, "put": {"parameters": "none", "responses": {}, "security": []}}
    assert differences(spec, vendor) == []


def test_what_is_neither_json_nor_yaml_is_named_with_its_line(
    run: Run, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "theirs.json"
    document.write_text('{"openapi": "3.0.0",\n "paths": {]}', "utf-8")
    assert run("--pages", pages, "--vendor-openapi", document)[0] == 2
    assert "theirs.json:2:12: neither JSON nor YAML: " in capsys.readouterr().err
