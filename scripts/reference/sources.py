"""Where a fact of the contract comes from, in words, and what is known to contradict it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from contract_tests.judging.baseline import Accepted
from scripts.reference.markdown import code, table
from scripts.spec.reading import SPEC_PATH
from scripts.spec.spec import Spec

EXTENSIONS_PATH = SPEC_PATH.with_name("extensions.schema.json")
VENDOR_BASELINE_PATH = SPEC_PATH.with_name("vendor_openapi.baseline.yaml")
SHORT = {
    None: "documented",
    "guide": "another page",
    "sample": "a sample only",
    "vendor-openapi": "vendor's OpenAPI only",
    "inferred": "inferred",
}
IN_SCHEMA = re.compile(r"vendor-openapi schemas/([^/ ]+)/([^/ ]+) (\S+)")


def in_words(source: str | None) -> str:
    """What a reference says of an `x-source`; another name than those of SHORT is that of a guide."""
    return SHORT[source] if source in SHORT else f"guide {code(source)}"


def legend(spec: Spec) -> list[str]:
    """A table of all that a reference says of sources, with what the schema of the extensions says of each."""
    kinds = json.loads(EXTENSIONS_PATH.read_text(encoding="utf-8"))["$defs"]["source"]["oneOf"]
    rows = [["documented", "The documentation page of the operation promises it."]]
    for kind in kinds:
        for name in kind.get("enum", [kind.get("const")]):
            url = spec.root["x-guides"].get(name)
            rows.append([f"[{in_words(name)}]({url})" if url else in_words(name), kind["description"]])
    return table(["source", "what it means"], rows)


def contradicted(entries: Iterable[Accepted]) -> dict[tuple[str, str], list[str]]:
    """By schema and field, in what the vendor's own OpenAPI document says something else."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        if match := IN_SCHEMA.fullmatch(entry.place):
            schema, name, what = match.groups()
            found.setdefault((schema, name), []).append(what)
    return found


def about(entries: Iterable[Accepted], operation: str) -> Iterator[Accepted]:
    """The known disagreements about one operation alone."""
    return (entry for entry in entries if entry.operation == operation)
