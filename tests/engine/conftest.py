"""The contract run: the command, called with a contract, arguments and an environment."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from scripts import contract as command
from scripts.spec.reading import SPEC_PATH
from tests.called import called
from tests.partial_contract import FIRST_OPERATIONS, partial_spec


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
def spec_path() -> Path:
    """The contract that is run."""
    return SPEC_PATH


@pytest.fixture(scope="session")
def first_operations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract of a few operations: much of what happens to a run does not depend on their number."""
    return partial_spec(tmp_path_factory.mktemp("contract") / "connect.yaml", FIRST_OPERATIONS)


@pytest.fixture
def contract(tmp_path: Path, spec_path: Path) -> Contract:
    """Run the contract with arguments; environment variables by keyword."""
    return partial(run_contract, tmp_path / "reports", spec_path)


def run_contract(folder: Path, spec_path: Path, *arguments: str, **environment: str) -> Outcome:
    """Run a contract, with its reports in a folder."""
    main = partial(command.main, spec_path=spec_path)
    done = called(main, "--report-dir", str(folder), *arguments, **environment)
    return Outcome(done.code, done.output, folder)


@pytest.fixture
def judge(contract: Contract) -> Contract:
    """Run the contract against a server on loopback, given by its base URL and key."""

    def run(base_url: str, key: str, *arguments: str, **environment: str) -> Outcome:
        address = {"CONNECT_BASE_URL": base_url, "CONNECT_API_KEY": key}
        return contract("--target", "sandbox", "--rate", "1000", *arguments, **address, **environment)

    return run
