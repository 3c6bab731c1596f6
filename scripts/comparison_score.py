"""Score the two comparisons that need no target: documentation against spec, and spec against an older one.

Each is given single edits of known effect, which it has to find or classify, and harmless rewrites, of which it has
to say nothing; of what people wrote, nearly all. Exit code 0 when all are right, 1 when not.
"""

from __future__ import annotations

from collections.abc import Sequence

from scripts._command import Parser, command, run

from contract_tests.docs.lock import LockError, read_lock
from scripts.spec.reading import load_spec
from tests.changes.score.run import PAIRS, pair_outcome, table
from tests.changes.score.run import score as score_changes
from tests.docs.score.score import FAITHFUL_PAGES
from tests.docs.score.score import score as score_documentation
from tests.docs.score.written import score_written, written_cases


@command(LockError)
def main(argv: Sequence[str] | None = None) -> int:
    """Print both scores and return the exit code."""
    Parser(__doc__).parse_args(argv)
    spec = load_spec()
    lock = read_lock(FAITHFUL_PAGES / "docs.lock.yaml")
    documentation, written = score_documentation(spec, lock), score_written(spec, lock, written_cases())
    print(*documentation.lines(), *written.lines(), "", sep="\n")
    changes = [*map(pair_outcome, PAIRS), *score_changes(spec, per_kind=None)]
    print(*table(changes), sep="\n")
    right = not (documentation.missed or documentation.alarms) and all(change.right for change in changes)
    right = right and written.good
    return 0 if right else 1


if __name__ == "__main__":
    run(main)
