"""A contract run from start to reports: find the target's data, run the rules under pytest, write what came out."""

from __future__ import annotations

import errno
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from contract_tests.engine.again import send_again
from contract_tests.engine.rules import run_rules
from contract_tests.judging.report import Report
from contract_tests.reports.files import HISTORY, write_reports
from contract_tests.reports.terminal import show
from contract_tests.sending.exceptions import BudgetSpent, CouldNotRun, Inconclusive, NoAnswer
from contract_tests.sending.guard import admitted
from contract_tests.sending.options import Options, Target
from contract_tests.sending.run import Run
from contract_tests.target import preflight
from contract_tests.target.clean_up import clean_up
from contract_tests.target.data import TargetData
from scripts.spec.spec import Spec

SIGNALS = (signal.SIGINT, signal.SIGTERM)
# The reports that a run names at its end, where they were written.
LISTED = ("drift.html", "drift.json", "junit.xml", "overlay.yaml")


def contract_run(
    spec: Spec,
    target: Target,
    options: Options,
    report_dir: Path,
    out: TextIO = sys.stdout,
    history: Path | None = None,
) -> Report:
    """Run the contract against a target and write the reports.

    Args:
        spec: The contract.
        target: The server to judge.
        options: Budgets, patience, seed and accepted differences.
        report_dir: Where the reports go; made if it is not there.
        out: Where progress and the result are shown.
        history: The history of runs; `history.jsonl` among the reports if it is left out.

    Returns:
        The report; its exit code is 0 when the target conforms, 1 on drift, 2 when the run could not run.

    Raises:
        OSError: The reports cannot be written; nothing was sent then.
    """
    history = history or report_dir / HISTORY
    for folder in (report_dir, history.parent):
        _require_writable(folder)
    if history.is_dir():
        raise IsADirectoryError(errno.EISDIR, "the history has to be a file", str(history))
    if history.exists():
        # What cannot be read or written is better known before anything is sent.
        history.open("r+b").close()
    with _stopped_by_signals() as stoppable:
        run = _judged(spec, target, options, out, stoppable)
        report = run.result()
        recorded = options.whole
        written = write_reports(report.as_json(run.redactor), spec, report_dir, history, recorded=recorded)
    out.writelines(f"{line}\n" for line in written["history_problems"])
    show(written, out)
    out.write(f"reports: {', '.join(str(report_dir / name) for name in LISTED if (report_dir / name).exists())}\n")
    # What is carried over from earlier runs is known to the history alone.
    return replace(report, verdict=written["verdict"])


def _judged(spec: Spec, target: Target, options: Options, out: TextIO, stoppable: list[Run]) -> Run:
    """The run, ended, with whatever it found; what goes wrong is its failure."""
    try:
        run, failure = Run(spec, admitted(spec, target, options.allowed_hosts), options), None
    except CouldNotRun as error:
        # The address may hold a secret, and nothing goes there.
        run, failure = Run(spec, replace(target, base_url=""), options), str(error)
    stoppable.append(run)
    run.failure = failure
    if failure:
        run.close()
        return run
    data = TargetData(run)
    out.write(f"{target.kind} {run.target.base_url}, spec {spec.version}, seed {options.seed}\n\n")
    try:
        preflight.check(run, data)
        run_rules(run, data, out)
        if not run.failure and not options.until_found:
            send_again(run)
        _require_still_there(run, data)
    except (CouldNotRun, BudgetSpent, NoAnswer) as error:
        run.failure = str(error)
    except Inconclusive as error:
        run.cannot_tell("preflight", "all", str(error))
    except Exception as error:
        run.failure = f"the run failed with {type(error).__name__}: {error}"
    finally:
        clean_up(run)
        run.close()
    return run


def _require_still_there(run: Run, data: TargetData) -> None:
    """Conclude nothing from what was not found any more because somebody else had deleted it; raise CouldNotRun."""
    not_found = [one for one in run.findings.all() if any(exchange.status == 404 for exchange in one.evidence)]
    if not_found and not run.failure and (name := data.deleted_meanwhile()):
        run.findings.clear()
        raise CouldNotRun(f"{name}, which the run was about, was deleted by somebody else meanwhile; run it again")


def _require_writable(folder: Path) -> None:
    """Find out before the first request that reports can be written; raise OSError if not."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


@contextmanager
def _stopped_by_signals() -> Iterator[list[Run]]:
    """Let Ctrl-C or SIGTERM end the runs in the list at their next request, so that what was found is kept.

    Signals that come later, while reports are written, end nothing: that takes no time.
    """
    runs: list[Run] = []
    if threading.current_thread() is not threading.main_thread():
        yield runs
        return

    def stop(number: int, frame: object) -> None:
        for run in runs:
            run.gate.stop("interrupted")

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield runs
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
