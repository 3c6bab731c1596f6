"""A page compared with its operation: its facts in both directions, its calls and its samples, each cause said once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contract_tests.docs.calls import call_deviations
from contract_tests.docs.differences import addition, difference, in_words, merge_renames, undocumented
from contract_tests.docs.expected import Expected, expected
from contract_tests.docs.facts import LENGTHS, LIMITS, PlaceFacts, above, by_key
from contract_tests.docs.lock import LockedPage
from contract_tests.docs.page import Page, PageFacts
from contract_tests.docs.samples import Samples
from contract_tests.judging.finding import Deviation, Severity
from contract_tests.judging.shapes import Shapes
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec

_ALWAYS_STATED = ("type", "default", "values", "scheme", "media-types", "lifetime-seconds", "scope", *LIMITS)
_ABSENT = "no longer on the page"


def compare(spec: Spec, operation: Operation, page: Page, locked: LockedPage) -> Iterator[tuple[str, Deviation]]:
    """Every difference between a page and the spec, with the rule that found it.

    Args:
        spec: The contract.
        operation: The operation that the page documents.
        page: The page as read.
        locked: What the page is known to state and to show; nothing for a page that was never locked.
    """
    ours = expected(operation)
    samples = Samples(Shapes(spec), ours, page, locked.samples.get("response", {}))
    for rule, found in (
        ("documentation/operation", call_deviations(spec, ours, page)),
        ("documentation/words", _fact_deviations(ours, page.facts, locked.facts, samples.shown)),
        ("documentation/samples", samples.deviations()),
    ):
        once = {(deviation.kind, deviation.place): deviation for deviation in found}
        for deviation in merge_renames(list(once.values())):
            yield rule, replace(deviation, place=f"documentation {deviation.place}")


def _fact_deviations(ours: Expected, page: PageFacts, locked: PageFacts, shown: set[str]) -> Iterator[Deviation]:
    """Every difference of the facts of a page from the spec's; `shown` are the fields that its samples show."""
    documented, theirs = by_key(ours.facts), by_key(page)
    known = {key: facts for key, (_, facts) in by_key(locked).items()}
    for key, (place, facts) in theirs.items():
        if place.startswith(("/operation", "/mentions/")):
            continue  # These are compared with the calls.
        if key == "/response/status/any":
            yield from _codes_of_any_status(facts["codes"], ours)
        elif key in documented:
            yield from _differences(place, facts, documented[key][1], known.get(key, {}))
        elif above(key) not in theirs or above(key) in documented:
            observed = f"documented, {facts['type']}" if "type" in facts else "documented"
            pointer = _nearest_pointer(key, documented) or ours.operation.pointer
            yield undocumented(_noun(place), place, facts, observed, pointer)
    for key, (place, there) in documented.items():
        outermost = above(key) in theirs or key.count("/") == 3
        if key not in theirs and outermost and _due(key, there, known):
            observed = "no longer described, though a sample shows it" if key in shown else _ABSENT
            yield Deviation(f"missing-{_noun(place)}", "breaking", place, "on the page", observed, there.pointer)


def _codes_of_any_status(codes: list[str], ours: Expected) -> Iterator[Deviation]:
    documented = {code for there in ours.facts.values() for code in there.facts.get("codes", [])}
    for code in sorted(set(codes) - documented):
        place, pointer = f"/response/status/any {code}", f"{ours.operation.pointer}/responses"
        yield Deviation("error-code", "additive", place, "not in the spec", "documented", pointer)


def _nearest_pointer(key: str, documented: dict[str, tuple[str, PlaceFacts]]) -> str | None:
    """Where the spec has the nearest place above one that it does not have, if it has any."""
    while key := above(key):
        if key in documented:
            return documented[key][1].pointer
    return None


def _due(key: str, documented: PlaceFacts, known: PageFacts) -> bool:
    """Whether the page should describe a place of the spec: it did, or every page does."""
    if documented.source is not None or key in ("/request/body", "/response/body"):
        return False
    sometimes = key.startswith(("/response/body/", "/response/status/")) or key == "/request/header/content-type"
    return key in known or not sometimes


def _differences(place: str, facts: dict[str, Any], ours: PlaceFacts, known: dict[str, Any]) -> Iterator[Deviation]:
    """The differences of a place that both sides have; `known` are the facts that the page used to state there."""
    request = place.startswith("/request/")
    stated = {_name_of(kind, ours): value for kind, value in facts.items()}
    severities = {kind: _severity(kind, value, ours, request) for kind, value in stated.items()}
    retyped = severities.get("type") is not None
    for kind, severity in severities.items():
        # Limits, defaults and formats of another type say nothing new.
        if severity and (not retyped or kind in ("type", "required")):
            there = ours.facts.get("pattern" if kind == "example" else kind)
            expected = "not in the spec" if there is None else in_words(there)
            yield Deviation(kind, severity, f"{place} {kind}", expected, in_words(stated[kind]), _pointer(ours, kind))
    # What the spec has from elsewhere need not be on the page.
    if not retyped and ours.source is None:
        due = {_name_of(kind, ours) for kind in known} | set(_ALWAYS_STATED if request else ())
        for kind in sorted((due & set(ours.facts)) - set(stated)):
            expected, pointer = in_words(ours.facts[kind]), _pointer(ours, kind)
            yield Deviation(kind, "additive", f"{place} {kind}", expected, _ABSENT, pointer)
    yield from _codes(place, facts.get("codes", []), ours, known.get("codes", []))


def _name_of(kind: str, ours: PlaceFacts) -> str:
    """A kind of fact as the spec has it: its list of values is complete where the page gives examples."""
    return "values" if kind == "examples" and "values" in ours.facts else kind


def _codes(place: str, stated: list[str], ours: PlaceFacts, known: list[str]) -> Iterator[Deviation]:
    """The error codes of a status that the page no longer names, and those that the spec does not have."""
    codes = ours.facts.get("codes", [])
    lost, new = sorted(set(known) & set(codes) - set(stated)), sorted(set(stated) - set(codes))
    observed = "; ".join(f"{what} {in_words(some)}" for what, some in (("no longer", lost), ("also", new)) if some)
    if observed:
        severity: Severity = "breaking" if lost else "additive"
        yield Deviation("error-code", severity, f"{place} codes", in_words(codes), observed, ours.pointer)


def _severity(kind: str, value: Any, ours: PlaceFacts, request: bool) -> Severity | None:
    if kind == "codes":
        return None
    if kind == "example":
        pattern = ours.facts.get("pattern")
        return None if pattern is None or re.search(pattern, value) else "breaking"
    if kind in ours.facts:
        return difference(kind, value, ours, request)
    return None if kind in ("examples", "type", "value", "required") else addition(kind, value, request)


def _pointer(ours: PlaceFacts, kind: str) -> str:
    # The length of texts in an array is said where the array is described.
    owner = f"{ours.pointer}/items" if kind in LENGTHS and "[]" in ours.facts.get("type", "") else ours.pointer
    return f"{owner}/{kind}" if kind in ("default", "format", *LIMITS) else ours.pointer


def _noun(place: str) -> str:
    for part, noun in (("/header/", "header"), ("/status/", "status"), ("/body/", "field")):
        if part in place:
            return noun
    return "parameter"
