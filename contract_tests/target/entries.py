"""Entries of maps in request bodies whose keys name things of the target, as its collections show them (`x-keys`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.requests import keyed_fields
from contract_tests.sending.run import Run
from contract_tests.target.samples import is_valid
from scripts.spec.operations import Operation
from scripts.spec.pointers import child, each, get

# Each of them asks the target for something.
MOST_ENTRIES = 4


class Entries:
    """Gives the maps of a body keys that the target knows: `entries.fields(operation, path)`.

    Args:
        run: The run to send through.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._found: dict[str, dict[str, Any]] = {}

    def fields(self, operation: Operation, path: dict[str, str]) -> dict[str, Any]:
        """By field, a map of entries that should be taken; without those of which the target shows none.

        They are read once, below whatever the operation is called on first.
        """
        if operation.id not in self._found:
            keyed = keyed_fields(self._run.spec, operation)
            found = {name: self._entries(operation, name, keys, path) for name, keys in keyed.items()}
            self._found[operation.id] = {name: entries for name, entries in found.items() if entries}
        return self._found[operation.id]

    def _entries(self, operation: Operation, name: str, keys: dict[str, Any], path: dict[str, str]) -> dict[str, Any]:
        lister = self._run.spec.operations[keys["collection"]]
        exchange = self._run.send(lister, lister.own_path(path), query=keys.get("query"))
        where, rather = str(lister.extensions.get("x-shows", {}).get("at", "/*")), keys.get("rather")
        items = [one for one in each(exchange.json, where) if isinstance(get(one, keys["identifier"]), str)]
        if rather:
            items.sort(key=lambda item: get(item, rather["field"]) != rather["is"])
        pointer = child(operation.request_schema or "", "properties", name, "additionalProperties")
        entries = ((get(item, keys["identifier"]), _entry(item, keys.get("fields"))) for item in items)
        fitting = [(key, one) for key, one in entries if one is not None and is_valid(self._run.spec, pointer, one)]
        return dict(fitting[:MOST_ENTRIES])


def _entry(item: Any, fields: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the entry of an item needs, by its examples; None where it needs something of which there is none."""
    found = dict(_needed(item, fields)) if fields else {}
    return None if None in found.values() else found


def _needed(item: Any, fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in each(item, fields["each"]):
        name, example = get(field, fields["name"]), get(field, fields.get("example", "/example"))
        if isinstance(name, str) and get(field, fields["needed"]) is True:
            yield name, example if isinstance(example, str | bool) else None
