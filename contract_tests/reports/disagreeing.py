"""Answers that disagree: which of several operations shows something otherwise than all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contract_tests.judging.described import field_of
from contract_tests.reports.phrases import code, listing
from contract_tests.reports.wording import Json

ELSEWHERE = re.compile(r"(.*), as (\w+) (?:shows|showed|answered)\b.*", re.DOTALL)
# Of two that disagree, nobody can say which is right.
LEAST_OPERATIONS = 3
MOST_NAMED = 3


def disagreement(findings: Sequence[Json]) -> str:
    """A sentence that names the operation all disagree with; empty where there is none."""
    pairs = list(_pairs(findings))
    odd = set.intersection(*({*values} for values in pairs)) if pairs else set()
    others = dict.fromkeys(name for values in pairs for name in values if name not in odd)
    if len(odd) != 1 or len(others) < LEAST_OPERATIONS - 1:
        return ""
    name, shown = odd.pop(), pairs[0]
    more = [f"{len(others) - MOST_NAMED} more"] if len(others) > MOST_NAMED else []
    listed = listing([*map(code, list(others)[:MOST_NAMED]), *more])
    values = code(shown[name]), code(next(value for one, value in shown.items() if one != name))
    field = code(field_of(findings[0]) or "a value")
    return f"{code(name)} disagrees with {listed} about {field}: {values[0]} and not {values[1]}."


def _pairs(findings: Sequence[Json]) -> Iterator[dict[str, str]]:
    """For each finding about two operations, what each of them showed."""
    for finding in findings:
        elsewhere = ELSEWHERE.fullmatch(finding.get("expected", ""))
        if elsewhere and elsewhere[2] != finding["operation"]:
            yield {finding["operation"]: finding["observed"], elsewhere[2]: elsewhere[1]}
