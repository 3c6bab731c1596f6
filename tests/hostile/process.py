"""A command run under limits: its time, the memory of its whole tree, what it printed and what it left running.

outcome = run_limited(["python", "x.py"], env=..., cwd=..., out=..., err=..., seconds=120, megabytes=600)
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.1
GRACE_SECONDS = 2.0
PRINTED_LIMIT_BYTES = 50_000_000


@dataclass(frozen=True)
class Outcome:
    """How a command ended. `code` is None when it had to be ended, `stopped` then says why."""

    code: int | None
    seconds: float
    peak_megabytes: float
    stopped: str | None
    left_running: int
    printed: bytes


def run_limited(
    command: list[str], *, env: dict[str, str], cwd: Path, folder: Path, seconds: float, megabytes: float
) -> Outcome:
    """Run a command in a session of its own; end it and all of that session beyond the limits."""
    started = time.monotonic()
    peak = 0.0
    stopped = None
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=env, cwd=cwd, start_new_session=True
        )
    try:
        while True:
            if process.poll() is not None:
                break
            peak = max(peak, _peak_bytes(process.pid) / 1e6)
            stopped = stopped or _excess(time.monotonic() - started, peak, folder, seconds, megabytes)
            if stopped:
                _kill_session(process.pid)
            time.sleep(POLL_SECONDS)
        return Outcome(
            code=None if stopped else process.returncode,
            seconds=time.monotonic() - started,
            peak_megabytes=peak,
            stopped=stopped,
            left_running=_left_running(process.pid),
            printed=_printed(folder),
        )
    finally:
        _kill_session(process.pid)


def _excess(seconds: float, megabytes: float, folder: Path, most_seconds: float, most_megabytes: float) -> str | None:
    """Why a run must end now, None while it is within its limits."""
    if seconds > most_seconds:
        return f"it did not end within {most_seconds:.0f} s"
    if megabytes > most_megabytes:
        return f"it took more than {most_megabytes:.0f} MB"
    if sum((folder / name).stat().st_size for name in ("stdout", "stderr")) > PRINTED_LIMIT_BYTES:
        return "it printed more than 50 MB"
    return None


def _members(session: int) -> list[int]:
    """The processes of a session that are no zombies."""
    members = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _session_of(entry.name) == session:
            members.append(int(entry.name))
    return members


def _session_of(pid: str) -> int | None:
    try:
        fields = Path("/proc", pid, "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[3])


def _peak_bytes(session: int) -> int:
    """The memory of the whole session now, or what one of its processes had at its height if that is more."""
    sizes = [_sizes(pid) for pid in _members(session)]
    return max(sum(now for now, _ in sizes), max((height for _, height in sizes), default=0))


def _sizes(pid: int) -> tuple[int, int]:
    try:
        status = Path("/proc", str(pid), "status").read_text(errors="replace")
    except OSError:
        return 0, 0
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    now, height = (int(fields.get(name, "0").split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return now, height


def _left_running(session: int) -> int:
    """How many processes of an ended command still run after a moment of grace."""
    end = time.monotonic() + GRACE_SECONDS
    while (left := len(_members(session))) and time.monotonic() < end:
        time.sleep(POLL_SECONDS)
    return left


def _kill_session(session: int) -> None:
    for pid in _members(session):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue


def _printed(folder: Path) -> bytes:
    return b"\n".join((folder / name).read_bytes()[:PRINTED_LIMIT_BYTES] for name in ("stdout", "stderr"))
