"""Deviations of the vendor's facts from the spec's, and how grave each is for someone who calls the API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contract_tests.docs.facts import LIMITS, PlaceFacts, above
from contract_tests.docs.type_names import disagreement
from contract_tests.judging.finding import Deviation, Severity


def difference(kind: str, theirs: Any, ours: PlaceFacts, request: bool) -> Severity | None:
    """The severity of a fact that both sides state, or None where they agree.

    `kind` is that of the fact, such as `type` or `maxLength`, and `ours` what the spec states at the place, a fact of
    this kind among it. What tightens a `request` breaks, and what loosens an answer breaks.
    """
    known = ours.facts[kind]
    if kind in ("open", "pattern") or theirs == known:
        return None
    match kind:
        case "type":
            new, gone = disagreement(theirs, known)
        case "values":
            new, gone = set(theirs) - set(known), set(known) - set(theirs)
        case "required":
            return _severity(theirs is request)
        case "lifetime-seconds":
            return _severity(theirs < known)
        case _ if kind in LIMITS:
            tighter = theirs < known if kind.startswith("max") else theirs > known
            return _severity(tighter is request)
        case _:
            return "breaking"
    if not new and not gone:
        return None
    # A new value of a list that the spec calls open is no break.
    harmless = kind == "values" and ours.facts.get("open") and not gone
    return _severity(bool(gone) if request else bool(new) and not harmless)


def addition(kind: str, value: Any, request: bool) -> Severity:
    """The severity of a fact that only the vendor states."""
    tightens = kind in (*LIMITS, "values") and request
    return _severity(tightens or (kind == "required" and value is request))


def in_words(value: Any) -> str:
    """The value of a fact in one short line."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)


def undocumented(noun: str, place: str, facts: dict[str, Any], observed: str, pointer: str) -> Deviation:
    """The deviation of a place that the spec does not have: it breaks where a request has to send it.

    `noun` is what is there, such as `field`, `facts` what the vendor states of it and `observed` the same in words;
    `pointer` is where the spec would say it.
    """
    breaks = place.startswith("/request/") and facts.get("required") is True
    observed += ", required" if breaks else ""
    return Deviation(f"undocumented-{noun}", _severity(breaks), place, "not in the spec", observed, pointer)


def merge_renames(deviations: list[Deviation]) -> Iterator[Deviation]:
    """The deviations with each rename said once: one place gone and one new place beside it."""
    for deviation in deviations:
        beside = [other for other in deviations if above(other.place) == above(deviation.place)]
        gone = [other for other in beside if other.kind.startswith("missing-") and other.kind != "missing-sample"]
        new = [other for other in beside if other.kind.startswith("undocumented-")]
        if not (len(gone) == len(new) == 1) or deviation not in (gone[0], new[0]):
            yield deviation
        elif deviation is gone[0]:
            name = new[0].place.rpartition("/")[2]
            yield replace(deviation, severity="breaking", observed=f"absent, but a new `{name}` is there")


def _severity(breaks: bool) -> Severity:
    return "breaking" if breaks else "additive"
