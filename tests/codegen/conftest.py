from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.codegen.generate import generate
from scripts.codegen.project import Project
from tests.codegen.files import ROOT
from tests.partial_contract import FIRST_OPERATIONS, keep_operations

READ_BY_THE_COMMANDS = (
    "pyproject.toml",
    "requirements",
    "openapi",
    "scripts/codegen/config.yaml",
    "scripts/codegen/templates",
    "scripts/codegen/runtime",
    "generated",
)


@pytest.fixture
def whole_checkout(tmp_path: Path) -> Path:
    """A copy of what the commands read and write, free to be changed."""
    return _copied(ROOT, tmp_path / "checkout")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for a contract of a few operations, which takes a third of the time; not to be changed."""
    root = _copied(ROOT, tmp_path_factory.mktemp("small"))
    keep_operations(root / "openapi" / "connect.yaml", FIRST_OPERATIONS)
    project = Project(root)
    shutil.rmtree(project.package)
    generate(project, project.package)
    return root


@pytest.fixture
def checkout(small: Path, tmp_path: Path) -> Path:
    """A copy of it, free to be changed."""
    return _copied(small, tmp_path / "checkout")


def _copied(source: Path, root: Path) -> Path:
    for name in READ_BY_THE_COMMANDS:
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source / name, target)
    return root
