from __future__ import annotations

from typing import Any

import pytest
import yaml

from scripts.spec.document import Document
from scripts.spec.schemas import MergedSchema, Schemas

TEXT = """
Named: {type: object, required: [kind], properties: {kind: {const: named}, name: {type: string}}, description: A name}
Sized: {type: object, required: [size, unit], properties: {size: {type: number}}}
Text: {type: string, minLength: 1}
Nothing: {type: 'null'}
Circle: {type: [object, 'null'], properties: {inner: {$ref: '#/Circle'}}, allOf: [{$ref: '#/Circle'}]}
"""


def schemas(text: str) -> Schemas:
    """Return the schemas of a document that has one more, `It`."""
    root: dict[str, Any] = yaml.safe_load(TEXT) | {"It": yaml.safe_load(text)}
    return Schemas(Document(root))


def merged(text: str) -> MergedSchema:
    """Return a schema merged."""
    return schemas(text).merged(("/It",))


def test_parts_of_an_object_are_one() -> None:
    it = merged("{allOf: [{$ref: '#/Named'}, {$ref: '#/Sized'}], description: Both, x-note: here}")
    assert it.types == frozenset({"object"})
    assert it.properties == {
        "kind": ("/Named/properties/kind",),
        "name": ("/Named/properties/name",),
        "size": ("/Sized/properties/size",),
        "unit": (),
    }
    assert it.required == {"kind", "size", "unit"}
    assert (it.keywords, it.extensions, it.other) == ({"description": "Both"}, {"x-note": "here"}, {})


def test_keywords_beside_a_reference_hold_as_well() -> None:
    it = merged("{$ref: '#/Text', maxLength: 9, minLength: 0, properties: {own: {}}}")
    assert it.keywords == {"minLength": 1, "maxLength": 9}
    assert it.properties == {"own": ("/It/properties/own",)}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("{type: [string, 'null']}", {"string"}),
        ("{allOf: [{type: integer}, {type: number}]}", {"integer"}),
        ("{allOf: [{type: [string, number]}, {type: [string, integer]}]}", {"string", "integer"}),
        ("{allOf: [{type: string}, {type: boolean}]}", set()),
        ("{anyOf: [{$ref: '#/Text'}, {$ref: '#/Nothing'}]}", {"string"}),
        ("{}", None),
    ],
)
def test_types_are_those_that_every_part_takes(text: str, types: set[str] | None) -> None:
    assert merged(text).types == types


@pytest.mark.parametrize(
    ("text", "nullable"),
    [
        ("{}", True),
        ("{type: [string, 'null']}", True),
        ("{type: string}", False),
        ("{enum: [a, null]}", True),
        ("{enum: [a]}", False),
        ("{const: a}", False),
        ("{const: null}", True),
        ("{anyOf: [{type: string}, {type: 'null'}]}", True),
        ("{oneOf: [{$ref: '#/Text'}, {type: [integer, 'null']}]}", True),
        ("{oneOf: [{$ref: '#/Text'}, {$ref: '#/Named'}]}", False),
        ("{type: string, anyOf: [{type: string}, {type: 'null'}]}", False),
        (
            "{allOf: [{anyOf: [{$ref: '#/Text'}, {$ref: '#/Nothing'}]}, {oneOf: [{$ref: '#/Text'}, {type: integer}]}]}",
            False,
        ),
        ("{$ref: '#/Circle'}", True),
    ],
)
def test_null_is_taken_when_every_part_and_one_member_of_each_union_take_it(text: str, nullable: bool) -> None:
    assert merged(text).nullable is nullable


def test_members_of_a_union_are_left_apart_and_a_second_union_is_not_known() -> None:
    it = merged("{oneOf: [{$ref: '#/Named'}, {$ref: '#/Sized'}, {type: 'null'}], anyOf: [{type: object}, {}]}")
    assert it.members == [("/It/oneOf/0",), ("/It/oneOf/1",)]
    assert it.other == {"a second union": [{"type": "object"}, {}]}
    assert not it.anything


def test_what_contradicts_or_is_not_known_is_kept_as_it_is_written() -> None:
    it = merged("{pattern: a, allOf: [{pattern: b}], not: {$ref: '#/Nothing'}}")
    assert it.keywords == {"pattern": "a"}
    assert it.other == {"pattern of a part": "b", "not": {"type": "null"}}


@pytest.mark.parametrize("extra", ["false", "{type: string}"])
def test_required_field_without_a_schema_is_one_of_those_that_are_not_named(extra: str) -> None:
    it = merged(f"{{required: [a], additionalProperties: {extra}}}")
    assert it.properties == {"a": ("/It/additionalProperties",)}


def test_union_of_nothing_but_null_takes_null_alone() -> None:
    it = merged("{anyOf: [{type: 'null'}]}")
    assert (it.types, it.nullable) == (frozenset(), True)


def test_values_of_other_types_are_left_out() -> None:
    assert merged("{type: string, enum: [a, 1]}").values == ["a"]
    assert merged("{type: number, enum: [1, 2.5]}").values == [1, 2.5]


def test_constants_as_members_are_a_list_of_values() -> None:
    it = merged("{oneOf: [{const: a, title: First}, {enum: [b]}]}")
    assert (it.values, it.types, it.members) == (["a", "b"], frozenset({"string"}), [])


def test_schema_that_is_false_takes_nothing() -> None:
    none = schemas("{properties: {none: false}}").merged(("/It/properties/none",))
    assert (none.types, none.nullable, none.other) == (frozenset(), False, {})


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("{}", ()),
        ("{additionalProperties: true}", ()),
        ("{additionalProperties: false}", None),
        ("{additionalProperties: {type: string}}", ("/It/additionalProperties",)),
        ("{additionalProperties: {type: string}, allOf: [{additionalProperties: false}]}", None),
    ],
)
def test_fields_that_are_not_named_have_a_schema_or_are_none(text: str, extra: tuple[str, ...] | None) -> None:
    assert merged(text).extra == extra


def test_values_are_those_of_every_list_without_null() -> None:
    assert merged("{enum: [a, b, null], allOf: [{enum: [b, c, null]}]}").values == ["b"]
    assert merged("{type: string}").values is None


def test_schema_is_called_by_its_component_or_its_types() -> None:
    found = schemas("{properties: {a: {$ref: '#/Text'}, b: {type: [string, integer]}, c: {}}}")
    assert [found.kind((f"/It/properties/{name}",)) for name in "abc"] == ["Text", "integer or string", "any"]
    assert found.component(("/It",)) == found.component(()) == ""


def test_required_fields_with_one_value_are_tags() -> None:
    assert schemas("{$ref: '#/Named'}").tags(("/It",)) == {"kind": "named"}
    assert schemas("{properties: {kind: {const: a}}}").tags(("/It",)) == {}
