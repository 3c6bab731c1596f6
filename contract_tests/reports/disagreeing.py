"""Answers that disagree: two operations, or one that shows something otherwise than all the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contract_tests.judging.compared import CHANGED_TEXT, THE_SAME
from contract_tests.judging.described import disagrees_with, field_of, odd_one, path_of, shown_elsewhere
from contract_tests.judging.evidence import ANOTHER_SECRET
from contract_tests.judging.values import shortened
from contract_tests.reports.phrases import code, value_of, words
from contract_tests.reports.places import MOST_NAMED
from contract_tests.reports.wording import Json

# What says how one value became of the other, and so follows it.
COMPARED = (THE_SAME, CHANGED_TEXT)


def disagreement(findings: Sequence[Json]) -> str:
    """A sentence about operations that disagree, with the odd one first; empty where that is not what was found."""
    pairs = list(_pairs(findings))
    names = dict.fromkeys(name for values in pairs for name in values)
    field = code(_field(findings)) if pairs else ""
    secrets = any(value.endswith(ANOTHER_SECRET) for values in pairs for value in values.values())
    # Of two, nobody can say which is right.
    if len(names) == 2 and len(pairs) == len(findings):
        (one, value), (other, another) = pairs[0].items()
        if secrets:
            return f"{code(one)} and {code(other)} disagree about {field}: they show different secrets."
        # What is said of the first value, such as that the other text comes before it, follows that.
        said = f"{code(other)} shows {value_of(another)}, {code(one)} shows {_other_value(value)}"
        return f"{code(one)} and {code(other)} disagree about {field}: {said}."
    name = odd_one(findings)
    if not name:
        return ""
    shown = pairs[0]
    listed = shortened([one for one in names if one != name], MOST_NAMED, code)
    if secrets:
        return f"{code(name)} disagrees with {listed} about {field}: it shows another secret."
    own, theirs = shown[name], next(value for one, value in shown.items() if one != name)
    both = [f"it shows {_other_value(own)}", f"they show {_other_value(theirs)}"]
    said = ", ".join(reversed(both) if any(one in own for one in COMPARED) else both)
    return f"{code(name)} disagrees with {listed} about {field}: {said}."


def _other_value(value: str) -> str:
    """A value that was compared with one that stands before it in the sentence."""
    changed = value.removeprefix(CHANGED_TEXT)
    return value_of(value) if changed == value else f"the same text {words(changed)}"


def _field(findings: Sequence[Json]) -> str:
    """What they disagree about: the part that all places of it end in, which a list has below its items."""
    paths = sorted((path_of(one["place"]).strip("/") for one in findings), key=len)
    alike = all(path == paths[0] or path.endswith(f"/{paths[0]}") for path in paths)
    return (paths[0] if alike else field_of(findings[0])) or "a value"


def _pairs(findings: Sequence[Json]) -> Iterator[dict[str, str]]:
    """For each finding about two operations, what each of them showed."""
    for finding in findings:
        if other := disagrees_with(finding):
            yield {finding["operation"]: finding["observed"], other: shown_elsewhere(finding["expected"])[0]}
