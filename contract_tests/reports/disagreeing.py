"""Answers that disagree: two operations, or one that shows something otherwise than all the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract_tests.judging.described import field_of, shown_elsewhere
from contract_tests.judging.values import listing
from contract_tests.reports.phrases import code
from contract_tests.reports.wording import Json

# Of two that disagree, nobody can say which is right.
PAIR = 2
MOST_NAMED = 3


def disagreement(findings: Sequence[Json]) -> str:
    """A sentence about operations that disagree, with the odd one first; empty where that is not what was found."""
    pairs = list(_pairs(findings))
    names = dict.fromkeys(name for values in pairs for name in values)
    field = code(field_of(findings[0]) or "a value") if pairs else ""
    if len(names) == PAIR and len(pairs) == len(findings):
        (one, value), (other, another) = pairs[0].items()
        said = f"{code(one)} shows {code(value)}, {code(other)} shows {code(another)}"
        return f"{code(one)} and {code(other)} disagree about {field}: {said}."
    odd = set.intersection(*({*values} for values in pairs)) if pairs else set()
    if len(odd) != 1 or len(names) == PAIR:
        return ""
    (name,), shown = odd, pairs[0]
    others = [one for one in names if one != name]
    more = [f"{len(others) - MOST_NAMED} more"] if len(others) > MOST_NAMED else []
    listed = listing([*map(code, others[:MOST_NAMED]), *more])
    values = code(shown[name]), code(next(value for one, value in shown.items() if one != name))
    return f"{code(name)} disagrees with {listed} about {field}: it shows {values[0]}, they show {values[1]}."


def _pairs(findings: Sequence[Json]) -> Iterator[dict[str, str]]:
    """For each finding about two operations, what each of them showed."""
    for finding in findings:
        expected, elsewhere = shown_elsewhere(finding.get("expected", ""))
        if elsewhere and elsewhere != finding["operation"]:
            yield {finding["operation"]: finding["observed"], elsewhere: expected}
