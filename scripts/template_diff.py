"""Write down how the template overrides differ from the templates of the pinned generator, or check that."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from scripts._command import ROOT, Parser, command, run

from scripts.codegen.overrides import overrides
from scripts.codegen.project import Project

TEMPLATES = Project(ROOT).templates
RECORD = TEMPLATES / "overrides.diff"


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Return 0, or 1 when `--check` finds that the record is not what it would become."""
    parser = Parser(__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something would change")
    check, current = parser.parse_args(argv).check, overrides(TEMPLATES)
    if not check:
        RECORD.write_text(current, encoding="utf-8", newline="\n")
        return 0
    recorded = RECORD.read_text(encoding="utf-8")
    for line in difflib.unified_diff(recorded.splitlines(), current.splitlines(), "recorded", "now", lineterm=""):
        print(line)
    return int(recorded != current)


if __name__ == "__main__":
    run(main)
