"""Score the two comparisons that need no target: documentation against spec, and spec against an older one.

Each is given single edits of known effect, which it has to find or classify, and harmless rewrites, of which it has
to say nothing. Exit code 0 when all are right, 1 when not.
"""

from __future__ import annotations

import sys

from contract_tests.docs.lock import read_lock
from contract_tests.docs.score import score as score_documentation
from contract_tests.spec import SPEC_PATH, load_spec
from scripts.codegen.document import load
from scripts.release.score.run import score as score_changes
from scripts.release.score.run import table


def main() -> int:
    """Print both scores and return the exit code."""
    documentation = score_documentation(load_spec(), read_lock(SPEC_PATH.with_name("docs.lock.yaml")))
    print(*documentation.lines(), "", sep="\n")
    changes = score_changes(load(SPEC_PATH), per_kind=None)
    print(*table(changes), sep="\n")
    right = not (documentation.missed or documentation.alarms) and all(change.right for change in changes)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
