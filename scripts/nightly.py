"""Run what is to be run every night: regeneration check, documentation drift and contract run, with one verdict.

Each part runs even when another failed. Exit code 0 conforms, 1 drift, 2 could not run. When one part drifted and
another could not run, it is drift, and both are named. On the mock nothing is fetched: the documentation is skipped,
and named as skipped, unless --pages gives a folder with its pages.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from scripts.night.parts import Part, run_parts
from scripts.night.verdict import Night

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """Parse the command line, run, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=["mock", "sandbox"], default="sandbox")
    parser.add_argument("--report-dir", type=Path, default=Path("reports"), help="where the reports go")
    parser.add_argument("--pages", type=Path, help="a folder with the documentation's pages, instead of fetching them")
    arguments = parser.parse_args(argv)
    folder = arguments.report_dir.absolute()
    pages = arguments.pages.absolute() if arguments.pages else None
    try:
        return nightly(parts(arguments.target, pages, folder), arguments.target, folder, sys.stdout)
    except OSError as error:
        print(f"could not run: {error}", file=sys.stderr)
        return 2


def parts(target: str, pages: Path | None, folder: Path) -> list[Part]:
    """The parts of a night on a kind of target."""
    documentation = ["scripts/docs_drift.py", "--report-dir", str(folder / "documentation")]
    return [
        Part("regeneration", _python("scripts/regenerate.py", "--check"), reports=False),
        Part(
            "documentation",
            _python(*documentation, *(["--pages", str(pages)] if pages else [])),
            skipped="the mock has no documentation; give its pages with PAGES"
            if target == "mock" and not pages
            else None,
        ),
        Part("contract", _python("scripts/contract.py", "--target", target, "--report-dir", str(folder / "contract"))),
    ]


def nightly(night: Sequence[Part], target: str, folder: Path, out: TextIO, root: Path = ROOT) -> int:
    """Run the parts of a night, write nightly.json and nightly.md, and return the exit code.

    Args:
        night: The parts, in their order.
        target: The kind of the target, for the reports.
        folder: Where the reports go; made if it is not there.
        out: Where the output of the parts and the verdict are shown.
        root: Where the commands are run.

    Raises:
        OSError: A report cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data, text = folder / "nightly.json", folder / "nightly.md"
    for stale in (data, text):
        stale.unlink(missing_ok=True)
    started, began = datetime.now(UTC), time.perf_counter()
    results = list(run_parts(night, folder, root, out))
    outcome = Night(target, started, time.perf_counter() - began, results)
    text.write_text(outcome.markdown(folder), encoding="utf-8")
    data.write_text(json.dumps(outcome.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    out.write("\n" + "".join(f"{line}\n" for line in outcome.lines()) + f"reports: {data}, {text}\n")
    return outcome.exit_code


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


if __name__ == "__main__":
    sys.exit(main())
