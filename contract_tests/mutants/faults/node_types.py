"""Mutants of the catalogue of node types: types, and the fields of their settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.mutants.mock_rules import Tables, by_hand
from contract_tests.mutants.mutant import Mutant
from contract_tests.mutants.rewrites import at, json_body
from contract_tests.mutants.selection import but, listed, one_in
from scripts.spec.spec import Spec

LANGUAGE = "labels are in another language now and then"
MISSING = "leaves the last type out now and then"


def mutants(spec: Spec) -> Iterator[Mutant]:
    """Every mutant of the catalogue of node types."""
    yield from by_hand(spec, "catalogue", TABLES)


def _without_enum(field: dict[str, Any]) -> dict[str, Any]:
    return {**field, "type": "string"} if field["type"] == "enum" else field


TABLES: Tables = {
    ("listNodeTypes",): {
        "wraps the list": json_body(lambda found: {"nodeTypes": found}),
        "names the types by their labels": json_body(lambda found: [but(one, "type") for one in found]),
        "types without settings have no fields": json_body(
            lambda found: [one if one["fields"] else but(one, "fields") for one in found]
        ),
        "values of an enum are named one by one in a text": at("/*/fields/*/enumValues", ", ".join),
        "calls the type of an enum a string, and keeps its values": at(
            "/*/fields", lambda fields: [_without_enum(field) for field in fields]
        ),
        LANGUAGE: one_in(4, LANGUAGE, at("/*/label", str.upper)),
        MISSING: one_in(4, MISSING, listed("", lambda found: found[:-1])),
    },
}
