"""The page of all schemas of the contract: each field with its type, where that comes from, and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract_tests.judging.baseline import Accepted
from scripts.reference.markdown import code, page, table, text
from scripts.reference.sources import contradicted, in_words
from scripts.reference.types import COMPOSED, limits_of, type_of, with_limits
from scripts.spec.spec import Spec

COLUMNS = ("field", "type", "what it is", "source")
SCHEMAS = "/components/schemas"

Contradictions = Mapping[tuple[str, str], list[str]]


def schemas_page(spec: Spec, entries: Sequence[Accepted]) -> str:
    """The page of all schemas, in the order of the contract."""
    known = contradicted(entries)
    intro = [
        "What requests and answers are made of. A field without a source of its own has that of its schema; what each",
        "source means stands on the [first page](index.md). Fields that the contract does not name may come as well.",
        "",
    ]
    parts = (_schema(spec, name, known) for name in spec.at(SCHEMAS))
    return page("Schemas", intro, *parts)


def _schema(spec: Spec, name: str, known: Contradictions) -> Iterator[str]:
    schema = spec.at(f"{SCHEMAS}/{name}")
    yield from (f"## {name} {{ #{name} }}", "", text(schema.get("description", "")), "")
    if "properties" not in schema or not COMPOSED.keys().isdisjoint(schema):
        yield from (f"A value is {type_of(schema)}.", "")
    if rules := limits_of(schema):
        yield from (f"Besides: {', '.join(rules)}", "")
    source = schema.get("x-source")
    if source is not None:
        yield from (f"Source: {in_words(source)}.", "")
    required = schema.get("required", [])
    rows = [
        [code(field), type_of(written) + ", required" * (field in required), *_said(spec, written, source)]
        for field, written in schema.get("properties", {}).items()
    ]
    for row, field in zip(rows, schema.get("properties", {}), strict=True):
        row[-1] += _contradiction(known.get((name, field), []))
    yield from table(COLUMNS, rows)


def _said(spec: Spec, written: Mapping[str, Any], source: str | None) -> list[str]:
    """What is said of a field: its description with its limits, and its source."""
    inner: Mapping[str, Any] = spec.resolve(written)
    description = written.get("description", inner.get("description", ""))
    return [with_limits(description, limits_of(written)), in_words(written.get("x-source", source))]


def _contradiction(kinds: list[str]) -> str:
    return f"; [contradicted](contradictions.md) in {', '.join(kinds)}" if kinds else ""
