"""A nightly run: its parts, run one after the other, and the common verdict written down."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from scripts.nightly_run.parts import Part, run_parts
from scripts.nightly_run.verdict import NightlyRun


def parts(target: str, pages: Path | None, folder: Path) -> list[Part]:
    """The parts of a run on a kind of target.

    Args:
        target: `mock` or `sandbox`.
        pages: A folder with the documentation's pages, instead of fetching them.
        folder: Where each part gets a folder for its reports.
    """
    documentation = ["scripts/docs_drift.py", "--report-dir", str(folder / "documentation")]
    no_pages = "the mock has no documentation; give its pages with PAGES"
    return [
        Part("regeneration", _python("scripts/regenerate.py", "--check"), reports=False),
        Part(
            "documentation",
            _python(*documentation, *(["--pages", str(pages)] if pages else [])),
            skipped=no_pages if target == "mock" and not pages else None,
        ),
        Part("contract", _python("scripts/contract.py", "--target", target, "--report-dir", str(folder / "contract"))),
    ]


def nightly(parts: Sequence[Part], target: str, folder: Path, out: TextIO, root: Path) -> int:
    """Run the parts, write nightly.json and nightly.md, and return the exit code.

    Args:
        parts: The parts, in their order.
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
    results = list(run_parts(parts, folder, root, out))
    outcome = NightlyRun(target, started, time.perf_counter() - began, results)
    report = json.dumps(outcome.as_json(), indent=2, ensure_ascii=False)
    # Half of a surrogate pair, which a target can send, becomes the escape that JSON has for it.
    text.write_bytes(outcome.markdown(folder).encode("utf-8", "backslashreplace"))
    data.write_bytes(f"{report}\n".encode("utf-8", "backslashreplace"))
    out.write("\n" + "".join(f"{line}\n" for line in outcome.lines()) + f"reports: {data}, {text}\n")
    return outcome.exit_code


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
