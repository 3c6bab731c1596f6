"""Generates the client in generated/ anew from openapi/connect.yaml, or checks that it is what it would become."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts._command import ROOT, Parser, command, run

from scripts.codegen.generate import generate
from scripts.codegen.project import GenerationError, Project
from scripts.codegen.trees import compare, replace, report


@command(GenerationError)
def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command on the repository at `root`.

    Returns:
        0 when the package is in sync, 1 when `--check` finds that it is not, 2 when it cannot be generated.
    """
    parser = Parser(__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if something would change")
    return regenerate(Project(root), parser.parse_args(argv).check)


def regenerate(project: Project, check: bool = False) -> int:
    """Generate the package anew, or with `check` only compare, and say what came out.

    Returns:
        0, or 1 when `check` finds differences.

    Raises:
        GenerationError, SpecError, OSError: the package cannot be generated.
    """
    name = project.package.relative_to(project.root).as_posix()
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / project.package.name
        generate(project, fresh)
        differences = compare(fresh, project.package)
        if not differences:
            print(f"{name} is in sync with the spec")
            return 0
        if check:
            print(f"{name} is not what the spec gives; run: make regenerate")
            print(*report(differences, fresh, project.package), sep="\n")
            return 1
        replace(project.package, fresh)
        print(f"{name} is generated anew; {len(differences)} files differ from before")
        return 0


if __name__ == "__main__":
    run(main)
