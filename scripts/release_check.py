"""Checks that the versions and the CHANGELOG say what changed since the last release, the newest tag vX.Y.Z.

Exit code 0 when they do, 1 when they do not, 2 when a version cannot be read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts._command import ROOT, Parser, command, complain, run

from scripts.changes.check import check_changelog, check_tag, check_versions, last_release, number, released_version
from scripts.changes.report import compare_versions
from scripts.changes.versions import VersionError, base_version, commit, working_tree
from scripts.codegen.project import GenerationError, Project


@command(GenerationError, VersionError)
def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command on the repository at `root` and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("base", nargs="?", help="the git revision of the last release, if it is not the newest tag")
    base = parser.parse_args(argv).base
    project = Project(root)
    errors = list(_check(project, base or last_release(root, project.version)))
    complain(errors)
    if errors:
        return 1
    print(f"version {project.version} is ready for release")
    return 0


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
    yield from check_tag(project.root)
    yield from check_changelog(project.root, project.version)


if __name__ == "__main__":
    run(main)
