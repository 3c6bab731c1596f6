"""The folder of reports: drift.json, what is made from it, and the history."""

from __future__ import annotations

import json
from pathlib import Path

from contract_tests.reports import har, history, html, junit, markdown, sarif
from contract_tests.reports.changes import with_causes
from contract_tests.reports.wording import Json
from scripts.spec.spec import Spec

HISTORY = "history.jsonl"


def write_reports(
    report: Json, spec: Spec, folder: Path, history_path: Path | None = None, *, recorded: bool = True
) -> Json:
    """Write every report of a run, and add the run to the history.

    Args:
        report: The run in the format of drift.json.
        spec: The spec that the findings point into; the page shows its operations even if the run never got to them.
        folder: Where the reports go; made if it is not there.
        history_path: The history file; `history.jsonl` in the folder if it is left out.
        recorded: Whether the run is added to the history and carries over what it did not look at, as one of all
            rules does.

    Returns:
        The report as written, with its verdict: its findings know their history and the line of the spec, `carried`
        are those of earlier runs that it did not look at, and `causes` says each change once. `history_problems` says
        in a line each what in the history is no run; it is not written.
    """
    history_path = history_path or folder / HISTORY
    for parent in (folder, history_path.parent):
        parent.mkdir(parents=True, exist_ok=True)
    past = history.read(history_path)
    report = _with_lines(history.annotate(report, past.runs, spec.operations, carries=recorded), spec)
    report, overlay = with_causes(report, spec, folder)
    run = history.entry(report)
    overlay.write(folder / "overlay.yaml")
    _write(folder / "junit.xml", junit.render(report))
    _write(folder / "drift.json", json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    _write(folder / "drift.md", markdown.render(report))
    _write_or_remove(folder / "drift.sarif", sarif.render(report))
    _write(folder / "drift.har", har.render(report))
    _write(folder / "drift.html", html.render(report, [*history.same_target(report, past.runs), run], spec.operations))
    if recorded:
        history.append(history_path, run)
    return report | {"history_problems": past.problems}


def _with_lines(report: Json, spec: Spec) -> Json:
    """The report with the line of the spec that each of its findings contradicts."""
    sections = [name for name in ("findings", "carried", "accepted") if name in report]
    return report | {name: [_with_line(finding, spec) for finding in report[name]] for name in sections}


def _with_line(finding: Json, spec: Spec) -> Json:
    pointer = finding.get("spec_pointer")
    return finding if pointer is None else finding | {"spec_line": spec.line(pointer)}


def _write_or_remove(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, text)


def _write(path: Path, text: str) -> None:
    partial = path.with_name(f"{path.name}.partial")
    # Half of a surrogate pair, which a target can send, becomes the escape that JSON has for it.
    partial.write_bytes(text.encode("utf-8", "backslashreplace"))
    partial.replace(path)
