from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.codegen.files import ROOT

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
def checkout(tmp_path: Path) -> Path:
    """A copy of what the commands read and write, free to be changed."""
    root = tmp_path / "checkout"
    for name in READ_BY_THE_COMMANDS:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    return root
