"""Opens, updates or closes the issue in which drift is tracked, after a nightly run.

The environment gives GITHUB_TOKEN, GITHUB_REPOSITORY and, where it is not github.com, GITHUB_API_URL. A report that
is missing or torn is a night that could not run. Exit code 0 when the issue is up to date, 2 when it is not.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from scripts.night.github import GitHubError, Issues, Repository
from scripts.night.tracking import NIGHT, track


def main(argv: list[str] | None = None) -> int:
    """Parse the command line, bring the issue up to date, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path, default=Path("reports/nightly.json"), help="what the run found")
    parser.add_argument("--body", type=Path, default=Path("reports/nightly.md"), help="what the issue shall say")
    arguments = parser.parse_args(argv)
    try:
        repository = Repository.from_environment()
        night = _night(arguments.report)
        with Issues(repository) as issues:
            print(track(night, _text(arguments.body, night), issues, repository.run_url))
    except GitHubError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _night(path: Path) -> dict[str, Any]:
    """The report of the night, or one that says that there is none."""
    try:
        night = json.loads(path.read_text(encoding="utf-8"))
        if night["verdict"] in ("conforms", "drift", "could-not-run") and {"parts", "findings"} <= night.keys():
            return dict(night)
        why = "it is not a report of a night"
    except OSError as error:
        why = error.strerror or "it cannot be read"
    except (ValueError, KeyError, TypeError, AttributeError):
        why = "it cannot be read"
    part = {"name": NIGHT, "verdict": "could-not-run"}
    failure = f"the run ended without {path.name}: {why}"
    return {"verdict": "could-not-run", "failure": failure, "parts": [part], "findings": []}


def _text(path: Path, night: dict[str, Any]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return f"{night['failure'] or 'There is no text about this run.'}\n"


if __name__ == "__main__":
    sys.exit(main())
