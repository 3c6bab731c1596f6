"""Run what is to be run every night: regeneration check, documentation drift and contract run, with one verdict.

Each part runs even when another failed. Exit code 0 conforms, 1 drift, 2 could not run. When one part drifted and
another could not run, it is drift, and both are named. On the mock nothing is fetched: the documentation is skipped,
and named as skipped, unless --pages gives a folder with its pages.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from scripts._command import ROOT, Parser, command, path, run

from scripts.nightly_run.run import nightly, parts


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run, and return the exit code."""
    parser = Parser(__doc__)
    parser.add_argument("--target", choices=["mock", "sandbox"], default="sandbox")
    parser.add_report_dir()
    parser.add_argument("--pages", type=path, help="a folder with the documentation's pages, instead of fetching them")
    arguments = parser.parse_args(argv)
    target, folder = arguments.target, arguments.report_dir.absolute()
    pages = arguments.pages.absolute() if arguments.pages else None
    return nightly(parts(target, pages, folder), target, folder, sys.stdout, ROOT)


if __name__ == "__main__":
    run(main)
