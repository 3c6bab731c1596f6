"""Says what changed in openapi/connect.yaml since an older version, for programs that call the API.

Exit code 0 whatever changed, since that is a report; 2 when a version cannot be read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import ROOT, Parser, command, run

from scripts.changes.report import compare_versions
from scripts.changes.versions import VersionError, base_version, working_tree
from scripts.codegen.project import GenerationError, Project


@command(GenerationError, VersionError)
def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("base", help="the older version: an OpenAPI file or a git revision")
    parser.add_report_dir(root / "reports")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        base = base_version(options.base, Project(root), Path(folder) / "old")
        comparison = compare_versions(base, working_tree(Project(root), Path(folder) / "new"))
    print(*comparison.lines(), sep="\n")
    data, fragment = comparison.write(options.report_dir)
    print(f"reports: {data} and, for the CHANGELOG, {fragment}")
    return 0


if __name__ == "__main__":
    run(main)
