"""The parts of a nightly run: each a command of its own, in a process of its own, with a folder of its own."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from contract_tests.judging.secrets import REDACTED
from contract_tests.judging.visible import one_line

PART_TIMEOUT_SECONDS = 1800.0
VERDICTS: dict[int | None, str] = {0: "conforms", 1: "drift", 2: "could-not-run"}
# What an earlier run of a part wrote must not pass for what this one writes; the history stays.
STALE = ("drift.json", "drift.md", "drift.html", "drift.sarif", "drift.har", "junit.xml", "overlay.yaml", "output.txt")


@dataclass(frozen=True)
class Part:
    """A part of the run: `Part("regeneration", ["make", "check"], reports=False)`.

    `command` ends with exit code 0, 1 or 2 and, where `reports` says so, leaves a drift.json in the folder of the
    part, which is `name`. A part with a reason in `skipped` is not run.
    """

    name: str
    command: Sequence[str]
    reports: bool = True
    skipped: str | None = None


@dataclass(frozen=True)
class Result:
    """What came of a part: `why` says in one line why it was skipped or could not run."""

    name: str
    verdict: str
    exit_code: int | None
    duration_seconds: float
    why: str | None
    output: str = ""
    report: dict[str, Any] | None = None


def run_parts(parts: Sequence[Part], folder: Path, root: Path, out: TextIO) -> Iterator[Result]:
    """Run every part, also after one that failed, and show its output as it ends.

    Args:
        folder: Where each part gets its folder.
        root: Where the commands are run.
    """
    interrupted = False
    for part in parts:
        if interrupted:
            yield Result(part.name, "could-not-run", None, 0.0, "interrupted before it began")
        elif part.skipped:
            yield Result(part.name, "skipped", None, 0.0, part.skipped)
        else:
            out.write(f"== {part.name}\n")
            out.flush()
            result = _run(part, folder / part.name, root, out)
            interrupted = result.why == "interrupted"
            yield result


def _run(part: Part, folder: Path, root: Path, out: TextIO) -> Result:
    folder.mkdir(parents=True, exist_ok=True)
    for name in STALE:
        (folder / name).unlink(missing_ok=True)
    began = time.perf_counter()
    code, output, why = _execute(part.command, root, out)
    duration = time.perf_counter() - began
    # A crash may print anything, and what is kept of it may be published.
    key = os.environ.get("CONNECT_API_KEY")
    output = output.replace(key, REDACTED) if key else output
    (folder / "output.txt").write_text(output, encoding="utf-8")
    report = _report(folder / "drift.json") if part.reports else None
    verdict, why = ("could-not-run", why) if why else _judged(part, code, output, report)
    return Result(part.name, verdict, code, duration, why, output, report)


def _execute(command: Sequence[str], root: Path, out: TextIO) -> tuple[int | None, str, str | None]:
    """The exit code, the output, and why the command did not end by itself, if it did not."""
    began = time.monotonic()
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        timer = threading.Timer(PART_TIMEOUT_SECONDS, process.kill)
        timer.start()
        texts: list[str] = []
        try:
            texts.extend(_shown(process, out))
        except KeyboardInterrupt:
            # The interrupt reaches the command as well, which then writes what it has.
            texts.extend(_shown(process, out))
            return None, "".join(texts), "interrupted"
        finally:
            timer.cancel()
    expired = time.monotonic() - began >= PART_TIMEOUT_SECONDS
    why = f"still running after {PART_TIMEOUT_SECONDS:.0f} s" if expired else None
    return process.returncode, "".join(texts), why


def _shown(process: subprocess.Popen[bytes], out: TextIO) -> Iterator[str]:
    """What a command prints, shown as it comes."""
    assert process.stdout is not None
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while chunk := os.read(process.stdout.fileno(), 65536):
        text = decoder.decode(chunk)
        out.write(text)
        out.flush()
        yield text


def _judged(part: Part, code: int | None, output: str, report: dict[str, Any] | None) -> tuple[str, str | None]:
    """The verdict of a part that has ended, and why if it could not run."""
    verdict = VERDICTS.get(code, "could-not-run")
    if verdict == "could-not-run":
        failure = one_line(str((report or {}).get("failure") or ""))
        return verdict, failure or _last_line(output) or f"ended with exit code {code}"
    # An uncaught exception ends in exit code 1, as drift does.
    if part.reports and (report is None or report.get("verdict") != verdict):
        return "could-not-run", f"no report, but: {_last_line(output)}"
    if not part.reports and "Traceback (most recent call last)" in output:
        return "could-not-run", f"crashed: {_last_line(output)}"
    return verdict, None


def _report(path: Path) -> dict[str, Any] | None:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


def _last_line(output: str) -> str:
    return output.strip().rpartition("\n")[2].strip().removeprefix("error: ")
