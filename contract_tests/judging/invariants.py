"""Invariants: what the spec's `x-invariants` say about the values of one object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_tests.judging.values import describe, instant, is_number
from scripts.spec.pointers import ABSENT, each, get


def broken_invariants(rules: list[dict[str, Any]], value: Any) -> Iterator[tuple[int, str, str, str]]:
    """The index of each rule that an object breaks, with the field, what was expected and what was observed."""
    for index, rule in enumerate(rules):
        broken = _broken(rule, value)
        if broken:
            yield index, *broken


def _broken(rule: dict[str, Any], value: Any) -> tuple[str, str, str] | None:
    """Field, expected and observed of an invariant that does not hold; None where it holds or cannot be told."""
    if "count" in rule:
        total, number = get(value, rule["equals"]), len(list(each(value, rule["count"])))
        holds = not is_number(total) or total == number
        return None if holds else (rule["equals"], f"the number of {rule['count']}", f"{total} (there are {number})")
    if "sum" in rule:
        total, parts = get(value, rule["equals"]), list(each(value, rule["sum"]))
        if is_number(total) and all(map(is_number, parts)) and sum(parts) != total:
            return rule["equals"], f"the sum of {rule['sum']}", f"{total} (the sum is {sum(parts)})"
        return None
    field, subject = rule["value"], get(value, rule["value"])
    if "at-most" in rule:
        bound = get(value, rule["at-most"])
        holds = not (is_number(subject) and is_number(bound)) or subject <= bound
        return None if holds else (field, f"at most {rule['at-most']}", f"{subject} (the bound is {bound})")
    if "among" in rule:
        known = list(each(value, rule["among"]))
        holds = subject in (ABSENT, None, "") or not known or subject in known
        return None if holds else (field, f"one of {rule['among']}", describe(subject))
    if "unlike" in rule:
        holds = subject in (ABSENT, None) or subject != get(value, rule["unlike"])
        return None if holds else (field, f"another than {rule['unlike']}", describe(subject))
    if "before" in rule:
        later = get(value, rule["before"])
        start, end = instant(subject), instant(later)
        holds = start is None or end is None or start <= end
        return None if holds else (field, f"before {rule['before']}", f"{subject} ({rule['before']} is {later})")
    if "only-when" in rule:
        given, needed = get(value, rule["only-when"]["field"]), rule["only-when"]["is"]
        holds = subject in (ABSENT, None) or given in (ABSENT, needed)
        return None if holds else (field, f"absent unless {rule['only-when']['field']} is {needed}", describe(subject))
    if "true-when" in rule:
        given, needed = get(value, rule["true-when"]["field"]), rule["true-when"]["is"]
        holds = given in (ABSENT, None) or not isinstance(subject, bool) or subject == (given == needed)
        words = f"true exactly when {rule['true-when']['field']} is {needed}"
        return None if holds else (field, words, f"{describe(subject)} (it is {describe(given)})")
    active = get(value, rule["null-while"]) is True
    if active and subject is not None and subject is not ABSENT:
        return field, f"null while {rule['null-while']} is true", describe(subject)
    return None
