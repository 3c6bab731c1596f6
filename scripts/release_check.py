"""Checks that the versions and the CHANGELOG say what changed since the last release, the newest tag vX.Y.Z.

Exit code 0 when they do, 1 when they do not, 2 when a version cannot be read.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.codegen.document import SpecError
from scripts.codegen.project import GenerationError, Project
from scripts.release.check import check_changelog, check_versions, last_release, number, released_version
from scripts.release.report import compare_versions
from scripts.release.versions import VersionError, base_version, commit, working_tree

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str], root: Path) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", nargs="?", help="the git revision of the last release, if it is not the newest tag")
    base = parser.parse_args(arguments).base
    project = Project(root)
    try:
        errors = list(_check(project, base or last_release(root, project.version)))
    except (OSError, SpecError, GenerationError, VersionError) as error:
        print(f"error: {str(error).splitlines()[0]}", file=sys.stderr)
        return 2
    for message in errors:
        print(f"error: {message}", file=sys.stderr)
    if not errors:
        print(f"version {project.version} is ready for release")
    return 1 if errors else 0


def _check(project: Project, base: str | None) -> Iterator[str]:
    number(project.version, "pyproject.toml")
    if base is None:
        print("There is no release before this one (no tag vX.Y.Z), so only the CHANGELOG is checked.")
    else:
        # A file would not say which version of the package was released with it.
        released = released_version(project.root, commit(project.root, base))
        with tempfile.TemporaryDirectory() as folder:
            old = base_version(base, project, Path(folder) / "old")
            comparison = compare_versions(old, working_tree(project, Path(folder) / "new"))
            if comparison.no_surface:
                print(comparison.no_surface)
            yield from check_versions(comparison, released, project.version)
    yield from check_changelog(project.root, project.version)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROOT))
