"""The page of what is known to contradict the contract, or to stand in no promise of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from contract_tests.docs.lock import Lock
from contract_tests.judging.baseline import Accepted
from contract_tests.judging.looked import ALL
from scripts.reference.markdown import code, page, table
from scripts.reference.sources import in_words
from scripts.spec.spec import Spec

WEAK = ("inferred", "vendor-openapi", "sample", "guide")
BASELINE = [
    "Where the vendor's own OpenAPI document says something else than the vendor's pages. The contract follows the",
    "pages, with the reason beside it; `make docs-drift` reports an entry again after its day. The table is",
    "`openapi/vendor_openapi.baseline.yaml`, with what is alike in one row.",
    "",
]
UNPROMISED = [
    "What no page promises in words, by where it comes from. What is inferred is never asserted against a server.",
    "",
]
UNREADABLE = [
    "What the pages say that no program holds against anything, and why: their contradictions with themselves among",
    "it. The notes stand under `unreadable` in `openapi/docs.lock.yaml`.",
    "",
]


def contradictions_page(spec: Spec, entries: Sequence[Accepted], lock: Lock) -> str:
    """The page, from the baseline of the vendor's document, `x-source` in the contract, and notes in the lock."""
    notes = [
        [code(name), note["fact"], note["reason"]] for name, page_ in lock.pages.items() for note in page_.unreadable
    ]
    return page(
        "Contradictions and gaps",
        ["## Documentation against the vendor's OpenAPI", "", *BASELINE],
        table(["what differs", "where", "why it is accepted", "looked at again"], _alike(entries)),
        ["## Not promised in words", "", *UNPROMISED],
        *(_from(spec, source) for source in WEAK),
        ["## Read by people alone", "", *UNREADABLE],
        table(["page", "what it says", "why nothing is asserted"], notes),
    )


def _alike(entries: Sequence[Accepted]) -> Iterator[list[str]]:
    """A row for all entries of one kind, reason and day."""
    groups: dict[tuple[str, str, str], list[Accepted]] = {}
    for entry in entries:
        groups.setdefault((entry.kind, entry.reason, entry.expires.isoformat()), []).append(entry)
    for (kind, reason, expires), group in groups.items():
        yield [kind, ", ".join(dict.fromkeys(map(_where, group))), reason, expires]


def _where(entry: Accepted) -> str:
    place = code(entry.place.removeprefix("vendor-openapi "))
    return place if entry.operation == ALL else f"{code(entry.operation)} {place}"


def _from(spec: Spec, source: str) -> Iterator[str]:
    found = [[code(where), what] for where, what in _sourced(spec.root, source, ())]
    if found:
        words = in_words(source)
        yield from (f"### {words[:1].upper()}{words[1:]}", "")
        yield from table(["where in the contract", "what it is"], found)


def _sourced(value: Any, source: str, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Place and description of everything in the contract that names a source."""
    if isinstance(value, dict):
        if value.get("x-source") == source:
            yield _readable(path), str(value.get("description", ""))
        for key, inner in value.items():
            yield from _sourced(inner, source, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _sourced(inner, source, path)


def _readable(path: tuple[str, ...]) -> str:
    """A place of the contract without the words that only give it its structure."""
    return " ".join(step for step in path if step not in ("components", "schemas", "properties", "schema", "paths"))
