"""The contract run as a user starts it: the real command, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.partial_contract import ROOT, modules_of


@dataclass(frozen=True)
class Outcome:
    """What a run left: its exit code, what it printed, the folder of its reports and drift.json."""

    exit_code: int
    output: str
    folder: Path

    @property
    def report(self) -> Any:
        return json.loads((self.folder / "drift.json").read_text(encoding="utf-8"))

    @property
    def findings(self) -> list[dict[str, Any]]:
        findings: list[dict[str, Any]] = self.report["findings"]
        return findings


Contract = Callable[..., Outcome]


@pytest.fixture
def checkout() -> Path:
    """The repository whose command is run."""
    return ROOT


@pytest.fixture
def contract(tmp_path: Path, checkout: Path) -> Contract:
    """Run scripts/contract.py with arguments; environment variables by keyword."""
    return partial(run_contract, tmp_path / "reports", checkout)


def run_contract(folder: Path, checkout: Path, *arguments: str, **environment: str) -> Outcome:
    """Run scripts/contract.py of a checkout, with its reports in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CONNECT_")}
    done = subprocess.run(
        [sys.executable, "scripts/contract.py", "--report-dir", str(folder), *arguments],
        cwd=checkout,
        env=clean | modules_of(checkout) | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout + done.stderr, folder)


@pytest.fixture
def judge(contract: Contract) -> Contract:
    """Run the contract against a server on loopback, given by its base URL and key."""

    def run(base_url: str, key: str, *arguments: str, **environment: str) -> Outcome:
        address = {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": key}
        return contract("--target", "sandbox", "--rate", "1000", *arguments, **address, **environment)

    return run
