"""Warns when the nightly has not run on its schedule for a week (a workflow calls it).

The environment gives GITHUB_TOKEN, GITHUB_REPOSITORY and, where it is not github.com, GITHUB_API_URL. The warning is an
annotation of the workflow's run, and no failure: what the workflow is for is another thing. Exit code 0 when GitHub was
asked, 2 when it cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from scripts._command import Parser, command, run

from scripts.nightly_run.github import GitHubError, Repository
from scripts.nightly_run.schedule import pause


@command(GitHubError)
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, ask GitHub, and return the exit code."""
    Parser(__doc__).parse_args(argv)
    why = pause(Repository.from_environment("actions: read"), datetime.now(UTC))
    print(f"::warning title=The nightly does not run::{why}" if why else "the nightly runs on schedule")
    return 0


if __name__ == "__main__":
    run(main)
