from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.changes.compare import compare
from scripts.spec.checks import read_openapi
from scripts.spec.document import SpecError
from tests.changes.pairs import Pair, document, read_pairs

PAIRS = list(read_pairs(Path(__file__).with_name("pairs.yaml")))
# A comparison that looks at a pair as often as there are ways to it takes hours for these.
LONGEST_SECONDS = 10.0


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.says for pair in PAIRS])
def test_change_has_its_class(pair: Pair) -> None:
    assert {f"{change.severity} {change.kind}" for change in pair.changes()} == set(pair.found)


def test_security_scheme_that_is_not_there_is_named() -> None:
    source = yaml.safe_dump(document({"operation": {"security": [{"key": []}]}})).encode()
    with pytest.raises(SpecError, match=r"^:\d+: #/paths/~1things/post: there is no security scheme key$"):
        read_openapi(source)


def test_operation_id_that_is_taken_is_named() -> None:
    source = yaml.safe_dump(document({"paths": {"/others": {"get": {"operationId": "act"}}}})).encode()
    with pytest.raises(SpecError, match=r"has an operationId that is taken: act$"):
        read_openapi(source)


@pytest.mark.parametrize("keyword", ["properties", "allOf", "items", "additionalProperties"])
def test_chain_of_components_is_walked_to_its_end(keyword: str) -> None:
    def inside(name: str) -> dict[str, Any]:
        reference = {"$ref": f"#/components/schemas/{name}"}
        return {keyword: {"properties": {"next": reference}, "allOf": [reference]}.get(keyword, reference)}

    def chain(kind: str) -> bytes:
        links = {f"Link{number}": inside(f"Link{number + 1}") for number in range(250)}
        parts = {"answer": {"$ref": "#/components/schemas/Link0"}, "schemas": links | {"Link250": {"type": kind}}}
        return yaml.safe_dump(document(parts)).encode()

    old, new = read_openapi(chain("string")), read_openapi(chain("integer"))
    assert [change.kind for change in compare(old, new)] == ["type-changed"]


def test_nested_unions_are_compared_in_time() -> None:
    def union(depth: int, leaf: str) -> dict[str, Any]:
        if not depth:
            return {"type": "object", "properties": {"leaf": {"type": leaf}}}
        members = [union(depth - 1, leaf) | {"title": f"{depth}-{number}"} for number in range(4)]
        return {"oneOf": [{"type": "object", "properties": {f"in{n}": one}} for n, one in enumerate(members)]}

    began = time.process_time()
    found = Pair("", {"answer": union(4, "string")}, {"answer": union(4, "integer")}, []).changes()
    assert {change.kind for change in found} == {"type-changed"}
    assert time.process_time() - began < LONGEST_SECONDS


def test_shared_components_with_a_changed_leaf_are_compared_in_time() -> None:
    def layers(leaf: str) -> dict[str, Any]:
        schemas: dict[str, Any] = {"Layer30": {"type": leaf}}
        for number in range(30):
            inner = {"$ref": f"#/components/schemas/Layer{number + 1}"}
            schemas[f"Layer{number}"] = {"type": "object", "properties": dict.fromkeys("abc", inner)}
        return {"answer": {"$ref": "#/components/schemas/Layer0"}, "schemas": schemas}

    began = time.process_time()
    (change,) = Pair("", layers("string"), layers("integer"), []).changes()
    assert change.defined_at == "#/components/schemas/Layer30"
    assert time.process_time() - began < LONGEST_SECONDS


def test_union_that_holds_itself_is_compared() -> None:
    def tree(leaf: str) -> dict[str, Any]:
        member = {"$ref": "#/components/schemas/Tree"}
        branch = {"type": "array", "items": member}
        return {"answer": member, "schemas": {"Tree": {"anyOf": [branch, {"type": leaf}]}}}

    assert Pair("", tree("string"), tree("string"), []).changes() == []
    assert {change.kind for change in Pair("", tree("string"), tree("integer"), []).changes()} == {
        "member-removed",
        "member-added",
    }


def test_members_are_matched_by_meaning_whatever_their_order_and_their_names() -> None:
    names = ("One", "Two", "Three")

    def union(order: tuple[str, ...]) -> dict[str, Any]:
        schemas = {
            name: {"type": "object", "properties": {"in": {"type": "object", "properties": {original: {}}}}}
            for name, original in zip(order, names, strict=True)
        }
        return {"answer": {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}, "schemas": schemas}

    assert Pair("", union(names), union(("Two", "Three", "One")), []).changes() == []
