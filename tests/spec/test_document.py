from __future__ import annotations

from pathlib import Path

import pytest

from scripts.spec.document import Document, Problem, SpecError
from scripts.spec.objects import check_refs
from scripts.spec.reading import load_spec, parse_spec

TEXT = """\
openapi: 3.1.0
paths:
  /things:
    get:
      parameters: [{$ref: '#/components/parameters/Size'}]
components:
  parameters:
    Size:
      name: size
      schema: {$ref: '#/components/schemas/Size'}
  schemas:
    Size: {type: integer, description: A size}
    Own: {$ref: '#/components/schemas/Size', description: Another size, properties: {unit: {type: string}}}
    One: {$ref: '#/components/schemas/Other'}
    Other: {$ref: '#/components/schemas/One'}
    Tree:
      type: object
      properties:
        size: {$ref: '#/components/schemas/Size'}
        trees: {type: array, items: {$ref: '#/components/schemas/Tree'}}
        named: {additionalProperties: {oneOf: [{$ref: '#/components/schemas/Size'}, {type: string}]}}
"""
SIZE = "/paths/~1things/get/parameters/0"


@pytest.fixture
def document() -> Document:
    return parse_spec(TEXT.encode(), "things.yaml")


def test_references_are_followed_on_the_way_and_at_the_end_on_demand(document: Document) -> None:
    assert document.raw(SIZE) == {"$ref": "#/components/parameters/Size"}
    assert document.at(f"{SIZE}/name") == "size"
    assert document.raw(f"{SIZE}/schema") == {"$ref": "#/components/schemas/Size"}
    assert document.at(f"{SIZE}/schema/type") == "integer"
    assert document.locate(f"{SIZE}/schema") == "/components/schemas/Size"
    assert document.resolve({"$ref": "#/components/schemas/Size"})["type"] == "integer"


def test_member_beside_a_reference_comes_before_that_of_its_target(document: Document) -> None:
    assert document.raw("/components/schemas/Own/description") == "Another size"
    assert document.raw("/components/schemas/Own/properties/unit") == {"type": "string"}
    assert document.raw("/components/schemas/Own/type") == "integer"
    assert document.find("/components/schemas/Own", "/unit") == ["/components/schemas/Own/properties/unit"]


@pytest.mark.parametrize(
    "pointer", ["/nothing", "/components/schemas/Size/type/x", f"{SIZE}/1", "/components/schemas/One"]
)
def test_pointer_to_nothing_or_in_a_circle_is_a_key_error(document: Document, pointer: str) -> None:
    with pytest.raises(KeyError):
        document.at(pointer)


def test_reference_in_a_circle_is_a_problem_with_its_place(document: Document) -> None:
    assert [document.describe(problem) for problem in check_refs(document)] == [
        "things.yaml:14: #/components/schemas/One/$ref: #/components/schemas/Other leads nowhere",
        "things.yaml:15: #/components/schemas/Other/$ref: #/components/schemas/One leads nowhere",
    ]


def test_schema_that_contains_itself_has_finitely_many_parts(document: Document) -> None:
    tree = "/components/schemas/Tree"
    named = f"{tree}/properties/named/additionalProperties"
    assert sorted(document.parts(tree)) == sorted(
        [
            "/components/schemas/Size",
            tree,
            f"{tree}/properties/named",
            named,
            f"{named}/oneOf/0",
            f"{named}/oneOf/1",
            f"{tree}/properties/size",
            f"{tree}/properties/trees",
            f"{tree}/properties/trees/items",
        ]
    )


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/trees/*/size", ["/properties/size"]),
        ("/trees/0/trees/1/size", ["/properties/size"]),
        ("/named/any", ["/properties/named/additionalProperties"]),
        ("/size/x", []),
        ("/nothing", []),
    ],
)
def test_path_into_a_value_leads_to_its_schema(document: Document, path: str, found: list[str]) -> None:
    tree = "/components/schemas/Tree"
    assert document.find(tree, path) == [tree + pointer for pointer in found]


def test_reference_is_expanded_until_its_circle_closes(document: Document) -> None:
    assert document.expanded("/components/schemas/Own") == {
        "type": "integer",
        "description": "Another size",
        "properties": {"unit": {"type": "string"}},
    }
    inner = document.expanded("/components/schemas/Tree")["properties"]["trees"]["items"]["properties"]
    assert inner["size"] == {"type": "integer", "description": "A size"}
    assert inner["trees"]["items"] == {}


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("", 1),
        ("/paths/~1things/get", 4),
        ("/components/schemas/Size/type", 12),
        (f"{SIZE}/name", 9),
        (f"{SIZE}/schema/type", 12),
        (f"{SIZE}/schema/nothing/x", 10),
        ("/components/nothing/x", 6),
        ("/nothing", 1),
    ],
)
def test_line_is_that_of_the_value_or_of_the_nearest_around_it(document: Document, pointer: str, line: int) -> None:
    assert document.line(pointer) == line


def test_problem_is_one_line_of_bounded_length(document: Document) -> None:
    line = document.describe(Problem("/paths", "much \n" * 200))
    assert line.startswith("things.yaml:2: #/paths: much much")
    assert line.endswith(" ...")
    assert len(line) < 350


def test_document_without_a_file_has_no_lines() -> None:
    assert Document({"a": 1}).line("/a") == 1


def test_digest_is_the_same_with_line_ends_of_windows() -> None:
    windows = parse_spec(TEXT.replace("\n", "\r\n").encode(), "")
    assert windows.sha256 == parse_spec(TEXT.encode(), "").sha256


def test_file_that_cannot_be_read_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as error:
        load_spec(tmp_path / "openapi.yaml")
    assert error.value.problems == [f"{tmp_path.name}/openapi.yaml: No such file or directory"]
