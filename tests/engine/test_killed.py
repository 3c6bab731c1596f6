"""A run that is killed or interrupted, in a process of its own: in the end the workspace is as it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.partial_contract import ROOT
from tests.target.meddling import KEY, Workspace, workspace

pytestmark = pytest.mark.slow


@pytest.fixture
def target() -> Iterator[Workspace]:
    with workspace() as found:
        yield found


def command(target: Workspace, script: str, *arguments: str) -> subprocess.Popen[str]:
    """A command against a target, just started."""
    environment = os.environ | {"CONNECT_BASE_URL": target.base_url, "CONNECT_API_KEY": KEY}
    return subprocess.Popen(
        [sys.executable, f"scripts/{script}.py", "--target", "sandbox", "--rate", "2000", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(target: Workspace, folder: Path, signals: dict[int, signal.Signals]) -> tuple[int, str]:
    """Exit code and output of a run that gets signals when the target has had so many requests."""
    arguments = ("--settle-timeout", "5", "--seed", "1", "--report-dir", str(folder))
    with command(target, "contract", *arguments) as run:

        def meddle(method: str, path: str) -> None:
            if target.requests in signals:
                run.send_signal(signals[target.requests])

        target.meddler = meddle
        output, _ = run.communicate(timeout=600)
    target.meddler = lambda method, path: None
    return run.returncode, output


@pytest.mark.parametrize("after", [9, 40, 150, 400])
def test_killed_run_is_cleaned_up_by_clean_target(target: Workspace, tmp_path: Path, after: int) -> None:
    """Whatever a run was doing when it was killed, what it left is found and deleted, and nothing else."""
    before = target.apps()
    code, _ = ended(target, tmp_path, {after: signal.SIGKILL})
    assert code == -signal.SIGKILL
    with command(target, "clean_target") as cleaning:
        output, _ = cleaning.communicate(timeout=600)
    assert (cleaning.returncode, target.apps()) == (0, before), output


@pytest.mark.parametrize("after", [9, 150])
def test_interrupted_run_cleans_up_after_itself(target: Workspace, tmp_path: Path, after: int) -> None:
    """After Ctrl-C nothing is left, and the run says that it was interrupted."""
    before = target.apps()
    code, output = ended(target, tmp_path, {after: signal.SIGINT})
    assert (code, target.apps()) == (2, before), output
    assert "could not run: interrupted" in output
    assert json.loads((tmp_path / "drift.json").read_text(encoding="utf-8"))["left"] == []


def test_run_that_is_interrupted_again_lists_what_is_left(target: Workspace, tmp_path: Path) -> None:
    """A second Ctrl-C ends the cleaning up as well; what is left then is named, and clean-target deletes it."""
    before = target.apps()
    _, output = ended(target, tmp_path, {150: signal.SIGINT, 153: signal.SIGINT})
    left = json.loads((tmp_path / "drift.json").read_text(encoding="utf-8"))["left"]
    assert {one["identifier"] for one in left} == target.apps().keys() - before.keys() != set(), output
    with command(target, "clean_target") as cleaning:
        cleaning.communicate(timeout=600)
    assert target.apps() == before
