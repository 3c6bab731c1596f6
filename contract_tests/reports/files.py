"""The folder of reports: drift.json, what is made from it, and the history."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from contract_tests.reports import har, history, html, markdown, sarif
from contract_tests.reports.lines import Lines
from contract_tests.reports.wording import Json
from contract_tests.spec import SPEC_PATH

HISTORY = "history.jsonl"


def write_reports(
    report: Json,
    folder: Path,
    history_path: Path | None = None,
    *,
    operations: Iterable[str] = (),
    spec_path: Path = SPEC_PATH,
    recorded: bool = True,
) -> Json:
    """Write every report of a run, each whole or not at all, and add the run to the history.

    Args:
        report: The run in the format of drift.json.
        folder: Where the reports go; made if it is not there.
        history_path: The history file; `history.jsonl` in the folder if it is left out.
        operations: The operations of the spec, which the page shows even if the run never got to them.
        spec_path: The spec that the findings point into.
        recorded: Whether the run is added to the history, as one of all rules is.

    Returns:
        The report as written: its findings know their history and the line of the spec.
    """
    history_path = history_path or folder / HISTORY
    for parent in (folder, history_path.parent):
        parent.mkdir(parents=True, exist_ok=True)
    past = history.read(history_path)
    report = _with_lines(history.annotate(report, past), spec_path)
    runs = [*history.same_target(report, past), history.entry(report)]
    _write(folder / "drift.json", json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    _write(folder / "drift.md", markdown.render(report))
    _write(folder / "drift.sarif", sarif.render(report))
    _write(folder / "drift.har", har.render(report))
    _write(folder / "drift.html", html.render(report, runs, operations))
    if recorded:
        history.append(history_path, history.entry(report))
    return report


def _with_lines(report: Json, spec_path: Path) -> Json:
    sections = [name for name in ("findings", "accepted") if report.get(name)]
    if not sections:
        return report
    lines = Lines(spec_path)

    def located(finding: Json) -> Json:
        pointer = finding.get("spec_pointer")
        return finding if pointer is None else finding | {"spec_line": lines.line(pointer)}

    return report | {name: list(map(located, report[name])) for name in sections}


def _write(path: Path, text: str) -> None:
    partial = path.with_name(f"{path.name}.partial")
    # Half of a surrogate pair, which a target can send, becomes the escape that JSON has for it.
    partial.write_bytes(text.encode("utf-8", "backslashreplace"))
    partial.replace(path)
