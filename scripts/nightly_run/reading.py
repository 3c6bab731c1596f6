"""What a nightly run has left behind: a run that left nothing, or something torn, could not run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.nightly_run.tracking import WHOLE_RUN
from scripts.nightly_run.verdict import EXIT_CODES


def read_report(path: Path) -> dict[str, Any]:
    """A nightly.json, or, where there is none, a report that says so."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if report["verdict"] in EXIT_CODES and {"parts", "findings", "causes"} <= report.keys():
            return dict(report)
        why = "it is not a report of a night"
    except OSError as error:
        why = error.strerror or "it cannot be read"
    except (ValueError, KeyError, TypeError, AttributeError):
        why = "it cannot be read"
    part = {"name": WHOLE_RUN, "verdict": "could-not-run"}
    failure = f"the run ended without {path.name}: {why}"
    return {"verdict": "could-not-run", "failure": failure, "parts": [part], "findings": [], "causes": []}


def read_text(path: Path, report: dict[str, Any]) -> str:
    """A nightly.md, or, where there is none, why."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return f"{report['failure'] or 'There is no text about this run.'}\n"
