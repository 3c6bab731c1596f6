from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract_tests.docs.lock import Lock, read_lock
from scripts import docs_drift
from scripts.spec.reading import SPEC_PATH, load_spec
from scripts.spec.spec import Spec
from tests.docs.score.score import FAITHFUL_PAGES
from tests.docs.vendor_documents import Tree, stand_in

OPENAPI = SPEC_PATH.parent

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="session")
def spec() -> Spec:
    return load_spec()


@pytest.fixture(scope="session")
def lock() -> Lock:
    """What is locked of the faithful pages."""
    return read_lock(FAITHFUL_PAGES / "docs.lock.yaml")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A copy of the faithful pages, free to be changed."""
    return Path(shutil.copytree(FAITHFUL_PAGES, tmp_path / "pages"))


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """A copy of the spec, its lock and its baseline, free to be changed."""
    return Path(shutil.copytree(OPENAPI, tmp_path / "openapi"))


@pytest.fixture
def run(tmp_path: Path, openapi: Path) -> Run:
    """Run the command as a user does, and return its exit code and drift.json."""

    def run_command(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        reports = tmp_path / "reports"
        code = docs_drift.main([*map(str, arguments), "--report-dir", str(reports)], openapi, 0.0)
        report = reports / "drift.json"
        return code, json.loads(report.read_text("utf-8")) if report.exists() else {}

    return run_command


@pytest.fixture
def vendor() -> Tree:
    """A document of the vendor's that says what the spec says, free to be changed."""
    return stand_in()


@pytest.fixture
def grown(spec: Spec) -> Callable[[Callable[[dict[str, Any]], object]], Spec]:
    """Build a spec that differs from ours by one change of its document."""

    def change(edit: Callable[[dict[str, Any]], object]) -> Spec:
        document = copy.deepcopy(spec.root)
        edit(document)
        return Spec(document)

    return change
