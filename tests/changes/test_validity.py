"""What the comparison says is held against a validator: a value that only one of two versions takes is no secret."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import jsonschema_rs
import pytest

from scripts.changes.changes import Change
from scripts.changes.compare import compare
from scripts.spec.checks import read_openapi
from tests.changes.pairs import document

NAMES = ("a", "b", "c")
COMPONENTS = ("One", "Two")
PLAIN: list[Any] = [None, True, False, 0, 1, 2.5, 3, 9, "a", "b", "abcdef", [], ["a"], [1, 1], {}, {"a": 1}]
SEEDS, VALUES = 400, 150

Schema = dict[str, Any]


def schema(random: Random, depth: int) -> Schema:
    """Return a schema of any kind, which may hold others."""
    makers = [_text, _number, _listed, _reference]
    makers += [_object, _object, _array, _composed] if depth else []
    return random.choice(makers)(random, depth)


def _text(random: Random, depth: int) -> Schema:
    limits = {"minLength": random.choice([0, 1, 3]), "maxLength": random.choice([1, 3, 9])}
    return {"type": random.choice(["string", ["string", "null"]])} | _some(random, limits)


def _number(random: Random, depth: int) -> Schema:
    limits = {"minimum": 1, "exclusiveMinimum": 0, "maximum": 3, "exclusiveMaximum": 9, "multipleOf": 0.5}
    return {"type": random.choice(["integer", "number"])} | _some(random, limits)


def _listed(random: Random, depth: int) -> Schema:
    return {"enum": random.sample(["a", "b", 1, True, None], random.randint(1, 4))}


def _reference(random: Random, depth: int) -> Schema:
    return {"$ref": f"#/components/schemas/{random.choice(COMPONENTS)}"}


def _object(random: Random, depth: int) -> Schema:
    fields = {name: schema(random, max(depth - 1, 0)) for name in random.sample(NAMES, random.randint(0, 3))}
    others = {"required": random.sample(NAMES, 1), "additionalProperties": random.choice([False, {"type": "string"}])}
    return {"type": "object", "properties": fields} | _some(random, others | {"minProperties": 1})


def _array(random: Random, depth: int) -> Schema:
    return {"type": "array", "items": schema(random, depth - 1)} | _some(random, {"minItems": 1, "uniqueItems": True})


def _composed(random: Random, depth: int) -> Schema:
    parts = [random.choice([_text, _number, _listed, _object])(random, 0) for _ in range(random.randint(1, 3))]
    return {random.choice(["anyOf", "allOf"]): parts}


def _some(random: Random, members: Schema) -> Schema:
    return {name: value for name, value in members.items() if random.random() < 0.4}


def altered(random: Random, value: Schema) -> Schema:
    """Return a schema with another one somewhere inside, or without a keyword."""
    fresh: Schema = json.loads(json.dumps(value))
    holders = [(one, name) for one in _dicts(fresh) for name in one if name not in ("type", "$ref")]
    if not holders or random.random() < 0.2:
        return _object(random, 2)
    holder, name = random.choice(holders)
    if name in NAMES:
        holder[name] = schema(random, 1)
    else:
        del holder[name]
    return fresh


def _dicts(value: Any) -> list[Schema]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*([value] if isinstance(value, dict) else []), *(one for item in inner for one in _dicts(item))]


def values(random: Random) -> list[Any]:
    """Return JSON values, objects of any fields among them."""
    objects = [{name: random.choice(PLAIN) for name in NAMES if random.random() < 0.6} for _ in range(VALUES)]
    return [*PLAIN, *objects, *([one] for one in objects[:20])]


def validator(schemas: Schema) -> jsonschema_rs.Draft202012Validator:
    """Return what decides about values of the first component."""
    return jsonschema_rs.Draft202012Validator(schemas["One"] | {"components": {"schemas": schemas}})


def changes(old: Schema, new: Schema) -> list[Change]:
    """Return what changes when the first component is both sent and answered."""
    use = {"$ref": "#/components/schemas/One"}
    parts = [{"request": use, "answer": use, "schemas": schemas} for schemas in (old, new)]
    return compare(*(read_openapi(json.dumps(document(one)).encode()) for one in parts))


@pytest.mark.parametrize("first", range(0, SEEDS, 50))
def test_value_that_only_one_version_takes_is_no_secret(first: int) -> None:
    for seed in range(first, first + 50):
        random = Random(seed)
        old = {"One": _object(random, 2), "Two": schema(random, 1) | {"title": "Two"}}
        # A component that refers to itself alone means nothing.
        old["Two"].pop("$ref", None)
        new = old | {"One": altered(random, old["One"])} if random.random() < 0.7 else old | {"Two": _text(random, 0)}
        before, after = validator(old), validator(new)
        found = changes(old, new)
        refused = {change.severity for change in found if change.place.startswith("request")}
        # A new field may have been sent before, of any kind, where the object is open; that counts for nothing.
        refused |= {"breaking" for change in found if change.kind == "field-added"}
        for value in values(random):
            if before.is_valid(value) and not after.is_valid(value):
                assert "breaking" in refused, (seed, value, old, new)
            if after.is_valid(value) and not before.is_valid(value):
                assert refused - {"documentation"}, (seed, value, old, new)
