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
from typing import IO, Any, TextIO

from contract_tests.judging.secrets import Secrets
from contract_tests.judging.visible import one_line
from scripts.nightly_run.redaction import secrets_of

PART_TIMEOUT_SECONDS = 1800.0
# A part that is told to end still writes its reports, which name what it has created.
GRACE_SECONDS = 60.0
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
    """What came of a part: `why` says in one line why it was skipped or could not run. Nothing in it is secret."""

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
    interrupted, secrets = False, secrets_of(os.environ)
    for part in parts:
        if interrupted:
            yield Result(part.name, "could-not-run", None, 0.0, "interrupted before it began")
        elif part.skipped:
            yield Result(part.name, "skipped", None, 0.0, part.skipped)
        else:
            out.write(f"== {part.name}\n")
            out.flush()
            result = _run(part, folder / part.name, root, _Shown(out, secrets), secrets)
            interrupted = result.why == "interrupted"
            yield result


class _Shown:
    """What a command prints, shown line by line as it comes; a crash may print anything, so secrets are blanked."""

    def __init__(self, out: TextIO, secrets: Secrets) -> None:
        self._out, self._secrets = out, secrets
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        """All that was shown."""
        return "".join(self._lines)

    def follow(self, output: IO[bytes]) -> None:
        """Show an output to its end."""
        while chunk := os.read(output.fileno(), 65536):
            self._begun += self._decoder.decode(chunk)
            complete, end, self._begun = self._begun.rpartition("\n")
            self._show(complete + end)
        self._show(self._begun + self._decoder.decode(b"", final=True))
        self._begun = ""

    def _show(self, text: str) -> None:
        if text:
            self._lines.append(self._secrets.blanked(text))
            self._out.write(self._lines[-1])
            self._out.flush()


def _run(part: Part, folder: Path, root: Path, shown: _Shown, secrets: Secrets) -> Result:
    folder.mkdir(parents=True, exist_ok=True)
    for name in STALE:
        (folder / name).unlink(missing_ok=True)
    began = time.perf_counter()
    code, why = _execute(part.command, root, shown)
    duration = time.perf_counter() - began
    (folder / "output.txt").write_text(shown.text, encoding="utf-8")
    report = _report(folder / "drift.json") if part.reports else None
    if report is not None:
        report["created"] = [secrets.blanked(str(identifier)) for identifier in report.get("created", [])]
        report["left"] = [
            {name: secrets.blanked(str(one.get(name, ""))) for name in ("operation", "identifier", "why")}
            for one in report.get("left", [])
        ]
    verdict, why = ("could-not-run", why) if why else _judged(part, code, shown.text, report)
    return Result(part.name, verdict, code, duration, why and secrets.blanked(why), shown.text, report)


def _execute(command: Sequence[str], root: Path, shown: _Shown) -> tuple[int | None, str | None]:
    """The exit code, and why the command did not end by itself, if it did not."""
    began = time.monotonic()
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        endings = {PART_TIMEOUT_SECONDS: process.terminate, PART_TIMEOUT_SECONDS + GRACE_SECONDS: process.kill}
        timers = [threading.Timer(seconds, end) for seconds, end in endings.items()]
        for timer in timers:
            timer.start()
        try:
            shown.follow(process.stdout)
        except KeyboardInterrupt:
            # The interrupt reaches the command as well, which then writes what it has.
            shown.follow(process.stdout)
            return None, "interrupted"
        finally:
            for timer in timers:
                timer.cancel()
    expired = time.monotonic() - began >= PART_TIMEOUT_SECONDS
    return process.returncode, f"still running after {PART_TIMEOUT_SECONDS:.0f} s" if expired else None


def _judged(part: Part, code: int | None, output: str, report: dict[str, Any] | None) -> tuple[str, str | None]:
    """The verdict of a part that has ended, and why if it could not run."""
    verdict = VERDICTS.get(code, "could-not-run")
    if verdict == "could-not-run":
        failure = one_line(str((report or {}).get("failure") or ""))
        return verdict, failure or _last_line(output) or f"ended with exit code {code}"
    if part.reports:
        # An uncaught exception ends in exit code 1, as drift does.
        reported = _reported(report or {}, verdict)
        return (reported, None) if reported else ("could-not-run", f"no report, but: {_last_line(output)}")
    if "Traceback (most recent call last)" in output:
        return "could-not-run", f"crashed: {_last_line(output)}"
    return verdict, None


def _reported(report: dict[str, Any], verdict: str) -> str | None:
    """The verdict of a report that bears out an exit code; None if it does not.

    What is carried over is drift that the run itself did not see.
    """
    only_carried = report.get("carried") and not report.get("findings")
    borne_out = {verdict, "drift"} if verdict == "conforms" and only_carried else {verdict}
    return next((one for one in borne_out if one == report.get("verdict")), None)


def _report(path: Path) -> dict[str, Any] | None:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


def _last_line(output: str) -> str:
    return output.strip().rpartition("\n")[2].strip().removeprefix("error: ")
