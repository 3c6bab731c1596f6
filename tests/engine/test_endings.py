"""How a run ends whose time is over, or that cannot write where it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import Contract, run_contract
from tests.partial_contract import ROOT

KEY = "sk_workspace_test_for_the_tests"


@pytest.mark.slow
def test_nothing_is_left_in_the_working_directory(tmp_path: Path) -> None:
    """A run works in a folder that it may not write to, and leaves nothing in one that it may."""
    small = ("--operation", "listApps")
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/contract.py"), "--report-dir", str(tmp_path / "reports"), *small],
        cwd=home,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(home.iterdir()) == []


def test_folder_that_cannot_be_written_is_noticed_before_the_first_request(contract: Contract, tmp_path: Path) -> None:
    """A report directory that is a file is one line and exit code 2, and nothing is sent."""
    (tmp_path / "reports").write_text("a file")
    outcome = contract("--target", "sandbox", CONNECT_BASE_URL="http://127.0.0.1:9/v1", CONNECT_API_KEY=KEY)
    assert outcome.exit_code == 2
    assert outcome.output.count("\n") == 1, outcome.output


@pytest.mark.slow
def test_run_ends_at_its_deadline_with_its_reports(tmp_path: Path, first_operations: Path) -> None:
    """A run whose time is over sends nothing more, and says which rules it did not get to."""
    outcome = run_contract(tmp_path, first_operations, "--deadline", "2")
    why = {entry["why"] for entry in outcome.report["inconclusive"]}
    assert "the deadline of 2 s has passed" in why


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [("PYTEST_ADDOPTS", "--collect-only"), ("PYTEST_PLUGINS", "no_such_plugin"), ("PYTEST_ADDOPTS", "-k nothing")],
)
def test_what_the_environment_tells_pytest_does_not_reach_a_run(contract: Contract, name: str, value: str) -> None:
    """The rules run whatever the variables of pytest say."""
    outcome = contract("--rule", "liveness/answers", **{name: value})
    assert outcome.exit_code == 0, outcome.output
    assert {entry["rule"] for entry in outcome.report["exercised"]} >= {"liveness/answers"}
