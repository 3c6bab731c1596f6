from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.repository import Repository, repository


@pytest.fixture
def copy(tmp_path: Path) -> Repository:
    """A copy of this repository with a history of its own."""
    return repository(tmp_path)
