"""A command against a watched server, killed after a number of requests, and what it leaves.

outcome = killed(["python", "run.py", "{base_url}", "{key}"], 12, then=["python", "clean.py", "{base_url}", "{key}"])
"""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harm.live import live
from tests.harm.server import KEY, Server

PATIENCE_SECONDS = 900.0
INTERRUPT_SECONDS = 90.0


@dataclass
class Outcome:
    """What a killed command left: `left` at once, `left_then` after the command that cleans up."""

    after: int
    killed: bool
    returncode: int
    requests: int
    left: list[dict[str, str]]
    lost: list[str]
    harm: list[dict[str, Any]]
    left_then: list[dict[str, str]] | None = None
    lost_then: list[str] | None = None
    harm_then: list[dict[str, Any]] | None = None


def environment(base_url: str, variables: tuple[str, str]) -> dict[str, str]:
    """Return the environment of a command; `variables` are the names for base URL and key."""
    url_name, key_name = variables
    return os.environ | {url_name: base_url, key_name: KEY}


def filled(argv: list[str], base_url: str) -> list[str]:
    """Return the command with {base_url} and {key} filled in."""
    return [part.replace("{base_url}", base_url).replace("{key}", KEY) for part in argv]


def killed(
    argv: list[str],
    after: int,
    *,
    how: signal.Signals = signal.SIGKILL,
    drift: str | None = None,
    then: list[str] | None = None,
    variables: tuple[str, str] = ("CONNECT_BASE_URL", "CONNECT_API_KEY"),
    cwd: Path | None = None,
) -> Outcome:
    """Run a command, send a signal to its process group when the server has seen request `after`, and look.

    Args:
        argv: the command; {base_url} and {key} in it are filled in.
        after: the number of the request at whose arrival the signal is sent; its answer comes too late for a SIGKILL.
        how: SIGKILL or SIGINT; an interrupted command has a while to clean up.
        drift: the name of a drift; None for a faithful server.
        then: a command as a list that is run afterwards against the same server, such as a clean-up.
        variables: names of the environment variables for base URL and key.
        cwd: the folder to run in.

    Returns:
        The outcome.
    """
    with live(drift) as (base_url, app):
        options: dict[str, Any] = {"env": environment(base_url, variables), "cwd": cwd, "stdout": subprocess.DEVNULL}
        options |= {"stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "start_new_session": True}
        process = subprocess.Popen(filled(argv, base_url), **options)
        sent: list[int] = []

        def on_request(number: int) -> None:
            if number == after:
                sent.append(number)
                os.killpg(process.pid, how)

        app.state.on_request = on_request
        returncode = wait(process, sent)
        app.state.on_request = None
        outcome = Outcome(after, bool(sent), returncode, app.state.requests, *seen(app))
        if then:
            subprocess.run(filled(then, base_url), check=False, timeout=PATIENCE_SECONDS, **options)
            outcome.left_then, outcome.lost_then, outcome.harm_then = seen(app)
        return outcome


def wait(process: subprocess.Popen[bytes], sent: list[int]) -> int:
    """Wait for the end of a command; one that outlives its signal for too long is ended."""
    waited = 0.0
    while True:
        try:
            return process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            waited = waited + 1.0
        if waited > (INTERRUPT_SECONDS if sent else PATIENCE_SECONDS):
            os.killpg(process.pid, signal.SIGKILL)


def seen(app: Server) -> tuple[list[dict[str, str]], list[str], list[dict[str, Any]]]:
    """What is left, lost and harmed."""
    return app.state.left(), app.state.lost(), app.state.hard()
