"""Generates the client in generated/ anew from openapi/connect.yaml, or checks that it is what it would become."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from scripts.codegen.document import SpecError
from scripts.codegen.generate import generate
from scripts.codegen.project import GenerationError, Project
from scripts.codegen.trees import compare, replace, report

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str], root: Path) -> int:
    """Run the command on the repository at `root`.

    Returns:
        0 when the package is in sync, 1 when `--check` finds that it is not, 2 when it cannot be generated.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if something would change")
    check = parser.parse_args(arguments).check
    try:
        return regenerate(Project(root), check)
    except SpecError as error:
        more = len(error.problems) - 1
        print(f"error: {error.problems[0]}" + (f" (and {more} more)" if more else ""), file=sys.stderr)
    except (GenerationError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
    return 2


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
        elif check:
            print(f"{name} is not what the spec gives; run: make regenerate")
            print(*report(differences, fresh, project.package), sep="\n")
            return 1
        else:
            replace(project.package, fresh)
            print(f"{name} is generated anew; {len(differences)} files differ from before")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROOT))
