"""What a page says in words, held against the spec in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.docs.differences import addition, difference, in_words
from contract_tests.docs.expected import Expected
from contract_tests.docs.page import Facts
from contract_tests.docs.places import LIMITS, Said, key_of
from contract_tests.drift.finding import Deviation, Severity

ALWAYS_IN_WORDS = ("type", "default", "values", "scheme", "media-types", "lifetime-seconds", "scope", *LIMITS)
NEVER_MISSED = ("example", "declared")
_ELSEWHERE = ("/operation", "/mentions/")


@dataclass(frozen=True)
class Words:
    """A page's facts beside the spec's and the locked ones, by a key that ignores the case of header names.

    `shown` holds the fields of the answer that the page's samples show; the spec may rely on them where the locked
    page had no words for a field either.
    """

    expected: Expected
    page: Facts
    locked: Facts
    shown: set[str]

    def deviations(self) -> Iterator[Deviation]:
        """Every difference, the page's places first."""
        ours = {key_of(place): (place, said) for place, said in self.expected.facts.items()}
        theirs = {key_of(place): (place, facts) for place, facts in self.page.items()}
        known = {key_of(place): facts for place, facts in self.locked.items()}
        for key, (place, facts) in theirs.items():
            if place.startswith(_ELSEWHERE):
                continue
            if key == "/response/status/any":
                yield from self._codes_anywhere(facts["codes"])
            elif key not in ours:
                if _parent(key) not in theirs or _parent(key) in ours:
                    yield _undocumented(place, facts, self._pointer(key, ours))
            else:
                yield from _held(place, facts, ours[key][1], known.get(key, {}))
        for key, (place, said) in ours.items():
            if key not in theirs and self._missed(key, said, known) and (_parent(key) in theirs or _top(key)):
                yield _missing(place, said, key in self.shown)

    def _missed(self, key: str, said: Said, known: Facts) -> bool:
        """Whether the page should have words for a place of the spec."""
        if said.source is not None or key in ("/request/body", "/response/body"):
            return False
        if key in known:
            return True
        if key.startswith("/response/body/"):
            return False
        return not key.startswith("/response/status/") and key != "/request/header/content-type"

    def _codes_anywhere(self, codes: list[str]) -> Iterator[Deviation]:
        documented = {code for said in self.expected.facts.values() for code in said.facts.get("codes", [])}
        for code in sorted(set(codes) - documented):
            place = f"documentation /response/status/any {code}"
            pointer = f"{self.expected.operation.pointer}/responses"
            yield Deviation("error-code", "additive", place, "not in the spec", "documented", pointer)

    def _pointer(self, key: str, ours: dict[str, tuple[str, Said]]) -> str:
        """Where the spec would say it: the nearest place above that it has."""
        while key:
            key = _parent(key)
            if key in ours:
                return ours[key][1].pointer
        return self.expected.operation.pointer


def _held(place: str, facts: dict[str, Any], said: Said, known: dict[str, Any]) -> Iterator[Deviation]:
    """The differences of a place that both sides have."""
    request = place.startswith("/request/")
    stated = {"values" if kind == "examples" and "values" in said.facts else kind: facts[kind] for kind in facts}
    retyped = "type" in stated and _severity("type", stated["type"], said, request) is not None
    for kind, value in stated.items():
        severity = _severity(kind, value, said, request)
        # Limits, defaults and formats of another type say nothing new.
        if severity and (not retyped or kind in ("type", "required")):
            ours = said.facts.get("pattern" if kind == "example" else kind)
            yield _changed(place, kind, severity, "not in the spec" if ours is None else in_words(ours), value, said)
    if not retyped:
        yield from _unsaid(place, stated, said, known)
    yield from _codes(place, facts.get("codes", []), said, known.get("codes", []))


def _unsaid(place: str, stated: dict[str, Any], said: Said, known: dict[str, Any]) -> Iterator[Deviation]:
    """The facts of the spec that the page should state at a place, and does not."""
    due = {"values" if kind == "examples" else kind for kind in known}
    due |= set(ALWAYS_IN_WORDS if place.startswith("/request/") else ())
    for kind in sorted((due & set(said.facts)) - set(stated)):
        if said.source is None and kind not in NEVER_MISSED:
            told = in_words(said.facts[kind])
            pointer = f"{said.pointer}{_at(kind)}"
            yield Deviation(kind, "additive", _place(place, kind), told, "no longer on the page", pointer)


def _codes(place: str, stated: list[str], said: Said, known: list[str]) -> Iterator[Deviation]:
    """The error codes of a status that the page no longer names, and those that the spec does not have."""
    ours = said.facts.get("codes", [])
    lost, new = sorted(set(known) & set(ours) - set(stated)), sorted(set(stated) - set(ours))
    if lost or new:
        told = [f"no longer {in_words(lost)}"] * bool(lost) + [f"also {in_words(new)}"] * bool(new)
        severity: Severity = "breaking" if lost else "additive"
        where = f"documentation {place} codes"
        yield Deviation("error-code", severity, where, in_words(ours), "; ".join(told), said.pointer)


def _severity(kind: str, value: Any, said: Said, request: bool) -> Severity | None:
    if kind == "codes":
        return None
    if kind == "example":
        pattern = said.facts.get("pattern")
        return None if pattern is None or re.search(pattern, value) else "breaking"
    if kind in said.facts:
        severity = difference(kind, value, said.facts[kind], request)
        # A new value of a list that the spec calls open is no break.
        only_new = kind == "values" and said.facts.get("open") and set(said.facts[kind]) <= set(value)
        return "additive" if severity and only_new else severity
    return None if kind in ("examples", "type", "value", "required") else addition(kind, value, request)


def _changed(place: str, kind: str, severity: Severity, ours: str, value: Any, said: Said) -> Deviation:
    return Deviation(kind, severity, _place(place, kind), ours, in_words(value), f"{said.pointer}{_at(kind)}")


def _undocumented(place: str, facts: dict[str, Any], pointer: str) -> Deviation:
    breaking = place.startswith("/request/") and facts.get("required") is True
    observed = f"documented, {facts['type']}" if "type" in facts else "documented"
    return Deviation(
        f"undocumented-{_noun(place)}",
        "breaking" if breaking else "additive",
        f"documentation {place}",
        "not in the spec",
        observed + (", required" if breaking else ""),
        pointer,
    )


def _missing(place: str, said: Said, shown: bool) -> Deviation:
    observed = "no longer described, though a sample shows it" if shown else "no longer on the page"
    return Deviation(
        f"missing-{_noun(place)}", "breaking", f"documentation {place}", "on the page", observed, said.pointer
    )


def _noun(place: str) -> str:
    for part, noun in (("/header/", "header"), ("/status/", "status"), ("/body/", "field")):
        if part in place:
            return noun
    return "parameter"


def _place(place: str, kind: str) -> str:
    return f"documentation {place} {kind}"


def _at(kind: str) -> str:
    return f"/{kind}" if kind in ("default", "format", *LIMITS) else ""


def _parent(key: str) -> str:
    return key.rpartition("/")[0]


def _top(key: str) -> bool:
    """Whether a place lies directly in a request or an answer."""
    return key.count("/") == 3
