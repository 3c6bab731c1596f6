"""Scores the comparison: every edit and every rewrite of the spec, and what was made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.changes.changes import worst
from scripts.changes.compare import compare
from scripts.changes.rules import Severity
from scripts.spec.document import Document
from tests.changes.pairs import Pair, read_pairs
from tests.changes.score.edits import Edit
from tests.changes.score.operation_edits import operation_edits
from tests.changes.score.rewrites import rewrites
from tests.changes.score.schema_edits import schema_edits

PAIRS = list(read_pairs(Path(__file__).with_name("pairs.yaml")))
# All of them take half a minute and tell no more.
PER_KIND = 6


@dataclass(frozen=True)
class Outcome:
    """An edit and the class that the comparison gave it; None for no change."""

    kind: str
    place: str
    expected: Severity | None
    found: Severity | None

    @property
    def right(self) -> bool:
        """Whether the class is the known one."""
        return self.expected == self.found


def edits(spec: Document) -> list[Edit]:
    """Return the single edits of a spec and its harmless rewrites, each once."""
    made = [*operation_edits(spec), *schema_edits(spec), *rewrites(spec)]
    return list({(edit.kind, edit.place): edit for edit in made}.values())


def sample(made: list[Edit], per_kind: int) -> list[Edit]:
    """Return at most so many edits of each kind, from all over the spec."""
    by_kind: dict[str, list[Edit]] = {}
    for edit in made:
        by_kind.setdefault(edit.kind, []).append(edit)
    return [edit for same in by_kind.values() for edit in same[:: -(-len(same) // per_kind)]]


def score(spec: Document, per_kind: int | None = PER_KIND) -> list[Outcome]:
    """Return the outcome of the edits of a spec: of all, or of so many of each kind."""
    made = edits(spec)
    return [outcome(spec, edit) for edit in (made if per_kind is None else sample(made, per_kind))]


def outcome(spec: Document, edit: Edit) -> Outcome:
    """Return what the comparison makes of one edit."""
    found = worst(change.severity for change in compare(spec, Document(edit.root)))
    return Outcome(edit.kind, edit.place, edit.expected, found)


def pair_outcome(pair: Pair) -> Outcome:
    """Return what the comparison makes of two small documents."""
    return Outcome("by the text of OpenAPI", pair.says, pair.found, worst(change.severity for change in pair.changes()))


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """Yield the lines of a table: right ones by kind, each wrong one by name, the total."""
    total, right = Counter(outcome.kind for outcome in outcomes), Counter(o.kind for o in outcomes if o.right)
    width = max(map(len, total), default=0)
    for kind, count in total.items():
        expected = {str(outcome.expected or "no change") for outcome in outcomes if outcome.kind == kind}
        yield f"{kind.ljust(width)}  {right[kind]:>3} of {count:>3}  {' or '.join(sorted(expected))}"
    for outcome in outcomes:
        if not outcome.right:
            yield f"wrong: {outcome.kind} at {outcome.place}: {outcome.found}, not {outcome.expected}"
    harmless = sum(outcome.expected is None for outcome in outcomes)
    yield (
        f"spec changes classified right: {right.total()} of {total.total()} "
        f"({len(outcomes) - harmless} edits, {harmless} harmless rewrites)"
    )
