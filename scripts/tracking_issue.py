"""Opens, updates or closes the issue in which drift is tracked, after a nightly run.

The environment gives GITHUB_TOKEN, GITHUB_REPOSITORY and, where it is not github.com, GITHUB_API_URL. A report that
is missing or torn is a run that could not run. Exit code 0 when the issue is up to date, 2 when it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scripts._command import Parser, command, path, run

from scripts.nightly_run.github import GitHubError, Issues, Repository
from scripts.nightly_run.reading import read_report, read_text
from scripts.nightly_run.tracking import track


@command(GitHubError)
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, bring the issue up to date, and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("--report", type=path, default=Path("reports/nightly.json"), help="what the run found")
    parser.add_argument("--body", type=path, default=Path("reports/nightly.md"), help="what the issue shall say")
    arguments = parser.parse_args(argv)
    issues, report = Issues(Repository.from_environment("issues: write")), read_report(arguments.report)
    print(track(report, read_text(arguments.body, report), issues))
    return 0


if __name__ == "__main__":
    run(main)
