"""Says what changed in openapi/connect.yaml since an older version, for programs that call the API.

Exit code 0 whatever changed, since that is a report; 2 when a version cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from scripts.codegen.document import SpecError
from scripts.codegen.project import GenerationError, Project
from scripts.release.report import Comparison, compare_versions
from scripts.release.versions import VersionError, base_version, working_tree

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str], root: Path) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="the older version: an OpenAPI file or a git revision")
    parser.add_argument("--report-dir", type=Path, default=root / "reports", help="where the reports go")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            base = base_version(options.base, Project(root), Path(folder) / "old")
            comparison = compare_versions(base, working_tree(Project(root), Path(folder) / "new"))
        print(*comparison.lines(), sep="\n")
        print(f"reports: {_write(comparison, options.report_dir)}")
    except (OSError, SpecError, GenerationError, VersionError) as error:
        print(f"error: {str(error).splitlines()[0]}", file=sys.stderr)
        return 2
    return 0


def _write(comparison: Comparison, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    data, fragment = folder / "spec-change.json", folder / "spec-change.md"
    data.write_text(json.dumps(comparison.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    fragment.write_text("\n".join(comparison.fragment()), encoding="utf-8")
    return f"{data} and, for the CHANGELOG, {fragment}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROOT))
