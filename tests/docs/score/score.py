"""How many single edits of the faithful pages are found, and how many harmless rewrites raise a false alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_tests.docs.comparison import compare
from contract_tests.docs.expected import expected
from contract_tests.docs.lock import Lock, LockedPage
from contract_tests.docs.page import read_page, unreadable
from contract_tests.judging.finding import Deviation
from scripts.spec.operations import Operation
from scripts.spec.spec import Spec
from tests.docs.score.edits import Edit, page_edits
from tests.docs.score.rewrites import rewrites
from tests.docs.score.sample_edits import sample_edits

FAITHFUL_PAGES = Path(__file__).resolve().parents[1] / "faithful"


@dataclass
class Score:
    """Counts by kind of edit; `missed` and `alarms` name what went wrong, `doubled` what was said more than once."""

    caught: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    rewrites: int = 0
    alarms: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many edits there were."""
        return sum(self.caught.values()) + len(self.missed)

    def lines(self) -> Iterator[str]:
        """The score for a terminal."""
        for kind, count in sorted(self.caught.items()):
            yield f"{count:5}  {kind}"
        yield from (f"missed: {one}" for one in self.missed)
        yield from (f"said more than once: {one}" for one in self.doubled)
        yield from (f"false alarm: {one}" for one in self.alarms)
        yield f"documentation: {self.total - len(self.missed)} of {self.total} edits found, {len(self.doubled)} of them"
        yield f"  more than once; {len(self.alarms)} false alarms in {self.rewrites} harmless rewrites"


def faithful_page(operation: Operation) -> str:
    """The page that says in other words what the vendor's page of an operation says."""
    return (FAITHFUL_PAGES / f"{operation.documentation.rpartition('/')[2]}.md").read_text("utf-8")


def score(spec: Spec, lock: Lock) -> Score:
    """Hold every edit and every rewrite of the faithful pages against the spec and the lock."""
    result = Score()
    for operation in spec.operations.values():
        page, known = faithful_page(operation), lock.pages[operation.id]
        for edit in (*page_edits(page), *sample_edits(spec, expected(operation), page)):
            _judge(result, operation, edit, findings(spec, operation, edit.text, known))
        for name, text in rewrites(page):
            result.rewrites += 1
            result.alarms += [f"{operation.id}, {name}: {one}" for one in findings(spec, operation, text, known)]
    return result


def findings(spec: Spec, operation: Operation, text: str, known: LockedPage) -> list[Deviation]:
    """The deviations of a page's text; a text that is no page has one."""
    why = unreadable(text)
    if why:
        return [Deviation("unreadable", "breaking", "documentation", "a page", why, operation.pointer)]
    return [deviation for _, deviation in compare(spec, operation, read_page(text), known)]


def _judge(result: Score, operation: Operation, edit: Edit, found: list[Deviation]) -> None:
    name = f"{operation.id}, {edit.what}"
    if any(edit.place in deviation.place for deviation in found):
        result.caught[edit.kind] += 1
    else:
        result.missed.append(f"{name} (found {[deviation.place for deviation in found]})")
    if len({(deviation.kind, deviation.place) for deviation in found}) > 1:
        result.doubled.append(f"{name}: {[(deviation.kind, deviation.place) for deviation in found]}")
