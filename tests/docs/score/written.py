"""How many edits and rewordings of the faithful pages, written by people who know no reader, are told apart.

An edit is named by a finding; the finding shows it when a token that has changed stands in it. A rewording must raise
no finding, and none may stay after the page was locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract_tests.docs.lock import Lock, lock_page
from contract_tests.docs.page import read_page
from contract_tests.judging.finding import Deviation
from scripts.spec.spec import Spec
from tests.docs.score.score import FAITHFUL_PAGES, findings

CASES = Path(__file__).with_name("prose")


@dataclass
class WrittenScore:
    """The cases that went wrong, by what went wrong; `disputed` are those of which the class itself is in doubt."""

    edits: int = 0
    rewordings: int = 0
    unnamed: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether every edit is named, and no more than one of 20 rewordings is."""
        return not self.unnamed and 20 * len(self.alarms) <= self.rewordings

    def lines(self) -> Iterator[str]:
        """The score for a terminal."""
        for what in ("unnamed", "elsewhere", "unshown", "alarms", "left", "disputed"):
            yield from (f"{what}: {case}" for case in getattr(self, what))
        yield f"written edits: {self.edits - len(self.unnamed)} of {self.edits} named, {len(self.elsewhere)} of them"
        yield f"  elsewhere, {self.edits - len(self.unnamed) - len(self.unshown)} with the token that changed"
        yield f"written rewordings: {len(self.alarms)} of {self.rewordings} raise a finding, {len(self.left)} keep it"
        yield f"  after docs-lock; {len(self.disputed)} cases disputed"


def written_cases() -> list[dict[str, Any]]:
    """Every case, with `class` edit or rewording."""
    cases = []
    for name, kind in (("edits", "edit"), ("rewordings", "rewording"), ("hard", "")):
        found = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
        cases += [{"class": kind, "file": name} | case for case in found]
    return cases


def score_written(spec: Spec, lock: Lock, cases: list[dict[str, Any]]) -> WrittenScore:
    """Hold every case against the spec and the lock."""
    operations = {Path(operation.documentation).name: operation for operation in spec.operations.values()}
    result = WrittenScore()
    for case in cases:
        operation, text = operations[case["page"].removesuffix(".md")], _changed(case)
        if "disputed" in case:
            result.disputed.append(f"{case['name']}: {case['disputed']}")
            continue
        known = lock.pages[operation.id]
        found = findings(spec, operation, text, known)
        if case["class"] == "edit":
            _judge_edit(result, case, found)
        else:
            result.rewordings += 1
            result.alarms += [_named(case, found)] if found else []
            left = findings(spec, operation, text, lock_page(read_page(text), known.unreadable))
            result.left += [_named(case, left)] if left else []
    return result


def _changed(case: dict[str, Any]) -> str:
    """The page of a case with all of its changes made at once."""
    text = (FAITHFUL_PAGES / case["page"]).read_text("utf-8")
    new = {change["find"]: change["replace"] for change in case.get("changes", [case])}
    assert all(text.count(old) == 1 for old in new), case["name"]
    return re.sub("|".join(map(re.escape, new)), lambda old: new[old[0]], text)


def _judge_edit(result: WrittenScore, case: dict[str, Any], found: list[Deviation]) -> None:
    result.edits += 1
    shown = " ".join(f"{one.kind} {one.place} {one.expected} {one.observed}" for one in found).lower()
    if not found:
        result.unnamed.append(_named(case, found))
        return
    # `page` is what stands in no field: a section, a sample or a call.
    places = [one.place.lower() for one in found]
    if not any(case["place"].lower() in place or case["place"] == "page" for place in places):
        result.elsewhere.append(_named(case, found))
    if not any(token.lower().replace("`", "") in shown.replace("`", "") for token in case["shows"]):
        result.unshown.append(_named(case, found))


def _named(case: dict[str, Any], found: list[Deviation]) -> str:
    said = "; ".join(f"{one.place.removeprefix('documentation ')}: {one.expected} | {one.observed}" for one in found)
    return f"{case['file']} {case['name']} ({case['kind']}, {case.get('place', '')}): {said}"
