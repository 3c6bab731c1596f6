"""A page compared with its operation: fields, words, calls and samples, each cause said once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from contract_tests.docs.calls import call_deviations
from contract_tests.docs.differences import difference, in_words, merge_renames, undocumented
from contract_tests.docs.expected import Expected, expected, expected_of_guide
from contract_tests.docs.facts import PlaceFacts, above, by_key
from contract_tests.docs.lock import LockedPage
from contract_tests.docs.page import SECTION, Page
from contract_tests.docs.samples import Samples
from contract_tests.docs.words import word_deviations
from contract_tests.judging.finding import Deviation
from contract_tests.judging.shapes import Shapes
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

_ABSENT = "no longer on the page"

# The pages of one spec are compared one after another.
_shapes = lru_cache(maxsize=1)(Shapes)


def compare(spec: Spec, operation: Operation, page: Page, locked: LockedPage) -> Iterator[tuple[str, Deviation]]:
    """Every difference between a page and the spec, with the rule that found it.

    Args:
        spec: The contract.
        operation: The operation that the page documents.
        page: The page as read.
        locked: What the page is known to state and to show; nothing for a page that was never locked.
    """
    ours = expected(operation)
    samples = Samples(_shapes(spec), ours, page, locked.shown)
    pointers = {place: there.pointer for place, there in ours.facts.items()} | {"": operation.pointer}
    places = [place for place in (*ours.facts, *ours.fields, *page.places) if "/header/" not in place]
    names = {step.lower() for place in places for step in place.split("/")[1:]}
    for rule, found in (
        ("documentation/operation", call_deviations(spec, ours, page)),
        ("documentation/fields", _field_deviations(ours, page, locked, samples.shown)),
        ("documentation/words", word_deviations(page, locked, ours.due, names, pointers, ours.elsewhere)),
        ("documentation/samples", samples.deviations()),
    ):
        once = {(deviation.kind, deviation.place): deviation for deviation in found}
        for deviation in merge_renames(list(once.values())):
            yield rule, replace(deviation, place=f"documentation {deviation.place}")


def compare_guide(spec: Spec, name: str, page: Page, locked: LockedPage) -> Iterator[tuple[str, Deviation]]:
    """Every difference between the page of a guide and what the spec has from it."""
    due = expected_of_guide(spec, name)
    for deviation in word_deviations(page, locked, due, set(), {"": f"/x-guides/{name}"}):
        yield "documentation/words", replace(deviation, place=f"documentation {deviation.place}")


def _field_deviations(ours: Expected, page: Page, locked: LockedPage, shown: set[str]) -> Iterator[Deviation]:
    """Every difference of the fields of a page from the spec's; `shown` are the fields that its samples show."""
    documented = by_key(ours.facts)
    theirs = by_key({name: place.facts for name, place in page.places.items() if not name.startswith(SECTION)})
    known = by_key(locked.places)
    for key, (place, facts) in theirs.items():
        if key in documented:
            yield from _differences(place, facts, documented[key][1], known[key][1] if key in known else {})
        elif above(key) not in theirs or above(key) in documented:
            observed = f"documented, {facts['type']}" if "type" in facts else "documented"
            pointer = _nearest_pointer(key, documented) or ours.operation.pointer
            yield undocumented(_noun(place), place, facts, observed, pointer)
    for key, (place, there) in documented.items():
        outermost = above(key) in theirs or key.count("/") == 3
        if key not in theirs and outermost and _due(key, there, key in known):
            observed = "no longer described, though a sample shows it" if key in shown else _ABSENT
            yield Deviation(f"missing-{_noun(place)}", "breaking", place, "on the page", observed, there.pointer)


def _nearest_pointer(key: str, documented: dict[str, tuple[str, PlaceFacts]]) -> str | None:
    """Where the spec has the nearest place above one that it does not have, if it has any."""
    while key := above(key):
        if key in documented:
            return documented[key][1].pointer
    return None


def _due(key: str, documented: PlaceFacts, known: bool) -> bool:
    """Whether the page should describe a place of the spec: it did, or every page does."""
    if documented.source is not None or key in ("/request/body", "/response/body"):
        return False
    return known or not (key.startswith("/response/") or key == "/request/header/content-type")


def _differences(place: str, facts: dict[str, Any], ours: PlaceFacts, known: dict[str, Any]) -> Iterator[Deviation]:
    """The differences of type and presence of a place that both sides have; `known` is what the page used to state."""
    request = place.startswith("/request/")
    for kind in ("type", "required"):
        if kind in facts and kind in ours.facts:
            if severity := difference(kind, facts[kind], ours, request):
                expected, observed = in_words(ours.facts[kind]), in_words(facts[kind])
                yield Deviation(kind, severity, f"{place} {kind}", expected, observed, ours.pointer)
        elif kind in ours.facts and ours.source is None and (kind in known or (request and kind == "type")):
            yield Deviation(kind, "additive", f"{place} {kind}", in_words(ours.facts[kind]), _ABSENT, ours.pointer)


def _noun(place: str) -> str:
    for part, noun in (("/header/", "header"), ("/body/", "field")):
        if part in place:
            return noun
    return "parameter"
