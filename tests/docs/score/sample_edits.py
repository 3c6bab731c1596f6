"""Single edits of the sample answer on a faithful page: each one has to be found at its place."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Container, Iterator
from typing import Any

from contract_tests.docs.expected import Expected
from contract_tests.docs.facts import PlaceFacts, without_items
from contract_tests.docs.page import read_page
from scripts.spec.spec import Spec
from scripts.spec.unions import members
from tests.docs.score.edits import Edit

_SAMPLE = re.compile(r"(<ResponseExample>\n *```json[^\n]*\n)(.*?)(\n *```\n)", re.DOTALL)
RENAMED = "sample field renamed"

Change = Callable[[dict[str, Any], str], object]


def sample_edits(spec: Spec, ours: Expected, page: str) -> Iterator[Edit]:
    """Every documented field of the sample, if there is one, removed, renamed, retyped, nulled or joined by another."""
    found = _SAMPLE.search(page)
    if found is None:
        return
    sample = json.loads(found[2])
    described = read_page(page).places
    for place, documented in ours.fields.items():
        parent, _, name = place.rpartition("/")
        holders = [holder for holder in _holders(sample, parent) if name in holder]
        if name == "*" or not holders:
            continue
        missed, closed = _missed(documented, place, described), _closed(spec, ours, parent)
        for kind, shown, change in _changes(documented, missed, closed):
            changed = copy.deepcopy(sample)
            for holder in _holders(changed, parent):
                if name in holder:
                    change(holder, name)
            text = page[: found.start(2)] + json.dumps(changed, indent=2) + page[found.end(2) :]
            # Without what tells which member of a union an object is, nobody knows which field is missing.
            is_unknown = kind == RENAMED and name in _telling(spec, ours, parent)
            yield Edit(kind, f"{kind} {place}", text, f"/response/sample{parent if is_unknown else place}{shown}")


def _changes(documented: PlaceFacts, missed: bool, closed: bool) -> Iterator[tuple[str, str, Change]]:
    """Kinds of edits with what they add to the place, and how they change the object that holds the field."""
    nullable = "null" in documented.facts.get("type", "null").split(" | ")
    yield RENAMED, "", lambda holder, name: holder.update({f"{name}Renamed": holder.pop(name)})
    yield "sample field retyped", "", lambda holder, name: holder.update({name: _retyped(holder[name])})
    if missed:
        yield "sample field removed", "", lambda holder, name: holder.pop(name)
    if closed:
        yield "sample field added", "Extra", lambda holder, name: holder.update({f"{name}Extra": 1})
    if not nullable:
        yield "sample field nulled", "", lambda holder, name: holder.update({name: None})
    if "values" in documented.facts and not nullable:
        yield "sample value unknown", "", lambda holder, name: holder.update({name: "surprise"})
    if documented.facts.get("format") == "date-time" and not nullable:
        yield "sample format broken", "", lambda holder, name: holder.update({name: "04.05.2026"})


def _missed(documented: PlaceFacts, place: str, described: Container[str]) -> bool:
    """Whether the sample has to show a field: it is required, or is not among those that the page describes."""
    is_described = without_items(f"/response/body{place}") in described
    return bool(documented.facts.get("required")) or (documented.source in (None, "sample") and not is_described)


def _closed(spec: Spec, ours: Expected, parent: str) -> bool:
    pointer = ours.fields[parent].pointer if parent else ours.facts["/response/body"].pointer
    return spec.at(pointer).get("additionalProperties") is not True


def _telling(spec: Spec, ours: Expected, parent: str) -> set[str]:
    """The fields that tell the members of a union at a place apart."""
    found = members(spec, ours.fields[parent].pointer) if parent else []
    return {telling.needed for _, telling in found}


def _retyped(value: Any) -> Any:
    return "text" if isinstance(value, int | list | dict) else 7


def _holders(value: Any, path: str) -> Iterator[dict[str, Any]]:
    """The objects at a place of a sample."""
    head, _, rest = path[1:].partition("/")
    if not path:
        if isinstance(value, dict):
            yield value
    elif isinstance(value, list | dict):
        children = value if isinstance(value, list) else list(value.values()) if head == "*" else [value.get(head)]
        for child in children:
            yield from _holders(child, f"/{rest}" if rest else "")
